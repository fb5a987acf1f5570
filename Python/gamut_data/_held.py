# SPDX-License-Identifier: Apache-2.0
"""Records in the caller's memory, of which some can be taken in its own type."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ._arrow import TextTable, address_of, taken_rows
from ._errors import Error
from ._native import Run
from ._source import Source, free


class Held(Source):
    """Records in memory."""

    #: What errors and reports call it, where it is not a file.
    title = "records"

    def take(self, indices: np.ndarray) -> Any:
        """The records at `indices` (ascending), in the caller's own type."""
        raise NotImplementedError

    def records(self, indices: np.ndarray) -> list[Any]:
        """The same one by one, as dicts or strings."""
        raise NotImplementedError

    def table(self) -> Any:
        """All records as a table of pyarrow's, to be written as one; None where they are none."""
        return None


class Records(Held):
    """Dicts."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], title: str | None = None) -> None:
        self._rows = rows
        self.title = title or self.title

    def names(self, run: Run, taken: set[str]) -> list[str]:
        name = free(self.title, taken)
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
            except (TypeError, ValueError, RecursionError) as failure:
                raise Error(f"{self.title} (row {i}): {failure}") from None
        return "\n".join(lines)

    def take(self, indices: np.ndarray) -> list[Any]:
        return [self._rows[i] for i in indices.tolist()]

    records = take


class Texts(Held):
    """Strings: each a record whose only field, `text`, it is."""

    title = "texts"

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def names(self, run: Run, taken: set[str]) -> list[str]:
        try:
            table = TextTable(self._texts)
        except UnicodeEncodeError:
            return Records([{"text": text} for text in self._texts], self.title).names(run, taken)
        name = free(self.title, taken)
        run.add_stream(name, table.address, table)
        return [name]

    def take(self, indices: np.ndarray) -> list[str]:
        return [self._texts[i] for i in indices.tolist()]

    records = take


class Table(Held):
    """Anything with `__arrow_c_stream__`; what can be read once becomes a table of pyarrow's."""

    title = "table"

    def __init__(self, table: Any) -> None:
        module = type(table).__module__.split(".")[0]
        self._is_polars = module == "polars"
        if not self._is_polars and type(table).__name__ != "Table":
            try:
                import pyarrow
            except ImportError:
                raise Error(
                    f"data is of the type {type(table).__name__}, which pyarrow reads, and is not "
                    "there: pip install pyarrow"
                ) from None
            try:
                table = pyarrow.table(table)
            except (TypeError, ValueError, pyarrow.ArrowException) as failure:
                raise Error(f"table: {str(failure).splitlines()[0]}") from None
        self._table = table

    def names(self, run: Run, taken: set[str]) -> list[str]:
        return self.names_as(run, free(self.title, taken))

    def names_as(self, run: Run, name: str) -> list[str]:
        run.add_stream(name, *address_of(self._table))
        return [name]

    def take(self, indices: np.ndarray) -> Any:
        return self._table[indices] if self._is_polars else taken_rows(self._table, indices)

    def records(self, indices: np.ndarray) -> list[Any]:
        rows = self.take(indices)
        return rows.to_dicts() if self._is_polars else rows.to_pylist()

    def table(self) -> Any:
        return self._table.to_arrow() if self._is_polars else self._table


class Frame(Held):
    """A data frame of pandas; through Arrow where pyarrow is there, else as dicts."""

    title = "frame"

    def __init__(self, frame: Any) -> None:
        if not frame.columns.is_unique:
            raise Error("frame: two columns have one name; expected different ones")
        self._frame = frame

    def names(self, run: Run, taken: set[str]) -> list[str]:
        table = self._converted()
        if table is None:
            # Columns of several types: dicts are what they are, and what is missing is null.
            whole = self._frame.astype(object)
            rows = whole.where(whole.notna(), None).to_dict("records")
            return Records(rows, self.title).names(run, taken)
        name = free(self.title, taken)
        run.add_stream(name, *address_of(table))
        return [name]

    def _converted(self) -> Any:
        try:
            import pyarrow
        except ImportError:
            return None
        try:
            return pyarrow.Table.from_pandas(self._frame, preserve_index=False)
        except (pyarrow.ArrowException, OverflowError, TypeError, ValueError):
            return None

    def take(self, indices: np.ndarray) -> Any:
        return self._frame.iloc[indices]

    def records(self, indices: np.ndarray) -> list[Any]:
        return self._frame.iloc[indices].to_dict("records")

    def table(self) -> Any:
        return self._converted()


class HubDataset(Held):
    """A `Dataset` of Hugging Face: read where its table lies, taken by `select`."""

    title = "dataset"

    def __init__(self, dataset: Any, title: str | None = None) -> None:
        self._dataset = dataset
        self.title = title or self.title

    def names(self, run: Run, taken: set[str]) -> list[str]:
        name = free(self.title, taken)
        run.add_stream(name, *address_of(self.table()))
        return [name]

    def table(self) -> Any:
        import pyarrow

        plain = self._dataset.with_format("arrow")
        parts = list(plain.iter(batch_size=65_536)) if len(plain) else []
        return pyarrow.concat_tables(parts) if parts else plain.data.table.slice(0, 0)

    def take(self, indices: np.ndarray) -> Any:
        return self._dataset.select(indices)

    def records(self, indices: np.ndarray) -> list[Any]:
        return list(self._dataset.select(indices))

    def __len__(self) -> int:
        return len(self._dataset)


class Splits(Held):
    """A `DatasetDict`: its splits are inputs one behind the other, and stay apart."""

    def __init__(self, splits: Mapping[str, Any]) -> None:
        self._kind = type(splits)
        self._splits = {name: HubDataset(split, name) for name, split in splits.items()}

    def names(self, run: Run, taken: set[str]) -> list[str]:
        return [name for split in self._splits.values() for name in split.names(run, taken)]

    def _parts(self, indices: np.ndarray) -> list[tuple[str, HubDataset, np.ndarray]]:
        parts, start = [], 0
        for name, split in self._splits.items():
            here = indices[(indices >= start) & (indices < start + len(split))] - start
            parts.append((name, split, here))
            start += len(split)
        return parts

    def take(self, indices: np.ndarray) -> Any:
        return self._kind({name: split.take(here) for name, split, here in self._parts(indices)})

    def records(self, indices: np.ndarray) -> list[Any]:
        return [row for _, split, here in self._parts(indices) for row in split.records(here)]

    def table(self) -> Any:
        """One table of all splits: a file of a table has no splits."""
        import pyarrow

        tables = [split.table() for split in self._splits.values()]
        try:
            return pyarrow.concat_tables(tables, promote_options="default")
        except pyarrow.ArrowException as failure:
            names = ", ".join(self._splits)
            raise Error(
                f"the splits {names} are no one table: {str(failure).splitlines()[0]}; expected a name that ends in "
                ".jsonl, or each split by itself"
            ) from None


def _plain(value: Any) -> Any:
    """What JSON has no word for, as tables have it read."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (bytes, bytearray)):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if type(value).__name__ == "NAType":
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if type(value).__name__ in ("Decimal", "UUID", "timedelta", "PosixPath"):
        return str(value)
    raise TypeError(f"a value of the type {type(value).__name__} is not JSON")
