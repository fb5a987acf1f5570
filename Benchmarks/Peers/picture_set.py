# SPDX-License-Identifier: Apache-2.0
"""A passage of our own and five questions on it: five examples, drawn for the README by draw_examples.py."""

from example_sets import ExampleSet, as_fields, of

PASSAGE = """\
The lighthouse on the northern point was built in 1874, after three ships had been lost on the reef \
within a single winter. Its tower of grey granite stands 31 metres high and was designed by Anna \
Lindqvist, who had built bridges until then and never took on another light. For almost a century a \
keeper and his family lived at its foot; they grew potatoes behind the wall that shelters the yard from \
the west wind, and a boat brought them flour, oil and letters every second Thursday if the sea allowed \
it. The lamp burned rapeseed oil at first, then petroleum, and has been electric since 1931. The last \
keeper left in 1968, when the light was made to work by itself. Today the house is a small museum, run \
by the people of the village, and the tower may be climbed from May to September."""
QUESTIONS = (
    ("Why was the lighthouse built?", "Three ships had been lost on the reef in one winter."),
    ("Who designed the tower?", "Anna Lindqvist"),
    ("What did the keeper's family grow?", "Potatoes"),
    ("What did the lamp burn first?", "Rapeseed oil"),
    ("When may visitors climb the tower?", "From May to September"),
)


def picture_set():
    """The five as (question, passage, answer)."""
    return ExampleSet(
        "one passage", [as_fields(question, PASSAGE, answer) for question, answer in QUESTIONS],
        [of(question, answer, PASSAGE) for question, answer in QUESTIONS], [PASSAGE] * len(QUESTIONS),
        "instruction,input,output")
