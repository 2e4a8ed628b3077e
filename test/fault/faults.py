#!/usr/bin/python3
"""Real faults of a custody, one at a time: what `custody check` says, what the ordinary commands say, and that nothing is lost by it.

faults.py BERAAD CLOCK WAREHOUSE PROJECT

Of each fault: `custody check` tells its kinds and no others, each with what follows, what is safe and what to do, and changes nothing;
a command that shows and a command that writes do their work or say in one clear line why not, with the exit status named here, and
change nothing of what was recorded; and when the fault is put right, all is there again and the next act succeeds.
"""
import atexit
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

BERAAD, CLOCK, WAREHOUSE, PROJECT = map(os.path.abspath, sys.argv[1:5])
if len(sys.argv) > 5:  # on_a_full_disk
    ROOT = pathlib.Path(sys.argv[5])
else:
    ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-faults-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)).resolve()
    atexit.register(shutil.rmtree, ROOT, ignore_errors=True)
PLACE = ROOT / "place"
CUSTODY = PLACE / "custody"
GOOD = ROOT / "good"
ID = "IVC/KSZG/19/002"
SOUND, DATA, STATE, IO = 0, 4, 6, 74
SHOWS = ("ledger", "verify")
WRITES = ("deliberation", "suspend", ID)
RELEASE = ("release", "run", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE, "--quiet")
tried = 0


def run(actor, *words, before=(), **more):
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}
    settings = {**keep, "HOME": str(ROOT), "TMPDIR": str(ROOT), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(CUSTODY),
                "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue", "BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "secret/custody"),
                "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0",
                **({"BERAAD_ACTOR": actor, "BERAAD_PASSPHRASE_FILE": str(ROOT / "secret" / actor)} if actor else {}), **more}
    return subprocess.run([*before, BERAAD, *map(str, words)], env=settings, capture_output=True, text=True, timeout=300, cwd=ROOT)


def must(actor, *words):
    done = run(actor, *words)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def person(name, role):
    (ROOT / "secret" / name).write_text(f"the passphrase of {name}\n")
    must(None, "actor", "add", name, "--role", role, "--new-passphrase-file", ROOT / "secret" / name)


def world():
    """A custody that has something of everything: a release that waits, one delivered, a data set, an import, a quarantine."""
    (ROOT / "secret").mkdir(mode=0o700)
    PLACE.mkdir()
    (ROOT / "secret/custody").write_text("the passphrase of the custody\n")
    subprocess.run(["age-keygen", "-o", ROOT / "identity"], check=True, capture_output=True)
    (ROOT / "public").write_text(subprocess.run(["age-keygen", "-y", ROOT / "identity"], check=True, capture_output=True, text=True).stdout)
    must(None, "custody", "init", "--name", "ksz.test")
    for name, role in (("els", "operator"), ("jan", "approver"), ("ria", "researcher"), ("mia", "checker")):
        person(name, role)
    must("els", "recipient", "add", "pod-mi", "--age-key", ROOT / "public")
    must("els", "deliberation", "register", f"{PROJECT}/deliberation/ksz-19-002.yaml")
    must("jan", "deliberation", "approve", ID)
    must("ria", "undertaking", "sign", ID)
    for _ in range(2):
        must("els", *RELEASE)
    must("jan", "release", "approve", "1")
    must("els", "enclave", "prepare", ID, "--year", "2012", "--warehouse", WAREHOUSE, "--quiet")
    must("ria", "enclave", "import", ID, f"{PROJECT}/example/transition/transition.py")
    must("ria", "enclave", "run", ID, "--quiet", "true")
    must("ria", "output", "table", ID, "--by", "sex", "--year", "2012")
    must("ria", "output", "check", "1")
    shutil.copytree(CUSTODY, GOOD, symlinks=True)


def again():
    shutil.rmtree(CUSTODY, ignore_errors=True)
    shutil.copytree(GOOD, CUSTODY, symlinks=True)


