#!/usr/bin/python3
"""SIGINT (Ctrl-C) in the middle of every command that writes a file without a custody.

interrupt.py BERAAD SHIM

Each command is told once to its end, and then interrupted before each of its calls that change a file, and at MOMENTS parts of the
time that it took. After each: it ended by the signal, or was done before it came; of the files that it writes each is there as the
whole command writes it, or not at all; and nothing else is there. Then it is given again, and does what it did the first time.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

BERAAD, SHIM = map(os.path.abspath, sys.argv[1:3])
MOMENTS = 4
COMMANDS = [
    "table make in.csv --by a,b --minimum 3 --out out",
    "table suppress in.csv --by a,b --minimum 3 --certificate proof --out out",
    "table suppress in.csv --by a,b --minimum 3 --format html --out out",
    "table perturb in.csv --by a,b --id id --key-file key --out out",
    "table round in.csv --by a,b --key-file key --out out",
    "table audit shown.csv --by a,b --status status --certificate proof --out out",
    "risk in.csv --keys a,b --suppress 3 --out out",
]
INPUT = {
    "in.csv": "a,b,id\n" + "".join(f"{at * at % 7},{at * 5 % 11},p{at}\n" for at in range(150)),
    "key": "not to be guessed\n",
}
problems = []
tried = 0


def start(place, words, **more):
    settings = {**os.environ, "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0", **more}
    words = [f"{place}/{word}" if word in ("out", "proof") else word for word in words.split()]  # the shim knows whole paths
    return subprocess.Popen([BERAAD, *words, "--quiet"], cwd=place, env=settings, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE)


def run(place, words, **more):
    child = start(place, words, **more)
    child.communicate()
    return child.returncode


def written(place):
    return {path.name: path.read_bytes() for path in pathlib.Path(place).iterdir() if path.name not in INPUT}


def clear(place):
    for name in written(place):
        (pathlib.Path(place) / name).unlink()


def judge(place, words, status, whole, moment):
    global tried
    tried += 1
    left = written(place)
    if status not in (0, -signal.SIGINT):
        problems.append(f"{words}: {moment}: status {status}")
    for name, content in left.items():
        if whole.get(name) != content:
            problems.append(f"{words}: {moment}: '{name}' is {'half-written' if name in whole else 'left behind'}")
    if status == 0 and left != whole:
        problems.append(f"{words}: {moment}: done, but not as before")
    clear(place)


def sweep(place, words):
    begun = time.monotonic()
    if run(place, words) != 0:
        sys.exit(f"{words}: failed before anything was done to it")
    took = time.monotonic() - begun
    whole = written(place)
    clear(place)
    trace = pathlib.Path(place).parent / "trace"
    trace.unlink(missing_ok=True)
    shim = {"LD_PRELOAD": SHIM, "FAULT_UNDER": str(place)}
    judge(place, words, run(place, words, FAULT_TRACE=str(trace), **shim), whole, "under the shim")
    calls = len(trace.read_text().splitlines())
    for at in range(1, calls + 1):
        judge(place, words, run(place, words, FAULT_DO="interrupt", FAULT_AT=str(at), **shim), whole, f"call {at} of {calls}")
    for moment in range(1, MOMENTS + 1):
        child = start(place, words)
        try:
            child.communicate(timeout=took * moment / (MOMENTS + 1))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGINT)
            child.communicate()
        judge(place, words, child.returncode, whole, f"moment {moment}")
    judge(place, words, run(place, words), whole, "again")
    return calls


with tempfile.TemporaryDirectory(prefix="beraad-interrupt-") as root:
    place = pathlib.Path(root).resolve() / "place"
    place.mkdir()
    for name, content in INPUT.items():
        (place / name).write_text(content)
    if run(place, "table suppress in.csv --by a,b --minimum 3 --out shown.csv") != 0:
        sys.exit("no table to audit")
    INPUT["shown.csv"] = ""
    counts = [sweep(place, words) for words in COMMANDS]
for problem in problems:
    print(problem)
print(f"{len(COMMANDS)} commands with {sum(counts)} changes of files, interrupted or run {tried} times: {len(problems)} problems")
sys.exit(1 if problems or min(counts) < 3 else 0)
