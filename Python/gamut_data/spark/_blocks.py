# SPDX-License-Identifier: Apache-2.0
"""Keys on their way through a shuffle: six bytes each, in a block for each bucket and stretch of records.

A key becomes 48 bits that are spread evenly, of which equal keys have equal ones. Two others seldom do, and
then two components are decided in one task that need not have been: no answer hangs on it. The keys of a block
are sorted; of each the block has how far its upper 32 bits are from those before, in two bytes mostly, the lower
16 bits, and the place of its record in the stretch.
"""

from __future__ import annotations

import numpy as np

#: Records of a stretch: a place fits 16 bits, and Java copies blocks of some hundred kilobytes best, since those above half
#: a megabyte may have regions of its heap for themselves.
STRETCH = 1 << 14
#: Odd, so that different keys stay different; the bits of the golden ratio, which spread neighbours.
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)
_LOW, _HALF = np.uint64(0xFFFF), np.uint64(32)


def packed(keys: np.ndarray, buckets: int) -> list[tuple[int, bytes]]:
    """The blocks of a stretch: `keys` has a row for each record, in which 0 is none."""
    places = np.arange(len(keys), dtype=np.uint64)[:, None]
    spread = (keys * _SPREAD & ~_LOW | places)[keys != 0]
    spread.sort()
    upper = (spread >> _HALF).astype(np.uint32)
    lower = spread.astype(np.uint32)
    starts = np.arange(buckets, dtype=np.uint64)
    # A bucket is a range of the upper bits, which begins here.
    starts = ((starts << _HALF) + np.uint64(buckets - 1)) // np.uint64(buckets)
    starts = starts.astype(np.uint32)
    ends = np.append(np.searchsorted(upper, starts), len(upper))
    blocks = []
    for bucket in range(buckets):
        own = slice(ends[bucket], ends[bucket + 1])
        if own.start == own.stop:
            continue
        steps = np.diff(upper[own], prepend=starts[bucket])
        kind: type = np.uint16 if steps.max() <= 0xFFFF else np.uint32
        content = steps.astype(kind).tobytes() + lower[own].tobytes()
        blocks.append((bucket, bytes([np.dtype(kind).itemsize]) + starts[bucket].tobytes() + content))
    return blocks


def unpacked(blocks: list[tuple[int, bytes]]) -> tuple[np.ndarray, np.ndarray]:
    """The spread keys of blocks, and the ranks of their records, from the rank of the first of each stretch."""
    counts = [(len(block) - 5) // (block[0] + 4) for _, block in blocks]
    keys = np.empty(sum(counts), np.uint64)
    ranks = np.empty(len(keys), np.uint32)
    start = 0
    for (first, block), count in zip(blocks, counts):
        own = slice(start, start + count)
        steps = np.frombuffer(block, np.uint16 if block[0] == 2 else np.uint32, count, 5)
        lower = np.frombuffer(block, np.uint8, 4 * count, 5 + count * block[0]).view(np.uint32)
        upper = np.cumsum(steps, dtype=np.uint64)
        upper += np.frombuffer(block, np.uint32, 1, 1)[0]
        upper <<= np.uint64(16)
        upper |= lower >> np.uint32(16)
        keys[own] = upper
        np.add(lower & np.uint32(0xFFFF), np.uint32(first), out=ranks[own])
        start += count
    return keys, ranks
