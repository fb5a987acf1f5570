# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates with text-dedup's MinHash at its defaults (250 permutations, 5-grams, threshold .7 unless
given), run as its users run it. Needs the environment of text-dedup.txt, and an "id" in each record."""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from peer import Clock


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("--answer", required=True)
    parser.add_argument("--threshold", default="0.7")
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HF_HOME"], os.environ["HF_HUB_OFFLINE"] = folder, "1"
        clock = Clock()
        subprocess.run(
            [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files",
             options.input, "--split", "train", "--cache_dir", f"{folder}/cache", "--output",
             f"{folder}/kept", "--column", "text", "--threshold", options.threshold, "--num_proc",
             "1"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
        from datasets import load_from_disk

        kept = set(load_from_disk(f"{folder}/kept")["id"])
    with open(options.input) as lines:
        removed = [place for place, _ in enumerate(lines) if place not in kept]
    with open(options.answer, "w") as file:
        json.dump(removed, file)
    clock.finish("text-dedup", "near", removed=len(removed))


main()
