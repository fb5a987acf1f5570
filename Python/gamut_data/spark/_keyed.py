# SPDX-License-Identifier: Apache-2.0
"""Keys and the edges that they leave; and what edges join: which task decides each record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .. import _native, _shards
from .._errors import Error
from . import _blocks
from ._placing import placing
from ._records import Records

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

#: Bytes of keys that a bucket holds at most, about, and of a record's keys: 19 of them.
_BUCKET_BYTES, _RECORD_BYTES = 48 << 20, 19 * 6
#: Bytes of records that a task decides at most, about.
_TASK_BYTES = 128 << 20
#: What stands for no bucket: what is known of the records of a chunk, and of the chunk.
_NOTES, _FACTS, _KNOWN_FACTS = -1, -2, -3


@dataclass
class Keyed:
    """What the keys say of the records; those compared with come first in ranks."""

    #: Edges between ranks.
    first: np.ndarray
    second: np.ndarray
    #: Ranks of the records that could not be read, and of those compared with.
    rejected: np.ndarray
    known_rejected: np.ndarray
    #: Bytes of all records, and what the shuffle carried.
    byte_count: int
    key_bytes: int
    #: Of the set, and of the one compared with.
    facts: _shards.Facts = field(default_factory=_shards.Facts)
    known_facts: _shards.Facts = field(default_factory=_shards.Facts)


@dataclass
class Joined:
    """What edges join."""

    #: For each record the task that decides it, or -1; those compared with come first.
    task: np.ndarray
    #: Partitions of the tasks, each with some megabytes of records, or with one task.
    partitions: int
    components: int
    largest_component: int


def joined(count: int, known: int, edges: list[np.ndarray], limit: int, bytes_each: float, parallelism: int) -> Joined:
    """Joins `count` records, of which the first `known` are only compared with, by edges between them."""
    first, second = (np.concatenate(edges[i::2]) for i in (0, 1))
    component = _native.components(count, first, second)
    sizes = np.bincount(component)
    limit = max(1, min(limit, int(_TASK_BYTES / bytes_each)))
    task = _shards.packed(component, np.ones(count), limit, known)
    share = -(-int((task >= 0).sum() * bytes_each) // _TASK_BYTES)
    return Joined(
        task=task,
        partitions=min(int(task.max()) + 1, max(4 * parallelism, share)),
        components=int((sizes > 1).sum()),
        largest_component=int(sizes.max()),
    )


def keyed(records: Records, known: Records | None, settings: _shards.Settings, buckets: int | None) -> Keyed:
    """Makes the keys of all records, and the edges between those that share one."""
    parallelism = records.spark.sparkContext.defaultParallelism
    start = known.count if known else 0
    count = records.count + start
    if count >= 1 << 32:
        raise Error(f"there are {count} records in all, expected fewer than 4,294,967,296")
    buckets = buckets or min(65_535, max(2 * parallelism, -(-count * _RECORD_BYTES // _BUCKET_BYTES)))
    frame = _keys(records, settings, buckets, start)
    if known:
        frame = frame.union(_keys(known, settings, buckets, None))
    columns = (
        "first binary, second binary, rejected binary, key_bytes long, byte_count long, facts array<binary>, "
        "known_facts array<binary>"
    )
    rows = frame.repartition(buckets, "place").mapInArrow(_join, columns).collect()

    def column(name: str) -> np.ndarray:
        return np.frombuffer(b"".join(bytes(row[name]) for row in rows), np.uint32)

    rejected = np.sort(column("rejected"))
    found = Keyed(
        first=column("first"),
        second=column("second"),
        rejected=rejected[rejected >= start] - np.uint32(start),
        known_rejected=rejected[rejected < start],
        byte_count=sum(row["byte_count"] for row in rows),
        key_bytes=sum(row["key_bytes"] for row in rows),
    )
    for row in rows:
        for of, name in ((found.facts, "facts"), (found.known_facts, "known_facts")):
            for part in row[name]:
                of.merge(_shards.Facts.of(bytes(part)))
    return found


def _keys(
    records: Records, settings: _shards.Settings, buckets: int, start: int | None
) -> DataFrame:
    """Blocks of keys, each for its bucket: ranks begin at `start`, or are of records compared with, from 0."""
    places = placing(buckets)
    answer = _native.self_test()
    shared = records.shared(settings)
    is_known, offset = start is None, np.uint32(start or 0)

    def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        if _native.self_test() != answer:
            raise Error("this executor's library decides otherwise than the driver's")
        reader, settings = shared.value
        for chunk in reader.chunks(batches):
            made, facts = _shards.keys(chunk.source(), settings, is_known)
            if len(made) != len(chunk.ranks):
                raise Error("a part was not read as it was sent")
            is_rejected = made[:, 0] == np.uint64(0xFFFF_FFFF_FFFF_FFFF)
            if is_rejected.any():
                made = np.where(is_rejected[:, None], np.uint64(0), made)
            rows = [
                (int(places[0]), _NOTES, chunk.byte_count, (chunk.ranks[is_rejected] + offset).tobytes()),
                (int(places[0]), _KNOWN_FACTS if is_known else _FACTS, 0, facts),
            ]
            for begin, end in chunk.runs():
                for first in range(begin, end, _blocks.STRETCH):
                    stretch = made[first : min(end, first + _blocks.STRETCH)]
                    rank = int(chunk.ranks[first]) + int(offset)
                    for bucket, block in _blocks.packed(stretch, buckets):
                        rows.append((int(places[bucket]), bucket, rank, block))
            place, bucket, number, content = zip(*rows)
            yield pa.RecordBatch.from_arrays(
                [pa.array(place, pa.int32()), pa.array(bucket, pa.int32()), pa.array(number, pa.int64()),
                 pa.array(content, pa.binary())],
                ["place", "bucket", "number", "content"],
            )

    return records.frame.mapInArrow(keys, "place int, bucket int, number long, content binary")


def _join(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The edges that the blocks of each bucket leave, and what is known of chunks."""
    import pyarrow as pa

    byte_count = key_bytes = 0
    facts: dict[int, list[bytes]] = {_FACTS: [], _KNOWN_FACTS: []}
    rejected: list[bytes] = []
    blocks: dict[int, list[tuple[int, bytes]]] = {}
    for batch in batches:
        columns = (batch.column(name).to_pylist() for name in ("bucket", "number", "content"))
        for bucket, number, content in zip(*columns):
            if bucket == _NOTES:
                byte_count += number
                rejected.append(content)
            elif bucket < 0:
                facts[bucket].append(content)
            else:
                key_bytes += len(content)
                blocks.setdefault(bucket, []).append((number, content))
    # One bucket at a time: equal keys are in one.
    edges = [_shards.stars(*_blocks.unpacked(sorted(blocks.pop(bucket)))) for bucket in [*blocks]]
    first, second = (b"".join(pair[i].tobytes() for pair in edges) for i in (0, 1))
    yield pa.RecordBatch.from_arrays(
        [pa.array([it], pa.binary()) for it in (first, second, b"".join(rejected))]
        + [pa.array([it], pa.int64()) for it in (key_bytes, byte_count)]
        + [pa.array([it], pa.list_(pa.binary())) for it in facts.values()],
        ["first", "second", "rejected", "key_bytes", "byte_count", "facts", "known_facts"],
    )
