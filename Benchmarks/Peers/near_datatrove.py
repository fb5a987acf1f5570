# SPDX-License-Identifier: Apache-2.0
"""MinHash deduplication by datatrove's local executor, four pipelines one after the other: PATH ANSWER THREADS.

Its defaults, with hashes of 64 bits, but for the tokenizer, which is spaCy's for English: sets of five words, 14 buckets
of 8 hashes (a pair at .8 is found with .924), records joined by chains of buckets."""

import json
import sys
import tempfile
from pathlib import Path

from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.dedup import (
    MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers.jsonl import JsonlWriter
from datatrove.utils.hashing import HashConfig
from datatrove.utils.word_tokenizers import WordTokenizer


class Words(WordTokenizer):
    """Words between white space: texts were folded, and their punctuation left out, before."""

    def word_tokenize(self, text):
        return text.split()

    def sent_tokenize(self, text):
        return [text]

    def span_tokenize(self, text):
        return [(0, len(text))]


def main():
    path, answer, threads = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    config = MinhashConfig(hash_config=HashConfig(precision=64))
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "input"
        inputs.mkdir()
        # A task reads whole files, so there is one for each.
        with open(path, "rb") as lines:
            parts = [open(inputs / f"{i}.jsonl", "wb") for i in range(threads)]
            for i, line in enumerate(lines):
                parts[i % threads].write(line)
            for part in parts:
                part.close()

        def reader():
            return JsonlReader(str(inputs), text_key="text", id_key="id")

        def run(name, tasks, *steps):
            LocalPipelineExecutor(
                pipeline=[*steps], tasks=tasks, workers=threads, logging_dir=f"{folder}/logs/{name}").run()

        run("signatures", threads, reader(), MinhashDedupSignature(f"{folder}/sketches", config, language=Words()))
        run("buckets", config.num_buckets,
            MinhashDedupBuckets(f"{folder}/sketches", f"{folder}/buckets", config=config))
        run("clusters", 1, MinhashDedupCluster(f"{folder}/buckets", f"{folder}/remove", config=config))
        run("filter", threads, reader(), MinhashDedupFilter(f"{folder}/remove"),
            JsonlWriter(f"{folder}/kept", compression=None))
        kept = set()
        for part in Path(folder, "kept").glob("*.jsonl"):
            with open(part) as lines:
                # It leaves out what is 0.
                kept.update(json.loads(line).get("id", 0) for line in lines)
        with open(path) as lines:
            removed = [i for i, _ in enumerate(lines) if i not in kept]
    with open(answer, "w") as file:
        json.dump(removed, file)


if __name__ == "__main__":
    main()
