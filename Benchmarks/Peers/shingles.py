# SPDX-License-Identifier: Apache-2.0
"""Texts, words and word 5-grams as Gamut defines them, so that all peers see the same sets."""

import json
import re
import unicodedata

# ASCII needs no table: symbols stand alone; - / & do unless they stand between two letters.
ASCII_WORD = re.compile(r"[a-z0-9]+|[$+<=>^`|~*%@#\\]|(?<![a-z])[-/&]|[-/&](?![a-z])")
ALONE = re.compile(
    "[\u0e00-\u0e7f\u0e80-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3031-\u3035"
    "\u3041-\u3096\u309b-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af]"
)
# Default-ignorable code points that are no format characters, such as variation selectors.
IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
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
    if text.isascii():
        return ASCII_WORD.findall(text.lower())
    text = IGNORABLE.sub("", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFKC", text)
    found, word = [], ""
    for place, letter in enumerate(text):
        category = unicodedata.category(letter)
        is_part = category[0] in "LMN"
        between = 0 < place < len(text) - 1 and text[place - 1].isalpha() and text[place + 1].isalpha()
        alone = (
            (is_part and ALONE.match(letter))
            or category[0] == "S"
            or letter in "*%@#\\"
            or (letter in "-/&" and not between)
        )
        # A format character (a soft hyphen, a zero-width joiner) is dropped and splits nothing.
        if category == "Cf":
            continue
        if is_part and not alone:
            word += letter
            continue
        if word:
            found.append(word)
            word = ""
        if alone:
            found.append(letter)
    return found + [word] if word else found


def shingles(text, width=5):
    """The set of `width` consecutive words; a shorter text is one shingle."""
    sequence = words(text)
    if len(sequence) <= width:
        return {" ".join(sequence)} if sequence else set()
    return {" ".join(sequence[i : i + width]) for i in range(len(sequence) - width + 1)}
