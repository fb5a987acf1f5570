# SPDX-License-Identifier: Apache-2.0
"""Rows of norm 1 in groups, of which pairs that hold no match need not be looked at.

Each row belongs to the pivot that it is nearest to. Of each group it is known how near its rows come to every pivot,
and how far from it they stay: where these angles of two groups lie apart by more than the angle of the threshold, for
any pivot, no row of one reaches the threshold with one of the other, since ∠(x,y) ≥ |∠(x,p) − ∠(y,p)|.

Groups of more rows than wanted are cut by their ranks. Nothing here changes an answer: pairs that are looked at are
joined by the engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


#: Elements become whole numbers of this many parts. The products of rows of norm 1 then add up to 2⁵⁰ at most, in
#: any order, and 64-bit floats are exact: a row belongs to the same pivot on every machine, whatever BLAS it has,
#: and when a lost task is made again.
_PARTS = 2.0**25


def nearest(rows: np.ndarray, pivots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pivot that each row is nearest to, the first of several; and the cosines of all, a column for each pivot."""
    whole, others = (np.rint(it.astype(np.float64) * _PARTS) for it in (rows, pivots))
    cosines = whole @ others.T / _PARTS**2
    return np.argmax(cosines, axis=1), cosines


@dataclass
class Extents:
    """How near the rows of groups come to the pivots."""

    #: Rows of each group.
    counts: np.ndarray
    #: The least and the most cosine of the rows of a group (a row here) with a pivot (a column).
    least: np.ndarray
    most: np.ndarray

    @staticmethod
    def none(pivots: int) -> Extents:
        """Those of no rows."""
        return Extents(
            np.zeros(pivots, np.int64), np.full((pivots, pivots), np.inf), np.full((pivots, pivots), -np.inf)
        )

    def add(self, group: np.ndarray, cosines: np.ndarray) -> None:
        """Takes rows by what `nearest` says of them."""
        np.add.at(self.counts, group, 1)
        for number in np.unique(group).tolist():
            own = cosines[group == number]
            np.minimum(self.least[number], own.min(0), out=self.least[number])
            np.maximum(self.most[number], own.max(0), out=self.most[number])

    def merge(self, other: Extents) -> None:
        """Takes the rows of another."""
        self.counts += other.counts
        np.minimum(self.least, other.least, out=self.least)
        np.maximum(self.most, other.most, out=self.most)


@dataclass(frozen=True)
class Pairing:
    """Groups cut into pieces, and the pairs of these that are looked at."""

    #: The first piece of each group, and one more.
    starts: np.ndarray
    #: Two pieces each, the lower one first; a piece with itself too.
    pairs: np.ndarray
    #: How many pairs of pieces were ruled out.
    skipped: int

    @staticmethod
    def of(extents: Extents, columns: int, threshold: float, most_rows: int) -> Pairing:
        """Pieces of at most about `most_rows` rows of `columns` numbers, for products from `threshold` on."""
        pieces = -(-extents.counts // most_rows)
        starts = np.concatenate(([0], np.cumsum(pieces)))
        group = np.repeat(np.arange(len(pieces)), pieces)
        is_apart = _are_apart(extents, columns, threshold)
        a, b = np.triu_indices(len(group))
        is_open = (a == b) | (group[a] == group[b]) | ~is_apart[group[a], group[b]]
        return Pairing(starts, np.stack((a[is_open], b[is_open]), 1), int((~is_open).sum()))

    def piece(self, group: np.ndarray, ranks: np.ndarray) -> np.ndarray:
        """The piece of each row."""
        pieces = np.diff(self.starts)[group]
        # Neighbours go to different pieces, so that these are of one size.
        return self.starts[group] + ranks % np.maximum(1, pieces)


def _are_apart(extents: Extents, columns: int, threshold: float) -> np.ndarray:
    """Which pairs of groups hold no match."""
    # What whole parts and rounded norms may be wrong by is less.
    error = columns * 2.0**-23 + 1e-5

    def angles(cosines: np.ndarray | float) -> np.ndarray:
        return np.arccos(np.clip(cosines, -1, 1))

    nearest, farthest = angles(extents.most + error), angles(extents.least - error)
    widest = angles(threshold - error)
    count = len(nearest)
    is_apart = np.zeros((count, count), np.bool_)
    for pivot in range(count):
        gap = nearest[:, pivot][:, None] - farthest[:, pivot][None, :]
        is_apart |= (gap > widest) | (gap.T > widest)
    return is_apart
