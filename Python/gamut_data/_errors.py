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

    @classmethod
    def _from(cls, failure: dict[str, Any]) -> Error:
        error = cls(_in_python(failure["message"]))
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
    """The options of the command line as the arguments that they are here."""
    message = message.removesuffix("; see gamut --help")
    return re.sub(
        r"(?<![\w-])--([a-z][a-z-]*[a-z])\b", lambda found: found[1].replace("-", "_"), message
    )
