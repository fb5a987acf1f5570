# SPDX-License-Identifier: Apache-2.0
"""What a deduplication decided."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ._arrow import taken_rows, write_table
from ._command import Command
from ._errors import Error
from ._inputs import Held, Paths, Source
from ._progress import Listener

CAUSES = np.array(["exact", "near", "semantic", "repeat"])
_TABLES = (".parquet", ".arrow", ".feather", ".ipc")


class RemovedRecord(NamedTuple):
    """A record that is not in the output, and the one that stays in its place."""

    index: int
    keeper: int
    #: Whether the keeper is a record of `against`, or of the index.
    against: bool
    cause: str
    similarity: float


class Removed:
    """The removed records, ascending: a table of columns."""

    def __init__(
        self,
        index: np.ndarray,
        keeper: np.ndarray,
        against: np.ndarray,
        cause: np.ndarray,
        similarity: np.ndarray,
    ) -> None:
        #: The record, counted over all inputs from 0.
        self.index = index
        #: The record that stays, counted among those of its own set.
        self.keeper = keeper
        #: Whether the keeper is a record of `against`, or of the index.
        self.against = against
        #: `exact`, `near`, `semantic` or `repeat`.
        self.cause = cause
        #: 1 for exact, Jaccard for near, cosine for semantic.
        self.similarity = similarity

    def __len__(self) -> int:
        return len(self.index)

    def __iter__(self) -> Iterator[RemovedRecord]:
        columns = (self.index, self.keeper, self.against, self.cause, self.similarity)
        return (RemovedRecord(*row) for row in zip(*(column.tolist() for column in columns)))

    def __getitem__(self, position: int) -> RemovedRecord:
        if isinstance(position, slice):
            raise TypeError("a position is expected; the columns can be sliced")
        columns = (self.index, self.keeper, self.against, self.cause, self.similarity)
        return RemovedRecord(*(column[position].item() for column in columns))

    def to_dict(self) -> dict[str, np.ndarray]:
        """The columns by their names, as pandas and polars take them."""
        names = ("index", "keeper", "against", "cause", "similarity")
        return {name: getattr(self, name) for name in names}

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The table for whatever reads Arrow; needs pyarrow."""
        import pyarrow

        return pyarrow.table(self.to_dict()).__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<{len(self)} removed records>"


class Explanation(NamedTuple):
    """Why a record is, or is not, in the output."""

    index: int
    #: None where the record stays.
    removal: RemovedRecord | None
    record: Any
    #: The record that stays in its place; None where nothing was removed, and where the record is one of a file
    #: of `against` or of an index.
    keeper: Any
    #: Whether the record could not be read.
    is_rejected: bool = False

    def __str__(self) -> str:
        if self.is_rejected:
            return f"record {self.index} could not be read"
        if self.removal is None:
            return f"record {self.index} is kept"
        where = " of the other set" if self.removal.against else ""
        return (
            f"record {self.index} is removed: {self.removal.cause}, {self.removal.similarity:.3g} like "
            f"record {self.removal.keeper}{where}\n  removed  {self.record}\n  kept     {self.keeper}"
        )


