# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gamut_data

#: Places and things of which generated questions speak.
_PLACES = ["Oslo", "Lima", "Cairo", "Hanoi", "Quito", "Turin", "Accra", "Perth"]
_THINGS = ["harbour", "library", "market hall", "tram line", "old bridge", "botanical garden"]


def _examples(count: int) -> list[dict[str, Any]]:
    """Examples of which every fifth is a copy, and every seventh a near-copy, of an earlier one."""
    rows: list[dict[str, Any]] = []
    for i in range(count):
        place, thing = _PLACES[i % 8], _THINGS[i // 8 % 6]
        prompt = f"Tell me in a few sentences how the {thing} of {place} came to be, visitor {i // 48}."
        answer = (
            f"The {thing} of {place} was planned by a small group of people who had seen one in "
            f"another town, number {i}, and who thought that theirs should have one as well."
        )
        rows.append({"prompt": prompt, "response": answer, "score": i * 37 % 101})
        if i % 5 == 4:
            rows.append(dict(rows[i // 2]))
        if i % 7 == 6:
            near = rows[i // 3]
            rows.append({**near, "response": near["response"].replace("a small group", "a group")})
    return rows


@pytest.fixture(scope="session")
def examples() -> list[dict[str, Any]]:
    return _examples(400)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Writes records as lines, and returns the path."""

    def write(rows: list[Any], name: str = "data.jsonl") -> str:
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture(scope="session")
def program() -> str:
    """The program, which must decide as the library does."""
    path = os.environ.get("GAMUT_PROGRAM")
    if path is None:
        pytest.skip("GAMUT_PROGRAM does not name the program")
    return path


def decisions(result: gamut_data.Deduplication) -> list[tuple[Any, ...]]:
    """Who was removed for whom, with the bits of each similarity."""
    return [
        (row.index, row.keeper, row.against, row.cause, row.similarity.hex())
        for row in result.removed
    ]


def decisions_of_program(program: str, *arguments: str) -> list[tuple[Any, ...]]:
    """The same, of a run of the program."""
    out = subprocess.run(
        [program, "dedupe", *arguments, "--removed", "/dev/stdout", "-o", "/dev/null"],
        check=True,
        capture_output=True,
    ).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    return [
        (
            row["index"],
            row["kept"]["index"],
            row["kept"].get("against", False),
            row["cause"],
            float(row["similarity"]).hex(),
        )
        for row in rows
    ]
