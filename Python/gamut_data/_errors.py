# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, in one line each."""

from __future__ import annotations

import re
from typing import Any


class Error(Exception):
    """Where something is wrong, what was found, and what was expected."""

    #: The file, or what a list or a table in memory is called; None where none is concerned.
    path: str | None = None
    #: The line of the file, from 1.
    line: int | None = None
    #: The row of an array or a table, from 0.
    row: int | None = None
    #: The field.
    field: str | None = None
    #: The same in the words of the command line.
    _as_command: str | None = None

    @classmethod
    def _from(cls, failure: dict[str, Any]) -> Error:
        # A path is the user's, whatever it looks like.
        path = failure.get("path")
        parts = failure["message"].split(path) if path else [failure["message"]]
        error = cls((path or "").join(map(_in_python, parts)))
        error._as_command = failure["message"]
        for name in ("path", "line", "row", "field"):
            setattr(error, name, failure.get(name))
        return error


class GateFailure(Error):
    """A gate of `fail_if` was true, or a source lost more than it may; outputs are as `gamut` has them."""

    #: The report whose gate it was, where there is one.
    report: Any = None


class Stopped(Error):
    """The run was asked to end before it was done."""


def _in_python(message: str) -> str:
    """The options of the command line as the arguments that they are here; what only looks like one, such
    as a name of a file, stays."""
    from ._options import NAMES

    def word(found: re.Match[str]) -> str:
        name = found[1].replace("-", "_")
        return name if name in NAMES else found[0]

    message = message.removesuffix("; see gamut --help")
    # Quoted text is the user's.
    parts = re.split(r'("(?:[^"\\]|\\.)*")', message)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"(?<![\w/.-])--([a-z][a-z-]*[a-z])(?![\w.-]*[/\w])", word, parts[i])
    return "".join(parts)
