# SPDX-License-Identifier: Apache-2.0
"""A program that writes generated records, 30 % of them planted near-duplicates, as JSONL: as documents,
or the same words as a question and an answer under one system prompt.

Every prefix of the records has the same share of near-duplicates, so that smaller sizes are the same
file cut off; the byte count at each size asked for is printed as JSON. Texts are 50 to 60 words of a
Zipf vocabulary; a near-duplicate is one of the 1,000 originals before it with one word replaced.
"""

import argparse
import json
import multiprocessing
import string

import numpy

BLOCK = 20_000
VOCABULARY = 10_000
NEAR_SHARE = 0.3
# A word is drawn by 16 bits of chance from a table in which it stands as often as Zipf's law has it.
TABLE = 1 << 16


def vocabulary():
    """Distinct words, frequent ones short."""
    random = numpy.random.default_rng(7)
    letters = numpy.array(list(string.ascii_lowercase))
    found = {}
    while len(found) < VOCABULARY:
        length = 2 + len(found) // 2_000 + int(random.integers(0, 3))
        found["".join(random.choice(letters, length))] = None
    return list(found)


def word_table():
    """The words, each as often as it is drawn."""
    words = vocabulary()
    weights = 1 / numpy.arange(1, VOCABULARY + 1)
    ends = numpy.round(numpy.cumsum(weights) / weights.sum() * TABLE).astype(int)
    counts = numpy.diff(numpy.concatenate([[0], ends]))
    return [word for word, count in zip(words, counts.tolist()) for _ in range(count)]


WORDS = word_table()


# The questions are shorter than the answers.
ASKED_WORDS = 18
SYSTEM = "You are a helpful assistant."


def document(place, words):
    return f'{{"id": {place}, "text": "{" ".join(words)}"}}\n'


def chat(place, words):
    asked, said = " ".join(words[:ASKED_WORDS]), " ".join(words[ASKED_WORDS:])
    return (
        f'{{"id": {place}, "messages": [{{"role": "system", "content": "{SYSTEM}"}}, {{"role": "user", '
        f'"content": "{asked}"}}, {{"role": "assistant", "content": "{said}"}}]}}\n')


SHAPES = {"document": document, "chat": chat}


def block(job):
    """The lines of block `number` and where each ends."""
    number, seed, line = job
    random = numpy.random.default_rng([seed, number])
    draws = random.integers(0, TABLE, (BLOCK, 60), dtype=numpy.uint16)
    lengths = random.integers(50, 61, BLOCK)
    is_near = random.random(BLOCK) < NEAR_SHARE
    is_near[0] = False
    back = random.integers(0, 1_000, BLOCK)
    originals = []
    lines = []
    for i in range(BLOCK):
        if is_near[i]:
            words = originals[-1 - back[i] % min(len(originals), 1_000)].copy()
            words[draws[i, 0] % len(words)] = WORDS[draws[i, 1]]
        else:
            words = [WORDS[draw] for draw in draws[i, : lengths[i]].tolist()]
            originals.append(words)
        lines.append(line(number * BLOCK + i, words))
    return "".join(lines).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output")
    parser.add_argument("--sizes", required=True, help="record counts, multiples of 20,000")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shape", choices=list(SHAPES), default="document")
    options = parser.parse_args()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    line = SHAPES[options.shape]
    jobs = ((number, options.seed, line) for number in range(sizes[-1] // BLOCK))
    ends, written = {}, 0
    with open(options.output, "wb") as file, multiprocessing.Pool() as pool:
        for number, lines in enumerate(pool.imap(block, jobs)):
            file.write(lines)
            written += len(lines)
            if (number + 1) * BLOCK in sizes:
                ends[(number + 1) * BLOCK] = written
    print(json.dumps(ends))


if __name__ == "__main__":
    main()
