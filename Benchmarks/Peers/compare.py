# SPDX-License-Identifier: Apache-2.0
"""Runs Gamut and its rivals on the same file and matrix and prints one table.

Contenders take turns, round by round, so that a busy minute of the machine hits all of them.
Every answer is checked exactly. This file imports nothing large on purpose: Linux counts the memory
of a parent into the peak of the child it spawns, so the driver has to stay small.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BIASES = """\
How to read this: Gamut's time is that of the whole process, from start to written files; a peer's begins
after Python and its libraries are loaded and ends when the answer is written. Peak memory is the whole
process in both cases, Python's own 10 to 100 MiB included. Where others use the machine too (see the load),
CPU seconds, those of all threads together, compare better than seconds do.
* near: datasketch and rensa get word 5-grams made in Python, and their time includes that; the number of
  bands is their own choice, and in the lines marked "recall" that of an index that finds what Gamut finds. They do
  not verify on the text, Gamut does. Recall: share of the exact pairs of which a member was removed;
  precision: share of removals with any exact partner.
* pairs: missing and extra are counted against a product in Double.
* semantic dedupe: SemHash removes, it does not list pairs; its index is approximate.
* clusters: Gamut chooses its starts by k-means++ on a sample, faiss at random; scikit-learn is Euclidean.
* report: Gamut's line is the whole report, with duplicates, clusters, neighbours and four Vendi scores with
  intervals, raw and centred; the peers' lines are one number each."""


def run(command):
    """Runs `command`; returns seconds, CPU seconds, peak bytes, standard output, or None if it failed."""
    # Files, not pipes: a full pipe that nobody reads would stop the process for ever.
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=complaints
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        complaints.seek(0)
        said, complained = output.read(), complaints.read()
    if status != 0:
        last = (complained.strip().splitlines() or ["no message"])[-1]
        print(f"  failed: {Path(command[0]).name}: {last}", file=sys.stderr)
        return None
    busy = usage.ru_utime + usage.ru_stime
    return {"seconds": seconds, "busy": busy, "peak": usage.ru_maxrss * 1024, "output": said}


class Contender:
    def __init__(self, name, command, answer):
        self.name, self.command, self.answer = name, command, str(answer)
        self.seconds, self.busy, self.peaks, self.failed, self.worth = [], [], [], False, ""

    def take_turn(self):
        result = None if self.failed else run(self.command)
        if result is None or not Path(self.answer).exists():
            self.failed = True
        else:
            self.measure(result)

    def measure(self, result):
        self.seconds.append(result["seconds"])
        self.busy.append(result["busy"])
        self.peaks.append(result["peak"])


class Peer(Contender):
    """A script of this folder, which measures itself."""

    def __init__(self, name, script, source, answer, *flags):
        command = [sys.executable, HERE / script, source, "--answer", answer, *flags]
        super().__init__(name, command, answer)

    def measure(self, result):
        line = json.loads(result["output"].splitlines()[-1])
        self.seconds.append(line["seconds"])
        self.busy.append(line["cpu_seconds"])
        self.peaks.append(line["peak_rss_bytes"])


