# SPDX-License-Identifier: Apache-2.0
"""Reads and writes every file of apache/parquet-testing through libgamut_arrow, beside pyarrow.

    Scripts/parquet-suite.py LIBRARY FOLDER

What pyarrow reads must come out of the library equal, cell by cell and with the same schema and
metadata, as it is unpacked, as all rows are written, and as every other row is. What pyarrow refuses
must be refused by name. Each file is read in a process of its own, so that a crash or a forged length
is that file's alone; its peak memory is shown. The last line sums up; the status is 1 on a failure.
"""
import ctypes
import pathlib
import resource
import subprocess
import sys

import pyarrow
import pyarrow.ipc
import pyarrow.parquet

PARQUET, STREAM = 0, 2
STATUS = ["ok", "broken", "unsupported", "no memory", "sink", "different"]
MEMORY_LIMIT = 512 << 20

Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)


class Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("reason", ctypes.c_char * 500)]


class Sink(ctypes.Structure):
    _fields_ = [("context", ctypes.c_void_p), ("write", Write)]


POINTER, ERROR, INT64 = ctypes.c_void_p, ctypes.POINTER(Error), ctypes.c_int64
F = ctypes.CFUNCTYPE


class Functions(ctypes.Structure):
    """`gamut_arrow_functions` of gamut_arrow.h."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("arrow_version", ctypes.c_char_p),
        ("open", F(POINTER, POINTER, ctypes.c_size_t, ctypes.c_int, ERROR)),
        ("close", F(None, POINTER)),
        ("is_in_place", F(ctypes.c_int, POINTER)),
        ("unpack", F(ctypes.c_int, POINTER, INT64, Sink, ERROR)),
        ("batch_count", F(INT64, POINTER)),
        ("schema", F(ctypes.c_int, POINTER, POINTER, ERROR)),
        ("batch", F(ctypes.c_int, POINTER, INT64, POINTER, ERROR)),
        ("begin", F(POINTER, POINTER, POINTER, Sink, ERROR)),
        ("append", F(ctypes.c_int, POINTER, POINTER, INT64, ctypes.c_char_p, ERROR)),
        ("finish", F(ctypes.c_int, POINTER, ERROR)),
        ("discard", F(None, POINTER)),
    ]


class Refused(Exception):
    pass


class Library:
    def __init__(self, path):
        entry = ctypes.CDLL(path).gamut_arrow_entry
        entry.restype = ctypes.POINTER(Functions)
        self.functions = entry().contents

    def call(self, name, *arguments):
        error = Error()
        result = getattr(self.functions, name)(*arguments, ctypes.byref(error))
        if error.status:
            raise Refused(f"{STATUS[error.status]}: {error.reason.decode()}")
        return result

    def open(self, data, kind):
        return self.call("open", ctypes.cast(ctypes.c_char_p(data), POINTER), len(data), kind)

    def unpacked(self, table):
        out = bytearray()
        sink = collecting(out)
        self.call("unpack", table, 1 << 20, sink)
        return bytes(out)

    def written(self, model, rows, lengths, keeps):
        out = bytearray()
        sink = collecting(out)
        writer = self.call("begin", model, rows, sink)
        row = 0
        for index, length in enumerate(lengths):
            kept = bytes(1 if keeps(row + i) else 0 for i in range(length))
            self.call("append", writer, rows, index, kept)
            row += length
        self.call("finish", writer)
        return bytes(out)


def collecting(out):
    def write(_context, data, count):
        out.extend(ctypes.string_at(data, count))
        return 0

    return Sink(None, Write(write))


def named(type_):
    """A type in which the entries of maps have the usual name: Arrow's own stream forgets it."""
    if pyarrow.types.is_map(type_):
        return pyarrow.map_(named_field(type_.key_field), named_field(type_.item_field))
    if pyarrow.types.is_struct(type_):
        return pyarrow.struct([named_field(field) for field in type_])
    if pyarrow.types.is_list(type_):
        return pyarrow.list_(named_field(type_.value_field))
    return type_


def named_field(field):
    return field.with_type(named(field.type))


def named_table(table):
    schema = pyarrow.schema([named_field(field) for field in table.schema], table.schema.metadata)
    return table if schema.equals(table.schema, check_metadata=True) else table.cast(schema)


