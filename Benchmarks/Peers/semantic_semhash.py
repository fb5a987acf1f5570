# SPDX-License-Identifier: Apache-2.0
"""Semantic deduplication with SemHash on given vectors, by its default approximate index."""

import json

from peer import Clock, arguments, unit_rows

options = arguments(matrix=True)
from semhash import SemHash  # noqa: E402


class NoEncoder:
    """The vectors are given: nothing may be encoded."""

    def encode(self, inputs, **_):
        raise RuntimeError("SemHash asked for an encoding")


clock = Clock()
rows = unit_rows(options.input)
# Distinct texts, since SemHash joins equal ones before it looks at vectors.
records = [str(place) for place in range(len(rows))]
result = SemHash.from_embeddings(rows, records, NoEncoder()).self_deduplicate(
    threshold=options.threshold
)
kept = {int(record) for record in result.selected}
removed = [place for place in range(len(rows)) if place not in kept]
with open(options.answer, "w") as file:
    json.dump(removed, file)
clock.finish("SemHash", "semantic dedupe", removed=len(removed))
