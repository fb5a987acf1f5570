# SPDX-License-Identifier: Apache-2.0
"""The decisions of the command line, on Spark: PySpark 3.5 and 4.

    import gamut_data.spark
    result = gamut_data.spark.dedupe(spark, "data/", keep="longest")
    result.kept.select("value").write.text("clean")

Records are numbered by file and place; each task makes the keys of its records; a shuffle brings equal
keys together, whose records are joined to components by one union-find on the driver; components whole are
then decided by the very code of the command line. So the answer is the same, whatever the partitions.
Nothing but `mapInArrow`, built-in shuffles and files.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import numpy as np

from . import _native, _shards
from ._errors import Error
from ._held import Table
from ._inputs import Paths
from ._source import Lines, Source

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

#: Columns of ours beside those of the records.
_FILE, _BLOCK, _TASK, _RANK = "gamut_file", "gamut_block", "gamut_task", "gamut_rank"
#: Packings that Spark may read and Python's own library does not.
_PACKED = (".zst", ".lz4", ".snappy", ".xz", ".deflate")
#: Records whose keys are made at a time, so that a task takes some hundred megabytes at most.
_KEYED_AT_ONCE = 100_000


@dataclass(frozen=True)
class _Numbering:
    """The number of the first record of each stretch that one task reads in order."""

    #: By file and beginning of the stretch.
    starts: dict[tuple[str, int], int]
    count: int


@dataclass(frozen=True)
class _Records:
    """What a set is on Spark."""

    frame: DataFrame
    #: Whether a record is the line in the column `value`; else it is a row.
    are_lines: bool
    #: The files in the order of their records, as the driver can read them; None where it cannot.
    local: tuple[str, ...] | None
    #: What was named.
    order: tuple[str, ...]


class SparkDeduplication:
    """What stays of a set, what goes and why."""

    def __init__(
        self, spark: SparkSession, records: _Records, numbering: _Numbering, removed: pa.Table, read: _Read
    ) -> None:
        self._spark = spark
        self._records = records
        self._numbering = numbering
        #: The removed records as a table: `index`, `keeper`, `cause`, `similarity`, ascending.
        self.removed_table = removed
        #: Counts, and what the shuffles carried.
        self.summary: dict[str, Any] = {
            "version": _native.version,
            "rows": {
                "read": numbering.count,
                "kept": numbering.count - removed.num_rows - len(read.rejected),
                "rejected": len(read.rejected),
                "removed": {
                    cause: int((np.asarray(removed["cause"]) == cause).sum())
                    for cause in ("exact", "near")
                },
            },
            "components": read.components,
            "largest_component": read.largest_component,
            "bytes_shuffled": {"keys": read.key_bytes, "edges": read.edge_bytes},
        }
        self._rejected = read.rejected

    def close(self) -> None:
        """Lets the copy of a DataFrame go that is kept on disk; `kept` cannot be read after it."""
        self._records.frame.unpersist()

    def __enter__(self) -> SparkDeduplication:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        rows = self.summary["rows"]
        return f"<SparkDeduplication: {rows['read']} read, {rows['kept']} kept, {self.removed_table.num_rows} removed>"

    @property
    def removed(self) -> DataFrame:
        """`index`, `keeper`, `cause`, `similarity`, and the file and row of both."""
        import pyarrow as pa

        table = self.removed_table
        for name in ("index", "keeper"):
            files, rows = self._places(np.asarray(table[name]))
            table = table.append_column(f"{name}_file", pa.array(files, pa.string()))
            table = table.append_column(f"{name}_row", pa.array(rows, pa.int64()))
        # Spark 4 takes a table as it is.
        is_old = self._spark.version.startswith("3.")
        return self._spark.createDataFrame(table.to_pandas() if is_old else table)

    def _places(self, ranks: np.ndarray) -> tuple[list[str], np.ndarray]:
        firsts: dict[str, int] = {}
        for (file, _), start in self._numbering.starts.items():
            firsts[file] = min(start, firsts.get(file, start))
        files = sorted(firsts, key=lambda file: firsts[file])
        starts = np.array([firsts[file] for file in files])
        at = np.searchsorted(starts, ranks, side="right") - 1
        return [_path_of(files[i]) for i in at], ranks - starts[at]

    @cached_property
    def kept(self) -> DataFrame:
        """The records of the output, with the columns that they came with."""
        gone = np.union1d(np.asarray(self.removed_table["index"]), self._rejected).astype(np.uint32)
        shared = self._spark.sparkContext.broadcast((self._numbering.starts, gone))

        def stay(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            import pyarrow as pa

            starts, gone = shared.value
            for ranks, batch in _ranked(batches, starts):
                stays = ~np.isin(ranks, gone)
                if stays.any():
                    yield batch.filter(pa.array(stays)).drop_columns([_FILE, _BLOCK])

        frame = self._records.frame
        schema = frame.drop(_FILE, _BLOCK).schema
        return frame.mapInArrow(stay, schema)


@dataclass
class _Read:
    """What the passes over the keys have found."""

    task: np.ndarray
    rejected: np.ndarray
    components: int
    largest_component: int
    key_bytes: int
    edge_bytes: int


def dedupe(
    spark: SparkSession,
    data: Any,
    *,
    buckets: int | None = None,
    task_records: int = 200_000,
    **options: Any,
) -> SparkDeduplication:
    """Decides exact and near-duplicates of paths (JSONL, Parquet) or of a DataFrame.

    Options are those of `gamut_data.dedupe`; what a cluster cannot decide is refused by name. `buckets` is how
    many parts the keys are shuffled into, `task_records` about how many records a task decides: neither
    changes an answer. A DataFrame is numbered by its partitions, and kept on disk until the result is closed.
    """
    _shards.check(options)
    for name, number, most in (("buckets", buckets, 65_535), ("task_records", task_records, 1 << 32)):
        if number is not None and not 1 <= number <= most:
            raise Error(f"{name} is {number}; it must lie in 1...{most}")
    records = _records(spark, data)
    numbering = _numbered(records)
    if numbering.count == 0:
        raise Error("there are no records, expected at least one")
    settings = _settings(spark, records, numbering, options)
    buckets = buckets or max(1, spark.sparkContext.defaultParallelism * 2)
    read = _keyed(spark, records, numbering, settings, buckets, task_records)
    if len(read.rejected) and options.get("on_error", "stop") != "skip":
        _refuse(records, numbering, int(read.rejected[0]), settings)
    removed = _decided(spark, records, numbering, settings, read)
    return SparkDeduplication(spark, records, numbering, removed, read)


def _records(spark: SparkSession, data: Any) -> _Records:
    from pyspark import StorageLevel
    from pyspark.sql import functions as F

    if hasattr(data, "mapInArrow"):
        for name in data.columns:
            if name.casefold() in (_FILE, _BLOCK, _TASK, _RANK):
                raise Error(f"the column {name} has a name that is needed here; expected another one")
        frame = data.withColumn(_FILE, F.lit("")).withColumn(
            _BLOCK, F.spark_partition_id().cast("long")
        )
        # Another job may cut a shuffle into other partitions; on disk they stay what they are.
        return _Records(frame.persist(StorageLevel.DISK_ONLY), False, None, ("",))
    several = [data] if isinstance(data, (str, os.PathLike)) else data
    if not isinstance(several, (list, tuple)) or not several:
        raise Error(f"data is {data!r:.60}; expected paths, or a DataFrame of Spark")
    if not all(isinstance(path, (str, os.PathLike)) for path in several):
        raise Error("data holds what is no path; expected paths, or a DataFrame of Spark")
    paths = [os.fspath(path) for path in several]
    local = _local_files(paths)
    names = local or paths
    are_tables = [bool(_TABLE.search(name)) for name in names]
    if any(are_tables) != all(are_tables):
        raise Error("some inputs are Parquet and others are not; expected one form, or a DataFrame")
    # What Spark would take for a pattern is a name here.
    sources = [_uri(name) for name in local] if local else paths
    reader = spark.read.option("recursiveFileLookup", True)
    try:
        if all(are_tables):
            frame = reader.parquet(*sources)
        else:
            # A line ends at a newline alone, and is blank without anything but spaces, as everywhere in Gamut.
            frame = reader.text(sources, lineSep="\n").where(F.col("value").rlike("[^ \t\r]"))
    except Exception as failure:
        # Spark's own are of many kinds; the first line has what is wrong.
        raise Error(str(failure).splitlines()[0]) from failure
    frame = frame.withColumn(_FILE, F.col("_metadata.file_path")).withColumn(
        _BLOCK, F.col("_metadata.file_block_start")
    )
    return _Records(frame, not all(are_tables), local, tuple(names))


def _local_files(paths: list[str]) -> tuple[str, ...] | None:
    """The files of data that local paths stand for, as the command line has them; None where one is elsewhere."""
    files: list[str] = []
    for path in paths:
        if "://" in path:
            return None
        whole = os.path.abspath(path)
        if os.path.isfile(whole):
            files.append(whole)
        elif os.path.isdir(whole):
            found = _walk(whole)
            if not found:
                raise Error(f"{path}: the folder holds no file of data")
            files += found
        else:
            raise Error(f"{path}: no such file: nothing is there; expected a file or a folder")
    twice = sorted({file for file in files if files.count(file) > 1}) if len(set(files)) < len(files) else []
    if twice:
        raise Error(f"{twice[0]}: it is named twice; expected each file once")
    return tuple(files)


def _walk(folder: str) -> list[str]:
    """The files of data below a folder, name by name."""
    found: list[str] = []
    for name in sorted(os.listdir(folder), key=os.fsencode):
        path = os.path.join(folder, name)
        if name.startswith((".", "_")):
            continue
        if os.path.isdir(path):
            found += _walk(path)
        elif _LINES.search(name) or _TABLE.search(name):
            found.append(path)
    return found


#: How the names of files end that Spark can read.
_LINES = re.compile(r"\.(jsonl|ndjson)(\.(gz|zst|bz2|lz4|snappy|deflate))?\Z", re.I)
_TABLE = re.compile(r"\.parquet\Z", re.I)


def _uri(path: str) -> str:
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", path)


def _path_of(file: str) -> str:
    parts = urlsplit(file)
    return unquote(parts.path) if parts.scheme in ("", "file") else file


def _numbered(records: _Records) -> _Numbering:
    order = {path: i for i, path in enumerate(records.order)}

    def place(row: Any) -> tuple[int, list[str], int]:
        path = _path_of(row[_FILE])
        if path in order:
            return order[path], [], row[_BLOCK]
        for i, given in enumerate(records.order):
            if path.startswith(given.rstrip("/") + "/"):
                return i, path.split("/"), row[_BLOCK]
        return len(records.order), path.split("/"), row[_BLOCK]

    rows = records.frame.groupBy(_FILE, _BLOCK).count().collect()
    starts: dict[tuple[str, int], int] = {}
    count = 0
    for row in sorted(rows, key=place):
        starts[row[_FILE], row[_BLOCK]] = count
        count += row["count"]
    if count >= 1 << 32:
        raise Error(f"there are {count} records, expected fewer than 4,294,967,296")
    return _Numbering(starts, count)


def _ranked(
    batches: Iterator[pa.RecordBatch], starts: dict[tuple[str, int], int]
) -> Iterator[tuple[np.ndarray, pa.RecordBatch]]:
    """Batches with the numbers of their records: a stretch comes whole and in order, in one task."""
    seen: dict[tuple[str, int], int] = {}
    for batch in batches:
        if batch.num_rows == 0:
            continue
        files = batch.column(_FILE).dictionary_encode()
        names = files.dictionary.to_pylist()
        blocks = np.asarray(batch.column(_BLOCK))
        codes = np.asarray(files.indices)
        edges = np.flatnonzero((codes[1:] != codes[:-1]) | (blocks[1:] != blocks[:-1])) + 1
        ranks = np.empty(batch.num_rows, np.uint32)
        for start, end in zip([0, *edges], [*edges, batch.num_rows]):
            key = (names[codes[start]], int(blocks[start]))
            first = starts[key] + seen.get(key, 0)
            ranks[start:end] = np.arange(first, first + end - start)
            seen[key] = seen.get(key, 0) + int(end - start)
        yield ranks, batch


def _source(batch: Any, are_lines: bool) -> Source:
    """The records of a batch or a table, without columns of ours."""
    import pyarrow as pa

    table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    ours = [name for name in (_FILE, _BLOCK, _TASK, _RANK) if name in table.column_names]
    table = table.drop_columns(ours)
    if not are_lines:
        return Table(table)
    # The bytes of a line are what they are, be they UTF-8 or not.
    parts = []
    for chunk in table["value"].cast(pa.binary()).chunks:
        parts += chunk.to_pylist()
    return Lines(b"\n".join(parts))


def _settings(
    spark: SparkSession, records: _Records, numbering: _Numbering, options: dict[str, Any]
) -> _shards.Settings:
    files = [file for file, _ in numbering.starts]
    is_readable = all(os.path.splitext(file)[1] not in _PACKED for file in files)
    if records.local is not None and records.are_lines and is_readable:
        first = _first_lines(records)
        return _shards.settings(Paths(list(records.local)), first, options)
    # What the driver cannot read is sampled: the first records, and others evenly spaced.
    step = max(1, numbering.count // 4096)
    shared = spark.sparkContext.broadcast(numbering.starts)
    are_lines = records.are_lines

    def sample(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for ranks, batch in _ranked(batches, shared.value):
            wanted = (ranks < 2000) | (ranks % step == 0)
            if wanted.any():
                rows = batch.filter(pa.array(wanted))
                lines = _as_lines(_source(rows, are_lines), rows, are_lines)
                yield pa.RecordBatch.from_arrays(
                    [pa.array(ranks[wanted].astype(np.int64)), pa.array(lines, pa.binary())],
                    ["rank", "line"],
                )

    rows = records.frame.mapInArrow(sample, "rank long, line binary").collect()
    rows.sort(key=lambda row: row["rank"])
    first = b"\n".join(bytes(row["line"]) for row in rows if row["rank"] < 2000)
    spaced = b"\n".join(bytes(row["line"]) for row in rows if row["rank"] % step == 0)
    return _shards.settings(Lines(spaced), first, options)


def _as_lines(source: Source, batch: Any, are_lines: bool) -> list[bytes]:
    if are_lines:
        return [bytes(value) for value in batch.column("value").cast("binary").to_pylist()]
    rows = batch.drop_columns([_FILE, _BLOCK]).to_pylist()
    return [json.dumps(row, ensure_ascii=False, default=str).encode() for row in rows]


def _first_lines(records: _Records) -> bytes:
    """The first records, of as many files as it takes."""
    lines: list[bytes] = []
    for file in records.local or ():
        with _opened(file) as text:
            for line in text:
                if line.strip():
                    lines.append(line.rstrip(b"\n"))
                if len(lines) >= 2000:
                    return b"\n".join(lines)
    return b"\n".join(lines)


def _opened(path: str) -> Any:
    import bz2
    import gzip

    return {".gz": gzip.open, ".bz2": bz2.open}.get(os.path.splitext(path)[1], open)(path, "rb")


def _keyed(
    spark: SparkSession,
    records: _Records,
    numbering: _Numbering,
    settings: _shards.Settings,
    buckets: int,
    task_records: int,
) -> _Read:
    """Keys, and what they join: which task decides each record."""
    answer = _native.self_test()
    shared = spark.sparkContext.broadcast((numbering.starts, settings))
    are_lines = records.are_lines

    def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        if _native.self_test() != answer:
            raise Error("this executor's library decides otherwise than the driver's")
        starts, settings = shared.value
        for ranks, table in _gathered(_ranked(batches, starts), _KEYED_AT_ONCE):
            made = _shards.keys(_source(table, are_lines), settings)
            if len(made) != len(ranks):
                raise Error("a part was not read as it was sent")
            is_rejected = made[:, 0] == np.uint64(0xFFFF_FFFF_FFFF_FFFF)
            made = made[~is_rejected]
            flat = made.reshape(-1)
            owners = np.repeat(ranks[~is_rejected], made.shape[1])
            owners, flat = owners[flat != 0], flat[flat != 0]
            # A block for each bucket: bits of the key that no other choice hangs on.
            # Of 16 bits, which are sorted by counting.
            bucket = ((flat >> np.uint64(16)) % np.uint64(buckets)).astype(np.uint16)
            order = np.argsort(bucket, kind="stable")
            flat, owners, bucket = flat[order], owners[order], bucket[order]
            ends = np.searchsorted(bucket, np.arange(buckets + 1))
            numbers = [i for i in range(buckets) if ends[i] < ends[i + 1]]
            blocks = [flat[ends[i] : ends[i + 1]].tobytes() for i in numbers]
            ranked = [owners[ends[i] : ends[i + 1]].tobytes() for i in numbers]
            numbers.append(-1)
            blocks.append(b"")
            ranked.append(ranks[is_rejected].tobytes())
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array(numbers, pa.int32()),
                    pa.array(blocks, pa.binary()),
                    pa.array(ranked, pa.binary()),
                ],
                ["bucket", "keys", "ranks"],
            )

    def join(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        blocks: list[bytes] = []
        ranked: list[bytes] = []
        rejected: list[bytes] = []
        for batch in batches:
            for row in batch.to_pylist():
                if row["bucket"] < 0:
                    rejected.append(row["ranks"])
                else:
                    blocks.append(row["keys"])
                    ranked.append(row["ranks"])
        first, second = _shards.stars(
            np.frombuffer(b"".join(blocks), np.uint64), np.frombuffer(b"".join(ranked), np.uint32)
        )
        yield pa.RecordBatch.from_arrays(
            [
                pa.array([first.tobytes()], pa.binary()),
                pa.array([second.tobytes()], pa.binary()),
                pa.array([b"".join(rejected)], pa.binary()),
                pa.array([sum(map(len, blocks)) + sum(map(len, ranked))], pa.int64()),
            ],
            ["first", "second", "rejected", "bytes"],
        )

    frame = records.frame.mapInArrow(keys, "bucket int, keys binary, ranks binary")
    frame = frame.repartition(buckets, "bucket")
    rows = frame.mapInArrow(join, "first binary, second binary, rejected binary, bytes long").collect()

    def column(name: str) -> np.ndarray:
        return np.frombuffer(b"".join(bytes(row[name]) for row in rows), np.uint32)

    first, second = column("first"), column("second")
    component = _native.components(numbering.count, first, second)
    sizes = np.bincount(component)
    task = _shards.packed(component, np.ones(numbering.count), task_records)
    return _Read(
        task=task,
        rejected=np.sort(column("rejected")),
        components=int((sizes > 1).sum()),
        largest_component=int(sizes.max()),
        key_bytes=sum(row["bytes"] for row in rows),
        edge_bytes=first.nbytes + second.nbytes,
    )


def _gathered(
    ranked: Iterator[tuple[np.ndarray, pa.RecordBatch]], limit: int
) -> Iterator[tuple[np.ndarray, pa.Table]]:
    """Batches put together to about `limit` records."""
    import pyarrow as pa

    ranks: list[np.ndarray] = []
    batches: list[pa.RecordBatch] = []
    for more, batch in ranked:
        ranks.append(more)
        batches.append(batch)
        if sum(map(len, ranks)) >= limit:
            yield np.concatenate(ranks), pa.Table.from_batches(batches)
            ranks, batches = [], []
    if batches:
        yield np.concatenate(ranks), pa.Table.from_batches(batches)


def _decided(
    spark: SparkSession,
    records: _Records,
    numbering: _Numbering,
    settings: _shards.Settings,
    read: _Read,
) -> pa.Table:
    """The removals of all components."""
    import pyarrow as pa

    schema = pa.schema(
        [
            ("index", pa.int64()),
            ("keeper", pa.int64()),
            ("cause", pa.string()),
            ("similarity", pa.float64()),
        ]
    )
    members = np.flatnonzero(read.task >= 0).astype(np.uint32)
    if len(members) == 0:
        return schema.empty_table()
    tasks = read.task[members].astype(np.int32)
    shared = spark.sparkContext.broadcast((numbering.starts, settings, members, tasks))
    are_lines = records.are_lines

    def send(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        starts, _, members, tasks = shared.value
        for ranks, batch in _ranked(batches, starts):
            at = np.minimum(np.searchsorted(members, ranks), len(members) - 1)
            is_member = members[at] == ranks
            if is_member.any():
                rows = batch.filter(pa.array(is_member)).drop_columns([_FILE, _BLOCK])
                rows = rows.append_column(_TASK, pa.array(tasks[at[is_member]], pa.int32()))
                yield rows.append_column(_RANK, pa.array(ranks[is_member].astype(np.int64)))

    def decide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        settings = shared.value[1]
        for table in _by_task(batches):
            ranks = np.asarray(table[_RANK]).astype(np.uint32)
            result = _shards.decide(_source(table, are_lines), ranks, settings)
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array(result.index.astype(np.int64)),
                    pa.array(result.keeper.astype(np.int64)),
                    pa.array(result.cause.tolist(), pa.string()),
                    pa.array(result.similarity),
                ],
                schema=schema,
            )

    plain = records.frame.drop(_FILE, _BLOCK)
    sent = records.frame.mapInArrow(
        send, plain.schema.add(_TASK, "integer").add(_RANK, "long")
    )
    count = int(tasks.max()) + 1
    parts = min(count, max(1, spark.sparkContext.defaultParallelism * 4))
    sent = sent.repartition(parts, _TASK).sortWithinPartitions(_TASK, _RANK)
    rows = sent.mapInArrow(decide, "index long, keeper long, cause string, similarity double")
    found = rows.collect()
    table = pa.Table.from_pydict(
        {name: [row[name] for row in found] for name in schema.names}, schema=schema
    )
    return table.sort_by("index")


def _by_task(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Rows sorted by task, a table for each."""
    import pyarrow as pa

    pending: list[pa.RecordBatch] = []
    current: int | None = None
    for batch in batches:
        tasks = np.asarray(batch.column(_TASK))
        edges = np.flatnonzero(tasks[1:] != tasks[:-1]) + 1
        for start, end in zip([0, *edges], [*edges, batch.num_rows]):
            if start == end:
                continue
            if current is not None and tasks[start] != current:
                yield pa.Table.from_batches(pending)
                pending = []
            current = int(tasks[start])
            pending.append(batch.slice(start, end - start))
    if pending:
        yield pa.Table.from_batches(pending)


def _refuse(
    records: _Records, numbering: _Numbering, rank: int, settings: _shards.Settings
) -> None:
    """Says what is wrong with the first record that cannot be read."""
    starts = numbering.starts

    def one(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for ranks, batch in _ranked(batches, starts):
            if (ranks == rank).any():
                rows = batch.filter(pa.array(ranks == rank))
                line = _as_lines(Lines(b""), rows, are_lines)[0]
                yield pa.RecordBatch.from_arrays(
                    [pa.array([line], pa.binary()), rows.column(_FILE)], ["line", "file"]
                )

    are_lines = records.are_lines
    row = records.frame.mapInArrow(one, "line binary, file string").collect()[0]
    first = min(start for (file, _), start in starts.items() if file == row["file"])
    place = f"{_path_of(row['file'])}: record {rank - first}" if row["file"] else f"record {rank}"
    strict = replace(settings, options={**settings.options, "on_error": "stop"})
    try:
        _shards.keys(Lines(bytes(row["line"])), strict)
    except Error as error:
        text = str(error).split(": ", 1)[-1]
        raise Error(f"{place}: {text}") from None
    raise Error(f"{place}: it cannot be read")
