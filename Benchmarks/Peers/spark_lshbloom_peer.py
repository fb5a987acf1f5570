# SPDX-License-Identifier: Apache-2.0
"""spark-lshbloom on a file, in one of its modes: PATH ANSWER THREADS lshbloom|minhash_lsh. It takes sets of five
words and 128 permutations, and removes by band keys alone."""

import sys

import spark_peer
from spark_lshbloom import SparkLSHBloom

spark = spark_peer.session(sys.argv[3])
frame = spark_peer.texts(spark, sys.argv[1])
index = SparkLSHBloom(threshold=0.8, num_perm=128, mode=sys.argv[4])
kept = {row[0] for row in index.deduplicate(frame, text_col="text", id_col="id").select("id").collect()}
removed = [row[0] for row in frame.select("id").collect() if row[0] not in kept]
spark_peer.finish(spark, sys.argv[2], sorted(removed))
