# SPDX-License-Identifier: Apache-2.0
"""A set with a semantic stage, decided in parts as in one."""

from __future__ import annotations

import json
import os
import random
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import decisions
from test_shards import in_parts

import gamut_data
from gamut_data import _groups as groups, _native, _shards as shards

#: GAMUT_SETS asks for more of them; the heavy checks take 1,000.
_COUNT = int(os.environ.get("GAMUT_SETS", "60"))
_WORDS = [f"{a}{b}" for a in ("ash", "bel", "cor", "dun", "elm", "fir") for b in ("a", "er", "ing", "let", "ton", "y")]


@pytest.fixture(scope="session")
def model(tmp_path_factory) -> str:
    """A saved model of the words that the sets below are made of."""
    draw = random.Random(0)
    texts = [" ".join(draw.choices(_WORDS, k=draw.choice([3, 8, 20]))) for _ in range(400)]
    path = str(tmp_path_factory.mktemp("model") / "model.gamut")
    gamut_data.embed([{"text": text} for text in texts], save_model=path, dimensions=24)
    return path


@pytest.fixture(scope="session")
def static_model(tmp_path_factory) -> str:
    """A folder of a static model of the same words, which reads eight tokens of a text."""
    folder = tmp_path_factory.mktemp("static")
    draw = np.random.default_rng(0)
    vectors = draw.normal(size=(len(_WORDS) + 1, 16)).astype("<f4")
    vocabulary = {"[UNK]": 0, **{word: i + 1 for i, word in enumerate(_WORDS)}}
    (folder / "config.json").write_text('{"model_type": "model2vec", "max_length": 8}')
    tokenizer = {
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": vocabulary},
        "normalizer": {"type": "BertNormalizer", "lowercase": True},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "BertPreTokenizer"}]},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    head = json.dumps({"embeddings": {"dtype": "F32", "shape": vectors.shape, "data_offsets": [0, vectors.nbytes]}})
    content = struct.pack("<Q", len(head)) + head.encode() + vectors.tobytes()
    (folder / "model.safetensors").write_bytes(content)
    return str(folder)


def sets(seed: int) -> list[dict[str, Any]]:
    """Records of which some are copies, near-copies, reorderings and rewordings of others, and of these."""
    draw = random.Random(seed)
    rows = []
    for _ in range(draw.choice([2, 5, 25])):
        asked = " ".join(draw.choices(_WORDS, k=draw.choice([0, 1, 6, 12])))
        said = draw.choice(["", "7", *(" ".join(draw.choices(_WORDS, k=draw.choice([1, 6, 20]))) for _ in range(6))])
        rows.append({"prompt": asked, "response": said, "score": draw.choice([1, 2, 3])})
    for _ in range(draw.choice([3, 10, 40])):
        row = dict(draw.choice(rows))
        for side in ("prompt", "response"):
            words = row[side].split(" ")
            kind = draw.choice(["same", "same", "turned", "changed", "longer"])
            if kind == "turned":
                draw.shuffle(words)
            elif kind == "changed":
                words[draw.randrange(len(words))] = draw.choice([*_WORDS, "7"])
            elif kind == "longer":
                words.append(draw.choice(_WORDS))
            row[side] = " ".join(words)
        row["score"] = draw.choice([1, 2, 3])
        rows.append(row)
    if not any(row["prompt"] or row["response"] for row in rows):
        rows[0]["prompt"] = "ash"
    return rows


def _options(draw: random.Random, model: str, static_model: str, rows: list[Any]) -> dict[str, Any]:
    options: dict[str, Any] = {"stages": "exact,near,semantic", "semantic_threshold": draw.choice([0.7, 0.9, 0.97])}
    kind = draw.choice(["model", "model", "static", "matrix", "field"])
    if kind == "model":
        options["model"] = model
    elif kind == "static":
        options["model"] = static_model
    elif kind == "matrix":
        options["embeddings"] = gamut_data.embed(rows, model=model, view="all") + np.float32(0.001)
    else:
        for i, row in enumerate(rows):
            row["vector"] = [1.0, i % 5 / 3, i % 3 / 7, (i % 2) * 0.25]
        options["embedding_field"] = "vector"
    options |= draw.choice([{}, {}, {"keep": "longest"}, {"keep": "max:score"}, {"alike": "text"}, {"threshold": 0.5}])
    return options


