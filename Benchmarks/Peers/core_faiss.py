# SPDX-License-Identifier: Apache-2.0
"""Times faiss at one job of the cosine core alone, after the rows are loaded."""

import json
import os
import resource
import sys
import time

job, path, value, threads = sys.argv[1:]
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = threads
import faiss  # noqa: E402
import numpy  # noqa: E402

from peer import unit_rows  # noqa: E402

faiss.omp_set_num_threads(int(threads))
rows = unit_rows(path)
start, busy = time.perf_counter(), time.process_time()
if job == "clusters":
    means = faiss.Kmeans(rows.shape[1], int(value), niter=20, spherical=True, seed=1,
                         max_points_per_centroid=len(rows))
    means.train(rows)
    labels = means.index.search(rows, 1)[1][:, 0]
else:
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    if job == "knn":
        # The row itself is one of them, or is pushed out by more equal ones.
        cosines, places = index.search(rows, int(value) + 1)
    else:
        limits, _, partners = index.range_search(rows, float(value))
seconds, busy = time.perf_counter() - start, time.process_time() - busy
if job == "clusters":
    sums = numpy.zeros((int(value), rows.shape[1]))
    numpy.add.at(sums, labels, rows)
    answer = {"objective": float(numpy.linalg.norm(sums, axis=1).sum())}
elif job == "knn":
    own = places == numpy.arange(len(rows))[:, None]
    own[~own.any(axis=1), -1] = True
    answer = {"sum": float(cosines[~own].sum(dtype=numpy.float64))}
else:
    lefts = numpy.repeat(numpy.arange(len(rows)), numpy.diff(limits).astype(numpy.int64))
    answer = {"pairs": int((lefts < partners).sum())}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "cpu_seconds": busy, "peak_rss_bytes": peak, **answer}))
