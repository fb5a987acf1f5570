# SPDX-License-Identifier: Apache-2.0
"""The command line within Python: Parquet and Arrow files are read through pyarrow.

    python -m gamut_data inspect train.parquet
"""

from __future__ import annotations

import sys

from ._command import Command
from ._errors import Error
from ._progress import listener


def main() -> int:
    """Runs the command that the arguments are; the exit status is the program's."""
    try:
        command = Command(sys.argv[1:], None, {}, listener(None))
    except Error as error:
        print(f"gamut: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    sys.stdout.write(command.run.answer)
    for line in command.run.words:
        print(line, file=sys.stderr)
    if command.gate is not None:
        print(command.gate, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
