# SPDX-License-Identifier: Apache-2.0
"""Round trips through gamut of files that other libraries write.

    Scripts/round-trips.py PROGRAM SHARED

Each library writes the same records, gamut removes the duplicates, and the same library reads both files:
the rows that are left must be equal, and so must schema, features and metadata. All files of records of one
shape must lose the same records.

Where the folder SHARED is there, the strings of the Big List of Naughty Strings go through every format, and
every file of data/formats through its own; only equal records are removed, so lines, CSV and text must come back
byte for byte, and the rest value by value. What cannot be read must be refused by name. The last line sums up; the status is 1 on a failure.
"""
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_DISABLE_PROGRESS_BARS="1")

import datasets  # noqa: E402
import duckdb  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402
import polars  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.feather  # noqa: E402
import pyarrow.ipc  # noqa: E402
import pyarrow.parquet  # noqa: E402

datasets.disable_progress_bars()
WORDS = "harbour tide lantern copper meadow orchard signal ferry granite willow compass ledger".split()


def text(number, count):
    """A text of its own for each number."""
    return " ".join(WORDS[(number * 7 + i * i + i // 3) % len(WORDS)] + str((number * 31 + i) % 97)
                    for i in range(count))


def chats():
    """Conversations with tool calls, an image as a struct, nulls, a label and a vector; three stand twice."""
    rows = []
    for i in range(40):
        call = [{"name": "look_up", "arguments": json.dumps({"q": text(i, 2), "n": i})}] if i % 4 == 0 else None
        rows.append({
            "messages": [
                {"role": "user", "content": f"What of {text(i, 12)}?", "calls": None},
                {"role": "assistant", "content": f"It is {text(i + 100, 20)}.\n\"Zürich\", 好", "calls": call}],
            "image": {"bytes": bytes([i, 255, 0]), "path": f"{i}.png"} if i % 3 == 0 else None,
            "label": ["red", "green", "blue"][i % 3], "nothing": None, "id": 2**60 + i,
            "vector": [i / 4, -0.5, 0.0]})
    return rows + [rows[3] | {"id": 7}, rows[8] | {"id": 8}, rows[30] | {"id": 9}]


def questions():
    """The same without what a row of text cannot hold."""
    return [{"prompt": row["messages"][0]["content"], "completion": row["messages"][1]["content"],
             "label": row["label"], "id": row["id"] % 1000} for row in chats()]


CALL = pyarrow.struct([("name", pyarrow.string()), ("arguments", pyarrow.string())])
MESSAGE = pyarrow.struct(
    [("role", pyarrow.string()), ("content", pyarrow.string()), ("calls", pyarrow.list_(CALL))])
SCHEMA = pyarrow.schema([
    ("messages", pyarrow.list_(MESSAGE)),
    ("image", pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())])),
    ("label", pyarrow.dictionary(pyarrow.int32(), pyarrow.string())), ("nothing", pyarrow.null()),
    ("id", pyarrow.int64()), ("vector", pyarrow.list_(pyarrow.float16(), 3)),
]).with_metadata({"made by": "round trips", "huggingface": '{"note": 1}'})


def chat_table():
    rows = [row | {"vector": [numpy.float16(x) for x in row["vector"]]} for row in chats()]
    return pyarrow.Table.from_pylist(rows, schema=SCHEMA)


def plain_chats():
    """Chats of the types that every library has: no half floats, no column of nulls, no dictionaries."""
    return pyarrow.Table.from_pylist(
        chats(), schema=pyarrow.schema([
            SCHEMA.field("messages"), SCHEMA.field("image"), ("label", pyarrow.string()), SCHEMA.field("id"),
            ("vector", pyarrow.list_(pyarrow.float32()))]))


def arrow_reader(opened):
    def read(path):
        with pyarrow.OSFile(str(path)) as file:
            return opened(file).read_all()
    return read


def write_arrow(make, compression=None):
    def write(path):
        table = chat_table()
        options = pyarrow.ipc.IpcWriteOptions(compression=compression)
        with pyarrow.OSFile(str(path), "wb") as sink, make(sink, table.schema, options=options) as writer:
            writer.write_table(table, max_chunksize=16)
    return write


def table_parts(table):
    """Rows, and all that is said of them."""
    return table.to_pylist(), (table.schema, table.schema.metadata)


