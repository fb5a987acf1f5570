# SPDX-License-Identifier: Apache-2.0
"""Options: those of the command line, with underscores, checked by the same code."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from typing import Any, TypedDict

from ._errors import Error

#: Options that are given once for each value; all other lists are one value with commas.
_REPEATED = {"against", "reference", "fail_if"}


class Reading(TypedDict, total=False):
    """How records are read."""

    view: str
    text: str | list[str]
    parts: str | dict[str, str | list[str]]
    ignore: str | list[str]
    compare: str | list[str]
    on_error: str
    allow_mixed: bool
    workers: int
    seed: int


class Vectors(TypedDict, total=False):
    """Where vectors come from."""

    embeddings: Any
    reference_embeddings: Any
    embedding_field: str
    embedding_key: str
    model: str
    dimensions: int
    model_name: str
    prompt: str
    cache: str


class Duplicates(TypedDict, total=False):
    """What a duplicate is."""

    stages: str | list[str]
    threshold: float
    shingle: str
    containment: float
    alike: str
    fold: str
    distinct: str
    grouping: str
    semantic_threshold: float
    keep: str
    source: str
    prefer: str | list[str]
    max_source_removal: float
    memory: str
    tmp_dir: str


class DedupeOptions(Reading, Vectors, Duplicates, total=False):
    """Of `dedupe`."""

    reference_text: str | list[str]
    index: str
    output_dir: str
    removed: str
    rejected: str
    clusters: str
    provenance: str
    manifest: str
    unit: str
    repeats: str | int
    cut: bool
    spans: str


class IndexOptions(Reading, Duplicates, total=False):
    """Of `Index`."""

    kept: str
    removed: str
    rejected: str
    provenance: str


class ReportOptions(Reading, Vectors, Duplicates, total=False):
    """Of `report`."""

    dedupe_view: str
    reference_text: str | list[str]
    coverage_threshold: float
    budget: int
    expect: str
    redact: bool
    baseline: str
    tokenizer: str
    max_length: int
    kept: str
    removed: str
    provenance: str
    manifest: str
    fail_if: str | list[str]


class CoverageOptions(Reading, Vectors, total=False):
    """Of `coverage`."""

    reference_text: str | list[str]
    coverage_threshold: float
    budget: int


class PairOptions(Reading, Vectors, total=False):
    """Of `pairs`."""

    shingle: str
    alike: str
    fold: str


class ClusterOptions(Reading, Vectors, total=False):
    """Of `cluster`."""

    method: str
    count: int | str
    min_size: int


class EmbedOptions(Reading, Vectors, total=False):
    """Of `embed`."""

    save_model: str


#: Options that are there or not.
_FLAGS = {"allow_mixed", "cut", "dry_run", "explain", "redact"}
#: All that functions take.
NAMES = frozenset(
    name
    for kind in (
        DedupeOptions, IndexOptions, ReportOptions, CoverageOptions, PairOptions, ClusterOptions, EmbedOptions
    )
    for name in kind.__annotations__
) | _FLAGS | _REPEATED | {"output", "by", "json", "markdown", "gaps", "like", "reference_like", "plan", "role", "facts"}


def arguments(options: Mapping[str, Any]) -> list[str]:
    """The arguments of the command line that `options` are; None and False are left out."""
    result: list[str] = []
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        if type(value).__name__ == "bool_" or (name in _FLAGS and value in (0, 1)):
            value = bool(value)
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise Error(f"{name} is not an option{hint}")
        if value is None or value is False:
            continue
        if isinstance(value, (list, tuple, set, frozenset, Mapping)) and not value:
            raise Error(f"{name} is empty; expected a value, or None")
        if value is True:
            if name not in _FLAGS:
                raise Error(f"{name} is True; expected a value")
            result.append(flag)
        elif name in _REPEATED and isinstance(value, (list, tuple)):
            result += [f"{flag}={_text(name, item)}" for item in value]
        else:
            result.append(f"{flag}={_text(name, value)}")
    return result


def _text(name: str, value: Any) -> str:
    if isinstance(value, (str, os.PathLike)):
        return os.fspath(value)
    if isinstance(value, Mapping):
        pairs = []
        for key, items in value.items():
            for item in [items] if isinstance(items, str) else items or [None]:
                if not isinstance(item, str):
                    raise Error(f"{name} has {item!r} for {key}; expected a field, or a list of them")
                pairs.append(f"{key}={item}")
        return ",".join(pairs)
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return ",".join(_text(name, item) for item in items)
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if isinstance(value, (int, float)):
        return repr(value)
    raise Error(
        f"{name} is of the type {type(value).__name__}; expected a text, a number or a list of them"
    )
