# SPDX-License-Identifier: Apache-2.0
"""HDBSCAN of unit rows with scikit-learn, on all distances."""

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
import numpy  # noqa: E402
from sklearn.cluster import HDBSCAN  # noqa: E402

clock = Clock()
rows = unit_rows(options.input)
# A row counts itself, where Gamut counts five others.
found = HDBSCAN(min_cluster_size=options.clusters, min_samples=6, algorithm="brute", copy=True).fit(
    rows.astype("f8"))
numpy.save(options.answer, found.labels_)
clock.finish("scikit-learn HDBSCAN", "density", clusters=options.clusters)
