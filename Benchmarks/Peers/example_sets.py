# SPDX-License-Identifier: Apache-2.0
"""Sets of examples that share material, each in the shapes people train on, with what is true of them.

Hardly two of them teach the same: the questions of XQuAD were written by people, one by one, and a
customer's message to a bank is one message whatever instruction stands around it. What stands around
an example is not part of its truth, so that every shape of a set is judged alike.
"""

import csv
import json
import random
from dataclasses import dataclass

from example_rule import Example, is_reworded, numbers, reaches

LANGUAGES = ("en", "zh", "th", "ar", "hi")
LONG_INSTRUCTION = """\
You are a member of the team that reads what customers write to our bank and passes each message on to \
the people who can help. Read the message of the customer below with care, from its first word to its \
last, and decide what the customer wants from us. Do not answer the customer and do not promise \
anything. Choose exactly one intent from the list that you were given in your training; if two of them \
seem to fit, take the one that names the customer's next step, because that is what our colleagues need \
to know first. A message about a card that has not come yet is not a message about a card that was \
lost, and a transfer that is still on its way is not a transfer that was refused. Pay attention to \
whether the customer asks how something is done, complains that it went wrong, or wants to have it \
changed. Ignore greetings, thanks and spelling mistakes, and do not let an angry tone change your \
choice. Write the name of the intent in lower case, with an underscore between its words, and write \
nothing else: no explanation, no full stop and no quotation marks around the name of the intent. Here \
is the message of the customer."""
SHORT_INSTRUCTION = "Classify the intent of this message to a bank."


# all-MiniLM-L6-v2 reads 256 tokens.
ENCODER_WORDS = 180
# How many records Gamut 0.1.0 removed of each set, which compared whole texts; with the seed 0.
REMOVED_BEFORE = {
    "XQuAD en, fields": 692,
    "XQuAD en, turns": 714,
    "XQuAD zh, fields": 814,
    "XQuAD zh, turns": 816,
    "XQuAD th, fields": 920,
    "XQuAD th, turns": 919,
    "XQuAD ar, fields": 653,
    "XQuAD ar, turns": 666,
    "XQuAD hi, fields": 744,
    "XQuAD hi, turns": 731,
    "Banking77, instruction, input, label": 33,
    "Banking77, input, label": 72,
    "Banking77, behind 200 words, in the user's turn": 9863,
    "Banking77, behind 200 words, in one field": 9863,
    "Banking77, under 200 words of system prompt": 9863,
    "table rows, fields": 2,
    "table rows, turns": 2,
    "wide table rows, fields": 613,
    "wide table rows, turns": 613,
    "product pairs, fields": 162,
    "product pairs, turns": 162,
    "Dolly": 7,
}


