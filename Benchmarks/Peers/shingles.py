# SPDX-License-Identifier: Apache-2.0
"""Texts, words and word 5-grams as Gamut defines them, so that all peers see the same sets."""

import json

from example_rule import words

SHAPES = (
    ("instruction", "input", "output"),
    ("instruction", "input", "response"),
    ("prompt", "completion"),
    ("prompt", "response"),
    ("question", "answer"),
    ("prompt",),
    ("text",),
)


def view_all(record):
    """All text of a record, parts joined by newlines, empty ones left out."""
    for key in ("messages", "conversations"):
        if key in record:
            parts = [turn.get("content", turn.get("value")) for turn in record[key]]
            return "\n".join(part for part in parts if part)
    for shape in SHAPES:
        if shape[0] in record and shape[-1] in record:
            return "\n".join(record[key] for key in shape if record.get(key))
    raise SystemExit(f"no known field among {sorted(record)}")


def read_texts(path):
    with open(path, encoding="utf-8") as lines:
        return [view_all(json.loads(line)) for line in lines if line.strip()]


def shingles(text, width=5):
    """The set of `width` consecutive words; a shorter text is one shingle."""
    sequence = words(text)
    if len(sequence) <= width:
        return {" ".join(sequence)} if sequence else set()
    return {" ".join(sequence[i : i + width]) for i in range(len(sequence) - width + 1)}