def same(found, expected, what):
    """Whether two tables are equal; NaN equals NaN, and the cuts into chunks do not count."""
    found, expected = named_table(found), named_table(expected)
    if not found.schema.equals(expected.schema, check_metadata=True):
        a, b = found.schema.to_string(), expected.schema.to_string()
        raise AssertionError(f"{what}: another schema: {a} // expected: {b}")
    if found.num_rows != expected.num_rows:
        raise AssertionError(f"{what}: {found.num_rows} rows, expected {expected.num_rows}")
    if found.equals(expected):
        return
    for name, a, b in zip(expected.schema.names, found.columns, expected.columns):
        if a.equals(b):
            continue
        # The text of NaN is that of NaN.
        for row, (x, y) in enumerate(zip(a.to_pylist(), b.to_pylist())):
            if repr(x) != repr(y):
                raise AssertionError(f"{what}: {name}[{row}] is {x!r}, expected {y!r}")


def compare(library, path):
    """The words on one file."""
    data = path.read_bytes()
    try:
        library.unpacked(library.open(data, PARQUET))
    except Refused:
        pass
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10  # before pyarrow reads it
    words = compared(library, path, data)
    return f"{words}\n{memory}"


def compared(library, path, data):
    try:
        expected = pyarrow.parquet.ParquetFile(path).read()
        expected.validate(full=True)
        refusal = None
    except Exception as error:  # pyarrow raises many kinds
        refusal = " ".join(str(error).split())
    try:
        model = library.open(data, PARQUET)
        stream = library.unpacked(model)
        rows = library.open(stream, STREAM)
        assert library.functions.is_in_place(rows), "not in place"
    except Refused as error:
        if refusal is None:
            raise AssertionError(f"refused, and pyarrow reads it: {error}") from None
        return f"refused: {error}"
    if refusal is not None:
        raise AssertionError(f"read, and pyarrow refuses it: {refusal}")
    reader = pyarrow.ipc.open_stream(stream)
    batches = list(reader)
    same(pyarrow.Table.from_batches(batches, reader.schema), expected, "unpacked")
    lengths = [len(batch) for batch in batches]
    for what, keeps in (("all", lambda row: True), ("every other", lambda row: row % 2 == 0)):
        out = library.written(model, rows, lengths, keeps)
        kept = [row for row in range(expected.num_rows) if keeps(row)]
        wanted = expected if what == "all" else rows_of(expected, kept)
        file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(out))
        same(file.read(), wanted, what)
        codecs(file.metadata, pyarrow.parquet.ParquetFile(path).metadata)
    return f"equal: {expected.num_rows} rows, {expected.num_columns} columns"


def rows_of(table, rows):
    slices = [table.slice(row, 1) for row in rows] or [table.slice(0, 0)]
    return pyarrow.concat_tables(slices)


# Hadoop's own framing of LZ4, of which pyarrow has no name, is written as the one that all readers know.
FRAMED = {"UNKNOWN": "LZ4", "LZ4_RAW": "LZ4"}


def codecs(found, expected):
    if not expected.num_row_groups or not found.num_row_groups:
        return
    for i in range(expected.num_columns):
        a, b = found.row_group(0).column(i), expected.row_group(0).column(i)
        if FRAMED.get(a.compression, a.compression) != FRAMED.get(b.compression, b.compression):
            raise AssertionError(f"{b.path_in_schema}: {a.compression}, expected {b.compression}")


def main():
    library, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if folder.is_file():
        print(compare(Library(library), folder))
        return 0
    counts = {"equal": 0, "refused": 0, "failed": 0}
    for path in sorted(folder.glob("data/**/*.parquet")) + sorted(folder.glob("bad_data/*.parquet")):
        run = subprocess.run(
            [sys.executable, __file__, library, path], capture_output=True, text=True, timeout=300)
        lines = run.stdout.splitlines()
        if run.returncode or len(lines) != 2:
            words, memory = f"failed: status {run.returncode}: {run.stderr.strip()[-300:]}", "?"
        else:
            words, memory = lines
            if int(memory) > MEMORY_LIMIT >> 20:
                words = f"failed: {memory} MB of memory; {words}"
        counts[words.split(":")[0]] += 1
        print(f"{path.relative_to(folder)!s:60} {memory:>5} MB  {words[:200]}")
    print(f"{counts['equal'] + counts['refused']} passed, {counts['failed']} failed"
          f" ({counts['equal']} equal, {counts['refused']} refused)")
    return 1 if counts["failed"] else 0


sys.exit(main())