def test_random_small_sets_decide_as_in_one(model, static_model):
    found = 0
    for seed in range(_COUNT):
        draw = random.Random(seed)
        rows = sets(seed)
        options = _options(draw, model, static_model, rows)
        expected = decisions(gamut_data.dedupe(rows, **options))
        cuts = sorted(draw.sample(range(len(rows) + 1), 2))
        assert in_parts(rows, cuts, draw.choice([1, 4, 1000]), **options) == expected, f"seed {seed}"
        found += sum(row[3] == "semantic" for row in expected)
    assert found > 3 * _COUNT


def test_what_is_known_comes_first_in_parts_too(model, static_model):
    found = 0
    for seed in range(_COUNT // 3):
        draw = random.Random(seed)
        rows, known = sets(seed), sets(seed)[::2]
        for row in known[::3]:
            row["prompt"] += " ash"
        options: dict[str, Any] = {"stages": ["exact", "near", "semantic"], "semantic_threshold": 0.9}
        if draw.random() < 0.5:
            options["model"] = draw.choice([model, static_model])
        else:
            options["embeddings"] = gamut_data.embed(rows, model=model, view="all").astype(np.float64)
            options["reference_embeddings"] = gamut_data.embed(known, model=model, view="all").astype(np.float64)
        options |= draw.choice([{}, {"alike": "text"}, {"alike": "example"}])
        expected = decisions(gamut_data.dedupe(rows, against=known, **options))
        assert in_parts(rows, [1], draw.choice([1, 1000]), known, **options) == expected, f"seed {seed}"
        found += sum(row[2] and row[3] == "semantic" for row in expected)
    assert found > 10


def test_records_join_through_others_and_through_near_copies():
    # Unit vectors of a plane, ten degrees apart: each is like the next, at any number of steps.
    angles = np.radians(np.arange(0, 400, 10))
    rows = [{"text": f"text of its own {i}"} for i in range(len(angles))]
    # One that stands for a near-copy, which lies elsewhere: it stays.
    words = " ".join(_WORDS[:30])
    rows += [{"text": words}, {"text": f"{words} ashes"}, {"text": "zzz"}]
    vectors = np.stack((np.cos(angles), np.sin(angles)), 1)
    vectors = np.concatenate((vectors, [[1, 0.01], [0, -1], [0, 0]]))
    options = {"stages": "exact,near,semantic", "embeddings": vectors, "semantic_threshold": 0.98}
    expected = decisions(gamut_data.dedupe(rows, **options))
    semantic = [row for row in expected if row[3] == "semantic"]
    assert len(semantic) >= 20 and all(row[0] != 40 for row in expected)
    for cuts, limit in [([], 1000), ([7, 30], 1), ([20], 5)]:
        assert in_parts(rows, cuts, limit, **options) == expected


def test_equal_vectors_cost_one_row():
    rows = [{"text": f"text of its own {i}"} for i in range(3000)]
    vectors = np.tile(np.array([[3.0, 4.0]]), (3000, 1))
    vectors[7] = [-4, 3]
    options = {"stages": "exact,near,semantic", "embeddings": vectors}
    expected = decisions(gamut_data.dedupe(rows, **options))
    assert len(expected) == 2998
    assert in_parts(rows, [1000, 2000], 10_000, **options) == expected


def test_rows_of_a_part_are_those_of_the_whole(model):
    rows = sets(3)
    lines = [json.dumps(row).encode() for row in rows]
    whole = b"\n".join(lines)
    settings = shards.settings(
        shards.Lines(whole), whole, {"stages": "exact,near,semantic", "model": model}
    )
    made = shards.rows(shards.Lines(whole), settings)
    assert made.shape == (len(rows), 48) and made.dtype == np.float32
    apart = [shards.rows(shards.Lines(line), settings) for line in lines]
    for row, one in zip(made, apart):
        assert one.shape == (0, 0) and not row.any() or (one[0] == row).all()


def test_vectors_that_do_not_fit_are_told(model, tmp_path):
    rows = [{"text": "a b c"}, {"text": "d e f"}]
    stages = {"stages": "exact,near,semantic"}
    for options, text in [
        ({}, "model is lsa, which is fitted"),
        ({"model": "lsa"}, "model is lsa, which is fitted"),
        ({"embeddings": np.ones((3, 2))}, "embeddings: wrong number of rows: 3 rows, expected 2"),
        ({"embeddings": str(tmp_path / "none.npy")}, "none.npy"),
        ({"embeddings": [["a"]]}, "embeddings is not a matrix"),
        ({"reference_embeddings": np.ones((1, 2)), "model": model}, "reference_embeddings is given without"),
        ({"model": str(tmp_path / "no-model")}, "no-model"),
        ({"model": model, "cache": str(tmp_path)}, "cache"),
        ({"model": "http://127.0.0.1:1/v1"}, "http"),
    ]:
        with pytest.raises(gamut_data.Error, match=text):
            in_parts(rows, [1], 10, **stages, **options)
    with pytest.raises(gamut_data.Error, match="embeddings is given without the semantic stage"):
        in_parts(rows, [1], 10, embeddings=np.ones((2, 2)))


def test_a_model_that_is_another_one_elsewhere_is_told(tmp_path, model):
    path = tmp_path / "model.gamut"
    path.write_bytes(Path(model).read_bytes())
    whole = b'{"text": "ash bela"}'
    settings = shards.settings(shards.Lines(whole), whole, {"stages": "exact,near,semantic", "model": str(path)})
    path.write_bytes(Path(model).read_bytes() + b" ")
    shards._digest_here.cache_clear()
    with pytest.raises(gamut_data.Error, match="another one here"):
        shards.rows(shards.Lines(whole), settings)


def test_a_vocabulary_of_sentence_encoders_is_refused():
    folder = os.environ.get("GAMUT_MINILM") or str(Path(__file__).parents[2] / ".build/models/all-MiniLM-L6-v2")
    if not os.path.isdir(folder):
        pytest.skip("all-MiniLM-L6-v2 is not there")
    whole = b'{"text": "one two"}'
    settings = shards.settings(shards.Lines(whole), whole, {"stages": "exact,near,semantic", "model": folder})
    with pytest.raises(gamut_data.Error, match="depend on the texts beside"):
        shards.rows(shards.Lines(whole), settings)


@pytest.mark.parametrize("threshold", [0.0, 0.5, 0.9, 1.0])
def test_rows_join_as_their_products_say(threshold):
    draw = np.random.default_rng(4)
    for count, other in [(1, None), (1, 1), (30, None), (30, 20), (300, None), (5, 300)]:
        def rows(number: int) -> np.ndarray:
            made = draw.normal(size=(number, 3)) + [0, 0, 2]
            made[::5] = made[0]
            made /= np.linalg.norm(made, axis=1, keepdims=True)
            made = made.astype(np.float32)
            made[1::7] = 0
            return made

        left, right = rows(count), None if other is None else rows(other)
        found = _native.join_rows(left, right, threshold)
        every = left if right is None else np.concatenate((left, right))
        products = every.astype(np.float64) @ every.astype(np.float64).T
        is_row = every.any(1)
        joined = (products >= threshold - 1e-7) & is_row[:, None] & is_row[None, :]
        if right is not None:
            equal = (every[:, None, :] == every[None, :, :]).all(2)
            joined[:count, :count] &= equal[:count, :count]
            joined[count:, count:] &= equal[count:, count:]
        label = np.arange(len(every))
        while True:
            lowest = np.where(joined, label[None, :], len(every)).min(1)
            after = np.minimum(label, lowest)
            if (after == label).all():
                break
            label = after
        assert found.tolist() == label.tolist()


def test_rows_that_cannot_be_joined_are_told():
    for rows in (np.array([[np.nan]]), np.array([[np.inf, 0]])):
        with pytest.raises(gamut_data.Error, match="not finite"):
            _native.join_rows(rows, None, 0.5)


@pytest.mark.parametrize("columns", [2, 8])
def test_pairs_of_groups_that_are_ruled_out_hold_no_match(columns):
    draw = np.random.default_rng(columns)
    skipped = 0
    for spread in (0.05, 0.4, 3):
        centres = draw.normal(size=(12, columns))
        rows = np.concatenate([it + spread * draw.normal(size=(40, columns)) for it in centres])
        rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        pivots = rows[::40]
        group, cosines = groups.nearest(rows, pivots)
        # What blocks they come in changes nothing.
        assert (groups.nearest(rows[5:9], pivots)[0] == group[5:9]).all()
        extents = groups.Extents.none(len(pivots))
        extents.add(group, cosines)
        for threshold in (0.5, 0.9, 0.99):
            pairing = groups.Pairing.of(extents, columns, threshold, 16)
            piece = pairing.piece(group, np.arange(len(rows)))
            assert np.bincount(piece).max() <= 40
            pairs = {tuple(pair) for pair in pairing.pairs.tolist()}
            assert len(pairs) + pairing.skipped == pairing.starts[-1] * (pairing.starts[-1] + 1) // 2
            a, b = np.nonzero(rows @ rows.T >= threshold)
            for i, j in zip(piece[a].tolist(), piece[b].tolist()):
                assert (min(i, j), max(i, j)) in pairs
            skipped += pairing.skipped
    assert skipped > 0
