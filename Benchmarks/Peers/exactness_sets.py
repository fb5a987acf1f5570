# SPDX-License-Identifier: Apache-2.0
"""The sets of the exactness check: (name, lines, fields of the text)."""

import csv
import io
import itertools
import json
import random

import labelled
from edits import KINDS, edited


def real(data, rows, seed):
    """Stretches of model answers, the 52,000 instructions, the same with planted copies, and texts of
    many scripts."""
    for start in (0, 3 * rows, 7 * rows):
        answers = stretch(data / "speed" / "alpaca_eval_outputs.jsonl.zst", start, rows)
        yield f"model answers, {rows:,} from {start:,}", answers, "instruction,output"
    whole = labelled.read(data / "instruct" / "alpaca_data_52k.jsonl").splitlines()
    yield "instructions", whole, "instruction,input,output"
    planted = with_copies(whole[:rows], "output", rows // 5, rows // 20, seed)
    yield f"{rows:,} instructions, {rows // 4:,} planted", planted, "instruction,input,output"
    mixed = [json.dumps({"text": text}, ensure_ascii=False) for text in many_scripts(data)]
    yield "texts of seven sets, five languages", mixed, "text"


def of_file(path, fields, rows, seed):
    """Up to three stretches of a file, and the first with planted copies."""
    lines = path.read_text(encoding="utf-8").split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    last = max(0, len(lines) - rows)
    for start in sorted({0, last // 2, last}):
        yield f"{rows:,} from {start:,}", lines[start : start + rows], fields
    planted = with_copies(lines[:rows], fields.split(",")[-1], rows // 5, rows // 20, seed)
    yield f"the first {rows:,}, with planted copies", planted, fields


def stretch(path, start, count):
    """Some lines of a zstd file."""
    import zstandard

    with open(path, "rb") as file:
        unpacked = io.TextIOWrapper(
            zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8", newline="\n")
        return [line.rstrip("\n") for line in itertools.islice(unpacked, start, start + count)]


def with_copies(lines, field, edits, copies, seed):
    """`lines` with `edits` edited records, and exact copies of `copies` of those, at random places."""
    chance = random.Random(seed)
    long_enough = [line for line in lines if len(json.loads(line)[field].split()) >= 20]
    added = []
    for i in range(edits):
        record = json.loads(chance.choice(long_enough))
        share = chance.choice((0.01, 0.02, 0.03, 0.05))
        record[field] = edited(record[field], KINDS[i % len(KINDS)], share, chance)
        added.append(json.dumps(record, ensure_ascii=False))
        if i < copies:
            added.append(added[-1])
    result = lines + added
    chance.shuffle(result)
    return result


def many_scripts(data):
    """Questions, problems, articles and instructions; English, Arabic, Hindi, Thai, Chinese."""
    yield from labelled.intents(data)[0].texts
    with open(data / "labels" / "banking77" / "test.csv", newline="", encoding="utf-8") as lines:
        yield from (row["text"] for row in csv.DictReader(lines))
    yield from labelled.problems(data).texts
    yield from labelled.articles(data, 2500).texts
    for language in ("en", "ar", "hi", "th", "zh"):
        found = json.loads(labelled.read(data / "multilingual" / f"xquad.{language}.json"))
        for article in found["data"]:
            for paragraph in article["paragraphs"]:
                yield paragraph["context"]
                yield from (question["question"] for question in paragraph["qas"])
    for record in json.loads(labelled.read(data / "multilingual" / "alpaca_zh" / "part-12345.json")):
        yield "\n".join(record[key] for key in ("instruction", "input", "output") if record.get(key))
    for record in labelled.toolformer(data)[0]:
        yield "\n".join(record[key] for key in ("instruction", "input", "response") if record.get(key))
