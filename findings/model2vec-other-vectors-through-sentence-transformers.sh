#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A folder that Model2Vec 0.10.0 saves gives other vectors when sentence-transformers 6.2.0 opens
# it, which modules.json in it invites to: Model2Vec leaves unknown words out of the mean,
# sentence-transformers counts the vector of [UNK]. A text of one known word among nine unknown
# ones is that word to the one and almost [UNK] to the other, and texts without any known word are
# zeros to the one and all alike to the other. A folder saved in int8 opens and then fails.
#
# One would expect a folder that both libraries open to be one model.
#
# For whoever deduplicates or measures: names, codes and other languages make texts near-copies of
# each other through sentence-transformers. Encode with the same library as the vectors compared
# with, and put the library's name beside the model's.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install torch==2.13.0 sentence-transformers==6.2.0 \
  transformers==5.24.0 tokenizers==0.23.3 model2vec==0.10.0
HF_HUB_OFFLINE=1 "$work/venv/bin/python" - "$work" 2>/dev/null <<'PY'
import importlib.metadata as meta, os, sys
import numpy as np
from model2vec import StaticModel, quantize_model
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

pieces = ["[PAD]", "[UNK]", "cat", "dog", "house"]
made = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
made.normalizer, made.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
model = StaticModel(np.random.default_rng(1).normal(size=(5, 64)).astype(np.float32), made)
texts = ["cat", "cat " + "zug " * 9, "haus", "katze hund"]
for name in ("model2vec", "sentence-transformers"):
    print(name, meta.version(name))

def cosines(rows):
    norms = np.linalg.norm(rows, axis=1) + 1e-12
    return [float(rows[a] @ rows[b] / norms[a] / norms[b]) for a, b in ((0, 1), (2, 3))]

results = {}
for kind in ("float32", "int8"):
    folder = os.path.join(sys.argv[1], kind)
    quantize_model(model, quantize_to=kind).save_pretrained(folder)
    results["model2vec", kind] = cosines(StaticModel.from_pretrained(folder).encode(texts))
    try:
        opened = SentenceTransformer(folder, device="cpu", local_files_only=True)
        results["sentence-transformers", kind] = cosines(opened.encode(texts))
    except Exception as error:
        results["sentence-transformers", kind] = type(error).__name__
for (library, kind), found in results.items():
    said = found if isinstance(found, str) else "  ".join(f"{cosine:6.3f}" for cosine in found)
    print(f"{library:>22} {kind:>8}: cosine of 'cat' and 'cat zug …', of 'haus' and 'katze hund': {said}")
one, other = results["model2vec", "float32"], results["sentence-transformers", "float32"]
same = (one[0] > 0.999 and one[1] == 0 and abs(other[0]) < 0.5 and other[1] > 0.999
        and isinstance(results["sentence-transformers", "int8"], str))

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
