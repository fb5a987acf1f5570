# SPDX-License-Identifier: Apache-2.0
"""What people hold, made into what the native library reads, and rows of it taken again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ._arrow import Opener, TextTable, address_of
from ._errors import Error
from ._native import Run


class Source:
    """Records of one kind, under one name or several."""

    #: What errors and reports call it, where it is not a file.
    title = "records"

    def names(self, run: Run, taken: set[str]) -> list[str]:
        """Gives the records to `run`, and returns what stands for them among its arguments."""
        raise NotImplementedError


class Held(Source):
    """Records in the caller's memory, of which some can be taken."""

    def take(self, indices: np.ndarray) -> Any:
        """The records at `indices` (ascending), in the caller's own type."""
        raise NotImplementedError

    def record(self, index: int) -> Any:
        """One record."""
        return self.take(np.array([index]))[0]

    def table(self) -> Any:
        """The records as a table of pyarrow's, to be written as one; None where they are none."""
        return None


def source(data: Any) -> Source:
    """What `data` is."""
    if isinstance(data, Source):
        return data
    if isinstance(data, (str, os.PathLike)):
        return Paths([os.fspath(data)])
    kind = type(data)
    module = kind.__module__.split(".")[0]
    if module == "datasets" and kind.__name__ == "DatasetDict":
        return Splits(data)
    if module == "datasets" and kind.__name__ == "Dataset":
        return HubDataset(data)
    if module == "pandas" and kind.__name__ == "DataFrame":
        return Frame(data)
    if hasattr(data, "__arrow_c_stream__"):
        return Table(data)
    if isinstance(data, Sequence):
        return _list(data)
    raise Error(
        f"data is of the type {kind.__name__}; expected a path, a list of dicts or of strings, a "
        "Dataset, or a table with __arrow_c_stream__"
    )


def _list(data: Sequence[Any]) -> Source:
    if data and all(isinstance(item, os.PathLike) for item in data):
        return Paths([os.fspath(item) for item in data])
    if data and all(isinstance(item, str) for item in data):
        # Texts, unless each is the path of something that is there.
        if all(len(item) < 4096 and "\0" not in item and os.path.exists(item) for item in data):
            return Paths(list(data))
        return Texts(data)
    for i, item in enumerate(data):
        if not isinstance(item, Mapping):
            raise Error(
                f"item {i} of the list is of the type {type(item).__name__}; expected dicts alone, or "
                "strings alone"
            )
    return Records(data)


def _free(title: str, taken: set[str]) -> str:
    name, count = title, 1
    while name in taken:
        count += 1
        name = f"{title} {count}"
    taken.add(name)
    return name


class Paths(Source):
    """Files, folders and patterns, as the command line takes them."""

    def __init__(self, paths: list[str]) -> None:
        #: As they were given.
        self.paths = paths

    def names(self, run: Run, taken: set[str]) -> list[str]:
        # A name that something else has here, or that looks like an option, is still a path.
        return [f"./{path}" if path in taken or path.startswith("-") else path for path in self.paths]

    def table(self, opener: Opener) -> tuple[Any, str] | None:
        """The rows of all inputs as one table, and the first file; None where none is a table."""
        import pyarrow

        def place(path: str) -> tuple[int, bytes]:
            for i, given in enumerate(self.paths):
                if path in (given, f"./{given}") or path.startswith(given.rstrip("/") + "/"):
                    return i, os.fsencode(path)
            return len(self.paths), os.fsencode(path)

        files = sorted(opener.tables, key=place)
        if not files:
            return None
        return pyarrow.concat_tables([opener.tables[file] for file in files]), files[0]


class Records(Held):
    """Dicts."""

    title = "records"

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._rows = rows

    def names(self, run: Run, taken: set[str]) -> list[str]:
        name = _free(self.title, taken)
        run.add_lines(name, self._lines())
        return [name]

    def _lines(self) -> bytes:
        try:
            return self._encoded(is_ascii=False).encode()
        except UnicodeEncodeError:
            # A lone surrogate, which JSON can name and UTF-8 cannot hold.
            return self._encoded(is_ascii=True).encode()

    def _encoded(self, is_ascii: bool) -> str:
        encode = json.JSONEncoder(
            ensure_ascii=is_ascii, separators=(",", ":"), default=_plain
        ).encode
        lines = []
        for i, row in enumerate(self._rows):
            try:
                lines.append(encode(row if isinstance(row, dict) else dict(row)))
            except (TypeError, ValueError) as failure:
                raise Error(f"{self.title} (row {i}): {failure}") from None
        return "\n".join(lines)

    def take(self, indices: np.ndarray) -> list[Any]:
        return [self._rows[i] for i in indices.tolist()]


class Lines(Source):
    """Lines of JSON, as they stand in a file."""

    title = "lines"

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    def names(self, run: Run, taken: set[str]) -> list[str]:
        name = _free(self.title, taken)
        run.add_lines(name, self._lines)
        return [name]


class Texts(Held):
    """Strings: each a record whose only field, `text`, it is."""

    title = "texts"

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def names(self, run: Run, taken: set[str]) -> list[str]:
        try:
            table = TextTable(self._texts)
        except UnicodeEncodeError:
            return Records([{"text": text} for text in self._texts]).names(run, taken)
        name = _free(self.title, taken)
        run.add_stream(name, table.address, table)
        return [name]

    def take(self, indices: np.ndarray) -> list[str]:
        return [self._texts[i] for i in indices.tolist()]


