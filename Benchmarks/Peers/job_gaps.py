#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the report says a training set lacks, where some intents were hidden and others thinned."""

import collections
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import labelled
import settings
from labels_quality import area_under_curve
from peer import unit_rows
from tables import print_table

HIDDEN_COUNT, THIN_COUNT, THIN_SHARE = 8, 8, 0.1
MODEL = settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2"


class Gaps:
    """Banking77: the training questions without those of some intents, and the test questions as reference."""

    def __init__(self, options, folder):
        import numpy

        self.numpy = numpy
        self.options, self.folder = options, folder
        training, self.labels = labelled.intents(options.data, "train")
        reference, self.intents = labelled.intents(options.data, "test")
        self.training, self.reference = training.texts, reference.texts
        self.files = [self.written("reference", self.reference), self.written("all", self.training + self.reference)]
        self.names = sorted(set(self.labels))

    def written(self, name, texts):
        path = self.folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        return path

    def vectors(self, *model):
        """The unit rows of the training questions and of the reference."""
        path = self.folder / "all.npy"
        subprocess.run([self.options.gamut, "embed", self.files[1], "-o", path, *model], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rows = unit_rows(path)
        return rows[:len(self.training)], rows[len(self.training):]

    def compared(self, kept, training, reference):
        """The coverage section, and the topic and gap score of each reference question."""
        numpy = self.numpy
        source = self.written("training", [self.training[row] for row in kept])
        given, other = self.folder / "training.npy", self.folder / "reference.npy"
        numpy.save(given, training[kept])
        numpy.save(other, reference)
        answer, lines = self.folder / "answer.json", self.folder / "gaps.jsonl"
        subprocess.run([self.options.gamut, "coverage", source, "--reference", self.files[0], "--embeddings", given,
                        "--reference-embeddings", other, "--json", answer, "--gaps", lines], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rows = [json.loads(line) for line in open(lines, encoding="utf-8")]
        return json.loads(answer.read_text())["coverage"], rows

    def draw(self, seed, thin_count=THIN_COUNT):
        """The intents hidden and thinned, and the training questions that are left."""
        chance = random.Random(seed)
        chosen = chance.sample(self.names, HIDDEN_COUNT + thin_count)
        hidden, thin = set(chosen[:HIDDEN_COUNT]), set(chosen[HIDDEN_COUNT:])
        kept = [row for row, label in enumerate(self.labels)
                if label not in hidden and (label not in thin or chance.random() < THIN_SHARE)]
        return hidden, thin, kept

    def members(self, rows, cluster):
        return [row["index"] for row in rows if row["cluster"] == cluster]

    def intent(self, rows, gap):
        """The intent of most of the questions of a card."""
        return collections.Counter(
            self.intents[row] for row in self.members(rows, gap["cluster"])).most_common(1)[0][0]

    def hidden_row(self, name, *model):
        """How many of all cards are of hidden intents, where nothing was thinned."""
        training, reference = self.vectors(*model)
        cards = right = told = 0
        for seed in range(self.options.draws):
            hidden, _, kept = self.draw(2_000 + seed, thin_count=0)
            section, rows = self.compared(kept, training, reference)
            found = [self.intent(rows, gap) for gap in section["gaps"]]
            cards += len(found)
            right += sum(intent in hidden for intent in found)
            told += len(hidden & set(found))
        return [name, str(cards), str(right), f"{right / max(cards, 1):.2f}",
                f"{told / (HIDDEN_COUNT * self.options.draws):.2f}"]

    def held_out(self, rows, cluster, left, products):
        """The held-out questions that belong to a topic: most of their five nearest of the reference do."""
        topics = self.numpy.array([-1 if row["cluster"] is None else row["cluster"] for row in rows])
        nearest = self.numpy.argsort(-products[left], axis=1)[:, :5]
        return [row for row, votes in zip(left, (topics[nearest] == cluster).sum(axis=1)) if votes >= 3]

    def foretold(self, gap, rows, left, products, kept, seed):
        """Whether the reach after adding what is advised lies in the interval; nil where too few are held out."""
        members = self.members(rows, gap["cluster"])
        candidates = self.held_out(rows, gap["cluster"], left, products)
        if len(candidates) < gap["add"]:
            return None
        added = random.Random(seed).sample(candidates, gap["add"])
        cosines = products[self.numpy.array(kept + added)][:, members].max(axis=0)
        reached = float((cosines >= gap["reach_threshold"]).mean())
        interval = gap["intervals"]["reach_after"]
        return interval["low"] <= reached <= interval["high"], abs(reached - gap["reach_after"]), \
            interval["high"] - interval["low"]

    def table_row(self, name, *model):
        training, reference = self.vectors(*model)
        products = training @ reference.T
        found = collections.Counter()
        areas, hits, errors, widths, adds = [], [], [], [], []
        for seed in range(self.options.draws):
            hidden, thin, kept = self.draw(seed)
            section, rows = self.compared(kept, training, reference)
            is_hidden = [self.intents[row["index"]] in hidden for row in rows]
            areas.append(area_under_curve(is_hidden, [row["gap"] for row in rows]))
            left = sorted(set(range(len(self.labels))) - set(kept))
            told = {"missing": set(), "thin": set()}
            for gap in section["gaps"]:
                intent = self.intent(rows, gap)
                told[gap["kind"]].add(intent)
                found["gaps"] += 1
                found["right"] += intent in hidden or intent in thin
                found["missing"] += gap["kind"] == "missing"
                found["missing, hidden"] += gap["kind"] == "missing" and intent in hidden
                found["thin"] += gap["kind"] == "thin"
                found["thin, thinned"] += gap["kind"] == "thin" and intent in thin
                seen = self.foretold(gap, rows, left, products, kept, seed)
                if seen:
                    hits.append(seen[0])
                    errors.append(seen[1])
                    widths.append(seen[2])
                adds.append(gap["add"])
            found["hidden told missing"] += len(hidden & told["missing"])
            found["hidden told"] += len(hidden & (told["missing"] | told["thin"]))
            found["thinned told thin"] += len(thin & told["thin"])
            found["thinned told"] += len(thin & (told["missing"] | told["thin"]))
        false = 0
        for seed in range(self.options.draws):
            kept = sorted(random.Random(1_000 + seed).sample(range(len(self.labels)), len(self.labels) // 2))
            false += bool(self.compared(kept, training, reference)[0]["gaps"])

        def share(part, whole):
            return f"{part / whole:.2f}" if whole else "–"

        draws = self.options.draws
        return [name, share(found["hidden told missing"], HIDDEN_COUNT * draws),
                share(found["hidden told"], HIDDEN_COUNT * draws),
                share(found["thinned told thin"], THIN_COUNT * draws), share(found["thinned told"], THIN_COUNT * draws),
                share(found["missing, hidden"], found["missing"]), share(found["thin, thinned"], found["thin"]),
                share(found["right"], found["gaps"]), f"{statistics.mean(areas):.3f}"], \
            [name, statistics.median(adds), f"{len(hits)}", share(sum(hits), len(hits)),
             f"{statistics.mean(errors):.3f}", f"{statistics.mean(widths):.3f}", f"{false} of {draws}"]


def main():
    made = settings.parser(__doc__)
    made.add_argument("--draws", type=int, default=20, help="sets that are drawn (default: %(default)s)")
    options = settings.parsed(made)
    settings.require("gaps", options.data / "labels" / "banking77" / "test.csv")
    if not options.gamut:
        settings.skip("gaps", "no program; name one with --gamut")
    models = {"lsa": []}
    if MODEL.exists():
        models[MODEL.name] = ["--model", MODEL]
    else:
        print(f"gaps: no {MODEL}: Scripts/fetch-model brings it", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        gaps = Gaps(options, Path(folder))
        lines = [gaps.table_row(name, *model) for name, model in models.items()]
        cards = [gaps.hidden_row(name, *model) for name, model in models.items()]
    print_table(f"{HIDDEN_COUNT} of 77 intents hidden, {THIN_COUNT} thinned to a tenth, {options.draws} draws (Banking77)",
                ["vectors", "hidden: missing", "hidden: told", "thinned: thin", "thinned: told",
                 "precision of missing", "of thin", "of either", "AUROC of the gap score"], [first for first, _ in lines])
    print_table("adding as many held-out questions as advised, and sets of which nothing is hidden",
                ["vectors", "add (median)", "topics tried", "in the interval", "mean error", "mean width",
                 "false reports"], [second for _, second in lines])
    print_table(f"{HIDDEN_COUNT} of 77 intents hidden and none thinned",
                ["vectors", "cards", "of hidden intents", "share", "hidden intents told"], cards)
    failures = [f"{row[0]}: {row[3]} of all cards are of hidden intents, expected .75 at least"
                for row in cards if float(row[3]) < 0.75]
    for first, second in lines:
        if float(first[-1]) < 0.8:
            failures.append(f"{first[0]}: AUROC {first[-1]}, expected .80 at least")
        if float(second[3]) < 0.9:
            failures.append(f"{first[0]}: {second[3]} in the interval, expected .90 at least")
        if int(second[-1].split()[0]) > options.draws // 10:
            failures.append(f"{first[0]}: {second[-1]} false reports, expected one in ten at most")
    for failure in failures:
        print(f"gaps: {failure}", file=sys.stderr)
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
