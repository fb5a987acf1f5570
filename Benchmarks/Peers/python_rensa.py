# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates with rensa, of the list of strings that gamut_data has: as near_rensa.py, read before
the clock starts."""

import json

from peer import Clock, arguments

options = arguments(matrix=False)
from rensa import RMinHash, RMinHashLSH  # noqa: E402

from shingles import read_texts, shingles  # noqa: E402

texts = read_texts(options.input)
clock = Clock()
sets = [list(shingles(text)) for text in texts]
sketches = RMinHash.from_token_sets(sets, 128, 42)
index = RMinHashLSH(threshold=options.threshold, num_perm=128, num_bands=16)
removed = []
for record, sketch in enumerate(sketches):
    if not sets[record]:
        continue
    if any(sketch.jaccard(sketches[other]) >= options.threshold for other in index.query(sketch)):
        removed.append(record)
    else:
        index.insert(record, sketch)
with open(options.answer, "w") as file:
    json.dump(removed, file)
clock.finish("rensa", "near", removed=len(removed))
