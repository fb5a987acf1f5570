# SPDX-License-Identifier: Apache-2.0
"""What a set is on Spark: a frame, of which tasks make chunks of numbered records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from .._errors import Error
from . import _paths
from ._chunks import Chunk

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession


class Reader:
    """What tasks are sent: it knows the rank of each record."""

    #: What the chunks are.
    kind: type[Chunk]

    def chunks(self, batches: Iterator[pa.RecordBatch]) -> Iterator[Chunk]:
        """The records that batches of the frame are or name."""
        raise NotImplementedError


class Records:
    """A set whose records are numbered."""

    def __init__(self, frame: DataFrame, reader: Reader, count: int, files: list[tuple[str, int]]) -> None:
        if count >= 1 << 32:
            raise Error(f"there are {count} records, expected fewer than 4,294,967,296")
        if count == 0:
            raise Error("there are no records, expected at least one")
        self.frame, self.reader, self.count = frame, reader, count
        # A name for each, and the rank of its first record.
        self._names = [name for name, _ in files]
        self._starts = np.array([start for _, start in files])

    @property
    def spark(self) -> SparkSession:
        return self.frame.sparkSession

    def shared(self, *more: Any) -> Any:
        """The reader and `more`, for every task."""
        return self.spark.sparkContext.broadcast((self.reader, *more))

    @property
    def files(self) -> tuple[list[str], np.ndarray]:
        """The names of the files, and the rank of the first record of each."""
        return self._names, self._starts

    def places(self, ranks: np.ndarray) -> tuple[list[str], np.ndarray]:
        """The file of each rank, and its number there."""
        at = np.searchsorted(self._starts, ranks, side="right") - 1
        return [self._names[i] for i in at], ranks - self._starts[at]

    def readable(self) -> list[str] | None:
        """The files in the order of their records, where the driver can read all of them."""
        return None

    def output_schema(self) -> Any:
        """The schema of what is kept."""
        raise NotImplementedError

    def kept(self, gone: np.ndarray) -> DataFrame:
        """All but the ranks of `gone`, as they came."""
        shared = self.shared(gone.astype(np.uint32))

        def stay(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            reader, gone = shared.value
            for chunk in reader.chunks(batches):
                at = np.searchsorted(gone, chunk.ranks)
                stays = gone[np.minimum(at, len(gone) - 1)] != chunk.ranks if len(gone) else at == 0
                if stays.any():
                    yield chunk.kept(stays)

        return self.frame.mapInArrow(stay, self.output_schema())

    def close(self) -> None:
        """Lets go what is kept for it."""


def records(spark: SparkSession, data: Any) -> Records:
    """What `data` is."""
    from ._files import FileRecords
    from ._frames import FrameRecords

    if hasattr(data, "mapInArrow"):
        return FrameRecords.of_frame(data)
    paths = _paths.given(data)
    local = _paths.local_files(paths)
    if _paths.are_tables(local or paths):
        return FrameRecords.of_files(spark, paths, local, are_lines=False)
    if local is not None and not any(map(_paths.is_packed, local)):
        return FileRecords.of(spark, local)
    return FrameRecords.of_files(spark, paths, local, are_lines=True)
