# SPDX-License-Identifier: Apache-2.0
"""Checks `gamut dedupe` against every pair of records, by a program that shares no code with it.

On each set it computes all pairs from the definition of the text (NFKC_Casefold, words, sets of five
consecutive words), twice: by the plain rule on all text (`--alike text`), and, where records have
roles, by the rule for examples, as example_rule.py has it. It then checks that

* read = kept + removed + rejected, and the output is input lines in order, byte for byte;
* every removal is a match by that rule with a record of the output, at the similarity that gamut states;
* hardly any pair that the rule calls near-duplicates stays with both members kept, copies aside.

Exits 1 if a removal is wrong, or if more pairs stay than .5 % of all and .05 % of those at the
threshold + .05. Records with characters that Python's tables do not know are left out: they may be of
another version of Unicode than Gamut's 15.0.
"""

import collections
import json
import subprocess
import sys
import time

import example_rule
import exactness_sets
import machine
import settings
from joins import SetTable
from rule_pairs import near_pairs
from shingles import shingles
from tables import print_table

WIDTH = 5
# Shares of the pairs that may stay: of all, and of those from the threshold + .05.
MOST_KEPT, MOST_HIGH_KEPT = 0.005, 0.0005
HEAD = ["set", "alike", "records", "removed exact", "near", "wrong", "pairs", "found", "pairs + .05", "found",
        "seconds"]
ROLES = {"instruction": "asked", "input": "given", "output": "said"}


class Documents:
    """Records as whole texts, by the plain rule."""

    alike = "text"

    def __init__(self, records, fields):
        self.flags = ["--text", ",".join(fields)]
        self.texts = ["\n".join(r[f] for f in fields if r.get(f)) for r in records]
        self.table = SetTable({hash(shingle) for shingle in shingles(text, WIDTH)} for text in self.texts)

    def are_equal(self, a, b):
        return self.texts[a] == self.texts[b]

    def is_match(self, a, b, threshold):
        return self.similarity(a, b) >= threshold

    def similarity(self, a, b):
        return self.table.similarities([a], [b])[0]

    def pairs(self, threshold):
        pairs, similarities = self.table.similar_pairs(threshold)
        return pairs.tolist(), similarities.tolist()


class Examples:
    """Records as what is asked, given and said, by the rule for examples."""

    alike = "example"

    def __init__(self, records, fields):
        self.flags = []
        self.examples = [
            example_rule.Example([(ROLES[f], r.get(f) or "") for f in fields]) for r in records]

    def are_equal(self, a, b):
        return example_rule.is_exact(self.examples[a], self.examples[b])

    def is_match(self, a, b, threshold):
        return example_rule.is_near(self.examples[a], self.examples[b], threshold)

    def similarity(self, a, b):
        return example_rule.similarity(self.examples[a], self.examples[b])

    def pairs(self, threshold):
        return near_pairs(self.examples, threshold)


