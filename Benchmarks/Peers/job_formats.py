# SPDX-License-Identifier: Apache-2.0
"""The same records in every format: Gamut on each, beside what reads the same columns and does no more.

All files must lose the same records. pyarrow reads the columns into memory; DuckDB sums the lengths of
their texts, so that it cannot leave them unread. Its parallel reader refuses this CSV file, whose answers have
lines of their own, so that it reads CSV on one thread.
"""

import gzip
import json
import sys
import tempfile
from pathlib import Path

import settings
from job_builds import speed_set
from tables import print_table
from watched import watched

READERS = {
    "pyarrow": {
        ".parquet": "import pyarrow.parquet as p; p.read_table({path!r}, columns={columns!r})",
        ".arrow": "import pyarrow as a; a.ipc.open_stream(a.OSFile({path!r})).read_all().select({columns!r})",
        ".csv": "import pyarrow.csv as c; o = c.ParseOptions(newlines_in_values=True); "
                "c.read_csv({path!r}, parse_options=o).select({columns!r})",
        ".jsonl": "import pyarrow.json as j; o = j.ReadOptions(block_size=1 << 24); "
                  "j.read_json({path!r}, read_options=o).select({columns!r})",
    },
    "DuckDB": {
        ending: "import duckdb; c = duckdb.connect(config=dict(threads={threads})); "
                "c.execute(\"SELECT \" + ' + '.join(f'sum(length(\"{{x}}\"))' for x in {columns!r}) + "
                f"\" FROM {call}\").fetchall()"
        for ending, call in ((".parquet", "read_parquet('{path}')"), (".csv", "read_csv('{path}', parallel=false)"),
                             (".jsonl", "read_json('{path}')"))
    },
}


def files(folder, source):
    """The records of `source` in every format: name and path."""
    import pyarrow
    import pyarrow.csv
    import pyarrow.parquet
    import zstandard

    yield "JSON lines", source
    with open(source, "rb") as file, open(folder / "all.jsonl.zst", "wb") as target:
        zstandard.ZstdCompressor(level=3).copy_stream(file, target)
    yield "JSON lines, zstd", folder / "all.jsonl.zst"
    with open(source, "rb") as file, gzip.open(folder / "all.jsonl.gz", "wb", compresslevel=6) as target:
        while block := file.read(1 << 22):
            target.write(block)
    yield "JSON lines, gzip", folder / "all.jsonl.gz"
    with open(source, encoding="utf-8") as lines:
        table = pyarrow.Table.from_pylist([json.loads(line) for line in lines])
    for codec in ("none", "snappy", "zstd"):
        path = folder / f"all-{codec}.parquet"
        pyarrow.parquet.write_table(table, path, compression=codec)
        yield f"Parquet, {codec}", path
    with pyarrow.OSFile(str(folder / "all.arrow"), "wb") as sink, pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=4096)
    yield "Arrow stream", folder / "all.arrow"
    pyarrow.csv.write_csv(table, folder / "all.csv")
    yield "CSV", folder / "all.csv"


def reader(program, path, columns, options):
    """The command of a peer that reads the columns; None where it has no reader for the file."""
    code = READERS[program].get(path.suffix)
    text = code and code.format(path=str(path), columns=columns, threads=options.threads)
    return text and [sys.executable, "-c", text]


def main():
    made = settings.parser(__doc__)
    made.add_argument("--columns", default="instruction,output", help="the columns of the texts; default: %(default)s")
    options = settings.parsed(made)
    if not options.gamut:
        settings.skip("formats", "no --gamut")
    columns = options.columns.split(",")
    rows, first, faults = [], None, []
    with tempfile.TemporaryDirectory(prefix="gamut-formats-") as name:
        folder = Path(name)
        source = speed_set(options, folder)
        if source is None:
            settings.skip("formats", "the speed set is not there")
        removed = folder / "removed.jsonl"
        for title, path in files(folder, source):
            print(f"formats: {title}", file=sys.stderr)
            ending = "".join(path.suffixes)
            command = [options.gamut, "dedupe", path, "-o", folder / f"kept{ending}", "--removed", removed,
                       "--workers", options.threads]
            runs = [watched(command) for _ in range(options.rounds)]
            gone = [json.loads(line)["index"] for line in removed.read_text().splitlines()]
            first = first or (min(run["busy"] for run in runs), gone)
            if gone != first[1]:
                faults.append(f"{title}: {len(gone)} removed, {len(first[1])} of the first")
            busy = min(run["busy"] for run in runs)
            cells = [title, f"{path.stat().st_size / 1e6:.0f}", f"{min(r['seconds'] for r in runs):.2f}", f"{busy:.2f}",
                     f"{busy / first[0]:.2f}", len(gone)]
            for program in READERS:
                code = reader(program, path, columns, options)
                cells.append(f"{min(watched(code)['busy'] for _ in range(options.rounds)):.2f}" if code else "")
            rows.append(cells)
    print_table(
        f"formats: least of {options.rounds} rounds, {options.threads} threads; pyarrow and DuckDB only read the "
        "columns of the texts, Python's start included",
        ["format", "MB", "Gamut, s", "CPU s", "×", "removed", "pyarrow, CPU s", "DuckDB, CPU s"], rows)
    for fault in faults:
        print(f"formats: {fault}", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
