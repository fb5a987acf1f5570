# SPDX-License-Identifier: Apache-2.0
"""k-means of unit rows with scikit-learn (Euclidean, k-means++, one start, 20 iterations)."""

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
import warnings  # noqa: E402

import numpy  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402

warnings.filterwarnings("ignore", message="Number of distinct clusters")
clock = Clock()
rows = unit_rows(options.input)
means = KMeans(options.clusters, n_init=1, max_iter=20, random_state=1).fit(rows)
numpy.save(options.answer, means.labels_)
clock.finish("scikit-learn KMeans", "kmeans", clusters=options.clusters)
