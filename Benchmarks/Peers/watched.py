# SPDX-License-Identifier: Apache-2.0
"""A run whose memory is sampled while it lasts. Small on purpose: see contender.py."""

import os
import subprocess
import time

INTERVAL = 0.05


def anonymous_bytes(process_id):
    """The anonymous memory that is resident: what no file backs. 0 once the process has ended."""
    try:
        with open(f"/proc/{process_id}/status") as lines:
            for line in lines:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def watched(command):
    """Runs `command`: seconds, CPU seconds, peak of all resident memory and of the anonymous."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak, ended = 0, 0
    while not ended:
        peak = max(peak, anonymous_bytes(process.pid))
        time.sleep(INTERVAL)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        raise SystemExit(f"failed with status {process.returncode}: {' '.join(map(str, command))}")
    # The end is seen up to one interval late.
    return {
        "seconds": time.perf_counter() - start, "busy": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024, "anonymous": peak,
    }
