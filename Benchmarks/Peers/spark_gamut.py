# SPDX-License-Identifier: Apache-2.0
"""gamut_data.spark on a file, once: PATH ANSWER THREADS [buckets=N] [task_records=N]."""

import hashlib
import sys

import numpy as np
import spark_peer

import gamut_data.spark

spark = spark_peer.session(sys.argv[3])
options = {name: int(value) for name, value in (it.split("=") for it in sys.argv[4:])}
result = gamut_data.spark.dedupe(spark, sys.argv[1], **options)
rows = result.removed_table
columns = {name: np.asarray(rows[name]) for name in rows.column_names}
packed = np.empty(len(rows), [("index", "<u4"), ("keeper", "<u4"), ("similarity", "<f8"), ("exact", "u1")])
for name in ("index", "keeper", "similarity"):
    packed[name] = columns[name]
packed["exact"] = columns["cause"] == "exact"
answer = {"summary": result.summary, "removed": len(rows), "sha256": hashlib.sha256(packed.tobytes()).hexdigest()}
spark_peer.finish(spark, sys.argv[2], answer)
