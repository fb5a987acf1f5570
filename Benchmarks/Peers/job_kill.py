# SPDX-License-Identifier: Apache-2.0
"""Kills runs at random moments and looks at what they leave: nothing but whole files, old or new.

A target that stood there before is either as it was or, where the run was through, the whole new one;
no temporary file keeps a name. The same for `gamut index add`, where the program has it.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import machine
import settings
from tables import print_table

OLD = b"what stood here before\n"


class Rounds:
    """One command, killed again and again in a folder of its own."""

    def __init__(self, command, folder, temporary):
        self.command, self.folder, self.temporary = [str(part) for part in command], folder, temporary
        self.counts = {
            "as it was": 0, "cut off": 0, "new and whole": 0, "damaged": 0, "left behind": 0}

    def start(self):
        # Compressed inputs are unpacked in TMPDIR.
        return subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"TMPDIR": str(self.temporary)})

    def duration(self):
        """Of a run that nothing kills."""
        start = time.perf_counter()
        process = self.start()
        if process.wait():
            raise SystemExit(f"kill: failed: {' '.join(self.command)}")
        return time.perf_counter() - start

    def kill_after(self, seconds):
        process = self.start()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def names(self):
        return {path.name for path in (*self.folder.iterdir(), *self.temporary.iterdir())}


def dedupe_rounds(options, folder, temporary, moments):
    """`gamut dedupe` over an output that exists."""
    target = folder / "kept.jsonl"
    rounds = Rounds(
        [options.gamut, "dedupe", options.input, "-o", target, "--workers", options.threads],
        folder, temporary)
    seconds = rounds.duration()
    whole = target.read_bytes()
    for share in moments:
        target.write_bytes(OLD)
        rounds.kill_after(share * seconds)
        found = target.read_bytes()
        state = "as it was" if found == OLD else "new and whole" if found == whole else "damaged"
        rounds.counts[state] += 1
        rounds.counts["left behind"] += rounds.names() != {target.name}
        clear(folder, temporary, but=target)
    target.unlink()
    return rounds.counts


def index_rounds(options, folder, temporary, moments):
    """`gamut index add`: afterwards the index opens, or says in one line why not."""
    first, second = halves(options, folder)
    index, saved = folder / "records.index", folder / "saved"
    subprocess.run([options.gamut, "index", "build", first, "-o", index], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.copy(index, saved)
    rounds = Rounds([options.gamut, "index", "add", second, "--index", index], folder, temporary)
    before = rounds.names()
    seconds = rounds.duration()
    whole = info(options, index)
    for share in moments:
        shutil.copy(saved, index)
        old = info(options, index)
        rounds.kill_after(share * seconds)
        found = info(options, index)
        if found == old:
            state = "as it was"
        elif found == whole:
            state = "new and whole"
        elif found and "was cut short" in found and additions(found) == additions(old):
            state = "cut off"
        else:
            state = "damaged"
        rounds.counts[state] += 1
        rounds.counts["left behind"] += rounds.names() != before
    return rounds.counts


def additions(said):
    """What the program says of the additions that are whole."""
    return [line for line in said.splitlines() if line.startswith("addition ")]


def info(options, index):
    """What the program says of an index, or of why it does not open."""
    said = subprocess.run([options.gamut, "index", "info", index], capture_output=True, text=True)
    return said.stdout if said.returncode == 0 else None


def halves(options, folder):
    lines = settings.first_lines(options.input, 40_000)
    paths = folder / "first.jsonl", folder / "second.jsonl"
    for path, part in zip(paths, (lines[: len(lines) // 2], lines[len(lines) // 2 :])):
        path.write_bytes(b"".join(part))
    return paths


def clear(*folders, but):
    for folder in folders:
        for path in folder.iterdir():
            if path != but:
                path.unlink()


def main():
    made = settings.parser(__doc__)
    made.add_argument("--times", type=int, default=20, help="how often each is killed; default: 20")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("kill", "no --gamut")
    chance = random.Random(options.seed)
    rows, is_right = [], True
    for name, rounds in (("gamut dedupe", dedupe_rounds), ("gamut index add", index_rounds)):
        if rounds is index_rounds and not machine.has_option(options.gamut, "index", "add"):
            print("kill: skipped: gamut has no index yet")
            continue
        with tempfile.TemporaryDirectory(prefix="gamut-kill-") as place:
            folder, temporary = Path(place) / "target", Path(place) / "temporary"
            folder.mkdir()
            temporary.mkdir()
            # Past the end too: the last moments are those of writing and renaming.
            moments = [chance.uniform(0, 1.1) for _ in range(options.times)]
            counts = rounds(options, folder, temporary, moments)
        rows.append([name, options.times, *counts.values()])
        is_right &= counts["damaged"] == 0 and counts["left behind"] == 0
    print_table(
        f"kill: SIGKILL at random moments of a run on {options.input.name}",
        ["command", "times", "target as it was", "as it was, a cut addition told", "new and whole", "damaged",
         "files left behind"], rows)
    return not is_right


if __name__ == "__main__":
    sys.exit(main())
