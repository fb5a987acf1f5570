# SPDX-License-Identifier: Apache-2.0
"""Draws the picture of the README, Examples/examples.svg, from what the job `examples` measured."""

import json
import textwrap
from html import escape

import settings
from picture_set import PASSAGE, QUESTIONS

PROGRAMS = ("**Gamut**", "datasketch", "rensa", "text-dedup", "SemHash")
SET = "XQuAD en, fields"
WIDTH, LEFT, FIRST, STEP = 920, 24, 424, 94
STYLE = """
  text { font: 14px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
  .small { font-size: 12px; fill: #59636e } .title { font-size: 17px; font-weight: 600 }
  .name { font-weight: 600 } .ours { fill: #1a7f37 } .gone { fill: #cf222e } .line { stroke: #d1d9e0 }
  .middle { text-anchor: middle } .box { fill: #818b981f } .band { fill: #1a7f3714 }
  .number { font-size: 18px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small { fill: #9198a1 } .ours { fill: #3fb950 } .gone { fill: #f85149 }
    .line { stroke: #3d444d } .band { fill: #3fb95021 }
  }"""


def text(x, y, words, *classes):
    named = f' class="{" ".join(classes)}"' if classes else ""
    return f'<text x="{x}" y="{y}"{named}>{escape(words)}</text>'


def column(place):
    return FIRST + STEP // 2 + place * STEP


def drawn(results, removed):
    """The lines of the picture."""
    programs = [p for p in PROGRAMS if p in removed]
    yield text(LEFT, 34, "One passage, five questions: five examples, and nothing twice", "title")
    lines = textwrap.wrap(PASSAGE, 128)
    yield f'<rect class="box" x="{LEFT - 8}" y="48" width="{WIDTH - 2 * LEFT + 16}" height="{22 + 17 * len(lines)}" rx="6"/>'
    for i, line in enumerate(lines):
        yield text(LEFT + 4, 70 + 17 * i, line, "small")
    top = 70 + 17 * len(lines) + 40
    height = 44 * len(QUESTIONS) + 72
    yield f'<rect class="band" x="{FIRST + 4}" y="{top - 26}" width="{STEP - 8}" height="{height + 30}" rx="6"/>'
    for i, program in enumerate(programs):
        ours = ["ours"] if program == PROGRAMS[0] else []
        yield text(column(i), top - 6, program.strip("*"), "name", "middle", *ours)
    for place, (question, answer) in enumerate(QUESTIONS):
        y = top + 22 + 44 * place
        yield f'<line class="line" x1="{LEFT}" x2="{WIDTH - LEFT}" y1="{y - 16}" y2="{y - 16}"/>'
        yield text(LEFT, y + 2, question)
        yield text(LEFT, y + 19, answer, "small")
        for i, program in enumerate(programs):
            is_gone = place in removed[program]
            yield text(column(i), y + 10, "removed" if is_gone else "kept", "middle", "gone" if is_gone else "ours")
    y = top + 22 + 44 * len(QUESTIONS)
    yield f'<line class="line" x1="{LEFT}" x2="{WIDTH - LEFT}" y1="{y - 16}" y2="{y - 16}"/>'
    result = results[SET]
    yield text(LEFT, y + 8, f"Removed of {result['records']:,} questions on 240 passages", "name")
    yield text(LEFT, y + 26, "XQuAD, English: people wrote them, one by one")
    yield text(LEFT, y + 44, "beside: how many records went, and how many of all wrongly", "small")
    for i, program in enumerate(programs):
        counts = result["programs"][program]
        tone = "gone" if counts["wrong"] > 0.01 * result["records"] else "ours"
        yield text(column(i), y + 14, f"{counts['removed']:,}", "number", "middle", tone)
        yield text(column(i), y + 36, f"{100 * counts['wrong'] / result['records']:.0f} % wrong", "small", "middle")
    yield text(LEFT, y + 80, "All at their defaults and a threshold of .8 (SemHash .9). Benchmarks/Accuracy.md has the "
               "other sets.", "small")
    yield str(y + 98)


def main():
    options = settings.parsed(settings.parser(__doc__))
    path = options.answers / "examples.json"
    if not path.exists():
        settings.skip("draw_examples", f"no {path}; run the job examples first")
    results = json.loads(path.read_text())
    *lines, height = drawn(results["sets"], results["picture"])
    target = settings.ROOT / "Examples" / "examples.svg"
    target.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="One passage with five questions: what programs remove of these five examples">\n'
        f"<style>{STYLE}\n</style>\n" + "\n".join(lines) + "\n</svg>\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
