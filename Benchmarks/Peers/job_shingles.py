# SPDX-License-Identifier: Apache-2.0
"""Which shingle tells near-duplicates from other texts: Gamut's pairs on labelled sets, by shingle.

A pair that is not labelled counts as false. Similarities of two kinds of shingle are different scales,
so beside the default threshold stands what each could reach at its own best one.
"""

import bisect
import collections
import json
import re
import subprocess

import labelled
import settings
from tables import print_table

SHINGLES = [f"word:{n}" for n in (1, 2, 3, 4, 5, 7)] + [f"char:{n}" for n in (3, 4, 5, 7, 9, 12)]
DEFAULT = 0.8


def pairs(options, path, shingle, least):
    """All pairs of the set at `path` that reach `least`: (a, b) → similarity."""
    target = options.answers / "shingles-pairs.jsonl"
    subprocess.run(
        [options.gamut, "pairs", path, "--text", "text", "--by", "near", "--shingle", shingle,
         "--threshold", str(least), "-o", target, "--workers", str(options.threads)],
        check=True, stderr=subprocess.DEVNULL,
    )
    with open(target) as lines:
        rows = map(json.loads, lines)
        return {(row["a"], row["b"]): row["similarity"] for row in rows}


def best(found, truth):
    """The greatest F1 over all thresholds, and the threshold."""
    true = sorted(found[pair] for pair in found if pair in truth)
    every = sorted(found.values())
    scores = [(0.0, 1.0)]
    for threshold in sorted(set(true)):
        right = len(true) - bisect.bisect_left(true, threshold)
        listed = len(every) - bisect.bisect_left(every, threshold)
        scores.append((2 * right / (listed + len(truth)), threshold))
    return max(scores)


def row(found, truth):
    """Recall and false pairs at the default threshold, and the best F1."""
    listed = {pair for pair, similarity in found.items() if similarity >= DEFAULT}
    score, threshold = best(found, truth)
    return [f"{len(listed & truth) / len(truth):.3f}", len(listed - truth),
            f"{score:.3f} at {threshold:.2f}"]


def labelled_table(options, source, truth, least, what):
    path = source.write(options.answers)
    rows = []
    for shingle in SHINGLES:
        found = pairs(options, path, shingle, least)
        kinds = collections.defaultdict(list)
        for pair, kind in source.pairs.items():
            if pair in truth:
                kinds[kind if isinstance(kind, str) else kind[0]].append(found.get(pair, 0) >= DEFAULT)
        recalls = [f"{sum(hits) / len(hits):.2f}" for hits in kinds.values()]
        rows.append([shingle, *row(found, truth), *(recalls if len(kinds) > 1 else [])])
    names = list(kinds) if len(kinds) > 1 else []
    print_table(
        f"{source.name}: {what}",
        ["shingle", f"recall at {DEFAULT}", "false pairs", "best F1", *names], rows)


def real_table(options, source, is_false, what):
    """How many pairs of real texts reach a threshold, and how many of these are surely false."""
    path = source.write(options.answers)
    rows = []
    for shingle in SHINGLES:
        found = pairs(options, path, shingle, 0.6)
        cells = []
        for threshold in (0.9, 0.8, 0.7, 0.6):
            reached = [pair for pair, similarity in found.items() if similarity >= threshold]
            cells.append(f"{len(reached)} ({sum(is_false(a, b) for a, b in reached)})")
        rows.append([shingle, *cells])
    print_table(
        f"{source.name}: {len(source.texts)} real ones; pairs that reach a threshold, and of these {what}",
        ["shingle", "0.9", "0.8", "0.7", "0.6"], rows)


def digits(text):
    return re.findall(r"\d+", text)


def main():
    made = settings.parser(__doc__)
    options = settings.parsed(made)
    settings.require("shingles", options.data)
    if not options.gamut:
        settings.skip("shingles", "no --gamut")
    data, seed = options.data, options.seed
    source = labelled.articles(data, 2500)
    labelled_table(options, source, set(source.pairs), 0.4, "20 planted pairs of news paragraphs")
    source = labelled.plagiarism(data)
    copied = {pair for pair, grade in source.pairs.items() if grade != "non"}
    labelled_table(options, source, copied, 0.02, "answers and the article they were copied from")
    for words in (6, 12):
        # Others than the planted ones are false: no two instructions of that set are alike.
        source = labelled.short_prompts(data, words, 2_000, seed)
        labelled_table(
            options, source, set(source.pairs), 0.3,
            f"{len(source.pairs)} real ones, each again with one word edited; recall by edit")
    source = labelled.long_texts(data, 3_200, (0.02, 0.05, 0.1), seed)
    labelled_table(
        options, source, set(source.pairs), 0.3,
        f"{len(source.pairs)} of 60 words or more, each again with 2, 5 or 10 % of its words "
        "edited; recall by edit")
    source, labels = labelled.intents(data)
    real_table(options, source, lambda a, b: labels[a] != labels[b], "pairs of different intents")
    source = labelled.problems(data)
    real_table(
        options, source, lambda a, b: digits(source.texts[a]) != digits(source.texts[b]),
        "pairs whose numbers differ: other problems in the same words")


if __name__ == "__main__":
    main()
