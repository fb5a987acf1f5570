# SPDX-License-Identifier: Apache-2.0
"""The programs that remove near-duplicates, each at its defaults but for the threshold."""

import json
import subprocess
import sys

import settings


class Remover:
    """A program; calling it on a JSONL file gives the set of the indices it removes."""

    def __init__(self, name, command, is_gamut=False):
        self.name, self.command, self.is_gamut = name, command, is_gamut

    def __call__(self, path, threshold, answers):
        answer = answers / ("accuracy.jsonl" if self.is_gamut else "accuracy.json")
        flags = ["--removed" if self.is_gamut else "--answer", answer, "--threshold", threshold]
        head, *tail = self.command
        done = subprocess.run(
            [str(part) for part in (head, *tail, path, *flags)], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"accuracy: {self.name} failed: {done.stderr.strip()[-300:]}")
        found = answer.read_text()
        if self.is_gamut:
            return {json.loads(line)["index"] for line in found.splitlines()}
        return set(json.loads(found))


class SemHash:
    """SemHash at its own threshold of .9, on the vectors of a model that Gamut reads for it.

    It knows English alone, as SemHash's own default model does."""

    name = "SemHash"

    def __init__(self, gamut, model):
        self.gamut, self.model = gamut, model

    def __call__(self, path, _, answers):
        vectors, answer = answers / f"{path.stem}.npy", answers / "accuracy.json"
        if not vectors.exists() or vectors.stat().st_mtime < path.stat().st_mtime:
            embedded = subprocess.run(
                [self.gamut, "embed", path, "--text", "text", "--model", self.model, "-o", vectors],
                capture_output=True, text=True)
            if embedded.returncode:
                raise SystemExit(f"accuracy: gamut embed failed: {embedded.stderr.strip()[-300:]}")
        done = subprocess.run(
            [sys.executable, settings.HERE / "semantic_semhash.py", vectors, "--answer", answer],
            capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"accuracy: SemHash failed: {done.stderr.strip()[-300:]}")
        return set(json.loads(answer.read_text()))


def removers(options):
    """All that are here; text-dedup has an environment of its own."""
    found = []
    if options.gamut:
        found.append(Remover(
            "**Gamut**", [options.gamut, "dedupe", "--text", "text", "-o", "/dev/null"], is_gamut=True))
    for name, script in (("datasketch", "near_datasketch.py"), ("rensa", "near_rensa.py")):
        found.append(Remover(name, [sys.executable, settings.HERE / script]))
    if options.text_dedup.exists():
        found.append(Remover(
            "text-dedup", [options.text_dedup, settings.HERE / "near_textdedup.py"]))
    else:
        print(f"accuracy: text-dedup left out: no {options.text_dedup}")
    return found
