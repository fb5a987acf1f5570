# SPDX-License-Identifier: Apache-2.0
"""The native library, as `gamut.h` declares it, and one run of a command."""

from __future__ import annotations

import ctypes
import json
import os
import threading
from pathlib import Path
from typing import Any, Callable, NamedTuple

import numpy as np

from ._errors import Error, GateFailure, Stopped

_INTERFACE = 2


class _Progress(ctypes.Structure):
    _fields_ = [
        ("completed", ctypes.c_int64),
        ("total", ctypes.c_int64),
        ("is_bytes", ctypes.c_int32),
        ("stage", ctypes.c_char * 60),
    ]


class _Removals(ctypes.Structure):
    _fields_ = [
        ("read_count", ctypes.c_uint64),
        ("removed_count", ctypes.c_uint64),
        ("record", ctypes.c_void_p),
        ("keeper", ctypes.c_void_p),
        ("is_reference", ctypes.c_void_p),
        ("cause", ctypes.c_void_p),
        ("similarity", ctypes.c_void_p),
        ("rejected_count", ctypes.c_uint64),
        ("rejected", ctypes.c_void_p),
    ]


# Fills an ArrowArrayStream with the rows of the file at a path; 0 where it did.
OPENER = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)


def _path() -> str:
    """Where the library is: GAMUT_LIBRARY names one that was just built."""
    named = os.environ.get("GAMUT_LIBRARY")
    if named:
        return named
    # The wheel's `lib/gamut`, where the program looks for it too: in the `lib` that Python's packages are in,
    # or beside them where `pip install --target` put both.
    folders = Path(__file__).resolve().parents
    for folder in (folders[3] / "gamut", folders[1] / "lib" / "gamut"):
        if (folder / "libgamut.so").exists():
            return str(folder / "libgamut.so")
    from importlib.metadata import PackageNotFoundError, files

    try:
        found = [it for it in files("gamut-data") or [] if it.name == "libgamut.so"]
    except PackageNotFoundError:
        found = []
    if not found:
        raise ImportError("there is no libgamut.so, expected it where pip put it; GAMUT_LIBRARY names one")
    return str(found[0].locate())


def _load() -> ctypes.CDLL:
    path = _path()
    library = ctypes.CDLL(path)
    pointer, text, status, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_uint32
    # Asked first: one of another version need not have the functions.
    library.gamut_interface.restype = ctypes.c_int32
    if library.gamut_interface() != _INTERFACE:
        raise ImportError(
            f"{path} has interface {library.gamut_interface()}, expected {_INTERFACE}: "
            "gamut_data and its library are of two versions"
        )
    for name, result, arguments in [
        ("version", text, []),
        ("self_test", ctypes.c_int32, [ctypes.POINTER(ctypes.c_uint64)]),
        ("run_new", pointer, []),
        ("run_free", None, [pointer]),
        ("run_set_opener", None, [pointer, OPENER, pointer]),
        ("run_add_stream", status, [pointer, text, pointer]),
        ("run_add_lines", status, [pointer, text, pointer, ctypes.c_size_t]),
        ("run_start", status, [pointer, ctypes.POINTER(text), ctypes.c_size_t]),
        ("run_stop", None, [pointer]),
        ("run_progress", None, [pointer, ctypes.POINTER(_Progress)]),
        ("run_error_json", text, [pointer]),
        ("run_words", text, [pointer]),
        ("run_answer", text, [pointer]),
        ("run_removed", status, [pointer, ctypes.POINTER(_Removals)]),
        ("components", ctypes.c_int32, [ctypes.c_uint32, pointer, pointer, ctypes.c_size_t, pointer]),
        (
            "join_rows",
            ctypes.c_int32,
            [pointer, number, pointer, number, number, ctypes.c_double, number, pointer],
        ),
    ]:
        function = getattr(library, f"gamut_{name}")
        function.restype, function.argtypes = result, arguments
    return library


library = _load()
version: str = library.gamut_version().decode()


def self_test() -> int:
    """The answer of the library's test of itself; raises where it is not the known one."""
    answer = ctypes.c_uint64()
    if library.gamut_self_test(ctypes.byref(answer)) != 1:
        raise Error("the library's self-test fails: its decisions are not to be trusted here")
    return answer.value


