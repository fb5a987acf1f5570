# SPDX-License-Identifier: Apache-2.0
"""Where one core spends its time, and what runs on one thread alone: each stage, from samples of the program.

perf tells how often each function ran; stages are told by the names of functions. Nothing is built into the
program for this. Texts that are read again to be verified count where they are parsed, folded and hashed.

What runs on one thread while others wait bounds what more cores bring (G. Amdahl, 1967,
doi:10.1145/1465482.1465560): with a seconds on one thread and b spread, n cores take a + b/n. Samples of a run with
`--threads` are told apart by slices of time in which one thread was seen or several. Other programs that keep a
core busy make slices look alone, so this wants an idle machine; the load is printed by the job.
"""

import collections
import os
import re
import shutil
import subprocess

import contender
import settings
from contender import Contender, Peer, fresh
from job_near import unpacked_and_packed
from tables import print_table

# The first that matches counts. Swift's names are mangled: `0B8Sketcher` is TextSketcher.
STAGES = (
    ("write the output (kernel)",
     r"^\[k\].*(copy_folio|ext4|mpage|iomap|perform_write|fault_in|block_|writeback|mark_buffer|jbd2|blk_|nvme|virtio)"),
    ("map and read the file, page faults (kernel)", r"^\[k\]"),
    ("parse: simdjson", r"simdjson|gamut_json"),
    ("fold", r"^\[\.\] fold|GamutUnicode|^\[\.\] (u_|icu_|ucase|uprops|utrie)"),
    ("hash words", r"UnitHash"),
    ("roll shingles", r"ShingleHasher"),
    ("sketch", r"gamut_minhash|MinHasher"),
    ("verify", r"appendSet|SetOverlap|ShingleSets|SetCache|SetReader|NearPass"),
    ("count distinct shingles, band keys", r"Sketcher|BandKeys|BandTable|ShingleBuffer"),
    ("link bands, candidates", r"BucketLinks|RadixSort|radix|NearBlock|Candidate|RankedPairs|Probe"),
    ("exact copies", r"XXH|gamut_hash|ExactMatcher|ConfirmationBatch|Identities"),
    ("write the output", r"OutputFile|JSONWriter|Writing"),
    ("find records, take their texts", r"GamutCorpus|TextBatch|RecordSource|memchr|memrchr"),
    ("copy and clear memory", r"memmove|memcpy|memset"),
    ("allocate, count references", r"swift_|malloc|free|RefCount|ContiguousArray|\$sSa"),
    ("the rest", r""),
)
LINE = re.compile(r"^\s*([\d.]+)%\s+(\[.\] .*)$")
SAMPLE = re.compile(r"^\s*(\d+)\s+([\d.]+):\s+[0-9a-f]+\s+(.*?)\s+\((\S+)\)$")
FREQUENCY = 1999
# Ten samples of a thread that runs all the while.
SLICE = 0.005
CORES = (2, 16, 64)


def stage_of(symbol):
    return next(name for name, pattern in STAGES if re.search(pattern, symbol))


def shares(command, samples):
    """Stage → its share of the samples of a run."""
    subprocess.run(
        ["perf", "record", "--quiet", "--freq", str(FREQUENCY), "--output", samples, *command],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said = subprocess.run(
        ["perf", "report", "--stdio", "--input", samples, "--sort", "symbol", "--percent-limit", "0"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = dict.fromkeys((name for name, _ in STAGES), 0.0)
    for line in said.stdout.splitlines():
        if match := LINE.match(line):
            share, symbol = match.groups()
            found[stage_of(symbol)] += float(share) / 100
    total = sum(found.values())
    return {name: share / total for name, share in found.items()}


def alone(command, samples):
    """Stage → its CPU seconds in slices of one thread, and in those of several."""
    subprocess.run(
        ["perf", "record", "--quiet", "--freq", str(FREQUENCY), "--output", samples, *command],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said = subprocess.run(
        ["perf", "script", "--input", samples, "--fields", "tid,time,ip,sym,dso"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    slices = collections.defaultdict(list)
    for line in said.stdout.splitlines():
        if match := SAMPLE.match(line):
            thread, time, symbol, place = match.groups()
            kind = "[k]" if place.startswith("[") else "[.]"
            slices[int(float(time) / SLICE)].append((thread, f"{kind} {symbol}"))
    found = {name: [0.0, 0.0] for name, _ in STAGES}
    for seen in slices.values():
        several = len({thread for thread, _ in seen}) > 1
        for _, symbol in seen:
            found[stage_of(symbol)][several] += 1 / FREQUENCY
    return found


def print_alone(found, options):
    one, several = (sum(seconds[i] for seconds in found.values()) for i in (0, 1))
    rows = [
        [name, f"{sum(seconds):.3f}", f"{seconds[0]:.3f}", f"{100 * seconds[0] / (one + several):.1f} %"]
        for name, seconds in found.items()]
    print_table(
        f"stages: what runs on one thread, {options.threads} workers, load {os.getloadavg()[0]:.1f}; CPU seconds",
        ["stage", "CPU s", "on one thread", "share of all"],
        [["**all**", f"{one + several:.3f}", f"{one:.3f}", f"{100 * one / (one + several):.1f} %"], *rows])
    print_table(
        "stages: foretold by what runs on one thread, beside one core",
        ["cores", "seconds", "times as fast"],
        [[n, f"{one + several / n:.3f}", f"{(one + several) / (one + several / n):.1f}"] for n in CORES])


def main():
    options = settings.parsed(settings.parser(__doc__))
    settings.require("stages", options.input)
    if not options.gamut:
        settings.skip("stages", "no --gamut")
    plain, _ = unpacked_and_packed(options)
    megabytes = plain.stat().st_size / 1e6
    kept = fresh(options.answers, "stages-kept.jsonl")
    whole = Contender(
        "gamut", [options.gamut, "dedupe", plain, "-o", kept, "--workers", 1], kept)
    copy = Peer("memory copy", "limit.py", plain, fresh(options.answers, "limit-copy"), "--what", "copy")
    contender.race("stages", [whole, copy], options.rounds)
    busy = sorted(whole.busy)[len(whole.busy) // 2]
    rows = [["**all**", "100 %", f"{busy:.2f}", f"{megabytes / busy:.0f}"]]
    samples = options.answers / "stages-perf.data"
    if not shutil.which("perf"):
        print("stages: no perf here: only the whole")
    else:
        try:
            found = shares([str(part) for part in whole.command], str(samples))
        except subprocess.CalledProcessError as error:
            settings.skip("stages", f"perf failed with status {error.returncode}; see kernel.perf_event_paranoid")
        rows += [
            [name, f"{100 * share:.1f} %", f"{share * busy:.3f}",
             f"{megabytes / (share * busy):.0f}" if share else ""]
            for name, share in found.items()]
        spread = [str(part) for part in [*whole.command[:-1], options.threads]]
        print_alone(alone(spread, str(samples)), options)
        samples.unlink()
    copied = max(1e-3, sorted(copy.busy)[len(copy.busy) // 2])
    rows.append(["limit: memory copy", "", f"{copied:.3f}", f"{megabytes / copied:.0f}"])
    print_table(
        f"stages: {plain.name}, {megabytes:.0f} MB, 1 worker, {whole.median_seconds():.2f} s; CPU "
        "seconds, and what each stage alone would reach", ["stage", "share", "CPU s", "MB/s alone"], rows)


if __name__ == "__main__":
    main()
