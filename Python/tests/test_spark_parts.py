# SPDX-License-Identifier: Apache-2.0
"""What tasks on Spark do, without Spark."""

from __future__ import annotations

import numpy as np
import pytest

from gamut_data import _shards as shards
from gamut_data.spark import _blocks as blocks
from gamut_data.spark._chunks import LineChunk, without_blank
from gamut_data.spark._files import Stretch
from gamut_data.spark._placing import hashes, placing


def _sent(keys: np.ndarray, buckets: int, stretch: int, first: int = 0) -> dict[int, list[tuple[int, bytes]]]:
    """The blocks of all stretches, by their buckets."""
    sent: dict[int, list[tuple[int, bytes]]] = {}
    for start in range(0, len(keys), stretch):
        for bucket, block in blocks.packed(keys[start : start + stretch], buckets):
            sent.setdefault(bucket, []).append((first + start, block))
    return sent


@pytest.mark.parametrize("buckets", [1, 2, 7, 1000, 65_535])
def test_blocks_bring_every_key_with_its_record(buckets):
    draw = np.random.default_rng(buckets)
    keys = draw.integers(0, 1 << 62, (500, 5)).astype(np.uint64)
    # Equal ones, in the same record too, and none.
    keys[100:200] = keys[:100]
    keys[300:310] = 0
    keys[:, 4][::3] = keys[:, 3][::3]
    own = 4_000_000_000
    sent = _sent(keys, buckets, 64, own)
    found = [blocks.unpacked(those) for those in sent.values()]
    assert sum(len(part) for part, _ in found) == int((keys != 0).sum())
    # Each key is in one bucket, with the very records that have it.
    records: dict[int, set[int]] = {}
    for part, ranks in found:
        for key, rank in zip(part.tolist(), ranks.tolist()):
            records.setdefault(key, set()).add(rank)
    expected: dict[int, set[int]] = {}
    for rank, row in enumerate(keys.tolist()):
        for key in row:
            if key:
                expected.setdefault(key, set()).add(rank + own)
    assert sorted(map(sorted, records.values())) == sorted(map(sorted, expected.values()))
    assert len(set().union(*(set(part.tolist()) for part, _ in found))) == len(records)


@pytest.mark.parametrize("buckets", [1, 3, 50])
def test_what_blocks_join_is_what_the_keys_join(buckets):
    draw = np.random.default_rng(7)
    for count in (1, 2, 40, 2000):
        keys = draw.integers(0, max(2, count), (count, 3)).astype(np.uint64)
        places = np.repeat(np.arange(count, dtype=np.uint32), 3)
        flat = keys.reshape(-1)
        direct = shards.stars(flat[flat != 0], places[flat != 0])
        edges = [shards.stars(*blocks.unpacked(those)) for those in _sent(keys, buckets, 128).values()]
        joined = (np.concatenate([edge[i] for edge in edges]) for i in (0, 1)) if edges else direct
        expected = shards.components(count, *direct)
        assert shards.components(count, *joined).tolist() == expected.tolist()


def test_stars_tell_keys_apart_whose_upper_bits_are_equal():
    # Keys of 64 bits that differ in the lowest alone, among one far away, so that 32 bits hold none of it.
    keys = np.array([9, 8, 9, 8, 9, 1 << 63], np.uint64)
    first, second = shards.stars(keys, np.array([5, 4, 3, 2, 1, 0], np.uint32))
    assert list(zip(first.tolist(), second.tolist())) == [(1, 3), (1, 5), (2, 4)]


def test_each_partition_has_a_number():
    for count in (1, 2, 3, 64, 1000):
        numbers = placing(count)
        places = hashes(numbers.view(np.uint32)).view(np.int32).astype(np.int64) % count
        assert places.tolist() == list(range(count))


def test_the_hash_is_that_of_spark():
    # hash(0), hash(1) and hash(-1) of Spark's SQL.
    numbers = np.array([0, 1, -1], np.int32).view(np.uint32)
    assert hashes(numbers).view(np.int32).tolist() == [933211791, -559580957, -1604776387]


def test_a_byte_order_mark_is_of_no_record(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\n{"a": 2}\n')
    assert b"".join(Stretch(str(path), 0, 20).texts()) == b'{"a": 1}\n{"a": 2}\n'
    assert b"".join(Stretch(str(path), 1, 20).texts()) == b'{"a": 2}\n'


@pytest.mark.parametrize("last", ["", "\n"])
def test_a_line_is_in_one_stretch_wherever_a_file_is_cut(tmp_path, last):
    lines = [f'{{"n": {i}, "x": "{"y" * (i * 7 % 40)}"}}' for i in range(60)]
    # Blank ones, those of spaces among them, and an end as Windows has it.
    text = "\n \t\r\n" + "\n".join(lines[:20]) + "\r\n\n\n" + "\n".join(lines[20:]) + last
    path = tmp_path / "data.jsonl"
    path.write_bytes(text.encode())
    expected = [line.rstrip("\r") for line in text.split("\n") if line.strip()]
    for size in (1, 2, 7, 50, 333, 100_000):
        found: list[bytes] = []
        for start in range(0, len(text), size):
            for piece in Stretch(str(path), start, min(start + size, len(text))).texts():
                whole, count = without_blank(piece)
                apart = whole.split(b"\n") if whole else []
                assert len(apart) == count
                found += apart
        assert [line.decode().rstrip("\r") for line in found] == expected


def test_runs_are_ranks_that_follow_each_other():
    ranks = np.array([7, 8, 9, 3, 4, 4_000_000_000, 4_000_000_001], np.uint32)
    assert LineChunk(ranks, b"").runs() == [(0, 3), (3, 5), (5, 7)]
    assert LineChunk(ranks[:3], b"").runs() == [(0, 3)]