class Deduplication:
    """What stays of some records, what goes and why; made by `dedupe`, `Index.add` and `report`."""

    def __init__(
        self,
        command: Command,
        data: Source,
        again: Any = None,
        reference: Source | None = None,
        cuts: bool = False,
    ) -> None:
        decisions = command.run.decisions
        if decisions is None:
            raise Error("nothing was decided")
        self._source = data
        self._again = again
        self._reference = reference
        self._cuts = cuts
        self._opener = command.opener
        #: How many records were read, those that could not be among them.
        self.read_count = decisions.read_count
        #: The removed records.
        self.removed = Removed(
            decisions.record,
            decisions.keeper,
            decisions.is_reference,
            CAUSES[decisions.cause],
            decisions.similarity,
        )
        #: The records that could not be read, where `on_error` is `skip`.
        self.rejected = decisions.rejected
        #: What the command line says to a person, a line each.
        self.words = command.run.words

    @cached_property
    def kept(self) -> np.ndarray:
        """The records of the output, ascending."""
        stays = np.ones(self.read_count, np.bool_)
        stays[self.removed.index] = False
        stays[self.rejected] = False
        return np.flatnonzero(stays)

    @cached_property
    def selected(self) -> Any:
        """The records of the output, in the caller's own type; of files a list of dicts."""
        if isinstance(self._source, Held):
            if self._cuts:
                raise Error("cut is given; what is cut is in the file that output names, not in the data")
            return self._source.take(self.kept)
        return self._read_again[0]

    @cached_property
    def selected_with_duplicates(self) -> list[tuple[Any, list[tuple[Any, float]]]]:
        """Each kept record that others were removed for, with those and how alike they are."""
        own = ~self.removed.against
        keepers = np.unique(self.removed.keeper[own])
        rows = self._records(self.removed.index[own])
        groups: dict[int, list[tuple[Any, float]]] = {int(keeper): [] for keeper in keepers}
        for keeper, row, similarity in zip(
            self.removed.keeper[own].tolist(), rows, self.removed.similarity[own].tolist()
        ):
            groups[keeper].append((row, similarity))
        return [(row, groups[int(keeper)]) for keeper, row in zip(keepers, self._records(keepers))]

    @property
    def duplicate_ratio(self) -> float:
        """The share of the records read that were removed, 0…1."""
        return len(self.removed) / self.read_count if self.read_count else 0.0

    def rethreshold(self, threshold: float, *, progress: Listener = None) -> Deduplication:
        """Decides again at another near threshold; this one stays as it is."""
        if self._again is None:
            raise Error("it was decided by an index, or within a report; expected what dedupe returns")
        return self._again(threshold=threshold, progress=progress)

    def explain(self, index: int) -> Explanation:
        """Why the record at `index` is, or is not, in the output.

        Of files, the first call reads them again and holds their records.
        """
        if not 0 <= index < self.read_count:
            raise IndexError(f"record {index} of {self.read_count}")
        if index in self.rejected:
            return Explanation(index, None, None, None, is_rejected=True)
        position = int(np.searchsorted(self.removed.index, index))
        if position == len(self.removed) or self.removed.index[position] != index:
            return Explanation(index, None, self._record(index), None)
        removal = self.removed[position]
        if not removal.against:
            keeper = self._record(removal.keeper)
        elif isinstance(self._reference, Held):
            keeper = self._reference.records(np.array([removal.keeper]))[0]
        else:
            keeper = None
        return Explanation(index, removal, self._record(index), keeper)

    def _record(self, index: int) -> Any:
        return self._records(np.array([index]))[0]

    def _records(self, indices: np.ndarray) -> list[Any]:
        if isinstance(self._source, Held):
            return self._source.records(indices)
        kept, removed = self._read_again
        places = np.searchsorted(self.kept, indices)
        return [
            removed[index] if index in removed else kept[place]
            for index, place in zip(indices.tolist(), places.tolist())
        ]

    @cached_property
    def _read_again(self) -> tuple[list[Any], dict[int, Any]]:
        """The records of files: kept ones, and removed ones by their index."""
        if self._again is None:
            raise Error("the records of files are not kept here; expected the file that kept names")
        with tempfile.TemporaryDirectory(prefix="gamut-") as folder:
            kept, removed = (os.path.join(folder, f"{name}.jsonl") for name in ("kept", "removed"))
            other = self._again(output=kept, removed=removed, progress=False)
            if other.read_count != self.read_count or len(other.kept) != len(self.kept):
                raise Error("the files have changed since they were decided on; run dedupe again")
            return _lines(kept), {row["index"]: row["record"] for row in _lines(removed)}

    def __getstate__(self) -> dict[str, Any]:
        # What opened files holds calls of C's; who unpickles this opens them again.
        return {**self.__dict__, "_opener": None}

    def write_table(self, path: str, manifest: str | os.PathLike[str] | None = None) -> None:
        """Writes the kept rows of tables to a Parquet or an Arrow file, with schema and metadata, and names the file
        in the `manifest` of the run."""
        if isinstance(self._source, Paths):
            if self._opener is None:
                raise Error(f"{path}: the tables are held where they were read; expected output= of dedupe")
            found = self._source.table(self._opener)
            table, like = found if found is not None else (None, None)
        else:
            table, like = self._source.table(), None
        if table is None or table.num_rows != self.read_count:
            raise Error(f"{path}: not all inputs are tables; expected a name that ends in .jsonl")
        write_table(taken_rows(table, self.kept), path, like)
        if manifest is not None:
            _add_to_manifest(os.fspath(manifest), path, len(self.kept))

    def __repr__(self) -> str:
        causes = [(name, int((self.removed.cause == name).sum())) for name in CAUSES]
        parts = ", ".join(f"{count} {name}" for name, count in causes if count)
        return (
            f"<Deduplication: {self.read_count} read, {len(self.kept)} kept, {len(self.removed)} removed"
            f"{f' ({parts})' if parts else ''}>"
        )


def is_table(path: str | os.PathLike[str] | None) -> bool:
    """Whether an output of that name is a table, which pyarrow writes."""
    return path is not None and os.fspath(path).endswith(_TABLES)


def _add_to_manifest(manifest: str, path: str, rows: int) -> None:
    """Names a table among the outputs of a manifest, which was written before it."""
    sha, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            sha.update(part)
            size += len(part)
    with open(manifest, encoding="utf-8") as file:
        document = json.load(file)
    entry = {"role": "kept", "path": path, "bytes": size, "sha256": sha.hexdigest(), "rows": rows}
    document["outputs"].insert(0, entry)
    part_path = f"{manifest}.part-{os.getpid()}"
    with open(part_path, "w", encoding="utf-8") as file:
        file.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    os.replace(part_path, manifest)


def _lines(path: str) -> list[Any]:
    with open(path, encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        return [json.loads(line) for line in file]
