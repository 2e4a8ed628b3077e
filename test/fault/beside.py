#!/usr/bin/python3
"""The commands that change no custody: those that write beside it are killed in the middle, and each file that is there then is whole;
those that are said to change nothing are run and change no file anywhere. All of them do so while another process writes in the custody.

beside.py BERAAD SHIM WAREHOUSE PROJECT
"""
import atexit
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import which

BERAAD, SHIM, WAREHOUSE, PROJECT = map(os.path.abspath, sys.argv[1:5])
ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-beside-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)).resolve()
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)
CUSTODY = ROOT / "custody"
OUT = ROOT / "out"  # what the commands write, and all that they may write
KEPT = ROOT / "kept"
ID = "IVC/KSZG/19/002"
# A name that nobody takes for the thing itself: of a file that was not written to its end, or of a folder before it is renamed.
UNDONE = re.compile(r"\.part[-/]|\.[A-Za-z0-9]{6}(/|$)")
# SQLite's companions of the state, which a reader makes where they are not there.
COMPANIONS = re.compile(r"open_with \S+/custody/state\.db-wal$|\w+ \S+/custody/state\.db-shm$")
swept, read = set(), set()
tried = 0


def run(actor, *words, **more):
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}
    settings = {**keep, "HOME": str(ROOT), "TMPDIR": str(ROOT), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(CUSTODY),
                "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue", "BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "secret/custody"),
                "XDG_STATE_HOME": str(OUT / "state"), "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0",
                **({"BERAAD_ACTOR": actor, "BERAAD_PASSPHRASE_FILE": str(ROOT / "secret" / actor)} if actor else {}), **more}
    return subprocess.run([BERAAD, *map(str, words)], env=settings, capture_output=True, text=True, timeout=300, cwd=ROOT)


@contextlib.contextmanager
def another_writes(words):
    """Holds the lock that whoever opens the custody for writing needs. `custody check` tells of it, as a fault."""
    with open(CUSTODY / "lock") as lock:
        if words[:2] != ("custody", "check"):
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def must(actor, *words):
    done = run(actor, *words)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def contents(top):
    """Every file below: its digest. SQLite's index of its log is memory, no content."""
    return {str(path.relative_to(top)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in top.rglob("*") if path.is_file() and path.name not in ("state.db-shm", "state.db-wal", "received.json.lock")}


def restore():
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(KEPT, OUT)


def whole_files():
    return {name: digest for name, digest in contents(OUT).items() if not UNDONE.search(name)}


def name_of(words):
    return words[0] if words[0] in ("audit", "risk") and words[1] not in ("record", "kit") else " ".join(words[:2])


def struck(actor, *words, every=1, varies=""):
    """varies: files that are others each time, for they hold a moment or a signature with one; they are asked for only."""
    global tried
    swept.add(name_of(words))
    shutil.rmtree(KEPT, ignore_errors=True)
    shutil.copytree(OUT, KEPT)
    trace, before = ROOT / "trace", contents(CUSTODY)
    trace.unlink(missing_ok=True)
    with another_writes(words):
        done = run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(OUT), FAULT_TRACE=str(trace))
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    old, whole = contents(KEPT), whole_files()
    calls = [re.sub(r"\d+", "N", line) for line in trace.read_text().splitlines()]
    ends = [at for at in range(len(calls)) if at == 0 or at + 1 == len(calls) or calls[at] != calls[at - 1] or calls[at] != calls[at + 1]]
    assert ends and whole != old, f"{words}: writes nothing"
    for at in ends[::every]:
        restore()
        result = run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(OUT), FAULT_AT=str(at + 1), FAULT_DO="kill")
        context = f"{name_of(words)}: killed at change {at + 1} of {len(calls)} ({calls[at]})"
        assert result.returncode in (-9, 0), f"{context}: exit {result.returncode}\n{result.stderr}"
        there = whole_files()
        half = {name for name in there if name not in whole or name not in varies and there[name] not in (whole[name], old.get(name))}
        assert not half, f"{context}: not whole: {sorted(half)}"
        assert set(old) <= set(there), f"{context}: gone: {sorted(set(old) - set(there))}"
        again = run(actor, *words)
        if "then remove it" in again.stderr:
            for path in [*OUT.rglob("*.part")]:
                shutil.rmtree(path)
            again = run(actor, *words)
        if again.returncode != 0:
            assert set(there) != set(old) and again.returncode in (2, 6, 74), f"{context}: exit {again.returncode}\n{again.stderr}"
        else:
            assert {name for name, digest in whole_files().items() if name not in whole or name not in varies and digest != whole[name]} == set(), context
            assert set(whole_files()) == set(whole), context
        tried += 1
    assert contents(CUSTODY) == before, f"{words}: changed the custody"
    restore()
    must(actor, *words)
    print(f"{name_of(words):24} {len(calls):4} changes of files, {len(ends):3} distinct", flush=True)


