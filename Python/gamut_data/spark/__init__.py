# SPDX-License-Identifier: Apache-2.0
"""The decisions of the command line, on Spark: PySpark 3.5 and 4.

    import gamut_data.spark
    result = gamut_data.spark.dedupe(spark, "data/", keep="longest")
    result.kept.select("value").write.text("clean")

Records are numbered by file and place; each task makes the keys of its records; a shuffle brings equal
keys together, whose records are joined to components by one union-find on the driver; components whole are
then decided by the very code of the command line. So the answer is the same, whatever the partitions.
Nothing but `mapInArrow`, built-in shuffles and files.
"""

from ._dedupe import dedupe
from ._result import SparkDeduplication

__all__ = ["SparkDeduplication", "dedupe"]