@dataclass
class ExampleSet:
    """Records as people have them, beside what each of them is."""

    name: str
    records: list
    truth: list
    groups: list
    text: str  # field paths for a program that does not know the shape

    def write(self, folder):
        """The records, one a line."""
        path = folder / f"examples-{self.slug()}.jsonl"
        write_lines(path, self.records)
        return path

    def write_texts(self, folder):
        """All text of each record as one field, for programs that compare documents."""
        path = folder / f"examples-{self.slug()}-texts.jsonl"
        write_lines(path, ({"id": i, "text": all_text(r)} for i, r in enumerate(self.records)))
        return path

    def slug(self):
        return "".join(c if c.isalnum() else "-" for c in self.name.lower())

    def suits_encoder(self):
        """Whether a sentence encoder of English reads the texts to their ends, but for the longest."""
        is_english = not self.name.startswith("XQuAD") or self.name.startswith("XQuAD en")
        lengths = sorted(len(all_text(record).split()) for record in self.records)
        return is_english and lengths[len(lengths) // 2] <= ENCODER_WORDS

    def is_same(self, i, j):
        """Whether two examples teach the same, but for a rewording: see `teaches_the_same`."""
        a, b = self.truth[i], self.truth[j]
        return a is not None and b is not None and self.groups[i] == self.groups[j] and teaches_the_same(a, b)

    def has_same_answer(self, i, j):
        a, b = said(self.records[i]), said(self.records[j])
        return has_same_answer(a, b)


def teaches_the_same(a, b):
    """Whether one example stands for another: the material is alike, the answer is, and the question
    is but reworded; the numbers are the same in all three."""
    return (
        has_same_answer(a.text("said"), b.text("said")) and is_reworded(a.text("asked"), b.text("asked"))
        and reaches(a.text("given"), b.text("given"))
        and all(numbers(a.text(role)) == numbers(b.text(role)) for role in ("given", "asked")))


def has_same_answer(a, b):
    return a == b or reaches(a, b, 2) and numbers(a) == numbers(b)


def of(asked, said, given=""):
    return Example([("given", given), ("asked", asked), ("said", said)])


def as_fields(asked, given, said):
    return {"instruction": asked, "input": given, "output": said}


def as_turns(user, assistant, system=None):
    turns = [{"role": "system", "content": system}] if system else []
    return {"messages": turns + [
        {"role": "user", "content": user}, {"role": "assistant", "content": assistant}]}


def said(record):
    return record["messages"][-1]["content"] if "messages" in record else record["output"]


ROLES = {"system": "system", "user": "asked", "assistant": "said"}


def example_of(record):
    """What a record of these sets is to the rule."""
    if "messages" in record:
        return Example([(ROLES[turn["role"]], turn["content"]) for turn in record["messages"]])
    keys = {"instruction": "asked", "input": "given", "output": "said"}
    return Example([(role, record.get(key) or "") for key, role in keys.items()])


def all_text(record):
    if "messages" in record:
        return "\n".join(turn["content"] for turn in record["messages"])
    return "\n".join(record[key] for key in ("instruction", "input", "output") if record.get(key))


def write_lines(path, records):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def all_sets(data, seed):
    yield from xquad(data)
    yield from bank(data)
    yield from rows(seed)
    yield from wide_rows(seed)
    yield from product_pairs(seed)
    yield dolly(data)


def questions(data, language):
    """(passage, question, answer) of XQuAD, in order."""
    found = json.loads((data / "multilingual" / f"xquad.{language}.json").read_text(encoding="utf-8"))
    for article in found["data"]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                yield paragraph["context"], asked["question"], asked["answers"][0]["text"]


def xquad(data):
    for language in LANGUAGES:
        found = list(questions(data, language))
        truth = [of(question, answer, passage) for passage, question, answer in found]
        groups = [passage for passage, _, _ in found]
        fields = [as_fields(question, passage, answer) for passage, question, answer in found]
        turns = [as_turns(f"{passage}\n\n{question}", answer) for passage, question, answer in found]
        for shape, records, text in (
            ("fields", fields, "instruction,input,output"), ("turns", turns, "messages[*].content"),
        ):
            yield ExampleSet(f"XQuAD {language}, {shape}", records, truth, groups, text)


def bank(data):
    """Messages to a bank and their intents: the same 10,003 in five shapes."""
    with open(data / "labels" / "banking77" / "train.csv", newline="", encoding="utf-8") as lines:
        found = [(row["text"], row["category"]) for row in csv.DictReader(lines)]
    truth = [of(message, intent) for message, intent in found]
    groups = [intent for _, intent in found]
    three = "instruction,input,output"
    for name, records, text in (
        ("instruction, input, label", [as_fields(SHORT_INSTRUCTION, m, i) for m, i in found], three),
        ("input, label", [{"input": m, "output": i} for m, i in found], "input,output"),
        ("behind 200 words, in the user's turn",
         [as_turns(f"{LONG_INSTRUCTION}\n\n{m}", i) for m, i in found], "messages[*].content"),
        ("behind 200 words, in one field",
         [{"instruction": f"{LONG_INSTRUCTION} {m}", "output": i} for m, i in found],
         "instruction,output"),
        ("under 200 words of system prompt", [as_turns(m, i, LONG_INSTRUCTION) for m, i in found],
         "messages[*].content"),
    ):
        yield ExampleSet(f"Banking77, {name}", records, truth, groups, text)


# Columns of a table, each with the values it takes.
COLUMNS = {
    "occupation": "sales|crafts|clerical work|management|farming|transport|repair|teaching".split("|"),
    "education": "primary school|high school|some college|bachelor|master|doctorate".split("|"),
    "marital status": "never married|married|divorced|separated|widowed".split("|"),
    "employer": "a company|the state|a town|nobody but themselves|a family business".split("|"),
    "home": "owned|rented|with parents|shared".split("|"),
    "region": "north|south|east|west|the capital|abroad".split("|"),
    "sex": "female|male".split("|"),
}
ROW_INSTRUCTION = (
    "Below is one row of a table about adults. Decide whether the person earns more than the median of "
    "the country, and answer with above or below.")


def rows(seed, count=3_000):
    """Distinct rows of a generated table, one label of two: in the material, and in the user's turn."""
    chance, found = random.Random(seed), {}
    while len(found) < count:
        row = {"age": str(chance.randint(18, 80)), "hours a week": str(chance.randint(8, 60))}
        row |= {column: chance.choice(values) for column, values in COLUMNS.items()}
        found[tuple(row.items())] = chance.choice(("above", "below"))
    texts = ["; ".join(f"{column}: {value}" for column, value in row) for row in found]
    yield from unique("table rows", ROW_INSTRUCTION, texts, list(found.values()))


PARTS = "cap|gill|stalk|ring|veil|root|spore print|bruise|edge|skin|flesh".split("|")
TRAITS = {"shape": "flat round conical sunken bell".split(), "colour": "brown white yellow red grey".split()}
WIDE_INSTRUCTION = "A mushroom was found that looks as follows. Say whether it is poisonous or edible."


def wide_rows(seed, count=3_000, kinds=60):
    """Distinct rows of 22 columns without a number: some kinds, each with a few values that vary."""
    chance, found = random.Random(seed + 2), {}
    columns = [(f"{part} {trait}", values) for part in PARTS for trait, values in TRAITS.items()]
    typical = [[chance.choice(values) for _, values in columns] for _ in range(kinds)]
    labels = [chance.choice(("poisonous", "edible")) for _ in range(kinds)]
    while len(found) < count:
        kind = chance.randrange(kinds)
        row = typical[kind].copy()
        for place in chance.sample(range(len(columns)), chance.randint(1, 5)):
            row[place] = chance.choice(columns[place][1])
        found["; ".join(f"{name}: {value}" for (name, _), value in zip(columns, row))] = labels[kind]
    yield from unique("wide table rows", WIDE_INSTRUCTION, list(found), list(found.values()))


PAIR_INSTRUCTION = (
    "Do the two descriptions mean the same product? Different colours, sizes and packs are different "
    "products. Answer yes or no.")
BRANDS = "Norvik Albera Tesso Quanta Ridgeway Lumo Pellini Osk Harrow Juna".split()
NOUNS = ("cordless drill|table lamp|running shoes|water bottle|office chair|frying pan|rain jacket|"
         "bicycle light|desk fan|travel mug|garden hose|wall clock").split("|")
COLOURS = "black white red navy green silver sand grey".split()
SIZES = "small|medium|large|pack of 2|pack of 4|extra large".split("|")


def product_pairs(seed, count=3_000):
    """Distinct pairs of products of one kind, some of them one product in two words."""
    chance, found = random.Random(seed + 1), {}
    while len(found) < count:
        brand, noun = chance.choice(BRANDS), chance.choice(NOUNS)
        first = (brand, noun, chance.choice(COLOURS), chance.choice(SIZES))
        is_one = chance.random() < 0.3
        second = first if is_one else (
            brand, noun, chance.choice(COLOURS), chance.choice(SIZES))
        text = (
            f"Product 1: {first[0]} {first[1]}, {first[2]}, {first[3]}, with free delivery and a "
            f"guarantee of two years\nProduct 2: {second[1]} by {second[0]} in {second[2]} ({second[3]}), "
            "sold and sent by the maker")
        found[text] = "yes" if first == second else "no"
    yield from unique("product pairs", PAIR_INSTRUCTION, list(found), list(found.values()))


def unique(name, instruction, texts, labels):
    """Two shapes of examples of which no two teach the same."""
    nothing = [None] * len(texts)
    fields = [as_fields(instruction, text, label) for text, label in zip(texts, labels)]
    turns = [as_turns(f"{instruction}\n\n{text}", label) for text, label in zip(texts, labels)]
    for shape, records, paths in (
        ("fields", fields, "instruction,input,output"), ("turns", turns, "messages[*].content"),
    ):
        yield ExampleSet(f"{name}, {shape}", records, nothing, nothing, paths)


def dolly(data):
    found = json.loads((data / "instruct" / "dolly_3k.json").read_text(encoding="utf-8"))
    truth = [of(r["instruction"], r["output"], r["input"]) for r in found]
    return ExampleSet("Dolly", found, truth, [None] * len(found), "instruction,input,output")
