#!/usr/bin/python3
"""kill -9 in the middle of every command that changes a custody and has no sweep of its own in crash.py or keys.py.

commands.py BERAAD SHIM WAREHOUSE PROJECT [EVERY]

A story is told once; each of its commands is first killed at its distinct places (a run of like calls on one file is its first and its
last), each EVERY-th of them beginning with another for each command. After each kill, judged without the program's own account of
what it was about to do:

  what lies there has no fault but unfinished work (`custody check`, which verifies the ledger too);
  the ledger has the entries from before and a beginning of those that the whole command makes, never others;
  the command can be given again, or is refused because it is done; then no fault is left, and the entries are those of the whole
  command, once, or for a command that may be repeated at most once more.
"""
import atexit
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

import which

BERAAD, SHIM, WAREHOUSE, PROJECT = map(os.path.abspath, sys.argv[1:5])
EVERY = int(sys.argv[5]) if len(sys.argv) > 5 else 1
ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-commands-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)).resolve()
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)  # also where this program itself fails
PLACE = ROOT / "place"  # the custody and what its commands write beside it
ID = "IVC/KSZG/19/002"
LEFT = {"unfinished", "tiles"}
# Make another custody, or only take something in: no entry.
SILENT = {"custody restore", "ledger cosign"}
swept = []
tried = 0


def run(actor, *words, **more):
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}
    settings = {**keep, "HOME": str(ROOT), "TMPDIR": str(ROOT), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(PLACE / "custody"),
                "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue", "BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "secret/custody"),
                "BERAAD_NEW_PASSPHRASE_FILE": str(ROOT / "secret/new"), "SOFTHSM2_CONF": str(ROOT / "softhsm.conf"),
                "BERAAD_PKCS11_MODULE": "/usr/lib/softhsm/libsofthsm2.so", "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0",
                **({"BERAAD_ACTOR": actor, "BERAAD_PASSPHRASE_FILE": str(ROOT / "secret" / actor)} if actor else {}), **more}
    if words[:2] == ("enclave", "shell"):
        return on_terminal([BERAAD, *map(str, words)], settings)
    return subprocess.run([BERAAD, *map(str, words)], env=settings, capture_output=True, text=True, timeout=300, cwd=ROOT)


def on_terminal(command, settings):
    """A terminal of its own, at which nobody types."""
    near, far = pty.openpty()
    with subprocess.Popen(command, env=settings, stdin=far, stdout=far, stderr=far, cwd=ROOT) as process:
        os.close(far)
        said = b""
        try:
            while part := os.read(near, 65536):
                said += part
        except OSError:  # so Linux says that the other side is closed
            pass
        os.close(near)
    return subprocess.CompletedProcess(command, process.returncode, "", said.decode(errors="replace"))


def must(actor, *words):
    done = run(actor, *words)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def keep():
    shutil.rmtree(ROOT / "kept", ignore_errors=True)
    shutil.copytree(PLACE, ROOT / "kept", symlinks=True)


def restore():
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(ROOT / "kept", PLACE, symlinks=True)


def faults(context):
    done = run(None, "custody", "check", "--json")
    assert done.returncode in (0, 6), f"{context}: {done.stderr}"
    found = json.loads(done.stdout)["faults"]
    assert (done.returncode == 0) == (found == []), f"{context}: exit {done.returncode}, {found}"
    return found


def entries():
    """The types of all entries in order, refusals left out: they are recorded of what is given again."""
    lines = must(None, "ledger", "show", "--json").splitlines()
    return [kind for kind in (json.loads(line)["type"] for line in lines) if kind != "refused"]


def places(trace):
    """Numbers, from 1, of the distinct changes."""
    calls = [re.sub(r"\d+", "N", line) for line in trace.read_text().splitlines()]
    ends = [at for at in range(len(calls)) if at == 0 or at + 1 == len(calls) or calls[at] != calls[at - 1] or calls[at] != calls[at + 1]]
    return [at + 1 for at in ends], len(calls)


def judge(context, actor, words, before, whole, repeats, otherwise):
    found = [fault for fault in faults(context) if fault["code"] not in LEFT]
    assert not found, f"{context}: {found}"
    made = entries()
    assert whole[:len(made)] == made and len(made) >= len(before), f"{context}: {made[len(before):]} of {whole[len(before):]}"
    again = run(actor, *words)
    assert again.returncode in (0, 2, 5, 6), f"{context}: cannot be given again: exit {again.returncode}\n{again.stderr}"
    for more, settings in otherwise:
        if again.returncode != 0:
            again = run(actor, *words, *more, **settings)
    if again.returncode != 0:
        # Whatever opens the custody for writing puts it right, an act that is refused too.
        assert run("els", "release", "deliver", "999").returncode == 5, f"{context}: does not open"
    assert faults(context) == [], f"{context}: {faults(context)}"
    made = entries()
    once_more = whole + (whole[len(before):] if repeats is True else list(repeats))
    assert made == once_more[:len(made)] and len(made) >= len(whole), f"{context}: {made[len(before):]}"


