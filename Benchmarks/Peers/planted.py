# SPDX-License-Identifier: Apache-2.0
"""Edits of one part of a real example that leave it the same example, in texts of any language.

All but the edited place stays as it is: its white space, its lines, its punctuation. Numbers and
operators are never touched.
"""

import json
import re

import labelled
from example_rule import Example, is_agreed, numbers, reaches, words

HAN = re.compile(r"[\u4e00-\u9fff]")
# A word of letters alone, with nothing but space or punctuation beside it.
WORD = re.compile(r"(?<![^\s\"“(])[^\W\d_]{2,}(?=[\s.,;:!?\"”)]|$)")
ENDS = re.compile(r"[,;:.!?\"](?=\s|$)|[，。！？；：、]")
VOWELS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")
# What people and models put before a text, and after it.
OPENINGS = {
    "latin": {
        "asked": ("Could you please help me with this?", "Please answer the following.", "Hi there!"),
        "said": ("Sure!", "Of course, here is what you asked for.", "Certainly! Here is my answer:"),
        "given": ("Please find the text below.", "Text:", "Here is the text that I mean."),
    },
    "han": {
        "asked": ("请你帮我一下，谢谢。", "请回答下面的问题。", "你好！"),
        "said": ("当然可以！", "好的，以下是我的回答。", "没问题，请看下面的内容。"),
        "given": ("请看下面的内容。", "内容：", "我说的是这段文字。"),
    },
}
CLOSINGS = {
    "latin": {
        "asked": ("Thank you very much!", "Please take your time with it.", "Answer as well as you can."),
        "said": ("I hope this helps!", "Let me know if you have any other questions.",
                 "Feel free to ask if anything is unclear."),
        "given": ("This is where the text ends.", "The rest is missing.", "End of the text."),
    },
    "han": {
        "asked": ("非常感谢！", "请慢慢来，不要着急。", "请尽量回答好。"),
        "said": ("希望对你有帮助！", "如果还有其他问题，请告诉我。", "如有不明白的地方，欢迎再问。"),
        "given": ("内容到这里就结束了。", "后面的部分没有了。", "全文完。"),
    },
}


class Edits:
    """The edits of one script, with a vocabulary of the set's own words."""

    def __init__(self, script, vocabulary, chance):
        self.script, self.vocabulary, self.chance = script, vocabulary, chance
        self.word = HAN if script == "han" else WORD
        self.space = "" if script == "han" else " "

    def place(self, text):
        places = list(self.word.finditer(text))
        return self.chance.choice(places) if places else None

    def another(self, word):
        found = self.chance.choice(self.vocabulary)
        return found if found.lower() != word.lower() else self.another(word)

    def replaced(self, text, role):
        if place := self.place(text):
            return text[: place.start()] + self.another(place.group()) + text[place.end() :]

    def inserted(self, text, role):
        if place := self.place(text):
            added = self.another(place.group()) + self.space
            return text[: place.start()] + added + text[place.start() :]

    def deleted(self, text, role):
        if place := self.place(text):
            return text[: place.start()] + text[place.end() :].removeprefix(" ")

    def accented(self, text, role):
        places = [p for p in WORD.finditer(text) if p.group().translate(VOWELS) != p.group()]
        if places:
            place = self.chance.choice(places)
            return text[: place.start()] + place.group().translate(VOWELS) + text[place.end() :]

    def in_capitals(self, text, role):
        return text.upper()

    def punctuated(self, text, role):
        """Half of the marks go, or become others; a space is doubled."""
        found = ENDS.sub(
            lambda mark: mark.group() if self.chance.random() < 0.5 else self.chance.choice(("", "!", ";")),
            text)
        return found.replace(" ", "  ", 1)

    def closed(self, text, role):
        text = text.rstrip()
        between = self.space if ENDS.match(text[-1:]) else "\n"
        return text + between + self.chance.choice(CLOSINGS[self.script][role])

    def opened(self, text, role):
        opening = self.chance.choice(OPENINGS[self.script][role])
        return opening + ("\n" if opening[-1] in ":：" else self.space) + text


KINDS = {
    "a word replaced": Edits.replaced, "a word inserted": Edits.inserted, "a word deleted": Edits.deleted,
    "an accent added": Edits.accented, "a sentence added": Edits.closed, "a polite opening": Edits.opened,
    "in capitals": Edits.in_capitals, "punctuation": Edits.punctuated,
}
# These change no word: all of them must be found.
WORDLESS = ("in capitals", "punctuation")
KEYS = {"asked": "instruction", "given": "input", "said": "output"}


def example(record):
    return Example([(role, record[key]) for role, key in KEYS.items()])


def plant(records, script, each, chance):
    """Up to `each` edited copies of every kind and role: (place of the original, kind, role, record).

    Only edits after which asked + said, and the material, still reach the threshold."""
    scripts = {s: Edits(s, vocabulary_of(records, s), chance) for s in {script, "latin"}}
    order = list(range(len(records)))
    for kind, edit in KINDS.items():
        for role, key in KEYS.items():
            chance.shuffle(order)
            found = 0
            for place in order[: 40 * each]:
                record = records[place]
                text = record[key]
                edits = scripts["han" if script == "han" and HAN.search(text) else "latin"]
                changed = edit(edits, text, role) if text else None
                if not changed or changed == text or not is_agreed(changed):
                    continue
                if numbers(text) != numbers(changed) or kind in WORDLESS and words(text) != words(changed):
                    continue
                copy = record | {key: changed}
                before, after = example(record), example(copy)
                if all(reaches(before.text(*roles), after.text(*roles))
                       for roles in (("asked", "said"), ("given",))):
                    yield place, kind, role, copy
                    found += 1
                    if found == each:
                        break


def vocabulary_of(records, script):
    pattern = HAN if script == "han" else WORD
    found = {word for record in records[:500] for word in pattern.findall(record["output"])}
    return sorted(word for word in found if word.islower() or script == "han")


def sets(data, rows):
    """(name, script, records): instructions, people's answers, passages, Chinese, and tool prompts."""
    folder = data / "instruct"
    yield "Alpaca", "latin", labelled.instructions(data)[:rows]
    yield "Dolly", "latin", json.loads(labelled.read(folder / "dolly_3k.json"))[:rows]
    yield "XQuAD", "latin", [
        {"instruction": question, "input": passage, "output": answer}
        for passage, question, answer in passages(data)]
    chinese = json.loads(labelled.read(data / "multilingual" / "alpaca_zh" / "part-12345.json"))
    yield "Alpaca, Chinese", "han", chinese[:rows]
    yield "tool prompts", "latin", [
        {"instruction": r["instruction"], "input": r["input"], "output": r["response"]}
        for r in labelled.toolformer(data)[0]][:rows]


def passages(data):
    from example_sets import questions

    return questions(data, "en")
