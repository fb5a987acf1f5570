# SPDX-License-Identifier: Apache-2.0
"""The command line within Python: Parquet and Arrow files are read through pyarrow.

    python -m gamut_data inspect train.parquet
"""

from __future__ import annotations

import sys

from ._command import Command
from ._errors import Error
from ._progress import listener

#: Options of `dedupe` that say where kept records go, or that none are written.
_KEPT = ("-o", "--output", "--output-dir", "--dry-run", "--help", "-h")


def main() -> int:
    """Runs the command that the arguments are; the exit status is the program's."""
    arguments = sys.argv[1:]
    # Within a process nothing is written that is not asked for; here standard output is.
    if arguments[:1] == ["dedupe"] and not any(it.split("=")[0] in _KEPT for it in arguments):
        arguments += ["--output=-"]
    try:
        command = Command(arguments, None, {}, listener(None))
    except Error as error:
        print(f"gamut: {error._as_command or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    answer = command.run.answer
    sys.stdout.write(answer if answer.endswith("\n") or not answer else answer + "\n")
    for line in command.run.words:
        print(line, file=sys.stderr)
    if command.gate is not None:
        print(command.gate._as_command, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
