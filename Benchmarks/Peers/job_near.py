# SPDX-License-Identifier: Apache-2.0
"""Near-duplicates of one file: Gamut, its peers, and what only reading the file takes.

The removals of all who compare whole texts are compared with all pairs that reach the threshold, computed
exactly. Gamut runs twice: on whole texts, as its peers, and by its defaults, on examples.
"""

import contender
import settings
from contender import Contender, Peer, fresh

THRESHOLD = ["--threshold", "0.8"]
WORDS = "removed {removed}, recall {recall:.4f}, precision {precision:.4f}"
# As the peers compare: without roles, all text of a record.
WHOLE_TEXTS = ["--alike", "text"]


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


def gamut(options, name, source, workers, *flags):
    answer = fresh(options.answers, f"near-gamut-{len(name)}-{workers}-{len(flags)}.jsonl")
    kept = fresh(options.answers, "near-kept.jsonl")
    return Contender(
        name, [options.gamut, "dedupe", source, "-o", kept, "--removed", answer, *THRESHOLD,
               "--workers", workers, *flags], answer)


def contenders(options, plain, packed):
    found = []
    if options.gamut:
        name = f"**Gamut**, {options.threads} workers"
        found = [
            gamut(options, name, plain, options.threads, *WHOLE_TEXTS),
            gamut(options, "**Gamut**, 1 worker", plain, 1, *WHOLE_TEXTS),
            gamut(options, f"{name}, from .zst", packed, options.threads, *WHOLE_TEXTS),
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
    # By another rule, so its removals are not compared with the pairs of the rivals'.
    examples = [gamut(options, f"**Gamut**, {options.threads} workers, examples", plain, options.threads)
                ] if options.gamut else []
    contender.race("near", rivals + examples + reading, options.rounds)
    contender.describe("near", plain, rivals, WORDS, *THRESHOLD)
    for one in examples:
        if not one.failed:
            one.worth = f"removed {sum(1 for _ in open(one.answer, 'rb'))}"
    megabytes = plain.stat().st_size / 1e6
    for one in rivals + examples + reading:
        if not one.failed:
            rate = f"{megabytes / one.median_seconds():.0f} MB/s"
            one.worth = f"{rate}, {one.worth}" if one.worth else rate
    contender.print_race(
        f"near: {plain.name}, {megabytes:.0f} MB, threshold .8, word 5-grams", rivals + examples + reading)


if __name__ == "__main__":
    main()
