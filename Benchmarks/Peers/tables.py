# SPDX-License-Identifier: Apache-2.0
"""Markdown tables on standard output."""


def print_table(title, head, rows):
    """A table of strings and numbers under a line that says what it is."""
    print(f"\n{title}\n")
    print("| " + " | ".join(map(str, head)) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)
