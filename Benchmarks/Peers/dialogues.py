# SPDX-License-Identifier: Apache-2.0
"""Generated dialogues with planted near-copies, alone and under texts that all of them share.

The same dialogues come in three dresses: plain; under one system prompt of 400 words; and behind a
preamble of five worked examples within the user's first turn.
"""

import json
import random

from example_rule import Example
from generated import WORDS

DRESSES = ("plain", "system prompt", "five-shot preamble")
NEAR_SHARE = 0.05
ROLES = {"system": "system", "user": "asked", "assistant": "said"}


def sentence(chance, least, most):
    found = " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))
    return found[0].upper() + found[1:]


def text(chance, sentences, end="."):
    return " ".join(sentence(chance, 8, 14) + "." for _ in range(sentences - 1)) + (
        " " if sentences > 1 else "") + sentence(chance, 8, 14) + end


def dialogue(chance):
    """One to three exchanges: [user, assistant, user, …]; most are shorter than what they share."""
    turns = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        turns += [text(chance, chance.randint(1, 2), "?"), text(chance, chance.randint(3, 5))]
    return turns


def near_copy(chance, turns):
    """The dialogue with one word of one turn replaced."""
    place = chance.randrange(len(turns))
    found = turns[place].split(" ")
    found[chance.randrange(len(found))] = chance.choice(WORDS)
    return turns[:place] + [" ".join(found)] + turns[place + 1 :]


def dialogues(count, seed):
    """`count` dialogues, and of the planted copies which is a copy of which."""
    chance = random.Random(seed)
    found, copies = [], {}
    for place in range(count):
        if place and chance.random() < NEAR_SHARE:
            # Not a copy of a copy, whose original may be gone.
            original = chance.randrange(place)
            original = copies.get(original, original)
            copies[place] = original
            found.append(near_copy(chance, found[original]))
        else:
            found.append(dialogue(chance))
    return found, copies


def dressed(found, dress, seed):
    """The dialogues as messages."""
    chance = random.Random(seed + 1)
    system, before = [], ""
    if dress == "system prompt":
        system = [("system", text(chance, 36))]
    if dress == "five-shot preamble":
        shots = (f"Question: {text(chance, 1, '?')}\nAnswer: {text(chance, 4)}" for _ in range(5))
        before = "\n\n".join(("Answer as in these examples.", *shots, "Question: "))
    for turns in found:
        yield system + [
            (("user", "assistant")[i % 2], (before if i == 0 else "") + turn) for i, turn in enumerate(turns)]


def example(turns):
    return Example([(ROLES[role], turn) for role, turn in turns])


def line(turns):
    return json.dumps({"messages": [{"role": role, "content": turn} for role, turn in turns]}) + "\n"
