# SPDX-License-Identifier: Apache-2.0
"""The Vendi score of a matrix with vendi-score's d × d form, in Double, four orders."""

import json

from peer import Clock, arguments

options = arguments(matrix=True)
import numpy  # noqa: E402
from vendi_score import vendi  # noqa: E402

clock = Clock()
rows = numpy.load(options.input).astype(numpy.float64)
scores = {name: float(vendi.score_dual(rows, q=q)) for name, q in
          (("0.5", 0.5), ("1", 1), ("2", 2), ("inf", "inf"))}
with open(options.answer, "w") as file:
    json.dump(scores, file)
clock.finish("vendi-score", "vendi", vendi=scores["1"])
