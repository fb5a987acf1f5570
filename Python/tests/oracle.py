# SPDX-License-Identifier: Apache-2.0
"""Small sets decided pair by pair, by the rule that Benchmarks/Peers/example_rule.py writes a second time."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("regex", reason="the rule needs regex")
_PATH = Path(__file__).resolve().parents[2] / "Benchmarks" / "Peers" / "example_rule.py"
_spec = importlib.util.spec_from_file_location("example_rule", _PATH)
assert _spec and _spec.loader
rule = importlib.util.module_from_spec(_spec)
sys.modules["example_rule"] = rule
_spec.loader.exec_module(rule)

_WORDS = [f"{a}{b}" for a in ("ash", "bel", "cor", "dun", "elm", "fir") for b in ("a", "er", "ing", "let", "ton", "y")]


def rows(seed: int) -> list[dict[str, Any]]:
    """A set with copies, near-copies of copies, short, empty and wordless texts, and labels that differ."""
    draw = random.Random(seed)
    made = []
    for _ in range(draw.choice([2, 5, 30])):
        asked = " ".join(draw.choices(_WORDS, k=draw.choice([1, 4, 12])))
        said = draw.choice(["", "?!", "7", " ".join(draw.choices(_WORDS, k=draw.choice([1, 3, 12, 40])))])
        made.append({"prompt": asked, "response": said, "label": draw.choice([0, 0, 0, 1])})
    for _ in range(draw.choice([0, 4, 30])):
        row = dict(draw.choice(made))
        words = row["response"].split(" ")
        for _ in range(draw.choice([0, 1, 1, 2])):
            words[draw.randrange(len(words))] = draw.choice([*_WORDS, "7", ""])
        row["response"] = draw.choice([str, str.upper])(" ".join(words))
        if draw.random() < 0.2:
            row["prompt"] += draw.choice(["?", " please", " " + draw.choice(_WORDS)])
        made.append(row)
    return made


def decided(rows: list[dict[str, Any]]) -> list[tuple[int, int, str, float]]:
    """(index, keeper, cause, similarity) of what goes: no key, no sketch, every pair looked at."""
    examples = [
        rule.Example([("asked", row["prompt"]), ("said", row["response"])], {"label": row["label"]})
        for row in rows
    ]
    copy_of: dict[int, int] = {}
    for i, example in enumerate(examples):
        # A record without any text is nobody's copy.
        if row_text(rows[i]):
            same = (j for j in range(i) if j not in copy_of and rule.is_exact(examples[j], example))
            first = next(same, None)
            if first is not None:
                copy_of[i] = first
    near: dict[int, int] = {}
    for i, example in enumerate(examples):
        if i in copy_of or not rule.words(row_text(rows[i])):
            continue
        for j in range(i):
            if j not in copy_of and j not in near and rule.is_near(examples[j], example):
                near[i] = j
                break
    found = []
    for i in range(len(rows)):
        stands = copy_of.get(i, i)
        if stands in near:
            keeper = near[stands]
            found.append((i, keeper, "near", rule.similarity(examples[stands], examples[keeper])))
        elif i in copy_of:
            found.append((i, stands, "exact", 1.0))
    return found


def row_text(row: dict[str, Any]) -> str:
    return row["prompt"] + row["response"]
