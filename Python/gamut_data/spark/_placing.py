# SPDX-License-Identifier: Apache-2.0
"""Numbers that a shuffle sends where they are wanted: one block of work to each partition, and none empty."""

from __future__ import annotations

import numpy as np


def placing(partitions: int) -> np.ndarray:
    """For each partition a number that `repartition(partitions, column)` sends to it.

    Spark takes the rest of a hash (A. Appleby, MurmurHash3_x86_32, seed 42): without this some
    partitions would get two blocks and others none. Nothing but the balance hangs on it.
    """
    found = np.full(partitions, -1, np.int32)
    start, missing = 0, partitions
    while missing:
        numbers = np.arange(start, start + 8 * partitions + 64, dtype=np.uint32)
        places = hashes(numbers).view(np.int32).astype(np.int64) % partitions
        # Of several numbers the first one stays.
        found_now, first = np.unique(places, return_index=True)
        is_new = found[found_now] < 0
        found[found_now[is_new]] = numbers[first[is_new]].view(np.int32)
        start += len(numbers)
        missing = int((found < 0).sum())
    return found


def hashes(numbers: np.ndarray) -> np.ndarray:
    """Spark's hash of 32-bit integers."""

    def rotated(value: np.ndarray, by: int) -> np.ndarray:
        return value << np.uint32(by) | value >> np.uint32(32 - by)

    mixed = rotated(numbers.astype(np.uint32) * np.uint32(0xCC9E2D51), 15) * np.uint32(0x1B873593)
    value = rotated(np.uint32(42) ^ mixed, 13) * np.uint32(5) + np.uint32(0xE6546B64)
    value ^= np.uint32(4)
    value ^= value >> np.uint32(16)
    value *= np.uint32(0x85EBCA6B)
    value ^= value >> np.uint32(13)
    value *= np.uint32(0xC2B2AE35)
    return value ^ value >> np.uint32(16)
