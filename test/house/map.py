#!/usr/bin/python3
"""The map in README.md must name every folder at the top, every folder of src/, and nothing that is not there."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
readme = (ROOT / "README.md").read_text()
block = re.search(r"<!-- map -->\s*```\n(.*?)```", readme, re.S)
if not block:
    sys.exit("README.md: no map between '<!-- map -->' and the end of a block")
named = set()
for line in block[1].splitlines():
    for word in re.findall(r"(?<![\w/])((?:[\w.-]+/)+|[\w.-]+\.(?:txt|md|build)|Makefile)", line.strip().split("  ")[0] + "  "):
        named.add(word)
tracked = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
files = tracked.stdout.split() or [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
there = {file.split("/")[0] + "/" for file in files if "/" in file and not file.startswith(".")}
there |= {"/".join(file.split("/")[:2]) + "/" for file in files if file.startswith("src/") and file.count("/") > 1}
missing = sorted(there - named)
gone = sorted(name for name in named if not (ROOT / name).exists())
for name in missing:
    print(f"README.md: the map does not name {name}")
for name in gone:
    print(f"README.md: the map names {name}, which is not there")
print("" if missing or gone else "the map is right")
sys.exit(bool(missing or gone))
