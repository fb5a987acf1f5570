#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The 128 hash functions of the near-duplicate search in cleanllm 4.0.0 are not independent:
# function i multiplies by i times one constant, so that a word with a small value under one has a
# small value under its neighbours. The mean of the estimate is right, but it scatters as if there
# were some 30 functions, and a band of sixteen neighbours agrees far too often. A pair of Jaccard
# similarity 0.5 is removed about once in a hundred times, where eight bands of sixteen rows
# promise once in ten thousand.
#
# One would expect 128 permutations to behave like 128, and a report of actual_threshold 0.878 to
# mean that pairs at 0.5 are safe; each record meets all the others, and nothing checks a match
# again.
#
# For whoever deduplicates: in a large set of texts on one subject, records that share half of
# their words are removed as copies.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install orjson==3.11.3 tqdm==4.67.1
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps cleanllm==4.0.0
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, random, sys
from cleanllm.dedup import _choose_bands, _lsh_band_keys, _minhash_sig

def measure(jaccard, trials, words=100):
    draw, shared = random.Random(7), round(2 * words * jaccard / (1 + jaccard))
    hits, estimates = 0, []
    for _ in range(trials):
        common = [f"c{draw.random()}" for _ in range(shared)]
        pair = [common + [f"{side}{draw.random()}" for _ in range(words - shared)] for side in "lr"]
        left, right = (_minhash_sig(" ".join(text), 128, 1) for text in pair)
        estimates.append(sum(x == y for x, y in zip(left, right)) / 128)
        hits += bool(set(_lsh_band_keys(left, bands)) & set(_lsh_band_keys(right, bands)))
    mean = sum(estimates) / trials
    spread = (sum((e - mean) ** 2 for e in estimates) / trials) ** 0.5
    return hits / trials, mean, spread

bands = _choose_bands(128, 0.8)
rows = 128 // bands
print("cleanllm", meta.version("cleanllm"), f"- threshold 0.8: {bands} bands of {rows} rows")
print("Jaccard   removed   by theory   mean estimate   spread   by theory")
result = {}
for jaccard, trials in ((0.5, 1_200), (0.6, 600), (0.7, 400)):
    hit, mean, spread = result[jaccard] = measure(jaccard, trials)
    theory, ideal = 1 - (1 - jaccard ** rows) ** bands, (jaccard * (1 - jaccard) / 128) ** 0.5
    print(f"   {jaccard:.1f}   {hit:8.4f}   {theory:9.4f}   {mean:13.3f}   {spread:6.3f}   {ideal:9.3f}")
same = result[0.5][0] > 0.003 and result[0.6][0] > 0.01 and result[0.5][2] > 0.065

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
