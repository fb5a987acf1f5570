# SPDX-License-Identifier: Apache-2.0
"""Vectors compared in groups: edges between records that may be semantic duplicates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .. import _shards
from .._errors import Error
from .._groups import Extents, Pairing, nearest
from ._decided import by_task
from ._placing import placing
from ._records import Records

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

#: Records whose vectors are made at a time: 16 MB at 256 numbers each.
_MADE = 1 << 14
#: Bytes of a block, about: `_blocks.STRETCH` says why.
_BLOCK_BYTES = 256 << 10
#: Blocks that are cut into groups at a time.
_GATHERED = 32
#: Vectors of a group at least and at most, where nothing is said: a task holds two, and what a pair costs beside its
#: products must be little.
_LEAST, _MOST = 4096, 65_536
#: Pivots at most: as many groups of such a size are 30 million vectors.
_PIVOTS = 512
#: Candidates for each pivot, since a record may have no vector, or that of another.
_CANDIDATES = 4


@dataclass
class Similar:
    """What the vectors say of the records; those compared with come first in ranks."""

    #: Edges between ranks.
    first: np.ndarray
    second: np.ndarray
    #: Groups, pairs of them that were compared, and pairs that were ruled out.
    groups: int
    pairs: int
    skipped: int
    #: Bytes of a vector, and what the shuffle carried.
    row_bytes: int
    shuffled_bytes: int


def similar(
    records: Records, known: Records | None, settings: _shards.Settings, group_records: int | None
) -> Similar:
    """Edges that join all records whose vectors reach the threshold, at any number of steps."""
    from pyspark import StorageLevel

    start = known.count if known else 0
    frame = _rows(records, settings, start)
    if known:
        frame = frame.union(_rows(known, settings, None))
    # Vectors are looked at three times, and cost more to make than to keep.
    frame = frame.persist(StorageLevel.DISK_ONLY)
    try:
        return _compared(frame, records, settings, start + records.count, group_records)
    finally:
        frame.unpersist()


def _rows(records: Records, settings: _shards.Settings, start: int | None) -> DataFrame:
    """Blocks of ranks and vectors, and the edges between equal ones of a block; ranks begin at `start`, or are of
    records compared with, from 0."""
    is_known, offset = start is None, np.uint32(start or 0)
    shared = records.shared(settings)

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        reader, settings = shared.value
        given = settings.known_vectors if is_known else settings.vectors
        for chunk in reader.chunks(batches):
            for first in range(0, len(chunk.ranks), _MADE):
                places = np.arange(first, min(len(chunk.ranks), first + _MADE))
                ranks = chunk.ranks[places]
                source = chunk.source_of([chunk.packed(places)])
                try:
                    made = _shards.rows(source, settings, is_known, given.of(ranks) if given else None)
                except Error as error:
                    raise Error(f"records {ranks[0]} to {ranks[-1]}: {error}") from None
                if len(made) == 0:
                    continue
                if len(made) != len(ranks):
                    raise Error("a part was not read as it was sent")
                has_row = made.any(1)
                own = ranks[has_row] + offset
                made = made[has_row]
                if len(made) == 0:
                    continue
                # Of equal ones the first goes on; others are joined to it here.
                step = max(1, _BLOCK_BYTES // (4 * made.shape[1]))
                kept = _first_places(made)
                is_first = kept == np.arange(len(kept))
                edges = np.stack((own[kept[~is_first]], own[~is_first]), 1).astype(np.uint32)
                yield _block(own[:0], made[:0], edges, made.shape[1])
                own, made = own[is_first], made[is_first]
                for a in range(0, len(own), step):
                    yield _block(own[a : a + step], made[a : a + step], edges[:0], made.shape[1])

    return records.frame.mapInArrow(rows, "ranks binary, content binary, edges binary, columns int")


def _first_places(rows: np.ndarray) -> np.ndarray:
    """The place of the first row that is equal to each, as far as 64 bits tell; what they do not tell stays."""
    words = rows.view(np.uint32).astype(np.uint64)
    draw = np.random.default_rng(0)
    factors = draw.integers(1, 1 << 62, words.shape[1], np.uint64) * np.uint64(2) + np.uint64(1)
    sums = (words * factors).sum(1, dtype=np.uint64)
    _, first, inverse = np.unique(sums, return_index=True, return_inverse=True)
    places = first[inverse.reshape(-1)]
    is_equal = (rows == rows[places]).all(1)
    return np.where(is_equal, places, np.arange(len(rows)))


def _block(ranks: np.ndarray, rows: np.ndarray, edges: np.ndarray, columns: int) -> pa.RecordBatch:
    import pyarrow as pa

    columns_ = [ranks.astype(np.uint32).tobytes(), rows.tobytes(), edges.tobytes()]
    return pa.RecordBatch.from_arrays(
        [pa.array([it], pa.binary()) for it in columns_] + [pa.array([columns], pa.int32())],
        ["ranks", "content", "edges", "columns"],
    )


def _unpacked(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The ranks and the vectors of blocks."""
    for batch in batches:
        names = ("ranks", "content", "columns")
        for ranks, content, columns in zip(*(batch.column(name).to_pylist() for name in names)):
            if ranks:
                yield np.frombuffer(ranks, np.uint32), np.frombuffer(content, np.float32).reshape(-1, columns)


