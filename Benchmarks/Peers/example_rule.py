# SPDX-License-Identifier: Apache-2.0
"""When two training examples are near-duplicates, straight from their strings.

This is the rule of `gamut dedupe` written a second time, to be read and to check the first: it shares
nothing with the program, is slow, and keeps to the order of the definition. `python example_rule.py`
runs the cases worked out by hand at its end.

An example is a list of turns (role, text), in the order of the record; roles are `system`, `given`
(material to work on), `asked` and `said` (what is trained). Fields beside them that are trained on
stand in `fields`.

The text is read by Unicode 15.0: toNFKC_Casefold(NFD(X)). Python's own tables may be of another
version; `is_agreed` says whether they can differ on a text, and the jobs leave such texts out.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import regex

ROLES = ("system", "given", "asked", "said")
THRESHOLD, WIDTH = 0.8, 5


@dataclass
class Example:
    turns: list
    fields: dict = field(default_factory=dict)

    def text(self, *roles):
        """The texts of some roles, in the order of the record; empty ones are left out."""
        return "\n".join(text for role, text in self.turns if role in roles and text)

    def answers(self):
        return sum(1 for role, text in self.turns if role == "said" and text)


# --- The text ---------------------------------------------------------------------------------------

UNSPACED = "".join(
    rf"\p{{scx={name}}}"
    for name in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan")
)
# Marks that got Script_Extensions, Thai among them, after the Unicode 15.0 of the definition.
UNSPACED = rf"[{UNSPACED}]--[\u02bc\u0303\u0305\u0323\u0331]"
# Letters, marks and numbers; those of the scripts that put no spaces between words stand alone.
WORD = regex.compile(
    rf"[[\p{{L}}\p{{M}}\p{{N}}]&&[{UNSPACED}]]|(?:[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED}]])+"
    r"|\p{S}|[*%@#\\]|(?<!\p{L})[-/&]|[-/&](?!\p{L})",
    regex.V1,
)
# The same of folded ASCII, which needs no table.
ASCII_WORD = re.compile(r"[a-z0-9]+|[$+<=>^`|~*%@#\\]|(?<![a-z])[-/&]|[-/&](?![a-z])")
IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
NUMBER = regex.compile(r"\p{N}+")
OPERATOR = regex.compile(r"[\p{Sm}^\-*/%]")
# A unit ends at a line break, after 。！？；, and after . ! ? ; … ؟ । before white space.
UNIT_END = regex.compile(r"[\n\r]+|(?<=[。！？；])|(?<=[.!?;…؟।])(?=\s)")


def is_agreed(text):
    """Whether Python's tables know all characters: Unicode changes what it has little, but adds."""
    return text.isascii() or all(unicodedata.category(c) != "Cn" for c in text)


class Folding(dict):
    """NFKC_CF of each character: folded and composed until nothing changes, ignorables removed."""

    def __missing__(self, code):
        text = chr(code)
        while True:
            text, before = IGNORABLE.sub("", unicodedata.normalize("NFKC", text.casefold())), text
            if text == before:
                self[code] = text
                return text


FOLDING = Folding()


