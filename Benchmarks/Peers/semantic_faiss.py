# SPDX-License-Identifier: Apache-2.0
"""All pairs at or over a cosine with the range search of faiss's flat index."""

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
import faiss  # noqa: E402
import numpy  # noqa: E402

faiss.omp_set_num_threads(options.threads)
clock = Clock()
rows = unit_rows(options.input)
index = faiss.IndexFlatIP(rows.shape[1])
index.add(rows)
# Its range is open: start one float below the threshold, which belongs to ours.
below = float(numpy.nextafter(numpy.float32(options.threshold), numpy.float32(-1)))
ends, _, others = index.range_search(rows, below)
first = numpy.repeat(numpy.arange(len(rows)), numpy.diff(ends.astype(numpy.int64)))
pairs = numpy.stack([first, others], axis=1)[first < others]
numpy.save(options.answer, pairs)
clock.finish("faiss range_search", "semantic", pairs=len(pairs))