class Table(Held):
    """Anything with `__arrow_c_stream__`; what can be read once becomes a table of pyarrow's."""

    title = "table"

    def __init__(self, table: Any) -> None:
        module = type(table).__module__.split(".")[0]
        if module not in ("polars", "pyarrow") or not hasattr(table, "__getitem__"):
            try:
                import pyarrow
            except ImportError:
                raise Error(
                    f"data is of the type {type(table).__name__}, which pyarrow reads, and is not "
                    "there: pip install pyarrow"
                ) from None
            table = pyarrow.table(table)
        self._table = table

    def names(self, run: Run, taken: set[str]) -> list[str]:
        name = _free(self.title, taken)
        run.add_stream(name, *address_of(self._table))
        return [name]

    def take(self, indices: np.ndarray) -> Any:
        if type(self._table).__module__.startswith("polars"):
            return self._table[indices]
        return self._table.take(indices)

    def table(self) -> Any:
        import pyarrow

        return pyarrow.table(self._table)

    def record(self, index: int) -> Any:
        if type(self._table).__module__.startswith("polars"):
            return self._table.row(index, named=True)
        return self._table.slice(index, 1).to_pylist()[0]


class Frame(Held):
    """A data frame of pandas; through Arrow where pyarrow is there, else as dicts."""

    title = "frame"

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def names(self, run: Run, taken: set[str]) -> list[str]:
        try:
            import pyarrow
        except ImportError:
            pyarrow = None
        if pyarrow is None:
            return Records(self._frame.to_dict("records")).names(run, taken)
        name = _free(self.title, taken)
        try:
            table = pyarrow.Table.from_pandas(self._frame, preserve_index=False)
        except pyarrow.ArrowException:
            # Columns of objects of several types: dicts are what they are.
            return Records(self._frame.to_dict("records")).names(run, taken)
        run.add_stream(name, *address_of(table))
        return [name]

    def take(self, indices: np.ndarray) -> Any:
        return self._frame.iloc[indices]

    def record(self, index: int) -> Any:
        return self._frame.iloc[index].to_dict()


class HubDataset(Held):
    """A `Dataset` of Hugging Face: read where its table lies, taken by `select`."""

    title = "dataset"

    def __init__(self, dataset: Any, title: str | None = None) -> None:
        self._dataset = dataset
        self.title = title or self.title

    def names(self, run: Run, taken: set[str]) -> list[str]:
        import pyarrow

        name = _free(self.title, taken)
        plain = self._dataset.with_format("arrow")
        parts = list(plain.iter(batch_size=65_536)) if len(plain) else []
        table = pyarrow.concat_tables(parts) if parts else plain.data.table.slice(0, 0)
        run.add_stream(name, *address_of(table))
        return [name]

    def take(self, indices: np.ndarray) -> Any:
        return self._dataset.select(indices)

    def record(self, index: int) -> Any:
        return self._dataset[index]

    def __len__(self) -> int:
        return len(self._dataset)


class Splits(Held):
    """A `DatasetDict`: its splits are inputs one behind the other, and stay apart."""

    def __init__(self, splits: Mapping[str, Any]) -> None:
        self._kind = type(splits)
        self._splits = {name: HubDataset(split, name) for name, split in splits.items()}

    def names(self, run: Run, taken: set[str]) -> list[str]:
        return [name for split in self._splits.values() for name in split.names(run, taken)]

    def take(self, indices: np.ndarray) -> Any:
        taken, start = {}, 0
        for name, split in self._splits.items():
            here = indices[(indices >= start) & (indices < start + len(split))] - start
            taken[name] = split.take(here)
            start += len(split)
        return self._kind(taken)

    def record(self, index: int) -> Any:
        for split in self._splits.values():
            if index < len(split):
                return split.record(index)
            index -= len(split)
        raise IndexError(index)


def _plain(value: Any) -> Any:
    """What JSON has no word for, as JSON."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"a value of the type {type(value).__name__} is not JSON")


class MemoryFile:
    """A file without a name, in memory, that the native library writes to."""

    def __enter__(self) -> MemoryFile:
        self._number = os.memfd_create("gamut")
        #: What stands for it among the arguments.
        self.path = f"/dev/fd/{self._number}"
        return self

    def __exit__(self, *_: Any) -> None:
        os.close(self._number)

    def write_array(self, array: np.ndarray) -> None:
        """Writes a matrix as a `.npy` file."""
        with open(self._number, "wb", closefd=False) as file:
            np.save(file, array, allow_pickle=False)

    def write(self, content: bytes) -> None:
        """Writes what a file holds."""
        with open(self._number, "wb", closefd=False) as file:
            file.write(content)

    def read(self) -> bytes:
        """All that was written."""
        size = os.fstat(self._number).st_size
        return os.pread(self._number, size, 0) if size < 1 << 30 else self._long(size)

    def _long(self, size: int) -> bytes:
        parts, start = [], 0
        while start < size:
            parts.append(os.pread(self._number, 1 << 30, start))
            start += len(parts[-1])
        return b"".join(parts)
