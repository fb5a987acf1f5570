# SPDX-License-Identifier: Apache-2.0
"""What the vectors of Gamut know of labels they never saw: clusters, hidden intents, equal questions."""

import json
import random
import statistics
import sys

import contender
import labelled
import settings
from labels_quality import agreement, area_under_curve, same_label_share
from tables import print_table

# Of words alone, elsewhere: what lsa must reach on the test questions.
BASELINE = {"NMI": 0.557, "ARI": 0.203, "AUROC": 0.762}
HIDDEN_COUNT = 8
DIMENSIONS = (128, 256, 512)
MODEL = settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2"


def spread(values):
    """Mean and standard deviation."""
    return f"{statistics.mean(values):.3f} ± {statistics.pstdev(values):.3f}"


class Labels:
    def __init__(self, options):
        self.options, self.failures = options, []
        self.folder = options.answers / "labels"
        self.folder.mkdir(exist_ok=True)
        self.seeds = range(options.seeds)

    def gamut(self, *arguments):
        command = [self.options.gamut, *arguments, "--workers", self.options.threads]
        result = contender.run(command)
        if result is None:
            sys.exit(f"labels: {' '.join(map(str, command))} failed")
        return result

    def written(self, name, texts):
        return labelled.LabelledSet(name, texts).write(self.folder)

    def vectors(self, source, *model):
        """The vectors of a file."""
        target = self.folder / f"{source.stem}.npy"
        self.gamut("embed", source, "-o", target, *model)
        return target

    def clusters(self, source, labels, *model):
        """The agreement of the clusters of `source` with `labels`, seed by seed."""
        answer, scores = self.folder / "clusters.jsonl", []
        for seed in self.seeds:
            self.gamut("cluster", source, "--count", len(set(labels)), "--seed", seed, "-o", answer, *model)
            rows = [json.loads(line) for line in open(answer, encoding="utf-8")]
            scores.append(agreement([labels[row["index"]] for row in rows], [row["cluster"] for row in rows]))
        return scores

    def models(self, source):
        """The names of the models, and the arguments that choose them."""
        named = {f"lsa, {count} dimensions": ["--dimensions", count] for count in DIMENSIONS}
        if MODEL.exists():
            named[MODEL.name] = ["--embeddings", self.vectors(source, "--model", MODEL)]
        return named

    def cluster_table(self, part):
        texts, labels = labelled.intents(self.options.data, part)
        source = texts.write(self.folder)
        lines = []
        for name, model in self.models(source).items():
            scores = self.clusters(source, labels, *model)
            lines.append([name] + [spread([score[key] for score in scores]) for key in ("NMI", "ARI", "AMI")])
            if part == "test" and name.startswith("lsa"):
                for key in ("NMI", "ARI"):
                    found = statistics.mean(score[key] for score in scores)
                    if found < BASELINE[key]:
                        self.failures.append(f"{name}: {key} {found:.3f}, expected {BASELINE[key]} at least")
        answer = self.folder / "sklearn.npy"
        if contender.run([sys.executable, settings.HERE / "labels_sklearn.py", source, "--answer", answer,
                          "--clusters", len(set(labels)), "--seeds", self.options.seeds]):
            import numpy

            scores = [agreement(labels, found) for found in numpy.load(answer)]
            lines.append(["scikit-learn: TF-IDF, SVD, k-means"]
                         + [spread([score[key] for score in scores]) for key in ("NMI", "ARI", "AMI")])
        print_table(f"{len(labels)} questions of {len(set(labels))} intents (Banking77, {part}), as many clusters",
                    ["vectors", "NMI", "ARI", "AMI"], lines)

    def hidden(self, seed):
        """Training questions without those of some intents, all test questions, and which are of those."""
        reference, intents = labelled.intents(self.options.data, "test")
        training, labels = labelled.intents(self.options.data, "train")
        hidden = set(random.Random(seed).sample(sorted(set(intents)), HIDDEN_COUNT))
        rest = [text for text, label in zip(training.texts, labels) if label not in hidden]
        return rest, reference.texts, [label in hidden for label in intents]

    def area(self, training, reference, is_hidden, *model):
        """How well the gaps of the reference find the questions that the training set lacks."""
        answer = self.folder / "gaps.jsonl"
        self.gamut("coverage", training, "--reference", reference, "--gaps", answer, *model)
        rows = [json.loads(line) for line in open(answer, encoding="utf-8")]
        return area_under_curve([is_hidden[row["index"]] for row in rows], [row["gap"] for row in rows])

    def gap_table(self):
        found = {}
        for seed in self.seeds:
            training, reference, is_hidden = self.hidden(seed)
            files = [self.written("training", training), self.written("reference", reference)]
            models = {f"lsa, {count} dimensions": ["--dimensions", count] for count in DIMENSIONS}
            if MODEL.exists():
                rows = [self.vectors(file, "--model", MODEL) for file in files]
                models[MODEL.name] = ["--embeddings", rows[0], "--reference-embeddings", rows[1]]
            for name, model in models.items():
                found.setdefault(name, []).append(self.area(*files, is_hidden, *model))
        for name, areas in found.items():
            if name.startswith("lsa") and statistics.mean(areas) < BASELINE["AUROC"]:
                self.failures.append(f"{name}: AUROC {statistics.mean(areas):.3f}")
        print_table(f"test questions of {HIDDEN_COUNT} intents that the training questions lack, by their gap",
                    ["vectors", "AUROC"], [[name, spread(areas)] for name, areas in found.items()])

    def sample_table(self, counts):
        """What a model saved after a fit on some of the texts knows of all."""
        training, reference, is_hidden = self.hidden(0)
        files = [self.written("training", training), self.written("reference", reference)]
        test, labels = labelled.intents(self.options.data, "test")
        source = test.write(self.folder)
        texts = training + reference
        lines = []
        for count in [*counts, len(texts)]:
            scores = {"NMI": [], "ARI": [], "AUROC": []}
            for seed in self.seeds:
                chosen = self.written("chosen", random.Random(seed).sample(texts, count))
                model = self.folder / "fitted.lsa"
                self.gamut("embed", chosen, "-o", "/dev/null", "--save-model", model, "--seed", seed)
                answer = self.folder / "clusters.jsonl"
                self.gamut("cluster", source, "--count", len(set(labels)), "--seed", seed, "-o", answer,
                           "--model", model)
                rows = [json.loads(line) for line in open(answer, encoding="utf-8")]
                score = agreement([labels[row["index"]] for row in rows], [row["cluster"] for row in rows])
                scores["NMI"].append(score["NMI"])
                scores["ARI"].append(score["ARI"])
                scores["AUROC"].append(self.area(*files, is_hidden, "--model", model))
            lines.append([count, *map(spread, scores.values())])
        print_table("a model saved after a fit on some of the questions, on all of them",
                    ["texts fitted", "NMI", "ARI", "AUROC"], lines)

    def answer_table(self, counts):
        """Whether the nearest of other answers is one to the same question."""
        lines = settings.first_lines(self.options.input, sys.maxsize)
        records = [json.loads(line) for line in random.Random(1).sample(lines, max(counts) + 5_000)]
        probes = records[:5_000]
        source = self.written("probes", [record["output"] for record in probes])
        table = []
        for count in counts:
            chosen = self.written("chosen", [record["output"] for record in records[5_000:5_000 + count]])
            for dimensions in DIMENSIONS:
                model = self.folder / "fitted.lsa"
                self.gamut("embed", chosen, "-o", "/dev/null", "--save-model", model, "--dimensions", dimensions)
                rows = self.vectors(source, "--model", model)
                share = same_label_share(rows, [record["instruction"] for record in probes])
                table.append([count, dimensions, f"{share:.3f}"])
        print_table("answers of models: the nearest of 5,000 answers the same of 805 questions",
                    ["texts fitted", "dimensions", "share"], table)


def main():
    made = settings.parser(__doc__)
    made.add_argument("--seeds", type=int, default=5, help="runs of each line, each with a seed of its own")
    made.add_argument("--tables", default="clusters,gaps,samples,answers", help="default: %(default)s")
    options = settings.parsed(made)
    settings.require("labels", options.data / "labels" / "banking77" / "test.csv")
    if not options.gamut:
        settings.skip("labels", "no program; name one with --gamut")
    if not MODEL.exists():
        print(f"labels: no {MODEL}: Scripts/fetch-model brings it", file=sys.stderr)
    labels, tables = Labels(options), options.tables.split(",")
    if "clusters" in tables:
        labels.cluster_table("test")
        labels.cluster_table("train")
    if "gaps" in tables:
        labels.gap_table()
    if "samples" in tables:
        labels.sample_table([500, 1_000, 2_000, 4_000, 8_000])
    if "answers" in tables and not options.has_own_input and options.input.suffix == ".zst":
        labels.answer_table([1_000, 4_000, 16_000, 64_000])
    for failure in labels.failures:
        print(f"labels: {failure}", file=sys.stderr)
    return bool(labels.failures)


if __name__ == "__main__":
    sys.exit(main())
