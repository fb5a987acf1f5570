# SPDX-License-Identifier: Apache-2.0
"""Edits that keep a text recognisable, by kind and strength: the near-duplicates we plant."""

OPENING = "please read the following text with care and then tell me what you think of it :".split()
FILLERS = "really also often simply perhaps indeed mostly clearly quite maybe".split()
ACCENTS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")


def insert(words, count, chance):
    for _ in range(count):
        words.insert(chance.randrange(len(words) + 1), chance.choice(FILLERS))


def delete(words, count, chance):
    for _ in range(min(count, len(words) - 1)):
        del words[chance.randrange(len(words))]


def replace(words, count, chance):
    for place in chance.sample(range(len(words)), min(count, len(words))):
        words[place] = chance.choice([word for word in FILLERS if word != words[place]])


def move(words, count, chance):
    """One run of `count` words goes to another place."""
    count = min(count, len(words) - 1)
    start = chance.randrange(len(words) - count + 1)
    moved = words[start : start + count]
    del words[start : start + count]
    place = chance.choice([place for place in range(len(words) + 1) if place != start])
    words[place:place] = moved


def template(words, count, chance):
    """Words of a template before the text, and a last one after it."""
    opening = (OPENING * (count // len(OPENING) + 1))[: max(1, count - 1)]
    words[:] = opening + words + (["thanks"] if count > 1 else [])


def truncate(words, count, chance):
    del words[max(1, len(words) - count) :]


def case(words, count, chance):
    for place in chance.sample(range(len(words)), min(count, len(words))):
        words[place] = words[place].swapcase()


def accents(words, count, chance):
    """Vowels get an accent: other letters by the rules of Unicode, since NFKC keeps them apart."""
    possible = [place for place, word in enumerate(words) if word.translate(ACCENTS) != word]
    for place in chance.sample(possible, min(count, len(possible))):
        words[place] = words[place].translate(ACCENTS)


KINDS = (insert, delete, replace, move, template, truncate, case, accents)


def edited(text, kind, share, chance):
    """`text` after an edit of `share` of its words, one at least; its white space becomes spaces."""
    words = text.split()
    kind(words, max(1, round(share * len(words))), chance)
    return " ".join(words)
