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
        try:
            matrix = np.asarray(rows)
        except ValueError:
            matrix = np.empty(0)
        if matrix.ndim != 2 or matrix.dtype.kind not in "fiu":
            raise Error(f"{name} is not a matrix of numbers; expected a row of them for each record")
        kind = np.float32 if matrix.dtype in (np.float16, np.float32) else np.float64
        with open(self._number, "wb", closefd=False) as file:
            np.save(file, np.ascontiguousarray(matrix, kind), allow_pickle=False)

    def read(self) -> bytes:
        """All that was written."""
        size = os.fstat(self._number).st_size
        parts, start = [], 0
        while start < size:
            parts.append(os.pread(self._number, 1 << 30, start))
            start += len(parts[-1])
        return b"".join(parts)
