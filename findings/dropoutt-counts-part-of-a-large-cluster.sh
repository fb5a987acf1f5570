#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The scan of dropoutt 1.4.1 reports fewer than half of the near-copies in a set of 1,000 records
# made from one template: of each bucket only the first 200 members are paired, and a record that
# is beyond the first 200 in all its buckets counts as unique. In this example the count is the
# same for 1,000 records and for 4,000.
#
# One would expect the limit to bound the pairs, not the cluster: linking the members beyond it to
# the first would cost nothing, and the report itself advises to look at the largest clusters
# first.
#
# For whoever deduplicates: the number shrinks exactly where duplication is worst, and two
# snapshots of a growing set cannot be compared.

set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install numpy==2.2.6 typer==0.16.1 rich==13.9.4 jinja2==3.1.6 orjson==3.11.3 regex==2024.11.6 pyarrow==20.0.0
"$work/venv/bin/pip" -q --disable-pip-version-check install --no-deps dropoutt==1.4.1
"$work/venv/bin/python" - "$work" <<'PY'
import importlib.metadata as meta, json, re, subprocess, sys

data = sys.argv[1] + "/data"
prompt = ("You are given a support ticket from a customer of an online shop and must answer it politely "
          "in two sentences without promising any refund before the agent has checked the order and the "
          "delivery address and the payment of the customer in the internal system of the shop and also "
          "the date on which the parcel left the warehouse ticket number")
answer = "Thank you for writing to us. We will look at the order and answer soon."

def scan(count):
    subprocess.run(["mkdir", "-p", f"{data}{count}"], check=True)
    with open(f"{data}{count}/train.jsonl", "w") as out:
        for index in range(count):
            turns = [{"role": "user", "content": f"{prompt} {100_000 + index}"},
                     {"role": "assistant", "content": answer}]
            out.write(json.dumps({"messages": turns}) + "\n")
    subprocess.run([sys.executable, "-m", "dropoutt", "scan", f"{data}{count}", "--offline", "--no-html",
                    "--no-open", "--out", f"{data}{count}/report"], capture_output=True, text=True)
    findings = open(f"{data}{count}/report/findings.jsonl").read()
    match = re.search(r"([\d,]+) near-copies across ([\d,]+) clusters", findings)
    return int(match[1].replace(",", ""))

print("dropoutt", meta.version("dropoutt"), "- records that differ in one number of sixty words")
found = {count: scan(count) for count in (150, 1_000, 4_000)}
for count, near in found.items():
    print(f"{count:5} records: {near:5} near-copies reported, {count - 1} are there")
same = found[150] == 149 and found[1_000] < 700 and found[4_000] < 1_600

print("As described." if same else "The behaviour has changed.")
sys.exit(0 if same else 1)
PY