def components(count: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """For each number below `count` the lowest one that edges from `first` to `second` lead to."""
    first = np.ascontiguousarray(first, np.uint32)
    second = np.ascontiguousarray(second, np.uint32)
    lowest = np.empty(count, np.uint32)
    addresses = (array.ctypes.data for array in (first, second))
    if library.gamut_components(count, *addresses, len(first), lowest.ctypes.data) != 1:
        raise ValueError(f"an edge leads beyond {count}")
    return lowest


def join_rows(left: np.ndarray, right: np.ndarray | None, threshold: float) -> np.ndarray:
    """For each row of `left`, and of `right` behind it, the lowest row of its component.

    Rows are joined whose product reaches `threshold`: those of `left` with each other, or with those of `right`; and
    equal rows of either.
    """
    left = np.ascontiguousarray(left, np.float32)
    other = None if right is None else np.ascontiguousarray(right, np.float32)
    count = 0 if other is None else len(other)
    lowest = np.empty(len(left) + count, np.uint32)
    address = None if other is None else other.ctypes.data
    done = library.gamut_join_rows(
        left.ctypes.data, len(left), address, count, left.shape[1], threshold, 1, lowest.ctypes.data
    )
    if done != 1:
        raise Error("rows cannot be joined: a number is not finite, or there is no OpenBLAS")
    return lowest


class Decisions(NamedTuple):
    """What a run decided, a value of each column for each removed record."""

    read_count: int
    record: np.ndarray
    keeper: np.ndarray
    is_reference: np.ndarray
    cause: np.ndarray
    similarity: np.ndarray
    rejected: np.ndarray


class Progress(NamedTuple):
    """How far a run is: `total` is 0 where nobody knows, and counts bytes or records."""

    stage: str
    completed: int
    total: int
    is_bytes: bool


class Run:
    """One command, within this process."""

    def __init__(self) -> None:
        self._handle = library.gamut_run_new()
        if not self._handle:
            raise MemoryError
        self._kept_alive: list[Any] = []

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            library.gamut_run_free(self._handle)
            self._handle = None

    def set_opener(self, opener: Any) -> None:
        """Opens files of tables by `opener`, an `OPENER`."""
        self._kept_alive.append(opener)
        library.gamut_run_set_opener(self._handle, opener, None)

    def add_stream(self, name: str, address: int, owner: Any = None) -> None:
        """Takes the Arrow stream at `address`; `owner` stays alive as long as this run."""
        self._kept_alive.append(owner)
        self._check(library.gamut_run_add_stream(self._handle, name.encode(), address))

    def add_lines(self, name: str, lines: bytes) -> None:
        """Takes lines of JSON."""
        self._check(library.gamut_run_add_lines(self._handle, name.encode(), lines, len(lines)))

    def keep(self, *owners: Any) -> None:
        """Keeps what the run needs alive as long as it is."""
        self._kept_alive += owners

    def start(self, arguments: list[str], progress: Callable[[Progress], None] | None) -> None:
        """Runs a command; Ctrl-C ends the wait at once, and the run at its next batch or stage."""
        texts = [os.fsencode(argument) for argument in arguments]
        array = (ctypes.c_char_p * len(texts))(*texts)
        status: list[int] = []

        def work() -> None:
            status.append(library.gamut_run_start(self._handle, array, len(texts)))

        # A thread of its own: the one that asks can then be interrupted, and can tell of progress.
        thread = threading.Thread(target=work, name="gamut", daemon=True)
        thread.start()
        try:
            thread.join(0.05)
            while thread.is_alive():
                if progress is not None:
                    progress(self._progress())
                thread.join(0.1)
        except BaseException:
            library.gamut_run_stop(self._handle)
            raise
        self._check(status[0])

    def _progress(self) -> Progress:
        now = _Progress()
        library.gamut_run_progress(self._handle, ctypes.byref(now))
        return Progress(now.stage.decode(), now.completed, now.total, bool(now.is_bytes))

    def _check(self, status: int) -> None:
        if status == 0:
            return
        if status == 130:
            raise Stopped("the run was asked to end")
        failure = json.loads(library.gamut_run_error_json(self._handle).decode(errors="replace"))
        raise (GateFailure if status == 1 else Error)._from(failure)

    @property
    def words(self) -> list[str]:
        """What the program says to a person."""
        text = library.gamut_run_words(self._handle).decode()
        return text.split("\n") if text else []

    @property
    def answer(self) -> str:
        """What the program shows."""
        return library.gamut_run_answer(self._handle).decode()

    @property
    def decisions(self) -> Decisions | None:
        """What was decided, copied; None where nothing was."""
        lent = _Removals()
        if library.gamut_run_removed(self._handle, ctypes.byref(lent)) != 0:
            return None

        def column(address: int | None, count: int, kind: Any) -> np.ndarray:
            if not count:
                return np.empty(0, kind)
            size = count * np.dtype(kind).itemsize
            return np.frombuffer((ctypes.c_char * size).from_address(address), kind).copy()

        removed = lent.removed_count
        return Decisions(
            lent.read_count,
            column(lent.record, removed, np.uint32),
            column(lent.keeper, removed, np.uint32),
            column(lent.is_reference, removed, np.bool_),
            column(lent.cause, removed, np.uint8),
            column(lent.similarity, removed, np.float64),
            column(lent.rejected, lent.rejected_count, np.uint32),
        )