def frame_parts(frame):
    return frame.to_dicts(), frame.schema


def pandas_parts(frame):
    rows = json.loads(frame.to_json(orient="records", default_handler=str))
    return rows, [(name, str(kind)) for name, kind in frame.dtypes.items()]


def duckdb_parts(relation):
    return [dict(zip(relation.columns, row)) for row in relation.fetchall()], relation.dtypes


def dataset_parts(dataset):
    return dataset.to_list(), dataset.features


def duckdb_writer(kind, rows):
    def write(path):
        table = pyarrow.Table.from_pylist(rows()) if callable(rows) else rows
        connection = duckdb.connect()
        connection.register("records", table)
        connection.execute(f"COPY (SELECT * FROM records) TO '{path}' ({kind})")
    return write


def questions_frame():
    return pandas.DataFrame(questions())


def loaded(kind):
    """What `load_dataset` makes of a file, through a cache of its own."""
    def read(path):
        return datasets.load_dataset(
            kind, data_files=str(path), split="train", cache_dir=str(path) + ".cache")
    return read


def hub_features():
    """Features beyond Arrow's own types: an image that is not decoded, classes, a column of any JSON."""
    return datasets.Features({
        "messages": datasets.List(
            {"role": datasets.Value("string"), "content": datasets.Value("string")}),
        "image": datasets.Image(decode=False), "label": datasets.ClassLabel(names=["red", "green", "blue"]),
        "extra": datasets.Json(), "vector": datasets.List(datasets.Value("float16"), length=3)})


def hub_dataset():
    rows = []
    for i, row in enumerate(chats()):
        rows.append({
            "messages": [{k: m[k] for k in ("role", "content")} for m in row["messages"]],
            "image": row["image"], "label": i % 3 if i < 40 else [3, 8, 30][i - 40] % 3,
            "extra": [{"a": [1, 2.5]}, "text", None, 7][i % 4] if i < 40 else "other", "vector": row["vector"]})
    return datasets.Dataset.from_list(rows, features=hub_features())


def saved(path):
    hub_dataset().save_to_disk(str(path), num_shards=3)


