#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# sentence-transformers took the white space around a text away before its tokeniser had it, up to
# 5.3.0. Since 5.4.0 it does not: with a model of the RoBERTa family, " the cat" and "the cat" + a
# line end have other vectors than "the cat". Nothing is said, and models of word pieces, which see no
# spaces, give the same vectors as ever.
#
# One would expect a minor version to leave the vectors of a model alone.
#
# For whoever embeds: vectors that were stored by 5.3 do not fit those of 5.4 and later where texts end
# in a line end, as those read from files often do. Strip texts before, or embed all of them anew.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install torch==2.13.0 transformers==5.24.0 tokenizers==0.23.3 \
  sentence-transformers==6.2.0
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps --target "$work/old" \
  sentence-transformers==5.3.0
cat >"$work/try.py" <<'PY'
import importlib.metadata as meta, json, os, sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.processors import RobertaProcessing
from tokenizers.trainers import BpeTrainer
from transformers import RobertaConfig, RobertaModel, logging

logging.set_verbosity_error()
logging.disable_progress_bar()
folder = os.path.join(sys.argv[1], "model")
if not os.path.exists(folder):
    torch.manual_seed(1)
    made = Tokenizer(BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    made.train_from_iterator(["the cat sat on the mat"] * 9, BpeTrainer(
        vocab_size=300, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    made.post_processor = RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    RobertaModel(RobertaConfig(
        vocab_size=made.get_vocab_size(), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=48, max_position_embeddings=66, type_vocab_size=1, initializer_range=0.3,
        pad_token_id=1, bos_token_id=0, eos_token_id=2)).save_pretrained(folder)
    made.save(os.path.join(folder, "tokenizer.json"))
    with open(os.path.join(folder, "tokenizer_config.json"), "w") as file:
        json.dump({"tokenizer_class": "RobertaTokenizer", "model_max_length": 64, "pad_token": "<pad>"}, file)

model = SentenceTransformer(folder, device="cpu")
rows = model.encode(["the cat", " the cat", "the cat\n"], normalize_embeddings=True)
cosines = [round(float(rows[0] @ row), 3) for row in rows[1:]]
print("sentence-transformers", meta.version("sentence-transformers"),
      'cosines of "the cat" with " the cat" and with a line end:', *cosines)
print(*cosines, file=sys.stderr)
PY
new=$("$work/venv/bin/python" "$work/try.py" "$work" 2>"$work/errors" && tail -n 1 "$work/errors") ||
  { cat "$work/errors" && exit 1; }
old=$(PYTHONPATH="$work/old" "$work/venv/bin/python" "$work/try.py" "$work" 2>"$work/errors" &&
  tail -n 1 "$work/errors") || { cat "$work/errors" && exit 1; }
printf '%s\n' "$old" "$new" | grep cosines
if [ "$(printf '%s\n' "$old" | tail -n 1)" = "1.0 1.0" ] &&
  [ "$(printf '%s\n' "$new" | tail -n 1)" != "1.0 1.0" ]; then
  echo "As described."
else
  echo "The behaviour has changed."
  exit 1
fi
