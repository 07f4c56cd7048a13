"""Writes one set that all programs read alike: left.csv, right.csv where there are two tables, gold.csv (id1,id2) and
set.json, which names the columns, the text that one-text programs compare and the model of models.mjs.

prepare.py register FOLDER OUTPUT    a government written by `cadastre generate --format csv`
prepare.py NAME LINK_DATA OUTPUT     abt_buy, dblp_acm, febrl1, febrl2 or febrl4 of the link sets
"""
import csv
import json
import pathlib
import sys

REGISTER = ["name", "short_name", "name_english", "purpose", "legal_basis", "responsible", "operator", "web_address"]
PEOPLE = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth"]
# Folder and files (left, right, gold), id column, columns, text of one-text programs, model.
LINK_SETS = {
    "abt_buy": ("abt_buy", ("tableA", "tableB", "gold"), "id", ["name", "description", "price"], ["name"], "products"),
    "dblp_acm": ("dblp_acm", ("tableA", "tableB", "gold"), "id", ["title", "authors", "venue", "year"], ["title", "authors"], "papers"),
    "febrl1": ("febrl", ("dataset1", None, "gold1"), "rec_id", PEOPLE, PEOPLE, "people"),
    "febrl2": ("febrl", ("dataset2", None, "gold2"), "rec_id", PEOPLE, PEOPLE, "people"),
    "febrl4": ("febrl", ("dataset4a", "dataset4b", "gold4"), "rec_id", PEOPLE, PEOPLE, "people"),
}


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_text(path, text_path, about):
    """The same table as one text a record, for programs that compare texts."""
    write(text_path, ["id", "words"], ([record[about["id"]], " ".join(record[column] for column in about["text"])] for record in records(path)))


def records(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        yield from csv.DictReader(file)


def main():
    name, source, output = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    output.mkdir(parents=True, exist_ok=True)
    about = {"left": str(output / "left.csv"), "right": None, "gold": str(output / "gold.csv")}
    if name == "register":
        rows = (
            [f"{record['subject']}/{record['key']}"] + [record.get(column, "") for column in REGISTER]
            for file in sorted(source.glob("assets_*.csv"))
            for record in records(file)
        )
        write(output / "left.csv", ["id", *REGISTER], rows)
        with open(source / "key.json", encoding="utf-8") as file:
            write(output / "gold.csv", ["id1", "id2"], json.load(file)["duplicates"])
        about |= {"id": "id", "columns": REGISTER, "text": ["name"], "model": "register"}
    else:
        folder, files, identifier, columns, text, model = LINK_SETS[name]
        for side, file in zip(("left", "right"), files):
            if file is None:
                continue
            cells = ([record[column] for column in [identifier, *columns]] for record in records(source / folder / f"{file}.csv"))
            write(output / f"{side}.csv", ["id", *columns], cells)
            about[side] = str(output / f"{side}.csv")
        gold = (list(record.values()) for record in records(source / folder / f"{files[2]}.csv"))
        write(output / "gold.csv", ["id1", "id2"], gold)
        about |= {"id": "id", "columns": columns, "text": text, "model": model}
    for side in ("left", "right"):
        if about[side]:
            write_text(about[side], output / f"{side}.text.csv", about)
    with open(output / "set.json", "w", encoding="utf-8") as file:
        json.dump(about, file, indent=1)


main()
