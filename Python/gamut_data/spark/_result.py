# SPDX-License-Identifier: Apache-2.0
"""What was decided of a set on Spark."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _native
from .._errors import Error
from ._keyed import Joined, Keyed
from ._records import Records
from ._similar import Similar

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


class SparkDeduplication:
    """What stays of a set, what goes and why."""

    def __init__(
        self,
        records: Records,
        known: Records | None,
        removed: pa.Table,
        keys: Keyed,
        rows: Similar | None,
        joined: Joined,
    ) -> None:
        self._records = records
        self._known = known
        #: The removed records as a table: `index`, `keeper`, `cause`, `similarity`, ascending; with `against=`
        #: also `against`, whether the keeper is a record of that, where it then is counted.
        self.removed_table = removed
        causes = np.asarray(removed["cause"])
        #: Counts, and what the shuffles carried.
        self.summary: dict[str, Any] = {
            "version": _native.version,
            "rows": {
                "read": records.count,
                "kept": records.count - removed.num_rows - len(keys.rejected),
                "rejected": len(keys.rejected),
                "removed": {
                    cause: int((causes == cause).sum())
                    for cause in ("exact", "near", *(["semantic"] if rows else []))
                },
            },
            "components": joined.components,
            "largest_component": joined.largest_component,
            "bytes_shuffled": {"keys": keys.key_bytes, "edges": keys.first.nbytes + keys.second.nbytes},
        }
        if rows:
            self.summary["bytes_shuffled"] |= {"rows": rows.shuffled_bytes}
            self.summary["bytes_shuffled"]["edges"] += rows.first.nbytes + rows.second.nbytes
            #: How the rows of the semantic stage were grouped, and pairs of groups whose angles leave no match.
            self.summary["row_groups"] = {"groups": rows.groups, "pairs": rows.pairs, "skipped": rows.skipped}
        self._rejected = keys.rejected

    def close(self) -> None:
        """Lets the copy of a DataFrame go that is kept on disk; `kept` cannot be read after it."""
        self._records.close()
        if self._known:
            self._known.close()

    def __reduce__(self) -> Any:
        raise Error("a result on Spark holds its session, and cannot be pickled; pickle removed_table, or write kept")

    def __enter__(self) -> SparkDeduplication:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        rows = self.summary["rows"]
        return f"<SparkDeduplication: {rows['read']} read, {rows['kept']} kept, {self.removed_table.num_rows} removed>"

    @property
    def removed(self) -> DataFrame:
        """The columns of `removed_table`, and the file and row of both records."""
        import pyarrow as pa

        table = self.removed_table
        index, keeper = np.asarray(table["index"]), np.asarray(table["keeper"])
        files, rows = self._records.places(index)
        keeper_files, keeper_rows = self._records.places(keeper)
        if self._known:
            for i in np.flatnonzero(np.asarray(table["against"])).tolist():
                (keeper_files[i],), (keeper_rows[i],) = self._known.places(keeper[i : i + 1])
        for name, column in (
            ("index_file", pa.array(files, pa.string())),
            ("index_row", pa.array(rows, pa.int64())),
            ("keeper_file", pa.array(keeper_files, pa.string())),
            ("keeper_row", pa.array(keeper_rows, pa.int64())),
        ):
            table = table.append_column(name, column)
        # Spark 4 takes a table as it is.
        spark = self._records.spark
        return spark.createDataFrame(table.to_pandas() if spark.version.startswith("3.") else table)

    @cached_property
    def kept(self) -> DataFrame:
        """The records of the output, with the columns that they came with."""
        return self._records.kept(np.union1d(np.asarray(self.removed_table["index"]), self._rejected))