def contents(top):
    """Names, permissions and bytes of all; what SQLite keeps beside the state is an index of it, or empty."""
    found = {}
    for path in sorted(top.rglob("*")):
        if path.name in ("state.db-shm", "state.db-wal", "lock"):
            continue
        about = path.lstat()
        found[str(path.relative_to(top))] = (oct(about.st_mode), about.st_uid, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
    return found


def check(context, codes, places, **how):
    done = run(None, "custody", "check", "--json", **how)
    assert done.returncode == (STATE if codes else SOUND), f"{context}: custody check: exit {done.returncode}\n{done.stdout}{done.stderr}"
    faults = json.loads(done.stdout)["faults"]
    assert {fault["code"] for fault in faults} == set(codes), f"{context}: {[(fault['code'], fault['what']) for fault in faults]}"
    for fault in faults:
        assert all(len(fault[part]) > 3 for part in ("what", "follows", "safe", "remedy")), f"{context}: {fault}"
    assert {place for place in places} <= {fault["where"] for fault in faults}, f"{context}: {[fault['where'] for fault in faults]}"


def says(context, actor, words, status, told, **how):
    done = run(actor, *words, **how)
    assert done.returncode == status, f"{context}: {' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}"
    if status == SOUND:
        assert told in done.stderr, f"{context}: {' '.join(map(str, words))}: {done.stderr}"
    else:
        lines = [line for line in done.stderr.splitlines() if "is taken for today" not in line]
        assert lines and lines[0].startswith("beraad: ") and told in done.stderr, f"{context}: {' '.join(map(str, words))}: {done.stderr}"


def fault(name, codes, places=(), shows=(SOUND, ""), writes=(SOUND, ""), others=(), right=None, **how):
    """The custody is wrong now. others: actor, words, exit status, what is told. right: what is put right; None: the good custody is."""
    global tried
    before = contents(CUSTODY)
    check(name, codes, places, **how)
    says(name, "els", SHOWS, *shows, **how)
    for actor, words, status, told in others:
        says(name, actor, words, status, told, **how)
    assert contents(CUSTODY) == before, f"{name}: looking at it changed {set(contents(CUSTODY).items()) ^ set(before.items())}"
    says(name, "els", WRITES, *writes, **how)
    if writes[0] != SOUND:
        after = contents(CUSTODY)
        assert after == before, f"{name}: what was refused changed {set(after.items()) ^ set(before.items())}"
    if right is not None:
        right()
        check(f"{name}, put right", (), ())
        says(f"{name}, put right", "els", SHOWS, SOUND, "")
        says(f"{name}, put right", "els", ("release", "withdraw", "2"), SOUND, "")
    again()
    tried += 1
    print(f"{name:44} {', '.join(codes) or 'no fault of the custody'}", flush=True)


def mode(path, bits):
    """Sets them; gives what puts it right."""
    path = CUSTODY / path
    old = path.stat().st_mode & 0o7777
    path.chmod(bits)
    return lambda: path.chmod(old)


def owner(path):
    path = CUSTODY / path
    os.chown(path, 65534, -1)
    return lambda: os.chown(path, os.geteuid(), -1)


def away(path):
    path = CUSTODY / path
    path.rename(ROOT / "away")
    return lambda: (ROOT / "away").rename(path)


def flip(path):
    """One bit in the middle."""
    path = CUSTODY / path
    old = path.read_bytes()
    path.write_bytes(old[:len(old) // 2] + bytes([old[len(old) // 2] ^ 1]) + old[len(old) // 2 + 1:])
    return lambda: path.write_bytes(old)


def shorten(path):
    path = CUSTODY / path
    old = path.read_bytes()
    path.write_bytes(old[:-1])
    return lambda: path.write_bytes(old)


def pragma(text):
    with sqlite3.connect(CUSTODY / "state.db") as state:
        state.execute(text)
    state.close()


def one(folder):
    return next(iter(sorted(path.relative_to(CUSTODY) for path in (CUSTODY / folder).iterdir())))


def sample_key():
    return next(path.relative_to(CUSTODY) for path in (CUSTODY / "key/project").iterdir() if "'sample'" in path.read_text())


def permissions():
    if os.geteuid() == 0:
        for path in (".", "state.db", "held"):
            right = owner(path)
            fault(f"'{path}' belongs to another user", ["owner"], [path], (STATE, "belongs to another user"), (STATE, "belongs to another user"), right=right)
        for path in ("key/root.key", "actor/els.key", sample_key()):
            right = owner(path)
            inside = str(path).startswith("key/project")
            fault(f"'{path}' belongs to another user", ["owner"], [str(path)], (SOUND, ""), (SOUND, "") if inside else (STATE, "belongs to another user"),
                  right=right, others=[("els", RELEASE, STATE, "belongs to another user")])
    for path in (".", "state.db", "key", "outgoing"):
        bits = 0o640 if path == "state.db" else 0o750
        right = mode(path, bits)
        fault(f"'{path}' is open to others", ["open"], [path], (STATE, "is open to other users"), (STATE, "is open to other users"), right=right)
    right = mode("key/root.key", 0o644)
    fault("the root key is open to others", ["key-open"], ["key/root.key"], (SOUND, ""), (STATE, "is open to other users"), right=right)
    right = mode(sample_key(), 0o640)
    fault("a project key is open to others", ["key-open"], [], right=right, others=[("els", RELEASE, STATE, "is open to other users")])
    right = mode("actor/els.key", 0o604)
    fault("an actor's key is open to others", ["key-open"], ["actor/els.key"], (SOUND, ""), (STATE, "is open to other users"), right=right)


def state():
    for what, damage in (("overwritten in the middle", lambda file: (file.seek(3 * 4096), file.write(b"\xff" * 4 * 4096))),
                         ("cut off", lambda file: file.truncate(5 * 4096)), ("empty", lambda file: file.truncate(0)),
                         ("another file", lambda file: (file.seek(0), file.write(b"text" * 1024)))):
        with open(CUSTODY / "state.db", "r+b") as file:
            damage(file)
        told = (STATE, "the file is not a custody state" if what == "empty" else "the custody state is damaged")
        fault(f"the state is {what}", ["state-version" if what == "empty" else "state-damaged"], ["state.db"], told, told)
    pragma("PRAGMA user_version=0")
    fault("the state of an older version", ["state-version"], ["state.db"], (STATE, "has version 0, this beraad needs 1"),
          (STATE, "has version 0, this beraad needs 1"), right=lambda: pragma("PRAGMA user_version=1"))
    pragma("PRAGMA user_version=2")
    fault("the state of a newer version", ["state-version"], ["state.db"], (STATE, "has version 2, this beraad needs 1"),
          (STATE, "has version 2, this beraad needs 1"), right=lambda: pragma("PRAGMA user_version=1"))
    right = away("state.db")
    fault("the state is gone", ["missing"], ["state.db"], (STATE, "'state.db' is missing"), (STATE, "'state.db' is missing"), right=right)
    old = contents(CUSTODY)["state.db"]
    must("els", *WRITES)
    shutil.copy2(GOOD / "state.db", CUSTODY / "state.db")
    assert contents(CUSTODY)["state.db"] == old
    fault("the state is an older copy", ["ledger"], ["state.db"], (STATE, ""), (STATE, ""))


def things():
    for folder in ("dataset", "model", "quarantine", "held"):
        path = one(folder)
        right = away(path)
        fault(f"'{folder}/' lost what was in it", ["lost"], [str(path)], right=right, others={
            "dataset": [("ria", ("enclave", "run", ID, "--quiet", "true"), STATE, "")],
            "quarantine": [("ria", ("enclave", "files", "1"), STATE, "")],
            "held": [("jan", ("release", "approve", "2"), STATE, "")]}.get(folder, []))
    for folder in ("dataset", "model", "quarantine"):
        path = one(folder)
        right = flip(path / "index")
        fault(f"the index of a thing in '{folder}/' is another", ["changed"], [str(path)], right=right, others={
            "dataset": [("ria", ("enclave", "run", ID, "--quiet", "true"), STATE, "is not the one that the ledger names")],
            "quarantine": [("ria", ("enclave", "files", "1"), STATE, "is not the one that the ledger names")]}.get(folder, []))
    right = shorten(one("dataset") / "1")
    fault("a file of the data set is cut off", ["changed"], [str(one("dataset"))], right=right)
    package = next(path for path in (CUSTODY / "held").rglob("*.tar.age")).relative_to(CUSTODY)
    for name, damage in (("another", flip), ("cut off", shorten)):
        right = damage(package)
        fault(f"a held package is {name}", ["changed"], [str(package.parent)], right=right, others=[
            ("jan", ("release", "approve", "2"), STATE, "is not the one that was recorded")])
    for path in ("key/root.key", "key/signing.key", sample_key()):
        right = away(path)
        inside = str(path).startswith("key/project")
        fault(f"'{path}' is gone", ["key-lost"], [str(path)], (SOUND, ""), (SOUND, "") if inside else (STATE, ""), right=right, others=[
            ("els", RELEASE, STATE, "")])
    right = away("actor/els.key")
    fault("an actor's key is gone", ["key-lost"], ["actor/els.key"], (SOUND, ""), (STATE, ""), right=right)
    for path, lost in (("key", ["key-lost"]), ("held", ["lost"]), ("work", [])):
        right = away(path)
        fault(f"'{path}/' is gone", ["missing", *lost], [path], (STATE, "is missing"), (STATE, "is missing"), right=right)


def ledger():
    # The widest of those that are not full yet is the one of the present size; narrower ones are of earlier sizes.
    tile = max((CUSTODY / "public/tile/0/000.p").iterdir(), key=lambda path: int(path.name)).relative_to(CUSTODY)
    with open(CUSTODY / tile, "r+b") as file:
        file.truncate(33)
    fault("a tile of the ledger is cut off", ["ledger"], ["state.db"], (STATE, "tile"), (SOUND, ""))
    with open(CUSTODY / "public/checkpoint", "r+b") as file:
        file.truncate(20)
    fault("the published checkpoint is cut off", ["ledger"], ["state.db"], (STATE, "checkpoint"), (STATE, "checkpoint"))
    shutil.rmtree(CUSTODY / "public/tile")
    fault("the published tiles are gone", ["tiles"], ["public"], (SOUND, ""), (SOUND, ""), right=lambda: None)
    (CUSTODY / "outgoing/theirs").write_text("x")
    fault("something foreign in outgoing/", ["foreign"], ["outgoing/theirs"], (SOUND, ""), (STATE, "that the ledger does not know"),
          right=(CUSTODY / "outgoing/theirs").unlink)


def around():
    early = {"CLOCK_AT": "1577880000", "LD_PRELOAD": CLOCK}
    fault("the clock was set back", ["clock"], ["state.db"], (SOUND, ""), (STATE, "before the last ledger entry"), right=lambda: None,
          others=[("els", ("retention", "show"), SOUND, "is taken for today"), ("els", ("retention", "certificate", ID), STATE, "nothing of deliberation"),
                  ("els", ("enclave", "list"), SOUND, ""), ("ria", ("enclave", "files", "1"), STATE, "before the last ledger entry"),
                  ("mia", ("output", "show", "1"), STATE, "before the last ledger entry")], **early)
    frozen = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(CUSTODY), str(CUSTODY)]
    fault("a mount for reading only", ["read-only"], ["."], (SOUND, ""), (IO, "Read-only file system"), right=lambda: None, before=frozen)
    with open(CUSTODY / "lock") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        fault("another process writes", ["in-use"], ["lock"], (SOUND, ""), (STATE, "another process is writing"), right=other.close)


def fill(path, room):
    """All that is free on its file system but so many bytes."""
    with open(path, "wb") as file:
        try:
            while True:
                file.write(bytes(65536))
                file.flush()
        except OSError:
            pass
        file.truncate(max(0, os.fstat(file.fileno()).st_size - room))


def on_a_full_disk(small):
    """In a process of its own, whose small file system goes with it: as little room as this is left, and then more and more."""
    global CUSTODY
    CUSTODY = pathlib.Path(small) / "custody"
    filler = pathlib.Path(small) / "filler"
    before = contents(GOOD)
    for room in (0, 4096, 16384, 32768, 65536, 131072, 262144, 1048576):
        filler.unlink(missing_ok=True)
        again()
        fill(filler, room)
        left = f"{room} bytes left"
        if room == 0:
            check(left, ["full"], ["."])
            says(left, "els", SHOWS, SOUND, "")
        refused = True
        for words in (RELEASE, WRITES):
            done = run("els", *words)
            refused = refused and done.returncode != SOUND
            assert done.returncode in ((IO,) if room == 0 else (SOUND, IO)), f"{left}: {words}: exit {done.returncode}\n{done.stderr}"
            assert done.returncode == SOUND or "No space left" in done.stderr or "is full" in done.stderr, f"{left}: {done.stderr}"
            if refused:
                kept = {name: about for name, about in contents(CUSTODY).items() if name in before}
                assert kept == before, f"{left}: {set(kept.items()) ^ set(before.items())}"
        found = {fault["code"] for fault in json.loads(run(None, "custody", "check", "--json").stdout)["faults"]}
        assert found <= {"full", "unfinished", "tiles"}, f"{left}: {found}"
        filler.unlink()
        says(f"{left}, room made", "els", ("release", "withdraw", "2"), SOUND, "")
        check(f"{left}, room made", (), ())
        says(f"{left}, room made", "els", SHOWS, SOUND, "")
    print("a full disk", flush=True)


def full():
    global tried
    size = 3 * 1048576 + sum(path.stat().st_size + 4096 for path in GOOD.rglob("*") if path.is_file())
    small = ROOT / "small"
    small.mkdir()
    done = subprocess.run(["bwrap", "--dev-bind", "/", "/", "--size", str(size), "--tmpfs", str(small), sys.executable, __file__, *sys.argv[1:5],
                           str(ROOT)], timeout=600)
    assert done.returncode == 0
    tried += 1


if len(sys.argv) > 5:
    on_a_full_disk(ROOT / "small")
    sys.exit()
try:
    world()
    for part in (permissions, state, things, ledger, around, full):
        part()
    print(f"{tried} faults")
finally:
    shutil.rmtree(ROOT, ignore_errors=True)
