#!/bin/sh
# bench/risk.sh BENCH-RISK MICRO-1E5.csv MICRO-1E6.csv
# Runs the program three times on each file, one thread, and shows each line with its least time, and the memory.
# The files are what `microdata.py 100000` and `microdata.py 1000000` write (seed 1).
set -eu
program=$1
shift
for file in "$@"; do
    for run in 1 2 3; do
        /usr/bin/time -f "memory, most: %M kB" "$program" "$file" 2>&1
    done | python3 -c '
import re, sys
best = {}
for line in sys.stdin:
    name, _, rest = line.strip().partition(": ")
    time = re.match(r"([0-9.]+) s", rest)
    known = best.get(name)
    if known is None or (time and float(time.group(1)) < known[0]):
        best[name] = (float(time.group(1)) if time else 0.0, rest)
for name, (_, rest) in best.items():
    print(name + (": " + rest if rest else ""))
'
done
