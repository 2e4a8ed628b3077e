#!/usr/bin/python3
"""Reads ledger entries, one a line, and looks in all that they say for eleven digits that pass the check of an INSZ, plain or written
70.01.01-001.02. Digests, keys and signatures are random and left out."""
import json
import re
import sys

RANDOM = re.compile(r"sha256:[0-9a-f]{64}|age1[0-9a-z]+")


def said(value, name=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in ("public_key", "signature"):
                yield from said(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner, name)
    else:
        yield RANDOM.sub("", str(value))


def passes(digits):
    """Modulo 97, of the nine first digits as they are, or with a 2 before them for who was born from 2000 on."""
    return any(97 - int(prefix + digits[:9]) % 97 == int(digits[9:]) for prefix in ("", "2"))


def finds(text):
    for run in re.findall(r"\d{11,}", text):
        yield from (run[at:at + 11] for at in range(len(run) - 10) if passes(run[at:at + 11]))
    for written in re.findall(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", text):
        yield from (digits for digits in [re.sub(r"\D", "", written)] if passes(digits))


# The search can find: the first canary, in both forms.
assert list(finds("x70010100188 and 70.01.01-001.88")) == ["70010100188"] * 2
lines = sys.stdin.read().splitlines()
bad = [number for number, line in enumerate(lines) for text in said(json.loads(line)) for _ in finds(text)]
print(f"entries with something like an identifier: {bad}" if bad or not lines else "no identifier in any entry")