def only_reads(actor, *words):
    read.add(name_of(words))
    before = contents(ROOT)
    trace = ROOT / "trace"
    trace.unlink(missing_ok=True)
    before.pop("trace", None)
    with another_writes(words):
        done = run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(ROOT) + "/", FAULT_TRACE=str(trace))
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    changes = trace.read_text().splitlines() if trace.exists() else []
    changes = [line for line in changes if not COMPANIONS.search(line)]
    assert changes == [], f"{words}: changes {changes[:3]}"
    trace.unlink(missing_ok=True)
    assert contents(ROOT) == before, f"{words}: a file is another than before"


def person(name, role):
    (ROOT / "secret" / name).write_text(f"the passphrase of {name}\n")
    must(None, "actor", "add", name, "--role", role, "--new-passphrase-file", ROOT / "secret" / name)


def world():
    (ROOT / "secret").mkdir(mode=0o700)
    OUT.mkdir()
    for name in ("custody", "witness"):
        (ROOT / "secret" / name).write_text(f"the passphrase of {name}\n")
    subprocess.run(["age-keygen", "-o", ROOT / "identity"], check=True, capture_output=True)
    (ROOT / "public").write_text(subprocess.run(["age-keygen", "-y", ROOT / "identity"], check=True, capture_output=True, text=True).stdout)
    must(None, "custody", "init", "--name", "ksz.test")
    for name, role in (("els", "operator"), ("jan", "approver"), ("ria", "researcher"), ("mia", "checker")):
        person(name, role)
    must("els", "recipient", "add", "pod-mi", "--age-key", ROOT / "public")
    paragraphs = "\n\n".join(f"{at}. What paragraph {at} says." for at in range(1, 13))
    (ROOT / "official").write_text(f"DELIBERATION {ID}\n\n{paragraphs}\n")
    must("els", "deliberation", "register", f"{PROJECT}/deliberation/ksz-19-002.yaml", "--text", ROOT / "official")
    must("jan", "deliberation", "approve", ID)
    must("els", "release", "run", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE, "--quiet")
    must("jan", "release", "approve", "1")
    shutil.copytree(CUSTODY / "outgoing", ROOT / "sent")
    must("els", "enclave", "prepare", ID, "--year", "2012", "--warehouse", WAREHOUSE, "--quiet")
    must("ria", "undertaking", "sign", ID)
    must("ria", "enclave", "run", ID, "--quiet", "true")
    must("ria", "output", "table", ID, "--by", "sex", "--year", "2012")
    must("ria", "output", "check", "1")
    must("els", "retention", "destroy", ID, "sample")
    must("jan", "retention", "approve", ID)
    (ROOT / "people.csv").write_text("id,sex,age\n" + "".join(f"{at},{'mf'[at % 2]},{'abc'[at % 3]}\n" for at in range(90)) + "90,m,d\n")
    (ROOT / "theirs.csv").write_text("sex,age,count\nm,a,x\nm,b,x\nf,a,x\nf,b,x\nm,Total,12\nf,Total,15\nTotal,a,11\nTotal,b,16\nTotal,Total,27\n")
    (ROOT / "key").write_text("11" * 32 + "\n")


