# SPDX-License-Identifier: Apache-2.0
"""Two builds of Gamut in turn: CPU seconds and peak memory of each job, the least and the median.

The older build, named by --before, compares documents; the newer one takes the same documents, the
speed set as it is, and the same generated words as a question and an answer under a system prompt.
Without --before only the newer runs.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import settings
from tables import print_table
from watched import watched


def generated(folder, count, shape, seed):
    path = folder / f"{shape}.jsonl"
    subprocess.run(
        [sys.executable, settings.HERE / "generated.py", path, "--sizes", str(count), "--seed", str(seed),
         "--shape", shape], check=True, stdout=subprocess.DEVNULL)
    return path


def speed_set(options, folder):
    """The speed set, unpacked; None where it is not there."""
    packed = options.data / "speed" / "alpaca_eval_outputs.jsonl.zst"
    if not packed.exists():
        return None
    import zstandard

    path = folder / packed.stem
    with open(packed, "rb") as source, open(path, "wb") as target:
        zstandard.ZstdDecompressor().copy_stream(source, target)
    return path


def raced(options, name, runs, folder):
    """The lines of one job: `runs` are (what, program, input), which take turns."""
    taken = {what: [] for what, _, _ in runs}
    for number in range(options.rounds):
        print(f"builds: {name}, round {number + 1} of {options.rounds}", file=sys.stderr)
        for what, program, source in runs:
            taken[what].append(watched(
                [program, "dedupe", source, "-o", folder / "kept.jsonl", "--json", folder / "kept.json",
                 "--workers", options.threads]))
            taken[what][-1]["kept"] = json.loads((folder / "kept.json").read_text())["rows"]["kept"]
    first = min(run["busy"] for run in taken[runs[0][0]])
    for what, found in taken.items():
        busy = [run["busy"] for run in found]
        yield [
            name, what, f"{min(busy):.2f}", f"{statistics.median(busy):.2f}", f"{min(busy) / first:.3f}",
            f"{min(run['seconds'] for run in found):.2f}", f"{max(run['peak'] for run in found) / 2**20:.0f}",
            f"{max(run['anonymous'] for run in found) / 2**20:.0f}", found[0]["kept"]]


def main():
    made = settings.parser(__doc__)
    made.add_argument("--before", type=Path, help="the older program")
    made.add_argument("--size", type=int, default=1_000_000,
                      help="generated records, a multiple of 20,000; default: %(default)s")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("builds", "no --gamut")
    rows = []
    with tempfile.TemporaryDirectory(prefix="gamut-builds-") as name:
        folder = Path(name)
        if speed := speed_set(options, folder):
            before = [("before", options.before, speed)] if options.before else []
            rows += raced(options, "340 MB of answers", [*before, ("now", options.gamut, speed)], folder)
            os.remove(speed)
        documents, chats = (generated(folder, options.size, s, options.seed) for s in ("document", "chat"))
        before = [("before, documents", options.before, documents)] if options.before else []
        rows += raced(
            options, f"{options.size:,} generated records",
            [*before, ("now, documents", options.gamut, documents), ("now, dialogues", options.gamut, chats)],
            folder)
    print_table(
        f"builds: {options.rounds} rounds in turn, {options.threads} threads; × is the least CPU time over that "
        "of the first line",
        ["job", "build", "CPU s, least", "median", "×", "seconds", "peak MiB", "anonymous MiB", "kept"], rows)


if __name__ == "__main__":
    main()
