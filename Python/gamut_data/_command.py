# SPDX-License-Identifier: Apache-2.0
"""One command on what people hold."""

from __future__ import annotations

import os
import re
from typing import Any

from ._arrow import Opener
from ._errors import Error, GateFailure
from ._inputs import Paths, Source, source
from ._memory import MemoryFile
from ._native import Run
from ._options import arguments
from ._progress import Bar, Listener, listener

_SETS = ("against", "reference", "like", "reference_like")
_VECTORS = ("embeddings", "reference_embeddings")


class Command:
    """A command that has run; what it wrote is in `written`."""

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
        self.gate: GateFailure | None = None
        told = listener(progress)
        options = dict(options)
        sets = {option: source(options[option]) for option in _SETS if options.get(option) is not None}
        inputs = {} if data is None else {"": source(data)}
        # What is in memory has no name that one of the paths has.
        every = [*sets.values(), *inputs.values()]
        taken = {path for it in every if isinstance(it, Paths) for path in it.paths}
        named = {option: it.names(self.run, taken) for option, it in (sets | inputs).items()}
        options |= {option: named[option] for option in sets}
        given = self._memory(options)
        outputs = self._outputs(options, written)
        options |= {option: it if isinstance(it, str) else it.path for option, it in outputs.items()}
        # Files in memory live as long as the run, which goes on for a while when it is interrupted.
        self.run.keep(given, outputs)
        try:
            self.run.start([*name, *named.get("", []), *arguments(options)], told)
        except GateFailure as gate:
            self.gate = gate
        except Error as error:
            # What a library for tables has raised says more than that it did.
            if self.opener.failure is not None:
                reason = str(self.opener.failure).splitlines()[0]
                raise type(error)(f"{error}: {reason}") from self.opener.failure
            raise
        finally:
            if isinstance(told, Bar):
                told.close()
        self.written = {option: _content(it) for option, it in outputs.items()}

    @staticmethod
    def _memory(options: dict[str, Any]) -> list[MemoryFile]:
        """Puts what options hold into files."""
        files: list[MemoryFile] = []
        for option, value in options.items():
            is_matrix = option in _VECTORS and not isinstance(value, (str, os.PathLike, type(None)))
            if not is_matrix and not isinstance(value, bytes):
                continue
            files.append(MemoryFile())
            if isinstance(value, bytes):
                files[-1].write(value)
            else:
                files[-1].write_matrix(option, value)
            options[option] = files[-1].path
        return files

    @staticmethod
    def _outputs(options: dict[str, Any], written: tuple[str, ...]) -> dict[str, MemoryFile | str]:
        """Where the outputs go that are returned: where the caller wants them, else into memory."""
        outputs: dict[str, MemoryFile | str] = {}
        for option in written:
            path = options.get(option)
            if path is None:
                outputs[option] = MemoryFile()
                continue
            outputs[option] = os.fspath(path)
            if re.search(r"\.(gz|zst|xz|bz2|lz4)\Z", outputs[option]) or outputs[option] == "-":
                raise Error(f"{option} is {path}; expected a file that is not packed, which is read again")
        return outputs


def _content(output: MemoryFile | str) -> bytes:
    if isinstance(output, MemoryFile):
        return output.read()
    if not os.path.exists(output):
        return b""
    with open(output, "rb") as file:
        return file.read()


__all__ = ["Command", "Source"]
