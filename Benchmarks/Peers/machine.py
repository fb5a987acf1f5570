# SPDX-License-Identifier: Apache-2.0
"""What a run says of the machine and the versions."""

import os
import platform
import subprocess

from settings import HERE


def cpu():
    try:
        with open("/proc/cpuinfo") as lines:
            name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.machine()
    return f"{name}, {os.cpu_count()} cores"


def blas_core():
    """The best OpenBLAS kernels for the processor; None where the flags do not say.

    A library that is older than the processor falls back on kernels of 2004. Gamut chooses for itself;
    for a fair comparison the peers are told by OPENBLAS_CORETYPE."""
    try:
        with open("/proc/cpuinfo") as lines:
            flags = set(next(line.split(":")[1] for line in lines if line.startswith("flags")).split())
    except (OSError, StopIteration):
        return None
    if {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"} <= flags:
        return "SkylakeX"
    return "Haswell" if {"avx2", "fma"} <= flags else None


def load():
    """How many threads of the whole machine wanted a core during the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def versions():
    pins = []
    for name in ("requirements.txt", "text-dedup.txt"):
        with open(HERE / name) as lines:
            found = [line.split()[0].replace("==", " ") for line in lines if "==" in line]
        # Of text-dedup's environment, text-dedup, which stands first.
        pins += found if name == "requirements.txt" else found[:1]
    return f"Python {platform.python_version()}, " + ", ".join(pins)


def gamut_version(program):
    if not program:
        return "no gamut"
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True)
    return f"gamut {said.stdout.strip()}"


def has_option(program, subcommand, option):
    """Whether the program's help of a subcommand names an option: some are newer than others."""
    said = subprocess.run([program, subcommand, "--help"], capture_output=True, text=True)
    return said.returncode == 0 and option in said.stdout