PARQUET = pyarrow.parquet
# name, ending, how it is written, read and taken apart; the shape of the records.
TRIPS = [
    *((f"pyarrow, Parquet, {codec}", "parquet",
       lambda path, codec=codec: PARQUET.write_table(
           chat_table(), path, compression=codec, row_group_size=16, write_page_index=True, store_schema=True),
       PARQUET.read_table, table_parts, "chats") for codec in ("none", "snappy", "zstd", "gzip", "brotli", "lz4")),
    ("pyarrow, Arrow file", "arrow", write_arrow(pyarrow.ipc.new_file), arrow_reader(pyarrow.ipc.open_file),
     table_parts, "chats"),
    ("pyarrow, Arrow stream", "arrow", write_arrow(pyarrow.ipc.new_stream), arrow_reader(pyarrow.ipc.open_stream),
     table_parts, "chats"),
    ("pyarrow, Arrow stream, zstd", "arrow", write_arrow(pyarrow.ipc.new_stream, "zstd"),
     arrow_reader(pyarrow.ipc.open_stream), table_parts, "chats"),
    ("pyarrow, Feather, lz4", "feather",
     lambda path: pyarrow.feather.write_feather(chat_table(), str(path), compression="lz4"),
     pyarrow.feather.read_table, table_parts, "chats"),
    ("pandas, Parquet", "parquet", lambda path: plain_chats().to_pandas().to_parquet(path),
     lambda path: PARQUET.read_table(path), table_parts, "chats"),
    ("pandas, Feather", "feather", lambda path: plain_chats().to_pandas().to_feather(path),
     pyarrow.feather.read_table, table_parts, "chats"),
    ("pandas, JSON lines", "jsonl",
     lambda path: questions_frame().to_json(path, orient="records", lines=True),
     lambda path: pandas.read_json(path, lines=True), pandas_parts, "questions"),
    ("pandas, JSON array", "json", lambda path: questions_frame().to_json(path, orient="records"),
     pandas.read_json, pandas_parts, "questions"),
    ("pandas, CSV", "csv", lambda path: questions_frame().to_csv(path, index=False), pandas.read_csv,
     pandas_parts, "questions"),
    ("pandas, TSV, gzip", "tsv.gz", lambda path: questions_frame().to_csv(path, index=False, sep="\t"),
     lambda path: pandas.read_csv(path, sep="\t"), pandas_parts, "questions"),
    ("polars, Parquet", "parquet", lambda path: polars.from_arrow(plain_chats()).write_parquet(path),
     polars.read_parquet, frame_parts, "chats"),
    ("polars, Arrow file", "arrow", lambda path: polars.from_arrow(plain_chats()).write_ipc(path),
     polars.read_ipc, frame_parts, "chats"),
    ("polars, Arrow stream", "arrow", lambda path: polars.from_arrow(plain_chats()).write_ipc_stream(path),
     polars.read_ipc_stream, frame_parts, "chats"),
    ("polars, JSON lines", "jsonl", lambda path: polars.DataFrame(questions()).write_ndjson(path),
     polars.read_ndjson, frame_parts, "questions"),
    ("polars, JSON array", "json", lambda path: polars.DataFrame(questions()).write_json(path),
     polars.read_json, frame_parts, "questions"),
    ("polars, CSV", "csv", lambda path: polars.DataFrame(questions()).write_csv(path), polars.read_csv,
     frame_parts, "questions"),
    ("DuckDB, Parquet", "parquet", duckdb_writer("FORMAT parquet", plain_chats()), duckdb.read_parquet,
     duckdb_parts, "chats"),
    ("DuckDB, JSON lines", "jsonl", duckdb_writer("FORMAT json", questions),
     lambda path: duckdb.read_json(str(path)), duckdb_parts, "questions"),
    ("DuckDB, JSON array", "json", duckdb_writer("FORMAT json, ARRAY true", questions),
     lambda path: duckdb.read_json(str(path)), duckdb_parts, "questions"),
    ("DuckDB, CSV", "csv", duckdb_writer("FORMAT csv, HEADER", questions), lambda path: duckdb.read_csv(str(path)),
     duckdb_parts, "questions"),
    ("datasets, Parquet", "parquet", lambda path: hub_dataset().to_parquet(path), loaded("parquet"),
     dataset_parts, "hub"),
    ("datasets, save_to_disk", "", saved, lambda path: datasets.load_from_disk(str(path)), dataset_parts, "hub"),
    ("datasets, JSON lines", "jsonl", lambda path: datasets.Dataset.from_list(questions()).to_json(path),
     loaded("json"), dataset_parts, "questions"),
    ("datasets, CSV", "csv", lambda path: datasets.Dataset.from_list(questions()).to_csv(path, index=False),
     loaded("csv"), dataset_parts, "questions"),
]


def removed_by(program, source, target, log):
    """The indices of the records that gamut removes from `source` and leaves out of `target`."""
    where = ["--output-dir" if source.is_dir() else "-o", target]
    done = subprocess.run(
        [program, "dedupe", source, *where, "--removed", log], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return [json.loads(line)["index"] for line in log.read_text().splitlines()]


def fault_of(program, folder, trip, decisions):
    """What is wrong with a trip; None where nothing is."""
    name, ending, write, read, parts, shape = trip
    source, target = (folder / (which + ("." + ending if ending else "")) for which in ("in", "out"))
    write(source)
    removed = removed_by(program, source, target, folder / "removed.jsonl")
    if removed != decisions.setdefault(shape, removed):
        return f"removed {removed}, and {decisions[shape]} of the first file of this shape"
    (rows, said), (left, still) = parts(read(source)), parts(read(target))
    if len(removed) < 3:
        return f"only {removed} were removed"
    if left != [row for i, row in enumerate(rows) if i not in removed]:
        return "the rows that are left are not those of the input"
    return None if said == still else f"read back as {still}, and before as {said}"


def naughty_files(texts, folder):
    """A file of the texts in each format: its path, and how its values are read."""
    table = pyarrow.table({"id": list(range(len(texts))), "text": texts})
    rows = table.to_pylist()
    for ending, values in (("jsonl", None), ("json", "rows"), ("jsonl.zst", None), ("jsonl.xz", None)):
        path = folder / f"naughty.{ending}"
        lines = [json.dumps(row, ensure_ascii=len(ending) > 5) for row in rows]
        content = "[" + ",".join(lines) + "]" if values else "".join(line + "\n" for line in lines)
        packing = {"zst": ["zstd", "-q"], "xz": ["xz"]}.get(ending.split(".")[-1])
        (folder / "plain").write_text(content, encoding="utf-8")
        if packing:
            with open(path, "wb") as file:
                subprocess.run([*packing, "-c", folder / "plain"], stdout=file, check=True)
        else:
            (folder / "plain").rename(path)
        yield path
    # By polars, which tells an empty text from none.
    polars.DataFrame(rows).write_csv(folder / "naughty.csv")
    yield folder / "naughty.csv"
    (folder / "naughty.txt").write_text(
        "".join(" ".join(text.split()) + "\n" for text in texts if text.strip()), encoding="utf-8")
    yield folder / "naughty.txt"
    PARQUET.write_table(table, folder / "naughty.parquet")
    yield folder / "naughty.parquet"
    pyarrow.feather.write_feather(table, str(folder / "naughty.arrow"))
    yield folder / "naughty.arrow"


def values_of(path):
    """What must be equal before and after: the values of tables and arrays, the bytes of everything else."""
    if path.suffix == ".parquet":
        return PARQUET.read_table(path)
    if path.suffix == ".arrow":
        return pyarrow.feather.read_table(path)
    if path.suffix in (".zst", ".xz"):
        return subprocess.run([path.suffix[1:].replace("zst", "zstd"), "-dc", path], capture_output=True).stdout
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))
    return path.read_bytes()


