# SPDX-License-Identifier: Apache-2.0
"""Density clusters beside scikit-learn's HDBSCAN, of the same vectors and settings."""

import json
import sys

import contender
import labelled
import settings
from contender import Contender, Peer, fresh
from labels_quality import agreement
from tables import print_table

MODEL = settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2"


def smallest(count):
    """The least size of a cluster that Gamut takes where none is given."""
    return max(5, int(count**0.5 / 5 + 0.5))


class Density:
    def __init__(self, options):
        self.options, self.lines = options, []

    def compare(self, name, texts, vectors, size, intents=None):
        import numpy

        ours = fresh(self.options.answers, "density-gamut.jsonl")
        theirs = fresh(self.options.answers, "density-peer.npy")
        pair = [
            Contender("Gamut", [self.options.gamut, "cluster", texts, "--embeddings", vectors, "--method",
                                "hdbscan", "--min-size", size, "--workers", self.options.threads, "-o", ours],
                      ours),
            Peer("scikit-learn", "density_sklearn.py", vectors, theirs, "--clusters", size, "--threads",
                 self.options.threads),
        ]
        contender.race(f"density {name}", pair, 1)
        if pair[0].failed or pair[1].failed:
            return
        rows = [json.loads(line) for line in open(ours)]
        labels = [-1 if row["noise"] else row["cluster"] for row in rows]
        found = numpy.load(theirs)
        self.lines.append([
            name, size, f"{len(set(labels) - {-1})} and {found.max() + 1}",
            f"{labels.count(-1)} and {(found == -1).sum()}", f"{agreement(labels, found)['ARI']:.4f}",
            sum(a != -1 or b != -1 for a, b in zip(labels, found)) - self.agreeing(labels, found),
            f"{pair[0].busy[0]:.1f}", f"{pair[1].busy[0]:.1f}",
        ])
        if intents:
            members = [i for i, label in enumerate(labels) if label != -1]
            inside = agreement([intents[i] for i in members], [labels[i] for i in members])
            whole = agreement(intents, [row["cluster"] for row in rows])
            print(f"{name}, against {len(set(intents))} intents: members NMI {inside['NMI']:.3f}, ARI "
                  f"{inside['ARI']:.3f}; noise in its nearest cluster {whole['NMI']:.3f}, {whole['ARI']:.3f}\n")

    @staticmethod
    def agreeing(labels, found):
        """Rows outside the noise of both that are in the same cluster: that which most of ours are in there."""
        counts = {}
        for a, b in zip(labels, found):
            if a != -1 and b != -1:
                counts.setdefault(a, {}).setdefault(b, 0)
                counts[a][b] += 1
        return sum(max(others.values()) for others in counts.values())

    def run(self):
        data = self.options.data / "embeddings"
        source, matrix = data / "alpaca_20k.jsonl", data / "alpaca_20k_minilm_f16.npy"
        if matrix.exists():
            import numpy

            for count in (5_000, 10_000):
                texts = self.options.answers / f"density-{count}.jsonl"
                texts.write_bytes(b"".join(settings.first_lines(source, count)))
                vectors = self.options.answers / f"density-{count}.npy"
                numpy.save(vectors, numpy.load(matrix)[:count].astype("f4"))
                self.compare(f"{count:,} instructions", texts, vectors, smallest(count))
        if MODEL.exists() and (self.options.data / "labels" / "banking77").exists():
            test, intents = labelled.intents(self.options.data, "test")
            texts = test.write(self.options.answers)
            vectors = self.options.answers / "density-questions.npy"
            contender.run([self.options.gamut, "embed", texts, "--model", MODEL, "-o", vectors])
            self.compare(f"{len(intents):,} questions", texts, vectors, smallest(len(intents)), intents)
        print_table(
            "density clusters of MiniLM vectors, ours and those of scikit-learn",
            ["set", "least size", "clusters", "noise", "ARI", "rows that differ", "CPU s", "peer's"], self.lines)


def main():
    options = settings.parsed(settings.parser(__doc__))
    if not options.gamut:
        settings.skip("density", "no gamut")
    Density(options).run()


if __name__ == "__main__":
    sys.exit(main())
