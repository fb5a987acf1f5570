# SPDX-License-Identifier: Apache-2.0
"""The semantic threshold that the data advise beside the usual one, where the paraphrases are known."""

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import settings
from tables import print_table

USUAL = 0.95


def lines(path, count=None):
    with open(path) as file:
        return [json.loads(line) for line in file][:count]


class Sets:
    """Texts of real sets, and pairs of a text and its rephrasing by a language model."""

    def __init__(self, data):
        folder = data / "decontam" / "rephrase"
        asked = [row["question"] for row in lines(data / "decontam" / "gsm8k" / "test.jsonl", 300)]
        again = [row["text"].removeprefix("Question:").split("\nAnswer:")[0].strip()
                 for row in lines(folder / "rephrase_gsm8k.jsonl", 300)]
        self.problems = list(zip(asked, again))
        with open(folder / "sociology_test.csv") as file:
            asked = [row[0] for row in csv.reader(file)]
        again = [row["text"].strip()
                 for row in lines(folder / "sociology_test_rephrase_english_filtered_question.jsonl")]
        self.sociology = [(a, b) for a, b in zip(asked, again) if a and b]
        with open(data / "instruct" / "dolly_3k.json") as file:
            self.dolly = [row["instruction"] for row in json.load(file)][:2_000]
        self.alpaca = [row["instruction"] + ("\n" + row["input"] if row["input"] else "")
                       for row in lines(data / "embeddings" / "alpaca_20k.jsonl", 4_000)]
        with open(data / "labels" / "banking77" / "train.csv") as file:
            rows = list(csv.reader(file))[1:]
        self.banking = [row[0] for row in random.Random(0).sample(rows, 3_000)]

    def planted(self, background, pairs):
        """`background`, then the pairs one after the other; the truth is where they stand."""
        texts = list(background)
        truth = set()
        for a, b in pairs:
            truth.add((len(texts), len(texts) + 1))
            texts += [a, b]
        return texts, truth

    def all(self):
        mixed = random.Random(1).sample(self.problems + self.sociology, 400)
        yield "300 problems of GSM8K, alone", [a for a, _ in self.problems], set()
        yield "the same with a rephrasing each", *self.planted([], self.problems)
        yield "questions of sociology with a rephrasing each", *self.planted([], self.sociology)
        for count in (0, 20, 100, 400):
            yield f"2,000 of Dolly and {count} of these pairs", *self.planted(self.dolly, mixed[:count])
        for count in (0, 400):
            yield f"4,000 of Alpaca and {count} of these pairs", *self.planted(self.alpaca, mixed[:count])
        yield "3,000 questions to a bank, 77 intents", self.banking, set()


class Judge:
    def __init__(self, options):
        self.options = options
        self.texts = options.answers / "thresholds.jsonl"
        self.vectors = options.answers / "thresholds.npy"

    def run(self, *arguments):
        command = [str(part) for part in (self.options.gamut, *arguments)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

    def pairs(self, threshold):
        answer = self.options.answers / "thresholds-pairs.jsonl"
        self.run("pairs", self.texts, "--by", "semantic", "--embeddings", self.vectors, "--threshold",
                 threshold, "-o", answer)
        return {(row["a"], row["b"]) for row in lines(answer)}

    def cells(self, texts, truth, model):
        with open(self.texts, "w") as file:
            for text in texts:
                file.write(json.dumps({"text": text}) + "\n")
        self.run("embed", self.texts, "-o", self.vectors, *model)
        answer = self.options.answers / "thresholds.json"
        self.run("dedupe", self.texts, "--stages", "semantic", "--embeddings", self.vectors, "-o",
                 "/dev/null", "--json", answer)
        advised = json.loads(answer.read_text())["semantic_threshold"]["advised"]
        return [self.shown(advised, truth), self.shown(USUAL, truth)]

    def shown(self, threshold, truth):
        if threshold is None:
            return "none"
        found = self.pairs(threshold)
        told = f"{threshold:g}: {len(found)} pairs"
        if truth:
            right = len(found & truth)
            told += f", precision {right / max(1, len(found)):.2f}, recall {right / len(truth):.2f}"
        return told


def main():
    made = settings.parser(__doc__)
    made.add_argument("--model", type=Path,
                      default=settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("thresholds", "no gamut")
    settings.require("thresholds", options.data / "decontam" / "rephrase")
    if not options.model.exists():
        subprocess.run([settings.ROOT / "Scripts" / "fetch-model"], check=True, stdout=sys.stderr)
    models = {"lsa": []}
    if options.model.exists():
        models = {options.model.name: ["--model", options.model], **models}
    judge = Judge(options)
    for name, model in models.items():
        rows = [[what, *judge.cells(texts, truth, model)]
                for what, texts, truth in Sets(options.data).all()]
        print_table(f"thresholds by {name}: pairs at or above", ["set", "advised", "usual"], rows)


if __name__ == "__main__":
    main()
