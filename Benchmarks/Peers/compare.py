# SPDX-License-Identifier: Apache-2.0
"""Runs jobs, one after the other, each a program of its own that prints Markdown tables."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import machine
from settings import HERE

JOBS = {
    "near": ["job_near.py"],
    "stages": ["job_stages.py"],
    "exactness": ["job_exactness.py"],
    "accuracy": ["job_accuracy.py"],
    "examples": ["job_examples.py"],
    "edits": ["job_edits.py"],
    "dialogues": ["job_dialogues.py"],
    "shingles": ["job_shingles.py"],
    "growth": ["job_growth.py"],
    "rows": ["job_rows.py"],
    "builds": ["job_builds.py"],
    "formats": ["job_formats.py"],
    "python": ["job_python.py"],
    "spark": ["job_spark.py"],
    "kill": ["job_kill.py"],
    "semantic": ["job_vectors.py", "semantic"],
    "clusters": ["job_vectors.py", "clusters"],
    "report": ["job_vectors.py", "report"],
    "core": ["job_core.py"],
    "density": ["job_density.py"],
    "labels": ["job_labels.py"],
    "gaps": ["job_gaps.py"],
    "refusals": ["job_refusals.py"],
    "names": ["job_names.py"],
    "thresholds": ["job_thresholds.py"],
    "tokens": ["job_tokens.py"],
    "encode": ["job_encode.py"],
}
BIASES = """\
How to read this: × is the ratio to the first line of a table. Gamut's time is that of the whole process,
from start to written files; a peer's begins after Python and its libraries are loaded and ends when the
answer is written. Peak memory is the whole process in both cases, Python's own 10 to 100 MiB included.
Times are medians of the rounds; what needs over 20 s runs once. Where others use the machine too (see the
load), CPU seconds, those of all threads together, compare better than seconds do.
* near: datasketch and rensa get word 5-grams made in Python, and their time includes that; the number of
  bands is their own choice, and in the lines marked "recall" (--more-bands) that of an index that finds
  what Gamut finds. They do not verify on the text, Gamut does. Recall: share of the exact pairs of which a
  member was removed; precision: share of removals with any exact partner. The last lines are no peers:
  they do nothing but read, copy, unpack or parse the file.
* stages: samples of the program on one core; what it reads again to verify counts where it is parsed, folded
  and hashed. "MB/s alone" is the file over the stage's CPU time.
* exactness, accuracy, examples and edits measure no time: their peers run at their defaults but for the threshold.
* examples: the peers compare all text of a record, as their users have them do; a removal of theirs is right if
  anything they keep stands for the record, one of Gamut's only if the record it names does. SemHash gets the vectors
  of all-MiniLM-L6-v2, which knows English, and keeps its own threshold of .9.
* growth: memory is sampled every 50 ms; anonymous memory is what no file backs. The inputs come from the page
  cache as far as they fit.
* formats: Gamut also writes, packed where the name says so; pyarrow and DuckDB only read.
* python: what a process holds is there before its clock starts; rensa compares whole texts, gamut_data examples where
  records have roles, and whole texts of a list of strings.
* gaps: a topic of the report counts as the intent of most of its questions; vectors are given, of lsa fitted on all questions.
* refusals: answers that refuse in part are left out, and nine of the phrases were chosen on these answers.
* spark: Spark's line is the whole process, its start and the Java machine included.
* pairs: missing and extra are counted against a product in Double.
* semantic dedupe: SemHash removes, it does not list pairs; its index is approximate. "Without a kept row in reach":
  removals that no row of the output stands for at the threshold, by products in Double; "pairs left": pairs of
  kept rows that reach it.
* thresholds: repeats that a background has of its own count against precision.
* encode: the vectors are compared before anything is timed. Gamut's time is that of the whole process, the model
  read included; sentence-transformers' begins after its imports, and reads the model too.
* clusters: Gamut chooses its starts by k-means++ on a sample, faiss at random; scikit-learn is Euclidean.
* report: Gamut's line is the whole report, with duplicates, clusters, neighbours and four Vendi scores with
  intervals, raw and centred; the peers' lines are one number each.
* core: the algorithms alone, after the rows are loaded, on both sides, of two threads each.
* labels: it measures no time. Gamut starts k-means once a seed, scikit-learn ten times, of which the best counts."""


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="Other options go to the jobs; job_NAME.py --help lists them.")
    parser.add_argument("--jobs", default=",".join(JOBS), help="default: %(default)s")
    parser.add_argument("--gamut", help="the program; without it only the peers run")
    options, rest = parser.parse_known_args()
    jobs = options.jobs.split(",")
    if unknown := set(jobs) - set(JOBS):
        parser.error(f"no job {', '.join(sorted(unknown))}; the jobs are {', '.join(JOBS)}")
    if options.gamut:
        rest += ["--gamut", str(Path(options.gamut).resolve())]
    print(f"{machine.cpu()}; load {machine.load()} before")
    if core := machine.blas_core():
        os.environ.setdefault("OPENBLAS_CORETYPE", core)
    print(f"{machine.gamut_version(options.gamut)}, {machine.versions()}, OpenBLAS kernels for both: "
          f"{os.environ.get('OPENBLAS_CORETYPE', 'as each chooses')}", flush=True)
    failed, durations = [], []
    for job in jobs:
        start = time.perf_counter()
        script, *arguments = JOBS[job]
        if subprocess.run([sys.executable, HERE / script, *arguments, *rest]).returncode:
            failed.append(job)
        durations.append(f"{job} {time.perf_counter() - start:.0f} s")
    print(f"load {machine.load()} after; {', '.join(durations)}\n\n{BIASES}")
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
