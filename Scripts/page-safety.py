# SPDX-License-Identifier: Apache-2.0
"""Fills reports with hostile texts and looks at what a browser made of their pages.

Every text stands in a prompt, an answer, a system prompt, a source, the name of a field and, some of them, the
name of a file; as it is, and with a combining mark behind every character that markup begins or ends with. A page
is safe if the browser

* built only elements and attributes that pages have, none of them from a text,
* reported nothing on its console: an attempt that the page's policy stops is reported there,
* asked for no address but the page's own, by its log of the network, and
* ran the page's own script, so that the policy lets that through.

Three pages that are broken on purpose must be found.
"""

import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

OWN = [
    "<script>document.title='ran'</script>", '"><img src=x onerror="document.title=\'ran\'">',
    "' onmouseover='document.title=1' autofocus onfocus='document.title=1", "</script><script>1</script>",
    "</title></style></textarea></script><svg onload=alert(1)>", "<!-- <script>", "--><b>", "]]><b>",
    "javascript:alert(1)", "&lt;script&gt;alert(1)&lt;/script&gt;", "\\u003cscript\\u003ealert(1)",
    "<iframe src=https://example.com/>", "<base href=https://example.com/>", "\u2028</script>",
    '<meta http-equiv="refresh" content="0;url=https://example.com/">', "{{7*7}}${7*7}", "<details open ontoggle=alert(1)>",
]
# Not put over themselves: these follow the quote and hide it from whoever reads characters.
MARKS = ["\u0301", "\u0338", "\ufe0f", "\u200d"]
SCRIPTS = {"": 1, "application/json": 1}
ELEMENTS = set(
    "html head meta title style body main header p svg circle h1 h2 h3 h4 dl dt dd div span b nav ul ol li a section"
    " figure figcaption details summary table thead tbody tr th td rect line text polyline polygon small i code bdi"
    " del ins br article g path desc script input output button label select option".split())
ATTRIBUTES = set(
    "lang charset http-equiv content name width height viewbox aria-hidden aria-label aria-labelledby class cx cy r x y"
    " x1 x2 y1 y2 rx dx id href role points preserveaspectratio text-anchor scope dir open d type data-rows data-topic"
    " data-file title placeholder value hidden style".split())


def payloads(suites):
    texts = list(OWN)
    xss = suites / "xss/Intruder/xss-payload-list.txt"
    blns = suites / "blns/blns.json"
    for path in (xss, blns):
        if not path.exists():
            print(f"page-safety: {path} is not there; texts of our own alone", file=sys.stderr)
    if xss.exists():
        texts += [line for line in xss.read_text(errors="replace").splitlines() if line]
    if blns.exists():
        texts += [text for text in json.loads(blns.read_text()) if text]
    marked = [re.sub(r"""(["'`<>/=&])""", lambda m: m[1] + MARKS[i % len(MARKS)], text) for i, text in enumerate(texts)]
    return texts + marked


def write_sets(folder, texts):
    """Three sets, one the reference; each text fills a record, some records repeat."""
    paths = []
    for number in range(3):
        own = texts[number::3]
        name = f"set{number}.jsonl" if number else "set\"><img src=x onerror=alert(1)>'\u0301.jsonl"
        path = folder / name
        with path.open("w") as file:
            for i, text in enumerate(own):
                record = {
                    "messages": [
                        {"role": "system", "content": own[0] + " " + OWN[number]},
                        {"role": "user", "content": f"{text} {own[i // 2]} please {i // 5}"},
                        {"role": "assistant", "content": own[i // 3] + " " + text},
                    ],
                    "origin": OWN[i % len(OWN)],
                    OWN[i % 2]: i,
                }
                file.write(json.dumps(record) + "\n")
        paths.append(path.name)
    return paths


class Page(html.parser.HTMLParser):
    """The elements of a page as the browser wrote them out."""

    def __init__(self, text):
        super().__init__()
        self.problems, self.scripts, self.title, self.inside, self.has_search = [], {}, "", "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        if tag not in ELEMENTS:
            self.problems.append(f"an element <{tag}>")
        values = dict(attributes)
        if tag == "script":
            kind = values.get("type", "")
            self.scripts[kind] = self.scripts.get(kind, 0) + 1
        self.has_search |= tag == "input" and values.get("type") == "search"
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.problems.append(f"an attribute {name} of <{tag}>")
            if name == "href" and not value.startswith("#"):
                self.problems.append(f"a link to {value[:80]}")

    def handle_data(self, text):
        if self.inside == "title" and not self.title:
            self.title = text


def look(browser, path, folder):
    """What is wrong about a page."""
    log = folder / "network.json"
    run = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--disable-background-networking",
         "--disable-component-update", "--no-first-run", f"--user-data-dir={folder}/profile", f"--log-net-log={log}",
         "--virtual-time-budget=5000", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, errors="replace", timeout=300)
    page = Page(run.stdout)
    problems = list(page.problems)
    for line in run.stderr.splitlines():
        if "CONSOLE" in line:
            problems.append("the console: " + line[:300])
    asked = set()
    for line in log.read_text(errors="replace").splitlines():
        # What the browser asks for itself, such as its updates, comes from no origin.
        wanted = re.search(r'"initiator":"(?!not an origin").*"url":"((?:https?|ftp|wss?):[^"]*)"', line)
        if wanted:
            asked.add(wanted[1])
    problems += [f"an address was asked for: {address[:120]}" for address in sorted(asked)]
    if not page.has_search:
        problems.append("the page's own script did not run")
    wanted = {kind: count for kind, count in SCRIPTS.items() if kind != "application/json" or 'id="map-data"' in run.stdout}
    if page.scripts != wanted:
        problems.append(f"scripts {page.scripts}")
    if "Gamut" not in page.title:
        problems.append(f"the title is {page.title[:120]!r}")
    return problems


def main(program, browser, suites):
    program = str(pathlib.Path(program).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        texts = payloads(pathlib.Path(suites))
        first, second, third = write_sets(folder, texts)
        pages = {
            "report": ["report", first, second, "--reference", third, "--source", "origin", "--stages", "exact,near,semantic"],
            "report, prompts": ["report", second, "--reference", third, "--dedupe-view", "prompt"],
            "compare": ["compare", first, third],
            "report, redacted": ["report", first, second, "--reference", third, "--redact"],
        }
        failed = False
        for title, arguments in pages.items():
            path = folder / "page.html"
            run = subprocess.run([program, *arguments, "-o", path], cwd=folder, capture_output=True, text=True)
            if run.returncode != 0:
                sys.exit(f"page-safety: {title}: {run.stderr.strip()}")
            problems = look(browser, path, folder)
            failed |= bool(problems)
            print(f"{title}: {len(texts):,} texts, {path.stat().st_size:,} bytes: " + ("; ".join(problems[:6]) or "safe"))
            page = path.read_text()
        broken = {
            "an element slipped in": page.replace("</main>", "<img src=x onerror=\"document.title='ran'\"></main>"),
            "an address without a policy": re.sub("<meta http-equiv[^>]*>", "", page).replace(
                "</main>", '<img src="http://gamut.invalid/x"></main>'),
            "a script slipped in": page.replace("</main>", "<script>document.title='ran'</script></main>"),
        }
        for title, text in broken.items():
            (folder / "page.html").write_text(text)
            found = look(browser, folder / "page.html", folder)
            failed |= not any("console" in problem or "gamut.invalid" in problem for problem in found)
            print(f"{title}: {len(found)} problems found")
        sys.exit(1 if failed else 0)


main(*sys.argv[1:])
