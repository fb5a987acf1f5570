# SPDX-License-Identifier: Apache-2.0
"""Results that are pickled, tables of several splits, manifests beside tables, and vectors in Arrow."""

from __future__ import annotations

import hashlib
import json
import pickle
import subprocess

import numpy as np
import pytest
from conftest import decisions

import gamut_data
from gamut_data._memory import matrix


def _again(value):
    return pickle.loads(pickle.dumps(value))


def test_a_result_can_be_pickled_and_decides_again(examples, write):
    path = write(examples)
    for data in (examples, [row["prompt"] for row in examples], path):
        result = gamut_data.dedupe(data)
        other = _again(result)
        assert decisions(other) == decisions(result)
        assert other.selected == result.selected
        assert str(other.explain(int(result.removed.index[0]))) == str(result.explain(int(result.removed.index[0])))
        assert decisions(other.rethreshold(0.6)) == decisions(result.rethreshold(0.6))
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(examples[0]) + "\n")
    with pytest.raises(gamut_data.Error, match="it has changed since"):
        other.rethreshold(0.6)


def test_results_of_tables_and_datasets_can_be_pickled(examples, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.Table.from_pylist(examples)
    result = _again(gamut_data.dedupe(table))
    assert result.selected.equals(table.take(result.kept))
    path = str(tmp_path / "data.parquet")
    pq.write_table(table, path)
    result = _again(gamut_data.dedupe(path))
    assert result.selected == table.take(result.kept).to_pylist()
    with pytest.raises(gamut_data.Error, match="expected output= of dedupe"):
        result.write_table(str(tmp_path / "kept.parquet"))
    datasets = pytest.importorskip("datasets")
    data = datasets.Dataset.from_list(examples)
    result = _again(gamut_data.dedupe(data))
    assert result.selected.to_list() == data.select(result.kept).to_list()


def test_reports_indexes_and_errors_can_be_pickled(examples, tmp_path):
    report = gamut_data.report(examples)
    assert _again(report).json == report.json and str(_again(report)) == str(report)
    index, _ = gamut_data.Index.build(tmp_path / "seen.gamut", examples[:50])
    assert _again(index).info == index.info
    with pytest.raises(gamut_data.Error) as caught:
        gamut_data.dedupe(tmp_path / "none.jsonl")
    other = _again(caught.value)
    assert str(other) == str(caught.value) and other.path == caught.value.path


def test_splits_are_written_as_one_table(examples, tmp_path):
    datasets = pytest.importorskip("datasets")
    pq = pytest.importorskip("pyarrow.parquet")
    whole = datasets.DatasetDict(
        train=datasets.Dataset.from_list(examples[:300]), test=datasets.Dataset.from_list(examples[300:])
    )
    path = tmp_path / "kept.parquet"
    result = gamut_data.dedupe(whole, output=path)
    assert pq.read_table(path).to_pylist() == [examples[i] for i in result.kept]
    assert result.selected["train"].num_rows + result.selected["test"].num_rows == len(result.kept)
    other = datasets.DatasetDict(
        train=datasets.Dataset.from_list(examples[:30]),
        test=datasets.Dataset.from_list([{**row, "score": "high"} for row in examples[:30]]),
    )
    with pytest.raises(gamut_data.Error, match="the splits train, test are no one table"):
        gamut_data.dedupe(other, output=path)


@pytest.mark.parametrize("form", ["path", "table"])
def test_a_manifest_names_the_table_that_was_written(examples, program, tmp_path, form):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.Table.from_pylist(examples)
    source, kept, manifest = (str(tmp_path / name) for name in ("data.parquet", "kept.parquet", "run.json"))
    pq.write_table(table, source)
    result = gamut_data.dedupe(source if form == "path" else table, output=kept, manifest=manifest)
    document = json.loads(open(manifest, encoding="utf-8").read())
    content = open(kept, "rb").read()
    assert document["outputs"][0] == {
        "role": "kept", "path": kept, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
        "rows": len(result.kept),
    }
    assert document["rows"]["kept"] == len(result.kept)
    if form == "path":
        done = subprocess.run([program, "verify", manifest], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr + done.stdout


def test_vectors_of_arrow_are_taken_where_they_lie():
    pa = pytest.importorskip("pyarrow")
    numbers = np.arange(12, dtype=np.float32)
    column = pa.FixedSizeListArray.from_arrays(pa.array(numbers), 3)
    found = matrix("embeddings", column)
    assert found.tolist() == numbers.reshape(4, 3).tolist() and np.shares_memory(found, numbers)
    assert matrix("embeddings", column[1:3]).tolist() == numbers.reshape(4, 3)[1:3].tolist()
    chunks = pa.chunked_array([column, column[:0], column[2:]])
    assert matrix("embeddings", chunks).tolist() == numbers.reshape(4, 3)[[0, 1, 2, 3, 2, 3]].tolist()
    assert matrix("embeddings", pa.array([[1.0, 2.0], [3.0, 4.0]])).tolist() == [[1, 2], [3, 4]]
    for column in ([[1.0], [2.0, 3.0]], [[1.0, 2.0], None], [[1.0, None]], [1.0, 2.0], ["a"]):
        with pytest.raises(gamut_data.Error, match="not a matrix"):
            matrix("embeddings", pa.array(column))
    polars = pytest.importorskip("polars")
    series = polars.Series([[1.0, 2.0], [3.0, 4.0]], dtype=polars.Array(polars.Float32, 2))
    assert matrix("embeddings", series).tolist() == [[1, 2], [3, 4]]


def test_vectors_of_arrow_decide_as_those_of_numpy(examples):
    pa = pytest.importorskip("pyarrow")
    vectors = gamut_data.embed(examples)
    column = pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), vectors.shape[1])
    options = {"stages": "exact,near,semantic"}
    expected = decisions(gamut_data.dedupe(examples, embeddings=vectors, **options))
    assert decisions(gamut_data.dedupe(examples, embeddings=column, **options)) == expected
