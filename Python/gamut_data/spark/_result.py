# SPDX-License-Identifier: Apache-2.0
"""What was decided of a set on Spark."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _native
from ._keyed import Joined
from ._records import Records

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


class SparkDeduplication:
    """What stays of a set, what goes and why."""

    def __init__(self, records: Records, removed: pa.Table, joined: Joined) -> None:
        self._records = records
        #: The removed records as a table: `index`, `keeper`, `cause`, `similarity`, ascending.
        self.removed_table = removed
        causes = np.asarray(removed["cause"])
        #: Counts, and what the shuffles carried.
        self.summary: dict[str, Any] = {
            "version": _native.version,
            "rows": {
                "read": records.count,
                "kept": records.count - removed.num_rows - len(joined.rejected),
                "rejected": len(joined.rejected),
                "removed": {cause: int((causes == cause).sum()) for cause in ("exact", "near")},
            },
            "components": joined.components,
            "largest_component": joined.largest_component,
            "bytes_shuffled": {"keys": joined.key_bytes, "edges": joined.edge_bytes},
        }
        self._rejected = joined.rejected

    def close(self) -> None:
        """Lets the copy of a DataFrame go that is kept on disk; `kept` cannot be read after it."""
        self._records.close()

    def __enter__(self) -> SparkDeduplication:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        rows = self.summary["rows"]
        return f"<SparkDeduplication: {rows['read']} read, {rows['kept']} kept, {self.removed_table.num_rows} removed>"

    @property
    def removed(self) -> DataFrame:
        """`index`, `keeper`, `cause`, `similarity`, and the file and row of both."""
        import pyarrow as pa

        table = self.removed_table
        for name in ("index", "keeper"):
            files, rows = self._records.places(np.asarray(table[name]))
            table = table.append_column(f"{name}_file", pa.array(files, pa.string()))
            table = table.append_column(f"{name}_row", pa.array(rows, pa.int64()))
        # Spark 4 takes a table as it is.
        spark = self._records.spark
        return spark.createDataFrame(table.to_pandas() if spark.version.startswith("3.") else table)

    @cached_property
    def kept(self) -> DataFrame:
        """The records of the output, with the columns that they came with."""
        return self._records.kept(np.union1d(np.asarray(self.removed_table["index"]), self._rejected))
