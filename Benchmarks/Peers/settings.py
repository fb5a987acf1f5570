# SPDX-License-Identifier: Apache-2.0
"""The arguments that all jobs share, and where their data are."""

import argparse
import io
import itertools
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def parser(description):
    made = argparse.ArgumentParser(description=description.strip().splitlines()[0])
    made.add_argument("--gamut", help="the program; without it only the peers run")
    made.add_argument("--data", type=Path, default=data_folder(),
                      help="the folder of the real sets; default: GAMUT_DATA, or shared/data beside the checkout")
    made.add_argument("--input", type=Path, help="a JSONL file; default: the speed set, or else the examples")
    made.add_argument("--answers", type=Path, default=ROOT / ".build" / "peers",
                      help="the folder of all answers; two runs at a time need two")
    made.add_argument("--threads", type=int, default=2)
    made.add_argument("--rounds", type=int, default=3)
    made.add_argument("--seed", type=int, default=0)
    return made


def data_folder():
    """Where the real sets are: no program of ours fetches them."""
    named = os.environ.get("GAMUT_DATA")
    return Path(named) if named else ROOT.parent / "shared" / "data"


def parsed(made):
    options, _ = made.parse_known_args()
    options.answers.mkdir(parents=True, exist_ok=True)
    options.has_own_input = options.input is not None
    options.input = options.input or default_input(options.data)
    return options


def default_input(data):
    """182,723 answers of models, or the examples of this repository where those are not."""
    speed = data / "speed" / "alpaca_eval_outputs.jsonl.zst"
    return speed if speed.exists() else ROOT / "Examples" / "support.jsonl"


def require(job, *paths):
    """Ends the job with a word, and no failure, where one of `paths` is missing."""
    for path in paths:
        if not Path(path).exists():
            skip(job, f"no {path}; say where the data are with GAMUT_DATA or --data")


def skip(job, why):
    print(f"{job}: skipped: {why}", flush=True)
    sys.exit(0)


def first_lines(path, count):
    """The first lines of a JSONL file, plain or by zstd, as bytes with their ends."""
    with open(path, "rb") as file:
        if path.suffix != ".zst":
            return list(itertools.islice(file, count))
        import zstandard

        return list(itertools.islice(io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)), count))
