# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates with rensa: RMinHash with 128 permutations and its LSH; a record goes if one kept
before it collides and their sketches estimate the threshold."""

import json

from peer import Clock, arguments

options = arguments(matrix=False)
from rensa import RMinHash, RMinHashLSH  # noqa: E402

from shingles import read_texts, shingles  # noqa: E402

# A list that the process holds already is there before the clock starts.
held = read_texts(options.input) if options.form == "strings" else None
clock = Clock()
PERMUTATIONS = 128
bands = options.bands or 16  # as in its own documentation
sets = [list(shingles(text)) for text in held or read_texts(options.input)]
sketches = RMinHash.from_token_sets(sets, PERMUTATIONS, 42)
index = RMinHashLSH(threshold=options.threshold, num_perm=PERMUTATIONS, num_bands=bands)
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
clock.finish("rensa", "near", bands=bands, rows=PERMUTATIONS // bands, removed=len(removed))
