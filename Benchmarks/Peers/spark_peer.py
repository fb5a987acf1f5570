# SPDX-License-Identifier: Apache-2.0
"""What the programs on Spark share: a session, and an end at which all of its processes count."""

import json
import os
import sys
from pathlib import Path


def session(threads):
    """`local[threads]`, all else as it comes but for room; GAMUT_JAVA has options of Java."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false")
        .config("spark.driver.extraJavaOptions", os.environ.get("GAMUT_JAVA", ""))
        .config("spark.driver.memory", "4g").config("spark.driver.maxResultSize", "2g").getOrCreate())
    spark.sparkContext.setLogLevel("OFF")
    return spark


def texts(spark, path):
    """The records of a file of generated ones: `id`, `text`."""
    return spark.read.schema("id long, text string").json(path)


def finish(spark, answer, value):
    """Writes the answer, says what the workers took, and waits for Java."""
    from pyspark import SparkContext

    with open(answer, "w") as file:
        json.dump(value, file)
    print(json.dumps({"workers_busy": workers_busy()}), flush=True)
    gateway = SparkContext._gateway
    spark.stop()
    gateway.shutdown()
    # The Java machine counts where it is waited for, and Python's daemon with it.
    gateway.proc.stdin.close()
    gateway.proc.wait()


def workers_busy():
    """The CPU seconds of the Python workers, whom their daemon kills at the end and does not wait for."""
    parents, busy = {}, {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(folder.name)
        parents[number] = int(fields[1])
        busy[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def depth(number):
        """How far below this process: Java, its daemon, the workers of that."""
        steps = 0
        while number != os.getpid():
            if number not in parents:
                return 0
            number, steps = parents[number], steps + 1
        return steps

    def is_daemon(number):
        try:
            return b"pyspark.daemon" in Path(f"/proc/{number}/cmdline").read_bytes()
        except OSError:
            return False

    return sum(busy[it] for it in busy if depth(it) > 0 and is_daemon(it) and is_daemon(parents[it]))
