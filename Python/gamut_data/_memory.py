# SPDX-License-Identifier: Apache-2.0
"""Files in memory, between this package and the native library."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from ._errors import Error


class MemoryFile:
    """A file without a name; it is gone with its last owner, be it a run that goes on."""

    def __init__(self) -> None:
        self._number = os.memfd_create("gamut")
        #: What stands for it among the arguments.
        self.path = f"/dev/fd/{self._number}"

    def __del__(self) -> None:
        os.close(self._number)

    def write(self, content: bytes) -> None:
        """Writes what it holds."""
        with open(self._number, "wb", closefd=False) as file:
            file.write(content)

    def write_matrix(self, name: str, rows: Any) -> None:
        """Writes vectors, a row each, as a `.npy` file."""
        found = matrix(name, rows)
        kind = np.float32 if found.dtype in (np.float16, np.float32) else np.float64
        with open(self._number, "wb", closefd=False) as file:
            np.save(file, np.ascontiguousarray(found, kind), allow_pickle=False)

    def read(self) -> bytes:
        """All that was written."""
        size = os.fstat(self._number).st_size
        parts, start = [], 0
        while start < size:
            parts.append(os.pread(self._number, 1 << 30, start))
            start += len(parts[-1])
        return b"".join(parts)


def matrix(name: str, rows: Any) -> np.ndarray:
    """The vectors that the option `name` is given, a row each; those of Arrow lists where they lie."""
    try:
        found = _of_arrow(rows) if hasattr(rows, "__arrow_c_array__") or hasattr(rows, "__arrow_c_stream__") else None
        found = np.asarray(rows) if found is None else found
    except ValueError:
        found = np.empty(0)
    if found.ndim != 2 or found.dtype.kind not in "fiu":
        raise Error(f"{name} is not a matrix of numbers; expected a row of them for each record")
    return found


def _of_arrow(rows: Any) -> np.ndarray | None:
    """The numbers of a column of lists that are all of one length; None where it is no such column."""
    try:
        import pyarrow
    except ImportError:
        return None
    try:
        column = pyarrow.chunked_array(rows) if hasattr(rows, "__arrow_c_stream__") else pyarrow.array(rows)
    except (TypeError, ValueError, pyarrow.ArrowException):
        return None
    parts = []
    for chunk in column.chunks if isinstance(column, pyarrow.ChunkedArray) else [column]:
        kind = chunk.type
        if not (pyarrow.types.is_fixed_size_list(kind) or pyarrow.types.is_list(kind) or pyarrow.types.is_large_list(kind)):
            return None
        values = chunk.flatten()
        width = len(values) // len(chunk) if len(chunk) else 0
        if chunk.null_count or values.null_count or (len(chunk) and set(chunk.value_lengths().unique().to_pylist()) != {width}):
            return np.empty(0)
        parts.append(values.to_numpy(zero_copy_only=False).reshape(len(chunk), width))
    parts = [part for part in parts if len(part)] or parts[:1]
    return np.concatenate(parts) if len(parts) > 1 else parts[0] if parts else np.empty((0, 0))
