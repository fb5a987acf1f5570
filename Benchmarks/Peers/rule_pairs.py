# SPDX-License-Identifier: Apache-2.0
"""All pairs of a set of examples that the rule of example_rule.py calls near-duplicates."""

import numpy

from example_rule import THRESHOLD, WIDTH, is_exact, is_near, shingles, words
from joins import SetTable


def hashed(sequence, width):
    return {hash(shingle) for shingle in shingles(sequence, width)}


def near_pairs(examples, threshold=THRESHOLD):
    """The pairs (a < b), ordered, with the similarity of each.

    The answers must reach the threshold by two words, asked + said by five, the material too; what is
    left of all pairs after these is given to the rule itself."""
    said = [words(x.text("said")) for x in examples]
    talk = SetTable(hashed(words(x.text("asked", "said")), WIDTH) for x in examples)
    given = SetTable(hashed(words(x.text("given")), WIDTH) for x in examples)
    pairs, _ = SetTable(hashed(sequence, 2) for sequence in said).similar_pairs(threshold)
    # Answers without words reach the threshold where they are equal.
    wordless = {}
    for place, sequence in enumerate(said):
        if not sequence:
            wordless.setdefault(examples[place].text("said"), []).append(place)
    added = [(a, b) for places in wordless.values() for i, b in enumerate(places) for a in places[:i]]
    pairs = numpy.concatenate([pairs, numpy.array(added, dtype=numpy.int64).reshape(-1, 2)])
    similarities = numpy.empty(0)
    found, values = [], []
    # In parts, since each copies the sets of its pairs.
    for start in range(0, len(pairs), 100_000):
        part = pairs[start : start + 100_000]
        similarities = talk.similarities(part[:, 0], part[:, 1])
        alike = (similarities >= threshold) | (talk.sizes[part[:, 0]] + talk.sizes[part[:, 1]] == 0)
        material = given.sizes[part[:, 0]] + given.sizes[part[:, 1]] > 0
        alike &= ~material | (given.similarities(part[:, 0], part[:, 1]) >= threshold)
        for (a, b), value in zip(part[alike].tolist(), similarities[alike].tolist()):
            if is_near(examples[a], examples[b], threshold):
                found.append((a, b))
                values.append(value)
    order = sorted(range(len(found)), key=found.__getitem__)
    return [found[i] for i in order], [values[i] for i in order]


def removed_by_rule(examples, threshold=THRESHOLD):
    """Which record goes for which, as the rule decides: the first record kept before it that is its
    exact copy, or its near-duplicate."""
    keepers, first = {}, {}
    for place, example in enumerate(examples):
        key = (tuple(turn for turn in example.turns if turn[1]), repr(example.fields))
        if key in first and is_exact(example, examples[first[key]]):
            keepers[place] = first[key]
        else:
            first.setdefault(key, place)
    near = {}
    pairs, _ = near_pairs(examples, threshold)
    for a, b in pairs:
        near.setdefault(b, []).append(a)
    for place in range(len(examples)):
        if place in keepers:
            continue
        for other in sorted(near.get(place, ())):
            if other not in keepers:
                keepers[place] = other
                break
    return keepers
