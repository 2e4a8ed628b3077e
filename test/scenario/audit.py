#!/usr/bin/python3
"""An audit worked out a second time: audit.py AUDIT.JSON DELIBERATION.YAML LEDGER.JSONL PROJECT

From the deliberation file (read by another YAML reader), the entries as `ledger show --json` prints them, and the table of
doc/format/audit.md; nothing of the program's own answer is used but to compare.
"""
import json
import pathlib
import re
import sys

import yaml

audit = json.load(open(sys.argv[1]))
file = yaml.safe_load(open(sys.argv[2]))
ledger = [json.loads(line) for line in open(sys.argv[3])]
page = pathlib.Path(sys.argv[4], "doc/format/audit.md").read_text()

table = {}
for line in re.search(r"^\| field \|.*\n\|[-|]+\n((?:\|.*\n)+)", page, re.M)[1].splitlines():
    field, program, people, entries = [cell.strip() for cell in line.strip().strip("|").split("|")]
    table[field.strip("`")] = (program != "", people != "", set(re.findall(r"`(\w+)`", entries)))


def field_of(place):
    return re.sub(r"^retention\[\d+\]$", "retention[N]", re.sub(r"^communications\.[\w-]+", "communications.NAME", place))


# Every mapping of the file that cites, by its place.
places = {}
for key, value in file.items():
    if key == "communications":
        for name, one in value.items():
            places[f"communications.{name}"] = one["cites"]
            for part in ("sample", "panel"):
                if part in one:
                    places[f"communications.{name}.{part}"] = one[part]["cites"]
    elif key == "retention":
        for at, rule in enumerate(value, 1):
            places[f"retention[{at}]"] = rule["cites"]
    elif isinstance(value, dict) and "cites" in value:
        places[key] = value["cites"]
readings = {item["id"]: item["cites"] for item in file["interpretations"]}

identity, mine, bearing, course = file["deliberation"], {}, {}, []
TOLD = 1000  # of each type, for each paragraph, the newest
types, listed = {}, set()
for entry in ledger:
    body, kind = entry["body"], entry["type"]
    communication = body.get("communication")
    if kind == "recipient_added":
        ours = body["recipient"] == file["recipient"]["id"]
    elif "deliberation" in body:
        ours = body["deliberation"] == identity
    else:
        owner = next((mine[thing, body[thing]] for thing in ("release", "job", "output") if (thing, body.get(thing)) in mine), None)
        ours, communication = owner is not None, communication or owner
    if not ours:
        continue
    made = {"release_prepared": "release", "job_started": "job", "output_requested": "output"}.get(kind)
    if made:
        mine[made, body[made]] = communication
    by_rule = {place for place in places if kind in table[field_of(place)][2]
               and (not place.startswith("communications.") or communication in (None, place.split(".")[1]))}
    itself = {number for item in body.get("reasons", []) + body.get("obligations", []) for number in item["cites"]}
    if kind == "proposed" or re.match(r"deliberation_(registered|suspended|resumed|ended)$", kind):
        course.append(entry["number"])
    bearing[entry["number"]] = (by_rule, itself)
    types[entry["number"]] = kind

faults = []


def same(what, found, expected):
    if found != expected:
        faults.append(f"{what}: found {found}, expected {expected}")


same("places", {rule["place"]: rule["cites"] for rule in audit["rules"]}, places)
same("course", audit["course"], course)
totals = dict.fromkeys(("paragraphs", "enforced", "evidenced", "organisational", "interpreted", "gap"), 0)
for number, summary in file["paragraphs"].items():
    told = next(item for item in audit["paragraphs"] if item["paragraph"] == number)
    rules = [place for place, cites in places.items() if number in cites]
    ids = [name for name, cites in readings.items() if number in cites]
    evidence = [{"entry": entry, "rules": sorted(by_rule & set(rules)), "cites_itself": number in itself}
                for entry, (by_rule, itself) in bearing.items() if by_rule & set(rules) or number in itself]
    older = {}
    for item in reversed(evidence):
        kind = types[item["entry"]]
        older[kind] = older.get(kind, 0) + 1
        item["told"] = older[kind] <= TOLD
    evidence = [{key: value for key, value in item.items() if key != "told"} for item in evidence if item["told"]]
    older = {kind: count - TOLD for kind, count in older.items() if count > TOLD}
    listed |= {item["entry"] for item in evidence}
    words = {"enforced": any(table[field_of(place)][0] for place in rules), "evidenced": bool(evidence),
             "organisational": any(table[field_of(place)][1] for place in rules), "interpreted": bool(ids)}
    gap = not rules and not ids
    same(f"[{number}] summary", told["summary"], {language: words.strip() for language, words in summary.items()})
    same(f"[{number}] rules", sorted(told["rules"]), sorted(rules))
    same(f"[{number}] interpretations", told["interpretations"], ids)
    same(f"[{number}] evidence", [{**item, "rules": sorted(item["rules"])} for item in told["evidence"]], evidence)
    same(f"[{number}] older", told["older"], older)
    same(f"[{number}] treatments", told["treatments"], [word for word, holds in words.items() if holds])
    same(f"[{number}] gap", told["gap"], gap)
    totals["paragraphs"] += 1
    totals["gap"] += gap
    for word, holds in words.items():
        totals[word] += holds
same("totals", audit["totals"], totals)
same("ledger", [item["entry"] for item in audit["ledger"]], sorted(listed | set(course)))
print("\n".join(faults) if faults else f"{len(places)} rules, {len(bearing)} entries of the deliberation: the same")
sys.exit(bool(faults))
