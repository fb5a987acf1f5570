# SPDX-License-Identifier: Apache-2.0
"""Records that Spark reads: Parquet, packed files, files elsewhere, and a DataFrame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from .._errors import Error
from . import _paths
from ._chunks import CHUNK_BYTES, CHUNK_RECORDS, Chunk, LineChunk, RowChunk
from ._records import Reader, Records

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

#: Columns of ours beside those of the records: what one task reads in order, by which it is numbered.
_FILE, _BLOCK = "gamut_file", "gamut_block"


class FrameReader(Reader):
    """Numbers the rows of a frame: a stretch comes whole and in order, in one task."""

    def __init__(self, starts: dict[tuple[str, int], int], are_lines: bool) -> None:
        self._starts = starts
        self.kind = LineChunk if are_lines else RowChunk

    def chunks(self, batches: Iterator[pa.RecordBatch]) -> Iterator[Chunk]:
        ranks: list[np.ndarray] = []
        gathered: list[pa.RecordBatch] = []
        byte_count = 0
        for more, batch in self._ranked(batches):
            ranks.append(more)
            gathered.append(batch.drop_columns([_FILE, _BLOCK]))
            byte_count += batch.nbytes
            if sum(map(len, ranks)) >= CHUNK_RECORDS or byte_count >= CHUNK_BYTES:
                yield self._chunk(np.concatenate(ranks), gathered)
                ranks, gathered, byte_count = [], [], 0
        if gathered:
            yield self._chunk(np.concatenate(ranks), gathered)

    def _chunk(self, ranks: np.ndarray, batches: list[pa.RecordBatch]) -> Chunk:
        import pyarrow as pa
        import pyarrow.compute as pc

        table = pa.Table.from_batches(batches)
        if self.kind is RowChunk:
            return RowChunk(ranks, table)
        texts = []
        for column in table["value"].chunks:
            kind = pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary()
            ended = pc.binary_join_element_wise(column.view(kind), b"", b"\n")
            size = pc.sum(pc.binary_length(ended)).as_py() or 0
            texts.append(memoryview(ended.buffers()[2])[:size])
        return LineChunk(ranks, b"".join(texts).removesuffix(b"\n"))

    def _ranked(self, batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[np.ndarray, pa.RecordBatch]]:
        """Batches with the numbers of their records."""
        seen: dict[tuple[str, int], int] = {}
        for batch in batches:
            if batch.num_rows == 0:
                continue
            files = batch.column(_FILE).dictionary_encode()
            names = files.dictionary.to_pylist()
            blocks = np.asarray(batch.column(_BLOCK))
            codes = np.asarray(files.indices)
            edges = np.flatnonzero((codes[1:] != codes[:-1]) | (blocks[1:] != blocks[:-1])) + 1
            ranks = np.empty(batch.num_rows, np.uint32)
            for start, end in zip([0, *edges], [*edges, batch.num_rows]):
                key = (names[codes[start]], int(blocks[start]))
                first = self._starts[key] + seen.get(key, 0)
                ranks[start:end] = np.arange(first, first + end - start)
                seen[key] = seen.get(key, 0) + int(end - start)
            yield ranks, batch


class FrameRecords(Records):
    """A frame whose rows, or whose lines in the column `value`, are records."""

    def __init__(self, files: list[str] | None, is_held: bool, *of: Any) -> None:
        super().__init__(*of)
        self._files, self._is_held = files, is_held

    @staticmethod
    def of_frame(data: DataFrame) -> FrameRecords:
        """Numbers a DataFrame by its partitions."""
        from pyspark import StorageLevel
        from pyspark.sql import functions as F

        for name in data.columns:
            if name.casefold() in (_FILE, _BLOCK):
                raise Error(f"the column {name} has a name that is needed here; expected another one")
        frame = data.withColumn(_FILE, F.lit("")).withColumn(
            _BLOCK, F.spark_partition_id().cast("long")
        )
        # Another job may cut a shuffle into other partitions; on disk they stay what they are.
        frame = frame.persist(StorageLevel.DISK_ONLY)
        return FrameRecords(None, True, frame, *_numbered(frame, [""], are_lines=False))

    @staticmethod
    def of_files(
        spark: SparkSession, paths: list[str], local: list[str] | None, are_lines: bool
    ) -> FrameRecords:
        """Numbers files by the order of their names; `local` are those that the driver sees."""
        from pyspark.sql import functions as F

        sources = [_paths.uri(name) for name in local] if local else paths
        reader = spark.read.option("recursiveFileLookup", True)
        try:
            if are_lines:
                # A line ends at a newline alone, and is blank without anything but spaces, as everywhere in Gamut.
                frame = reader.text(sources, lineSep="\n").where(F.col("value").rlike("[^ \t\r]"))
            else:
                frame = reader.parquet(*sources)
        except Exception as failure:
            # Spark's own are of many kinds; the first line has what is wrong.
            raise Error(str(failure).splitlines()[0]) from failure
        frame = frame.withColumn(_FILE, F.col("_metadata.file_path")).withColumn(
            _BLOCK, F.col("_metadata.file_block_start")
        )
        readable = local if are_lines and local and all(map(_paths.is_readable, local)) else None
        return FrameRecords(readable, False, frame, *_numbered(frame, local or paths, are_lines))

    def readable(self) -> list[str] | None:
        return self._files

    def output_schema(self) -> Any:
        return self.frame.drop(_FILE, _BLOCK).schema

    def close(self) -> None:
        if self._is_held:
            self.frame.unpersist()


def _numbered(
    frame: DataFrame, names: list[str], are_lines: bool
) -> tuple[Reader, int, list[tuple[str, int]]]:
    """The rank of the first record of each stretch, by the order of files and of stretches."""
    names = [_paths.path_of(name) for name in names]
    order = {path: i for i, path in enumerate(names)}

    def place(row: Any) -> tuple[int, list[str], int]:
        path = _paths.path_of(row[_FILE])
        if path in order:
            return order[path], [], row[_BLOCK]
        for i, given in enumerate(names):
            if path.startswith(given.rstrip("/") + "/"):
                return i, path.split("/"), row[_BLOCK]
        return len(names), path.split("/"), row[_BLOCK]

    starts: dict[tuple[str, int], int] = {}
    firsts: dict[str, int] = {}
    count = 0
    for row in sorted(frame.groupBy(_FILE, _BLOCK).count().collect(), key=place):
        starts[row[_FILE], row[_BLOCK]] = count
        firsts.setdefault(_paths.path_of(row[_FILE]), count)
        count += row["count"]
    return FrameReader(starts, are_lines), count, [*firsts.items()]
