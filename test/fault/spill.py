#!/usr/bin/python3
"""Where the engine's memory is not enough, no row reaches a disk in clear: every file that a command opens for writing, makes or renames is
seen by strace, in all its threads and children, and must be one of those that hold nothing of the warehouse as it is.

spill.py BERAAD WAREHOUSE PROJECT
"""
import atexit
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BERAAD, WAREHOUSE, PROJECT = (str(pathlib.Path(given).resolve()) for given in sys.argv[1:4])
ID = "IVC/KSZG/19/002"
LITTLE, ENOUGH = "24MB", "2GB"  # of the engine's memory
# ext4 or the like: the build's folder. Where that is in memory itself, there is no disk to look at.
ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-spill-", dir=os.getcwd())).resolve()
MEMORY = pathlib.Path(tempfile.mkdtemp(prefix="beraad-spill-", dir="/dev/shm")).resolve()
CUSTODY = ROOT / "custody"
for folder in (ROOT, MEMORY):
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

# In the custody: sealed files, the pipes that lead to them, state, ledger, keys and the lock.
HARMLESS = re.compile(r"(state\.db(-wal|-shm|-journal)?|lock|public/.*|key/.*|work/prepare/sealed(/index|/\d+)?|work/prepare|dataset(/.*)?"
                      r"|work/prepare/[a-z0-9-]+\.(parquet|csv))$")


def environment(actor):
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}
    return {**keep, "HOME": str(ROOT), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(CUSTODY), "ASAN_OPTIONS": "detect_leaks=0",
            "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue", "BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "pass"),
            **({"BERAAD_ACTOR": actor, "BERAAD_PASSPHRASE_FILE": str(ROOT / "pass")} if actor else {})}


def run(actor, *words, before=()):
    return subprocess.run([*before, BERAAD, *words], env=environment(actor), capture_output=True, text=True, timeout=300)


def must(actor, *words):
    done = run(actor, *words)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"


def written(trace):
    """The paths of regular files and folders that the process could put bytes into."""
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"\d+ +(\w+)\((.*)", line)
        if call is None or re.search(r"\) += -1 E", line):
            continue
        if call[1] in ("open", "openat", "openat2", "creat") and not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE", line) and call[1] != "creat":
            continue
        for path in re.findall(r'"((?:[^"\\]|\\.)*)"', call[2]):
            if not path.startswith(("/proc/", "/dev/null", "/dev/tty")) and path != "":
                yield path


def prepare(year, memory):
    """Prepares a year under strace; its exit status, its words, what it wrote in memory, and what it wrote elsewhere that it should not."""
    trace = ROOT / "trace"
    trace.unlink(missing_ok=True)
    strace = ("strace", "-f", "-qq", "-o", str(trace), "-s", "4096", "-e", "signal=none",
              "-e", "trace=open,openat,openat2,creat,mknod,mknodat,rename,renameat,renameat2,link,linkat,memfd_create,mkdir,mkdirat")
    done = run("els", "enclave", "prepare", ID, "--year", year, "--warehouse", WAREHOUSE, "--memory", memory, "--threads", "1", "--quiet",
               before=strace)
    assert trace.exists() and trace.stat().st_size > 0, done.stderr
    in_memory, foreign, sealed = [], [], 0
    for path in written(trace):
        if path == "beraad":
            continue  # memfd_create
        place = pathlib.Path(path).resolve()
        if place.is_relative_to(MEMORY):
            in_memory.append(path)
        elif place.is_relative_to(CUSTODY) and HARMLESS.match(str(place.relative_to(CUSTODY))):
            sealed += "sealed" in path
        else:
            foreign.append(path)
    return done, in_memory, foreign, sealed


def nothing_left():
    for folder in (CUSTODY / "work", MEMORY):
        assert list(folder.rglob("*")) == [], f"left: {list(folder.rglob('*'))}"


def main():
    (ROOT / "pass").write_text("a passphrase for the test\n")
    must(None, "custody", "init", "--name", "spill")
    for name, role in (("els", "operator"), ("jan", "approver")):
        must(None, "actor", "add", name, "--role", role, "--new-passphrase-file", str(ROOT / "pass"))
    must("els", "deliberation", "register", f"{PROJECT}/deliberation/ksz-19-002.yaml")
    must("jan", "deliberation", "approve", ID)

    kind = subprocess.run(["stat", "-f", "-c", "%T", str(ROOT)], capture_output=True, text=True).stdout.strip()
    if kind in ("tmpfs", "ramfs"):
        print("skipped: the build's folder is in memory")
        return 77

    # On a disk in clear: nothing spills, the memory is not enough, and that is said.
    done, in_memory, foreign, _ = prepare("2012", LITTLE)
    assert done.returncode == 71 and "needs more memory" in done.stderr and "a place to spill to" in done.stderr, done.stderr
    assert in_memory == [] and foreign == [], f"written: {in_memory} {foreign}"
    nothing_left()

    # With enough of it the year is made, and still nothing but sealed files is written.
    done, in_memory, foreign, sealed = prepare("2012", ENOUGH)
    assert done.returncode == 0, done.stderr
    assert in_memory == [] and foreign == [] and sealed > 0, f"written: {in_memory} {foreign}"
    nothing_left()

    # spill/ on the disk is refused.
    (CUSTODY / "spill").mkdir(mode=0o700)
    done, in_memory, foreign, _ = prepare("2014", ENOUGH)
    assert done.returncode == 6 and "lies on a disk in clear" in done.stderr, done.stderr
    assert in_memory == [] and foreign == [], f"written: {in_memory} {foreign}"
    (CUSTODY / "spill").rmdir()

    # spill/ in memory is used, by nothing but the engine's own files, and emptied.
    (CUSTODY / "spill").symlink_to(MEMORY)
    done, in_memory, foreign, _ = prepare("2014", LITTLE)
    assert foreign == [], f"written: {foreign}"
    assert any("duckdb_temp" in path for path in in_memory), f"nothing was spilled: {in_memory}"
    assert done.returncode in (0, 71), done.stderr  # some operators cannot spill
    nothing_left()

    # What a kill would leave there goes with the next act.
    (MEMORY / "spill-abcdef").mkdir()
    (MEMORY / "spill-abcdef" / "duckdb_temp_storage-0.tmp").write_text("rows")
    (MEMORY / "of others").write_text("stays")
    must(None, "actor", "add", "mia", "--role", "checker", "--new-passphrase-file", str(ROOT / "pass"))
    (MEMORY / "of others").unlink()
    nothing_left()
    print("no row reached the disk")
    return 0


sys.exit(main())
