# SPDX-License-Identifier: Apache-2.0
"""Cleans fine-tuning data, and says what is in it and what is missing.

>>> import gamut_data
>>> rows = [
...     {"prompt": "What is the capital of France?", "response": "Paris."},
...     {"prompt": "What is the capital of France?", "response": "Paris."},
...     {"prompt": "What is the capital of Spain?", "response": "Madrid."},
... ]
>>> result = gamut_data.dedupe(rows)
>>> result
<Deduplication: 3 read, 2 kept, 1 removed (1 exact)>
>>> result.selected[1]["response"]
'Madrid.'
>>> print(result.explain(1).removal)
RemovedRecord(index=1, keeper=0, against=False, cause='exact', similarity=1.0)

Every function takes what people hold: a path or several, a list of dicts or of strings, a `Dataset` or
a `DatasetDict` of Hugging Face, or a table with `__arrow_c_stream__` (pyarrow, polars, pandas, DuckDB).
Options are those of the command line, with underscores, and are checked by the same code; so are the
decisions, to the last bit.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ._arrow import require_place
from ._command import Command
from ._deduplication import Deduplication, Explanation, Removed, RemovedRecord, is_table
from ._errors import Error, GateFailure, Stopped
from ._held import Frame, HubDataset, Splits, Table
from ._index import Index
from ._inputs import Paths, Source, source
from ._native import Progress, self_test, version as __version__
from ._progress import Listener
from ._report import Report

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import (
        ClusterOptions,
        CoverageOptions,
        DedupeOptions,
        EmbedOptions,
        PairOptions,
        ReportOptions,
    )

__all__ = [
    "Clusters",
    "Coverage",
    "Deduplication",
    "Error",
    "Explanation",
    "GateFailure",
    "Index",
    "Pairs",
    "Progress",
    "Removed",
    "RemovedRecord",
    "Report",
    "Stopped",
    "__version__",
    "cluster",
    "coverage",
    "dedupe",
    "embed",
    "pairs",
    "report",
    "self_test",
]


def dedupe(
    data: Any,
    *,
    output: str | os.PathLike[str] | None = None,
    against: Any = None,
    progress: Listener = None,
    **options: Unpack[DedupeOptions],
) -> Deduplication:
    """Removes exact and near-duplicates (and semantic ones, with `stages="exact,near,semantic"`).

    `output` is where the kept records go: byte for byte where the data are files of text, cell by
    cell where they are tables. Records of `against`, in any form that `data` may have, come first and are never
    written. Nothing is written that is not asked for.
    """
    records = source(data)
    reference = None if against is None else source(against)
    wanted = {**options, "against": reference}
    if is_table(output):
        _require_table(records, os.fspath(output), options)
    else:
        wanted["output"] = output
    command = Command(["dedupe"], records, wanted, progress)
    if command.gate is not None:
        raise command.gate
    again = _Again(records, reference, options)
    result = Deduplication(command, records, again, reference, cuts=bool(options.get("cut")))
    if is_table(output):
        result.write_table(os.fspath(output), manifest=options.get("manifest"))
    return result


class _Again:
    """Decides on the same records again, with other options."""

    def __init__(self, records: Source, reference: Source | None, options: Mapping[str, Any]) -> None:
        self._records, self._reference = records, reference
        self._options = {name: value for name, value in options.items() if name not in _WRITTEN}

    def __call__(self, **changes: Any) -> Deduplication:
        for it in (self._records, self._reference):
            if isinstance(it, Paths):
                it.require_same()
        return dedupe(self._records, **{"against": self._reference, **self._options, **changes})


#: Outputs of `dedupe` that a run on the same records does not write again.
_WRITTEN = {
    "output_dir", "removed", "rejected", "clusters", "provenance", "manifest", "spans", "json"
}


def _require_table(records: Source, path: str, options: Mapping[str, Any]) -> None:
    """Raises where the records cannot be written as a table, before they are read."""
    require_place(path)
    if options.get("cut"):
        raise Error(f"{path}: rows of tables leave as they came, and cut is given; expected a .jsonl file")
    for name in _WRITTEN & options.keys():
        if options[name] is not None and os.path.abspath(os.fspath(options[name])) == os.path.abspath(path):
            raise Error(f"{path} is given for two outputs; expected a path for each")
    if isinstance(records, Paths):
        is_fit = records.may_be_tables()
    else:
        is_fit = isinstance(records, (Table, Frame, HubDataset, Splits))
    if not is_fit:
        raise Error(f"{path}: the records are no table; expected a name that ends in .jsonl")


def report(
    data: Any, *, reference: Any = None, progress: Listener = None, **options: Unpack[ReportOptions]
) -> Report:
    """Says what is in a set and, against a `reference`, what is missing; see `Report`.

    Raises `GateFailure`, whose `report` is there all the same, where a gate of `fail_if` is true.
    """
    records = source(data)
    command = Command(
        ["report"],
        records,
        {**options, "reference": reference},
        progress,
        written=("output", "json", "markdown"),
    )
    if command.gate is not None:
        if command.written["json"]:
            command.gate.report = Report(command, records)
        raise command.gate
    return Report(command, records)


class Pairs(NamedTuple):
    """Pairs of records that are alike, ordered by both: `a < b`."""

    a: np.ndarray
    b: np.ndarray
    similarity: np.ndarray


def pairs(
    data: Any,
    *,
    by: str,
    threshold: float,
    progress: Listener = None,
    **options: Unpack[PairOptions],
) -> Pairs:
    """All pairs of records that are alike, `by` `near` or `semantic`; removes nothing."""
    command = Command(
        ["pairs"],
        data,
        {**options, "by": by, "threshold": threshold},
        progress,
        written=("output",),
    )
    rows = _rows(command.written["output"])
    return Pairs(
        _column(rows, "a", np.uint32),
        _column(rows, "b", np.uint32),
        _column(rows, "similarity", np.float64),
    )


class Clusters(NamedTuple):
    """The topic of each record."""

    #: The cluster of each record read; -1 where it has none.
    labels: np.ndarray
    #: The cosine to its centroid; NaN where it has no cluster.
    similarity: np.ndarray
    #: What the command line says of them: sizes, names, examples.
    words: list[str]


def cluster(
    data: Any, *, progress: Listener = None, **options: Unpack[ClusterOptions]
) -> Clusters:
    """Groups the records by topic."""
    command = Command(["cluster"], data, options, progress, written=("output",))
    rows = _rows(command.written["output"])
    # Records that could not be read have no line, and count all the same.
    said = [re.match(r"(\d+) read, \d+ rejected", line) for line in command.run.words]
    count = max(
        [row["index"] + 1 for row in rows] + [int(found[1]) for found in said if found], default=0
    )
    labels = np.full(count, -1, np.int64)
    similarity = np.full(count, np.nan)
    for row in rows:
        if row["cluster"] is not None:
            labels[row["index"]] = row["cluster"]
            similarity[row["index"]] = row["similarity"]
    return Clusters(labels, similarity, command.run.words)


class Coverage(NamedTuple):
    """What a reference has and a set lacks."""

    #: The document, as `--json` writes it.
    json: dict[str, Any]
    #: A dict for each reference record, as `--gaps` writes it.
    gaps: list[dict[str, Any]]


def coverage(
    data: Any,
    *,
    reference: Any,
    progress: Listener = None,
    **options: Unpack[CoverageOptions],
) -> Coverage:
    """Says what a reference has and the set lacks, record by record."""
    command = Command(
        ["coverage"],
        data,
        {**options, "reference": reference},
        progress,
        written=("json", "gaps"),
    )
    return Coverage(json.loads(command.written["json"]), _rows(command.written["gaps"]))


def embed(
    data: Any, *, progress: Listener = None, **options: Unpack[EmbedOptions]
) -> np.ndarray:
    """A vector of each record: rows of norm 1, float32; of zeros where there is nothing to embed."""
    command = Command(["embed"], data, options, progress, written=("output",))
    return np.load(io.BytesIO(command.written["output"]), allow_pickle=False)


def _rows(lines: bytes) -> list[dict[str, Any]]:
    return json.loads(b"[" + b",".join(lines.splitlines()) + b"]")


def _column(rows: list[dict[str, Any]], name: str, kind: Any) -> np.ndarray:
    return np.fromiter((row[name] for row in rows), kind, len(rows))
