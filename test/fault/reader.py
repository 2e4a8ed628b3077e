#!/usr/bin/python3
"""What happens when nobody reads the result, or it cannot be written.

reader.py BERAAD PROJECT

Whose reader went away ends by SIGPIPE and tells no error, as `cat` does, and what it was asked to do is done; a result that cannot be
written for any other reason is an error of input and output, told, with exit status 74.
"""
import atexit
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

BERAAD, PROJECT = map(os.path.abspath, sys.argv[1:3])
ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-reader-")).resolve()
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)
CUSTODY = ROOT / "custody"
IO, REFUSED = 74, 5
SETTINGS = {**{name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}, "HOME": str(ROOT), "LC_ALL": "C.UTF-8",
            "BERAAD_CUSTODY": str(CUSTODY), "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue",
            "BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "secret"), "BERAAD_PASSPHRASE_FILE": str(ROOT / "secret"),
            "BERAAD_NEW_PASSPHRASE_FILE": str(ROOT / "secret")}
# Progress and notes may stand there, an error not.
ERROR = re.compile(r'^beraad: |"error"', re.M)
tried = 0


def run(words, output=subprocess.PIPE, **more):
    return subprocess.run([BERAAD, *words.split()], env=SETTINGS, stdout=output, stderr=subprocess.PIPE, text=True, timeout=120, cwd=ROOT, **more)


def unread(words, **more):
    """Nobody reads, from the beginning."""
    global tried
    tried += 1
    read, write = os.pipe()
    os.close(read)
    try:
        done = run(words, write, **more)
    finally:
        os.close(write)
    assert done.returncode == -signal.SIGPIPE and not ERROR.search(done.stderr), f"{words}: {done.returncode}\n{done.stderr}"


def full(words):
    """No room for a byte."""
    global tried
    tried += 1
    with open("/dev/full", "w") as disk:
        done = run(words, disk)
    told = done.stderr.replace('\\"', '"')
    assert done.returncode == IO and "cannot write to standard output: No space left on device" in told, f"{words}: {done.returncode}\n{done.stderr}"


def blocked():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})


def entries(kind):
    return run("ledger show --json").stdout.count(f'"type":"{kind}"')


(ROOT / "secret").write_text("a passphrase of everybody\n")
(ROOT / "secret").chmod(0o600)
(ROOT / "in.csv").write_text("a,b\n" + "".join(f"{at % 7},{at % 5}\n" for at in range(200)))
overview = run("--help").stdout
commands = re.findall(r"^  beraad (\S+(?: [a-z][a-z-]*)?)(?= )", overview, re.M)
assert len(commands) > 70, commands
for command in commands:
    unread(f"{command} --help")
TEXT = f"{PROJECT}/deliberation/ksz-19-002.yaml"
FREE = ("--help", "--version", "catalogue show amsb", "catalogue show amsb --json", f"deliberation explain {TEXT}", f"deliberation check {TEXT} --json",
        "custody matrix", "table make in.csv --by a,b", "risk in.csv --keys a,b --json")
for words in FREE:
    unread(words)
    full(words)

# Of a long text somebody reads the first line.
for words in ("catalogue show amsb --json", "--help"):
    shown = subprocess.run(["bash", "-c", f"set -o pipefail; {BERAAD} {words} | {{ read -r -n 9 line; echo \"$line\"; }}"],
                           env=SETTINGS, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert shown.stderr == "" and shown.stdout != "" and shown.returncode in (0, 128 + signal.SIGPIPE), f"{words}: {shown}"

# Also where who started it ignores the signal, or blocks it.
unread("--help", restore_signals=False)
read, write = os.pipe()
os.close(read)
done = run("--help", write, preexec_fn=blocked)
os.close(write)
assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, ""), done

# An act is done, and recorded, before it is told of; a refusal too.
unread("custody init --name agency.example")
assert CUSTODY.is_dir()
unread("actor add els --role operator")
assert '"els"' in run("actor list --json").stdout
full("actor add jan --role approver")
assert '"jan"' in run("actor list --json").stdout
refused = run("actor add mia --role checker --as els")
assert refused.returncode == REFUSED, refused
unread("actor add mia --role checker --as els")
assert entries("refused") == 2 and entries("actor_added") == 2
for words in ("actor list", "ledger show", "ledger show --json", "ledger verify", "custody check", "retention show"):
    unread(words)
    full(words)
print(f"{tried} results that nobody read, or that could not be written")
