# SPDX-License-Identifier: Apache-2.0
"""How time and memory grow with the records: generated ones, equal ones, and those of one template.

All inputs are made by generated.py in a temporary folder and removed afterwards.
"""

import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import machine
import settings
from tables import print_table
from watched import watched

BYTES_A_RECORD = {"document": 280, "chat": 420}
TEMPLATE = (
    "The order with the number {} has left our house today and will reach you within three days; "
    "if it does not, please write to us, name the number of the order and the day on which you "
    "ordered, and we will find out where it is, send it again, or return what you have paid for it")


def dedupe(options, source, kept, *flags):
    return watched(
        [options.gamut, "dedupe", source, "-o", kept, "--json", kept.with_suffix(".json"),
         "--workers", options.threads, *flags])


def removed_share(kept):
    rows = json.loads(kept.with_suffix(".json").read_text())["rows"]
    return 1 - rows["kept"] / rows["read"]


def line_through(sizes, values):
    """The straight line whose greatest relative error is small: least squares of relative errors."""
    # Weights 1/value², so that a small size counts as much as a large one.
    weights = [1 / value**2 for value in values]
    total = sum(weights)
    mean_x = sum(w * x for w, x in zip(weights, sizes)) / total
    mean_y = sum(w * y for w, y in zip(weights, values)) / total
    spread = sum(w * (x - mean_x) ** 2 for w, x in zip(weights, sizes))
    slope = sum(w * (x - mean_x) * (y - mean_y) for w, x, y in zip(weights, sizes, values)) / spread
    start = mean_y - slope * mean_x
    worst = max(abs(y - (start + slope * x)) / y for x, y in zip(sizes, values))
    return start, slope, worst


def cells(name, run, share):
    return [name, f"{run['seconds']:.2f}", f"{run['busy']:.2f}", f"{run['peak'] / 2**20:.0f}",
            f"{run['anonymous'] / 2**20:.0f}", f"{share:.4f}"]


def growing(options, folder, sizes):
    """Generated records, largest size first: the file is cut off for the next."""
    source, kept = folder / "records.jsonl", folder / "kept.jsonl"
    made = subprocess.run(
        [sys.executable, settings.HERE / "generated.py", source, "--sizes",
         ",".join(map(str, sizes)), "--seed", str(options.seed), "--shape", options.shape],
        check=True, stdout=subprocess.PIPE)
    ends = json.loads(made.stdout)
    runs, shares, rows = {}, {}, []
    for size in sorted(sizes, reverse=True):
        print(f"growth: {size:,} records", file=sys.stderr)
        os.truncate(source, ends[str(size)])
        runs[size] = dedupe(options, source, kept)
        shares[size] = removed_share(kept)
        rows.insert(0, cells(f"{size:,}", runs[size], shares[size]))
        kept.unlink()
    print_table(
        f"growth: generated records ({options.shape}) of {ends[str(min(sizes))] / min(sizes):.0f} bytes, 30 % planted near-duplicates",
        ["records", "seconds", "CPU s", "peak RSS MiB", "peak RssAnon MiB", "share removed"], rows)
    if len(sizes) > 2:
        print_lines(sorted(sizes), runs)
    return source, cells("generated", runs[min(sizes)], shares[min(sizes)])


def print_lines(sizes, runs):
    rows = []
    for what, key, unit in (
        ("seconds", "seconds", 1e6), ("CPU seconds", "busy", 1e6), ("peak RSS", "peak", 1),
        ("peak RssAnon", "anonymous", 1),
    ):
        start, slope, worst = line_through(sizes, [runs[size][key] for size in sizes])
        per = f"{slope * unit:.2f} µs" if unit > 1 else f"{slope:.1f} bytes"
        fixed = f"{start:.2f} s" if unit > 1 else f"{start / 2**20:.0f} MiB"
        rows.append([what, per, fixed, f"{100 * worst:.1f} %"])
    print_table(
        "growth: the straight line through all sizes",
        ["", "a record", "beside", "largest deviation"], rows)


def alike(options, folder, count, generated):
    """As many equal records, and records of one template, under the line of the generated ones."""
    source, kept = folder / "alike.jsonl", folder / "alike-kept.jsonl"
    rows = [generated]
    for name, numbers in (("equal", (7 for _ in range(count))), ("of one template", range(count))):
        print(f"growth: {count:,} records {name}", file=sys.stderr)
        with open(source, "w") as file:
            file.writelines(f'{{"text": "{TEMPLATE.format(number)}"}}\n' for number in numbers)
        run = dedupe(options, source, kept)
        rows.append(cells(name, run, removed_share(kept)))
    for path in (source, kept):
        path.unlink()
    print_table(
        f"growth: {count:,} records that are alike",
        ["records", "seconds", "CPU s", "peak RSS MiB", "peak RssAnon MiB", "share removed"], rows)


def bounded(options, folder, source, count):
    """The same bytes with little memory; says so where the program has no such option."""
    if not machine.has_option(options.gamut, "dedupe", "--memory"):
        print(f"growth: skipped: gamut has no --memory yet ({options.memory} was to be tried)\n")
        return True
    rows, outputs = [], []
    for name, flags in (("default", []), (options.memory, ["--memory", options.memory])):
        kept, removed = folder / f"kept-{name}.jsonl", folder / f"removed-{name}.jsonl"
        run = dedupe(options, source, kept, "--removed", removed, *flags)
        rows.append(cells(name, run, removed_share(kept)))
        outputs.append((kept, removed))
    (kept, removed), (kept_too, removed_too) = outputs
    same = filecmp.cmp(kept, kept_too, shallow=False) and filecmp.cmp(removed, removed_too, shallow=False)
    print_table(
        f"growth: {count:,} records with --memory; the bytes of both outputs are "
        + ("the same" if same else "NOT THE SAME"),
        ["memory", "seconds", "CPU s", "peak RSS MiB", "peak RssAnon MiB", "share removed"], rows)
    return same


def main():
    made = settings.parser(__doc__)
    made.add_argument("--sizes", default="1000000,2000000,4000000,8000000,16000000",
                      help="record counts, multiples of 20,000; default: %(default)s")
    made.add_argument("--memory", default="512M", help="the bound of the last part; default: %(default)s")
    made.add_argument("--shape", choices=list(BYTES_A_RECORD), default="document",
                      help="the records: one text each, or a system prompt, a question and an answer; "
                      "default: %(default)s")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("growth", "no --gamut")
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    # Gigabytes must not stay behind where the job is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="gamut-growth-") as name:
        folder = Path(name)
        # The records, and as many kept.
        size = BYTES_A_RECORD[options.shape]
        needed, free = 2 * size * sizes[-1], shutil.disk_usage(folder).free
        while sizes and needed > free - (1 << 30):
            print(f"growth: left out {sizes.pop():,} records: {free / 1e9:.0f} GB free in {folder}; "
                  "TMPDIR names another folder")
            needed = 2 * size * sizes[-1] if sizes else 0
        if not sizes:
            settings.skip("growth", "no room")
        source, smallest = growing(options, folder, sizes)
        same = bounded(options, folder, source, sizes[0])
        source.unlink()
        alike(options, folder, sizes[0], smallest)
    return not same


if __name__ == "__main__":
    sys.exit(main())
