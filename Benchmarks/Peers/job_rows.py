# SPDX-License-Identifier: Apache-2.0
"""How the cost of report, cluster and pairs by meaning grows with the records, as an exponent.

Generated records, the vectors of `lsa`: the CPU seconds of each command at each size, and the slope of their
logarithms over that of the sizes, over all sizes and over the last two. 1 is linear.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import settings
from tables import print_table
from watched import watched

# pairs --by semantic compares all rows with all, less what bounds rule out: 2 is the most its method allows.
COMMANDS = {
    "report": ["report", "SOURCE", "-o", "OUTPUT", "--model", "lsa"],
    "cluster": ["cluster", "SOURCE", "-o", "OUTPUT", "--model", "lsa", "--count", "50"],
    "pairs by meaning": [
        "pairs", "SOURCE", "-o", "OUTPUT", "--by", "semantic", "--model", "lsa", "--threshold", "0.95"],
}


def slope(points):
    """The least-squares slope of the logarithms of (size, value)."""
    xs, ys = ([math.log(v) for v in values] for values in zip(*points))
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def main():
    made = settings.parser(__doc__)
    made.add_argument("--counts", default="20000,100000,300000,1000000",
                      help="record counts, multiples of 20,000; default: %(default)s")
    made.add_argument("--commands", default=",".join(COMMANDS), help="default: %(default)s")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("rows", "no --gamut")
    sizes = sorted({int(size) for size in options.counts.split(",")})
    runs = {name: [] for name in COMMANDS if name in options.commands.split(",")}
    with tempfile.TemporaryDirectory(prefix="gamut-rows-") as name:
        source, output = Path(name) / "records.jsonl", Path(name) / "output"
        written = subprocess.run(
            [sys.executable, settings.HERE / "generated.py", source, "--sizes", ",".join(map(str, sizes)),
             "--seed", str(options.seed), "--shape", "document"], check=True, stdout=subprocess.PIPE)
        ends = json.loads(written.stdout)
        # The largest first: the file is cut off for the next.
        for size in reversed(sizes):
            os.truncate(source, ends[str(size)])
            for name in runs:
                print(f"rows: {name}, {size:,} records", file=sys.stderr)
                places = {"SOURCE": source, "OUTPUT": output}
                run = watched([options.gamut, *(places.get(part, part) for part in COMMANDS[name]),
                               "--workers", options.threads])
                runs[name].insert(0, (size, run))
                output.unlink(missing_ok=True)
    print_table(
        "rows: CPU seconds (and MiB at the peak) of generated records, and the exponent of the growth",
        ["command", *(f"{size:,}" for size in sizes), "exponent", "of the last two"],
        [[name, *(f"{run['busy']:.1f} ({run['peak'] / 2**20:.0f})" for _, run in found),
          *(f"{slope([(size, run['busy']) for size, run in part]):.2f}" for part in (found, found[-2:]))]
         for name, found in runs.items()])


if __name__ == "__main__":
    sys.exit(main())