def _gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The same, some blocks at a time."""
    gathered: list[tuple[np.ndarray, np.ndarray]] = []
    for block in _unpacked(batches):
        gathered.append(block)
        if len(gathered) == _GATHERED:
            yield _joined(gathered)
            gathered = []
    if gathered:
        yield _joined(gathered)


def _joined(blocks: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([ranks for ranks, _ in blocks]), np.concatenate([rows for _, rows in blocks])


def _compared(
    frame: DataFrame, records: Records, settings: _shards.Settings, count: int, group_records: int | None
) -> Similar:
    context = records.spark.sparkContext
    parallelism = context.defaultParallelism
    threshold = _shards.joining_threshold(settings)
    if group_records is None:
        # As many groups as keep all cores busy with pairs of them.
        groups = math.isqrt(4 * parallelism) + 1
        group_records = min(_MOST, max(_LEAST, -(-count // groups)))
    lengths = sorted(row["columns"] for row in frame.select("columns").distinct().collect())
    if len(lengths) > 1:
        raise Error(f"vectors are of {lengths[0]} and of {lengths[1]} numbers; expected one length for all records")
    pivots = _pivots(frame, count, min(_PIVOTS, -(-count // group_records)), records)
    equal = np.frombuffer(
        b"".join(bytes(row["edges"]) for row in frame.where("length(edges) > 0").select("edges").collect()), np.uint32
    ).reshape(-1, 2)
    if len(pivots) == 0:
        return Similar(equal[:, 0], equal[:, 1], 0, 0, 0, 0, 0)
    extents = _extents(frame, pivots, records)
    pairing = Pairing.of(extents, pivots.shape[1], threshold, group_records)
    parts = max(1, min(len(pairing.pairs), 8 * parallelism))
    sent = _sent(frame, pivots, pairing, parts, records).repartition(parts, "place")
    sent = sent.sortWithinPartitions("task", "side", "first")
    columns = pivots.shape[1]

    def join(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for sides in by_task(batches):
            ranks = [np.frombuffer(b"".join(ranks), np.uint32) for ranks, _ in sides]
            rows = [np.frombuffer(b"".join(packed), np.float32).reshape(-1, columns) for _, packed in sides]
            # A group with itself has one side.
            other = (rows[1], ranks[1]) if len(ranks[1]) else (None, None)
            first, second = _shards.joined_rows(rows[0], ranks[0], *other, threshold)
            carried = sum(it.nbytes for it in rows)
            yield pa.RecordBatch.from_arrays(
                [pa.array([it.tobytes()], pa.binary()) for it in (first, second)] + [pa.array([carried], pa.int64())],
                ["first", "second", "carried"],
            )

    found = sent.mapInArrow(join, "first binary, second binary, carried long").collect()
    first, second = (
        np.concatenate(
            (equal[:, i], np.frombuffer(b"".join(bytes(row[name]) for row in found), np.uint32))
        )
        for i, name in enumerate(("first", "second"))
    )
    return Similar(
        first, second,
        groups=int(pairing.starts[-1]), pairs=len(pairing.pairs), skipped=pairing.skipped,
        row_bytes=4 * columns, shuffled_bytes=sum(row["carried"] for row in found),
    )


def _pivots(frame: DataFrame, count: int, wanted: int, records: Records) -> np.ndarray:
    """Vectors of records that are spread evenly: any will do."""
    step = max(1, count // (_CANDIDATES * wanted))

    def take(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for ranks, rows in _unpacked(batches):
            is_wanted = ranks % step == 0
            if is_wanted.any():
                yield _block(ranks[is_wanted], rows[is_wanted], np.empty(0, np.uint32), rows.shape[1])

    schema = "ranks binary, content binary, edges binary, columns int"
    found: list[tuple[int, np.ndarray]] = []
    for row in frame.mapInArrow(take, schema).collect():
        ranks = np.frombuffer(bytes(row["ranks"]), np.uint32)
        found += zip(ranks.tolist(), np.frombuffer(bytes(row["content"]), np.float32).reshape(-1, row["columns"]))
    found.sort(key=lambda it: it[0])
    if not found:
        # None of these has a vector; the first one that any has will do.
        for row in frame.where("length(ranks) > 0").orderBy("ranks").limit(1).collect():
            rows = np.frombuffer(bytes(row["content"]), np.float32).reshape(-1, row["columns"])
            found.append((0, rows[0]))
    if not found:
        return np.empty((0, 0), np.float32)
    chosen = found[:: max(1, len(found) // wanted)][:wanted]
    return np.stack([row for _, row in chosen])


def _extents(frame: DataFrame, pivots: np.ndarray, records: Records) -> Extents:
    shared = records.spark.sparkContext.broadcast(pivots)

    def look(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        extents = Extents.none(len(shared.value))
        for _, rows in _gathered(batches):
            extents.add(*nearest(rows, shared.value))
        parts = (extents.counts, extents.least, extents.most)
        yield pa.RecordBatch.from_arrays(
            [pa.array([it.tobytes()], pa.binary()) for it in parts], ["counts", "least", "most"]
        )

    extents = Extents.none(len(pivots))
    for row in frame.mapInArrow(look, "counts binary, least binary, most binary").toLocalIterator():
        counts = np.frombuffer(bytes(row["counts"]), np.int64)
        least, most = (np.frombuffer(bytes(row[it])).reshape(len(pivots), -1) for it in ("least", "most"))
        extents.merge(Extents(counts, least, most))
    return extents


def _sent(frame: DataFrame, pivots: np.ndarray, pairing: Pairing, parts: int, records: Records) -> DataFrame:
    """Each vector for every pair that its group is in."""
    places = placing(parts)
    shared = records.spark.sparkContext.broadcast((pivots, pairing))

    def send(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        pivots, pairing = shared.value
        tasks: dict[int, list[tuple[int, int]]] = {}
        for number, (a, b) in enumerate(pairing.pairs.tolist()):
            tasks.setdefault(a, []).append((number, 0))
            if a != b:
                tasks.setdefault(b, []).append((number, 1))
        for ranks, rows in _gathered(batches):
            piece = pairing.piece(nearest(rows, pivots)[0], ranks)
            for number in np.unique(piece).tolist():
                own = piece == number
                first, packed, content = int(ranks[own][0]), ranks[own].tobytes(), rows[own].tobytes()
                sent = [(int(places[task % parts]), task, side) for task, side in tasks.get(number, ())]
                place, task, side = zip(*sent)
                many = len(sent)
                yield pa.RecordBatch.from_arrays(
                    [pa.array(place, pa.int32()), pa.array(task, pa.int32()), pa.array(side, pa.int32()),
                     pa.array([first] * many, pa.int64()), pa.array([packed] * many, pa.binary()),
                     pa.array([content] * many, pa.binary())],
                    ["place", "task", "side", "first", "ranks", "content"],
                )

    return frame.mapInArrow(send, "place int, task int, side int, first long, ranks binary, content binary")
