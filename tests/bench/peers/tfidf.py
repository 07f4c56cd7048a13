"""The peer for texts: TF-IDF over character 3-grams and the nearest neighbours by cosine, as scikit-learn's users do it.

tfidf.py SET.json OUTPUT.csv    the ten nearest of each record; its columns joined into one text
"""
import csv
import json
import sys

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors

NEIGHBOURS = 10


def read(path, about):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row[about["id"]] for row in rows], [" ".join(row[column] for column in about["columns"]) for row in rows]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        about = json.load(file)
    ids, texts = read(about["left"], about)
    other_ids, other_texts = read(about["right"], about) if about["right"] else (ids, texts)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=numpy.float32)
    vectorizer.fit(texts + other_texts if about["right"] else texts)
    there = vectorizer.transform(other_texts)
    here = vectorizer.transform(texts) if about["right"] else there
    # In one table the nearest is the record itself.
    wanted = NEIGHBOURS if about["right"] else NEIGHBOURS + 1
    search = NearestNeighbors(n_neighbors=min(wanted, len(other_ids)), metric="cosine", algorithm="brute", n_jobs=2).fit(there)
    found = {}
    for begin in range(0, len(ids), 1000):
        distances, places = search.kneighbors(here[begin : begin + 1000])
        for row, (near, at) in enumerate(zip(distances, places), begin):
            for distance, place in zip(near, at):
                pair = (row, int(place)) if about["right"] else (min(row, int(place)), max(row, int(place)))
                if about["right"] or pair[0] != pair[1]:
                    found[pair] = 1 - float(distance)
    with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["left_id", "right_id", "score"])
        writer.writerows([ids[left], other_ids[right], f"{score:.6f}"] for (left, right), score in sorted(found.items()))


main()
