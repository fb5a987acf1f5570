# SPDX-License-Identifier: Apache-2.0
"""Spark on one machine beside the program: generated records, the same decisions, CPU seconds of all processes,
bytes that the shuffles carry; and on fewer of them what others remove on Spark, and datatrove beside it.

The environment with PySpark is that of Scripts/test-python --heavy; --spark-python names another. The rivals are
in .build/spark-venv, which `run` makes of spark.txt.
"""

import hashlib
import json
import os
import struct
import subprocess
import sys

import contender
import settings
from contender import Contender, fresh
from tables import print_table

# (name, script, its words): records go by the `id` that is their place.
RIVALS = (
    ("MLlib, MinHashLSH", "spark_mllib.py", ()),
    ("spark-lshbloom, lshbloom", "spark_lshbloom_peer.py", ("lshbloom",)),
    ("spark-lshbloom, minhash_lsh", "spark_lshbloom_peer.py", ("minhash_lsh",)),
    ("datatrove, local executor", "near_datatrove.py", ()),
)


class OnSpark(Contender):
    """A program on Spark, which says what its workers took: nobody waits for them."""

    def measure(self, result):
        workers = json.loads(result["output"].splitlines()[-1])["workers_busy"]
        super().measure({**result, "busy": result["busy"] + workers})


def decisions(path):
    """The records in the program's file of removed ones, and a SHA-256 of it as spark_gamut.py makes it."""
    removed, sha = [], hashlib.sha256()
    with open(path, "rb") as lines:
        for row in map(json.loads, lines):
            removed.append(row["index"])
            kept, similarity = row["kept"]["index"], float(row["similarity"])
            sha.update(struct.pack("<IIdB", row["index"], kept, similarity, row["cause"] == "exact"))
    return removed, sha.hexdigest()


def generated(options, count):
    """A file of as many records."""
    source = options.answers / f"spark-{count}.jsonl"
    if not source.exists():
        subprocess.run(
            [sys.executable, settings.HERE / "generated.py", source, "--sizes", str(count)],
            check=True, stdout=subprocess.DEVNULL)
    return source


def ours(options, source, *words):
    """The program and Spark on a file."""
    removed = fresh(options.answers, "spark-removed.jsonl")
    found = fresh(options.answers, "spark-found.json")
    return [
        Contender(
            "`gamut dedupe`",
            [options.gamut, "dedupe", source, "-o", options.answers / "spark-kept.jsonl", "--removed", removed,
             "--workers", options.threads], removed),
        OnSpark(
            "**gamut_data.spark**" + (f", {options.java}" if options.java else ""),
            [options.spark_python, settings.HERE / "spark_gamut.py", source, found, options.threads, *words], found),
    ]


def say_worth(lines):
    """What both removed, and whether it is the same."""
    if any(line.failed for line in lines):
        return None
    answer = json.loads(open(lines[1].answer).read())
    removed, sha = decisions(lines[0].answer)
    same = (answer["removed"], answer["sha256"]) == (len(removed), sha)
    lines[0].worth = f"removed {len(removed)}"
    lines[1].worth = "the same" if same else "OTHER DECISIONS"
    return answer


def whole(options, count, *words):
    """All records, by the program and on Spark."""
    lines = ours(options, generated(options, count), *words)
    contender.race("spark", lines, options.rounds)
    answer = say_worth(lines)
    if answer:
        shuffled = answer["summary"]["bytes_shuffled"]
        print_table(
            "spark: what the shuffles carry", ["keys, bytes a record", "edges, bytes a record", "components", "largest"],
            [[f"{shuffled['keys'] / count:.0f}", f"{shuffled['edges'] / count:.1f}",
              answer["summary"]["components"], answer["summary"]["largest_component"]]])
    title = f"spark: {count} generated records" + (f", {' '.join(words)}" if words else "")
    contender.print_race(title, lines)


def rivals(options, count, python):
    """Fewer records, by others too."""
    source = generated(options, count)
    lines = ours(options, source)
    for i, (name, script, words) in enumerate(RIVALS):
        answer = fresh(options.answers, f"spark-rival-{i}.json")
        kind = Contender if script == "near_datatrove.py" else OnSpark
        lines.append(
            kind(name, [python, settings.HERE / script, source, answer, options.threads, *words], answer))
    contender.race("spark", lines, options.rounds)
    say_worth(lines[:2])
    if not lines[0].failed:
        by_rule = set(decisions(lines[0].answer)[0])
        for line in lines[2:]:
            if not line.failed:
                removed = set(contender.removals(line.answer))
                line.worth = (
                    f"removed {len(removed)}, of Gamut's {len(by_rule)} {len(removed & by_rule)}, "
                    f"others {len(removed - by_rule)}")
    contender.print_race(f"spark: {count} generated records, and the rivals", lines)


def main():
    made = settings.parser(__doc__)
    made.add_argument("--records", type=int, default=4_000_000)
    made.add_argument("--java", help="options of Java, such as -XX:TieredStopAtLevel=1")
    made.add_argument("--task-records", type=int, help="how many records a task decides")
    made.add_argument("--rival-records", type=int, default=100_000, help="0: no rivals")
    made.add_argument("--spark-python", default=settings.ROOT / ".build/python/test-heavy/bin/python")
    made.add_argument("--rival-python", default=settings.ROOT / ".build/spark-venv/bin/python")
    options = settings.parsed(made)
    settings.require("spark", options.spark_python)
    if options.java:
        os.environ["GAMUT_JAVA"] = options.java
    if options.records:
        words = [f"task_records={options.task_records}"] if options.task_records else []
        whole(options, options.records, *words)
    if options.rival_records and os.path.exists(options.rival_python):
        rivals(options, options.rival_records, options.rival_python)


if __name__ == "__main__":
    sys.exit(main())
