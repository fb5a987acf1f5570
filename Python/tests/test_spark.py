# SPDX-License-Identifier: Apache-2.0
"""Spark decides as the command line does, whatever the partitions."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys

import pytest
from conftest import decisions

import gamut_data

pytest.importorskip("pyspark", reason="PySpark is not there")
pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("Java is not there", allow_module_level=True)

import gamut_data.spark  # noqa: E402  # only where Spark is


@pytest.fixture(scope="module", params=["true", "false"], ids=["adaptive", "fixed"])
def spark(request):
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.adaptive.enabled", request.param)
        # Small stretches, so that a file has several.
        .config("spark.sql.files.maxPartitionBytes", "40000")
        .config("spark.sql.files.openCostInBytes", "0")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def _decisions(result):
    rows = result.removed_table.to_pylist()
    names = ("index", "keeper", "against", "cause")
    return [(*({"against": False, **row}[name] for name in names), row["similarity"].hex()) for row in rows]


def test_lines_decide_as_the_whole(spark, examples, write, tmp_path):
    path = write(examples)
    expected = decisions(gamut_data.dedupe(path))
    for buckets, task_records in [(1, 10**6), (7, 10), (200, 100)]:
        result = gamut_data.spark.dedupe(spark, path, buckets=buckets, task_records=task_records)
        assert _decisions(result) == expected
    # Two files, cut where they may be, a blank line between.
    lines = open(path, "rb").read().splitlines(keepends=True)
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "b.jsonl").write_bytes(b"\xef\xbb\xbf" + b"".join(lines[100:]))
    (folder / "a.jsonl").write_bytes(b"".join([*lines[:50], b"\n", *lines[50:100]]))
    result = gamut_data.spark.dedupe(spark, str(folder), keep="max:score")
    assert _decisions(result) == decisions(gamut_data.dedupe(str(folder), keep="max:score"))


def test_what_spark_reads_decides_as_what_tasks_read(spark, examples, write, tmp_path):
    # Packed files, and files that the driver does not look for, in the order in which they are named.
    halves = [write(examples[200:], "b.jsonl"), write(examples[:200], "a.jsonl")]
    expected = decisions(gamut_data.dedupe(halves))
    packed = []
    for path in halves:
        packed.append(f"{path}.gz")
        with open(path, "rb") as text, gzip.open(packed[-1], "wb") as file:
            file.write(b"\n" + text.read())
    for paths in (packed, [f"file://{path}" for path in halves]):
        result = gamut_data.spark.dedupe(spark, paths, task_records=50)
        assert _decisions(result) == expected
        row = result.removed.orderBy("index").first()
        assert row["index_file"].startswith(str(tmp_path)) and row["index_row"] == row["index"]
        assert result.kept.count() == len(examples) - len(expected)


def test_kept_lines_are_written_byte_for_byte(spark, examples, write, tmp_path):
    path = write(examples)
    result = gamut_data.spark.dedupe(spark, path)
    result.kept.select("value").coalesce(1).write.text(str(tmp_path / "clean"))
    written = b"".join(it.read_bytes() for it in sorted((tmp_path / "clean").glob("part-*")))
    lines = open(path, "rb").read().splitlines(keepends=True)
    kept = gamut_data.dedupe(path).kept
    assert sorted(written.splitlines(keepends=True)) == sorted(lines[i] for i in kept)


def test_rows_decide_as_the_whole(spark, examples, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    expected = decisions(gamut_data.dedupe(examples))
    path = str(tmp_path / "data.parquet")
    pq.write_table(pa.Table.from_pylist(examples), path, row_group_size=64)
    result = gamut_data.spark.dedupe(spark, path)
    assert _decisions(result) == expected
    frame = spark.createDataFrame(examples, "prompt string, response string, score long")
    result = gamut_data.spark.dedupe(spark, frame)
    assert _decisions(result) == expected
    assert result.kept.columns == ["prompt", "response", "score"]
    assert result.kept.count() == len(examples) - len(expected)


def test_removed_records_have_their_places(spark, examples, write):
    path = write(examples)
    result = gamut_data.spark.dedupe(spark, path)
    row = result.removed.orderBy("index").first()
    assert row["index_file"].endswith("data.jsonl") and row["index_row"] == row["index"]
    assert result.summary["rows"]["read"] == len(examples)


def test_a_record_that_cannot_be_read_is_told_with_its_place(spark, examples, tmp_path):
    path = tmp_path / "bad.jsonl"
    rows = [json.dumps(row) for row in examples[:20]]
    rows[13] = '{"prompt": '
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(gamut_data.Error, match=r"bad\.jsonl: record 13: .*invalid JSON"):
        gamut_data.spark.dedupe(spark, str(path))
    result = gamut_data.spark.dedupe(spark, str(path), on_error="skip")
    expected = gamut_data.dedupe(path, on_error="skip")
    assert _decisions(result) == decisions(expected)
    assert result.summary["rows"]["rejected"] == 1
    assert result.kept.count() == len(expected.kept)


def test_what_a_cluster_cannot_decide_is_refused(spark, examples, write):
    with pytest.raises(gamut_data.Error, match="containment"):
        gamut_data.spark.dedupe(spark, write(examples), containment=0.9)
    for options in ({"reference_text": "x"}, {"output": "out.jsonl"}, {"max_source_removal": 0.4}):
        with pytest.raises(gamut_data.Error, match=next(iter(options))):
            gamut_data.spark.dedupe(spark, write(examples), **options)
    with pytest.raises(gamut_data.Error, match="named twice"):
        gamut_data.spark.dedupe(spark, [write(examples)] * 2)
    with pytest.raises(gamut_data.Error, match="no such file"):
        gamut_data.spark.dedupe(spark, "not-there.jsonl")
    with pytest.raises(gamut_data.Error, match="expected paths"):
        gamut_data.spark.dedupe(spark, [])


def test_a_tree_of_files_is_read_in_the_order_of_the_command_line(spark, examples, tmp_path):
    # Names that sort otherwise as whole paths than folder by folder.
    for i, name in enumerate(["d/a/x", "d/a", "d/a-1", "d/B", "d/label=1/y [1] %20"]):
        path = tmp_path / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = examples[i * 90 : i * 90 + 120]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "d" / "README.md").write_text("no data")
    expected = decisions(gamut_data.dedupe(tmp_path / "d"))
    assert len(expected) > 200
    result = gamut_data.spark.dedupe(spark, tmp_path / "d")
    assert _decisions(result) == expected
    assert result.kept.columns == ["value"]


def test_what_is_known_is_decided_as_by_the_command_line(spark, examples, write, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = write(examples)
    rows = [*examples[3:200:9], *({**row, "prompt": row["prompt"] + " now"} for row in examples[250:280])]
    known = write(rows, "known.jsonl")
    table = str(tmp_path / "known.parquet")
    pq.write_table(pa.Table.from_pylist(rows), table)
    expected = decisions(gamut_data.dedupe(path, against=known))
    assert sum(row[2] for row in expected) > 20 and not all(row[2] for row in expected)
    for form in (known, table):
        with gamut_data.spark.dedupe(spark, path, against=form, task_records=30) as result:
            assert _decisions(result) == expected
            assert result.summary["rows"]["read"] == len(examples)
            assert result.kept.count() == len(examples) - len(expected)
            for row in result.removed.collect():
                assert row["keeper_file"].endswith(os.path.basename(form if row["against"] else path))
                assert row["keeper_row"] == row["keeper"]
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"prompt": "a", "response": "b"}\n{"prompt": \n', encoding="utf-8")
    with pytest.raises(gamut_data.Error, match=r"bad\.jsonl: record 1: .*invalid JSON"):
        gamut_data.spark.dedupe(spark, path, against=str(bad))


def test_partitions_are_where_spark_puts_them(spark):
    from pyspark.sql import functions as F

    from gamut_data.spark._placing import placing

    numbers = placing(13).tolist()
    frame = spark.createDataFrame([(i, it) for i, it in enumerate(numbers)], "own int, place int")
    for row in frame.repartition(13, "place").withColumn("is", F.spark_partition_id()).collect():
        assert row["is"] == row["own"]


def test_twenty_small_sets_in_one_job_decide_as_the_rule_says(spark, write):
    oracle = pytest.importorskip("oracle")
    sets = [oracle.rows(seed) for seed in range(20)]
    # Records that differ in a field that counts are no duplicates, so that each set is by itself.
    rows = [{**row, "set": number} for number, those in enumerate(sets) for row in those]
    result = gamut_data.spark.dedupe(spark, write(rows), compare="set", task_records=20)
    expected, start = [], 0
    for those in sets:
        found = oracle.decided(those)
        expected += [(start + i, start + k, False, cause, value.hex()) for i, k, cause, value in found]
        start += len(those)
    assert len(expected) > 20 and _decisions(result) == expected


def _semantic(result):
    rows = _decisions(result)
    assert sum(row[3] == "semantic" for row in rows) > 5
    assert result.summary["rows"]["removed"]["semantic"] == sum(row[3] == "semantic" for row in rows)
    return rows


def test_meanings_are_decided_as_by_the_command_line(spark, write, tmp_path):
    import numpy as np

    semantic = pytest.importorskip("test_shards_semantic")
    rows = [row for seed in range(8) for row in semantic.sets(seed)]
    path, model = write(rows), str(tmp_path / "model.gamut")
    vectors = gamut_data.embed(rows, view="all", save_model=model, dimensions=32)
    np.save(tmp_path / "vectors.npy", vectors)
    stages = {"stages": "exact,near,semantic", "semantic_threshold": 0.9}
    expected = decisions(gamut_data.dedupe(path, model=model, keep="max:score", **stages))
    for numbers in ({}, {"group_records": 40, "task_records": 5}, {"group_records": 7, "buckets": 3}):
        result = gamut_data.spark.dedupe(spark, path, model=model, keep="max:score", **stages, **numbers)
        assert _semantic(result) == expected
        groups = result.summary["row_groups"]
        assert groups["pairs"] + groups["skipped"] == groups["groups"] * (groups["groups"] + 1) // 2
        assert groups["groups"] > (1 if numbers else 0)
    # A matrix, and a file that tasks see.
    expected = decisions(gamut_data.dedupe(path, embeddings=vectors, **stages))
    for given in (vectors, str(tmp_path / "vectors.npy")):
        result = gamut_data.spark.dedupe(spark, path, embeddings=given, group_records=50, **stages)
        assert _semantic(result) == expected
    # A model that is fitted, and vectors that do not fit.
    with pytest.raises(gamut_data.Error, match="model is lsa, which is fitted"):
        gamut_data.spark.dedupe(spark, path, **stages)
    with pytest.raises(gamut_data.Error, match="wrong number of rows"):
        gamut_data.spark.dedupe(spark, path, embeddings=vectors[1:], **stages)


def test_vectors_of_records_are_compared_in_tables_and_frames(spark, write, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    semantic = pytest.importorskip("test_shards_semantic")
    rows = [row for seed in range(4) for row in semantic.sets(seed)]
    for row, vector in zip(rows, gamut_data.embed(rows, view="all", dimensions=8).tolist()):
        row["vector"] = [*vector, 0.5]
    known = [{**row, "prompt": row["prompt"] + " ash"} for row in rows[::9]]
    options = {"stages": ["exact", "near", "semantic"], "embedding_field": "vector", "semantic_threshold": 0.9}
    expected = decisions(gamut_data.dedupe(write(rows), against=write(known, "known.jsonl"), **options))
    assert sum(row[2] for row in expected) > 3
    path = str(tmp_path / "data.parquet")
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=32)
    frame = spark.createDataFrame(rows, "prompt string, response string, score long, vector array<float>")
    for data in (write(rows), path, frame):
        with gamut_data.spark.dedupe(
            spark, data, against=write(known, "known.jsonl"), group_records=30, task_records=20, **options
        ) as result:
            assert _semantic(result) == expected
            assert result.kept.count() == len(rows) - len(expected)
    rows[3]["vector"] = rows[3]["vector"][1:]
    with pytest.raises(gamut_data.Error, match="records 0 to .*vector"):
        gamut_data.spark.dedupe(spark, write(rows), **options)


def test_a_file_of_empty_records_is_a_part_like_any_other(spark, examples, tmp_path):
    (tmp_path / "set").mkdir()
    empty = '{"prompt": "", "response": ""}\n' * 30
    (tmp_path / "set" / "a.jsonl").write_text(empty, encoding="utf-8")
    lines = "".join(json.dumps(row) + "\n" for row in examples)
    (tmp_path / "set" / "b.jsonl").write_text(lines, encoding="utf-8")
    expected = decisions(gamut_data.dedupe(tmp_path / "set"))
    assert _decisions(gamut_data.spark.dedupe(spark, tmp_path / "set")) == expected
    with pytest.raises(gamut_data.Error, match="empty in all of the 30 records"):
        gamut_data.spark.dedupe(spark, tmp_path / "set" / "a.jsonl")


def test_a_part_may_lack_what_the_set_has(spark, write, tmp_path):
    # Components of a copy each, of which the first alone have a number and come from where is preferred.
    rows = [{"text": f"{i % 40} of them, each a text of its own"} for i in range(80)]
    for i in (0, 1, 40, 41):
        rows[i] |= {"score": i, "origin": "human" if i > 20 else "model"}
    path = write(rows)
    preferred = [{"source": "origin", "prefer": names} for names in ("human", ["(none)", "human"])]
    for options in ({"keep": "max:score"}, *preferred):
        expected = decisions(gamut_data.dedupe(path, **options))
        assert len(expected) == 40
        assert _decisions(gamut_data.spark.dedupe(spark, path, task_records=1, **options)) == expected
    for options in ({"keep": "max:none"}, {"source": "origin", "prefer": "nobody"}):
        with pytest.raises(gamut_data.Error) as caught:
            gamut_data.dedupe(path, **options)
        with pytest.raises(gamut_data.Error) as found:
            gamut_data.spark.dedupe(spark, path, **options)
        # The names of sources come in another order.
        own, theirs = (str(it.value).split("; they are")[0] for it in (found, caught))
        assert own == theirs.replace(f"{path}: ", "")


def test_files_are_sources_where_no_field_is(spark, examples, write, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "set").mkdir()
    for form in ("jsonl", "parquet"):
        for name, rows in (("a", examples[:150]), ("b", examples[100:300]), ("c", examples[250:])):
            if form == "jsonl":
                write(rows, f"set/{name}.jsonl")
            else:
                pq.write_table(pa.Table.from_pylist(rows), tmp_path / "set" / f"{name}.parquet")
        folder = str(tmp_path / "set")
        for prefer in (f"c.{form}", [f"c.{form}", f"{folder}/b.{form}"]):
            expected = decisions(gamut_data.dedupe(folder, prefer=prefer))
            assert any(row[1] > row[0] for row in expected)
            result = gamut_data.spark.dedupe(spark, folder, prefer=prefer, task_records=20)
            assert _decisions(result) == expected
        with pytest.raises(gamut_data.Error, match="d.jsonl.*none of the sources"):
            gamut_data.spark.dedupe(spark, folder, prefer="d.jsonl")
        for name in "abc":
            (tmp_path / "set" / f"{name}.{form}").unlink()
    frame = spark.createDataFrame(examples[:50], "prompt string, response string, score long")
    with pytest.raises(gamut_data.Error, match="prefer is given without source"):
        gamut_data.spark.dedupe(spark, frame, prefer="c.jsonl")


def test_a_byte_order_mark_of_a_packed_file_is_of_no_record(spark, examples, tmp_path):
    for name, rows in (("a", examples[:200]), ("b", examples[200:])):
        lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wb") as file:
            file.write(b"\xef\xbb\xbf" + lines)
    expected = decisions(gamut_data.dedupe(tmp_path))
    result = gamut_data.spark.dedupe(spark, tmp_path)
    assert _decisions(result) == expected
    assert all(row["value"].startswith("{") for row in result.kept.collect())
