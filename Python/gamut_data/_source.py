# SPDX-License-Identifier: Apache-2.0
"""Records of one kind, whatever holds them."""

from __future__ import annotations

from ._native import Run


class Source:
    """Records, under one name or several."""

    def names(self, run: Run, taken: set[str]) -> list[str]:
        """Gives the records to `run`, and returns what stands for them among its arguments.

        Names in `taken` are not used, and new ones are added to it.
        """
        raise NotImplementedError

    def names_as(self, run: Run, name: str) -> list[str]:
        """The same, where the caller sees to it that `name` is nobody else's."""
        raise NotImplementedError


class Lines(Source):
    """Lines of JSON, as they stand in a file."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    def names(self, run: Run, taken: set[str]) -> list[str]:
        return self.names_as(run, free("lines", taken))

    def names_as(self, run: Run, name: str) -> list[str]:
        run.add_lines(name, self._lines)
        return [name]


class Several(Source):
    """Records of several files, each under the name of its own."""

    def __init__(self, parts: list[tuple[str, Source]]) -> None:
        self._parts = parts

    def names(self, run: Run, taken: set[str]) -> list[str]:
        names: list[str] = []
        for name, part in self._parts:
            taken.add(name)
            names += part.names_as(run, name)
        return names


def free(title: str, taken: set[str]) -> str:
    """A name like `title` that nothing else has."""
    name, count = title, 1
    while name in taken:
        count += 1
        name = f"{title} {count}"
    taken.add(name)
    return name
