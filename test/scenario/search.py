#!/usr/bin/python3
"""Searches every byte below the folders given for the canaries of canary.sql: as digits, as the written form 70.01.01-001.02, and
as a 64-bit number in either byte order; and for those that ALSO names, which must begin like them. Prints how many files it looked at, and each find without its value."""
import os
import pathlib
import sys

numbers = [base * 100 + 97 - base % 97 for base in range(700101001, 700101401)] + [int(number) for number in os.environ.get("ALSO", "").split()]
needles = {}
for number in numbers:
    digits = f"{number:011d}"
    written = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
    for name, needle in (("digits", digits.encode()), ("written", written.encode()),
                         ("little-endian", number.to_bytes(8, "little")), ("big-endian", number.to_bytes(8, "big"))):
        needles[needle] = name
files = [path for folder in sys.argv[1:] for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()]
finds = 0
# All needles of a kind begin alike, so one search for the beginning finds every place worth a closer look.
beginnings = [(b"700101", 11), (b"70.01.01-", 15)]
for path in files:
    data = path.read_bytes()
    for beginning, size in beginnings:
        at = data.find(beginning)
        while at >= 0:
            if data[at:at + size] in needles:
                finds += 1
                print(f"{path.name}: {needles[data[at:at + size]]} at byte {at}")
            at = data.find(beginning, at + 1)
    for needle, name in needles.items():
        if "endian" in name and needle in data:
            finds += 1
            print(f"{path.name}: {name}")
print(f"{'nothing' if finds == 0 else finds} found" if len(files) > 5 else f"only {len(files)} files")
