# SPDX-License-Identifier: Apache-2.0
"""Real examples, each again after one small edit: which of them are found, by kind and by part.

Five sets; edits in what is asked, given and said, only where asked + said, and the material, still
reach the threshold of .8, and never in a number. Beside Gamut stands the rule itself (example_rule.py)
on each pair of original and edited copy: a share below 1 there is the rule's choice, and a difference
between the two is a pair that was not found.

Exits 1 where an edit that changes no word stays, or a copy that the rule calls a near-duplicate.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import planted
import settings
from example_rule import is_near, words
from example_sets import all_text, write_lines
from job_examples import THRESHOLD, tools_of
from tables import print_table

LONG = 40
COLUMNS = ("asked", "asked, long answer", "asked, short answer", "given", "said, long", "said, short")
GROUPS = {"prose": ("Alpaca", "Dolly", "XQuAD", "Alpaca, Chinese"), "tool prompts": ("tool prompts",)}


def columns(role, record):
    """The columns of the tables in which an edit counts."""
    length = "long" if len(words(record["output"])) >= LONG else "short"
    if role == "asked":
        return ["asked", f"asked, {length} answer"]
    return ["given"] if role == "given" else [f"said, {length}"]


def removed_by_gamut(options, path):
    answer = options.answers / "edits-removed.jsonl"
    subprocess.run(
        [str(part) for part in (options.gamut, "dedupe", path, "-o", "/dev/null", "--removed", answer,
                                "--threshold", THRESHOLD, "--workers", options.threads)],
        check=True, capture_output=True)
    return {json.loads(line)["index"] for line in answer.read_text(encoding="utf-8").splitlines()}


def results_of(options, tools):
    """One row an edit: set, kind, columns, whether the rule holds, and by which programs it is found."""
    rows = []
    for name, script, records in planted.sets(options.data, options.rows):
        print(f"edits: {name}", file=sys.stderr)
        chance = random.Random(options.seed)
        fields = [{key: record[key] for key in planted.KEYS.values()} for record in records]
        edits = list(planted.plant(fields, script, options.each, chance))
        every = fields + [record for *_, record in edits]
        path, texts = (options.answers / f"edits-{script}-{len(rows)}{end}.jsonl" for end in ("", "-texts"))
        write_lines(path, every)
        write_lines(texts, ({"id": i, "text": all_text(r)} for i, r in enumerate(every)))
        removed = {}
        if options.gamut and "gamut" in options.programs:
            removed["**Gamut**"] = removed_by_gamut(options, path)
        for tool in tools:
            # The encoder of SemHash knows English alone; what it cuts of the longest texts it does not see.
            if tool.name != "SemHash" or script == "latin":
                removed[tool.name] = tool(texts, THRESHOLD, options.answers)
        for i, (place, kind, role, record) in enumerate(edits):
            rows.append({
                "set": name, "kind": kind, "columns": columns(role, fields[place]),
                "original removed": place in removed.get("**Gamut**", ()),
                "the rule": is_near(planted.example(fields[place]), planted.example(record), THRESHOLD),
                **{tool: len(fields) + i in gone for tool, gone in removed.items()}})
    return rows


def share(rows, program):
    """Found of all that the program had, as "97.5 % of 200"."""
    rows = [row for row in rows if program in row]
    return f"{100 * sum(r[program] for r in rows) / len(rows):.1f} % of {len(rows)}" if rows else ""


def print_by_kind(rows, program):
    for group, names in GROUPS.items():
        cells = defaultdict(list)
        for row in rows:
            if row["set"] in names:
                for name in row["columns"]:
                    cells[row["kind"], name].append(row)
        print_table(
            f"edits: found by {program}, {group} ({', '.join(names)}); long: answers of {LONG} words or more",
            ["edit", *COLUMNS],
            [[kind, *(share(cells[kind, c], program) for c in COLUMNS)] for kind in planted.KINDS])


def print_by_set(rows, program):
    cells = defaultdict(list)
    for row in rows:
        if row["kind"] not in planted.WORDLESS:
            for name in row["columns"]:
                cells[row["set"], name].append(row)
    print_table(
        f"edits: found by {program}, all edits of words, by set", ["set", *COLUMNS],
        [[name, *(share(cells[name, c], program) for c in COLUMNS)]
         for name in dict.fromkeys(row["set"] for row in rows)])


def print_programs(rows, programs):
    print_table(
        "edits: planted edits found, by program", ["edit", *programs],
        [[kind, *(share([r for r in rows if r["kind"] == kind], p) for p in programs)] for kind in planted.KINDS])


def faults_of(rows):
    """What Gamut left that it should not have. A copy of an original that went itself, for a third record, need
    not be a duplicate of that one: it is compared with what stays."""
    orphans = sum(r["the rule"] and not r["**Gamut**"] and r["original removed"] for r in rows)
    if orphans:
        print(f"edits: {orphans} copies stay whose original was removed for a third record")
    rows = [r for r in rows if not r["original removed"]]
    wordless = sum(not r["**Gamut**"] for r in rows if r["kind"] in planted.WORDLESS)
    if wordless:
        yield f"{wordless} copies stay that differ in case or punctuation alone"
    missed = sum(r["the rule"] and not r["**Gamut**"] for r in rows)
    if missed > 0.0005 * len(rows):
        yield f"{missed} copies stay that the rule calls near-duplicates"
    beyond = sum(r["**Gamut**"] and not r["the rule"] for r in rows)
    if beyond:
        print(f"edits: {beyond} copies went that are no near-duplicates of their original by the rule; "
              "another copy may stand for them")


def main():
    made = settings.parser(__doc__)
    made.add_argument("--text-dedup", type=Path,
                      default=settings.ROOT / ".build" / "text-dedup-venv" / "bin" / "python",
                      help="a Python that has text-dedup; default: %(default)s")
    made.add_argument("--model", type=Path,
                      default=settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2",
                      help="the sentence encoder of SemHash; default: %(default)s")
    made.add_argument("--programs", default="gamut,datasketch,rensa,text-dedup,semhash",
                      help="default: %(default)s")
    made.add_argument("--each", type=int, default=100, help="edits of a kind and part of a set; default: 100")
    made.add_argument("--rows", type=int, default=6_000, help="originals of a set at most; default: 6000")
    options = settings.parsed(made)
    settings.require("edits", options.data)
    rows = results_of(options, tools_of(options))
    (options.answers / "edits.json").write_text(json.dumps(rows, ensure_ascii=False))
    known = ("set", "kind", "columns", "original removed")
    programs = list(dict.fromkeys(p for row in rows for p in row if p not in known))
    for program in programs[:2]:
        print_by_kind(rows, program)
        print_by_set(rows, program)
    print_programs(rows, programs)
    faults = list(faults_of(rows)) if "**Gamut**" in programs else []
    for fault in faults:
        print(f"edits: {fault}", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
