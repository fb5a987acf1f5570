# SPDX-License-Identifier: Apache-2.0
"""A set decided in parts, as it is decided in one.

Two records of which either may be the other's duplicate have a key in common. So records fall into
components, by keys in common at any number of steps, that decide nothing of each other; several of
them together, in the order of the set, are decided by the very code that decides the set.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from ._command import Command
from ._deduplication import CAUSES as CAUSES  # part of what a cluster needs
from ._errors import Error
from ._memory import matrix
from ._source import Lines, Source
from ._native import components as components, join_rows  # part of what a cluster needs

#: What hangs on the whole set in ways that keys do not show, or is written by one process.
_REFUSED = (
    "containment", "unit", "repeats", "cut", "spans", "index", "embedding_key", "dimensions", "model_name", "cache",
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
    #: Vectors that are given beside the records, and beside those compared with.
    vectors: Vectors | None = None
    known_vectors: Vectors | None = None
    #: What the files of the model hash to, where one makes vectors.
    model_digest: str | None = None
    #: Whether a record that cannot be read ends all.
    is_strict: bool = True

    @property
    def is_semantic(self) -> bool:
        """Whether there is a semantic stage."""
        return "semantic" in _stages(self.options)

    @property
    def light(self) -> Settings:
        """The same without vectors."""
        return replace(self, vectors=None, known_vectors=None)


def check(options: dict[str, Any]) -> None:
    """Refuses by name what a set cannot be decided in parts with."""
    for name in _REFUSED:
        if options.get(name) is not None:
            raise Error(
                f"{name} is given; a cluster decides duplicates of whole records, and what it returns is written "
                "from there"
            )
    if options.get("grouping", "anchor") != "anchor":
        raise Error("grouping is connected; chains of matches run through all parts, expected anchor")
    names = _stages(options)
    if sorted(set(names) - {"semantic"}) != ["exact", "near"]:
        raise Error(f"stages is {','.join(names)}; a cluster decides exact,near or exact,near,semantic")
    if "semantic" not in names:
        for name in ("embeddings", "embedding_field", "model"):
            if options.get(name) is not None:
                raise Error(f"{name} is given without the semantic stage, which it is for")
        return
    given = [it for it in ("embeddings", "embedding_field", "model") if options.get(it) is not None]
    if not given or options.get("model") == "lsa":
        raise Error(
            "model is lsa, which is fitted on the texts at hand, and a cluster has some of them at a time; expected a "
            "file that embed(…, save_model=…) wrote, the folder of a static model, embeddings or embedding_field"
        )


def _stages(options: dict[str, Any]) -> list[str]:
    stages = options.get("stages") or "exact,near"
    return stages.split(",") if isinstance(stages, str) else list(stages)


class Vectors:
    """Vectors of all records of a set: a matrix, or a `.npy` file that every task sees."""

    def __init__(self, name: str, given: Any, count: int) -> None:
        self._path: str | None = None
        self._matrix: np.ndarray | None = None
        if isinstance(given, (str, os.PathLike)):
            self._path = os.path.abspath(os.fspath(given))
            title = os.fspath(given)
        else:
            title = name
            self._matrix = matrix(name, given)
        shape = self._all().shape
        if len(shape) != 2 or shape[0] != count:
            raise Error(
                f"{title}: wrong number of rows: {shape[0] if shape else 0} rows, expected {count}: one per record "
                "read, rejected ones included"
            )

    def _all(self) -> np.ndarray:
        if self._matrix is not None:
            return self._matrix
        assert self._path is not None
        try:
            return np.load(self._path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as failure:
            raise Error(
                f"{self._path}: {str(failure).splitlines()[0]}; on a cluster a .npy file that every task sees is "
                "expected, or a matrix"
            ) from None

    def of(self, ranks: np.ndarray) -> np.ndarray:
        """Those of the records `ranks`."""
        return np.asarray(self._all()[ranks])


def digest(path: str) -> str:
    """What the files of a model hash to, whatever folder they are in."""
    names = [path]
    if os.path.isdir(path):
        found = [os.path.join(folder, name) for folder, _, files in os.walk(path) for name in files]
        names = sorted(found, key=lambda name: os.fsencode(os.path.relpath(name, path)))
    sha = hashlib.sha256()
    for name in names:
        sha.update(os.fsencode(os.path.relpath(name, path)) + b"\0")
        with open(name, "rb") as file:
            while part := file.read(1 << 20):
                sha.update(part)
        sha.update(os.path.getsize(name).to_bytes(8, "little"))
    return sha.hexdigest()


#: Options that say where vectors come from.
_VECTORS = ("embeddings", "reference_embeddings", "embedding_field", "model", "prompt")


def settings(
    whole: Source,
    like: bytes,
    options: dict[str, Any],
    known: Source | None = None,
    known_like: bytes | None = None,
    counts: tuple[int, int] = (0, 0),
) -> Settings:
    """What parts have to know of the set `whole`, whose first records `like` are; `known` is compared with.

    `counts` are those of the records of both, for the vectors that are given.
    """
    check(options)
    is_strict = options.get("on_error", "stop") != "skip"
    # What cannot be read is told by whoever asks for it, with its place in the set.
    options = {**options, "on_error": "skip"}
    given = options.pop("embeddings", None)
    known_given = options.pop("reference_embeddings", None)
    if (known_given is not None) and (given is None or known is None):
        raise Error("reference_embeddings is given without embeddings and against, which it is for")
    if given is not None and known is not None and known_given is None:
        raise Error("embeddings is given and reference_embeddings is not; expected both, of one model")
    if options.get("prefer") is not None and options.get("source") is None:
        # Files go by whole paths here.
        options["prefer"] = [os.path.abspath(it) if os.path.isfile(it) else it for it in _names(options["prefer"])]
    hashed = None
    if options.get("model") is not None:
        options["model"] = os.path.abspath(os.fspath(options["model"]))
        try:
            hashed = digest(options["model"])
        except OSError as failure:
            raise Error(f"{options['model']}: {failure.strerror}; expected a file or a folder with a model") from None
    command = Command(
        ["shard", "plan"],
        whole,
        # What is preferred is looked for where all sources are known.
        {**_without_vectors(options), "like": Lines(like), "against": known, "prefer": None},
        False,
        written=("output",),
    )
    return Settings(
        options,
        like,
        command.written["output"],
        known_like,
        None if given is None else Vectors("embeddings", given, counts[0]),
        None if known_given is None else Vectors("reference_embeddings", known_given, counts[1]),
        hashed,
        is_strict,
    )


def _without_vectors(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in _VECTORS}


def _part_options(of: Settings, is_known: bool) -> dict[str, Any]:
    """The options of a command on a part."""
    options = {**of.options, "like": Lines(of.like), "plan": of.plan, "workers": 1}
    if of.known_like is None:
        options.pop("reference_text", None)
    elif is_known:
        options |= {"role": "known", "like": Lines(of.known_like)}
    else:
        options["role"] = "compared"
    return options


@dataclass
class Facts:
    """What is an error of a whole set, and none of a part."""

    #: Records with text, and those with the number that orders them; None where none is asked for.
    texts: int = 0
    numbers: int | None = None
    #: The names of the sources.
    sources: set[str] = field(default_factory=set)

    @staticmethod
    def of(document: bytes) -> Facts:
        """Those that `shard keys` wrote."""
        found = json.loads(document)
        return Facts(found["texts"], found["numbers"], set(found["sources"]))

    def merge(self, other: Facts) -> None:
        """Takes those of another part."""
        self.texts += other.texts
        if other.numbers is not None:
            self.numbers = (self.numbers or 0) + other.numbers
        self.sources |= other.sources


def require(facts: Facts, options: dict[str, Any], count: int, rejected: int, is_known: bool = False) -> None:
    """Raises what the command line says of a set of which `facts` are true."""
    if facts.texts == 0 and rejected < count:
        raise Error(
            f"nothing there: the text is empty in all of the {count} records; expected text: take another view, or "
            "name the fields that hold it"
        )
    if is_known:
        return
    if facts.numbers == 0:
        name = options["keep"].split(":", 1)[1]
        raise Error(f'missing field: no record has a number in "{name}", which is to order them')
    if options.get("source") is None:
        return
    if len(facts.sources) > 1 << 16:
        raise Error(f'"{options["source"]}" has more than 65536 values; expected a field that says where records come from')
    for name in _names(options.get("prefer")):
        if name not in facts.sources and not (name == "(none)" and "" in facts.sources):
            there = sorted(json.dumps(it or "(none)", ensure_ascii=False) for it in facts.sources)
            more = f" and {len(there) - 10} more" if len(there) > 10 else ""
            raise Error(
                f'unknown source: "{name}", to be preferred, is none of the sources; they are '
                f"{', '.join(there[:10])}{more}"
            )


def require_files(options: dict[str, Any], files: list[str]) -> None:
    """Raises where what is to be preferred is none of the files, by their whole paths or the last parts of these."""
    if options.get("source") is not None:
        return
    for name in _names(options.get("prefer")):
        if os.path.abspath(name) in files or name in files:
            continue
        found = [file for file in files if os.path.basename(file) == name]
        if len(found) != 1:
            there = ", ".join(json.dumps(file, ensure_ascii=False) for file in (found or files)[:10])
            what = "several of the inputs" if found else "none of the sources; they are"
            raise Error(f'unknown source: "{name}", to be preferred, is {what}: {there}'.replace("are: ", "are "))


def _names(given: str | list[str] | None) -> list[str]:
    return [] if given is None else given.split(",") if isinstance(given, str) else list(given)


def keys(part: Source, of: Settings, is_known: bool = False) -> tuple[np.ndarray, bytes]:
    """The keys of the records of a part: a row for each, of 64-bit numbers of which 0 is none. And its `Facts`.

    `is_known` are records of the set compared with.
    """
    options = _without_vectors(_part_options(of, is_known))
    # It changes no key, and a part need not have what the set has.
    options.pop("prefer", None)
    command = Command(["shard", "keys"], part, options, False, written=("output", "facts"))
    return _table(command.written["output"], b"GAMUTKEY", np.uint64), command.written["facts"]


def rows(part: Source, of: Settings, is_known: bool = False, vectors: np.ndarray | None = None) -> np.ndarray:
    """The vectors of the records of a part, by which they meet at the semantic stage: a row for each, of norm
    1, or of zeros where it meets none. `vectors` are those that are given beside its records."""
    _check_model(of)
    options = {**_part_options(of, is_known), "embeddings": vectors, "prefer": None}
    command = Command(["shard", "rows"], part, options, False, written=("output",))
    return _table(command.written["output"], b"GAMUTROW", np.float32)


def _table(written: bytes, magic: bytes, kind: type) -> np.ndarray:
    columns = int.from_bytes(written[12:16], "little")
    if written[:8] != magic or written[8] != 1:
        raise Error("the library's answer is of another version than this package")
    if columns == 0:
        return np.empty((0, 0), kind)
    return np.frombuffer(written, kind, offset=16).reshape(-1, columns)


def _check_model(of: Settings) -> None:
    if of.model_digest is not None and _digest_here(of.options["model"], of.model_digest) != of.model_digest:
        raise Error(f"{of.options['model']}: the model is another one here than where the job was begun")


@lru_cache(maxsize=8)
def _digest_here(path: str, expected: str) -> str:
    try:
        return digest(path)
    except OSError as failure:
        raise Error(f"{path}: {failure.strerror}; expected the model under this path on every executor") from None


#: What two sums of products may differ by, and the mean of two cosines: no answer hangs on it, since the engine
#: decides, and less would only leave out a pair that it would find.
_MARGIN = 1e-5


def joining_threshold(of: Settings) -> float:
    """The product from which rows are joined."""
    return float(of.options.get("semantic_threshold", 0.95)) - _MARGIN


def joined_rows(
    left: np.ndarray, ranks: np.ndarray, right: np.ndarray | None, right_ranks: np.ndarray | None, threshold: float
) -> tuple[np.ndarray, np.ndarray]:
    """Edges between ranks whose rows reach the threshold, at any number of steps: of `left` with each other, or
    with `right`."""
    if len(left) == 0 or (right is not None and len(right) == 0):
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    lowest = join_rows(left, right, threshold)
    every = ranks if right_ranks is None else np.concatenate((ranks, right_ranks))
    is_edge = lowest != np.arange(len(lowest), dtype=np.uint32)
    return every[lowest[is_edge]], every[is_edge]


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
    _check_model(of)
    options = {**of.options, "like": Lines(of.like), "plan": of.plan, "workers": 1}
    if of.vectors is not None:
        options["embeddings"] = of.vectors.of(ranks)
    if known is None:
        options.pop("reference_text", None)
    else:
        options |= {"against": known, "reference_like": Lines(of.known_like or b"")}
        if of.known_vectors is not None and known_ranks is not None:
            options["reference_embeddings"] = of.known_vectors.of(known_ranks)
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
