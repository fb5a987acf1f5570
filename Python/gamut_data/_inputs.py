# SPDX-License-Identifier: Apache-2.0
"""What people hold, made into what the native library reads."""

from __future__ import annotations

import fnmatch
import glob
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ._arrow import Opener
from ._errors import Error
from ._held import Frame, Held, HubDataset, Records, Splits, Table, Texts
from ._native import Run
from ._source import Source

#: How the name of a file of data ends.
_DATA = re.compile(
    r"\.(jsonl|ndjson|json|csv|tsv|tab|parquet|arrow|feather|ipc|txt|text)(\.(gz|zst|xz|bz2|lz4))?\Z", re.I
)


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
    if kind.__name__ != "Series" and hasattr(data, "__arrow_c_stream__"):
        return Table(data)
    if isinstance(data, Sequence) and not isinstance(data, (bytes, bytearray)):
        return _list(data)
    raise Error(
        f"data is of the type {kind.__name__}; expected a path, a list of dicts or of strings, a "
        "Dataset, or a table with __arrow_c_stream__"
    )


def _list(data: Sequence[Any]) -> Source:
    texts = all(isinstance(item, (str, os.PathLike)) for item in data)
    if data and texts:
        if any(isinstance(item, os.PathLike) or _is_path(item) for item in data):
            return Paths([os.fspath(item) for item in data])
        return Texts(data)
    is_text = bool(data) and isinstance(data[0], str)
    for i, item in enumerate(data):
        if not isinstance(item, str if is_text else Mapping):
            raise Error(
                f"item {i} of the list is of the type {type(item).__name__}; expected "
                f"{'strings' if is_text else 'dicts'} alone, as item 0 is one"
                if i
                else f"item 0 of the list is of the type {type(item).__name__}; expected dicts, or strings"
            )
    return Records(data)


def _is_path(text: str) -> bool:
    """Whether a text names data: one that does makes paths of all, so that a missing one is told."""
    if len(text) > 4096 or "\n" in text or "\0" in text:
        return False
    if _DATA.search(text) or os.path.exists(text):
        return True
    return glob.has_magic(text) and " " not in text and any(glob.iglob(text))


class Paths(Source):
    """Files, folders and patterns, as the command line takes them."""

    def __init__(self, paths: list[str]) -> None:
        #: As they were given.
        self.paths = paths
        self._seen = self._state()

    def names(self, run: Run, taken: set[str]) -> list[str]:
        return [f"./{path}" if path.startswith("-") else path for path in self.paths]

    def _state(self) -> list[tuple[int, int] | None]:
        def state(path: str) -> tuple[int, int] | None:
            try:
                found = os.stat(path)
            except OSError:
                return None
            return found.st_mtime_ns, found.st_size

        return [state(path) for path in self.paths]

    def require_same(self) -> None:
        """Raises where a file is no longer what it was when this was made."""
        for path, then, now in zip(self.paths, self._seen, self._state()):
            if then != now:
                raise Error(f"{path}: it has changed since it was decided on; run dedupe again")

    def table(self, opener: Opener) -> tuple[Any, str] | None:
        """The rows of all inputs, in their order, and the first file; None where none is a table."""
        import pyarrow

        files: list[str] = []
        for given in self.paths:
            # A folder is walked name by name, not by the bytes of whole paths.
            found = [path for path in opener.tables if self._is_of(path, given)]
            files += sorted(found, key=lambda path: [os.fsencode(name) for name in path.split("/")])
        if not files:
            return None
        tables = [opener.tables[file] for file in files]
        return pyarrow.concat_tables(tables, promote_options="default"), files[0]

    @staticmethod
    def _is_of(path: str, given: str) -> bool:
        if path in (given, f"./{given}") or path.startswith(given.rstrip("/") + "/"):
            return True
        return glob.has_magic(given) and any(
            fnmatch.fnmatchcase(path, given + more) for more in ("", "/*")
        )

    def may_be_tables(self) -> bool:
        """Whether no input is known to be something else than a Parquet or an Arrow file."""
        for path in self.paths:
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    magic = file.read(6)
                if magic[:4] not in (b"PAR1", b"\xff\xff\xff\xff") and magic != b"ARROW1":
                    return False
        return True


__all__ = ["Held", "Paths", "Source", "source"]
