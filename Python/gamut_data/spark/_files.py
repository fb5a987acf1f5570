# SPDX-License-Identifier: Apache-2.0
"""Files of lines that every task reads by itself: nothing of them goes through Java."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .._errors import Error
from ._chunks import CHUNK_BYTES, Chunk, LineChunk, without_blank
from ._records import Reader, Records

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class Stretch:
    """The lines that begin at a byte from `start` on and before `end`."""

    path: str
    start: int
    end: int

    def texts(self) -> Iterator[bytes]:
        """Whole lines, some megabytes at a time."""
        with open(self.path, "rb") as file:
            if self.start:
                # The line that began before belongs to the stretch before.
                file.seek(self.start - 1)
                file.readline()
            place = file.tell()
            while place < self.end:
                text = file.read(min(CHUNK_BYTES, self.end - place))
                if not text:
                    raise Error(f"{self.path}: it has become shorter while it was read")
                if not text.endswith(b"\n"):
                    text += file.readline()
                # A byte order mark is the file's, not of its first record.
                yield text if place else text.removeprefix(codecs.BOM_UTF8)
                place += len(text)


class FileReader(Reader):
    """Reads stretches, of which each partition of the frame has some."""

    kind = LineChunk

    def __init__(self, stretches: list[Stretch], ends: list[int], starts: np.ndarray) -> None:
        self._stretches, self._ends, self._starts = stretches, ends, starts

    def numbered(self, batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[int, Stretch]]:
        """The stretches of partitions, by their numbers."""
        for batch in batches:
            for part in batch.column(0).to_pylist():
                for number in range(self._ends[part - 1] if part else 0, self._ends[part]):
                    yield number, self._stretches[number]

    def chunks(self, batches: Iterator[pa.RecordBatch]) -> Iterator[Chunk]:
        for number, stretch in self.numbered(batches):
            rank = int(self._starts[number])
            for text in stretch.texts():
                text, count = without_blank(text)
                if count:
                    yield LineChunk(np.arange(rank, rank + count, dtype=np.uint32), text)
                rank += count
            if rank != self._starts[number + 1]:
                raise Error(f"{stretch.path}: it has changed since its lines were counted")


class FileRecords(Records):
    """Local files of lines, not packed."""

    def __init__(self, files: list[str], *of: Any) -> None:
        super().__init__(*of)
        self._files = files

    @staticmethod
    def of(spark: SparkSession, files: list[str]) -> FileRecords:
        """Cuts the files as Spark would, and counts their lines."""
        stretches, ends = _cut(spark, files)
        frame = spark.range(0, len(ends), 1, len(ends))
        cut = FileReader(stretches, ends, np.empty(0))
        shared = spark.sparkContext.broadcast(cut)

        def count(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            import pyarrow as pa

            found = [
                (number, sum(without_blank(text)[1] for text in stretch.texts()))
                for number, stretch in shared.value.numbered(batches)
            ]
            columns = [pa.array([row[i] for row in found], pa.int64()) for i in (0, 1)]
            yield pa.RecordBatch.from_arrays(columns, ["stretch", "count"])

        counts = np.zeros(len(stretches), np.int64)
        for row in frame.mapInArrow(count, "stretch long, count long").collect():
            counts[row["stretch"]] = row["count"]
        starts = np.concatenate(([0], np.cumsum(counts)))
        firsts = [(it.path, int(starts[i])) for i, it in enumerate(stretches) if it.start == 0]
        reader = FileReader(stretches, ends, starts)
        return FileRecords(files, frame, reader, int(starts[-1]), firsts)

    def readable(self) -> list[str] | None:
        return self._files

    def output_schema(self) -> Any:
        return "value string"


def _cut(spark: SparkSession, files: list[str]) -> tuple[list[Stretch], list[int]]:
    """Stretches, and the number of those up to the end of each partition."""
    sizes = [os.path.getsize(file) for file in files]
    most = _bytes(spark, "spark.sql.files.maxPartitionBytes", 128 << 20)
    # What Spark takes for the opening of a file.
    cost = _bytes(spark, "spark.sql.files.openCostInBytes", 4 << 20)
    total = sum(sizes) + cost * len(files)
    limit = max(1, min(most, max(cost, total // spark.sparkContext.defaultParallelism)))
    stretches: list[Stretch] = []
    ends: list[int] = []
    load = 0
    for file, size in zip(files, sizes):
        for start in range(0, max(1, size), limit):
            end = min(size, start + limit)
            if load and load + end - start > limit:
                ends.append(len(stretches))
                load = 0
            stretches.append(Stretch(file, start, end))
            load += end - start + cost
    return stretches, [*ends, len(stretches)]


def _bytes(spark: SparkSession, name: str, otherwise: int) -> int:
    text = spark.conf.get(name, str(otherwise)) or ""
    found = re.fullmatch(r"(\d+)\s*([kmgt]?)i?b?", text.strip(), re.I)
    return int(found[1]) << 10 * " kmgt".index(found[2].lower() or " ") if found else otherwise
