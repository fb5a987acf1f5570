# SPDX-License-Identifier: Apache-2.0
"""A set decided on Spark: the steps, and what all of them have to know."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _shards
from .._errors import Error
from .._inputs import Paths
from .._source import Lines, Source
from . import _paths
from ._decided import decided
from ._keyed import joined, keyed
from ._records import Records, records
from ._result import SparkDeduplication
from ._similar import similar

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

#: Records at the beginning of a set that say what all are, and others, evenly spaced, that say what they share.
_FIRST, _SPACED = 2000, 4096


def dedupe(
    spark: SparkSession,
    data: Any,
    *,
    against: Any = None,
    buckets: int | None = None,
    task_records: int = 200_000,
    group_records: int | None = None,
    **options: Any,
) -> SparkDeduplication:
    """Decides exact and near-duplicates of paths (JSONL, Parquet) or of a DataFrame, and semantic ones with
    `stages="exact,near,semantic"`.

    Records of `against`, in any form that `data` may have, come first and are never written. Other options are those of
    `gamut_data.dedupe`; what a cluster cannot decide is refused by name. `buckets` is how
    many parts the keys are shuffled into, `task_records` about how many records a task decides, `group_records` how
    many vectors each of the two groups has at most whose rows a task compares: none of them changes an answer. A
    DataFrame is numbered by its partitions, and kept on disk until the result is closed.
    """
    _shards.check(options)
    for name, number, most in (
        ("buckets", buckets, 65_535), ("task_records", task_records, 1 << 32), ("group_records", group_records, 1 << 20)
    ):
        if number is not None and not 1 <= number <= most:
            raise Error(f"{name} is {number}; it must lie in 1...{most}")
    whole = records(spark, data)
    known = None if against is None else records(spark, against)
    if options.get("prefer") is not None and options.get("source") is None and hasattr(data, "mapInArrow"):
        raise Error("prefer is given without source, and a DataFrame has no files; expected source, a column")
    if known is None and options.get("reference_text") is not None:
        raise Error("reference_text is given without against, which it is for")
    with _told():
        return _decided(whole, known, _settings(whole, known, options), buckets, task_records, group_records)


def _decided(
    whole: Records,
    known: Records | None,
    settings: _shards.Settings,
    buckets: int | None,
    task_records: int,
    group_records: int | None,
) -> SparkDeduplication:
    keys = keyed(whole, known, settings.light, buckets)
    if settings.is_strict:
        if known and len(keys.known_rejected):
            _refuse(known, int(keys.known_rejected[0]), settings.light, is_known=True)
        if len(keys.rejected):
            _refuse(whole, int(keys.rejected[0]), settings.light)
    if known:
        _shards.require(keys.known_facts, settings.options, known.count, len(keys.known_rejected), is_known=True)
    _shards.require(keys.facts, settings.options, whole.count, len(keys.rejected))
    start = known.count if known else 0
    edges = [keys.first, keys.second]
    bytes_each = max(1.0, keys.byte_count / (start + whole.count))
    rows = similar(whole, known, settings, group_records) if settings.is_semantic else None
    if rows is not None:
        edges += [rows.first, rows.second]
        bytes_each += rows.row_bytes
    parallelism = whole.spark.sparkContext.defaultParallelism
    found = joined(start + whole.count, start, edges, task_records, bytes_each, parallelism)
    removed = decided(whole, known, settings, found.task, found.partitions)
    return SparkDeduplication(whole, known, removed, keys, rows, found)


@contextmanager
def _told() -> Iterator[None]:
    """Raises what a task has refused as the one line that it is."""
    try:
        yield
    except Error:
        raise
    except Exception as failure:
        found = re.findall(r"gamut_data\._errors\.\w+: (.*)", str(failure))
        if not found:
            raise
        raise Error(found[-1]) from failure


def _settings(records: Records, known: Records | None, options: dict[str, Any]) -> _shards.Settings:
    _shards.require_files(options, records.files[0])
    whole, first = _looked_at(records)
    if known is None:
        return _shards.settings(whole, first, options, counts=(records.count, 0))
    known_whole, known_first = _looked_at(known)
    return _shards.settings(whole, first, options, known_whole, known_first, (records.count, known.count))


def _looked_at(records: Records) -> tuple[Source, bytes]:
    """What says what a set has in common, and its first records."""
    files = records.readable()
    if files is not None:
        return Paths(files), _first_lines(files)
    # What the driver cannot read is sampled.
    step = max(1, records.count // _SPACED)
    lines = _lines(records, lambda ranks: (ranks < _FIRST) | (ranks % step == 0))
    first = b"\n".join(line for rank, line in lines if rank < _FIRST)
    return Lines(b"\n".join(line for rank, line in lines if rank % step == 0)), first


def _lines(records: Records, is_wanted: Any) -> list[tuple[int, bytes]]:
    """The records whose ranks are wanted, as lines of JSON, in their order."""
    shared = records.shared()

    def take(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for chunk in shared.value[0].chunks(batches):
            places = np.flatnonzero(is_wanted(chunk.ranks))
            if len(places):
                ranks = pa.array(chunk.ranks[places], pa.int64())
                lines = pa.array(chunk.lines(places), pa.binary())
                yield pa.RecordBatch.from_arrays([ranks, lines], ["rank", "line"])

    rows = records.frame.mapInArrow(take, "rank long, line binary").collect()
    return sorted((row["rank"], bytes(row["line"])) for row in rows)


def _first_lines(files: list[str]) -> bytes:
    """The first records, of as many files as it takes."""
    lines: list[bytes] = []
    for file in files:
        with _paths.opened(file) as text:
            for i, line in enumerate(text):
                line = line if i else line.removeprefix(codecs.BOM_UTF8)
                if line.strip():
                    lines.append(line.rstrip(b"\n"))
                if len(lines) >= _FIRST:
                    return b"\n".join(lines)
    return b"\n".join(lines)


def _refuse(records: Records, rank: int, settings: _shards.Settings, is_known: bool = False) -> None:
    """Says what is wrong with the first record that cannot be read."""
    line = _lines(records, lambda ranks: ranks == rank)[0][1]
    (file,), (row,) = records.places(np.array([rank]))
    place = f"{file}: record {row}" if file else f"record {rank}"
    strict = replace(settings, options={**settings.options, "on_error": "stop"})
    try:
        _shards.keys(Lines(line), strict, is_known)
    except Error as error:
        text = str(error).split(": ", 1)[-1]
        raise Error(f"{place}: {text}") from None
    raise Error(f"{place}: it cannot be read")
