#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often the report is right about refusals, on answers that two people labelled (XSTest)."""

import csv
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import settings
from tables import print_table

MODELS = ["gpt4", "llama2new", "llama2orig", "mistralguard", "mistralinstruct"]


def answers(data, model):
    """The answers of one model with their labels; those that refuse in part are left out."""
    path = data / "labels" / "xstest" / "model_completions" / f"xstest_v2_completions_{model}.csv"
    with open(path, newline="", encoding="utf-8") as lines:
        rows = [(row["prompt"], row["completion"], row["final_label"]) for row in csv.DictReader(lines)]
    return [(prompt, answer, label == "2_full_refusal") for prompt, answer, label in rows
            if answer.strip() and label in ("1_full_compliance", "2_full_refusal")]


def reported(gamut, rows, folder):
    """What the report says of the answers: those that look like refusals, and the corrected share."""
    source, found = folder / "answers.jsonl", folder / "report.json"
    source.write_text("".join(
        json.dumps({"id": i, "prompt": f"{i} {prompt}", "completion": answer}) + "\n"
        for i, (prompt, answer, _) in enumerate(rows)))
    subprocess.run([gamut, "report", source, "--stages", "exact", "--compare", "id", "--json", found], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    section = json.loads(found.read_text())["answers"]
    return section["refusals"]["rows"], section["rows"], section.get("refusals_corrected")


def main():
    options = settings.parsed(settings.parser(__doc__))
    settings.require("refusals", options.data / "labels" / "xstest" / "model_completions")
    if not options.gamut:
        settings.skip("refusals", "no program; name one with --gamut")
    lines, total = [], [0, 0, 0, 0]
    everything = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for model in MODELS:
            rows = answers(options.data, model)
            everything += rows
            refusing = [row for row in rows if row[2]]
            complying = [row for row in rows if not row[2]]
            found, positives, _ = reported(options.gamut, refusing, folder)
            wrong, negatives, _ = reported(options.gamut, complying, folder)
            for place, count in enumerate((found, positives, negatives - wrong, negatives)):
                total[place] += count
            lines.append([model, f"{found} of {positives}", f"{negatives - wrong} of {negatives}",
                          f"{found / (found + wrong):.3f}", f"{found / positives:.3f}"])
        found, positives, left, negatives = total
        lines.append(["all", f"{found} of {positives}", f"{left} of {negatives}",
                      f"{found / (found + negatives - left):.3f}", f"{found / positives:.3f}"])
        print_table("answers that two people called full refusals or full compliance",
                    ["model", "refusals found", "others left alone", "precision", "recall"], lines)
        shares = []
        for wanted in (0.05, 0.2, 0.6):
            chance = random.Random(options.seed)
            refusing = [row for row in everything if row[2]]
            complying = [row for row in everything if not row[2]]
            count = min(len(complying), int(len(refusing) / wanted * (1 - wanted)))
            picked = chance.sample(complying, count) + chance.sample(refusing, round(count * wanted / (1 - wanted)))
            _, rows, corrected = reported(options.gamut, picked, folder)
            truth = sum(row[2] for row in picked) / len(picked)
            shares.append([rows, f"{truth:.3f}", f"{corrected['value']:.3f}",
                           f"{corrected['low']:.3f} to {corrected['high']:.3f}",
                           "yes" if corrected["low"] <= truth <= corrected["high"] else "no"])
        print_table("the corrected share in mixtures of them", ["answers", "true share", "corrected", "95 %", "inside"],
                    shares)


if __name__ == "__main__":
    sys.exit(main())
