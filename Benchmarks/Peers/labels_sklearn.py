# SPDX-License-Identifier: Apache-2.0
"""Clusters of texts by the usual recipe of scikit-learn: TF-IDF, truncated SVD, k-means."""

import json

from peer import Clock, arguments

options = arguments(matrix=False)
import numpy  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.decomposition import TruncatedSVD  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.preprocessing import normalize  # noqa: E402

with open(options.input, encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]
clock = Clock()
labels = []
for seed in range(options.seeds):
    weights = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    rows = normalize(TruncatedSVD(options.dimensions, random_state=seed).fit_transform(weights))
    labels.append(KMeans(options.clusters, n_init=10, random_state=seed).fit_predict(rows))
numpy.save(options.answer, numpy.array(labels))
clock.finish("scikit-learn", "labels", clusters=options.clusters)
