# SPDX-License-Identifier: Apache-2.0
"""Makes Fixtures/ again, with pyarrow: each table beside its rows as JSON lines, nulls left out.

    python make-fixtures.py
"""
import datetime
import decimal
import json
import pathlib

import pyarrow as pa
import pyarrow.feather
import pyarrow.ipc
import pyarrow.parquet as pq

FOLDER = pathlib.Path(__file__).parent / "Fixtures"


def plain(value):
    """A value as JSON has it, without members that are null."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [plain(element) for element in value]
    return value


def write(name, table, rows, **options):
    path = FOLDER / name
    kind = path.suffix
    if kind == ".parquet":
        pq.write_table(table, path, **options)
    elif kind == ".feather":
        pyarrow.feather.write_feather(table, path, compression="lz4")
    else:
        make = pa.ipc.new_file if kind == ".arrow" else pa.ipc.new_stream
        with pa.OSFile(str(path), "wb") as sink, make(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=2)
    lines = [json.dumps(plain(row), ensure_ascii=False, separators=(",", ":")) for row in rows]
    path.with_suffix(kind + ".jsonl").write_text("".join(line + "\n" for line in lines))


CALL = pa.struct([("name", pa.string()), ("arguments", pa.string())])
MESSAGE = pa.struct([("role", pa.string()), ("content", pa.string()), ("calls", pa.list_(CALL))])
CHAT = pa.schema([("messages", pa.list_(MESSAGE)), ("id", pa.int64()), ("good", pa.bool_())]) \
    .with_metadata({"huggingface": '{"info": {"features": {}}}', "made by": "make-fixtures.py"})
CHAT_ROWS = [
    {"messages": [{"role": "user", "content": "Where is Zürich?", "calls": None},
                  {"role": "assistant", "content": "In Switzerland.", "calls": None}],
     "id": 1, "good": True},
    {"messages": [{"role": "user", "content": "2 + 2?\nQuickly!", "calls": None},
                  {"role": "assistant", "content": None,
                   "calls": [{"name": "add", "arguments": '{"a": 2, "b": 2}'}]},
                  {"role": "assistant", "content": "4", "calls": []}],
     "id": 2, "good": None},
    {"messages": [], "id": -(2**62), "good": False},
    {"messages": None, "id": None, "good": None},
    {"messages": [{"role": "user", "content": "好的，谢谢", "calls": None}], "id": 5, "good": True},
]


def main():
    FOLDER.mkdir(exist_ok=True)
    chat = pa.Table.from_pylist(CHAT_ROWS, schema=CHAT)
    write("chat.parquet", chat, CHAT_ROWS, row_group_size=2, compression="zstd",
          write_page_index=True)
    write("chat.arrow", chat, CHAT_ROWS)
    write("chat.arrows", chat, CHAT_ROWS)
    write("chat.feather", chat, CHAT_ROWS)

    long = "a text of more than twelve bytes"
    texts = ["one", None, "", long, "one"]
    rows = [{"small": text, "large": text, "view": text, "dictionary": text} for text in texts]
    columns = {
        "small": pa.array(texts, pa.string()),
        "large": pa.array(texts, pa.large_string()),
        "view": pa.array(texts, pa.string_view()),
        "dictionary": pa.array(texts, pa.string()).dictionary_encode(),
    }
    write("texts.arrow", pa.table(columns), rows)
    # As rows of a table that begins within its buffers.
    write("sliced.arrows", pa.table(columns).slice(2), rows[2:])
    del columns["view"]
    rows = [{name: row[name] for name in columns} for row in rows]
    write("texts.parquet", pa.table(columns), rows, compression="snappy")

    documents = ['{"a": [1, {"b": null}]}', '"text"', None, "[2.5, true]"]
    column = pa.ExtensionArray.from_storage(pa.json_(pa.string()), pa.array(documents))
    write("json.parquet", pa.table({"value": column}),
          [{"value": document and json.loads(document)} for document in documents])
    # JSON that stands in JSON keeps its nulls.
    (FOLDER / "json.parquet.jsonl").write_text(
        '{"value":{"a":[1,{"b":null}]}}\n{"value":"text"}\n{}\n{"value":[2.5,true]}\n')

    vectors = [[0.5, -1.0], [0.25, 2.0], None]
    rows = [{"list": vector, "half": vector, "fixed": vector} for vector in vectors]
    write("vectors.parquet", pa.table({
        "list": pa.array(vectors, pa.list_(pa.float32())),
        "half": pa.array(vectors, pa.list_(pa.float16())),
        "fixed": pa.array(vectors, pa.list_(pa.float64(), 2)),
    }), rows)

    when = datetime.datetime(2024, 2, 29, 12, 30, 1, 500_000)
    before = datetime.datetime(1969, 12, 31, 23, 59, 59, 999_999)
    columns = {
        "day": pa.array([when.date(), before.date()], pa.date32()),
        "second": pa.array([when, before], pa.timestamp("s")),
        "micro": pa.array([when, before], pa.timestamp("us")),
        "zone": pa.array([when, before], pa.timestamp("ms", "UTC")),
        "time": pa.array([when.time(), before.time()], pa.time64("us")),
        "duration": pa.array([datetime.timedelta(seconds=90), datetime.timedelta(-1)],
                             pa.duration("ms")),
        "decimal": pa.array([decimal.Decimal("-0.05"), decimal.Decimal("12345678901234567890.12")],
                            pa.decimal128(22, 2)),
        "bytes": pa.array([b"\xff\x00\xfe\x01", b"text"], pa.binary()),
        "map": pa.array([[("a", 1), ("b", None)], []], pa.map_(pa.string(), pa.int32())),
        "unsigned": pa.array([2**64 - 1, 0], pa.uint64()),
        "small": pa.array([-128, 127], pa.int8()),
        "nothing": pa.nulls(2),
    }
    rows = [
        {"day": "2024-02-29", "second": "2024-02-29T12:30:01", "micro": "2024-02-29T12:30:01.500000",
         "zone": "2024-02-29T12:30:01.500Z", "time": "12:30:01.500000", "duration": "PT90.000S",
         "decimal": "-0.05", "bytes": "/wD+AQ==", "map": {"a": 1}, "unsigned": 2**64 - 1,
         "small": -128},
        {"day": "1969-12-31", "second": "1969-12-31T23:59:59", "micro": "1969-12-31T23:59:59.999999",
         "zone": "1969-12-31T23:59:59.999Z", "time": "23:59:59.999999", "duration": "-PT86400.000S",
         "decimal": "12345678901234567890.12", "bytes": "text", "map": {}, "unsigned": 0,
         "small": 127},
    ]
    write("kinds.arrow", pa.table(columns), rows)

    union = pa.UnionArray.from_sparse(
        pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array(["x", "y"])])
    write("union.arrow", pa.table({"either": union}), [])
    (FOLDER / "union.arrow.jsonl").unlink()

    # One text that is no UTF-8, between two that are.
    broken = pa.array([b"good", b"\xc3(", b"fine"], pa.binary()).view(pa.string())
    write("broken.arrow", pa.table({"text": broken}), [])
    (FOLDER / "broken.arrow.jsonl").unlink()


main()
