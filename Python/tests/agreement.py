# SPDX-License-Identifier: Apache-2.0
"""Decides sets in every way there is, and prints a SHA-256 of each answer: all of a set must be equal.

    python agreement.py [--spark] [FILE.jsonl]...

Without files: the examples of the repository, and made sets with chains, a star, one template in a bucket,
equal, empty and wordless records, and ties. An answer is (index, cause, keeper, the bits of the similarity)
of every removal. `--spark` adds Spark: cores, partitions, adaptive execution, layouts, a killed executor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import gamut_data

_ROOT = Path(__file__).resolve().parents[2]


def digest(index: np.ndarray, cause: np.ndarray, keeper: np.ndarray, similarity: np.ndarray) -> str:
    """The SHA-256 of an answer."""
    sha = hashlib.sha256()
    for row in zip(index.tolist(), cause.tolist(), keeper.tolist(), similarity.tolist()):
        sha.update(struct.pack("<I8sId", row[0], row[1].encode(), row[2], row[3]))
    return sha.hexdigest()


def of_package(result: gamut_data.Deduplication) -> str:
    removed = result.removed
    return digest(removed.index, removed.cause, removed.keeper, removed.similarity)


def of_program(path: str, *arguments: str) -> str:
    program = os.environ.get("GAMUT_PROGRAM", "gamut")
    out = subprocess.run(
        [program, "dedupe", path, "--removed", "/dev/stdout", "-o", "/dev/null", *arguments],
        check=True,
        capture_output=True,
    ).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    return digest(
        np.array([row["index"] for row in rows]),
        np.array([row["cause"] for row in rows]),
        np.array([row["kept"]["index"] for row in rows]),
        np.array([row["similarity"] for row in rows], float),
    )


def made(folder: str) -> Iterator[str]:
    """Sets in which a wrong order, a wrong bound or a cut component would show."""
    words = [f"word{i}" for i in range(2000)]
    draw = random.Random(1)

    def write(name: str, texts: list[str]) -> str:
        path = os.path.join(folder, f"{name}.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for i, text in enumerate(texts):
                file.write(json.dumps({"text": text, "score": i % 5}) + "\n")
        return path

    chains = [" ".join(words[start + i : start + i + 80]) for start in (0, 900) for i in range(1000)]
    yield write("chains", chains)
    centre = words[:120]
    yield write("star", [" ".join([*centre, f"tip{i}"]) for i in range(1500)])
    template = " ".join(words[500:560])
    yield write("template", [f"{template} {draw.choice(words)} {i}" for i in range(10_000)])
    yield write("equal", ["the same text of a few words again"] * 50_000)
    yield write("empty", ["", "?!", "...", " "] * 500 + ["something else"])


def in_process(path: str) -> Iterator[tuple[str, str]]:
    """The program and the package."""
    for workers in (1, 2, 8):
        yield f"program, {workers} workers", of_program(path, f"--workers={workers}")
    yield "package, a path", of_package(gamut_data.dedupe(path))
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    yield "package, dicts", of_package(gamut_data.dedupe(rows))
    try:
        import pyarrow as pa

        table = pa.Table.from_pylist(rows)
        yield "package, Arrow", of_package(gamut_data.dedupe(table))
        chunks = table.to_reader(max_chunksize=777)
        yield "package, a stream", of_package(gamut_data.dedupe(chunks))
    except ImportError:
        pass
    try:
        import datasets

        yield "package, datasets", of_package(gamut_data.dedupe(datasets.Dataset.from_list(rows)))
    except ImportError:
        pass


def _kill_an_executor(after: float) -> None:
    time.sleep(after)
    found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True).stdout
    for number in found.split()[:1]:
        os.kill(int(number), signal.SIGKILL)


def on_spark(path: str, folder: str) -> Iterator[tuple[str, str]]:
    """Spark with each value of each setting at least once."""
    import gamut_data.spark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    lines = Path(path).read_bytes().splitlines(keepends=True)
    layouts = {"one file": path}
    for count in (3, 20):
        target = Path(folder) / f"{Path(path).stem}-{count}"
        target.mkdir(exist_ok=True)
        for part in range(count):
            share = lines[len(lines) * part // count : len(lines) * (part + 1) // count]
            (target / f"part {part:03}.jsonl").write_bytes(b"".join(share))
        layouts[f"{count} files"] = str(target)
    for master, partitions, adaptive, layout, kill in (
        ("local[1]", 1, "true", "one file", None),
        ("local[2]", 7, "false", "3 files", None),
        ("local[2]", 200, "true", "20 files", None),
        ("local-cluster[2,1,1024]", 7, "true", "one file", None),
        ("local-cluster[2,1,1024]", 7, "true", "3 files", 8.0),
        ("local-cluster[2,1,1024]", 7, "false", "3 files", 16.0),
    ):
        spark = (
            SparkSession.builder.master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.sql.adaptive.enabled", adaptive)
            .config("spark.sql.shuffle.partitions", str(partitions))
            .config("spark.sql.files.maxPartitionBytes", str(max(4096, os.path.getsize(path) // partitions)))
            .config("spark.sql.files.openCostInBytes", "0")
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("OFF")
        if kill:
            threading.Thread(target=_kill_an_executor, args=(kill,), daemon=True).start()
        result = gamut_data.spark.dedupe(spark, layouts[layout], buckets=partitions, task_records=1000)
        table = result.removed_table
        columns = [np.asarray(table[name]) for name in ("index", "cause", "keeper", "similarity")]
        killed = f", an executor killed after {kill:g} s" if kill else ""
        name = f"Spark {master}, {partitions} partitions, adaptive {adaptive}, {layout}{killed}"
        spark.stop()
        yield name, digest(*columns)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    differ = 0
    with tempfile.TemporaryDirectory(prefix="gamut-") as folder:
        paths = options.files or [str(_ROOT / "Examples" / "support.jsonl"), *made(folder)]
        print("| set | decided by | SHA-256 of the answer |\n|---|---|---|")
        for path in paths:
            ways = in_process(path)
            answers = [*ways]
            if options.spark:
                answers += on_spark(path, folder)
            for name, answer in answers:
                is_equal = answer == answers[0][1]
                differ += not is_equal
                print(f"| {Path(path).stem} | {name} | {answer[:16]}{'' if is_equal else ' DIFFERS'} |", flush=True)
    print(f"\n{differ} differ" if differ else "\nall equal")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
