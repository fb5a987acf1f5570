#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws Benchmarks/ratios.svg, how many times as fast Gamut is as its rivals, from the tables of Benchmarks/README.md.

With --check, exits 1 where the picture is not that of the tables. Needs nothing but Python.
"""

import math
import re
import sys
from html import escape
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
WIDTH, LEFT, RIGHT, ROW = 920, 396, 848, 30
STYLE = """
  text { font: 14px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
  .small { font-size: 12px; fill: #59636e } .title { font-size: 17px; font-weight: 600 }
  .end { text-anchor: end } .middle { text-anchor: middle } .bar { fill: #1a7f37 } .line { stroke: #d1d9e0 }
  .one { stroke: #59636e }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small { fill: #9198a1 } .bar { fill: #3fb950 } .line { stroke: #3d444d }
    .one { stroke: #9198a1 }
  }"""
# What is drawn: a name, how the row begins in the README, and which of its cells holds the ratio of CPU seconds.
BARS = (
    ("Near-duplicates of 340 MB, beside datasketch", r"datasketch \| 1\d\d\.", 4),
    ("Near-duplicates of 340 MB, beside rensa", r"rensa \| [3-9]\d\.", 4),
    ("Duplicates by meaning of 20,000, beside SemHash", r"semantic dedupe \| SemHash \| [1-9]\.\d", 5),
    ("Pairs at .9 of 20,000 rows, beside faiss", r"pairs at \.9, the same \| 0\.[0-5]", 6),
    ("Pairs at .9 of 100,000 rows, beside faiss", r"pairs at \.9, the same \| 0\.[6-9]", 6),
    ("10 neighbours of 20,000 rows, beside faiss", r"10 neighbours, 20,000", 6),
    ("k-means, k = 1,000, beside faiss", r"k-means, k = 1,000", 6),
    ("Vectors of all-MiniLM, beside sentence-transformers", r"2 \| \d+ \| \d+ \| \d+ \| [\d,]+ \| \d", 5),
)


def ratios():
    """The name and the ratio of each bar, largest first."""
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    found = []
    for name, start, cell in BARS:
        rows = [line for line in lines if re.match(rf"\| {start}", line)]
        if len(rows) != 1:
            sys.exit(f"draw_ratios: {len(rows)} rows of README.md begin as {start!r}, expected 1")
        found.append((name, float(rows[0].strip("| ").split(" | ")[cell])))
    return sorted(found, key=lambda bar: -bar[1])


def drawn(bars):
    """The lines of the picture; the axis is logarithmic."""
    top, most = 72, 10 ** math.ceil(math.log10(max(ratio for _, ratio in bars)))
    bottom = top + ROW * len(bars)

    def place(ratio):
        return LEFT + (RIGHT - LEFT) * math.log(ratio) / math.log(most)

    yield '<text class="title" x="24" y="34">Times the CPU seconds of Gamut</text>'
    ticks = [t for t in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if t <= most]
    for tick in ticks:
        x = f"{place(tick):.1f}"
        yield f'<line class="{"one" if tick == 1 else "line"}" x1="{x}" x2="{x}" y1="{top - 12}" y2="{bottom}"/>'
        yield f'<text class="small middle" x="{x}" y="{top - 18}">{tick} ×</text>'
    for i, (name, ratio) in enumerate(bars):
        y = top + ROW * i
        yield f'<text class="end" x="{LEFT - 12}" y="{y + 15}">{escape(name)}</text>'
        yield f'<rect class="bar" x="{LEFT}" y="{y + 2}" width="{place(ratio) - LEFT:.1f}" height="18" rx="3"/>'
        yield f'<text class="small" x="{place(ratio) + 6:.1f}" y="{y + 15}">{ratio:g} ×</text>'
    yield ('<text class="small" x="24" y="%d">The tables of Benchmarks/README.md, whole programs but for the rows beside faiss; '
           'two cores; the answers are in the tables.</text>' % (bottom + 28))


def picture():
    bars = ratios()
    height = 72 + ROW * len(bars) + 48
    said = "; ".join(f"{name}: {ratio:g} times" for name, ratio in bars)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'role="img">', "<!-- Made by Benchmarks/Peers/draw_ratios.py. -->", f"<title>{escape(said)}</title>",
        f"<style>{STYLE}</style>", *drawn(bars), "</svg>", ""])


def main():
    path, made = FOLDER / "ratios.svg", picture()
    if "--check" not in sys.argv[1:]:
        path.write_text(made, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != made:
        sys.exit("draw_ratios: ratios.svg is not that of README.md; run Benchmarks/Peers/draw_ratios.py")


if __name__ == "__main__":
    main()
