#!/usr/bin/python3
"""The ledger of a custody that the real program made, judged from its published files by verify.go; what an attacker does to
it is rejected. Then a witness: it signs what grows, and refuses a rollback and a fork.

proof.py BERAAD GROW VERIFY.GO PROJECT; exit status 77 (skipped) where Go or Debian's x/mod is not installed.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

GOPATH = "/usr/share/gocode"
BERAAD, GROW, SOURCE, PROJECT = sys.argv[1:5]
if shutil.which("go") is None or not pathlib.Path(GOPATH, "src/golang.org/x/mod/sumdb/note").is_dir():
    print("go or golang-golang-x-mod-dev is not installed")
    sys.exit(77)
WORK = pathlib.Path(tempfile.mkdtemp(prefix="beraad-proof-")).resolve()
CUSTODY, PUBLIC, VERIFY = WORK / "custody", WORK / "custody" / "public", WORK / "verify"
VKEY = WORK / "ledger.vkey"


def run(words, expected=0, **more):
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS", "ASAN_OPTIONS") if name in os.environ}
    settings = {**keep, "HOME": str(WORK), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(CUSTODY), "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue",
                "BERAAD_CUSTODY_PASSPHRASE_FILE": str(WORK / "secret"), "BERAAD_PASSPHRASE_FILE": str(WORK / "secret"),
                "BERAAD_NEW_PASSPHRASE_FILE": str(WORK / "secret"), **more}
    done = subprocess.run([str(word) for word in words], env=settings, capture_output=True, text=True, timeout=300)
    assert done.returncode == expected, f"{words}: exit {done.returncode}, not {expected}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr if expected else done.stdout


def beraad(*words, expected=0, **more):
    return run([BERAAD, *words], expected, **more)


def judged(*words, accepted):
    said = run([VERIFY, *words], 0 if accepted else 1)
    assert said.startswith("accepted" if accepted else "rejected"), said
    return said.strip()


def published(name):
    shutil.copyfile(PUBLIC / "checkpoint", WORK / name)
    return WORK / name


def entry(number):
    (WORK / "entry").write_text(beraad("ledger", "show", "--json", "--from", number, "--count", 1))
    return WORK / "entry"


def restore(name):
    shutil.rmtree(CUSTODY)
    shutil.copytree(WORK / name, CUSTODY)


def small_ledger():
    for name, role in (("els", "operator"), ("jan", "approver")):
        beraad("actor", "add", name, "--role", role)
    beraad("release", "withdraw", 1, "--as", "jan", expected=5)
    beraad("actor", "add", "mia", "--role", "auditor")
    print("small:", judged("ledger", PUBLIC, VKEY, accepted=True))
    print("attacked:", run([VERIFY, "attack", PUBLIC, VKEY]).strip())


def proofs():
    for number in range(5):
        (WORK / "proof").unlink(missing_ok=True)
        beraad("ledger", "prove", number, "--out", WORK / "proof")
        judged("proof", WORK / "proof", entry(number), VKEY, accepted=True)
        judged("proof", WORK / "proof", entry((number + 1) % 5), VKEY, accepted=False)
        entry(number)
        beraad("ledger", "check", WORK / "proof", "--entry", WORK / "entry", "--key", VKEY)
        entry((number + 1) % 5)
        beraad("ledger", "check", WORK / "proof", "--entry", WORK / "entry", "--key", VKEY, expected=6)
    beraad("ledger", "prove", 5, expected=2)
    beraad("ledger", "prove", expected=2)
    print("proofs of 5 entries, and of no other")


def request(since):
    (WORK / "request").unlink(missing_ok=True)
    beraad("ledger", "prove", "--since", since, "--out", WORK / "request")
    return WORK / "request"


def witness(expected=0, *more):
    (WORK / "cosigned").unlink(missing_ok=True)
    return beraad("ledger", "witness", WORK / "request", "--state", WORK / "witness", "--key", VKEY, "--out", WORK / "cosigned", *more,
                  expected=expected)


def witnessed():
    """At 5 entries first, then two histories of the sixth."""
    request(0)
    witness(0, "--name", "witness.example/w1")
    wkey = WORK / "witness" / "witness.vkey"
    judged("witnessed", WORK / "cosigned", VKEY, wkey, accepted=True)
    beraad("ledger", "cosign", WORK / "cosigned", "--witness", wkey)
    judged("witnessed", PUBLIC / "checkpoint", VKEY, wkey, accepted=True)
    judged("witnessed", PUBLIC / "witnessed", VKEY, wkey, accepted=True)
    judged("ledger", PUBLIC, VKEY, accepted=True)
    beraad("ledger", "verify")
    five = published("five")
    shutil.copytree(CUSTODY, WORK / "at-five")
    beraad("actor", "add", "one", "--role", "auditor")
    six = published("six")
    shutil.copytree(CUSTODY, WORK / "at-six")
    request(5)
    judged("grown", WORK / "request", five, VKEY, accepted=True)
    witness()
    judged("witnessed", WORK / "cosigned", VKEY, wkey, accepted=True)
    # A checkpoint that the ledger has passed may still be brought in; the old one stays what it was.
    beraad("actor", "add", "two", "--role", "auditor")
    beraad("ledger", "cosign", WORK / "cosigned", "--witness", wkey)
    judged("witnessed", PUBLIC / "witnessed", VKEY, wkey, accepted=True)
    judged("witnessed", PUBLIC / "checkpoint", VKEY, wkey, accepted=False)
    judged("ledger", PUBLIC, VKEY, five, six, accepted=True)
    request(0)
    assert "stands at 6" in witness(6)
    print("a witness signs what grows")
    restore("at-five")
    request(0)
    assert "a rollback" in witness(6)
    assert "ends before the known checkpoint" in beraad("ledger", "verify", "--known", WORK / "six", expected=6)
    judged("ledger", PUBLIC, VKEY, six, accepted=False)
    beraad("actor", "add", "another", "--role", "auditor")
    request(5)
    assert "a fork" in witness(6)
    beraad("actor", "add", "more", "--role", "auditor")
    request(6)
    assert "a fork" in witness(6)
    judged("grown", WORK / "request", six, VKEY, accepted=False)
    assert "fork" in judged("ledger", PUBLIC, VKEY, six, accepted=False)
    assert not (WORK / "cosigned").exists()
    beraad("ledger", "verify")
    assert "not those of the known checkpoint" in beraad("ledger", "verify", "--known", WORK / "six", expected=6)
    beraad("ledger", "verify", "--known", WORK / "five")
    beraad("ledger", "cosign", WORK / "six", "--witness", wkey, expected=6)
    restore("at-six")
    print("it refuses a rollback and two forks")


def publication():
    """More than one tile: grown in two steps, rebuilt when it is gone, judged when it is changed."""
    first = published("first")
    for more in (300, 400):
        run([GROW, CUSTODY, WORK / "secret", more])
        print("grown:", judged("ledger", PUBLIC, VKEY, first, accepted=True))
        beraad("ledger", "verify")
        beraad("ledger", "verify", "--known", first)
    assert not list(PUBLIC.glob("tile/0/000.p")), "the partial tiles of a full one are still there"
    size = int((PUBLIC / "checkpoint").read_text().split("\n")[1])
    for number in (0, 255, 256, 511, size - 1):
        (WORK / "proof").unlink()
        beraad("ledger", "prove", number, "--out", WORK / "proof")
        judged("proof", WORK / "proof", entry(number), VKEY, accepted=True)
    request(6)
    judged("grown", WORK / "request", WORK / "six", VKEY, accepted=True)
    before = {path: path.read_bytes() for path in sorted(PUBLIC.rglob("*")) if path.is_file()}
    shutil.rmtree(PUBLIC / "tile")
    (PUBLIC / "checkpoint").unlink()
    beraad("actor", "add", "one", "--role", "auditor", expected=6)  # is there already; but the custody was opened for writing
    for path in before:
        assert path.exists() and path.read_bytes() == before[path] or ".p/" in str(path), f"{path} was not rebuilt"
    judged("ledger", PUBLIC, VKEY, first, accepted=True)
    bundle = PUBLIC / "tile/entries/001"
    bundle.write_bytes(bundle.read_bytes().replace(b'"number":300', b'"number":301'))
    judged("ledger", PUBLIC, VKEY, accepted=False)
    assert "public/tile/entries/001" in beraad("ledger", "verify", expected=6)
    bundle.unlink()
    beraad("actor", "add", "one", "--role", "auditor", expected=6)
    beraad("ledger", "verify")
    print("rebuilt:", judged("ledger", PUBLIC, VKEY, first, accepted=True))


def main():
    settings = dict(os.environ, GOPATH=GOPATH, GO111MODULE="off", GOFLAGS="", GOPROXY="off", GOTOOLCHAIN="local")
    if "GOCACHE" not in settings and "HOME" not in settings:
        settings["GOCACHE"] = str(WORK / "cache")
    subprocess.run(["go", "build", "-p", "2", "-o", VERIFY, SOURCE], env=settings, check=True)
    (WORK / "secret").write_text("one passphrase for all\n")
    beraad("custody", "init", "--name", "agency.example/data")
    shutil.copyfile(PUBLIC / "beraad.vkey", VKEY)
    small_ledger()
    proofs()
    witnessed()
    publication()


try:
    main()
finally:
    shutil.rmtree(WORK, ignore_errors=True)
