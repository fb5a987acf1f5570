# SPDX-License-Identifier: Apache-2.0
"""The same records from a file, from a table and from lists within Python: gamut_data beside the program, and
beside rensa and SemHash on the same list of strings.

What a process holds is there before the clock of its line starts; the program's line is the whole process.
"""

import importlib.util

import contender
import settings
from contender import Contender, Peer, fresh
from job_near import unpacked_and_packed

FORMS = (
    ("a path", "path"), ("an Arrow table", "table"), ("a list of dicts", "dicts"),
    ("a list of strings", "strings"),
)


def main():
    options = settings.parsed(settings.parser(__doc__))
    settings.require("python", options.input)
    if importlib.util.find_spec("gamut_data") is None:
        settings.skip("python", "no gamut_data; `make wheel` builds it")
    plain, _ = unpacked_and_packed(options)
    threads = ["--threads", options.threads]
    kept = fresh(options.answers, "python-kept.jsonl")
    lines = [
        Contender(
            "`gamut dedupe`", [options.gamut, "dedupe", plain, "-o", kept, "--workers", options.threads],
            kept)
    ]
    for name, form in FORMS:
        answer = fresh(options.answers, f"python-{form}.json")
        lines.append(
            Peer(f"**gamut_data**, {name}", "python_gamut.py", plain, answer, "--form", form, *threads))
    answer = fresh(options.answers, "python-rensa.json")
    lines.append(Peer("rensa, a list of strings", "near_rensa.py", plain, answer, "--form", "strings", *threads))
    # SemHash compares vectors. Those of its own model are a download; these are there before its clock starts.
    vectors = options.answers / "python-vectors.npy"
    if contender.run([options.gamut, "embed", plain, "-o", vectors, "--workers", options.threads]):
        answer = fresh(options.answers, "python-semhash.json")
        name = "SemHash at its .9, vectors of `gamut embed` given"
        lines.append(Peer(name, "semantic_semhash.py", vectors, answer, "--threshold", "0.9", *threads))
    contender.race("python", lines, options.rounds)
    removals = {line.name: contender.removals(line.answer) for line in lines[1:] if not line.failed}
    first = removals.get(lines[1].name)
    for line in lines[1:]:
        if not line.failed:
            removed = removals[line.name]
            line.worth = f"removed {len(removed)}" + (", the same" if removed == first else "")
    strings = removals.get(lines[4].name)
    for line in lines[5:]:
        if not line.failed and strings:
            common = len({*removals[line.name]} & {*strings})
            line.worth += f", {common} of those of gamut_data from strings"
    contender.print_race(f"python: {plain.name}, threshold .8", lines)


if __name__ == "__main__":
    main()
