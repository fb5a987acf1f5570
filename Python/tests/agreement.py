# SPDX-License-Identifier: Apache-2.0
"""Decides sets in every way there is, and prints a SHA-256 of each answer: all of a set must be equal.

    python agreement.py [--spark] [FILE.jsonl]...

Without files: the examples of the repository, and made sets with chains, a star, one template in a bucket,
equal, empty and wordless records, ties, and meanings: by a saved model, by vectors of the records, and by a matrix. An answer is (index, cause, keeper, the bits of the similarity)
of every removal. `--spark` adds Spark: cores, partitions, adaptive execution, layouts, a killed executor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True)
class Case:
    """A set, and the options that it is decided with."""

    path: str
    options: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return " ".join([Path(self.path).stem, *(it for it in ("model", "embedding_field", "embeddings") if it in self.options)])


def of_program(case: Case, *arguments: str) -> str:
    program = os.environ.get("GAMUT_PROGRAM", "gamut")
    given = [f"--{name.replace('_', '-')}={value}" for name, value in case.options.items()]
    out = subprocess.run(
        [program, "dedupe", case.path, "--removed", "/dev/stdout", "-o", "/dev/null", *given, *arguments],
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


def meanings(folder: str) -> Iterator[Case]:
    """Sets with a semantic stage: texts of the same words in other orders, and vectors that are each like the next."""
    draw = random.Random(2)
    # Without digits: records whose numbers differ in order are no duplicates.
    words = [f"{a}{b}" for a in ("ash", "bel", "cor", "dun", "elm", "fir") for b in "aeioulmnrstvw"]
    rows: list[dict[str, Any]] = []
    for i in range(4000):
        if i % 3 == 2:
            row = dict(draw.choice(rows))
            for side in ("prompt", "response"):
                turned = row[side].split(" ")
                draw.shuffle(turned)
                row[side] = " ".join(turned)
        else:
            row = {"prompt": " ".join(draw.choices(words, k=8)), "response": " ".join(draw.choices(words, k=20))}
        angle = (i // 2) * 0.01
        row["vector"] = [math.cos(angle), math.sin(angle), (i % 7) / 50, 0.25]
        rows.append(row)
    path = os.path.join(folder, "meanings.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    model, vectors = (os.path.join(folder, name) for name in ("model.lsa", "vectors.npy"))
    gamut_data.embed(path, view="all", save_model=model, dimensions=64)
    np.save(vectors, np.array([row["vector"] for row in rows], np.float32) + np.float32(0.01))
    stages = {"stages": "exact,near,semantic"}
    yield Case(path, {**stages, "model": model, "semantic_threshold": "0.9"})
    yield Case(path, {**stages, "embedding_field": "vector", "alike": "text", "semantic_threshold": "0.999"})
    yield Case(path, {**stages, "embeddings": vectors, "alike": "text", "semantic_threshold": "0.99"})


def in_process(case: Case) -> Iterator[tuple[str, str]]:
    """The program and the package."""
    path = case.path
    for workers in (1, 2, 8):
        yield f"program, {workers} workers", of_program(case, f"--workers={workers}")
    yield "package, a path", of_package(gamut_data.dedupe(path, **case.options))
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    yield "package, dicts", of_package(gamut_data.dedupe(rows, **case.options))
    try:
        import pyarrow as pa

        table = pa.Table.from_pylist(rows)
        yield "package, Arrow", of_package(gamut_data.dedupe(table, **case.options))
        chunks = table.to_reader(max_chunksize=777)
        yield "package, a stream", of_package(gamut_data.dedupe(chunks, **case.options))
    except ImportError:
        pass
    try:
        import datasets

        yield "package, datasets", of_package(gamut_data.dedupe(datasets.Dataset.from_list(rows), **case.options))
    except ImportError:
        pass


#: What a job goes through: lines are counted, keys are made and joined, records sent and decided.
_STAGES = ("counting", "keying", "joining", "sending", "deciding")
#: With a semantic stage.
_SEMANTIC_STAGES = (
    "counting", "keying", "joining", "making vectors", "looking at their lengths", "choosing pivots",
    "finding equal vectors", "measuring groups", "sending vectors", "comparing vectors", "sending", "deciding",
)


class _Killer(threading.Thread):
    """Kills an executor as soon as one of the stages that follow has begun."""

    def __init__(self, context, stage: int) -> None:
        super().__init__(daemon=True)
        self._context, self._stage = context, stage
        self._before = set(context.statusTracker().getActiveStageIds())
        self.has_killed = False
        self.is_over = False

    def run(self) -> None:
        seen: list[int] = []
        while not self.is_over and len(seen) <= self._stage:
            for stage in sorted(self._context.statusTracker().getActiveStageIds()):
                # Of a job all stages are active as soon as one is: what counts is that it has tasks that run.
                info = self._context.statusTracker().getStageInfo(stage)
                if stage not in seen and info is not None and info.numActiveTasks + info.numCompletedTasks:
                    seen.append(stage)
            time.sleep(0.005)
        executors = _executors()
        if executors and not self.is_over:
            os.kill(executors[0], signal.SIGKILL)
            self.has_killed = True


def _executors() -> list[int]:
    """The executors of this process's cluster."""
    found = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
    parents, names = {}, {}
    for line in found.splitlines()[1:]:
        number, parent, name = line.split(None, 2)
        parents[int(number)], names[int(number)] = int(parent), name

    def is_ours(number: int) -> bool:
        while number in parents:
            if number == os.getpid():
                return True
            number = parents[number]
        return False

    return [it for it, name in names.items() if "CoarseGrainedExecutorBackend" in name and "java" in name and is_ours(it)]