def deduplicated(lines, flags, options):
    """What gamut makes of `lines`: the kept lines, the removals and the counts."""
    path = options.answers
    with open(path / "exactness-in.jsonl", "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)
    subprocess.run(
        [options.gamut, "dedupe", path / "exactness-in.jsonl", "-o", path / "exactness-kept.jsonl",
         "--removed", path / "exactness-removed.jsonl", "--json", path / "exactness.json",
         "--threshold", str(options.threshold), "--shingle", f"word:{WIDTH}",
         "--workers", str(options.threads), *flags],
        check=True, stderr=subprocess.DEVNULL,
    )
    kept = (path / "exactness-kept.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    removed = (path / "exactness-removed.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    rows = json.loads((path / "exactness.json").read_text())["rows"]
    return kept, [json.loads(line) for line in removed], rows


def faults_of(lines, source, kept, removals, rows, threshold):
    """What is wrong with the output, one sentence each."""
    gone = {r["index"] for r in removals}
    if rows["read"] != len(lines) or rows["kept"] + len(removals) + rows["rejected"] != len(lines):
        yield f"the counts do not add up: {rows}"
    if kept != [line for i, line in enumerate(lines) if i not in gone]:
        yield "the output is not the kept input lines in order"
    for r in removals:
        a, b = r["index"], r["kept"]["index"]
        if b in gone:
            yield f"record {a} was removed for record {b}, which is removed itself"
        if r["cause"] == "exact":
            if not source.are_equal(a, b):
                yield f"records {a} and {b} are not equal"
        elif not source.is_match(a, b, threshold):
            yield f"records {a} and {b} do not match; stated is {r['similarity']}"
        elif abs(source.similarity(a, b) - r["similarity"]) > 1e-12:
            yield f"records {a} and {b} have {source.similarity(a, b)}, stated is {r['similarity']}"


def check(name, lines, fields, kind, options):
    """The line of a set, and whether all is right."""
    start = time.perf_counter()
    records = [json.loads(line) for line in lines]
    source = kind(records, fields)
    flags = source.flags + (
        ["--alike", source.alike] if machine.has_option(options.gamut, "dedupe", "--alike") else [])
    kept, removals, rows = deduplicated(lines, flags, options)
    faults = list(faults_of(lines, source, kept, removals, rows, options.threshold))
    for fault in faults[:5]:
        print(f"exactness: {name}: {fault}", file=sys.stderr)
    gone = {r["index"] for r in removals}
    counts, missed = collections.Counter(), collections.Counter()
    for (a, b), similarity in zip(*source.pairs(options.threshold)):
        if source.are_equal(a, b):
            continue
        for band in ["all"] + ["high"] * (similarity >= options.threshold + 0.05):
            counts[band] += 1
            missed[band] += a not in gone and b not in gone
    causes = collections.Counter(r["cause"] for r in removals)
    is_right = not (
        faults or missed["all"] > MOST_KEPT * counts["all"]
        or missed["high"] > MOST_HIGH_KEPT * counts["high"])
    found = {band: f"{100 * (1 - missed[band] / max(1, counts[band])):.3f} %" for band in ("all", "high")}
    return [
        name, source.alike, len(lines), causes["exact"], causes["near"], len(faults), counts["all"],
        found["all"], counts["high"], found["high"], f"{time.perf_counter() - start:.0f}",
    ], is_right


def agreed(lines, fields):
    """The lines whose texts hold no character that Python does not know."""
    return [line for line in lines if line.isascii() and "\\u" not in line or example_rule.is_agreed(
        "".join(value for f in fields if isinstance(value := json.loads(line).get(f), str)))]


def main():
    made = settings.parser(__doc__)
    made.add_argument("--fields", default="", help="the text fields of --input, such as instruction,output")
    made.add_argument("--alike", default="text,example", help="the rules to check; default: %(default)s")
    made.add_argument("--rows", type=int, default=20_000, help="records of a stretch")
    made.add_argument("--threshold", type=float, default=0.8)
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("exactness", "no --gamut")
    if options.has_own_input:
        if not options.fields:
            settings.skip("exactness", "say which fields of --input are its text, with --fields")
        sets = exactness_sets.of_file(options.input, options.fields, options.rows, options.seed)
    else:
        settings.require("exactness", options.data)
        sets = exactness_sets.real(options.data, options.rows, options.seed)
    rows, is_right = [], True
    for name, lines, fields in sets:
        print(f"exactness: {name}", file=sys.stderr)
        names = fields.split(",")
        lines = agreed(lines, names)
        kinds = [Documents] + [Examples] * (len(names) > 1 and set(names) <= set(ROLES))
        for kind in kinds:
            if kind.alike in options.alike:
                row, row_is_right = check(name, lines, names, kind, options)
                rows.append(row)
                is_right &= row_is_right
    print_table(
        f"exactness: threshold {options.threshold}, word:{WIDTH}; found: pairs, copies aside, of "
        "which a member was removed", HEAD, rows)
    return not is_right


if __name__ == "__main__":
    sys.exit(main())
