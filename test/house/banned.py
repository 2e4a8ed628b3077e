#!/usr/bin/python3
"""Functions that this house does not call (CODING.md says why), and words about the first deliberation in src/."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "src"
BANNED = ("strcpy strcat sprintf vsprintf strtok gets atoi atol atof gmtime localtime ctime asctime system popen rand srand "
          "tmpnam mktemp tempnam alloca strncpy setjmp longjmp").split()
CALL = re.compile(r"(?<![\w.>])(" + "|".join(BANNED) + r")\s*\(")
# What only a catalogue or a deliberation may know.
DOMAIN = re.compile(r"leefloon|living.?wage|lipro|ocmw|cpas|pod.?mi|19/002|ksz|amsb|belgi(?!an social-security number)", re.I)


def code(text):
    """The text without comments and string literals, lines kept."""
    blank = lambda m: re.sub(r"[^\n]", " ", m[0])
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


faults = []
for path in sorted(ROOT.rglob("*.[ch]")):
    text = path.read_text()
    name = path.relative_to(ROOT.parent)
    if not text.isascii():
        faults.append(f"{name}: not ASCII")
    for number, line in enumerate(code(text).splitlines(), 1):
        faults += [f"{name}:{number}: {found[1]} is banned" for found in CALL.finditer(line)]
        if re.search(r"\bgoto\b", line):
            faults.append(f"{name}:{number}: goto")
    if path.parent.name != "person":
        for number, line in enumerate(re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S).splitlines(), 1):
            faults += [f"{name}:{number}: '{found[0]}' belongs to a catalogue or a deliberation" for found in DOMAIN.finditer(line)]
print("\n".join(faults) if faults else "nothing banned")
sys.exit(bool(faults))
