# SPDX-License-Identifier: Apache-2.0
"""What is in a set, and what is missing."""

from __future__ import annotations

import html
import json
import os
from typing import Any

from ._command import Command
from ._deduplication import Deduplication
from ._errors import Error
from ._inputs import Source


class Report:
    """A report: shows itself in a notebook, prints its summary, and has every number."""

    def __init__(self, command: Command, data: Source) -> None:
        #: The document, as `--json` writes it.
        self.json: dict[str, Any] = json.loads(command.written["json"])
        #: The page: one file that needs no network.
        self.html = command.written["output"].decode()
        #: The same for a pull request.
        self.markdown = command.written["markdown"].decode()
        #: What was removed before anything was measured.
        self.deduplication = Deduplication(command, data)
        # What to do next is to open the page, which is here.
        self._summary = command.run.answer.split("\nNext\n")[0]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the page, the Markdown or the document, as the name ends."""
        name = os.fspath(path)
        text = self.html
        if name.endswith(".json"):
            text = json.dumps(self.json, indent=2, ensure_ascii=False) + "\n"
        elif name.endswith(".md"):
            text = self.markdown
        try:
            with open(name, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError as failure:
            raise Error(f"{name}: cannot write: {failure.strerror}") from failure

    def __str__(self) -> str:
        return self._summary

    __repr__ = __str__

    def _repr_html_(self) -> str:
        # A frame of its own, without scripts: the page's styles stay with it.
        return (
            f'<iframe sandbox="" srcdoc="{html.escape(self.html)}" '
            'style="width:100%;height:720px;border:0"></iframe>'
        )
