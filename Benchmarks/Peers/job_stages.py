# SPDX-License-Identifier: Apache-2.0
"""Where one core spends its time: the share of each stage, from samples of the program as it ships.

perf tells how often each function ran; stages are told by the names of functions. Nothing is built into the
program for this. Texts that are read again to be verified count where they are parsed, folded and hashed.
"""

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


def shares(command, samples):
    """Stage → its share of the samples of a run."""
    subprocess.run(
        ["perf", "record", "--quiet", "--freq", "1999", "--output", samples, *command],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said = subprocess.run(
        ["perf", "report", "--stdio", "--input", samples, "--sort", "symbol", "--percent-limit", "0"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = dict.fromkeys((name for name, _ in STAGES), 0.0)
    for line in said.stdout.splitlines():
        if match := LINE.match(line):
            share, symbol = match.groups()
            name = next(name for name, pattern in STAGES if re.search(pattern, symbol))
            found[name] += float(share) / 100
    total = sum(found.values())
    return {name: share / total for name, share in found.items()}


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
        samples.unlink()
    copied = max(1e-3, sorted(copy.busy)[len(copy.busy) // 2])
    rows.append(["limit: memory copy", "", f"{copied:.3f}", f"{megabytes / copied:.0f}"])
    print_table(
        f"stages: {plain.name}, {megabytes:.0f} MB, 1 worker, {whole.median_seconds():.2f} s; CPU "
        "seconds, and what each stage alone would reach", ["stage", "share", "CPU s", "MB/s alone"], rows)


if __name__ == "__main__":
    main()
