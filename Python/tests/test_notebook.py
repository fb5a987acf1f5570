# SPDX-License-Identifier: Apache-2.0
"""The notebook of the examples runs from its first cell to its last."""

from __future__ import annotations

from pathlib import Path

import pytest

_EXAMPLES = Path(__file__).resolve().parents[2] / "Examples"


def test_the_notebook_runs() -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(_EXAMPLES / "clean.ipynb", as_version=4)
    client = nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(_EXAMPLES)}})
    client.execute()
    last = notebook.cells[-1].outputs[0]["data"]
    assert "<iframe" in last["text/html"]
