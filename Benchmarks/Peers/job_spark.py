# SPDX-License-Identifier: Apache-2.0
"""Spark on one machine beside the program: generated records, the same decisions, CPU seconds of all processes,
bytes that the shuffles carry.

The environment with PySpark is that of Scripts/test-python --heavy; --spark-python names another.
"""

import json
import subprocess
import sys

import contender
import settings
from contender import Contender, fresh
from tables import print_table

WORDS = """\
import json, os, resource, sys, time
import gamut_data.spark
from pyspark.sql import SparkSession
os.environ["PYSPARK_PYTHON"] = sys.executable
spark = (SparkSession.builder.master(f"local[{sys.argv[3]}]").config("spark.ui.enabled", "false")
         .config("spark.driver.memory", "4g").config("spark.driver.maxResultSize", "2g").getOrCreate())
spark.sparkContext.setLogLevel("OFF")
result = gamut_data.spark.dedupe(spark, sys.argv[1])
rows = result.removed_table.to_pydict()
with open(sys.argv[2], "w") as file:
    json.dump({"summary": result.summary, "rows": [
        [a, b, c, d.hex()] for a, b, c, d in zip(*(rows[n] for n in ("index", "keeper", "cause", "similarity")))]}, file)
from pyspark import SparkContext
gateway = SparkContext._gateway
spark.stop()
gateway.shutdown()
# The Java machine and its workers count where they are waited for.
gateway.proc.stdin.close()
gateway.proc.wait()
"""


def decisions(path):
    """Those of the program's file of removed records, as Spark's are written."""
    with open(path, "rb") as lines:
        rows = [json.loads(line) for line in lines]
    return [[row["index"], row["kept"]["index"], row["cause"], float(row["similarity"]).hex()] for row in rows]


def main():
    made = settings.parser(__doc__)
    made.add_argument("--records", type=int, default=4_000_000)
    made.add_argument("--spark-python", default=settings.ROOT / ".build/python/test-heavy/bin/python")
    options = settings.parsed(made)
    settings.require("spark", options.spark_python)
    source = options.answers / f"spark-{options.records}.jsonl"
    if not source.exists():
        subprocess.run(
            [sys.executable, settings.HERE / "generated.py", source, "--sizes", str(options.records)],
            check=True, stdout=subprocess.DEVNULL)
    script = options.answers / "spark.py"
    script.write_text(WORDS)
    removed = fresh(options.answers, "spark-removed.jsonl")
    found = fresh(options.answers, "spark-found.json")
    lines = [
        Contender(
            "`gamut dedupe`",
            [options.gamut, "dedupe", source, "-o", options.answers / "spark-kept.jsonl", "--removed", removed,
             "--workers", options.threads], removed),
        Contender("gamut_data.spark", [options.spark_python, script, source, found, options.threads], found),
    ]
    contender.race("spark", lines, options.rounds)
    if not any(line.failed for line in lines):
        answer = json.loads(found.read_text())
        same = answer["rows"] == decisions(removed)
        lines[0].worth = f"removed {len(answer['rows'])}"
        lines[1].worth = "the same" if same else "OTHER DECISIONS"
        shuffled = answer["summary"]["bytes_shuffled"]
        print_table(
            "spark: what the shuffles carry", ["keys, bytes a record", "edges, bytes a record", "components"],
            [[f"{shuffled['keys'] / options.records:.0f}", f"{shuffled['edges'] / options.records:.1f}",
              answer["summary"]["components"]]])
    contender.print_race(f"spark: {options.records} generated records", lines)


if __name__ == "__main__":
    sys.exit(main())