# Files of data/formats that hold no records, or some that nobody can read.
REFUSED = {"dataset_info.json": "unsupported format", "not_utf8.json": "invalid UTF-8"}


def unchanged_fault(program, path, folder):
    """What is wrong with a file of which only equal records are removed; None where nothing is."""
    out, removed = folder / ("out-" + path.name), folder / "removed"
    done = subprocess.run([program, "dedupe", path, "-o", out, "--stages", "exact", "--removed", removed],
                          capture_output=True, text=True)
    if done.returncode != 0:
        line = done.stderr.strip().splitlines()[-1]
        return None if path.name in REFUSED and REFUSED[path.name] in line else line
    before, after = values_of(path), values_of(out)
    # What is equal to an earlier record in all that trains goes; the others come back.
    gone = {json.loads(line)["index"] for line in removed.read_text().splitlines()}
    if gone:
        before, after = (v if isinstance(v, list) else v.splitlines(keepends=True) for v in (before, after))
        before = [record for record in before if record != b"\n"]
        before = [record for i, record in enumerate(before) if i not in gone]
    return None if before == after else "something else came back"


def shared_trips(program, shared):
    """The trips of the files below `shared`, as (name, what runs)."""
    blns = shared / "suites" / "blns" / "blns.json"
    if blns.exists():
        texts = json.loads(blns.read_text(encoding="utf-8"))
        texts = [t for t in dict.fromkeys(texts) if t.encode("utf-8", "ignore").decode() == t]
        with tempfile.TemporaryDirectory() as folder:
            for path in naughty_files(texts, pathlib.Path(folder)):
                yield path.name, unchanged_fault(program, path, pathlib.Path(folder))
    else:
        print(f"skipped: {blns} is not there")
    formats = shared / "data" / "formats"
    if not formats.exists():
        print(f"skipped: {formats} is not there")
        return
    for path in sorted(formats.iterdir()):
        with tempfile.TemporaryDirectory() as folder:
            yield path.name, unchanged_fault(program, path, pathlib.Path(folder))


def tried(program, trip, decisions):
    with tempfile.TemporaryDirectory() as folder:
        try:
            return fault_of(program, pathlib.Path(folder), trip, decisions)
        except Exception as error:  # noqa: BLE001  # A library's own error is a failed trip too.
            return f"{type(error).__name__}: {error}"


def main(program, shared):
    print(", ".join(f"{m.__name__} {m.__version__}" for m in (pyarrow, pandas, polars, duckdb, datasets)))
    decisions, faults = {}, []
    trips = ((trip[0], tried(program, trip, decisions)) for trip in TRIPS)
    for name, fault in itertools.chain(trips, shared_trips(program, pathlib.Path(shared))):
        print(f"{name:30} {fault or 'equal'}")
        faults.append(fault)
    failed = sum(fault is not None for fault in faults)
    print(f"{len(faults) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
