# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates with gamut_data, of what a process holds: made before the clock starts."""

import json

from peer import Clock, arguments

options = arguments(matrix=False)
import gamut_data  # noqa: E402

from shingles import read_texts  # noqa: E402


def held(kind, path):
    if kind == "path":
        return path
    if kind == "strings":
        return read_texts(path)
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if kind == "dicts":
        return rows
    import pyarrow

    return pyarrow.Table.from_pylist(rows)


data = held(options.form, options.input)
clock = Clock()
result = gamut_data.dedupe(data, threshold=options.threshold, workers=options.threads)
removed = result.removed.index.tolist()
with open(options.answer, "w") as file:
    json.dump(removed, file)
clock.finish("gamut_data", "near", removed=len(removed))
