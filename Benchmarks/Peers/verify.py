# SPDX-License-Identifier: Apache-2.0
"""Says how right answers are, by exact computation. One JSON object on standard output:
file name of the answer → what it is worth."""

import argparse
import json
import sys

import numpy


def load_indices(path):
    """Removed records: a JSON list, or Gamut's JSONL of removals."""
    with open(path) as file:
        if path.endswith(".json"):
            return json.load(file)
        return [json.loads(line)["index"] for line in file]


def load_pairs(path):
    if path.endswith(".npy"):
        return numpy.load(path)
    with open(path) as file:
        pairs = [json.loads(line) for line in file]
    return numpy.array([[pair["a"], pair["b"]] for pair in pairs]).reshape(-1, 2)


def load_clusters(path):
    if path.endswith(".npy"):
        return numpy.load(path)
    with open(path) as file:
        rows = sorted((row["index"], row["cluster"]) for row in map(json.loads, file))
    return numpy.array([cluster for _, cluster in rows])


def near_pairs(path, threshold):
    """All pairs whose Jaccard similarity reaches `threshold`; shingles stand as 64-bit hashes."""
    from joins import SetTable
    from shingles import read_texts, shingles

    def hashes(text):
        return {hash(shingle) for shingle in shingles(text)}

    return SetTable(map(hashes, read_texts(path))).similar_pairs(threshold)[0]


def semantic_pairs(path, threshold):
    """All pairs whose cosine reaches `threshold` in Double; float32 only chooses the candidates."""
    rows = numpy.load(path).astype(numpy.float64)
    norms = numpy.linalg.norm(rows, axis=1, keepdims=True)
    rows /= numpy.where(norms == 0, 1, norms)
    single = rows.astype(numpy.float32)
    found = []
    for start in range(0, len(rows), 1_000):
        cosines = single[start : start + 1_000] @ single[start:].T
        first, second = numpy.nonzero(cosines >= threshold - 1e-3)
        first, second = first + start, second + start
        exact = numpy.einsum("ij,ij->i", rows[first], rows[second])
        reached = (first < second) & (exact >= threshold)
        found.append(numpy.stack([first[reached], second[reached]], axis=1))
    return numpy.concatenate(found)


def judge_removals(pairs, answers):
    """What a set of removals does to the true pairs."""
    members = set(pairs.ravel().tolist())
    worth = {}
    for path in answers:
        removed = set(load_indices(path))
        left = sum(1 for a, b in pairs.tolist() if a not in removed and b not in removed)
        false = len(removed - members)
        # Rows of a pair of which the other row is kept: something stands in their place.
        matched = {row for pair in pairs.tolist() for row in pair
                   if row in removed and not removed.issuperset(pair)}
        worth[path] = {
            "removed": len(removed),
            "left": left,
            "unmatched": len(removed - matched),
            "recall": 1 - left / len(pairs) if len(pairs) else 1.0,
            "precision": 1 - false / len(removed) if removed else 1.0,
        }
    return worth


def judge_pairs(pairs, answers):
    true = set(map(tuple, pairs.tolist()))
    worth = {}
    for path in answers:
        given = set(map(tuple, load_pairs(path).tolist()))
        worth[path] = {
            "pairs": len(given), "missing": len(true - given), "extra": len(given - true)
        }
    return worth


def judge_clusters(path, answers):
    """The mean cosine of rows to the mean of their cluster: what spherical k-means maximises."""
    rows = numpy.load(path).astype(numpy.float64)
    norms = numpy.linalg.norm(rows, axis=1, keepdims=True)
    rows /= numpy.where(norms == 0, 1, norms)
    worth = {}
    for answer in answers:
        clusters = load_clusters(answer)
        sums = numpy.zeros((clusters.max() + 1, rows.shape[1]))
        numpy.add.at(sums, clusters, rows)
        # Σ over a cluster of the cosine to its unit mean is the norm of its sum.
        objective = numpy.linalg.norm(sums, axis=1).sum() / len(rows)
        worth[answer] = {"mean cosine": objective, "clusters": len(numpy.unique(clusters))}
    return worth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=["near", "pairs", "removals", "clusters", "keep"])
    parser.add_argument("input")
    parser.add_argument("answers", nargs="*")
    parser.add_argument("--threshold", type=float, default=0.8)
    options = parser.parse_args()
    if options.job == "near":
        worth = judge_removals(near_pairs(options.input, options.threshold), options.answers)
    elif options.job == "pairs":
        worth = judge_pairs(semantic_pairs(options.input, options.threshold), options.answers)
    elif options.job == "removals":
        worth = judge_removals(semantic_pairs(options.input, options.threshold), options.answers)
    elif options.job == "clusters":
        worth = judge_clusters(options.input, options.answers)
    else:
        # The rows of a matrix whose records were not removed.
        removals, target = options.answers
        rows = numpy.load(options.input)
        kept = numpy.setdiff1d(numpy.arange(len(rows)), load_indices(removals))
        numpy.save(target, rows[kept])
        worth = {"rows": len(kept)}
    json.dump(worth, sys.stdout)


main()
