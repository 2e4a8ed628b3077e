#!/usr/bin/python3
"""Who may include whom (doc/architecture.md): a folder sees itself and the folders to its right, never back.

Also: only warehouse/ says DuckDB, only store/ says SQLite, and an inner.h stays inside its folder.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "src"
LAYERS = [
    ["main"],
    ["command", "desk"],
    ["output", "retention", "subject", "audit"],
    ["enclave"],
    ["release"],
    ["custody"],
    ["warehouse", "store", "sandbox"],
    ["plan", "disclosure"],
    ["deliberation"],
    ["catalogue"],
    ["person", "ledger"],
    ["core"],
]
RANK = {folder: rank for rank, layer in enumerate(LAYERS) for folder in layer}
ONLY = {"duckdb.h": "warehouse", "sqlite3.h": "store", "seccomp.h": "sandbox"}


def faults():
    for path in sorted(ROOT.rglob("*.[ch]")):
        folder = path.relative_to(ROOT).parts[0] if path.parent != ROOT else "main"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*[<"]([^">]+)[">]', line)
            if not found:
                continue
            place, name = f"{path.relative_to(ROOT.parent)}:{number}", found[1]
            if name in ONLY and folder != ONLY[name]:
                yield f"{place}: only {ONLY[name]}/ may include {name}"
            if '"' not in line:
                continue
            other = name.split("/")[0]
            if other not in RANK:
                yield f"{place}: '{other}' is no folder of the house"
            elif name.endswith("/inner.h") and other != folder:
                yield f"{place}: {name} belongs to {other}/ alone"
            elif other != folder and RANK[other] <= RANK[folder]:
                yield f"{place}: {folder}/ may not include {other}/"


found = list(faults())
print("\n".join(found) if found else "layers hold")
sys.exit(bool(found))
