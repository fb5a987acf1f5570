# SPDX-License-Identifier: Apache-2.0
"""What Gamut and its peers find where the near-duplicates are known, at their defaults but the threshold.

text-dedup drops records of fewer than five words; they count as removed by it.
"""

from pathlib import Path

import labelled
import settings
from edits import KINDS
from joins import SetTable
from removers import removers
from shingles import shingles, words
from tables import print_table

THRESHOLD = 0.8
SHARES = (0.02, 0.05, 0.1, 0.2)


def is_found(pair, removed):
    return pair[0] in removed or pair[1] in removed


def articles_table(options, tools):
    rows = []
    for size in (100, 1000, 2500):
        source = labelled.articles(options.data, size)
        path = source.write(options.answers)
        members = {member for pair in source.pairs for member in pair}
        cells = []
        for tool in tools:
            removed = tool(path, THRESHOLD, options.answers)
            found = sum(is_found(pair, removed) for pair in source.pairs)
            cells.append(f"{found} + {len(removed - members)}")
        rows.append([size, len(source.pairs), *cells])
    print_table(
        f"accuracy: news paragraphs with planted pairs, threshold {THRESHOLD}: pairs found + records "
        "removed of no pair", ["records", "pairs", *(tool.name for tool in tools)], rows)


def toolformer_table(options, tools):
    records, kept_by_author = labelled.toolformer(options.data)
    texts = ["\n".join(r[key] for key in ("instruction", "input", "response") if r[key]) for r in records]
    path = labelled.LabelledSet("toolformer", texts).write(options.answers)
    rows = []
    for threshold, wanted in kept_by_author.items():
        cells = []
        for tool in tools:
            kept = set(range(len(texts))) - tool(path, threshold, options.answers)
            both = len(kept & wanted)
            cells.append(f"{len(kept)}, {both / len(kept | wanted):.3f}, "
                         f"{2 * both / (len(kept) + len(wanted)):.3f}")
        rows.append([threshold, len(wanted), *cells])
    print_table(
        f"accuracy: {len(texts)} tool calls and their author's own pruning: records kept, Jaccard "
        "and F1 of the kept ones", ["threshold", "author", *(tool.name for tool in tools)], rows)


def plagiarism_tables(options, tools):
    source = labelled.plagiarism(options.data)
    path = source.write(options.answers)
    grades = {grade: [b for (_, b), found in source.pairs.items() if found == grade]
              for grade in labelled.GRADES}
    rows = []
    for threshold in (0.2, 0.3, 0.5, 0.8):
        cells = []
        for tool in tools:
            removed = tool(path, threshold, options.answers)
            cells.append(" / ".join(
                f"{sum(member in removed for member in members)}" for members in grades.values()))
        rows.append([threshold, *cells])
    print_table(
        "accuracy: answers removed as near-duplicates of an original or of another answer, by grade: "
        + " / ".join(f"{grade} ({len(members)})" for grade, members in grades.items()),
        ["threshold", *(tool.name for tool in tools)], rows)

    rows = []
    for name, cut in (
        ("word:1", lambda text: shingles(text, 1)), ("word:3", lambda text: shingles(text, 3)),
        ("word:5", lambda text: shingles(text, 5)), ("char:5", lambda text: characters(text, 5)),
        ("char:9", lambda text: characters(text, 9)),
    ):
        table = SetTable({hash(shingle) for shingle in cut(text)} for text in source.texts)
        pairs = list(source.pairs)
        similarities = table.similarities([a for a, _ in pairs], [b for _, b in pairs])
        cells = []
        for threshold in (0.1, 0.2, 0.3, 0.5, 0.8):
            reached = [pair for pair, value in zip(pairs, similarities) if value >= threshold]
            cells.append(" / ".join(
                f"{sum(source.pairs[pair] == grade for pair in reached) / len(grades[grade]):.2f}"
                for grade in labelled.GRADES))
        rows.append([name, *cells])
    print_table(
        "accuracy: share of the answers whose exact similarity to their original reaches a threshold: "
        + " / ".join(labelled.GRADES), ["shingle", "0.1", "0.2", "0.3", "0.5", "0.8"], rows)


def characters(text, width):
    joined = " ".join(words(text))
    return {joined[i : i + width] for i in range(max(1, len(joined) - width + 1))}


def edits_table(options, tools):
    source = labelled.long_texts(options.data, 3_200, SHARES, options.seed)
    path = source.write(options.answers)
    table = SetTable({hash(shingle) for shingle in shingles(text)} for text in source.texts)
    pairs = list(source.pairs)
    exact = table.similarities([a for a, _ in pairs], [b for _, b in pairs]) >= THRESHOLD
    found = {"exactly ≥ .8": dict(zip(pairs, exact.tolist()))}
    false = [""]
    for tool in tools:
        removed = tool(path, THRESHOLD, options.answers)
        found[tool.name] = {pair: is_found(pair, removed) for pair in pairs}
        false.append(wrongly(removed, pairs))
    rows = []
    for kind in KINDS:
        cells = []
        for hits in found.values():
            parts = []
            for share in SHARES:
                chosen = [hits[pair] for pair in pairs if source.pairs[pair] == (kind.__name__, share)]
                parts.append(f"{100 * sum(chosen) / len(chosen):.0f}")
            cells.append(" / ".join(parts))
        rows.append([kind.__name__, *cells])
    rows.append(["both members removed", *false])
    print_table(
        f"accuracy: {len(pairs)} answers of 60 words or more, each again after an edit of 2 / 5 / 10 / "
        f"20 % of its words; threshold {THRESHOLD}; % found, of {len(pairs) // len(KINDS) // len(SHARES)} each",
        ["edit", *found], rows)


def wrongly(removed, pairs):
    """Pairs of which nothing is left: a text that only its copy should have gone for."""
    return sum(a in removed and b in removed for a, b in pairs)


def main():
    made = settings.parser(__doc__)
    made.add_argument("--text-dedup", type=Path,
                      default=settings.ROOT / ".build" / "text-dedup-venv" / "bin" / "python",
                      help="a Python that has text-dedup; default: %(default)s")
    options = settings.parsed(made)
    settings.require("accuracy", options.data)
    tools = removers(options)
    articles_table(options, tools)
    toolformer_table(options, tools)
    plagiarism_tables(options, tools)
    edits_table(options, tools)


if __name__ == "__main__":
    main()
