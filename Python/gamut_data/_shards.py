# SPDX-License-Identifier: Apache-2.0
"""A set decided in parts, as it is decided in one.

Two records of which either may be the other's duplicate have a key in common. So records fall into
components, by keys in common at any number of steps, that decide nothing of each other; several of
them together, in the order of the set, are decided by the very code that decides the set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ._command import Command
from ._deduplication import CAUSES as CAUSES  # part of what a cluster needs
from ._errors import Error
from ._source import Lines, Source
from ._native import components as components  # part of what a cluster needs

#: What hangs on the whole set in ways that keys do not show, or is written by one process.
_REFUSED = (
    "containment", "unit", "repeats", "cut", "spans", "index", "embeddings", "embedding_field",
    "max_source_removal", "output", "output_dir", "removed", "rejected", "clusters", "provenance", "manifest",
    "json", "dry_run", "explain", "like", "plan",
)


@dataclass(frozen=True)
class Settings:
    """What every part of a set has to know; small, and the same for all."""

    #: Options of `dedupe`.
    options: dict[str, Any]
    #: The beginning of the set, as lines of JSON, which says what its records are.
    like: bytes
    #: What the whole set decides before its records are compared.
    plan: bytes
    #: The beginning of the set that it is compared with, where there is one.
    known_like: bytes | None = None


def check(options: dict[str, Any]) -> None:
    """Refuses by name what a set cannot be decided in parts with."""
    for name in _REFUSED:
        if options.get(name) is not None:
            raise Error(
                f"{name} is given; a cluster decides exact and near-duplicates of whole records, and what it "
                "returns is written from there"
            )
    if options.get("grouping", "anchor") != "anchor":
        raise Error("grouping is connected; chains of matches run through all parts, expected anchor")
    stages = options.get("stages") or "exact,near"
    names = stages.split(",") if isinstance(stages, str) else list(stages)
    if sorted(names) != ["exact", "near"]:
        raise Error(f"stages is {','.join(names)}; a cluster decides exact,near")


def settings(
    whole: Source,
    like: bytes,
    options: dict[str, Any],
    known: Source | None = None,
    known_like: bytes | None = None,
) -> Settings:
    """What parts have to know of the set `whole`, whose first records `like` are; `known` is compared with."""
    check(options)
    # What cannot be read is told by whoever asks for it, with its place in the set.
    options = {**options, "on_error": "skip"}
    command = Command(
        ["shard", "plan"],
        whole,
        {**options, "like": Lines(like), "against": known},
        False,
        written=("output",),
    )
    return Settings(options, like, command.written["output"], known_like)


def keys(part: Source, of: Settings, is_known: bool = False) -> np.ndarray:
    """The keys of the records of a part: a row for each, of 64-bit numbers of which 0 is none.

    `is_known` are records of the set compared with.
    """
    options = {**of.options, "like": Lines(of.like), "plan": of.plan, "workers": 1}
    if of.known_like is None:
        options.pop("reference_text", None)
    elif is_known:
        options |= {"role": "known", "like": Lines(of.known_like)}
    else:
        options["role"] = "compared"
    command = Command(["shard", "keys"], part, options, False, written=("output",))
    written = command.written["output"]
    magic, columns = written[:8], int.from_bytes(written[12:16], "little")
    if magic != b"GAMUTKEY" or written[8] != 1:
        raise Error("the keys are of another version than this package")
    return np.frombuffer(written, np.uint64, offset=16).reshape(-1, columns)


def stars(keys: np.ndarray, ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Edges that join the ranks of equal keys: from the lowest of a key to each other one, once."""
    if len(keys) < 2:
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    # Numbers are sorted six times as fast as places by numbers: the upper bits of a key with its place.
    lowest = keys.min()
    upper = keys - lowest
    upper >>= np.uint64(max(0, int(upper.max()).bit_length() - 32))
    upper <<= np.uint64(32)
    upper |= np.arange(len(keys), dtype=np.uint64)
    upper.sort()
    is_again = np.zeros(len(keys) + 1, np.bool_)
    np.equal(upper[1:] >> np.uint64(32), upper[:-1] >> np.uint64(32), out=is_again[1:-1])
    # Few keys come twice: the others are gone from here on.
    several = upper[is_again[:-1] | is_again[1:]]
    group = several >> np.uint64(32)
    places = several.astype(np.uint32)
    keys, ranks = keys[places], ranks[places]
    _sort_within(group, keys, ranks)
    is_first = np.append(len(keys) > 0, keys[1:] != keys[:-1])[: len(keys)]
    starts = np.flatnonzero(is_first)
    first = np.repeat(ranks[starts], np.diff(np.append(starts, len(keys))))
    is_edge = first != ranks
    edges = first[is_edge].astype(np.uint64) << np.uint64(32) | ranks[is_edge]
    edges.sort()
    edges = edges[np.append(len(edges) > 0, edges[1:] != edges[:-1])[: len(edges)]]
    return (edges >> np.uint64(32)).astype(np.uint32), edges.astype(np.uint32)


