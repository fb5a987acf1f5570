# SPDX-License-Identifier: Apache-2.0
"""Spherical k-means with faiss, 20 iterations, every row in the training."""

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
import faiss  # noqa: E402
import numpy  # noqa: E402

faiss.omp_set_num_threads(options.threads)
clock = Clock()
rows = unit_rows(options.input)
means = faiss.Kmeans(
    rows.shape[1], options.clusters, niter=20, spherical=True, seed=1,
    max_points_per_centroid=len(rows),
)
means.train(rows)
cosines, clusters = means.index.search(rows, 1)
numpy.save(options.answer, clusters[:, 0])
clock.finish("faiss Kmeans", "kmeans", clusters=options.clusters)
