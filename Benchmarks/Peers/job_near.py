# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates of one file: Gamut, its peers, and what only reading the file takes.

Every set of removals is compared with all pairs that reach the threshold, computed exactly.
"""

import contender
import settings
from contender import Contender, Peer, fresh

THRESHOLD = ["--threshold", "0.8"]
WORDS = "removed {removed}, recall {recall:.4f}, precision {precision:.4f}"


def unpacked_and_packed(options):
    """The input as JSONL and as zstd; what is missing is made once, in the folder of answers."""
    given = options.input
    if given.suffix == ".zst":
        import zstandard

        plain = options.answers / given.stem
        if not plain.exists() or plain.stat().st_mtime < given.stat().st_mtime:
            with open(given, "rb") as source, open(plain, "wb") as target:
                zstandard.ZstdDecompressor().copy_stream(source, target)
        return plain, given
    packed = options.answers / f"{given.name}.zst"
    if not packed.exists() or packed.stat().st_mtime < given.stat().st_mtime:
        import zstandard

        with open(given, "rb") as source, open(packed, "wb") as target:
            zstandard.ZstdCompressor().copy_stream(source, target)
    return given, packed


def gamut(options, name, source, workers):
    answer = fresh(options.answers, f"near-gamut-{len(name)}-{workers}.jsonl")
    kept = fresh(options.answers, "near-kept.jsonl")
    return Contender(
        name, [options.gamut, "dedupe", source, "-o", kept, "--removed", answer, *THRESHOLD,
               "--workers", workers], answer)


def contenders(options, plain, packed):
    found = []
    if options.gamut:
        found = [
            gamut(options, f"**Gamut**, {options.threads} workers", plain, options.threads),
            gamut(options, "**Gamut**, 1 worker", plain, 1),
            gamut(options, f"**Gamut**, {options.threads} workers, from .zst", packed, options.threads),
        ]
    for name, script, bands in (
        ("rensa", "near_rensa.py", []), ("datasketch", "near_datasketch.py", []),
        ("rensa, recall", "near_rensa.py", ["--bands", 32]),
        ("datasketch, recall", "near_datasketch.py", ["--bands", 25]),
    ):
        if options.more_bands or not bands:
            answer = fresh(options.answers, f"near-{name.replace(', ', '-')}.json")
            threads = ["--threads", options.threads]
            found.append(Peer(name, script, plain, answer, *THRESHOLD, *bands, *threads))
    return found


def limits(options, plain, packed):
    return [
        Peer(name, "limit.py", source, fresh(options.answers, f"limit-{what}"), "--what", what)
        for name, source, what in (
            ("json.loads of every line", plain, "parse"), ("unpacking the .zst", packed, "unpack"),
            ("reading", plain, "read"), ("memory copy", plain, "copy"),
        )
    ]


def main():
    made = settings.parser(__doc__)
    made.add_argument("--more-bands", action="store_true",
                      help="peers also with as many bands as find what Gamut finds")
    options = settings.parsed(made)
    settings.require("near", options.input)
    plain, packed = unpacked_and_packed(options)
    rivals, reading = contenders(options, plain, packed), limits(options, plain, packed)
    contender.race("near", rivals + reading, options.rounds)
    contender.describe("near", plain, rivals, WORDS, *THRESHOLD)
    megabytes = plain.stat().st_size / 1e6
    for one in rivals + reading:
        if not one.failed:
            rate = f"{megabytes / one.median_seconds():.0f} MB/s"
            one.worth = f"{rate}, {one.worth}" if one.worth else rate
    contender.print_race(
        f"near: {plain.name}, {megabytes:.0f} MB, threshold .8, word 5-grams", rivals + reading)


if __name__ == "__main__":
    main()
