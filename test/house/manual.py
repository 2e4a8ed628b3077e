#!/usr/bin/python3
"""The manual says what the program says: manual.py BERAAD

Every command of `beraad --help`, with its words and its options, is a subsection of COMMANDS in man/beraad.1, and the
reverse; EXIT STATUS is the table of src/core/error.c; ENVIRONMENT names every variable that src/ reads, and no other.
The synopsis of man/libberaad-disclosure.3 is the functions of the installed headers, and its text names each of them.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = "man/beraad.1"
LIBRARY = "man/libberaad-disclosure.3"
SPELT = {"Nm": "", "Cm": "", "Ar": "", "Fl": "", "Ev": "", "Pq": "", "Ns": "", "Op": "["}


def help_of(program, *words):
    run = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True)
    return run.stdout


def options_of(text):
    """The heads of the options in a help text: "--year Y..."."""
    heads = set()
    for line in text.splitlines():
        found = re.match(r"  --(\S+)( \S+)?(?= )", line)
        if found:
            heads.add("--" + found[1] + (found[2] or ""))
    return heads


def told_by_program(program, faults):
    """{synopsis: heads of options}, "" for the options of every command."""
    overview = help_of(program)
    told = {"": options_of(overview)}
    for found in re.finditer(r"^  beraad (\S+)(?: ([a-z][a-z-]*))?(?= )", overview, re.M):
        words = [word for word in found.groups() if word]
        text = help_of(program, *words)
        synopsis = re.match(r"usage: beraad (.*) \[OPTION\.\.\.\]\n", text)[1]
        own, common = (text.split("\noptions of every command:") + [""])[:2]
        if options_of(common) != told[""]:
            faults.append(f"beraad {' '.join(words)} --help: other common options than beraad --help has")
        told[synopsis] = options_of(own)
    return told


def plain(line):
    """mdoc macros of one line as the help spells them: 'Fl -year Ar Y ...' is '--year Y...'."""
    words, closes = [], 0
    for word in line.split():
        if word == "Fl":
            words.append("-")
        elif word in SPELT:
            if SPELT[word]:
                words.append(SPELT[word])
                closes += 1
        elif words and (words[-1] in ("-", "[") or word == "..."):
            words[-1] += word
        else:
            words.append(word)
    return " ".join(words) + "]" * closes


def section(page, name):
    found = re.search(rf"^\.Sh {name}\n(.*?)(?=^\.Sh |\Z)", page, re.M | re.S)
    return found[1] if found else ""


def told_by_page(page):
    heads = lambda text: {plain(item) for item in re.findall(r"^\.It (Fl .*)$", text, re.M)}
    told = {"": heads(section(page, "OPTIONS OF EVERY COMMAND"))}
    for part in re.split(r"^\.Ss ", section(page, "COMMANDS"), flags=re.M)[1:]:
        head, _, rest = part.partition("\n")
        told[plain(head)] = heads(rest)
    return told


def compare(program, page):
    for synopsis in sorted(program.keys() | page.keys()):
        name = f"'beraad {synopsis}'" if synopsis else "every command"
        if synopsis not in page:
            yield f"{PAGE}: {name} is missing"
        elif synopsis not in program:
            yield f"{PAGE}: {name} is no command of the program"
        else:
            for head in sorted(program[synopsis] - page[synopsis]):
                yield f"{PAGE}: {name}: option '{head}' is missing"
            for head in sorted(page[synopsis] - program[synopsis]):
                yield f"{PAGE}: {name}: option '{head}' is not the program's"


def exit_statuses(page):
    source = (ROOT / "src/core/error.c").read_text()
    table = {}
    for name, status in re.findall(r'\[ERROR_\w+\] = \{"(\w+)", (\d+)\}', source):
        table.setdefault(int(status), []).append(name)
    for status in re.findall(r"\b_exit\((\d+)\)", source):
        table[int(status)] = ["memory"]
    told = {int(status): re.split(r"[ ,]+", names.strip())
            for status, names in re.findall(r"^\.It (\d+) Pq (.*)$", section(page, "EXIT STATUS"), re.M)}
    if len(table) < 2:
        yield "src/core/error.c: its table of exit statuses was not found"
    for status in sorted(table.keys() | told.keys()):
        if sorted(table.get(status, [])) != sorted(told.get(status, [])):
            yield (f"{PAGE}: exit status {status} is {', '.join(told.get(status, [])) or 'not there'}; "
                   f"in src/core/error.c it is {', '.join(table.get(status, [])) or 'not there'}")


def environment(page):
    read = set()
    for path in (ROOT / "src").rglob("*.c"):
        if "attempt" in path.parts:  # a program of its own, which runs inside the sandbox only
            continue
        text = path.read_text()
        read |= set(re.findall(r'\bgetenv\("(\w+)"\)', text)) | set(re.findall(r'"(BERAAD_\w+|LC_\w+|LANG)"', text))
    told = set()
    for item in re.findall(r"^\.It Ev (.*)$", section(page, "ENVIRONMENT"), re.M):
        told |= set(re.findall(r"\w+", item))
    for name in sorted(read - told):
        yield f"{PAGE}: ENVIRONMENT does not name {name}, which the program reads"
    for name in sorted(told - read):
        yield f"{PAGE}: ENVIRONMENT names {name}, which the program does not read"


def words_of(text):
    return " ".join(re.sub(r"([*(),])", r" \1 ", text).split())


def library():
    headers = re.search(r"^install_headers\((.*?), subdir", (ROOT / "src/disclosure/meson.build").read_text(), re.M)[1]
    declared = []
    for header in re.findall(r"'([\w.]+)'", headers):
        text = re.sub(r"/\*.*?\*/", "", (ROOT / "src/disclosure" / header).read_text(), flags=re.S)
        declared += [words_of(found) for found in re.findall(r"^DISCLOSURE_API ([^;]*);", text, re.M)]
    page = (ROOT / LIBRARY).read_text()
    synopsis, text = section(page, "SYNOPSIS"), section(page, "DESCRIPTION")
    told = [words_of(f"{kind} {name}({','.join(re.findall(chr(34) + '(.*)' + chr(34), arguments))})")
            for kind, name, arguments in re.findall(r"^\.Ft (.*)\n\.Fo (\w+)\n((?:\.Fa .*\n)*)\.Fc", synopsis, re.M)]
    if len(declared) < 2:
        yield "src/disclosure: its installed headers were not found"
    for line in sorted(set(declared) - set(told)):
        yield f"{LIBRARY}: the synopsis has not '{line}'"
    for line in sorted(set(told) - set(declared)):
        yield f"{LIBRARY}: the synopsis has '{line}', which no header declares"
    for name in sorted({re.search(r"(\w+) \(", line)[1] for line in declared}):
        if not re.search(rf"^\.Fn {name}\b", text, re.M):
            yield f"{LIBRARY}: the description does not name {name}"


page = (ROOT / PAGE).read_text()
faults = []
faults += compare(told_by_program(sys.argv[1], faults), told_by_page(page))
faults += [*exit_statuses(page), *environment(page), *library()]
print("\n".join(faults) if faults else "the manual is right")
sys.exit(bool(faults))
