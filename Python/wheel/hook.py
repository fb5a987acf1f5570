# SPDX-License-Identifier: Apache-2.0
"""What hatchling is told of a wheel with a program and a library in it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_PACKAGE = Path(__file__).resolve().parents[2]
_PORTABLE = _PACKAGE / ".build" / "portable"


class Version(MetadataHookInterface):
    """The version is that of the program."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (_PACKAGE / "Sources" / "Gamut" / "Version.swift").read_text(encoding="utf-8")
        found = re.search(r'number = "([^"]+)"', text)
        assert found, "Sources/Gamut/Version.swift names no version"
        metadata["version"] = found[1]


class Contents(BuildHookInterface):
    """Binaries of ours, for one kind of machine and any Python 3."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        machine = os.uname().machine
        build_data["tag"] = f"py3-none-manylinux_2_34_{machine}"
        build_data["pure_python"] = False
        build_data["shared_scripts"][str(_PORTABLE / "gamut")] = "gamut"
        # Where the program finds it, whatever Python is beside it: `../lib/gamut`.
        for name in ("libgamut.so", "libscipy_openblas.so"):
            build_data["shared_data"][str(_PORTABLE / name)] = f"lib/gamut/{name}"
        build_data["sbom_files"] = [str(_PORTABLE / "gamut.cdx.json")]
