# SPDX-License-Identifier: Apache-2.0
"""In one process with other libraries that bring BLAS, threads and runtimes of their own."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest


@pytest.mark.parametrize("order", ["before", "after"])
@pytest.mark.parametrize("module", ["numpy", "pyarrow", "sklearn", "torch"])
def test_another_library_changes_nothing(module: str, order: str) -> None:
    pytest.importorskip(module)
    imports = [f"import {module}", "import gamut_data"]
    if order == "after":
        imports.reverse()
    script = "\n".join(imports) + textwrap.dedent(
        """
        import numpy as np
        rows = [{"prompt": f"Where is hall {i % 40} of the {w} museum?", "response": f"On floor {i % 7}."}
                for i, w in enumerate(["old", "new", "small", "large", "open"] * 40)]
        print(len(gamut_data.dedupe(rows).removed), gamut_data.embed(rows).tobytes().hex()[:64])
        a = np.random.default_rng(0).normal(size=(300, 300))
        print(round(float((a @ a).trace()), 6))
        print(gamut_data.self_test())
        """
    )
    alone = subprocess.run(
        [sys.executable, "-c", script.replace(f"import {module}\n", "", 1)],
        check=True, capture_output=True, text=True,
    ).stdout
    beside = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout
    assert beside == alone


def test_the_import_is_quick() -> None:
    """Nothing but numpy is loaded by it: what takes time is loaded when it is needed."""
    script = "import sys, gamut_data; print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout
    for module in ("pyarrow", "pandas", "datasets", "tqdm", "pyspark"):
        assert f"'{module}'" not in loaded
