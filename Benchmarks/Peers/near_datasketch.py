# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates with datasketch: 128 permutations; a record goes if one kept before it collides
and their sketches estimate the threshold."""

import json

from peer import Clock, arguments

options = arguments(matrix=False)
from datasketch import MinHash, MinHashLSH  # noqa: E402

from shingles import read_texts, shingles  # noqa: E402

clock = Clock()
PERMUTATIONS = 128
params = (options.bands, PERMUTATIONS // options.bands) if options.bands else None
index = MinHashLSH(threshold=options.threshold, num_perm=PERMUTATIONS, params=params)
sets = [[shingle.encode() for shingle in shingles(text)] for text in read_texts(options.input)]
sketches = MinHash.bulk(sets, num_perm=PERMUTATIONS)
removed = []
for record, sketch in enumerate(sketches):
    if not sets[record]:
        continue
    if any(sketch.jaccard(sketches[other]) >= options.threshold for other in index.query(sketch)):
        removed.append(record)
    else:
        index.insert(record, sketch, check_duplication=False)
with open(options.answer, "w") as file:
    json.dump(removed, file)
clock.finish("datasketch", "near", bands=index.b, rows=index.r, removed=len(removed))
