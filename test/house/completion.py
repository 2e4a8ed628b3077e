#!/usr/bin/python3
"""What bash offers when the Tab key is pressed: completion.py BERAAD BERAAD.bash

Each case is a line as typed, and what must be offered. Verbs and options are those of the help; the rest is worked out.
"""
import os
import re
import subprocess
import sys
import tempfile

program, script = map(os.path.abspath, sys.argv[1:])
ROLES = "operator approver researcher checker auditor"


def help_of(*words):
    return subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True).stdout


def press_tab(line, directory):
    """The line's last word is the one being typed; a line that ends in a space begins a new one."""
    words = line.split(" ")
    press = (f"compopt() {{ :; }}; source '{script}'; COMP_WORDS=({' '.join(repr(word) for word in words)}); "
             f"COMP_CWORD={len(words) - 1}; _beraad; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    run = subprocess.run(["bash", "--norc", "-c", press], cwd=directory, capture_output=True, text=True)
    if run.returncode != 0 or run.stderr:
        return {f"(bash: {run.stderr.strip()})"}
    return set(run.stdout.split())


overview = help_of()
commands = [tuple(filter(None, found)) for found in re.findall(r"^  beraad (\S+)(?: ([a-z][a-z-]*))?(?= )", overview, re.M)]
nouns = {command[0] for command in commands}
cases = {
    "beraad ": nouns | {"--help", "--version"},
    "beraad rel": {"release"},
    "beraad nonsense ": set(),
    "beraad release nonsense ": set(),
    "beraad release run --ye": {"--year"},
    "beraad actor add els --role ": set(ROLES.split()),
    "beraad actor add els --role operator a": {"approver", "auditor"},
    "beraad deliberation explain --language ": {"nl", "fr", "en"},
    "beraad deliberation explain --language fr ": {"a.yaml", "folder"},
    "beraad deliberation check a": {"a.yaml"},
    "beraad package open one.age --key a": {"a.yaml"},
    "beraad package open one.age --out ": {"folder"},
    "beraad warehouse check --json ": {"folder"},
    "beraad release run ID sample --threads ": set(),
    "beraad release approve ": set(),
}
for command in commands:
    options = set(re.findall(r"^  (--\S+)", help_of(*command), re.M))
    cases[" ".join(("beraad", *command, "--"))] = options
for noun in nouns:
    verbs = {command[1] for command in commands if command[0] == noun and len(command) > 1}
    if verbs:
        cases[f"beraad {noun} "] = verbs

faults = 0
with tempfile.TemporaryDirectory() as directory:
    open(f"{directory}/a.yaml", "w").close()
    subprocess.run(["mkdir", f"{directory}/folder"], check=True)
    for line, expected in cases.items():
        found = press_tab(line, directory)
        if found != expected:
            faults += 1
            print(f"'{line}': expected {sorted(expected)}, found {sorted(found)}")
print(f"{faults} of {len(cases)} lines are completed wrongly" if faults else f"{len(cases)} lines are completed")
sys.exit(bool(faults))
