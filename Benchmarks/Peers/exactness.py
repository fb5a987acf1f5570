#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks `gamut dedupe` against every pair of records, by a program that shares no code with it.

Reads a JSONL file, optionally plants edited and copied records, runs gamut, and computes the exact
Jaccard similarity of all pairs by prefix filtering, from the definition of the text: NFKC_Casefold,
words, sets of five consecutive words. It then checks that

* read = kept + removed + rejected, and the output is input lines in order, byte for byte;
* every removal is a match of at least the threshold with a record of the output, at the similarity
  that gamut states;
* hardly any pair at or above the threshold stays with both members kept.

Exits 1 if a removal is wrong, a pair at threshold + .05 stays, or more than .5 % of all pairs do.
"""

import argparse
import collections
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

import regex

UNSPACED = "".join(
    rf"\p{{scx={name}}}"
    for name in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan")
)
# U+00B7 got its Script_Extensions, Han among them, after the Unicode 15.0 of the definition.
WORD = regex.compile(
    rf"[[{UNSPACED}]--[\u00b7]]|(?:[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]])+"
    r"|\p{S}|[*%@#\\]|(?<!\p{L})[-/&]|[-/&](?!\p{L})",
    regex.V1,
)
IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")


def words(text):
    """The words of a text, after NFKC_Casefold."""
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", text)
        folded = unicodedata.normalize("NFKC", IGNORABLE.sub("", folded.casefold()))
    return WORD.findall(folded)


def shingles(text, width):
    """The set of `width` consecutive words; of a shorter text, all it has."""
    found = words(text)
    if len(found) < width:
        return frozenset([tuple(found)] if found else [])
    return frozenset(tuple(found[i : i + width]) for i in range(len(found) - width + 1))


def jaccard(a, b):
    return len(a & b) / len(a | b) if a and b else 0.0


def similar_pairs(sets, threshold):
    """All pairs (a < b) with Jaccard similarity of at least `threshold`, by prefix filtering."""
    counts = collections.Counter(shingle for s in sets for shingle in s)
    index = collections.defaultdict(list)
    for b in sorted(range(len(sets)), key=lambda i: (len(sets[i]), i)):
        ordered = sorted(sets[b], key=lambda shingle: (counts[shingle], shingle))
        least = math.ceil(threshold * len(ordered) - 1e-9)
        seen = set()
        for shingle in ordered[: len(ordered) - least + 1]:
            for a in index[shingle]:
                if a not in seen:
                    seen.add(a)
                    if len(sets[a]) >= least and jaccard(sets[a], sets[b]) >= threshold:
                        yield min(a, b), max(a, b), jaccard(sets[a], sets[b])
            index[shingle].append(b)


def edited(text, chance):
    """A near-copy: words replaced, dropped, doubled or moved, sometimes a phrase put before it."""
    parts = text.split(" ")
    for _ in range(chance.randint(1, max(1, len(parts) // 40))):
        i = chance.randrange(len(parts))
        kind = chance.randrange(5)
        if kind == 0:
            parts[i] = "replaced"
        elif kind == 1 and len(parts) > 1:
            del parts[i]
        elif kind == 2:
            parts.insert(i, parts[i])
        elif kind == 3:
            parts.insert(chance.randrange(len(parts)), parts.pop(i))
        else:
            parts.insert(0, "Please note:")
    return " ".join(parts)


def planted(lines, field, edits, copies, chance):
    """`lines` with edited records, and exact copies of some of those, at random places."""
    long_enough = [r for r in map(json.loads, lines) if len(words(r[field])) >= 20]
    added = []
    for i in range(edits):
        record = dict(chance.choice(long_enough))
        original = record[field]
        while record[field] == original:
            record[field] = edited(original, chance)
        added.append(json.dumps(record, ensure_ascii=False))
        if i < copies:
            added.append(added[-1])
    result = list(lines)
    for line in added:
        result.insert(chance.randrange(len(result) + 1), line)
    return result


def deduplicated(lines, options):
    """What gamut makes of `lines`: the kept lines, the removals and the counts."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "in.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        subprocess.run(
            [options.gamut, "dedupe", path / "in.jsonl", "-o", path / "kept.jsonl",
             "--removed", path / "removed.jsonl", "--json", path / "report.json",
             "--text", options.fields, "--threshold", str(options.threshold),
             "--shingle", f"word:{options.width}"],
            check=True,
        )
        kept = (path / "kept.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        removed = (path / "removed.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        rows = json.loads((path / "report.json").read_text())["rows"]
    return kept, [json.loads(line) for line in removed], rows


def faults_of(lines, texts, sets, kept, removals, rows, threshold):
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
            if texts[a] != texts[b]:
                yield f"records {a} and {b} are not equal"
        else:
            exact = jaccard(sets[a], sets[b])
            if exact < threshold or abs(exact - r["similarity"]) > 1e-12:
                yield f"records {a} and {b} have {exact}, stated is {r['similarity']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input")
    parser.add_argument("--gamut", default=".build/release/gamut")
    parser.add_argument("--fields", required=True, help="the fields of the view, in order")
    parser.add_argument("--skip", type=int, default=0, help="records to leave out at the start")
    parser.add_argument("--rows", type=int, default=5000, help="records to take")
    parser.add_argument("--edits", type=int, default=0, help="near-copies to plant")
    parser.add_argument("--copies", type=int, default=0, help="of these, how many to plant twice")
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--width", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    fields = options.fields.split(",")
    with open(options.input, encoding="utf-8", newline="\n") as source:
        wanted = itertools.islice(source, options.skip, options.skip + options.rows)
        lines = [line.rstrip("\n") for line in wanted]
    if options.edits:
        chance = random.Random(options.seed)
        lines = planted(lines, fields[-1], options.edits, options.copies, chance)
    records = [json.loads(line) for line in lines]
    texts = ["\n".join(record[f] for f in fields if record.get(f)) for record in records]
    sets = [shingles(text, options.width) for text in texts]

    kept, removals, rows = deduplicated(lines, options)
    faults = list(faults_of(lines, texts, sets, kept, removals, rows, options.threshold))
    gone = {r["index"] for r in removals}
    pairs = collections.Counter()
    missed = collections.Counter()
    for a, b, similarity in similar_pairs(sets, options.threshold):
        if texts[a] == texts[b]:
            continue
        for band in ["all"] + ["high"] * (similarity >= options.threshold + 0.05):
            pairs[band] += 1
            missed[band] += a not in gone and b not in gone
    print(json.dumps({
        "input": pathlib.Path(options.input).name, "skip": options.skip, "edits": options.edits,
        "copies": options.copies, "records": len(lines), "removed": dict(collections.Counter(r["cause"] for r in removals)),
        "pairs": pairs["all"], "pairs_kept": missed["all"],
        "pairs_from_threshold_plus_.05": pairs["high"], "of_these_kept": missed["high"],
        "faults": len(faults), "first_faults": faults[:5],
    }))
    return bool(faults or missed["high"] or missed["all"] > 0.005 * pairs["all"])


if __name__ == "__main__":
    sys.exit(main())
