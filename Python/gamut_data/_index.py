# SPDX-License-Identifier: Apache-2.0
"""What was kept, for later records to be compared with."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from ._command import Command
from ._deduplication import Deduplication
from ._inputs import source
from ._progress import Listener

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import IndexOptions


class Index:
    """An index in a file: the kept records of all runs that added to it, texts included."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        #: The file.
        self.path = os.fspath(path)

    @classmethod
    def build(
        cls,
        path: str | os.PathLike[str],
        data: Any,
        *,
        progress: Listener = None,
        **options: Unpack[IndexOptions],
    ) -> tuple[Index, Deduplication]:
        """Removes the duplicates of `data`, and makes an index of what is kept."""
        index = cls(path)
        records = source(data)
        command = Command(["index", "build"], records, {**options, "index": index.path}, progress)
        if command.gate is not None:
            raise command.gate
        return index, Deduplication(command, records)

    def add(
        self, data: Any, *, progress: Listener = None, **options: Unpack[IndexOptions]
    ) -> Deduplication:
        """Removes what the index knows and the duplicates among `data`, and adds what is kept."""
        records = source(data)
        command = Command(["index", "add"], records, {**options, "index": self.path}, progress)
        if command.gate is not None:
            raise command.gate
        return Deduplication(command, records)

    @property
    def info(self) -> dict[str, Any]:
        """What the index holds, and whether all of it is whole."""
        command = Command(["index", "info", self.path], None, {}, False, written=("json",))
        return json.loads(command.written["json"])

    def __repr__(self) -> str:
        return f"Index({self.path!r})"
