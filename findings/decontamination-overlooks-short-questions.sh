#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The contamination checks of cleanllm 4.0.0 and datacruxai 0.4.0 never find a benchmark question
# of fewer than eight words in a training record that also holds an answer. Both cut texts into
# 8-grams and take a shorter text as one gram of its own, which the longer record, cut into
# eights, does not contain. A question of eight words or more, copied the same way, is found.
#
# One would expect the n of an n-gram check to decide how much overlap counts, not whether a whole
# question may appear word for word; the report gives no count of what could not be checked.
#
# For whoever trains: short questions are common in trivia and arithmetic benchmarks, and a set
# reported as clean may hold all of them.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install orjson==3.11.3 tqdm==4.67.1 xxhash==3.5.0
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps cleanllm==4.0.0 datacruxai==0.4.0
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, sys
from cleanllm.decontaminate import decontaminate_jsonl
from datacruxai._types import Example
from datacruxai.contamination import check_contamination

work = sys.argv[1]
questions = ["What is the capital of France?", "How many legs has a spider?",
             "Which large river flows through the capital of France into the sea?"]
with open(work + "/bench.jsonl", "w") as out:
    out.writelines(json.dumps({"text": text}) + "\n" for text in questions)
with open(work + "/train.jsonl", "w") as out:
    for text in questions:
        turns = [{"role": "user", "content": text}, {"role": "assistant", "content": "Let me think."}]
        out.write(json.dumps({"messages": turns}) + "\n")
first = decontaminate_jsonl(work + "/train.jsonl", work + "/out.jsonl",
                            benchmark_files={"bench": work + "/bench.jsonl"}, show_progress=False)
examples = [Example(instruction=text, output="Let me think.") for text in questions]
second = check_contamination(examples, benchmarks={"bench": questions})
caught = sorted({match.example_index for match in second.matches})
print("cleanllm", meta.version("cleanllm"), "datacruxai", meta.version("datacruxai"))
print("benchmark questions copied whole into the training set:", len(questions))
print("found by cleanllm:  ", first["contaminated_records"])
print("found by datacruxai:", second.total_flagged, "- question", caught[0] + 1 if caught else "-")
same = first["contaminated_records"] == 1 and caught == [2]

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
