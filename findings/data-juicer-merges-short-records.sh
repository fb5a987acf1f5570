#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The MinHash deduplicator of Data-Juicer 1.6.1, as it comes, treats all records of fewer than
# five words as copies of each other and keeps only the first. A record without a full shingle
# gets the highest value in every slot, and equal slots are equal texts. With
# tokenization="punctuation" a shingle is five stretches between punctuation marks, and then every
# record with fewer than four marks is one and the same, however long.
#
# One would expect a record that cannot be compared to be kept.
#
# For whoever trains: short prompts, one-word answers and labels shrink to a single record. Filter
# them out first and add them again, or choose a smaller window_size.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
export HF_HOME="$work/hf" HF_HUB_OFFLINE=1 HF_DATASETS_DISABLE_PROGRESS_BARS=1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install datasets==5.2.0 pyarrow==26.0.1 pandas==3.1.1 loguru==0.7.3 regex==2024.11.6 pydantic==2.11.7 aiohttp==3.12.15 httpx==0.28.1 requests==2.32.5 beautifulsoup4==4.13.5 jsonargparse==4.40.2 scipy==1.15.3 psutil==7.0.0 pillow==11.3.0 lz4==4.4.4 tabulate==0.9.0 tomli==2.2.1 zstandard==0.25.0 wget==3.2 gitpython==3.1.45 jsonlines==4.0.0 dep-logic==0.7.2 emoji==2.2.0 ray==2.60.0
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps py-data-juicer==1.6.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, sys
from loguru import logger
from datasets import Dataset
from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator
logger.remove()

texts = ["What is photosynthesis?", "Translate to French: cat", "Yes", "Name three rivers",
         "This is a longer record with many more words than five in it",
         "Another long record that shares nothing at all with the first one here"]
kept = {}
for tokenization in ("space", "punctuation"):
    operator = DocumentMinhashDeduplicator(tokenization=tokenization)
    data = Dataset.from_list([{"text": text} for text in texts]).map(operator.compute_hash)
    kept[tokenization] = operator.process(data)[0]["text"][:]
print("py-data-juicer", meta.version("py-data-juicer"), "-", len(texts), "different records")
for tokenization, left in kept.items():
    print(f"kept with tokenization={tokenization!r}: {left}")
same = kept == {"space": [texts[0]] + texts[4:], "punctuation": texts[:1]}

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
