# SPDX-License-Identifier: Apache-2.0
"""Dialogues with 5 % planted near-copies, plain and under a text that all of them share.

What most records share must neither hide a pair nor fill the buckets: the same records go, but for .1 %
of them and for those that the rule itself decides otherwise; at least 99.5 % of the planted copies that the rule calls near-duplicates are found; and a byte
takes at most 1.2 times the CPU seconds of a byte of the plain set.
"""

import json
import sys

import dialogues
import settings
from example_rule import is_near
from tables import print_table
from watched import watched

MOST_DIFFERENT, LEAST_FOUND, MOST_TIME = 0.001, 0.995, 1.2


def run(options, path, rounds):
    """The removals, and the least CPU seconds of some rounds."""
    removed, busy = options.answers / "dialogues-removed.jsonl", []
    for _ in range(rounds):
        busy.append(watched(
            [options.gamut, "dedupe", path, "-o", "/dev/null", "--removed", removed, "--workers",
             options.threads])["busy"])
    return {json.loads(line)["index"] for line in removed.read_text().splitlines()}, min(busy)


def measure(options, count):
    """One row for each dress of `count` dialogues, and what is wrong with it."""
    found, copies = dialogues.dialogues(count, options.seed)
    rows, faults, plain = [], [], None
    for dress in dialogues.DRESSES:
        print(f"dialogues: {count:,}, {dress}", file=sys.stderr)
        path = options.answers / "dialogues.jsonl"
        records = list(dialogues.dressed(found, dress, options.seed))
        with open(path, "w") as file:
            file.writelines(map(dialogues.line, records))
        near = {
            copy for copy, original in copies.items()
            if is_near(dialogues.example(records[copy]), dialogues.example(records[original]))}
        gone, busy = run(options, path, options.rounds)
        size = path.stat().st_size
        path.unlink()
        plain = plain or (gone, busy / size, near)
        # What all share counts towards asked + said, so that the rule itself may decide some otherwise.
        different = len((gone ^ plain[0]) - (near ^ plain[2])) / count
        share = len(near & gone) / len(near)
        ratio = busy / size / plain[1]
        rows.append([
            f"{count:,}", dress, f"{size / 1e6:.0f}", len(copies), len(near), len(gone), len(gone - set(copies)),
            f"{100 * share:.2f} %", f"{100 * different:.3f} %", f"{busy:.2f}", f"{ratio:.2f}"])
        faults += [
            f"{count:,} {dress}: {what}" for is_wrong, what in (
                (different > MOST_DIFFERENT, f"{100 * different:.2f} % of the records decided otherwise"),
                (share < LEAST_FOUND, f"{100 * share:.2f} % of the planted found"),
                (ratio > MOST_TIME, f"{ratio:.2f} times the CPU seconds a byte"),
                (gone - set(copies), f"{len(gone - set(copies))} originals removed")) if is_wrong]
    return rows, faults


def main():
    made = settings.parser(__doc__)
    made.add_argument("--sizes", default="12000,100000", help="how many dialogues; default: %(default)s")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("dialogues", "no --gamut")
    rows, faults = [], []
    for size in options.sizes.split(","):
        more, wrong = measure(options, int(size))
        rows += more
        faults += wrong
    print_table(
        f"dialogues: {100 * dialogues.NEAR_SHARE:.0f} % planted near-copies; CPU seconds are the least of "
        f"{options.rounds} rounds",
        ["records", "dress", "MB", "planted", "by the rule", "removed", "of these originals",
         "planted found", "decided otherwise", "CPU s", "× a byte"], rows)
    for fault in faults:
        print(f"dialogues: {fault}", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
