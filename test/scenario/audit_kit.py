#!/usr/bin/python3
"""What the instructions of a supervisor's kit notice: audit_kit.py KIT FOREIGN-CHECKPOINT

The steps are the lines of the kit's README.txt that begin with '$', word by word, run where beraad is not in PATH and no custody can be read. Each attack
is made on a fresh copy of the kit; printed is which steps notice it. An attacker who rewrites the list has no key to sign it with: the signature is
the custodian's old one. Where the list is rewritten, the sums hold by construction.
"""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

KIT, FOREIGN = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_bytes()
STEPS = re.findall(r"^    \$ (.*)$", (KIT / "README.txt").read_text(), re.M)
NAMES = ["key", "sums", "signature", "verify", "certificates"]
WORK = pathlib.Path(tempfile.mkdtemp())


def noticed(attack=None, relist=False, steps=NAMES):
    copy = WORK / "kit"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(KIT, copy)
    if attack:
        attack(copy)
    if relist:
        paths = sorted(str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file())
        (copy / "SHA256SUMS").write_text("".join(f"{hashlib.sha256((copy / path).read_bytes()).hexdigest()}  {path}\n"
                                                 for path in paths if not path.startswith("SHA256SUMS")))
    found = []
    for name, step in zip(NAMES, STEPS, strict=True):
        if name in steps:
            done = subprocess.run(["sh", "-c", step], cwd=copy, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, capture_output=True, timeout=60)
            found += [name] if done.returncode else []
    return found


def flip(name):
    def attack(copy):
        data = bytearray((copy / name).read_bytes())
        data[len(data) // 2] ^= 1
        (copy / name).write_bytes(data)
    return attack


def bundle(copy):
    return next((copy / "ledger/tile/entries").rglob("*/*"))


def entries(copy):
    data, found = bundle(copy).read_bytes(), []
    while data:
        size = 2 + int.from_bytes(data[:2], "big")
        found, data = found + [data[:size]], data[size:]
    return found


def rewrite(change):
    """The entries and the hashes of the lowest tile, after a change of the list of entries; the file keeps its name."""
    def attack(copy):
        changed = change(entries(copy))
        bundle(copy).write_bytes(b"".join(changed))
        next((copy / "ledger/tile/0").rglob("*/*")).write_bytes(b"".join(hashlib.sha256(b"\0" + one[2:]).digest() for one in changed))
    return attack


def put(name, data):
    return lambda copy: (copy / name).write_bytes(data)


assert shutil.which("beraad", path="/usr/bin:/bin") is None
print("nothing changed:", noticed() or "nothing noticed")
files = sorted(str(path.relative_to(KIT)) for path in KIT.rglob("*") if path.is_file())
sealed = [name for name in files if not name.startswith("SHA256SUMS")]
print("a byte of any file:", "noticed" if all("sums" in noticed(flip(name), steps=["sums"]) for name in sealed) else "NOT noticed")
print("and the list rewritten:", "noticed" if all("signature" in noticed(flip(name), True, ["signature"]) for name in sealed) else "NOT noticed")
by_verify = {name for name in sealed if noticed(flip(name), True, ["verify"])}
rest = {name for name in sealed if re.match(r"ledger/|proof/|deliberation/|certificate/certificate-\d+\.json$|beraad\.vkey$", name)}
print("what the ledger carries, by verify.py alone:", "noticed" if rest <= by_verify else f"NOT noticed: {sorted(rest - by_verify)}")
for words, attack in [("an entry dropped from the middle", rewrite(lambda all: all[:4] + all[5:])), ("the last entry dropped", rewrite(lambda all: all[:-1])),
                      ("two entries exchanged", rewrite(lambda all: all[:4] + [all[5], all[4]] + all[6:])),
                      ("an entry put in twice", rewrite(lambda all: all[:5] + all[4:])), ("a foreign checkpoint", put("ledger/checkpoint", FOREIGN)),
                      ("a file put in", put("audit/added.html", b"all is well")), ("a file taken out", lambda copy: os.remove(copy / "audit/audit.html"))]:
    print(f"{words}: {', '.join(noticed(attack))}; the list rewritten: {', '.join(noticed(attack, True))}")
shutil.rmtree(WORK)
