"""A transition table between two reference years: transition.py 2012 2014

Counts the persons of both years by their class of one variable (socio_economic_position) then and later. Only the
standard library. Reads /data/population-YEAR.csv; writes /out/transition.csv, a figure of it, a note, and the sidecar that says
what each of them is (doc/format/output-request.md). Persons who are in the earlier year only are not counted: they have no later
class.
"""
import csv
import json
import sys
from collections import Counter

VARIABLE = "socio_economic_position"


def classes(year):
    with open(f"/data/population-{year}.csv", newline="", encoding="utf-8") as file:
        return {row["pseudonym"]: row[VARIABLE] for row in csv.DictReader(file)}


def main(first, second):
    before, after = classes(first), classes(second)
    counts = Counter((code, after[person]) for person, code in before.items() if person in after)
    with open("/out/transition.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([f"{VARIABLE}@{first}", f"{VARIABLE}@{second}", "count"])
        for (one, other), count in sorted(counts.items()):
            writer.writerow([one, other, count])
    x, color = ({"field": f"{VARIABLE}@{year}", "type": "nominal"} for year in (first, second))
    y = {"field": "count", "type": "quantitative"}
    with open("/out/moves.json", "w", encoding="utf-8") as file:
        json.dump({"mark": "bar", "encoding": {"x": x, "y": y, "color": color}}, file)
    with open("/out/remark.txt", "w", encoding="utf-8") as file:
        file.write("Only persons who received a living wage on both dates are counted.\nWho left in between is not in the table.\n")
    with open("/out/output.yaml", "w", encoding="utf-8") as file:
        file.write("output: 1\nfiles:\n  - file: transition.csv\n    type: frequency_table\n    by:\n")
        for year in (first, second):
            file.write(f"      - {{variable: {VARIABLE}, year: {year}}}\n")
        file.write("  - {file: moves.json, type: figure, of: transition.csv}\n  - {file: remark.txt, type: note}\n")


main(int(sys.argv[1]), int(sys.argv[2]))
