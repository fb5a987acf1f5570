# SPDX-License-Identifier: Apache-2.0
"""The cosine core beside faiss, the algorithms alone: neighbours, clusters, joins, the spectrum."""

import json
import subprocess
import sys

import contender
import settings
from tables import print_table


def measured(command):
    result = contender.run(command)
    return json.loads(result["output"].splitlines()[-1]) if result else None


class Core:
    def __init__(self, program, options):
        self.program, self.options, self.lines = program, options, []

    def generated(self, count):
        path = self.options.answers / f"generated-{count}.npy"
        if not path.exists():
            subprocess.run([self.program, "generate", str(count), path], check=True)
        return path

    def race(self, job, matrix, value, *words, with_peer=True):
        """One turn each, one after the other, as often as asked for; the best CPU time counts.

        `words` are what `core-times` takes besides."""
        peer = [sys.executable, settings.HERE / "core_faiss.py", job, matrix, value, self.options.threads]
        own = [self.program, job, matrix, value, self.options.threads, *words]
        ours, theirs = [], []
        for _ in range(self.options.rounds):
            ours.append(measured(own))
            if with_peer:
                theirs.append(measured(peer))
        name = " ".join([f"{job} {value}, {getattr(matrix, 'stem', matrix)}", *words])
        best = min((one for one in ours if one), key=lambda one: one["cpu_seconds"], default=None)
        rival = min((one for one in theirs if one), key=lambda one: one["cpu_seconds"], default=None)
        if best:
            self.lines.append([
                name, f"{best['seconds']:.2f}", f"{best['cpu_seconds']:.2f}",
                f"{best['peak_rss_bytes'] / 2**20:.0f}", self.answer(best),
                f"{rival['seconds']:.2f}" if rival else "", f"{rival['cpu_seconds']:.2f}" if rival else "",
                self.answer(rival) if rival else "",
                f"{rival['cpu_seconds'] / best['cpu_seconds']:.1f}" if rival else "",
                self.difference(best, rival) if rival else "",
            ])
            print(" | ".join(self.lines[-1]), file=sys.stderr, flush=True)
        return best, rival

    @staticmethod
    def difference(ours, theirs):
        """How far our answer lies from theirs: an objective in percent of theirs, pairs as a count."""
        if "objective" in ours:
            return f"{100 * (ours['objective'] / theirs['objective'] - 1):+.2f} %"
        if "pairs" in ours:
            return f"{ours['pairs'] - theirs['pairs']:+.0f} pairs"
        return f"{ours['sum'] - theirs['sum']:+.3g} in the sum of cosines"

    def full_product(self, count, measured_count, rival):
        """What the peer's product of `count` rows would take, from that of fewer: it grows by n²."""
        factor = (count / measured_count) ** 2
        self.lines.append([
            f"full product of {count}, extrapolated", "", "", "", "",
            f"{rival['seconds'] * factor:.0f}", f"{rival['cpu_seconds'] * factor:.0f}",
            f"from {measured_count} rows", "", "",
        ])

    @staticmethod
    def answer(line):
        skipped = {"seconds", "cpu_seconds", "peak_rss_bytes"}
        return ", ".join(f"{key} {value:.8g}" for key, value in line.items() if key not in skipped)

    def table(self):
        head = ["job", "seconds", "CPU s", "peak MiB", "answer", "faiss s", "CPU s", "answer", "CPU ratio", "difference"]
        print_table("the cosine core", head, self.lines)


def main():
    made = settings.parser(__doc__)
    made.add_argument("--large", action="store_true",
                      help="also a million generated rows, without faiss: some minutes and 4 GB")
    options = settings.parsed(made)
    matrix = options.data / "embeddings" / "alpaca_20k_minilm_f16.npy"
    package = ["swift", "build", "-c", "release", "--package-path", settings.ROOT / "Benchmarks"]
    subprocess.run([*package, "--product", "core-times"], check=True, stdout=sys.stderr)
    folder = subprocess.run([*package, "--show-bin-path"], check=True, capture_output=True, text=True)
    core = Core(f"{folder.stdout.strip()}/core-times", options)
    if matrix.exists():
        core.race("knn", matrix, 10)
        core.race("clusters", matrix, 200)
        for threshold in (0.8, 0.9, 0.95):
            core.race("join", matrix, threshold)
        for threshold in (0.8, 0.95):
            core.race("anchors", matrix, threshold, with_peer=False)
    core.race("clusters", core.generated(200_000), 1_000)
    product = None
    for threshold in (0.8, 0.9, 0.95):
        # The peer's product is the same at any threshold, and takes minutes.
        _, rival = core.race(
            "join", core.generated(100_000), threshold, with_peer=threshold == 0.9)
        product = product or rival
    if options.large:
        core.race("join", 1_000_000, 0.95, with_peer=False)
        if product:
            core.full_product(1_000_000, 100_000, product)
        core.race("spectral", 1_000_000, 0, with_peer=False)
    core.table()


if __name__ == "__main__":
    main()