def step(actor, *words, repeats=(), otherwise=()):
    """Sweeps the command, then gives it. repeats: the entries that it makes when it is given once more; True: the same ones. otherwise: more words and settings with which it can be given again, where it did its half."""
    global tried
    name = " ".join(words[:2])
    swept.append(name)
    keep()
    before = entries()
    trace = ROOT / "trace"
    trace.unlink(missing_ok=True)
    done = run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(PLACE), FAULT_TRACE=str(trace))
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    whole = entries()
    assert whole[:len(before)] == before and (len(whole) > len(before) or name in SILENT), f"{name} recorded nothing"
    distinct, total = places(trace)
    for at in distinct[len(swept) % EVERY::EVERY]:
        restore()
        result = run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(PLACE), FAULT_AT=str(at), FAULT_DO="kill")
        context = f"{name}: killed at change {at} of {total}"
        assert result.returncode in (-9, 0), f"{context}: exit {result.returncode}\n{result.stderr}"
        judge(context, actor, words, before, whole, repeats, otherwise)
        tried += 1
    restore()
    print(f"{name:26} {total:4} changes of files, {len(distinct):3} distinct", flush=True)
    return must(actor, *words)


def stopped(actor, *words, when):
    """Kills the command at the first of its places that leaves what `when` waits for, and leaves that: the next command goes on from it."""
    keep()
    trace = ROOT / "trace"
    trace.unlink(missing_ok=True)
    assert run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(PLACE), FAULT_TRACE=str(trace)).returncode == 0, words
    for at in places(trace)[0]:
        restore()
        run(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(PLACE), FAULT_AT=str(at), FAULT_DO="kill")
        if when():
            return
    raise AssertionError(f"{words}: no place leaves it")


def person(name, role):
    (ROOT / "secret" / name).write_text(f"the passphrase of {name}\n")
    return "actor", "add", name, "--role", role, "--new-passphrase-file", ROOT / "secret" / name


def amendment():
    text = pathlib.Path(f"{PROJECT}/deliberation/ksz-19-002.yaml").read_text()
    text = text.replace(f"deliberation: {ID}\n", "deliberation: IVC/KSZG/21/009\n", 1)
    text = re.sub(r"^decided: .*$", f"decided: 2021-02-02\namends: {ID}", text, count=1, flags=re.MULTILINE)
    (ROOT / "amending.yaml").write_text(text)
    return ROOT / "amending.yaml"


def beginning():
    (ROOT / "secret").mkdir(mode=0o700)
    for name in ("custody", "new", "witness", "holder"):
        (ROOT / "secret" / name).write_text(f"the passphrase of {name}\n")
    for name in ("public", "other"):
        subprocess.run(["age-keygen", "-o", ROOT / f"{name}.identity"], check=True, capture_output=True)
        (ROOT / name).write_text(subprocess.run(["age-keygen", "-y", ROOT / f"{name}.identity"], check=True, capture_output=True, text=True).stdout)
    PLACE.mkdir()
    must(None, "custody", "init", "--name", "ksz.test")
    must(None, *person("els", "operator"))
    must("els", "recipient", "add", "pod-mi", "--age-key", ROOT / "public")
    for name, role in (("jan", "approver"), ("ria", "researcher"), ("mia", "checker")):
        must(None, *person(name, role))


def people_and_texts():
    deliberation = f"{PROJECT}/deliberation/ksz-19-002.yaml"
    step(None, *person("kim", "auditor"))
    (ROOT / "secret/new").write_text((ROOT / "secret/kim").read_text())
    step("kim", "actor", "rotate", "kim", repeats=True)
    step(None, "actor", "revoke", "kim")
    step("els", "recipient", "key", "pod-mi", "--age-key", ROOT / "other")
    must("els", "deliberation", "register", deliberation)
    step("jan", "deliberation", "withdraw", ID)
    must("els", "deliberation", "register", deliberation)
    must("jan", "deliberation", "approve", ID)
    step("ria", "undertaking", "sign", ID)
    step("els", "deliberation", "suspend", ID)
    step("els", "deliberation", "resume", ID)
    step("jan", "deliberation", "approve", ID)


