# SPDX-License-Identifier: Apache-2.0
"""Sets whose near-duplicates are known: those that others labelled, and real texts with edits planted."""

import csv
import json
import random
from dataclasses import dataclass, field

from edits import KINDS, edited


@dataclass
class LabelledSet:
    """Texts, and the pairs of them (a < b) that are near-duplicates, each with a name of its kind."""

    name: str
    texts: list
    pairs: dict = field(default_factory=dict)

    def write(self, folder):
        """The texts as JSONL."""
        path = folder / f"{self.name.replace(' ', '-')}.jsonl"
        lines = (json.dumps({"id": i, "text": text}) for i, text in enumerate(self.texts))
        path.write_text("".join(line + "\n" for line in lines))
        return path


def articles(data, size):
    """News paragraphs with planted pairs (minhash_articles)."""
    folder = data / "neardup" / "minhash_articles"
    names, texts = [], []
    for line in read(folder / f"articles_{size}.train").splitlines():
        name, _, text = line.partition(" ")
        names.append(name)
        texts.append(text)
    places = {name: place for place, name in enumerate(names)}
    pairs = {}
    for line in read(folder / f"articles_{size}.truth").splitlines():
        if line.strip():
            a, b = sorted(places[name] for name in line.split())
            pairs[a, b] = "planted"
    return LabelledSet(f"articles {size}", texts, pairs)


# As the set's file_information.csv names them, most copied first.
GRADES = ("cut", "light", "heavy", "non")


def plagiarism(data):
    """Student answers and the articles they used; a pair's kind is its grade, `non` included."""
    folder = data / "neardup" / "plagiarism" / "data"
    with open(folder / "file_information.csv") as lines:
        rows = list(csv.DictReader(lines))
    places, texts, pairs = {}, [], {}
    for row in rows:
        if row["Category"] == "orig":
            places[row["Task"]] = len(texts)
            texts.append(read(folder / row["File"], "latin-1"))
    for row in rows:
        if row["Category"] != "orig":
            pairs[places[row["Task"]], len(texts)] = row["Category"]
            texts.append(read(folder / row["File"], "latin-1"))
    return LabelledSet("plagiarism", texts, pairs)


def instructions(data):
    """The 52,000 instructions: no two alike by ROUGE-L of .7, so that each pair found is a false one."""
    with open(data / "instruct" / "alpaca_data_52k.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def short_prompts(data, words, count, seed):
    """The first `count` instructions of `words` words, and each again with one word edited."""
    prompts = [record["instruction"] for record in instructions(data)]
    prompts = [text for text in prompts if len(text.split()) == words][:count]
    return with_edits(f"prompts of {words} words", prompts, [0], seed)


def long_texts(data, count, shares, seed, least=60):
    """The first `count` answers of `least` words or more, and each again after an edit."""
    answers = [record["output"] for record in instructions(data)]
    answers = [text for text in answers if len(text.split()) >= least][:count]
    return with_edits("answers", answers, shares, seed)


def with_edits(name, originals, shares, seed):
    """`originals`, then each again after an edit: all kinds in turn, each with all shares in turn."""
    chance = random.Random(seed)
    texts, pairs = list(originals), {}
    for place, text in enumerate(originals):
        kind = KINDS[place % len(KINDS)]
        share = shares[place // len(KINDS) % len(shares)]
        pairs[place, len(texts)] = (kind.__name__, share)
        texts.append(edited(text, kind, share, chance))
    return LabelledSet(name, texts, pairs)


# Similarity at which its author pruned the set → the name of what was left.
PRUNED = {
    threshold: f"toolformer-similarity-{threshold}-dataset.json"
    for threshold in (0.9, 0.8, 0.7, 0.6)
}


def toolformer(data):
    """The records of a set of tool calls, and for each of its author's thresholds which he kept."""
    folder = data / "neardup" / "toolformer"
    records = json.loads(read(folder / "toolformer-dedupe-only-dataset.json"))
    places = {ascii_letters(record): place for place, record in enumerate(records)}
    assert len(places) == len(records), "two records are equal but for their accents"
    return records, {
        threshold: {places[ascii_letters(record)] for record in json.loads(read(folder / name))}
        for threshold, name in PRUNED.items()
    }


def ascii_letters(record):
    """What identifies a record: the pruned files hold some accents in an encoding of an encoding."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False).encode("ascii", "ignore")


def read(path, encoding="utf-8"):
    return path.read_text(encoding=encoding)


def intents(data, part="train"):
    """Short questions to a bank, and the intent of each (BANKING77)."""
    with open(data / "labels" / "banking77" / f"{part}.csv", newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    name = "bank questions" if part == "train" else f"bank questions, {part}"
    return LabelledSet(name, [row["text"] for row in rows]), [row["category"] for row in rows]


def problems(data):
    """Word problems of a school, all of them different (GSM8K): templates with other numbers among them."""
    texts = []
    for name in ("train", "test"):
        with open(data / "decontam" / "gsm8k" / f"{name}.jsonl", encoding="utf-8") as lines:
            texts += [json.loads(line)["question"] for line in lines]
    return LabelledSet("word problems", texts)