def beside():
    package = next((ROOT / "sent").rglob("*.tar.age"))
    struck(None, "audit", ID, "--html", OUT / "audit.html", "--proofs", OUT / "proofs", every=5)
    struck(None, "audit", "record", ID, "--html", OUT / "record.html", every=2)
    struck(None, "retention", "certificate", ID, "--out", OUT / "certificates", every=2)
    struck(None, "ledger", "prove", "--since", "0", "--out", OUT / "request")
    witness = ("--state", OUT / "witness", "--key", CUSTODY / "public/beraad.vkey",
               "--passphrase-file", ROOT / "secret/witness")
    must(None, "ledger", "witness", OUT / "request", *witness, "--name", "elsewhere", "--out", OUT / "first")
    must(None, "ledger", "prove", "--since", len(must(None, "ledger", "show", "--json").splitlines()), "--out", OUT / "second")
    struck(None, "ledger", "witness", OUT / "second", *witness, "--out", OUT / "cosigned",
           varies=("cosigned", *(name for name in contents(OUT) if "/seen/" in name)))
    must(None, "ledger", "prove", "3", "--out", ROOT / "proof")
    (ROOT / "entry").write_text(must(None, "ledger", "show", "--json").splitlines()[3] + "\n")
    struck(None, "package", "open", package, "--key", CUSTODY / "public/beraad.pub", "--identity", ROOT / "identity", "--out", OUT / "opened", every=9)
    table = (ROOT / "people.csv", "--by", "sex,age", "--out")
    struck(None, "table", "make", *table, OUT / "made.csv", every=2)
    struck(None, "table", "suppress", *table, OUT / "suppressed.csv", "--minimum", "3", every=2)
    struck(None, "table", "round", *table, OUT / "rounded.csv", "--base", "5", "--key-file", ROOT / "key", every=2)
    struck(None, "table", "perturb", *table, OUT / "perturbed.csv", "--id", "id", "--key-file", ROOT / "key", every=2)
    struck(None, "table", "audit", ROOT / "theirs.csv", "--by", "sex,age", "--suppressed", "x", "--out", OUT / "audited.csv", every=2)
    struck(None, "risk", ROOT / "people.csv", "--keys", "sex,age", "--suppress", "3", "--out", OUT / "safe.csv", every=2)
    struck(None, "warehouse", "synth", OUT / "town", "--residents", "1000", "--threads", "1", "--quiet", "--report", OUT / "report.csv", every=80)


def readers():
    package = next((ROOT / "sent").rglob("*.tar.age"))
    text = f"{PROJECT}/deliberation/ksz-19-002.yaml"
    for words in ("custody check", "custody matrix", "custody keys", "recipient list", "actor list", "catalogue check amsb", "catalogue show amsb",
                  f"warehouse check {WAREHOUSE} --catalogue amsb --quiet", f"deliberation check {text}", f"deliberation explain {ID}",
                  f"deliberation text {ID}", "deliberation list", f"undertaking show {ID}", "undertaking list", "release list",
                  f"package verify {package} --key {CUSTODY}/public/beraad.pub --identity {ROOT}/identity --register {ROOT}/none", "enclave selftest --quiet",
                  "enclave list", "output list", "retention show", "subject list", "ledger show", "ledger verify",
                  f"ledger check {ROOT}/proof --entry {ROOT}/entry --key {CUSTODY}/public/beraad.vkey"):
        only_reads("els", *words.split())
    only_reads("ria", "enclave", "files", "1")
    only_reads("mia", "output", "show", "1")
    assert read == which.names(which.READERS), sorted(read ^ which.names(which.READERS))


try:
    world()
    beside()
    readers()
    which.struck("beside.py", swept)
    print(f"{tried} kills in {len(swept)} commands, {len(read)} others change nothing")
finally:
    shutil.rmtree(ROOT, ignore_errors=True)
