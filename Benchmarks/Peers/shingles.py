# SPDX-License-Identifier: Apache-2.0
"""Texts, words and word 5-grams as Gamut defines them, so that all peers see the same sets."""

import json
import re
import unicodedata

import regex

# ASCII needs no table: symbols stand alone; - / & do unless they stand between two letters.
ASCII_WORD = re.compile(r"[a-z0-9]+|[$+<=>^`|~*%@#\\]|(?<![a-z])[-/&]|[-/&](?![a-z])")
UNSPACED = "".join(
    rf"\p{{scx={name}}}"
    for name in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan")
)
# U+00B7 got its Script_Extensions, Han among them, after the Unicode 15.0 of the definition.
WORD = regex.compile(
    rf"[[{UNSPACED}]--[\u00b7]]|(?:[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]])+"
    r"|\p{S}|[*%@#\\]|(?<!\p{L})[-/&]|[-/&](?!\p{L})",
    regex.V1,
)
IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
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


def words(text):
    """The words of a text, after NFKC_Casefold."""
    if text.isascii():
        return ASCII_WORD.findall(text.lower())
    folded = IGNORABLE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return WORD.findall(unicodedata.normalize("NFKC", folded))


def shingles(text, width=5):
    """The set of `width` consecutive words; a shorter text is one shingle."""
    sequence = words(text)
    if len(sequence) <= width:
        return {" ".join(sequence)} if sequence else set()
    return {" ".join(sequence[i : i + width]) for i in range(len(sequence) - width + 1)}
