# SPDX-License-Identifier: Apache-2.0
"""MinHashLSH of Spark's MLlib on sets of five words: PATH ANSWER THREADS. It lists pairs; a record goes if one
before it is within the distance. A table of it is one hash, so five find a pair at .8 with 1 - .2^5 = .9997."""

import sys

import spark_peer
from pyspark.ml import Pipeline
from pyspark.ml.feature import HashingTF, MinHashLSH, NGram, RegexTokenizer
from pyspark.sql import functions as F

spark = spark_peer.session(sys.argv[3])
steps = Pipeline(stages=[
    RegexTokenizer(inputCol="text", outputCol="words", pattern=r"\W+"),
    NGram(n=5, inputCol="words", outputCol="shingles"),
    HashingTF(inputCol="shingles", outputCol="set", binary=True, numFeatures=1 << 24),
])
frame = spark_peer.texts(spark, sys.argv[1])
sets = steps.fit(frame).transform(frame).where(F.size("shingles") > 0).select("id", "set")
model = MinHashLSH(inputCol="set", outputCol="hashes", numHashTables=5, seed=1).fit(sets)
pairs = model.approxSimilarityJoin(sets, sets, 0.2 + 1e-9).where("datasetA.id < datasetB.id")
removed = sorted(row[0] for row in pairs.select("datasetB.id").distinct().collect())
spark_peer.finish(spark, sys.argv[2], removed)
