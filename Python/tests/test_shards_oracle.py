# SPDX-License-Identifier: Apache-2.0
"""Random small sets, decided in parts and pair by pair."""

from __future__ import annotations

import collections
import os
import random

import oracle
from test_shards import in_parts

#: GAMUT_SETS asks for more of them; the heavy checks take 1,000.
_COUNT = int(os.environ.get("GAMUT_SETS", "60"))


def test_random_small_sets_decide_as_the_rule_says():
    causes: collections.Counter[str] = collections.Counter()
    for seed in range(_COUNT):
        draw = random.Random(seed)
        rows = oracle.rows(seed)
        cuts = sorted(draw.sample(range(len(rows) + 1), 2))
        found = in_parts(rows, cuts, draw.choice([1, 4, 1000]))
        expected = [(i, keeper, False, cause, value.hex()) for i, keeper, cause, value in oracle.decided(rows)]
        assert found == expected, f"seed {seed}"
        causes.update(row[3] for row in found)
    assert min(causes["exact"], causes["near"]) > _COUNT // 2
