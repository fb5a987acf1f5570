# SPDX-License-Identifier: Apache-2.0
"""The functions beside `dedupe`."""

from __future__ import annotations

import json
import subprocess

import numpy as np
import pytest

import gamut_data


def test_vectors_are_those_of_the_program(examples, write, program, tmp_path):
    out = tmp_path / "vectors.npy"
    subprocess.run([program, "embed", write(examples), "-o", str(out)], check=True, capture_output=True)
    vectors = gamut_data.embed(examples)
    assert vectors.dtype == np.float32 and len(vectors) == len(examples)
    np.testing.assert_array_equal(vectors, np.load(out))


def test_pairs_are_those_of_the_program(examples, write, program):
    path = write(examples)
    out = subprocess.run(
        [program, "pairs", path, "--by=near", "--threshold=.7"], check=True, capture_output=True
    ).stdout
    expected = [json.loads(line) for line in out.splitlines()]
    found = gamut_data.pairs(examples, by="near", threshold=0.7)
    assert len(found.a) == len(expected) > 100
    assert found.a.tolist() == [row["a"] for row in expected]
    assert found.similarity.tolist() == [row["similarity"] for row in expected]


def test_given_vectors_serve_every_step(examples):
    vectors = gamut_data.embed(examples)
    found = gamut_data.pairs(examples, by="semantic", threshold=0.99, embeddings=vectors)
    assert (found.a < found.b).all()
    cosines = (vectors[found.a] * vectors[found.b]).sum(axis=1)
    np.testing.assert_allclose(found.similarity, cosines, atol=1e-6)


def test_every_record_has_a_cluster(examples):
    clusters = gamut_data.cluster(examples, count=6)
    assert len(clusters.labels) == len(examples)
    assert set(clusters.labels.tolist()) == set(range(6))


def test_a_report_shows_itself(examples):
    report = gamut_data.report(examples)
    assert report.json["rows"]["read"] == len(examples)
    assert report.json["rows"]["kept"] == len(report.deduplication.kept)
    assert report.html.startswith("<!DOCTYPE html>")
    assert "read" in str(report)
    frame = report._repr_html_()
    assert "<script" not in frame and 'sandbox=""' in frame


def test_a_gate_has_its_report(examples):
    with pytest.raises(gamut_data.GateFailure) as caught:
        gamut_data.report(examples, fail_if="duplicate_rate > 0.01")
    assert caught.value.report.json["rows"]["read"] == len(examples)


def test_coverage_has_a_gap_for_each_record_of_the_reference(examples):
    found = gamut_data.coverage(examples[:200], reference=examples[200:300])
    assert len(found.gaps) == 100
    share = sum(gap["covered"] for gap in found.gaps) / 100
    assert found.json["coverage"]["share"] == pytest.approx(share)


def test_an_index_knows_what_was_added(examples, tmp_path):
    path = tmp_path / "seen.gamut"
    index, first = gamut_data.Index.build(path, examples[:200])
    assert index.info["records"] == len(first.kept)
    second = index.add(examples[200:])
    assert second.read_count == len(examples) - 200
    assert any(row.against for row in second.removed)
    again = gamut_data.dedupe(examples[200:], index=str(path))
    assert len(again.kept) == 0


def test_outputs_that_are_asked_for_are_written(examples, tmp_path):
    page, pairs = tmp_path / "page.html", tmp_path / "pairs.jsonl"
    report = gamut_data.report(examples, output=page)
    assert page.read_text(encoding="utf-8") == report.html
    assert "Open " not in str(gamut_data.report(examples))
    found = gamut_data.pairs(examples, by="near", threshold=0.9, output=pairs)
    assert pairs.read_bytes().count(b"\n") == len(found.a)
    with pytest.raises(gamut_data.Error, match="not packed"):
        gamut_data.embed(examples, output=tmp_path / "v.npy.gz")


def test_vectors_of_any_layout_are_taken(examples):
    vectors = gamut_data.embed(examples)
    expected = gamut_data.pairs(examples, by="semantic", threshold=0.99, embeddings=vectors)
    for form in (np.asfortranarray(vectors), vectors.astype(">f4"), vectors.tolist(), list(vectors)):
        found = gamut_data.pairs(examples, by="semantic", threshold=0.99, embeddings=form)
        np.testing.assert_array_equal(found.a, expected.a)
    with pytest.raises(gamut_data.Error, match="not a matrix"):
        gamut_data.pairs(examples, by="semantic", threshold=0.99, embeddings=["a"])


def test_records_without_a_cluster_have_their_place(examples):
    rows = [*examples, {"prompt": None, "response": None, "score": 1}, {"prompt": 5}]
    clusters = gamut_data.cluster(rows, count=3, on_error="skip")
    assert len(clusters.labels) == len(rows)
    assert clusters.labels[-1] == -1
