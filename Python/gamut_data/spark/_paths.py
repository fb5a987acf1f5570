# SPDX-License-Identifier: Apache-2.0
"""Paths: which files they stand for, and how Spark names them."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from .._errors import Error

#: How the names of files end that Spark can read.
_LINES = re.compile(r"\.(jsonl|ndjson)(\.(gz|zst|bz2|lz4|snappy|deflate))?\Z", re.I)
_TABLE = re.compile(r"\.parquet\Z", re.I)
#: Packings that Spark may read and Python's own library does not.
_PACKED = (".zst", ".lz4", ".snappy", ".xz", ".deflate")
#: Packings that anything here reads.
_UNPACKED = (".gz", ".bz2")


def given(data: Any) -> list[str]:
    """The paths that were named."""
    several = [data] if isinstance(data, (str, os.PathLike)) else data
    if not isinstance(several, (list, tuple)) or not several:
        raise Error(f"data is {data!r:.60}; expected paths, or a DataFrame of Spark")
    if not all(isinstance(path, (str, os.PathLike)) for path in several):
        raise Error("data holds what is no path; expected paths, or a DataFrame of Spark")
    return [os.fspath(path) for path in several]


def are_tables(names: list[str]) -> bool:
    """Whether they are Parquet; raises where some are and others are not."""
    which = [bool(_TABLE.search(name)) for name in names]
    if any(which) != all(which):
        raise Error("some inputs are Parquet and others are not; expected one form, or a DataFrame")
    return all(which)


def is_packed(name: str) -> bool:
    """Whether its bytes are not those of its records."""
    return os.path.splitext(name)[1].lower() in _PACKED + _UNPACKED


def is_readable(name: str) -> bool:
    """Whether Python's own library can read it, if need be by unpacking."""
    return os.path.splitext(name)[1].lower() not in _PACKED


def opened(path: str) -> Any:
    """The bytes of a readable file."""
    import bz2
    import gzip

    return {".gz": gzip.open, ".bz2": bz2.open}.get(os.path.splitext(path)[1].lower(), open)(path, "rb")


def local_files(paths: list[str]) -> list[str] | None:
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
    return files


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


def uri(path: str) -> str:
    """A name for Spark; what it would take for a pattern is a name here."""
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", path)


def path_of(file: str) -> str:
    """What Spark's name of a file is for a person."""
    parts = urlsplit(file)
    return unquote(parts.path) if parts.scheme in ("", "file") else file
