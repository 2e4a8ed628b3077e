#!/usr/bin/python3
"""kill -9 at every EVERY-th change of a file while keys are destroyed, backed up, renewed on the medium and sealed in shares; then
all must be as if nothing had begun, or whole, and a destroyed key must be gone with its epoch.

keys.py BERAAD KEYED SHIM [EVERY]
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import which

BERAAD, KEYED, SHIM = sys.argv[1:4]
EVERY = int(sys.argv[4]) if len(sys.argv) > 4 else 1
ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-keys-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)).resolve()
PLACE = ROOT / "place"  # custody, medium, backup, shares: what is struck at
tried = 0
swept = set()


def run(words, **more):
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}
    settings = {**keep, "HOME": str(ROOT), "TMPDIR": str(ROOT), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(PLACE / "custody"),
                "BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "pass"), "BERAAD_NEW_PASSPHRASE_FILE": str(ROOT / "pass"),
                "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0", **more}
    return subprocess.run([str(word) for word in words], env=settings, capture_output=True, text=True, timeout=120)


def must(*words):
    done = run(words)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()


def restore(name):
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(ROOT / name, PLACE)


def keep(name):
    shutil.copytree(PLACE, ROOT / name)


def sweep(name, words, judge):
    global tried
    if words[0] == BERAAD:
        swept.add(" ".join(words[1:3]))
    restore(name)
    count = ROOT / "count"
    count.unlink(missing_ok=True)
    done = run(words, LD_PRELOAD=SHIM, FAULT_UNDER=str(PLACE), FAULT_COUNT=str(count))
    assert done.returncode == 0, done.stderr
    total = int(count.read_text().split()[0])
    for at in range(1, total + 1, EVERY):
        restore(name)
        result = run(words, LD_PRELOAD=SHIM, FAULT_UNDER=str(PLACE), FAULT_AT=str(at), FAULT_DO="kill")
        assert result.returncode in (-9, 0), f"{words}: killed at {at} of {total}: exit {result.returncode}\n{result.stderr}"
        judge(f"{words[1:3]}: killed at change {at} of {total}")
        tried += 1
    print(f"{' '.join(str(word) for word in words[1:3]):24} {total:4} changes of files", flush=True)


def keys():
    return sorted(path.name for path in (PLACE / "custody/key").rglob("*.key"))


def judge_destroyed(context):
    state, epoch = must(KEYED, "state", PLACE / "custody").split()
    wanted = ["epoch-%s.key" % epoch, "root.key", "signing.key"]
    project = [name for name in keys() if len(name) == 68]
    assert epoch == ("1" if state == "live" else "2"), f"{context}: {state}, epoch {epoch}"
    assert len(project) == (2 if state == "live" else 1), f"{context}: {state}, {project}"
    assert [name for name in keys() if len(name) != 68] == wanted, f"{context}: {keys()}"
    must(KEYED, "destroy", PLACE / "custody")
    assert must(KEYED, "state", PLACE / "custody") == "destroyed 2", context


def judge_backup(context):
    must(KEYED, "state", PLACE / "custody")
    if not (PLACE / "backup").exists():
        must(BERAAD, "custody", "backup", PLACE / "backup")
    shutil.rmtree(ROOT / "again", ignore_errors=True)
    said = must(BERAAD, "custody", "restore", PLACE / "backup", ROOT / "again", "--medium", ROOT / "first-medium")
    assert "2 project keys of epoch 1, 0 missing" in said, f"{context}: {said}"


def judge_medium(context):
    """Written again it holds the present epoch; never is there a time without a way: the custody has its own."""
    must(BERAAD, "custody", "medium", PLACE / "medium")
    assert '"left_behind":false' in must(BERAAD, "custody", "keys", "--json"), context
    shutil.rmtree(ROOT / "again", ignore_errors=True)
    must(BERAAD, "custody", "restore", PLACE / "second", ROOT / "again", "--medium", PLACE / "medium")


SHARES = [str(PLACE / f"{holder}.share") for holder in "abc"]
HOLDERS = ["--share-passphrase-file", *[str(ROOT / "pass")] * 3]


def judge_sealed(context):
    """Either the passphrase still opens it, or the shares do: never neither."""
    opened = run([KEYED, "state", PLACE / "custody"])
    if opened.returncode == 0:
        for share in SHARES:
            pathlib.Path(share).unlink(missing_ok=True)
        must(BERAAD, "custody", "split", *SHARES, "--needed", 2, "--seal", *HOLDERS)
    assert run([KEYED, "state", PLACE / "custody"]).returncode == 6, f"{context}: the passphrase opens what is sealed"
    must(BERAAD, "custody", "join", *SHARES[:2], *HOLDERS[:3])
    must(KEYED, "state", PLACE / "custody")


def judge_joined(context):
    opened = run([KEYED, "state", PLACE / "custody"])
    if opened.returncode != 0:
        must(BERAAD, "custody", "join", *SHARES[:2], *HOLDERS[:3])
    must(KEYED, "state", PLACE / "custody")


def main():
    (ROOT / "pass").write_text("the custody's own\n")
    made = pathlib.Path(must(KEYED, "make"))
    PLACE.mkdir()
    shutil.copytree(made, PLACE / "custody")
    keep("made")
    must(BERAAD, "custody", "medium", PLACE / "medium")
    shutil.copy2(PLACE / "medium", ROOT / "first-medium")
    sweep("made", [KEYED, "destroy", PLACE / "custody"], judge_destroyed)
    sweep("made", [BERAAD, "custody", "backup", PLACE / "backup"], judge_backup)
    split = [BERAAD, "custody", "split", *SHARES, "--needed", 2, "--seal", *HOLDERS]
    sweep("made", split, judge_sealed)
    restore("made")
    must(*split)
    keep("sealed")
    sweep("sealed", [BERAAD, "custody", "join", *SHARES[:2], *HOLDERS[:3]], judge_joined)
    restore("made")
    must(BERAAD, "custody", "medium", PLACE / "medium")
    must(KEYED, "destroy", PLACE / "custody")
    must(BERAAD, "custody", "backup", PLACE / "second")
    keep("destroyed")
    sweep("destroyed", [BERAAD, "custody", "medium", PLACE / "medium"], judge_medium)
    which.struck("keys.py", swept)
    print(f"{tried} faults")


try:
    main()
finally:
    shutil.rmtree(ROOT, ignore_errors=True)
