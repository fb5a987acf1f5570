# SPDX-License-Identifier: Apache-2.0
"""Components sent to tasks, and decided there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from .. import _shards
from .._source import Several, Source
from ._chunks import Chunk
from ._placing import placing
from ._records import Records

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

#: Bytes of a block, about: `_blocks.STRETCH` says why.
_BLOCK_BYTES = 256 << 10
#: What the records of a task are.
_KNOWN, _OWN = 0, 1


def decided(
    records: Records, known: Records | None, settings: _shards.Settings, task: np.ndarray, parts: int
) -> pa.Table:
    """The removals of all components: each record is decided by its `task`, or stays where that is -1.

    Records compared with come first in `task`; their keepers are told by `against`, where there are any. Tasks are
    shuffled into `parts`.
    """
    import pyarrow as pa

    found = []
    if parts:
        start = known.count if known else 0
        sent = _sent(records, task[start:], parts, _OWN)
        if known:
            sent = sent.union(_sent(known, task[:start], parts, _KNOWN))
        sent = sent.repartition(parts, "place").sortWithinPartitions("task", "side", "first")
        kinds = (known.reader.kind if known else records.reader.kind, records.reader.kind)
        # Files are sources where no field says what is; those of records compared with are none.
        files = records.files if settings.options.get("prefer") and not settings.options.get("source") else None
        shared = records.spark.sparkContext.broadcast((settings, kinds, files))

        def decide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            import pyarrow as pa

            settings, kinds, files = shared.value
            for sides in by_task(batches):
                ranks = [np.frombuffer(b"".join(ranks), np.uint32) for ranks, _ in sides]
                sources = [kind.source_of(packed) if packed else None for kind, (_, packed) in zip(kinds, sides)]
                if files is not None:
                    sources[_OWN] = _by_file(kinds[_OWN], sides[_OWN][1], ranks[_OWN], *files)
                result = _shards.decide(sources[_OWN], ranks[_OWN], settings, sources[_KNOWN], ranks[_KNOWN])
                yield pa.RecordBatch.from_arrays(
                    [pa.array([getattr(result, name).tobytes()], pa.binary()) for name in _KINDS], [*_KINDS]
                )

        found = sent.mapInArrow(decide, ", ".join(f"{name} binary" for name in _KINDS)).collect()

    def column(name: str) -> np.ndarray:
        return np.frombuffer(b"".join(bytes(row[name]) for row in found), _KINDS[name])

    causes = pa.array(_shards.CAUSES.tolist(), pa.string()).take(pa.array(column("cause")))
    columns = {
        "index": pa.array(column("index"), pa.int64()),
        "keeper": pa.array(column("keeper"), pa.int64()),
        "against": pa.array(column("against")),
        "cause": causes,
        "similarity": pa.array(column("similarity")),
    }
    if not known:
        del columns["against"]
    return pa.table(columns).sort_by("index")


def _by_file(kind: type[Chunk], packed: list[bytes], ranks: np.ndarray, names: list[str], starts: np.ndarray) -> Source:
    """Records under the names of their files."""
    file = np.searchsorted(starts, ranks, side="right") - 1
    cuts = (np.flatnonzero(np.diff(file)) + 1).tolist()
    parts = kind.sources_of(packed, cuts)
    return Several([(names[file[at]], part) for at, part in zip([0, *cuts], parts)])


#: The columns of an answer.
_KINDS: dict[str, type] = {
    "index": np.uint32, "keeper": np.uint32, "against": np.bool_, "cause": np.uint8, "similarity": np.float64
}


def _sent(records: Records, task: np.ndarray, parts: int, side: int) -> DataFrame:
    """The records that are decided, in blocks, each for its task."""
    members = np.flatnonzero(task >= 0).astype(np.uint32)
    tasks = task[members].astype(np.int32)
    places = placing(parts)
    shared = records.shared(members, tasks)

    def send(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        reader, members, tasks = shared.value
        for chunk in reader.chunks(batches):
            rows = []
            step = max(1, _BLOCK_BYTES * len(chunk.ranks) // max(1, chunk.byte_count))
            for start, end in chunk.runs():
                low = np.searchsorted(members, chunk.ranks[start])
                high = np.searchsorted(members, chunk.ranks[end - 1], "right")
                ranks, wanted = members[low:high], tasks[low:high]
                # The records of a task in their order, one task behind the other.
                order = np.argsort(wanted, kind="stable")
                ranks, wanted = ranks[order], wanted[order]
                edges = (np.flatnonzero(np.diff(wanted)) + 1).tolist()
                for first, last in zip([0, *edges], [*edges, len(ranks)]):
                    for a in range(first, last, step):
                        own = ranks[a : min(a + step, last)]
                        at = (own - chunk.ranks[start]).astype(np.int64) + start
                        number = int(wanted[a])
                        rows.append((int(places[number % parts]), number, side, int(own[0]),
                                     own.tobytes(), chunk.packed(at)))
            if rows:
                place, number, sides, first, ranks, content = zip(*rows)
                yield pa.RecordBatch.from_arrays(
                    [pa.array(place, pa.int32()), pa.array(number, pa.int32()), pa.array(sides, pa.int32()),
                     pa.array(first, pa.int64()), pa.array(ranks, pa.binary()), pa.array(content, pa.binary())],
                    ["place", "task", "side", "first", "ranks", "content"],
                )

    return records.frame.mapInArrow(
        send, "place int, task int, side int, first long, ranks binary, content binary"
    )


def by_task(batches: Iterator[pa.RecordBatch]) -> Iterator[list[tuple[list[bytes], list[bytes]]]]:
    """The ranks and the packed records of each task, whose rows follow each other, by what they are."""
    current: int | None = None
    sides: list[tuple[list[bytes], list[bytes]]] = [([], []), ([], [])]
    for batch in batches:
        columns = (batch.column(name).to_pylist() for name in ("task", "side", "ranks", "content"))
        for task, side, own, content in zip(*columns):
            if current is not None and task != current:
                yield sides
                sides = [([], []), ([], [])]
            current = task
            sides[side][0].append(own)
            sides[side][1].append(content)
    if current is not None:
        yield sides
