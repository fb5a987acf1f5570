#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The names of topics, beside the class-based TF-IDF of BERTopic, by the labels that nobody was told.

Banking77 is clustered into 77, and then into 60, 77 and 90 by each of some seeds, since one clustering is one
draw; the same clusters are named by Gamut and by the three best terms of c-TF-IDF
(M. Grootendorst 2022, arXiv:2203.05794: the share of a term among the words of its cluster, times
log(1 + A/f), A the mean number of words of a cluster and f how often the term stands in all of them) over
words and pairs of words without scikit-learn's English stop words. Counted are the clusters whose name holds a
word of the intent that most of their questions have, by stem: a common beginning of four letters or more with at
most three behind it.
"""

import collections
import json
import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import labelled
import settings
from tables import print_table

COUNT, TERMS = 77, 3
OTHER_COUNTS = (60, 77, 90)


def same_stem(a, b):
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) >= 4 and len(long) - len(short) <= 3 and long.startswith(short))


def class_tf_idf(texts, clusters):
    """The best terms of each cluster."""
    from sklearn.feature_extraction.text import CountVectorizer

    documents = collections.defaultdict(list)
    for text, cluster in zip(texts, clusters):
        documents[cluster].append(text)
    numbers = sorted(documents)
    vectorizer = CountVectorizer(stop_words="english", ngram_range=(1, 2))
    counts = vectorizer.fit_transform([" ".join(documents[number]) for number in numbers]).tocsr()
    terms = vectorizer.get_feature_names_out()
    totals = counts.sum(axis=0).A1
    mean = counts.sum() / len(numbers)
    names = {}
    for place, number in enumerate(numbers):
        row = counts.getrow(place)
        size = row.sum()
        scores = [(-value / size * math.log(1 + mean / totals[column]), terms[column])
                  for column, value in zip(row.indices, row.data)]
        names[number] = [term for _, term in sorted(scores)[:TERMS]]
    return names


def measured(options, folder, model, count, seed):
    """What each names the clusters of one clustering, and the intent that most of their questions have."""
    questions, labels = labelled.intents(options.data, "train")
    source = folder / "questions.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in questions.texts))
    lines, answer = folder / "clusters.jsonl", folder / "clusters.json"
    subprocess.run([options.gamut, "cluster", source, "-o", lines, "--json", answer, "--count", str(count),
                    "--seed", str(seed), *model],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    clusters = [json.loads(line)["cluster"] for line in lines.read_text().splitlines()]
    ours = {entry["cluster"]: entry["name"].split(" · ") for entry in json.loads(answer.read_text())["clusters"]}
    theirs = class_tf_idf(questions.texts, clusters)
    majority = {cluster: collections.Counter(
        label for label, other in zip(labels, clusters) if other == cluster).most_common(1)[0][0] for cluster in theirs}
    return ours, theirs, majority


def counted(names, majority):
    """The share of clusters with a word of their intent, and how many have one of scikit-learn's stop list."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    hits = stops = 0
    for cluster, terms in names.items():
        words = [word.lower() for term in terms for word in term.split()]
        wanted = [word for word in majority[cluster].lower().split("_") if word not in ENGLISH_STOP_WORDS]
        hits += any(same_stem(word, other) for word in words for other in wanted)
        stops += any(word in ENGLISH_STOP_WORDS for word in words)
    return hits / len(names), stops


def main():
    parser = settings.parser(__doc__)
    parser.add_argument("--seeds", type=int, default=4, help="seeds of the other clusterings")
    options = settings.parsed(parser)
    draws = []
    with tempfile.TemporaryDirectory() as folder:
        models = [("lsa", ())]
        encoder = settings.ROOT / ".build" / "models" / "all-MiniLM-L6-v2"
        if encoder.exists():
            # Each text is encoded once.
            models.append((encoder.name, ("--model", encoder, "--cache", Path(folder) / "cache")))
        for name, model in models:
            ours, theirs, majority = measured(options, Path(folder), model, COUNT, 0)
            rows = []
            for title, names in [("Gamut", ours), ("c-TF-IDF with stop words", theirs)]:
                share, stops = counted(names, majority)
                rows.append([title, f"{share:.3f}", f"{stops} of {len(names)}"])
            print_table(f"names of {COUNT} clusters of Banking77, vectors of {name}",
                        ["names by", "with a word of the intent", "with a word of scikit-learn's stop list"], rows)
            for cluster in sorted(ours)[:12]:
                print(f"  {majority[cluster]}: {' · '.join(ours[cluster])} | {' · '.join(theirs[cluster])}")
            pairs = []
            for count in OTHER_COUNTS:
                for seed in range(options.seeds):
                    ours, theirs, majority = measured(options, Path(folder), model, count, seed)
                    pairs.append((counted(ours, majority)[0], counted(theirs, majority)[0]))
            differences = [a - b for a, b in pairs]
            # The clusterings share their questions, so the error is somewhat too small.
            error = statistics.stdev(differences) / len(differences) ** 0.5
            draws.append([name, f"{statistics.mean(a for a, _ in pairs):.3f}", f"{statistics.mean(b for _, b in pairs):.3f}",
                          f"{statistics.mean(differences):+.3f} ± {error:.3f}",
                          f"{sum(a >= b for a, b in pairs)} of {len(pairs)}"])
    print_table("the same of clusterings into 60, 77 and 90, by each seed",
                ["vectors", "Gamut", "c-TF-IDF", "difference, standard error", "at least as many"], draws)


if __name__ == "__main__":
    sys.exit(main())