def folded(text):
    """toNFKC_Casefold(NFD(text))."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(FOLDING))


# Of a set, each text is compared with many others.
remembered = lru_cache(maxsize=1 << 15)


def words(text):
    text = folded(text)
    return (ASCII_WORD if text.isascii() else WORD).findall(text)


def shingles(sequence, width=WIDTH):
    """The set of `width` consecutive words; a shorter text is one shingle of all it has."""
    if len(sequence) <= width:
        return {tuple(sequence)} if sequence else set()
    return {tuple(sequence[i : i + width]) for i in range(len(sequence) - width + 1)}


@remembered
def shingles_of(text, width):
    return shingles(words(text), width)


@remembered
def units(text):
    """The units of a text, each as its words with spaces; those without words count for nothing."""
    return [found for part in UNIT_END.split(text) if (found := " ".join(words(part)))]


@remembered
def numbers(text):
    """The numbers within words, and the operators of runs that stand beside a word with a number."""
    sequence = words(text)
    is_operator = [len(word) == 1 and OPERATOR.match(word) is not None for word in sequence]
    found, i = [], 0
    while i < len(sequence):
        end = i
        while end < len(sequence) and is_operator[end]:
            end += 1
        if end > i:
            beside = sequence[i - 1 : i] + sequence[end : end + 1] if i else sequence[end : end + 1]
            if any(NUMBER.search(word) for word in beside):
                found += sequence[i:end]
        else:
            found += NUMBER.findall(sequence[i])
            end = i + 1
        i = end
    return found


# --- What two texts have in common ------------------------------------------------------------------


def jaccard(a, b):
    common = len(a & b)
    return common / (len(a) + len(b) - common)


def reaches(a, b, width=WIDTH, threshold=THRESHOLD):
    """Whether two texts, or sequences of words, are alike by sets of `width` words.

    Texts without words must be equal; one that is not there is alike to none but another such."""
    if a == b:
        return True
    first, second = (shingles_of(x, width) if isinstance(x, str) else shingles(x, width) for x in (a, b))
    return bool(first and second) and jaccard(first, second) >= threshold


def without_shared(a, b):
    """Two lists of units, without those that both have, as often as both have them."""
    kept = []
    for own, other in ((a, b), (b, a)):
        left, rest = list(other), []
        for unit in own:
            if unit in left:
                left.remove(unit)
            else:
                rest.append(unit)
        kept.append(rest)
    return kept


def joined(list_of_units):
    return [word for unit in list_of_units for word in unit.split(" ")]


def is_reworded(a, b):
    """Point 3: of what is left of two texts, nothing, or half the words in common, or nine in ten of
    the shorter."""
    first, second = map(joined, without_shared(units(a), units(b)))
    if not first or not second:
        return True
    common = (Counter(first) & Counter(second)).total()
    if common >= 0.5 * (len(first) + len(second) - common):
        return True
    shorter = min(len(first), len(second))
    return shorter >= 3 and common >= 0.9 * shorter


# --- The rule ---------------------------------------------------------------------------------------


def similarity(a, b, width=WIDTH):
    """The Jaccard similarity of asked + said."""
    first, second = (shingles(words(x.text("asked", "said")), width) for x in (a, b))
    return jaccard(first, second) if first and second else float(a.text("asked", "said") == b.text("asked", "said"))


def each_reaches(a, b, threshold=THRESHOLD, width=WIDTH):
    """Point 1: system, given, and asked + said, each by itself."""
    return all(
        reaches(a.text(*roles), b.text(*roles), width, threshold)
        for roles in (("system",), ("given",), ("asked", "said")))


def theirs_reaches(a, b, threshold=THRESHOLD):
    """Point 2: given and asked without the units both have, followed by said; and said alone."""
    if not reaches(a.text("said"), b.text("said"), 2, threshold):
        return False
    own = without_shared(*(units(x.text("given", "asked")) for x in (a, b)))
    first, second = (joined(left) + words(x.text("said")) for left, x in zip(own, (a, b)))
    return reaches(first, second, 2, threshold)


def answers_agree(a, b):
    """Point 4: as many answers, the same numbers and operators in order, the same fields."""
    return (
        a.answers() == b.answers() and a.fields == b.fields
        and all(numbers(a.text(role)) == numbers(b.text(role)) for role in ("given", "asked", "said")))


def is_near(a, b, threshold=THRESHOLD, width=WIDTH):
    """Whether two examples are near-duplicates: all four points, the one that most pairs fail first."""
    return (
        theirs_reaches(a, b, threshold) and is_reworded(a.text("asked"), b.text("asked"))
        and is_reworded(a.text("said"), b.text("said")) and answers_agree(a, b)
        and each_reaches(a, b, threshold, width))


def is_exact(a, b):
    """Whether two examples are equal in all that trains, part by part."""
    parts = ([turn for turn in x.turns if turn[1]] for x in (a, b))
    return len({tuple(part) for part in parts}) == 1 and a.fields == b.fields


# --- Cases by hand ----------------------------------------------------------------------------------


def check():
    """Cases worked out by hand; raises AssertionError where one does not hold."""
    assert words("It's 5 - 3, well-known: a/b, C# & \u00bd") == [
        "it", "s", "5", "-", "3", "well", "known", "a", "b", "c", "#", "&", "1", "\u2044", "2"]
    assert words("STRASSE straße Ｗ①") == ["strasse", "strasse", "w1"]
    assert words("e\u0301 soft\u00adhyphen") == ["é", "softhyphen"]
    assert words("我。《爱》你！ok") == ["我", "爱", "你", "ok"]
    assert words("ไม่") == ["ไ", "ม", "\u0e48"]
    assert numbers("x <= 3, a - b, gpt4 a1b2 3.5 x²") == ["<", "=", "3", "4", "1", "2", "3", "5", "2"]
    assert numbers("- item + 7") == ["+", "7"] and numbers("well - known") == []
    assert units("One. Two!\nThree 3.5 e.g.x 四。五") == [
        "one", "two", "three 3 5 e g x 四", "五"]
    assert without_shared(["a", "a", "b"], ["a", "c"]) == [["a", "b"], ["c"]]
    assert reaches("", "") and not reaches("", "a") and reaches("?", "?") and not reaches("?", "!")
    # Ten words have six shingles of five; one word more at the end gives seven: 6/7.
    ten = "one two three four five six seven eight nine ten"
    assert reaches(ten, ten + " eleven") and not reaches(ten, ten.replace("five", "5"))
    # Of a b c d and a b x y two words of six are common; of a b c all three stand in the longer.
    assert not is_reworded("a b c d", "a b x y") and is_reworded("a b c", "a u b v c w x y")
    assert not is_reworded("a b", "a u b v w x y z") and is_reworded("Same. New.", "Same.")

    passage = " ".join(f"word{'abcdefghijklmnopqrstuvwxyz'[i % 26]}{'abcdefg'[i // 26]}" for i in range(120))
    answer = " ".join(f"said{'abcdefghijklmnopqrstuvwxyz'[i % 26]}{'abcdefg'[i // 26]}" for i in range(60))

    def example(asked, said, given="", system="", **fields):
        return Example([("system", system), ("given", given), ("asked", asked), ("said", said)], fields)

    def both_ways(a, b):
        assert is_near(a, b) == is_near(b, a)
        return is_near(a, b)

    who, when = "Who built the bridge over the river?", "When was the old mill by the road sold?"
    assert both_ways(example(who, answer, passage), example(who.upper(), answer, passage + "!"))
    assert not both_ways(example(who, "Ann", passage), example(when, "Ben", passage))
    # All in the user's turn, the answers equal: what is left are the questions.
    inline = [example(f"{passage}.\n{question}", "yes") for question in (who, when)]
    assert each_reaches(*inline) and not theirs_reaches(*inline) and not both_ways(*inline)
    # One word of sixty replaced: 56 shingles of two are left of 59, of 62 in both (56 + 3 + 3).
    assert both_ways(example(who, answer), example(who, answer.replace("saidfa", "other")))
    # Another number, another operator, one answer more, another system prompt, another label.
    assert not both_ways(example(who, answer + " 4"), example(who, answer + " 5"))
    assert not both_ways(example(who, answer + " 4 + x"), example(who, answer + " 4 - x"))
    assert not both_ways(example(who, answer, label="a"), example(who, answer, label="b"))
    assert not both_ways(example(who, answer, system=passage), example(who, answer))
    assert not both_ways(
        Example([("asked", who), ("said", answer)]),
        Example([("asked", who), ("said", answer), ("said", "saidab")]))
    # A sentence of five words before an answer of sixty; one of as many as the answer.
    assert both_ways(example(who, answer), example(who, "Here is what you asked.\n" + answer))
    assert not both_ways(example(who, answer), example(who, passage[:400] + ".\n" + answer))
    assert not both_ways(example(who, "Yes."), example(who, "No."))
    assert both_ways(example(who, "Yes."), example(who, "yes!"))
    assert is_exact(example("a\nb", "c"), example("a\nb", "c", given=""))
    assert not is_exact(example("a\nb", "c"), example("a", "b\nc"))


if __name__ == "__main__":
    check()
    print("example_rule: all cases hold")
