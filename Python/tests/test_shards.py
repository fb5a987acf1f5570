# SPDX-License-Identifier: Apache-2.0
"""A set decided in parts is decided as in one."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest
from conftest import decisions

import gamut_data
from gamut_data import _groups as groups, _shards as shards
from gamut_data._source import Lines


def _given(vectors: shards.Vectors | None, part: range) -> np.ndarray | None:
    return None if vectors is None else vectors.of(np.arange(part.start, part.stop))


def _similar(made: list[np.ndarray], threshold: float, most: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """The edges of vectors, in groups of about `most`."""
    rows = np.concatenate([part for part in made if part.size] or [np.empty((0, 1), np.float32)])
    ranks = np.concatenate(
        [np.arange(start, start + len(part)) for start, part in _starts(made) if part.size] or [np.empty(0)]
    ).astype(np.uint32)
    has_row = rows.any(1)
    rows, ranks = rows[has_row], ranks[has_row]
    if len(rows) == 0:
        return []
    pivots = rows[:: max(1, most)][:7]
    group, cosines = groups.nearest(rows, pivots)
    extents = groups.Extents.none(len(pivots))
    # As two tasks find them.
    for half in (slice(0, None, 2), slice(1, None, 2)):
        part = groups.Extents.none(len(pivots))
        part.add(group[half], cosines[half])
        extents.merge(part)
    pairing = groups.Pairing.of(extents, rows.shape[1], threshold, most)
    piece = pairing.piece(group, ranks)
    edges = []
    for a, b in pairing.pairs.tolist():
        left, right = piece == a, piece == b
        other = (None, None) if a == b else (rows[right], ranks[right])
        edges.append(shards.joined_rows(rows[left], ranks[left], *other, threshold))
    return edges


def _starts(made: list[np.ndarray]) -> list[tuple[int, np.ndarray]]:
    ends = np.cumsum([len(part) for part in made]).tolist()
    return list(zip([0, *ends], made))


def in_parts(
    rows: list[Any], cuts: list[int], limit: int, against: list[Any] | None = None, **options: Any
) -> list[tuple[Any, ...]]:
    """The decisions of a set that is cut, keyed, joined and decided as a cluster does it."""
    lines = [json.dumps(row).encode() for row in rows]
    known = [json.dumps(row).encode() for row in against or []]
    whole, known_whole = b"\n".join(lines), b"\n".join(known)
    settings = shards.settings(
        Lines(whole), shards.first_lines(whole), options,
        *([Lines(known_whole), shards.first_lines(known_whole)] if known else [None, None]),
        counts=(len(rows), len(known)),
    )
    parts = [range(a, b) for a, b in zip([0, *cuts], [*cuts, len(rows)]) if a < b]
    found = [shards.keys(Lines(known_whole), settings, is_known=True)[0]] if known else []
    found += [
        shards.keys(Lines(b"\n".join(lines[part.start : part.stop])), settings)[0] for part in parts
    ]
    table = np.concatenate(found)
    count = len(known) + len(rows)
    assert len(table) == count
    ranks = np.repeat(np.arange(count, dtype=np.uint32), table.shape[1])
    flat = table.reshape(-1)
    first, second = shards.stars(flat[flat != 0], ranks[flat != 0])
    edges = [(first, second)]
    if settings.is_semantic:
        made = [shards.rows(Lines(known_whole), settings, True, _given(settings.known_vectors, range(len(known))))] if known else []
        made += [
            shards.rows(
                Lines(b"\n".join(lines[part.start : part.stop])), settings, False, _given(settings.vectors, part)
            )
            for part in parts
        ]
        edges += _similar(made, shards.joining_threshold(settings), min(limit, 1000))
    component = shards.components(count, *(np.concatenate(side) for side in zip(*edges)))
    task = shards.packed(component, np.ones(count), limit, len(known))
    removed = []
    for number in range(task.max() + 1):
        mine = np.flatnonzero(task[len(known) :] == number).astype(np.uint32)
        assert len(mine)
        theirs = np.flatnonzero(task[: len(known)] == number).astype(np.uint32)
        part = Lines(b"\n".join(lines[i] for i in mine))
        other = Lines(b"\n".join(known[i] for i in theirs)) if len(theirs) else None
        result = shards.decide(part, mine, settings, other, theirs)
        columns = (
            result.index, result.keeper, result.against, shards.CAUSES[result.cause], result.similarity
        )
        removed += [
            (*row[:4], row[4].hex()) for row in zip(*(column.tolist() for column in columns))
        ]
    return sorted(removed)


def test_parts_decide_as_the_whole(examples):
    expected = decisions(gamut_data.dedupe(examples))
    for cuts, limit in [([], 10**9), ([100, 101, 350], 40), (list(range(7, len(examples), 7)), 1)]:
        assert in_parts(examples, cuts, limit) == expected


@pytest.mark.parametrize(
    "options",
    [
        {"keep": "max:score"},
        {"keep": "longest"},
        {"threshold": 0.6},
        {"alike": "text"},
        {"distinct": "numbers"},
        {"stages": "exact"},
    ],
)
def test_options_holdin_parts(examples, options):
    # An index knows of no other stages than both.
    if "stages" in options:
        with pytest.raises(gamut_data.Error):
            in_parts(examples, [200], 50, **options)
        return
    expected = decisions(gamut_data.dedupe(examples, **options))
    assert in_parts(examples, [200], 50, **options) == expected


@pytest.mark.parametrize(
    "options",
    [{}, {"alike": "text"}, {"alike": "example"}, {"view": "prompt"}, {"reference_text": "prompt", "text": "prompt"}],
)
def test_what_is_known_comes_first_in_parts_too(examples, options):
    known = [dict(row) for row in examples[5:200:7]]
    # As another source might have them: without a field, with another word, and known ones that are alike.
    for row in known[::2]:
        row.pop("score")
    known += [{**row, "prompt": row["prompt"].replace("the", "a", 1)} for row in examples[300:330]]
    known += known[:5]
    expected = decisions(gamut_data.dedupe(examples, against=known, **options))
    assert sum(row[2] for row in expected) > 20 and not all(row[2] for row in expected)
    for cuts, limit in [([], 10**9), ([100, 101, 350], 40), ([200], 1)]:
        assert in_parts(examples, cuts, limit, known, **options) == expected


def test_fields_beside_a_text_count_in_parts_too():
    rows = [{"text": f"some words that are all alike {i // 4}", "tools": str(i % 2)} for i in range(40)]
    for options in ({"alike": "text"}, {"compare": "tools"}, {"ignore": "tools"}):
        expected = decisions(gamut_data.dedupe(rows, **options))
        assert expected
        assert in_parts(rows, [13], 4, **options) == expected


def _row(draw: random.Random) -> dict[str, Any]:
    words = ["red", "blue", "stone", "river", "cloud", "seven", "7", "8", "walks", "東京", "", "!"]
    text = " ".join(draw.choices(words, k=draw.choice([0, 1, 3, 6, 9])))
    said = " ".join(draw.choices(words[:5], k=draw.choice([1, 2, 7])))
    return {"prompt": text, "response": said, "label": draw.choice([0, 1])}


def test_random_small_sets_decide_as_in_one():
    for seed in range(60):
        draw = random.Random(seed)
        rows = [_row(draw) for _ in range(draw.choice([1, 2, 5, 30]))]
        for _ in range(draw.choice([0, 3, 20])):
            copy = dict(draw.choice(rows))
            if draw.random() < 0.5:
                copy["prompt"] = copy["prompt"].replace("red", "blue", 1)
            rows.append(copy)
        if all(not row["prompt"] for row in rows):
            continue
        cuts = sorted(draw.sample(range(len(rows) + 1), min(2, len(rows))))
        expected = decisions(gamut_data.dedupe(rows))
        assert in_parts(rows, cuts, draw.choice([1, 4, 1000])) == expected, f"seed {seed}"


def test_a_chain_a_star_and_a_full_bucket_decide_as_in_one():
    words = [f"w{i}" for i in range(400)]
    chain = [{"text": " ".join(words[i : i + 60])} for i in range(0, 300)]
    star = [{"text": " ".join(words[:90] + [f"tip{i}"])} for i in range(150)]
    equal = [{"text": "the very same text of every one of them"}] * 200
    empty = [{"text": ""}, {"text": "?!"}, {"text": ""}, {"text": "?!"}]
    rows = chain + star + equal + empty
    expected = decisions(gamut_data.dedupe(rows))
    assert len(expected) > 400
    assert in_parts(rows, [10, 300, 500], 100) == expected


def test_what_a_cluster_cannot_decide_is_refused_by_name():
    for options in ({"containment": 0.9}, {"grouping": "connected"}, {"stages": "semantic"}, {"embedding_key": "id"}):
        with pytest.raises(gamut_data.Error, match=next(iter(options))):
            shards.check(options)


def test_stars_join_what_a_table_of_keys_joins():
    draw = np.random.default_rng(0)
    for count in (0, 1, 2, 50, 1000):
        for highest in (2, 30, 10**6):
            keys = draw.integers(1, highest + 1, count).astype(np.uint64)
            ranks = draw.integers(0, 200, count).astype(np.uint32)
            owners: dict[int, set[int]] = {}
            for key, rank in zip(keys.tolist(), ranks.tolist()):
                owners.setdefault(key, set()).add(rank)
            expected = {(min(own), rank) for own in owners.values() for rank in own if rank != min(own)}
            first, second = shards.stars(keys, ranks)
            assert list(zip(first.tolist(), second.tolist())) == sorted(expected)
