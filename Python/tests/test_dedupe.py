# SPDX-License-Identifier: Apache-2.0
"""Whatever people hold gives the decisions of the command line, and comes back as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from conftest import decisions, decisions_of_program

import gamut_data


def test_a_list_of_dicts_decides_as_the_program_does(examples, write, program):
    expected = decisions_of_program(program, write(examples))
    assert len(expected) > 100
    for workers in (1, 2, 8):
        assert decisions(gamut_data.dedupe(examples, workers=workers)) == expected


def test_files_lists_and_tables_decide_alike(examples, write):
    expected = decisions(gamut_data.dedupe(examples))
    assert decisions(gamut_data.dedupe(write(examples))) == expected
    pa = pytest.importorskip("pyarrow")
    table = pa.Table.from_pylist(examples)
    chunked = pa.concat_tables([table.slice(0, 7), table.slice(7, 100), table.slice(107)])
    views = table.set_column(0, "prompt", table["prompt"].cast(pa.string_view()))
    large = table.set_column(1, "response", table["response"].cast(pa.large_string()))
    words = table.set_column(0, "prompt", table["prompt"].combine_chunks().dictionary_encode())
    reader = table.to_reader(max_chunksize=11)
    for form in (table, chunked, views, large, words, reader):
        assert decisions(gamut_data.dedupe(form)) == expected


def test_nested_turns_of_a_table_are_read(write):
    pa = pytest.importorskip("pyarrow")
    rows = [
        {
            "messages": [
                {"role": "system", "content": "You are terse."},
                {"role": "user", "content": f"How many legs have {i} ordinary spiders together?"},
                {"role": "assistant", "content": f"They have {8 * i} legs, eight for each."},
            ]
        }
        for i in (3, 4, 3, 5)
    ]
    expected = decisions(gamut_data.dedupe(write(rows)))
    assert [row[:2] for row in expected] == [(2, 0)]
    assert decisions(gamut_data.dedupe(rows)) == expected
    assert decisions(gamut_data.dedupe(pa.Table.from_pylist(rows))) == expected
    # A slice whose lists begin in the middle of their values.
    sliced = pa.Table.from_pylist([rows[1], *rows]).slice(1)
    assert decisions(gamut_data.dedupe(sliced)) == expected


def test_the_type_of_the_caller_comes_back(examples):
    pa = pytest.importorskip("pyarrow")
    pl = pytest.importorskip("polars")
    pd = pytest.importorskip("pandas")
    kept = gamut_data.dedupe(examples)
    assert kept.selected == [examples[i] for i in kept.kept]
    table = pa.Table.from_pylist(examples).replace_schema_metadata({"origin": "made"})
    selected = gamut_data.dedupe(table).selected
    assert selected.schema.equals(table.schema, check_metadata=True)
    assert selected.to_pylist() == kept.selected
    frame = gamut_data.dedupe(pl.DataFrame(examples)).selected
    assert isinstance(frame, pl.DataFrame) and frame.to_dicts() == kept.selected
    frame = gamut_data.dedupe(pd.DataFrame(examples)).selected
    assert isinstance(frame, pd.DataFrame) and frame.index.tolist() == kept.kept.tolist()
    assert frame.to_dict("records") == kept.selected


def test_a_dataset_keeps_its_features_and_its_splits(examples):
    datasets = pytest.importorskip("datasets")
    whole = datasets.Dataset.from_list(examples)
    result = gamut_data.dedupe(whole)
    assert result.selected.features == whole.features
    assert result.selected.to_list() == gamut_data.dedupe(examples).selected
    shuffled = whole.shuffle(seed=3)
    assert decisions(gamut_data.dedupe(shuffled)) == decisions(gamut_data.dedupe(shuffled.to_list()))
    splits = datasets.DatasetDict(
        train=whole.select(range(300)), test=whole.select(range(300, len(examples)))
    )
    both = gamut_data.dedupe(splits)
    assert isinstance(both.selected, datasets.DatasetDict)
    assert decisions(both) == decisions(result)
    rows = both.selected["train"].to_list() + both.selected["test"].to_list()
    assert rows == result.selected.to_list()


def test_texts_are_records_of_one_field(write):
    texts = [
        "a text that is long enough to be told from all others of its kind",
        "something else",
        "a text that is long enough to be told from all others of its kind",
        "",
        "",
        "schöne Grüße aus 東京",
    ]
    result = gamut_data.dedupe(texts)
    assert decisions(result) == decisions(gamut_data.dedupe(write([{"text": it} for it in texts])))
    assert result.selected == [texts[i] for i in (0, 1, 3, 4, 5)]


def test_a_lone_surrogate_stays_what_it_is():
    texts = ["half of a pair: \ud83d", "half of a pair: \ude00", "half of a pair: \ud83d"]
    assert gamut_data.dedupe(texts, stages="exact").kept.tolist() == [0, 1]
    rows = [{"prompt": text, "response": "yes"} for text in texts]
    assert gamut_data.dedupe(rows, stages="exact").kept.tolist() == [0, 1]


def test_kept_lines_are_written_byte_for_byte(examples, write, tmp_path):
    path, clean = write(examples), tmp_path / "clean.jsonl"
    result = gamut_data.dedupe(path, output=clean)
    lines = open(path, "rb").read().splitlines(keepends=True)
    assert clean.read_bytes() == b"".join(lines[i] for i in result.kept)
    assert result.selected == [json.loads(lines[i]) for i in result.kept]


def test_parquet_goes_through_pyarrow_and_keeps_its_schema(examples, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path, clean = tmp_path / "data.parquet", tmp_path / "clean.parquet"
    table = pa.Table.from_pylist(examples).replace_schema_metadata({"origin": "made"})
    pq.write_table(table, path, compression="zstd", row_group_size=50)
    result = gamut_data.dedupe(path, output=clean)
    assert decisions(result) == decisions(gamut_data.dedupe(examples))
    written = pq.ParquetFile(clean)
    assert written.schema_arrow.equals(table.schema, check_metadata=True)
    assert written.read().to_pylist() == gamut_data.dedupe(examples).selected
    assert written.metadata.row_group(0).column(0).compression == "ZSTD"
    assert written.metadata.row_group(0).num_rows == 50
    assert sorted(it.name for it in tmp_path.iterdir()) == ["clean.parquet", "data.parquet"]


def test_a_set_compared_with_comes_first_and_is_not_counted(examples):
    result = gamut_data.dedupe(examples, against=examples[:10])
    assert result.read_count == len(examples)
    first = result.removed[0]
    assert (first.index, first.keeper, first.against, first.cause) == (0, 0, True, "exact")
    assert "the other set" in str(result.explain(0))


def test_every_removal_is_explained(examples, write):
    for data in (examples, write(examples)):
        result = gamut_data.dedupe(data)
        for row in list(result.removed)[:20]:
            told = result.explain(row.index)
            assert told.removal == row
            assert told.record == examples[row.index] and told.keeper == examples[row.keeper]
        kept = int(result.kept[3])
        assert str(result.explain(kept)) == f"record {kept} is kept"
        grouped = result.selected_with_duplicates
        assert sum(len(others) for _, others in grouped) == len(result.removed)
    with pytest.raises(IndexError):
        result.explain(result.read_count)


def test_another_threshold_decides_as_a_new_run(examples):
    result = gamut_data.dedupe(examples)
    for threshold in (0.5, 0.99):
        again = result.rethreshold(threshold)
        assert decisions(again) == decisions(gamut_data.dedupe(examples, threshold=threshold))
    assert len(result.rethreshold(0.99).removed) < len(result.removed)


def test_options_are_checked_by_the_code_of_the_command_line(examples):
    for options, words in [
        ({"threshold": 2}, "threshold is 2.0; it must lie in 0...1"),
        ({"max_source_removal": -1}, "max_source_removal"),
        ({"view": "answers"}, "view"),
        ({"no_such_option": 1}, "no_such_option"),
    ]:
        with pytest.raises(gamut_data.Error, match=words.replace(".", r"\.")):
            gamut_data.dedupe(examples, **options)


def test_an_error_has_its_place(write, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"prompt": "a", "response": "b"}\n{"prompt": }\n', encoding="utf-8")
    with pytest.raises(gamut_data.Error) as caught:
        gamut_data.dedupe(path)
    assert (caught.value.path, caught.value.line) == (str(path), 2)
    skipped = gamut_data.dedupe(path, on_error="skip")
    assert (skipped.read_count, skipped.rejected.tolist()) == (2, [1])
    with pytest.raises(gamut_data.Error, match=r"records \(row 1\)"):
        gamut_data.dedupe([{"text": "a"}, {"text": object()}])
    with pytest.raises(gamut_data.Error, match="item 1 of the list"):
        gamut_data.dedupe([{"text": "a"}, 3])


def test_a_gate_raises_and_writes_nothing(examples, write, tmp_path):
    path, clean = write(examples), tmp_path / "clean.jsonl"
    with pytest.raises(gamut_data.GateFailure, match="max_source_removal"):
        gamut_data.dedupe(path, output=clean, max_source_removal=0.01)
    assert not clean.exists()


def test_fields_that_differ_keep_records_apart_unless_ignored():
    rows: list[dict[str, Any]] = [
        {"prompt": "Is it open?", "response": "Yes.", "label": label} for label in (True, False, True)
    ]
    assert gamut_data.dedupe(rows).kept.tolist() == [0, 1]
    assert gamut_data.dedupe(rows, ignore="label").kept.tolist() == [0]


def test_numbers_of_numpy_are_numbers():
    rows = [{"prompt": f"Question {i}?", "response": "Yes.", "score": np.float32(i)} for i in (1, 3, 2)]
    rows += [dict(rows[0], score=np.int64(9))]
    assert gamut_data.dedupe(rows, keep="max:score").kept.tolist() == [1, 2, 3]


def test_nothing_is_an_error_of_one_line():
    with pytest.raises(gamut_data.Error):
        gamut_data.dedupe([])
    with pytest.raises(gamut_data.Error, match="expected a path"):
        gamut_data.dedupe(3)


def test_a_list_of_paths_is_never_taken_for_texts(examples, write, tmp_path):
    first, second = write(examples[:50], "a.jsonl"), write(examples[50:], "b.jsonl")
    expected = decisions(gamut_data.dedupe(examples))
    assert decisions(gamut_data.dedupe([first, second])) == expected
    assert decisions(gamut_data.dedupe([tmp_path / "a.jsonl", second])) == expected
    assert decisions(gamut_data.dedupe([str(tmp_path / "[ab].jsonl")])) == expected
    for data in ([first, "typo.jsonl"], ["typo.jsonl"], ["typo.csv.gz", "other"]):
        with pytest.raises(gamut_data.Error, match="typo"):
            gamut_data.dedupe(data)
        with pytest.raises(gamut_data.Error, match="typo"):
            gamut_data.dedupe(examples, against=data)


def test_names_of_data_in_memory_hide_no_file(examples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records").write_text(json.dumps(examples[-1]) + "\n", encoding="utf-8")
    result = gamut_data.dedupe(examples[:40], against="records")
    assert decisions(result) == decisions(gamut_data.dedupe(examples[:40], against=[examples[-1]]))


def test_tables_of_a_tree_are_written_in_their_order(examples, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    for i, name in enumerate(["d/a/x", "d/a", "d/a-1", "d/B"]):
        path = tmp_path / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(examples[i * 90 : i * 90 + 120]), path)
    other = tmp_path / "other.parquet"
    pq.write_table(pa.Table.from_pylist(examples[:30]), other)
    for against in (None, other):
        result = gamut_data.dedupe(tmp_path / "d", against=against, output=tmp_path / "o.parquet")
        assert pq.read_table(tmp_path / "o.parquet").to_pylist() == result.selected


def test_every_kind_of_table_can_be_written_as_one(examples, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    datasets = pytest.importorskip("datasets")
    table = pa.Table.from_pylist(examples)
    views = table.set_column(0, "prompt", table["prompt"].cast(pa.string_view()))
    out = tmp_path / "o.parquet"
    for data in (table, views, pd.DataFrame(examples), pl.DataFrame(examples), datasets.Dataset.from_list(examples)):
        result = gamut_data.dedupe(data, output=out)
        assert pq.read_table(out).to_pylist() == [examples[i] for i in result.kept]
        assert len(result.selected) == len(result.kept)
    for data, path in ((examples, out), (table, tmp_path / "no" / "o.parquet"), (table, tmp_path)):
        with pytest.raises(gamut_data.Error):
            gamut_data.dedupe(data, output=path, cut=path == tmp_path or None)


def test_what_can_be_read_once_is_held(examples):
    pa = pytest.importorskip("pyarrow")
    table = pa.Table.from_pylist(examples)
    result = gamut_data.dedupe(table.to_reader(), against=table.slice(0, 5).to_reader())
    assert result.selected.num_rows == len(result.kept)
    assert result.explain(0).keeper == examples[0]
    assert len(result.rethreshold(0.99).removed) <= len(result.removed)


def test_files_that_have_changed_are_told(examples, write):
    path = write(examples)
    result = gamut_data.dedupe(path, output=path)
    for ask in (lambda: result.selected, lambda: result.explain(3), lambda: result.rethreshold(0.9)):
        with pytest.raises(gamut_data.Error, match="changed"):
            ask()


def test_a_rejected_record_is_no_kept_one():
    rows = [{"text": "a b c d e f"}, {"text": None}, {"text": "a b c d e f"}]
    result = gamut_data.dedupe(rows, on_error="skip")
    assert result.rejected.tolist() == [1]
    assert str(result.explain(1)) == "record 1 could not be read"


def test_columns_of_several_types_change_nothing_else():
    pd = pytest.importorskip("pandas")
    rows = [
        {"prompt": "Where is it?", "response": "There.", "system": "Be brief.", "id": 1},
        {"prompt": "Where is it?", "response": "There.", "system": None, "id": "b"},
        {"prompt": "Where is it?", "response": "There.", "system": "Be brief.", "id": 3},
    ]
    assert gamut_data.dedupe(pd.DataFrame(rows)).kept.tolist() == [0, 1]
    assert gamut_data.dedupe(rows).kept.tolist() == [0, 1]


def test_what_looks_like_an_option_in_a_name_stays():
    with pytest.raises(gamut_data.Error, match="my --keep me.jsonl"):
        gamut_data.dedupe("my --keep me.jsonl")
    rows = [{"--threshold": "a"}, {"--threshold": "b"}]
    with pytest.raises(gamut_data.Error, match='"--threshold"'):
        gamut_data.dedupe(rows)


def test_options_that_say_nothing_are_told(examples):
    for options, words in [
        ({"threshold": True}, "threshold is True"),
        ({"ignore": []}, "ignore is empty"),
        ({"parts": {"asked": None}}, "parts has None"),
        ({"threshold": np.array([0.8, 0.9])}, "threshold is of the type ndarray"),
        ({"progress": 5}, "progress is 5"),
    ]:
        with pytest.raises(gamut_data.Error, match=words):
            gamut_data.dedupe(examples, **options)
    assert gamut_data.dedupe(examples, threshold=np.float64(0.8), allow_mixed=np.True_).read_count


def test_the_module_is_the_command_line(examples, write, program):
    path = write(examples)
    for arguments in (["dedupe", path], ["--version"], ["dedupe", path, "--threshold=7"], ["inspect", "no.jsonl"]):
        ran = [
            subprocess.run([*command, *arguments], capture_output=True, text=True)
            for command in ([program], [sys.executable, "-m", "gamut_data"])
        ]
        assert ran[0].stdout == ran[1].stdout and ran[0].returncode == ran[1].returncode
