#!/usr/bin/python3
"""doc/format/custody.md shows the gate's table as it is: matrix.py BERAAD

The rows of `beraad custody matrix --json`, in their order, are the rows of the table under "Acts and the gate".
"""
import json
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "doc/format/custody.md"
ROLES = ["operator", "approver", "researcher", "checker", "auditor", "custodian"]


def told_by_program(program):
    done = subprocess.run([program, "custody", "matrix", "--json"], capture_output=True, text=True, check=True)
    for row in json.loads(done.stdout):
        marks = ["x" if role in row["roles"] else "" for role in ROLES]
        yield [f"`{row['act']}`", *marks, row["states"], row["looked_at"]]


def told_by_page(text):
    section = re.search(r"^## Acts and the gate\n(.*?)^## ", text, re.M | re.S)[1]
    table = re.search(r"^\| act \|.*\n\|[-|]+\n((?:\|.*\n)+)", section, re.M)[1]
    for line in table.splitlines():
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


program, page = list(told_by_program(sys.argv[1])), list(told_by_page(PAGE.read_text()))
for row in program + page:
    if program.count(row) != page.count(row):
        print("only in the program:" if row in program else f"only in {PAGE.name}:", "| " + " | ".join(row) + " |")
sys.exit(program != page)
