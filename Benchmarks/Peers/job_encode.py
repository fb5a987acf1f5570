# SPDX-License-Identifier: Apache-2.0
"""Documents a second of a sentence encoder: gamut embed beside sentence-transformers, on the same cores."""

import json
import subprocess
import sys
from pathlib import Path

import contender
import settings
from contender import Contender, fresh

# Vectors of two implementations in float32 differ in the last bits.
LEAST_COSINE = 0.9999
COMPARE = """
import sys, numpy
a, b = (numpy.load(path).astype("f8") for path in sys.argv[1:])
norms = numpy.linalg.norm(a, axis=1) * numpy.linalg.norm(b, axis=1)
print((numpy.einsum("ij,ij->i", a, b) / norms).min() if a.shape == b.shape else -1)
"""


class Encoder(Contender):
    """A program that reads texts and writes vectors, on given cores."""

    def __init__(self, name, command, answer, cores):
        pinned = ["taskset", "--cpu-list", ",".join(map(str, range(cores)))]
        super().__init__(name, [*pinned, *command], answer)


class Peer(Encoder):
    def measure(self, result):
        line = json.loads(result["output"].splitlines()[-1])
        self.seconds.append(line["seconds"])
        self.busy.append(line["cpu_seconds"])
        self.peaks.append(line["peak_rss_bytes"])


def write_texts(source, count, path):
    """The texts that the given vectors are of: instruction, then newline and input where there is one."""
    with open(path, "w") as file:
        for line in settings.first_lines(source, count):
            record = json.loads(line)
            text = record["instruction"] + ("\n" + record["input"] if record["input"] else "")
            file.write(json.dumps({"text": text}) + "\n")


def encoders(options, texts, cores):
    ours, theirs = fresh(options.answers, "encode-gamut.npy"), fresh(options.answers, "encode-peer.npy")
    return [
        Encoder("**Gamut**", [options.gamut, "embed", texts, "--model", options.model, "-o", ours,
                              "--workers", cores], ours, cores),
        Peer("sentence-transformers",
             [options.encode_python, settings.HERE / "encode_sentence_transformers.py", texts, "--model",
              options.model, "--answer", theirs, "--threads", cores], theirs, cores),
    ]


def compare(options, texts):
    """Ends the job where the two do not make the same vectors."""
    pair = encoders(options, texts, options.threads)
    for one in pair:
        one.take_turn()
        if one.failed:
            settings.skip("encode", f"{one.name} failed")
    least = float(subprocess.run(
        [options.encode_python, "-c", COMPARE, *(one.answer for one in pair)],
        check=True, capture_output=True, text=True).stdout)
    print(f"encode: the least cosine of the two vectors of a text is {least:.7f}")
    if least < LEAST_COSINE:
        raise SystemExit(f"encode: {least} is below {LEAST_COSINE}: not the same vectors")


def main():
    made = settings.parser(__doc__)
    made.add_argument("--model", type=Path,
                      default=settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2")
    made.add_argument("--texts", default="2000,6000", help="how many texts: default %(default)s")
    made.add_argument("--encode-python", type=Path,
                      default=settings.ROOT / ".build" / "encode-venv" / "bin" / "python",
                      help="a Python with sentence-transformers; default: %(default)s")
    options = settings.parsed(made)
    source = options.data / "embeddings" / "alpaca_20k.jsonl"
    settings.require("encode", source)
    if not options.encode_python.exists():
        settings.skip("encode", "no sentence-transformers; Benchmarks/Peers/run --jobs encode installs it")
    if not options.gamut:
        settings.skip("encode", "no gamut")
    if not options.model.exists():
        subprocess.run([settings.ROOT / "Scripts" / "fetch-model"], check=True, stdout=sys.stderr)
    settings.require("encode", options.model)
    counts = [int(count) for count in options.texts.split(",")]
    texts = options.answers / "encode-texts.jsonl"
    write_texts(source, counts[0], texts)
    compare(options, texts)
    for count in counts:
        write_texts(source, count, texts)
        for cores in sorted({1, options.threads}):
            pair = encoders(options, texts, cores)
            contender.race(f"encode {count} on {cores}", pair, options.rounds)
            for one in pair:
                if not one.failed:
                    one.worth = f"{count / one.median_seconds():.0f} texts/s"
            contender.print_race(
                f"encode: {count} texts of {source.name}, {options.model.name}, {cores} threads", pair)


if __name__ == "__main__":
    main()
