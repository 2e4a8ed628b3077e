#!/usr/bin/python3
"""The documents hold together: links lead somewhere, the two indexes list what is there, decisions have their form."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = ["Context", "Decision", "Consequences"]
STATUS = re.compile(r"^Status: (proposed|accepted|superseded by (\d{4}))$", re.M)


def anchor(title):
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def links(path):
    text = re.sub(r"^```.*?^```|^ {4}[^\n]*$", "", path.read_text(), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, place = target.partition("#")
        other = (path.parent / file).resolve() if file else path
        if not other.exists():
            yield f"'{target}' is not there"
        elif place and place not in {anchor(title) for title in re.findall(r"^#+ +(.*)$", other.read_text(), re.M)}:
            yield f"'{target}': no such heading"


def index(folder, pattern):
    listed = (folder / "README.md").read_text() if (folder / "README.md").exists() else ""
    for path in sorted(folder.glob(pattern)):
        if path.name != "README.md" and f"({path.name})" not in listed:
            yield f"doc/{folder.name}/README.md does not list {path.name}"


def decision(path):
    text = path.read_text()
    number = path.name[:4]
    status = STATUS.search(text)
    if not text.startswith(f"# {number[:4]} "):
        yield "its first line is not '# NUMBER TITLE'"
    if not status:
        yield "no line 'Status: accepted', 'proposed' or 'superseded by NNNN'"
    elif status[2] and not list(path.parent.glob(f"{status[2]}-*.md")):
        yield f"its successor {status[2]} is not there"
    if re.findall(r"^## (.*)$", text, re.M) != PARTS:
        yield f"its parts are not {', '.join(PARTS)}"


faults = []
pages = [*ROOT.glob("*.md"), *(ROOT / "doc").rglob("*.md"), *(ROOT / "catalogue").rglob("*.md")]
for path in sorted(pages):
    faults += [f"{path.relative_to(ROOT)}: {fault}" for fault in links(path)]
decisions = sorted((ROOT / "doc/decision").glob("[0-9]*.md"))
for path in decisions:
    faults += [f"doc/decision/{path.name}: {fault}" for fault in decision(path)]
if [int(path.name[:4]) for path in decisions] != list(range(1, len(decisions) + 1)):
    faults.append("doc/decision: the numbers do not run from 0001 without a gap")
faults += [*index(ROOT / "doc/format", "*.*"), *index(ROOT / "doc/decision", "*.md")]
print("\n".join(faults) if faults else f"{len(pages)} pages and {len(decisions)} decisions hold together")
sys.exit(bool(faults))
