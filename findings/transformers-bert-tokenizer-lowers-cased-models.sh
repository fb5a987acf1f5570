#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A tokenizer.json that keeps capitals ("lowercase": false) is read in lower case by transformers
# 5.24.0 as soon as it lies in a folder of a BERT model whose tokenizer_config.json does not say
# "do_lower_case": false: the class BertTokenizer, taken for every BERT that names no other, builds
# a tokeniser of its own from the vocabulary and the defaults of the class. Every capitalised word
# of a cased vocabulary becomes [UNK] or another word, without a warning. The library tokenizers,
# reading the same file, keeps capitals.
#
# One would expect tokenizer.json, which describes the whole tokeniser, to be read as it stands.
#
# For whoever embeds: a cased model saved with tokenizers alone gives other vectors through
# transformers and sentence-transformers than it was trained with. Write do_lower_case, or
# "tokenizer_class": "PreTrainedTokenizerFast", into tokenizer_config.json.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install transformers==5.24.0 tokenizers==0.23.3
HF_HUB_OFFLINE=1 "$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, os, sys
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import AutoTokenizer

pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "Turkey", "turkey", "Paris"]
made = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
made.normalizer = BertNormalizer(lowercase=False)
made.pre_tokenizer = BertPreTokenizer()
made.add_special_tokens(pieces[:5])
folder = os.path.join(sys.argv[1], "model")
os.makedirs(folder)
made.save(os.path.join(folder, "tokenizer.json"))
with open(os.path.join(folder, "config.json"), "w") as file:
    json.dump({"model_type": "bert"}, file)

text = "Turkey Paris"
print("transformers", meta.version("transformers"), "tokenizers", meta.version("tokenizers"))
print("tokenizers reads           ", made.encode(text, add_special_tokens=False).tokens)
found = {}
for settings in ({}, {"do_lower_case": False}, {"tokenizer_class": "PreTrainedTokenizerFast"}):
    with open(os.path.join(folder, "tokenizer_config.json"), "w") as file:
        json.dump(settings, file)
    found[json.dumps(settings)] = AutoTokenizer.from_pretrained(folder).tokenize(text)
    print("transformers with", json.dumps(settings), found[json.dumps(settings)])
whole = ["Turkey", "Paris"]
same = list(found.values()) == [["turkey", "[UNK]"], whole, whole]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