def _sort_within(group: np.ndarray, keys: np.ndarray, ranks: np.ndarray) -> None:
    """Sorts `keys`, and the `ranks` of each, where they are not within a group of equal numbers in a row."""
    follows = (keys[1:] > keys[:-1]) | ((keys[1:] == keys[:-1]) & (ranks[1:] >= ranks[:-1]))
    unsorted = np.flatnonzero(~follows & (group[1:] == group[:-1]))
    if len(unsorted) == 0:
        return
    number = np.concatenate(([0], np.cumsum(group[1:] != group[:-1])))
    is_unsorted = np.zeros(number[-1] + 1, np.bool_)
    is_unsorted[number[unsorted]] = True
    those = np.flatnonzero(is_unsorted[number])
    order = those[np.lexsort((ranks[those], keys[those]))]
    keys[those], ranks[those] = keys[order], ranks[order]


def packed(component: np.ndarray, weights: np.ndarray, limit: int, known: int = 0) -> np.ndarray:
    """Which task decides each record: components whole, in tasks of about `limit`; -1 where a
    record is a component by itself, and stays. The first `known` records are only compared with: a
    component of them alone decides nothing."""
    count = len(component)
    sizes = np.bincount(component, minlength=count)
    # The lowest of a component names it, so that only those of known ones may be of known ones alone.
    sizes[:known][np.bincount(component[known:], minlength=count)[:known] == 0] = 0
    task = np.full(count, -1, np.int64)
    members = np.flatnonzero(sizes[component] > 1)
    if len(members) == 0:
        return task
    loads = np.bincount(component[members], weights[members], minlength=count)
    roots = np.unique(component[members])
    # One behind the other, so that a task is full as soon as it holds `limit`.
    before = np.concatenate(([0.0], np.cumsum(loads[roots])[:-1]))
    of_root = np.zeros(count, np.int64)
    of_root[roots] = np.unique((before // limit).astype(np.int64), return_inverse=True)[1]
    task[members] = of_root[component[members]]
    return task


@dataclass(frozen=True)
class Removals:
    """What was decided of a part: columns, by the ranks of the set."""

    index: np.ndarray
    keeper: np.ndarray
    #: Whether the keeper is a record of the set compared with, by whose ranks it is.
    against: np.ndarray
    #: Places in `CAUSES`.
    cause: np.ndarray
    similarity: np.ndarray


def decide(
    part: Source,
    ranks: np.ndarray,
    of: Settings,
    known: Source | None = None,
    known_ranks: np.ndarray | None = None,
) -> Removals:
    """Decides whole components, whose records come in the order of their `ranks`; `known` are those compared with."""
    options = {**of.options, "like": Lines(of.like), "plan": of.plan, "workers": 1}
    if known is None:
        options.pop("reference_text", None)
    else:
        options |= {"against": known, "reference_like": Lines(of.known_like or b"")}
    command = Command(["dedupe"], part, options, False)
    decisions = command.run.decisions
    if decisions is None or decisions.read_count != len(ranks):
        raise Error("a part was not read as it was sent")
    keeper = decisions.keeper.copy()
    for those, of_which in ((~decisions.is_reference, ranks), (decisions.is_reference, known_ranks)):
        if of_which is not None:
            keeper[those] = of_which[keeper[those]]
    return Removals(
        ranks[decisions.record], keeper, decisions.is_reference, decisions.cause, decisions.similarity
    )


def first_lines(lines: bytes, count: int = 1000) -> bytes:
    """As many records of the beginning as say what all are."""
    end = 0
    for _ in range(count):
        next_end = lines.find(b"\n", end) + 1
        if next_end == 0:
            return lines
        end = next_end
    return lines[:end]
