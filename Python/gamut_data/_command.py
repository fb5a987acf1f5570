# SPDX-License-Identifier: Apache-2.0
"""One command on what people hold."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import numpy as np

from ._arrow import Opener
from ._errors import Error, GateFailure, Stopped
from ._inputs import MemoryFile, source
from ._native import Run
from ._options import arguments
from ._progress import Bar, Listener, listener

_SETS = ("against", "reference", "like")
_VECTORS = ("embeddings", "reference_embeddings")


class Command:
    """A command that has run; what it wrote to memory is in `written`."""

    def __init__(
        self,
        name: list[str],
        data: Any,
        options: dict[str, Any],
        progress: Listener = None,
        written: tuple[str, ...] = (),
    ) -> None:
        self.run = Run()
        #: Opens Parquet and Arrow files, and keeps their tables.
        self.opener = Opener()
        self.run.set_opener(self.opener.call)
        self.written: dict[str, bytes] = {}
        self.gate: GateFailure | None = None
        taken: set[str] = set()
        options = dict(options)
        for option in _SETS:
            if options.get(option) is not None:
                options[option] = self._names(options[option], taken)
        inputs = [] if data is None else self._names(data, taken)
        with ExitStack() as stack:
            for option in _VECTORS:
                if isinstance(options.get(option), np.ndarray):
                    file = stack.enter_context(MemoryFile())
                    file.write_array(options[option])
                    options[option] = file.path
            for option, value in options.items():
                if isinstance(value, bytes):
                    file = stack.enter_context(MemoryFile())
                    file.write(value)
                    options[option] = file.path
            files = {option: stack.enter_context(MemoryFile()) for option in written}
            options |= {option: file.path for option, file in files.items()}
            told = listener(progress)
            try:
                self.run.start([*name, *inputs, *arguments(options)], told)
            except GateFailure as gate:
                self.gate = gate
            except Stopped:
                raise
            except Error as error:
                # What a library for tables has raised says more than that it did.
                if self.opener.failure is not None:
                    raise error from self.opener.failure
                raise
            finally:
                if isinstance(told, Bar):
                    told.close()
            self.written = {option: file.read() for option, file in files.items()}

    def _names(self, data: Any, taken: set[str]) -> list[str]:
        return source(data).names(self.run, taken)
