# SPDX-License-Identifier: Apache-2.0
"""The jobs on one matrix of vectors: semantic, clusters or report, Gamut beside its peers."""

import json
import sys
from pathlib import Path

import contender
import settings
from contender import Contender, Peer, fresh


class VectorJobs:
    def __init__(self, options):
        self.options = options
        self.threads = ["--threads", options.threads]

    def gamut(self, arguments, answer):
        if not self.options.gamut:
            return []
        command = [self.options.gamut, *arguments, "--workers", self.options.threads]
        return [Contender("**Gamut**", command, answer)]

    def fresh(self, name):
        return fresh(self.options.answers, name)

    def peers(self, job, scripts, *flags):
        """The scripts of `scripts` (name → file) on the matrix."""
        return [
            Peer(name, script, self.options.embeddings, self.fresh(f"{job}-{script}{suffix}"),
                 *flags, *self.threads)
            for name, (script, suffix) in scripts.items()
        ]

    def finish(self, job, contenders, verification, words, *flags):
        contender.race(job, contenders, self.options.rounds)
        contender.describe(verification, self.options.embeddings, contenders, words, *flags)
        contender.print_race(f"{job}: {self.options.embeddings.name}", contenders)

    def semantic(self):
        matrix, threshold = self.options.embeddings, ["--threshold", "0.9"]
        answer = self.fresh("pairs-gamut.jsonl")
        contenders = self.gamut(
            ["pairs", self.options.embedded, "--by", "semantic", "--embeddings", matrix,
             "-o", answer, *threshold], answer)
        contenders += self.peers("pairs", {
            "faiss range_search": ("semantic_faiss.py", ".npy"),
            "numpy half product": ("semantic_numpy.py", ".npy"),
        }, *threshold)
        self.finish("pairs", contenders, "pairs", "{pairs} pairs, {missing} missing, {extra} extra", *threshold)

        # At .8 the groups are large enough for chains of neighbours to show.
        for threshold in ("0.9", "0.8"):
            self.removals(matrix, ["--threshold", threshold])

    def removals(self, matrix, threshold):
        answer = self.fresh("semantic-gamut.jsonl")
        contenders = self.gamut(
            ["dedupe", self.options.embedded, "--stages", "semantic", "--embeddings", matrix,
             "--semantic-threshold", threshold[1], "-o", self.fresh("semantic-kept.jsonl"),
             "--removed", answer], answer)
        contenders += self.peers("semantic", {"SemHash": ("semantic_semhash.py", ".json")}, *threshold)
        self.finish(f"semantic dedupe at {threshold[1]}", contenders, "removals",
                    "removed {removed}, of them {unmatched} without a kept row in reach; {left} pairs left; "
                    "recall {recall:.4f}, precision {precision:.4f}", *threshold)

    def clusters(self):
        count = ["--clusters", self.options.clusters]
        answer = self.fresh("clusters-gamut.jsonl")
        contenders = self.gamut(
            ["cluster", self.options.embedded, "--embeddings", self.options.embeddings, "--count",
             self.options.clusters, "-o", answer], answer)
        contenders += self.peers("clusters", {
            "faiss Kmeans": ("kmeans_faiss.py", ".npy"),
            "scikit-learn KMeans": ("kmeans_sklearn.py", ".npy"),
        }, *count)
        self.finish("clusters", contenders, "clusters", "{clusters} clusters, mean cosine {mean cosine:.4f}")

    def report(self):
        matrix, answer = self.options.embeddings, self.fresh("report-gamut.json")
        removed = self.fresh("report-removed.jsonl")
        gamut = self.gamut(
            ["report", self.options.embedded, "--embeddings", matrix, "--stages", "exact",
             "--json", answer, "--removed", removed], answer)
        for one in gamut:
            one.take_turn()  # first, since its removals fix the rows the peers get
        if gamut and not gamut[0].failed:
            kept = self.fresh("report-kept.npy")
            if contender.run(self.verify_command("keep", matrix, removed, kept)):
                matrix = kept
        vendi = Peer("vendi-score", "vendi_peer.py", matrix, self.fresh("vendi.json"), *self.threads)
        nearest = Peer(
            "faiss IndexFlatIP", "knn_faiss.py", matrix, self.fresh("nearest.npy"), *self.threads)
        contenders = [*gamut, vendi, nearest]
        contender.race("report", contenders, self.options.rounds)
        if not vendi.failed:
            scores = json.loads(Path(vendi.answer).read_text())
            vendi.worth = "Vendi " + ", ".join(f"{q}: {value:.9g}" for q, value in scores.items())
        if not nearest.failed:
            mean = json.loads(contender.run(nearest.command)["output"])["mean"]
            nearest.worth = f"mean nearest cosine {mean:.6f}"
        for one in gamut:
            if not one.failed:
                found = json.loads(Path(one.answer).read_text())["diversity"]
                raw = found["vendi"]["raw"]
                values = ", ".join(f"{q}: {raw[q]['value']:.9g}" for q in ("0.5", "1", "2", "inf"))
                one.worth = (
                    f"Vendi {values}; mean nearest cosine {found['nearest_cosine']['mean']:.6f}")
        contender.print_race(f"report: {self.options.embeddings.name}", contenders)

    def verify_command(self, *arguments):
        return [sys.executable, settings.HERE / "verify.py", *arguments]


def take_defaults(options):
    """One's own input, or real instructions with their vectors, or the examples."""
    folder = options.data / "embeddings"
    if options.has_own_input:
        options.embedded = options.input
    elif folder.exists() and not options.embeddings:
        options.embedded = folder / "alpaca_20k.jsonl"
        options.embeddings = folder / "alpaca_20k_minilm_f16.npy"
    else:
        options.embedded = settings.ROOT / "Examples" / "support.jsonl"


def main():
    made = settings.parser(__doc__)
    made.add_argument("job", choices=["semantic", "clusters", "report"])
    made.add_argument("--embedded", type=Path, help="the JSONL that --embeddings belongs to; default: --input, or the examples")
    made.add_argument("--embeddings", type=Path, help="a .npy with a row per record; default: gamut embed")
    made.add_argument("--clusters", type=int, default=100)
    options = settings.parsed(made)
    if not options.embedded:
        take_defaults(options)
    settings.require(options.job, options.embedded)
    if not options.embeddings:
        if not options.gamut:
            settings.skip(options.job, "no vectors; give --embeddings")
        options.embeddings = fresh(options.answers, "vectors.npy")
        if not contender.run([options.gamut, "embed", options.embedded, "-o", options.embeddings]):
            settings.skip(options.job, "gamut embed failed")
    getattr(VectorJobs(options), options.job)()


if __name__ == "__main__":
    main()
