# SPDX-License-Identifier: Apache-2.0
"""Programs that take turns at the same job, what each took, and the table of it.

Nothing large is imported here on purpose: Linux counts the memory of a parent into the peak of the
child it spawns, so the process that measures has to stay small.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from settings import HERE
from tables import print_table

# A contender that needed longer takes one turn, whatever the number of rounds.
LONG_SECONDS = 20


def run(command):
    """Runs `command`; returns seconds, CPU seconds, peak bytes, standard output, or None if it failed."""
    # Files, not pipes: a full pipe that nobody reads would stop the process for ever.
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=complaints
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        complaints.seek(0)
        said, complained = output.read(), complaints.read()
    if status != 0:
        last = (complained.strip().splitlines() or ["no message"])[-1]
        print(f"  failed: {Path(command[0]).name}: {last}", file=sys.stderr)
        return None
    busy = usage.ru_utime + usage.ru_stime
    return {"seconds": seconds, "busy": busy, "peak": usage.ru_maxrss * 1024, "output": said}


class Contender:
    """A program that is measured from outside, start and end included."""

    def __init__(self, name, command, answer):
        self.name, self.command, self.answer = name, command, str(answer)
        self.seconds, self.busy, self.peaks, self.failed, self.worth = [], [], [], False, ""

    def take_turn(self):
        if self.failed or (self.seconds and self.seconds[0] > LONG_SECONDS):
            return
        result = run(self.command)
        if result is None or not Path(self.answer).exists():
            self.failed = True
        else:
            self.measure(result)

    def measure(self, result):
        self.seconds.append(result["seconds"])
        self.busy.append(result["busy"])
        self.peaks.append(result["peak"])

    def median_seconds(self):
        return statistics.median(self.seconds)

    def cells(self, first):
        """Its line of the table, with ratios to the line of `first`."""
        if self.failed:
            return [self.name, "failed"] + [""] * 6
        seconds, busy, peak = self.median_seconds(), statistics.median(self.busy), max(self.peaks)
        return [
            self.name, f"{seconds:.2f}", f"{seconds / first.median_seconds():.1f}", f"{busy:.2f}",
            f"{busy / max(1e-3, statistics.median(first.busy)):.1f}", f"{peak / 2**20:.0f}",
            f"{peak / max(first.peaks):.1f}", self.worth,
        ]


class Peer(Contender):
    """A script of this folder, which measures itself."""

    def __init__(self, name, script, source, answer, *flags):
        command = [sys.executable, HERE / script, source, "--answer", answer, *flags]
        super().__init__(name, command, answer)

    def measure(self, result):
        line = json.loads(result["output"].splitlines()[-1])
        self.seconds.append(line["seconds"])
        self.busy.append(line["cpu_seconds"])
        self.peaks.append(line["peak_rss_bytes"])


def race(job, contenders, rounds):
    """All take a turn, round by round, so that a busy minute of the machine hits all of them."""
    for number in range(rounds):
        print(f"{job}: round {number + 1} of {rounds}", file=sys.stderr)
        for contender in contenders:
            contender.take_turn()


def print_race(title, contenders):
    """The table of a race; × is the ratio to the first line."""
    finished = [contender for contender in contenders if not contender.failed]
    if finished:
        head = ["program", "seconds", "×", "CPU s", "×", "peak MiB", "×", "answer"]
        print_table(title, head, [contender.cells(finished[0]) for contender in contenders])


def removals(answer):
    """The records that a peer removed."""
    return json.loads(Path(answer).read_text())


def fresh(folder, name):
    """The path of an answer that is not there yet."""
    path = folder / name
    path.unlink(missing_ok=True)
    return path


def describe(job, source, contenders, words, *flags):
    """Has `verify.py` compare the answers with the exact one and gives each its worth, in `words`."""
    answers = [contender.answer for contender in contenders if not contender.failed]
    result = run([sys.executable, HERE / "verify.py", job, source, *answers, *flags])
    worth = json.loads(result["output"]) if result else {}
    for contender in contenders:
        if contender.answer in worth:
            contender.worth = words.format(**worth[contender.answer])
