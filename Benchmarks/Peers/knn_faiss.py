# SPDX-License-Identifier: Apache-2.0
"""The nearest other row of every row with faiss's flat index."""

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
import faiss  # noqa: E402
import numpy  # noqa: E402

faiss.omp_set_num_threads(options.threads)
clock = Clock()
rows = unit_rows(options.input)
index = faiss.IndexFlatIP(rows.shape[1])
index.add(rows)
cosines, places = index.search(rows, 2)
# The row itself is one of the two, not always the first when another is equal to it.
is_self = places[:, 0] == numpy.arange(len(rows))
nearest = numpy.where(is_self, cosines[:, 1], cosines[:, 0])
numpy.save(options.answer, nearest)
clock.finish("faiss IndexFlatIP", "nearest", mean=float(nearest.mean(dtype=numpy.float64)))
