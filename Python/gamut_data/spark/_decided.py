# SPDX-License-Identifier: Apache-2.0
"""Components sent to tasks, and decided there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from .. import _shards
from ._placing import placing
from ._records import Records

if TYPE_CHECKING:
    import pyarrow as pa


def decided(records: Records, settings: _shards.Settings, task: np.ndarray) -> pa.Table:
    """The removals of all components: each record is decided by its `task`, or stays where that is -1."""
    import pyarrow as pa

    schema = pa.schema(
        [("index", pa.int64()), ("keeper", pa.int64()), ("cause", pa.string()), ("similarity", pa.float64())]
    )
    members = np.flatnonzero(task >= 0).astype(np.uint32)
    if len(members) == 0:
        return schema.empty_table()
    tasks = task[members].astype(np.int32)
    count = int(tasks.max()) + 1
    parts = min(count, 4 * max(records.spark.sparkContext.defaultParallelism, -(-count // 4)))
    places = placing(parts)
    shared = records.shared(settings, members, tasks)

    def send(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        reader, _, members, tasks = shared.value
        for chunk in reader.chunks(batches):
            rows = []
            for start, end in chunk.runs():
                low = np.searchsorted(members, chunk.ranks[start])
                high = np.searchsorted(members, chunk.ranks[end - 1], "right")
                ranks, wanted = members[low:high], tasks[low:high]
                # The records of a task in their order, one task behind the other.
                order = np.argsort(wanted, kind="stable")
                ranks, wanted = ranks[order], wanted[order]
                edges = (np.flatnonzero(np.diff(wanted)) + 1).tolist()
                for a, b in zip([0, *edges], [*edges, len(ranks)]):
                    if a < b:
                        at = (ranks[a:b] - chunk.ranks[start]).astype(np.int64) + start
                        number = int(wanted[a])
                        rows.append((int(places[number % parts]), number, int(ranks[a]),
                                     ranks[a:b].tobytes(), chunk.packed(at)))
            if rows:
                place, number, first, ranks, content = zip(*rows)
                yield pa.RecordBatch.from_arrays(
                    [pa.array(place, pa.int32()), pa.array(number, pa.int32()), pa.array(first, pa.int64()),
                     pa.array(ranks, pa.binary()), pa.array(content, pa.binary())],
                    ["place", "task", "first", "ranks", "content"],
                )

    def decide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        reader, settings, _, _ = shared.value
        for ranks, packed in _by_task(batches):
            result = _shards.decide(reader.kind.source_of(packed), ranks, settings)
            yield pa.RecordBatch.from_arrays(
                [pa.array([it.tobytes()], pa.binary())
                 for it in (result.index, result.keeper, result.cause, result.similarity)],
                ["index", "keeper", "cause", "similarity"],
            )

    sent = records.frame.mapInArrow(
        send, "place int, task int, first long, ranks binary, content binary"
    ).repartition(parts, "place").sortWithinPartitions("task", "first")
    found = sent.mapInArrow(decide, "index binary, keeper binary, cause binary, similarity binary").collect()

    def column(name: str, kind: type) -> np.ndarray:
        return np.frombuffer(b"".join(bytes(row[name]) for row in found), kind)

    causes = column("cause", np.uint8)
    names = pa.array(_shards.CAUSES.tolist(), pa.string())
    table = pa.Table.from_arrays(
        [pa.array(column("index", np.uint32), pa.int64()), pa.array(column("keeper", np.uint32), pa.int64()),
         names.take(pa.array(causes)), pa.array(column("similarity", np.float64))],
        schema=schema,
    )
    return table.sort_by("index")


def _by_task(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[np.ndarray, list[bytes]]]:
    """The ranks and the packed records of each task, whose rows follow each other."""
    current: int | None = None
    ranks: list[bytes] = []
    packed: list[bytes] = []
    for batch in batches:
        columns = (batch.column(name).to_pylist() for name in ("task", "ranks", "content"))
        for task, own, content in zip(*columns):
            if task != current and ranks:
                yield np.frombuffer(b"".join(ranks), np.uint32), packed
                ranks, packed = [], []
            current = task
            ranks.append(own)
            packed.append(content)
    if ranks:
        yield np.frombuffer(b"".join(ranks), np.uint32), packed