#: (master, partitions, adaptive execution, files, whether an executor is killed in each stage)
_SETTINGS = (
    ("local[1]", 1, "true", 1, False),
    ("local[2]", 7, "false", 3, False),
    ("local[2]", 200, "true", 20, False),
    ("local-cluster[2,1,1024]", 7, "true", 1, False),
    ("local-cluster[2,1,1024]", 200, "false", 20, False),
    ("local-cluster[2,1,1024]", 7, "true", 3, True),
)


def _layout(path: str, folder: str, count: int) -> str:
    """The lines of a file in as many files."""
    if count == 1:
        return path
    target = Path(folder) / f"{Path(path).stem}-{count}"
    if not target.exists():
        target.mkdir()
        lines = Path(path).read_bytes().splitlines(keepends=True)
        for part in range(count):
            share = lines[len(lines) * part // count : len(lines) * (part + 1) // count]
            (target / f"part {part:03}.jsonl").write_bytes(b"".join(share))
    return str(target)


def on_spark(cases: list[Case], folder: str) -> Iterator[tuple[Case, str, str]]:
    """Each set on Spark with each value of each setting at least once."""
    import gamut_data.spark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = None
    for master, partitions, adaptive, count, kills in _SETTINGS:
        if spark is None or spark.sparkContext.master != master:
            if spark is not None:
                spark.stop()
            spark = (
                SparkSession.builder.master(master)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.maxResultSize", "2g")
                # A cluster gives up on one that loses executors again and again.
                .config("spark.deploy.maxExecutorRetries", "-1")
                .getOrCreate()
            )
            spark.sparkContext.setLogLevel("OFF")
        for case in cases:
            path = case.path
            spark.conf.set("spark.sql.adaptive.enabled", adaptive)
            spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
            spark.conf.set("spark.sql.files.maxPartitionBytes", str(max(4096, os.path.getsize(path) // partitions)))
            spark.conf.set("spark.sql.files.openCostInBytes", "0")
            stages = _SEMANTIC_STAGES if "stages" in case.options else _STAGES
            for stage in range(len(stages)) if kills else [None]:
                name = f"Spark {master}, {partitions} partitions, adaptive {adaptive}, {count} files"
                killer = None
                if stage is not None:
                    killer = _Killer(spark.sparkContext, stage)
                    killer.start()
                task_records = max(1000, sum(1 for _ in open(path, "rb")) // 20)
                result = gamut_data.spark.dedupe(
                    spark, _layout(path, folder, count), buckets=partitions, task_records=task_records,
                    group_records=max(1, task_records * 20 // (1 + partitions)), **case.options
                )
                if killer is not None:
                    killer.is_over = True
                    killer.join()
                    name += f", an executor killed while {stages[stage]}" if killer.has_killed else ", none killed"
                table = result.removed_table
                columns = [np.asarray(table[it]) for it in ("index", "cause", "keeper", "similarity")]
                yield case, name, digest(*columns)
    if spark is not None:
        spark.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--meanings", action="store_true", help="the sets with a semantic stage alone")
    options = parser.parse_args()
    differ = 0
    with tempfile.TemporaryDirectory(prefix="gamut-") as folder:
        paths = options.files or [str(_ROOT / "Examples" / "support.jsonl"), *made(folder)]
        cases = [] if options.meanings else [Case(path) for path in paths]
        cases += [] if options.files else [*meanings(folder)]
        print("| set | decided by | SHA-256 of the answer |\n|---|---|---|")
        expected: dict[str, str] = {}

        def show(case: Case, name: str, answer: str) -> int:
            is_equal = answer == expected.setdefault(case.name, answer)
            print(f"| {case.name} | {name} | {answer[:16]}{'' if is_equal else ' DIFFERS'} |", flush=True)
            return not is_equal

        for case in cases:
            for name, answer in in_process(case):
                differ += show(case, name, answer)
        if options.spark:
            for case, name, answer in on_spark(cases, folder):
                differ += show(case, name, answer)
    print(f"\n{differ} differ" if differ else "\nall equal")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
