# SPDX-License-Identifier: Apache-2.0
"""Sentence vectors of texts with sentence-transformers, texts taken from the field `text`.

The job `encode` runs it beside `gamut embed texts.jsonl --model FOLDER -o vectors.npy`.
"""

import argparse
import json
import os

from peer import Clock

parser = argparse.ArgumentParser()
parser.add_argument("input")
parser.add_argument("--model", required=True)
parser.add_argument("--answer", required=True)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch", type=int, default=32)
options = parser.parse_args()
os.environ.update(OMP_NUM_THREADS=str(options.threads), HF_HUB_OFFLINE="1")

import numpy  # noqa: E402
import torch  # noqa: E402
from sentence_transformers import SentenceTransformer  # noqa: E402

torch.set_num_threads(options.threads)
clock = Clock()
model = SentenceTransformer(options.model, device="cpu")
with open(options.input) as file:
    texts = [json.loads(line)["text"] for line in file]
vectors = model.encode(texts, batch_size=options.batch, normalize_embeddings=True,
                       show_progress_bar=False)
numpy.save(options.answer, vectors)
clock.finish("sentence-transformers", "encode", texts=len(texts))
