# SPDX-License-Identifier: Apache-2.0
"""Who is told how far a run is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ._errors import Error
from ._native import Progress

#: What `progress` may be: nothing, a choice, or a function that is told.
Listener = Callable[[Progress], None] | bool | None


class Bar:
    """A bar of tqdm's, for as long as a run."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._bar: Any = None
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self.close()
            self._stage = progress.stage
            if progress.stage:
                self._bar = self._kind(
                    desc=progress.stage,
                    total=progress.total or None,
                    unit="B" if progress.is_bytes else " records",
                    unit_scale=True,
                    leave=False,
                )
        if self._bar is not None:
            self._bar.update(progress.completed - self._bar.n)

    def close(self) -> None:
        """Wipes the bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def listener(wanted: Listener) -> Callable[[Progress], None] | None:
    """What is told: by default a bar, where a person looks and tqdm is there."""
    if callable(wanted):
        return wanted
    if wanted not in (None, True, False):
        raise Error(f"progress is {wanted!r}; expected a function, True, False or None")
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        return None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return Bar(tqdm)
