# SPDX-License-Identifier: Apache-2.0
"""Records that a task holds at a time: lines, or rows of a table."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any

import numpy as np

from .._held import Table
from .._source import Lines, Source

#: Bytes and records of a chunk, about: a task takes some hundred megabytes at most.
CHUNK_BYTES = 32 << 20
CHUNK_RECORDS = 100_000
#: What a line may hold and be none.
BLANK = b" \t\r"


class Chunk:
    """Records and their ranks."""

    def __init__(self, ranks: np.ndarray) -> None:
        self.ranks = ranks

    def runs(self) -> list[tuple[int, int]]:
        """Where ranks follow each other: the first place of each run and the one after its last."""
        edges = np.flatnonzero(np.diff(self.ranks.astype(np.int64)) != 1) + 1
        return [*zip([0, *edges.tolist()], [*edges.tolist(), len(self.ranks)])]

    @property
    def byte_count(self) -> int:
        raise NotImplementedError

    def source(self) -> Source:
        """All of them, for the engine."""
        raise NotImplementedError

    def packed(self, places: np.ndarray) -> bytes:
        """Those at `places`, as `source_of` takes them."""
        raise NotImplementedError

    @staticmethod
    def source_of(packed: list[bytes]) -> Source:
        """What was packed, one behind the other, for the engine."""
        raise NotImplementedError

    @staticmethod
    def sources_of(packed: list[bytes], cuts: list[int]) -> list[Source]:
        """The same, cut before the records at `cuts`."""
        raise NotImplementedError

    def lines(self, places: np.ndarray) -> list[bytes]:
        """Those at `places`, as lines of JSON."""
        raise NotImplementedError

    def kept(self, stays: np.ndarray) -> Any:
        """Those that stay, as a batch of the output."""
        raise NotImplementedError


class LineChunk(Chunk):
    """Lines, none of them blank; their bytes are what they are, be they UTF-8 or not."""

    def __init__(self, ranks: np.ndarray, text: bytes) -> None:
        super().__init__(ranks)
        self._text = text

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._text.split(b"\n")

    @property
    def byte_count(self) -> int:
        return len(self._text)

    def source(self) -> Source:
        return Lines(self._text)

    def packed(self, places: np.ndarray) -> bytes:
        return b"\n".join(self.lines(places))

    @staticmethod
    def source_of(packed: list[bytes]) -> Source:
        return Lines(b"\n".join(packed))

    @staticmethod
    def sources_of(packed: list[bytes], cuts: list[int]) -> list[Source]:
        lines = b"\n".join(packed).split(b"\n")
        return [Lines(b"\n".join(lines[a:b])) for a, b in zip([0, *cuts], [*cuts, len(lines)])]

    def lines(self, places: np.ndarray) -> list[bytes]:
        lines = self._lines
        return [lines[i] for i in places.tolist()]

    def kept(self, stays: np.ndarray) -> Any:
        import pyarrow as pa

        lines = pa.array(self.lines(np.flatnonzero(stays)), pa.binary())
        return pa.RecordBatch.from_arrays([lines.view(pa.string())], ["value"])


class RowChunk(Chunk):
    """Rows of a table of pyarrow's."""

    def __init__(self, ranks: np.ndarray, table: Any) -> None:
        super().__init__(ranks)
        self._table = table

    @property
    def byte_count(self) -> int:
        return self._table.nbytes

    def source(self) -> Source:
        return Table(self._table)

    def packed(self, places: np.ndarray) -> bytes:
        import pyarrow as pa

        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, self._table.schema) as stream:
            stream.write_table(self._table.take(pa.array(places)))
        return sink.getvalue().to_pybytes()

    @staticmethod
    def source_of(packed: list[bytes]) -> Source:
        import pyarrow as pa

        return Table(pa.concat_tables([pa.ipc.open_stream(one).read_all() for one in packed]))

    @staticmethod
    def sources_of(packed: list[bytes], cuts: list[int]) -> list[Source]:
        import pyarrow as pa

        table = pa.concat_tables([pa.ipc.open_stream(one).read_all() for one in packed])
        return [Table(table.slice(a, b - a)) for a, b in zip([0, *cuts], [*cuts, len(table)])]

    def lines(self, places: np.ndarray) -> list[bytes]:
        rows = self._table.take(places).to_pylist()
        return [json.dumps(row, ensure_ascii=False, default=str).encode() for row in rows]

    def kept(self, stays: np.ndarray) -> Any:
        import pyarrow as pa

        return self._table.filter(pa.array(stays)).combine_chunks().to_batches()[0]


#: What a line that may be blank begins with, behind the end of another.
_MAY_BE_BLANK = re.compile(rb"\n[ \t\r\n]")


def without_blank(text: bytes) -> tuple[bytes, int]:
    """Lines without blank ones and the last newline, and how many they are."""
    if _MAY_BE_BLANK.search(text) or text[:1] in (b" ", b"\t", b"\r", b"\n"):
        text = b"\n".join([line for line in text.split(b"\n") if line.strip(BLANK)])
    elif text.endswith(b"\n"):
        text = text[:-1]
    return text, text.count(b"\n") + 1 if text else 0