class Comparison:
    def __init__(self, options):
        self.options = options
        self.folder = Path(options.answers)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.threads = ["--threads", options.threads]
        self.workers = ["--workers", options.threads]
        self.rows = []
        self.is_wrong = False
        self.load = load()

    def gamut_version(self):
        result = run([self.options.gamut, "--version"]) if self.options.gamut else None
        return f"gamut {result['output'].strip()}" if result else "no gamut"

    def answer(self, name):
        path = self.folder / name
        path.unlink(missing_ok=True)
        return path

    def gamut(self, arguments, answer):
        if not self.options.gamut:
            return []
        return [Contender("**Gamut**", [self.options.gamut, *arguments, *self.workers], answer)]

    def verify(self, job, source, contenders, *flags):
        """What `verify.py` says of the contenders that answered, by answer."""
        answers = [contender.answer for contender in contenders if not contender.failed]
        result = run([sys.executable, HERE / "verify.py", job, source, *answers, *flags])
        return json.loads(result["output"]) if result else {}

    def race(self, job, contenders):
        for number in range(self.options.rounds):
            print(f"{job}: round {number + 1} of {self.options.rounds}", file=sys.stderr)
            for contender in contenders:
                contender.take_turn()

    def add_rows(self, job, contenders):
        finished = [contender for contender in contenders if not contender.failed]
        if not finished:
            return
        first = finished[0]
        for contender in contenders:
            if contender.failed:
                self.rows.append([job, contender.name, "failed", "", "", "", "", "", ""])
                continue
            seconds, busy = statistics.median(contender.seconds), statistics.median(contender.busy)
            peak = max(contender.peaks)
            self.rows.append([
                job, contender.name, f"{seconds:.2f}",
                f"{seconds / statistics.median(first.seconds):.1f}", f"{busy:.2f}",
                f"{busy / max(1e-3, statistics.median(first.busy)):.1f}", f"{peak / 2**20:.0f}",
                f"{peak / max(first.peaks):.1f}", contender.worth,
            ])

    # The jobs.

    def near(self):
        source, threshold = self.options.input, ["--threshold", "0.8"]
        answer = self.answer("near-gamut.jsonl")
        contenders = self.gamut(
            ["dedupe", source, "-o", self.answer("near-kept.jsonl"), "--removed", answer,
             *threshold], answer)
        for name, script, bands in (
            ("datasketch", "near_datasketch.py", []), ("rensa", "near_rensa.py", []),
            ("datasketch, recall", "near_datasketch.py", ["--bands", 25]),
            ("rensa, recall", "near_rensa.py", ["--bands", 32]),
        ):
            if bands and self.options.own_bands_only:
                continue
            answer = self.answer(f"near-{name.replace(', ', '-')}.json")
            contenders.append(
                Peer(name, script, source, answer, *threshold, *bands, *self.threads))
        self.race("near", contenders)
        worth = self.verify("near", source, contenders, *threshold)
        self.describe(contenders, worth, "removed {removed}, recall {recall:.4f}, precision {precision:.4f}")
        self.add_rows("near", contenders)

    def describe(self, contenders, worth, words):
        for contender in contenders:
            if contender.answer in worth:
                contender.worth = words.format(**worth[contender.answer])

    def semantic(self):
        matrix, threshold = self.options.embeddings, ["--threshold", "0.9"]
        answer = self.answer("pairs-gamut.jsonl")
        contenders = self.gamut(
            ["pairs", self.options.embedded, "--by", "semantic", "--embeddings", matrix,
             "-o", answer, *threshold], answer)
        for name, script in (
            ("faiss range_search", "semantic_faiss.py"),
            ("numpy half product", "semantic_numpy.py"),
        ):
            answer = self.answer(f"pairs-{script}.npy")
            contenders.append(Peer(name, script, matrix, answer, *threshold, *self.threads))
        self.race("pairs", contenders)
        worth = self.verify("pairs", matrix, contenders, *threshold)
        self.describe(contenders, worth, "{pairs} pairs, {missing} missing, {extra} extra")
        self.add_rows("pairs", contenders)

        answer = self.answer("semantic-gamut.jsonl")
        contenders = self.gamut(
            ["dedupe", self.options.embedded, "--stages", "semantic", "--embeddings", matrix,
             "--semantic-threshold", "0.9", "-o", self.answer("semantic-kept.jsonl"),
             "--removed", answer], answer)
        answer = self.answer("semantic-semhash.json")
        contenders.append(
            Peer("SemHash", "semantic_semhash.py", matrix, answer, *threshold, *self.threads))
        self.race("semantic dedupe", contenders)
        worth = self.verify("removals", matrix, contenders, *threshold)
        self.describe(contenders, worth, "removed {removed}, recall {recall:.4f}, precision {precision:.4f}")
        self.add_rows("semantic dedupe", contenders)

    def clusters(self):
        matrix, count = self.options.embeddings, ["--clusters", self.options.clusters]
        answer = self.answer("clusters-gamut.jsonl")
        contenders = self.gamut(
            ["cluster", self.options.embedded, "--embeddings", matrix, "--count",
             self.options.clusters, "-o", answer], answer)
        for name, script in (
            ("faiss Kmeans", "kmeans_faiss.py"), ("scikit-learn KMeans", "kmeans_sklearn.py"),
        ):
            answer = self.answer(f"clusters-{script}.npy")
            contenders.append(Peer(name, script, matrix, answer, *count, *self.threads))
        self.race("clusters", contenders)
        worth = self.verify("clusters", matrix, contenders)
        self.describe(contenders, worth, "{clusters} clusters, mean cosine {mean cosine:.4f}")
        self.add_rows("clusters", contenders)

    def report(self):
        matrix = self.options.embeddings
        answer, removed = self.answer("report-gamut.json"), self.answer("report-removed.jsonl")
        gamut = self.gamut(
            ["report", self.options.embedded, "--embeddings", matrix, "--stages", "exact",
             "--json", answer, "--removed", removed], answer)
        for contender in gamut:
            contender.take_turn()  # first, since its removals fix the rows the peers get
        if gamut and not gamut[0].failed:
            kept = self.answer("report-kept.npy")
            if run([sys.executable, HERE / "verify.py", "keep", matrix, removed, kept]):
                matrix = kept
        vendi = Peer("vendi-score", "vendi_peer.py", matrix, self.answer("vendi.json"), *self.threads)
        nearest = Peer(
            "faiss IndexFlatIP", "knn_faiss.py", matrix, self.answer("nearest.npy"), *self.threads)
        self.race("report", [*gamut, vendi, nearest])
        if not vendi.failed:
            scores = json.loads(Path(vendi.answer).read_text())
            vendi.worth = "Vendi " + ", ".join(f"{q}: {value:.9g}" for q, value in scores.items())
        if not nearest.failed:
            mean = json.loads(run(nearest.command)["output"])["mean"]
            nearest.worth = f"mean nearest cosine {mean:.6f}"
        for contender in gamut:
            if not contender.failed:
                found = json.loads(Path(contender.answer).read_text())["diversity"]
                raw = found["vendi"]["raw"]
                values = ", ".join(f"{q}: {raw[q]['value']:.9g}" for q in ("0.5", "1", "2", "inf"))
                contender.worth = (
                    f"Vendi {values}; mean nearest cosine {found['nearest_cosine']['mean']:.6f}")
        self.add_rows("report", [*gamut, vendi, nearest])

    def exactness(self):
        """Gamut alone, against every pair of records: stretches of the file, then planted copies."""
        if not self.options.fields or not self.options.gamut:
            raise SystemExit("exactness: give --gamut and --fields, such as instruction,output")
        with open(self.options.input, "rb") as lines:
            count = sum(1 for _ in lines)
        size = 5_000
        offsets = sorted({count * part // 4 for part in range(4)} if count > size else {0})
        runs = [["--skip", offset, "--rows", size] for offset in offsets]
        runs += [["--rows", size, "--edits", 600], ["--rows", size, "--edits", 600, "--copies", 200]]
        for flags in runs:
            flags = [str(flag) for flag in flags]
            print(f"exactness: {' '.join(flags)}", file=sys.stderr)
            # It exits 1 on a fault and says which.
            done = subprocess.run(
                [sys.executable, HERE / "exactness.py", self.options.input, "--gamut",
                 self.options.gamut, "--fields", self.options.fields, *flags],
                stdout=subprocess.PIPE, text=True,
            )
            print(done.stdout.strip() or f"exactness.py failed with {flags}", flush=True)
            self.is_wrong |= done.returncode != 0

    def print_table(self):
        if not self.rows:
            return
        head = ["job", "program", "seconds", "×", "CPU s", "×", "peak MiB", "×", "answer"]
        print(f"{cpu()}, {self.options.threads} threads, medians of {self.options.rounds} rounds; "
              f"load {self.load} before, {load()} after")
        print(f"{self.gamut_version()}, {versions()}")
        print(f"input: {Path(self.options.input).name}; "
              f"matrix: {Path(self.options.embeddings or 'none').name}\n")
        print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
        for row in self.rows:
            print("| " + " | ".join(row) + " |")
        print("\n× is the ratio to the first line of the job.\n" + BIASES)


def cpu():
    try:
        with open("/proc/cpuinfo") as lines:
            name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.machine()
    return name


def load():
    """How many threads of the whole machine wanted a core during the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def versions():
    with open(HERE / "requirements.txt") as lines:
        pins = [line.split()[0].replace("==", " ") for line in lines if "==" in line]
    return f"Python {platform.python_version()}, " + ", ".join(pins)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gamut", help="the program; without it only the peers run")
    parser.add_argument("--input", default=ROOT / "Examples" / "support.jsonl",
                        help="the JSONL of the near job")
    parser.add_argument("--embedded", help="the JSONL that --embeddings belongs to; default: --input")
    parser.add_argument("--embeddings", help="a .npy with a row per record; default: gamut embed")
    parser.add_argument("--jobs", default="near,semantic,clusters,report",
                        help="any of near, semantic, clusters, report, exactness; default: %(default)s")
    parser.add_argument("--answers", default=ROOT / ".build" / "peers",
                        help="the folder of all answers; two runs at a time need two")
    parser.add_argument("--fields", help="the text fields of --input, for the job exactness")
    parser.add_argument("--own-bands-only", action="store_true",
                        help="leave out the lines marked recall, to halve the time of the near job")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clusters", type=int, default=100)
    options = parser.parse_args()
    comparison = Comparison(options)
    options.embedded = options.embedded or options.input
    jobs = options.jobs.split(",")
    if not options.embeddings and options.gamut and not set(jobs) <= {"near", "exactness"}:
        vectors = comparison.answer("vectors.npy")
        if run([options.gamut, "embed", options.embedded, "-o", vectors]):
            options.embeddings = vectors
    for job in jobs:
        if job in ("near", "exactness") or options.embeddings:
            getattr(comparison, job)()
        else:
            print(f"{job}: no vectors; give --embeddings", file=sys.stderr)
    comparison.print_table()
    return comparison.is_wrong


if __name__ == "__main__":
    sys.exit(main())
