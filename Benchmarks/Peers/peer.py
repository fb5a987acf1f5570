# SPDX-License-Identifier: Apache-2.0
"""What every peer shares: its arguments, its clock and its one line of JSON."""

import argparse
import json
import os
import resource
import sys
import time


def arguments(*, matrix):
    """The arguments of a peer: a JSONL file or a .npy matrix, and where its answer goes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("input", help="a .npy matrix" if matrix else "a JSONL file")
    parser.add_argument("--answer", required=True, help="where to write the answer")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--threshold", type=float, default=0.9 if matrix else 0.8)
    parser.add_argument("--bands", type=int, help="bands of the LSH index; default: its own choice")
    parser.add_argument("--clusters", type=int, default=100)
    parser.add_argument("--dimensions", type=int, default=128)
    parser.add_argument("--seeds", type=int, default=5, help="how many runs, each with a seed of its own")
    parser.add_argument("--form", default="path", help="what the process holds")
    options = parser.parse_args()
    # Before numpy is imported, since its BLAS reads these once.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    return options


def unit_rows(path):
    """The matrix at `path` as float32 rows of norm 1."""
    import numpy

    rows = numpy.load(path).astype(numpy.float32)
    norms = numpy.linalg.norm(rows, axis=1, keepdims=True)
    return rows / numpy.where(norms == 0, 1, norms)


class Clock:
    """Runs from its making: after the imports, before the input is read."""

    def __init__(self):
        self.start, self.busy = time.perf_counter(), time.process_time()

    def finish(self, peer, job, **result):
        seconds = time.perf_counter() - self.start
        busy = time.process_time() - self.busy
        # Linux counts in KiB.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        line = {"peer": peer, "job": job, "seconds": seconds, "cpu_seconds": busy,
                "peak_rss_bytes": peak, **result}
        json.dump(line, sys.stdout)
        print()
