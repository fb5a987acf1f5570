# SPDX-License-Identifier: Apache-2.0
"""Tables for the native library, over the Arrow C stream interface."""

from __future__ import annotations

import ctypes
import os
from typing import Any, Sequence

import numpy as np

from ._errors import Error
from ._native import OPENER

_get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_get_pointer.restype = ctypes.c_void_p
_get_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]


class _Stream(ctypes.Structure):
    """`struct ArrowArrayStream`."""

    _fields_ = [(name, ctypes.c_void_p) for name in ("schema", "next", "error", "release", "data")]


class _Schema(ctypes.Structure):
    """`struct ArrowSchema`."""


class _Array(ctypes.Structure):
    """`struct ArrowArray`."""


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

_ON_SCHEMA = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(_Schema))
_ON_ARRAY = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(_Array))
_ON_ERROR = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)
_RELEASE_STREAM = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Stream))
_RELEASE_SCHEMA = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))
_RELEASE_ARRAY = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))


def address_of(table: Any) -> tuple[int, Any]:
    """The address of a stream of the rows of `table`, and what must stay alive with it."""
    capsule = table.__arrow_c_stream__()
    return _get_pointer(capsule, b"arrow_array_stream"), (capsule, table)


class TextTable:
    """A table with one column, `text`, of Python's strings; its buffers are read where they lie."""

    def __init__(self, texts: Sequence[str]) -> None:
        # Raises UnicodeEncodeError for lone surrogates, which UTF-8 cannot have.
        encoded = [text.encode() for text in texts]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
        values = b"".join(encoded)
        self._bytes = (offsets, values)
        self._is_sent = False

        # Nothing is freed by a release: all of it lives as long as this object.
        self._on_release = (
            _RELEASE_STREAM(lambda it: setattr(it.contents, "release", None)),
            _RELEASE_SCHEMA(lambda it: setattr(it.contents, "release", None)),
            _RELEASE_ARRAY(lambda it: setattr(it.contents, "release", None)),
        )
        release_schema = ctypes.cast(self._on_release[1], ctypes.c_void_p)
        release_array = ctypes.cast(self._on_release[2], ctypes.c_void_p)

        self._text_schema = _Schema(format=b"U", name=b"text", release=release_schema)
        self._schemas = (ctypes.POINTER(_Schema) * 1)(ctypes.pointer(self._text_schema))
        self._root_schema = _Schema(
            format=b"+s", name=b"", n_children=1, children=self._schemas, release=release_schema
        )
        buffers = (None, offsets.ctypes.data, ctypes.cast(values, ctypes.c_void_p).value)
        self._buffers = (ctypes.c_void_p * 3)(*buffers)
        self._text = _Array(
            length=len(encoded), n_buffers=3, buffers=self._buffers, release=release_array
        )
        self._no_buffers = (ctypes.c_void_p * 1)(None)
        self._arrays = (ctypes.POINTER(_Array) * 1)(ctypes.pointer(self._text))
        self._root = _Array(
            length=len(encoded), n_buffers=1, buffers=self._no_buffers, n_children=1,
            children=self._arrays, release=release_array,
        )
        self._calls = (_ON_SCHEMA(self._schema), _ON_ARRAY(self._next), _ON_ERROR(lambda _: None))
        self._stream = _Stream(
            *(ctypes.cast(call, ctypes.c_void_p).value for call in self._calls),
            ctypes.cast(self._on_release[0], ctypes.c_void_p).value,
        )

    def _schema(self, _: int, out: Any) -> int:
        out[0] = self._root_schema
        return 0

    def _next(self, _: int, out: Any) -> int:
        out[0] = _Array() if self._is_sent else self._root
        self._is_sent = True
        return 0

    @property
    def address(self) -> int:
        """Of the stream, which can be read once."""
        return ctypes.addressof(self._stream)


class Opener:
    """Opens the Parquet and Arrow files of a run through the pyarrow that is installed.

    It keeps the tables, so that kept rows can be taken of them.
    """

    def __init__(self) -> None:
        self.tables: dict[str, Any] = {}
        self.failure: Exception | None = None
        self.call = OPENER(self._open)

    def _open(self, _: int, path: bytes, stream: int) -> int:
        # Nothing may be raised into C: the reason is kept, and told when the run has failed.
        try:
            name = os.fsdecode(path)
            table = read_table(name)
            self.tables[name] = table
            # pyarrow's own way to export into a struct that somebody else holds.
            table.to_reader()._export_to_c(stream)
            return 0
        except Exception as failure:  # noqa: BLE001
            self.failure = failure
            return 1


def read_table(path: str) -> Any:
    """The table in a Parquet or an Arrow file."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise Error(f"{path}: pyarrow reads it, and is not there: pip install pyarrow") from None
    with open(path, "rb") as file:
        magic = file.read(6)
    if magic[:4] == b"PAR1":
        return pyarrow.parquet.read_table(path, partitioning=None)
    source = pyarrow.memory_map(path)
    if magic == b"ARROW1":
        return pyarrow.ipc.open_file(source).read_all()
    return pyarrow.ipc.open_stream(source).read_all()


def taken_rows(table: Any, indices: np.ndarray) -> Any:
    """Rows of a table; pyarrow takes none of views, which are texts for the time being."""
    import pyarrow

    plain = pyarrow.schema(
        [
            field.with_type(pyarrow.large_string())
            if field.type == pyarrow.string_view()
            else field.with_type(pyarrow.large_binary())
            if field.type == pyarrow.binary_view()
            else field
            for field in table.schema
        ],
        table.schema.metadata,
    )
    if plain.equals(table.schema):
        return table.take(indices)
    return table.cast(plain).take(indices).cast(table.schema)


def require_place(path: str) -> None:
    """Raises where no table can be written to `path`, before there is one."""
    if os.path.isdir(path):
        raise Error(f"{path}: is a folder; expected a file name")
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise Error(f"{path}: its folder is not there")
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise Error(f"{path}: pyarrow writes it, and is not there: pip install pyarrow") from None


def write_table(table: Any, path: str, like: str | None) -> None:
    """Writes a table beside `path` and renames it; codecs and row groups are those of the file `like`."""
    import pyarrow
    import pyarrow.parquet

    part = f"{path}.part-{os.getpid()}"
    try:
        if path.endswith(".parquet"):
            pyarrow.parquet.write_table(table, part, **_parquet_options(like))
        else:
            with pyarrow.OSFile(part, "wb") as sink:
                with pyarrow.ipc.new_file(sink, table.schema) as writer:
                    writer.write_table(table)
        os.replace(part, path)
    except (OSError, pyarrow.ArrowException) as failure:
        raise Error(f"{path}: cannot write: {str(failure).splitlines()[0]}") from failure
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _parquet_options(like: str | None) -> dict[str, Any]:
    import pyarrow.parquet

    if like is None or not like.endswith(".parquet"):
        return {}
    metadata = pyarrow.parquet.ParquetFile(like).metadata
    if metadata.num_row_groups == 0 or metadata.num_columns == 0:
        return {}
    group = metadata.row_group(0)
    codecs = {
        group.column(i).path_in_schema: group.column(i).compression for i in range(group.num_columns)
    }
    names = {name: "NONE" if codec == "UNCOMPRESSED" else codec for name, codec in codecs.items()}
    return {"compression": names, "row_group_size": max(1, group.num_rows)}
