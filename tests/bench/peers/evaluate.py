"""How good pairs are: evaluate.py SET.json PAIRS.csv THRESHOLD prints one JSON object: precision, recall and F1 at the
threshold, and the best F1 that any threshold would have given (the answers choose it: a courtesy no user has).

Between two tables a greedy one-to-one assignment is made first, strongest pair first: all these tables hold a thing
once, and any user would say so.
"""
import csv
import json
import sys


def pairs_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        about = json.load(file)
    threshold = float(sys.argv[3])
    ordered = (lambda a, b: (a, b)) if about["right"] else (lambda a, b: (min(a, b), max(a, b)))
    gold = {ordered(*pair) for pair in pairs_of(about["gold"])}
    found = {}
    for left, right, score in pairs_of(sys.argv[2]):
        pair = ordered(left, right)
        found[pair] = max(found.get(pair, 0.0), float(score))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if about["right"]:
        taken_left, taken_right, chosen = set(), set(), []
        for (left, right), score in ranked:
            if left not in taken_left and right not in taken_right:
                taken_left.add(left)
                taken_right.add(right)
                chosen.append(((left, right), score))
        ranked = chosen

    def figures(right, accepted):
        precision = right / accepted if accepted else 0.0
        recall = right / len(gold)
        return precision, recall, 2 * right / (accepted + len(gold))

    right = accepted = 0
    best, best_at, own = 0.0, 1.0, (0.0, 0.0, 0.0)
    for place, (pair, score) in enumerate(ranked):
        accepted += 1
        right += pair in gold
        last_of_score = place + 1 == len(ranked) or ranked[place + 1][1] != score
        if not last_of_score:
            continue
        values = figures(right, accepted)
        if score >= threshold:
            own = values
        if values[2] > best:
            best, best_at = values[2], score
    print(json.dumps({"precision": own[0], "recall": own[1], "f1": own[2], "best_f1": best, "best_at": best_at,
                      "within_reach": right / len(gold), "pairs": len(found)}))


main()
