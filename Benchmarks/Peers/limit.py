# SPDX-License-Identifier: Apache-2.0
"""What bounds every program on a file: reading it, copying it, unpacking it, parsing it with Python."""

import argparse
import json
from pathlib import Path

from peer import Clock

BLOCK = 1 << 20


def read(path):
    """Reads the file, from the page cache if it was read before; holds one block."""
    block, total = bytearray(BLOCK), 0
    with open(path, "rb", buffering=0) as file:
        while count := file.readinto(block):
            total += count
    return total


def parse(path):
    """Python's json.loads on every line."""
    with open(path, "rb") as lines:
        return sum(1 for line in lines if json.loads(line) is not None)


def unpack(path):
    """Unpacks with the zstd library; holds one block."""
    import zstandard

    block, total = bytearray(BLOCK), 0
    with open(path, "rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as unpacked:
        while count := unpacked.readinto(block):
            total += count
    return total


def copy(path):
    """Copies the bytes of the file from one place of memory to another, both touched before."""
    source = bytearray(Path(path).read_bytes())
    target = bytearray(len(source))
    memory = memoryview(target)
    clock = Clock()
    memory[:] = source
    return len(target), clock


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("--answer", required=True)
    parser.add_argument("--what", choices=["read", "copy", "unpack", "parse"], required=True)
    options = parser.parse_args()
    clock = Clock()
    if options.what == "copy":
        found, clock = copy(options.input)
    else:
        found = {"read": read, "unpack": unpack, "parse": parse}[options.what](options.input)
    Path(options.answer).write_text(str(found))
    clock.finish(options.what, "limit", found=found)


main()
