# SPDX-License-Identifier: Apache-2.0
"""What programs remove of training examples that share material: passages, instructions, rows.

Hardly two of these examples teach the same. A removal is *wrong* where nothing that stays teaches what
it taught: other material, another answer, other numbers, or a question that is more than reworded, as
`example_sets.teaches_the_same` decides from what the example is, whatever its shape. Gamut's removals
are judged against the very record it names; those of the others, which name none, against all that
they keep. The removals of Gamut are listed for reading in examples-removals.txt, beside the answers.

Exits 1 if Gamut removes more than 1 % of the records of a set wrongly, or one with another answer.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import example_rule
import example_sets
import settings
from picture_set import picture_set
from removers import SemHash, removers
from rule_pairs import removed_by_rule
from tables import print_table

THRESHOLD = 0.8
MOST_WRONG = 0.01


def gamut_removals(options, source, name):
    """The removals as gamut writes them. A program that does not know a shape is told the fields."""
    path, answer = source.write(options.answers), options.answers / f"{name}.jsonl"
    command = [options.gamut, "dedupe", path, "-o", "/dev/null", "--removed", answer, "--threshold",
               THRESHOLD, "--workers", options.threads]
    for flags in ([], ["--text", source.text]):
        done = subprocess.run([str(part) for part in [*command, *flags]], capture_output=True, text=True)
        if done.returncode == 0:
            return [json.loads(line) for line in answer.read_text(encoding="utf-8").splitlines()]
    raise SystemExit(f"examples: gamut failed on {source.name}: {done.stderr.strip()[-300:]}")


def of_gamut(options, source):
    """Counts of what gamut removes of a set, and the removals."""
    found = gamut_removals(options, source, "examples-removed")
    wrong, other = 0, 0
    for removal in found:
        a, b = removal["index"], removal["kept"]["index"]
        removal["is_wrong"] = not source.is_same(a, b)
        wrong += removal["is_wrong"]
        other += not source.has_same_answer(a, b)
    counts = {"removed": len(found), "wrong": wrong, "other answer": other}
    return counts | {"indices": [removal["index"] for removal in found]}, found


def of_rule(source):
    """The same of the rule itself, every pair compared."""
    keepers = removed_by_rule([example_sets.example_of(record) for record in source.records], THRESHOLD)
    wrong = sum(not source.is_same(*pair) for pair in keepers.items())
    other = sum(not source.has_same_answer(*pair) for pair in keepers.items())
    counts = {"removed": len(keepers), "wrong": wrong, "other answer": other}
    return counts | {"indices": sorted(keepers)}


def of_peer(tool, options, source):
    """The same of a program that names no keeper: all that it keeps may stand for what is gone."""
    removed = tool(source.write_texts(options.answers), THRESHOLD, options.answers)
    kept = defaultdict(list)
    for place, group in enumerate(source.groups):
        if place not in removed:
            kept[group].append(place)
    wrong = sum(not any(source.is_same(i, j) for j in kept[source.groups[i]]) for i in removed)
    return {"removed": len(removed), "wrong": wrong}


def listed(source, found):
    """Removals as text for reading: what differs between the two records."""
    for removal in found:
        a, b = (source.records[i] for i in (removal["index"], removal["kept"]["index"]))
        yield f"{source.name}: {removal['index']} for {removal['kept']['index']}, " \
              f"{removal['cause']} {removal['similarity']:.3f}{', WRONG' * removal['is_wrong']}"
        first, second = (example_sets.all_text(x).splitlines() for x in (a, b))
        yield from (f"  - {line}" for line in first if line not in second)
        yield from (f"  + {line}" for line in second if line not in first)
        yield f"  = {example_sets.said(a)}"


def tools_of(options):
    gamut, options.gamut = options.gamut, None
    tools = removers(options)
    options.gamut = gamut
    if "semhash" not in options.programs:
        pass
    elif gamut and (options.model / "model.safetensors").exists():
        tools.append(SemHash(gamut, options.model))
    else:
        print(f"examples: SemHash left out: no {options.model}; Scripts/fetch-model fetches it")
    return [tool for tool in tools if tool.name.lower() in options.programs]


def draw(removed, tools, options):
    """Which of the five examples of the picture each program removes; draw_examples.py draws them."""
    source = picture_set()
    if options.gamut and "gamut" in options.programs:
        removed["**Gamut**"] = [r["index"] for r in gamut_removals(options, source, "examples-removed")]
    for tool in tools:
        removed[tool.name] = sorted(tool(source.write_texts(options.answers), THRESHOLD, options.answers))


def cell(counts):
    return f"{counts['removed']} ({counts['wrong']})" if counts else ""


def print_results(results, names):
    """One line a set: removed, and of these wrong, of each program whose figures there are."""
    present = [n for n in names if any(n in result["programs"] for result in results.values())]
    rows = [
        [name, result["records"], *(cell(result["programs"].get(n)) for n in present)]
        for name, result in results.items()]
    shares = ["share of the records removed wrongly", ""]
    for name in present:
        done = [r for r in results.values() if name in r["programs"]]
        wrong = sum(r["programs"][name]["wrong"] for r in done)
        shares.append(f"{100 * wrong / sum(r['records'] for r in done):.2f} %")
    print_table(
        f"examples: records removed (and of these wrong), threshold {THRESHOLD}, SemHash at .9",
        ["set", "records", *present], [*rows, shares])


def main():
    made = settings.parser(__doc__)
    made.add_argument("--text-dedup", type=Path,
                      default=settings.ROOT / ".build" / "text-dedup-venv" / "bin" / "python",
                      help="a Python that has text-dedup; default: %(default)s")
    made.add_argument("--model", type=Path,
                      default=settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2",
                      help="the sentence encoder of SemHash; default: %(default)s")
    made.add_argument("--programs", default="gamut,rule,datasketch,rensa,text-dedup,semhash",
                      help="run these anew and keep the last figures of the others; default: %(default)s")
    made.add_argument("--sets", default="", help="only sets whose name holds this")
    made.add_argument("--listed", type=int, default=5, help="removals to print of a set; default: 5")
    options = settings.parsed(made)
    settings.require("examples", options.data)
    example_rule.check()
    tools = tools_of(options)
    path = options.answers / "examples.json"
    stored = json.loads(path.read_text()) if path.exists() else {"sets": {}, "picture": {}}
    results, is_right, listing = stored["sets"], True, []
    draw(stored["picture"], tools, options)
    for source in example_sets.all_sets(options.data, options.seed):
        if options.sets not in source.name:
            continue
        print(f"examples: {source.name}", file=sys.stderr)
        result = results.setdefault(source.name, {"programs": {}})
        result["records"] = len(source.records)
        if options.gamut and "gamut" in options.programs:
            counts, found = of_gamut(options, source)
            result["programs"]["**Gamut**"] = counts
            listing.append(list(listed(source, found)))
            is_right &= counts["wrong"] <= MOST_WRONG * len(source.records) and not counts["other answer"]
        if "rule" in options.programs:
            result["programs"]["the rule"] = of_rule(source)
        for tool in tools:
            if tool.name != "SemHash" or source.suits_encoder():
                result["programs"][tool.name] = of_peer(tool, options, source)
        path.write_text(json.dumps(stored))
    print_results(results, ["**Gamut**", "the rule", "datasketch", "rensa", "text-dedup", "SemHash"])
    if listing:
        print_gamut(results, listing, options)
    return not is_right


def otherwise(programs):
    """How many records Gamut and the rule, every pair compared, decide otherwise."""
    both = [programs.get(name, {}).get("indices") for name in ("**Gamut**", "the rule")]
    return len(set(both[0]) ^ set(both[1])) if None not in both else ""


def print_gamut(results, listing, options):
    found = {name: r["programs"]["**Gamut**"] for name, r in results.items() if "**Gamut**" in r["programs"]}
    print_table(
        "examples: what Gamut removes, beside what its version 0.1.0 removed",
        ["set", "records", "0.1.0", "removed", "wrong", "with another answer", "otherwise than the rule"],
        [[name, results[name]["records"], example_sets.REMOVED_BEFORE[name], counts["removed"],
          counts["wrong"], counts["other answer"], otherwise(results[name]["programs"])]
         for name, counts in found.items()])
    path = options.answers / "examples-removals.txt"
    path.write_text("\n".join(line for lines in listing for line in lines) + "\n", encoding="utf-8")
    print(f"all removals: {path}; the first of each set:\n")
    for lines in listing:
        heads = [i for i, line in enumerate(lines) if not line.startswith("  ")]
        end = heads[options.listed] if len(heads) > options.listed else len(lines)
        for line in lines[:end]:
            print(f"    {line[:300]}")


if __name__ == "__main__":
    sys.exit(main())