def outputs():
    must("els", "enclave", "prepare", ID, "--year", "2012", "2014", "2016", "--warehouse", WAREHOUSE, "--quiet")
    step("ria", "enclave", "import", ID, f"{PROJECT}/example/transition/transition.py", repeats=True)
    step("ria", "output", "table", ID, "--by", "sex", "--year", "2016", repeats=True)
    step("ria", "output", "check", "1", repeats=True)
    step("mia", "output", "protect", "1", repeats=True)
    step("mia", "output", "approve", "1")
    step("els", "output", "release", "1")
    step("els", "output", "profile", ID, "--out", PLACE / "profile", repeats=True)
    must("ria", "output", "table", ID, "--by", "sex,age", "--year", "2016")
    must("ria", "output", "check", "2")
    step("mia", "output", "reject", "2", "--reason", "too fine")
    must("ria", "output", "table", ID, "--by", "sex,age", "--year", "2016")
    step("ria", "output", "withdraw", "3")
    must("ria", "enclave", "run", ID, "--quiet", "transition.py", "2012", "2014")
    step("ria", "enclave", "shell", ID, "--year", "2012", "--quiet", "true", repeats=True)
    step("ria", "output", "request", ID, "1", repeats=True)


def deliveries():
    # The first that is counted makes the project key.
    step("els", "release", "plan", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE, "--quiet", repeats=["release_planned"])
    must("els", "release", "run", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE, "--quiet")
    step("els", "release", "withdraw", "1")
    must("els", "release", "run", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE, "--quiet")
    # Agreed to, but not given away yet.
    stopped("jan", "release", "approve", "2", when=lambda: json.loads(must("els", "release", "list", "--json"))[1]["state"] == "approved")
    step("els", "release", "deliver", "2")
    step("els", "retention", "declare-last", ID, "sample")
    step("els", "retention", "withdraw", ID)
    must("els", "retention", "declare-last", ID, "sample")
    step("jan", "retention", "approve", ID)
    step("els", "retention", "destroy", ID, "sample")
    stopped("jan", "retention", "approve", ID, when=lambda: "destruction_decided" in entries())
    step("els", "retention", "complete", ID)


def persons():
    serial = 700101902  # of nobody in the warehouse
    (ROOT / "number").write_text(f"{serial}{97 - serial % 97:02d}\n")
    ask = "subject", "ask", "--number-file", ROOT / "number"
    step("els", *ask, repeats=True)
    withdrawn, asked = [json.loads(must("els", *ask, "--json"))["question"] for _ in range(2)]
    step("els", "subject", "withdraw", str(withdrawn))
    step("jan", "subject", "answer", str(asked), "--warehouse", WAREHOUSE, "--number-file", ROOT / "number", "--quiet")


def ledger_and_keys():
    must(None, "ledger", "prove", "--since", "0", "--out", ROOT / "request")
    must(None, "ledger", "witness", ROOT / "request", "--state", ROOT / "witness", "--key", PLACE / "custody/public/beraad.vkey",
         "--name", "elsewhere", "--out", ROOT / "cosigned", "--passphrase-file", ROOT / "secret/witness")
    step("els", "ledger", "cosign", ROOT / "cosigned", "--witness", ROOT / "witness/witness.vkey", repeats=True)
    step(None, "custody", "medium", PLACE / "medium", repeats=True)
    step(None, "custody", "backup", PLACE / "backup", repeats=True)  # recorded, then written: it holds its own entry
    step(None, "custody", "restore", PLACE / "backup", PLACE / "restored", "--medium", PLACE / "medium")
    (ROOT / "secret/new").write_text((ROOT / "secret/custody").read_text())
    step(None, "custody", "wrap", repeats=True)


def token():
    """Under a key of a PKCS#11 token. What a killed call left in the token is a key that opens nothing: another name is asked for."""
    (PLACE / "tokens").mkdir()
    (ROOT / "softhsm.conf").write_text(f"directories.tokendir = {PLACE}/tokens\n")
    settings = {**os.environ, "SOFTHSM2_CONF": str(ROOT / "softhsm.conf")}
    subprocess.run(["softhsm2-util", "--init-token", "--free", "--label", "custodian", "--so-pin", "12345678", "--pin", "4321"],
                   check=True, capture_output=True, env=settings)
    (ROOT / "secret/new").write_text("4321\n")
    another = ("--key", "another")
    step(None, "custody", "wrap", "--token", "custodian", repeats=True,
         otherwise=((another, {}), (another, {"BERAAD_CUSTODY_PASSPHRASE_FILE": str(ROOT / "secret/new")})))
    shutil.copy(ROOT / "secret/new", ROOT / "secret/custody")
    must(None, *person("ben", "auditor"))  # opens the root key by the token


def amended_and_ended():
    step("els", "deliberation", "register", amendment())
    step("jan", "deliberation", "approve", "IVC/KSZG/21/009")
    step("els", "deliberation", "end", "IVC/KSZG/21/009")
    step("jan", "deliberation", "approve", "IVC/KSZG/21/009")


try:
    beginning()
    for part in (people_and_texts, outputs, deliveries, persons, ledger_and_keys, amended_and_ended, token):
        part()
    which.struck("commands.py", set(swept))
    print(f"{tried} kills in {len(swept)} commands")
finally:
    shutil.rmtree(ROOT, ignore_errors=True)
