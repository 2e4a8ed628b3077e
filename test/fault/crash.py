#!/usr/bin/python3
"""kill -9, a full disk and a read-only directory at every change of a file in the custody; then everything must be as if the
command had not begun, or whole.

crash.py BERAAD SHIM WAREHOUSE PROJECT [EVERY]: each EVERY-th distinct place is tried (1: all). Of a run of like changes of one file
(pages of SQLite's log, blocks of a package) the first and the last are distinct. The other commands are in commands.py and keys.py.
"""
import datetime
import hashlib
import atexit
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

import which

BERAAD, SHIM, WAREHOUSE, PROJECT = sys.argv[1:5]
EVERY = int(sys.argv[5]) if len(sys.argv) > 5 else 1
# Killing a process loses nothing that it gave to the kernel, so memory does as well as a disk, and each sync costs nothing.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
ROOT = pathlib.Path(tempfile.mkdtemp(prefix="beraad-fault-", dir=MEMORY)).resolve()
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)  # also where this program itself fails
DELIBERATION = f"{PROJECT}/deliberation/ksz-19-002.yaml"
ID = "IVC/KSZG/19/002"
tried = 0
swept = set()


def environment(actor, **more):
    secret = ROOT / "secret"
    keep = {name: os.environ[name] for name in ("PATH", "UBSAN_OPTIONS") if name in os.environ}
    return {**keep, "HOME": str(ROOT), "LC_ALL": "C.UTF-8", "BERAAD_CUSTODY": str(ROOT / "custody"),
            "BERAAD_CATALOGUE_PATH": f"{PROJECT}/catalogue", "BERAAD_CUSTODY_PASSPHRASE_FILE": str(secret / "custody"),
            "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0",
            **({"BERAAD_ACTOR": actor, "BERAAD_PASSPHRASE_FILE": str(secret / actor)} if actor else {}), **more}


def in_terminal(words, settings):
    """The same at a terminal, on which nothing is typed; what is seen there counts as standard output."""
    ours, its = os.openpty()
    process = subprocess.Popen([BERAAD, *words], env=settings, stdin=its, stdout=its, stderr=subprocess.PIPE, text=True)
    os.close(its)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # nobody has the other side any more
            break
        seen += part
    os.close(ours)
    said = process.communicate(timeout=300)[1]
    return subprocess.CompletedProcess(words, process.returncode, seen.decode(), said)


def beraad(actor, *words, **more):
    if words[:2] == ("enclave", "shell"):
        return in_terminal(words, environment(actor, **more))
    return subprocess.run([BERAAD, *words], env=environment(actor, **more), capture_output=True, text=True, timeout=300)


def must(actor, *words):
    done = beraad(actor, *words)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def faulty(actor, words, at, what):
    return beraad(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(ROOT / "custody"), FAULT_AT=str(at), FAULT_DO=what)


def places(actor, words):
    """How many changes of files the command makes when nothing is wrong, and the numbers, from 1, of the distinct ones."""
    trace = ROOT / "trace"
    trace.unlink(missing_ok=True)
    done = beraad(actor, *words, LD_PRELOAD=SHIM, FAULT_UNDER=str(ROOT / "custody"), FAULT_TRACE=str(trace))
    assert done.returncode == 0, done.stderr
    # age, a child of the release, starts with an empty environment and is not counted
    calls = [re.sub(r"\d+", "N", line) for line in trace.read_text().splitlines()]
    ends = [at for at in range(len(calls)) if at == 0 or at + 1 == len(calls) or calls[at] != calls[at - 1] or calls[at] != calls[at + 1]]
    return len(calls), [at + 1 for at in ends]


def keep(name):
    shutil.rmtree(ROOT / name, ignore_errors=True)
    if (ROOT / "custody").exists():
        shutil.copytree(ROOT / "custody", ROOT / name, symlinks=True)


def restore(name):
    for path in ROOT.glob("custody*"):
        shutil.rmtree(path)
    if (ROOT / name).exists():
        shutil.copytree(ROOT / name, ROOT / "custody", symlinks=True)


def files(folder):
    return sorted(str(path.relative_to(ROOT / "custody" / folder)) for path in (ROOT / "custody" / folder).rglob("*") if path.is_file())


def releases():
    return json.loads(must("els", "release", "list", "--json"))


def ledger_holds(context):
    done = beraad("els", "ledger", "verify")
    assert done.returncode == 0, f"{context}: the ledger does not hold\n{done.stdout}{done.stderr}"


def sweep(name, actor, words, judge, every=EVERY):
    """Strikes at every place in every way; judge(context, result, what) looks at what is left."""
    global tried
    swept.add(" ".join(words[:2]))
    restore(name)
    total, distinct = places(actor, words)
    for what in ("kill", "ENOSPC", "EROFS"):
        for at in distinct[::every if what == "kill" else every * 5]:
            restore(name)
            result = faulty(actor, words, at, what)
            context = f"{' '.join(words[:2])}: {what} at change {at} of {total}"
            if what == "kill":
                assert result.returncode in (-9, 0), f"{context}: exit {result.returncode}\n{result.stderr}"
            elif result.returncode != 0:
                assert result.returncode in (74, 6), f"{context}: exit {result.returncode}\n{result.stderr}"
                assert "\nberaad: " in "\n" + result.stderr or '"error":' in result.stderr, f"{context}: no clear error\n{result.stderr}"
            judge(context, result, what)
            tried += 1
    print(f"{' '.join(words[:2]):24} {total:4} changes of files, {len(distinct):3} distinct", flush=True)


RUN = ("release", "run", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE, "--json")
content = None


def judge_run(context, result, what):
    ledger_holds(context)
    known = releases()
    assert len(known) <= 1, f"{context}: {len(known)} releases"
    assert files("outgoing") == [], f"{context}: something in outgoing"
    if not known:
        again = beraad("els", *RUN)
        assert again.returncode == 0, f"{context}: cannot be repeated\n{again.stderr}"
        assert content in (None, json.loads(again.stdout)["tar"]), f"{context}: other content the second time"
    assert files("work") == [] or known, f"{context}: left in work: {files('work')}"
    held = files("held")
    assert len(held) == 2 and len({pathlib.Path(name).parent for name in held}) == 1, f"{context}: held: {held}"
    ledger_holds(context)


def judge_approve(context, result, what):
    ledger_holds(context)
    before = releases()[0]["state"]
    if before in ("prepared", "approved"):
        assert files("outgoing") == [], f"{context}: in outgoing before it is in the ledger"
        verb = ("approve", "jan") if before == "prepared" else ("deliver", "els")
        again = beraad(verb[1], "release", verb[0], "1")
        assert again.returncode == 0, f"{context}: cannot be finished\n{again.stderr}"
    else:
        # Any command that writes finishes the move first; this one is refused, which is all that is asked of it.
        assert beraad("els", "release", "deliver", "1").returncode == 5, context
    assert releases()[0]["state"] == "delivered", context
    assert files("held") == [] and len(files("outgoing")) == 2, f"{context}: {files('held')} {files('outgoing')}"
    assert len(json.loads(must("els", "retention", "show", "--json"))) >= 1, context
    package = next((ROOT / "custody" / "outgoing").rglob("*.tar.age"))
    must(None, "package", "verify", str(package), "--key", str(ROOT / "custody/public/beraad.pub"))
    entries = must("els", "ledger", "show", "--json")
    assert entries.count('"type":"release_delivered"') == 1, f"{context}: delivered more than once"
    ledger_holds(context)


def destroyed():
    """What the ledger says of the destruction: how often it was decided, how often completed, how often a key went."""
    entries = [json.loads(line) for line in must("els", "ledger", "show", "--json").splitlines()]
    return tuple(sum(entry["type"] == name for entry in entries) for name in ("destruction_decided", "destruction_completed", "key_destroyed"))


def judge_destroy(context, result, what):
    """Either nothing happened, or what was decided ends: the key before the file, all of it, and once."""
    ledger_holds(context)
    decided, completed, keys = destroyed()
    if decided == 0:
        assert len(files("outgoing")) == 2 and len(files("key/project")) == 1, f"{context}: gone before it was decided"
        assert [release["state"] for release in releases()] == ["delivered", "prepared"], f"{context}: {releases()}"
        again = beraad("jan", "retention", "approve", ID)
        assert again.returncode == 0, f"{context}: cannot be repeated\n{again.stderr}"
    else:
        assert [release["state"] for release in releases()] == ["delivered", "withdrawn"], f"{context}: {releases()}"
        run = beraad("els", *RUN)
        assert run.returncode != 0, f"{context}: the key was used after its end was decided"
        if keys == 0:
            assert len(files("outgoing")) == 2, f"{context}: a file went before the key"
    if decided == 1 and completed == 0:
        again = beraad("els", "retention", "complete", ID)
        assert again.returncode == 0, f"{context}: cannot be completed\n{again.stderr}"
    assert destroyed() == (1, 1, 1), f"{context}: {destroyed()}"
    assert [release["state"] for release in releases()] == ["delivered", "withdrawn"], f"{context}: {releases()}"
    left = [files(folder) for folder in ("outgoing", "held", "key/project")]
    assert left == [[], [], []], f"{context}: {left}"
    assert beraad("els", *RUN).returncode == 6, f"{context}: it comes back"
    ledger_holds(context)


def keys_gone():
    entries = [json.loads(line) for line in must("els", "ledger", "show", "--json").splitlines()]
    return sorted(entry["body"]["communication"] for entry in entries if entry["type"] == "key_destroyed")


def judge_year(context, result, what):
    """One year of the data set goes with the job that saw it, by its own keys; the other year and its job are there all the while."""
    ledger_holds(context)
    decided, completed, _ = destroyed()
    if decided == 0:
        assert keys_gone() == [] and len(enclave()["data_sets"]) == 2, f"{context}: gone before it was decided"
        again = beraad("jan", "retention", "approve", ID)
        assert again.returncode == 0, f"{context}: cannot be repeated\n{again.stderr}"
    elif completed == 0:
        opened = beraad("ria", "enclave", "files", "1")
        assert opened.returncode == 6, f"{context}: what is doomed opens\n{opened.stdout}{opened.stderr}"
        again = beraad("els", "retention", "complete", ID)
        assert again.returncode == 0, f"{context}: cannot be completed\n{again.stderr}"
    assert keys_gone() == ["population 2012", "population job 1"], f"{context}: {keys_gone()}"
    assert [data["year"] for data in enclave()["data_sets"]] == [2014], f"{context}: {enclave()}"
    assert {name.split("/")[0] for name in files("quarantine")} == {"2"}, f"{context}: {files('quarantine')}"
    assert len({pathlib.Path(name).parent for name in files("dataset")}) == 1, f"{context}: {files('dataset')}"
    names = [file["name"] for file in json.loads(must("ria", "enclave", "files", "2", "--json"))]
    assert names == ["a.txt", "stderr.txt", "stdout.txt"], f"{context}: {names}"
    seen = must("ria", "enclave", "run", ID, "--year", "2014", "--quiet", "--json", "python3", "-c", "open('/data/population-2014.csv').read()")
    assert json.loads(seen)["outcome"] == "done", f"{context}: the other year does not open\n{seen}"
    clear_nowhere(context)
    ledger_holds(context)


# Beside the custody, and under FAULT_UNDER, for its name begins like the custody's.
KIT = ("audit", "kit", ID, str(ROOT / "custody-kit"))


def judge_kit(context, result, what):
    """The kit is there whole, or not at all; and it can be made anew."""
    kit = pathlib.Path(KIT[3])
    half = list(ROOT.glob("custody-kit.*"))
    assert kit.exists() or result.returncode != 0, f"{context}: no kit"
    # A disk that is full or read-only refuses to remove what was begun too.
    assert len(half) + kit.exists() <= 1, f"{context}: left behind: {half}"
    for path in half:
        shutil.rmtree(path)
    if kit.exists():
        done = subprocess.run(["/usr/bin/python3", "verify.py"], cwd=kit, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{context}: a kit that is not whole\n{done.stdout}{done.stderr}"
        shutil.rmtree(kit)
    ledger_holds(context)
    must(None, *KIT)
    shutil.rmtree(kit)


PREPARE = ("enclave", "prepare", ID, "--year", "2012", "--warehouse", WAREHOUSE, "--quiet", "--json")
MARK = f"left behind {uuid.uuid4()}"  # in what a job writes, and in its command line
WRITE = ("python3", "-c", f"open('/out/a.txt', 'w').write('{MARK}')")
JOB = ("enclave", "run", ID, "--quiet", *WRITE)
SHELL = ("enclave", "shell", ID, "--quiet", *WRITE)


def enclave():
    return json.loads(must("els", "enclave", "list", "--json"))


def clear_nowhere(context):
    """What a kill leaves for the next opening holds no byte in clear."""
    for path in (ROOT / "custody").rglob("*"):
        if path.is_file() and any(mark in path.read_bytes() for mark in (b"reference_year", MARK.encode())):
            raise AssertionError(f"{context}: in clear: {path}")


def contents(path):
    try:
        return path.read_bytes()
    except OSError:  # it is gone, or none of ours
        return b""


def files_of(top):
    """Others come and go there meanwhile; os.walk takes no offence at that."""
    return [path for folder, _, names in os.walk(top) for path in (pathlib.Path(folder, name) for name in names) if path.is_file()]


def mounts():
    return pathlib.Path("/proc/self/mountinfo").read_text()


def nothing_outside(context, before):
    """No process of the job is left (its command line has the mark), no mount, and nothing in the host's shared memory. A process that
    was killed takes a moment to go."""
    for _ in range(500):
        left = [path.parent.name for path in pathlib.Path("/proc").glob("[0-9]*/cmdline") if MARK.encode() in contents(path)]
        if not left:
            break
        time.sleep(0.01)
    assert not left, f"{context}: processes {left} run on"
    assert mounts() == before, f"{context}: other mounts than before"
    shared = [path for path in files_of("/dev/shm") if not path.is_relative_to(ROOT) and MARK.encode() in contents(path)]
    assert not shared, f"{context}: in shared memory: {shared}"


def judge_prepare(context, result, what):
    """The year is there whole, or not at all and can be prepared."""
    clear_nowhere(context)
    ledger_holds(context)
    if not enclave()["data_sets"]:
        again = beraad("els", *PREPARE)
        assert again.returncode == 0, f"{context}: cannot be repeated\n{again.stderr}"
    known = enclave()["data_sets"]
    assert len(known) == 1, f"{context}: {len(known)} years"
    assert beraad("els", *PREPARE).returncode == 6, f"{context}: prepared twice"
    assert files("work") == [], f"{context}: left in work: {files('work')}"
    assert len({pathlib.Path(name).parent for name in files("dataset")}) == 1, f"{context}: {files('dataset')}"
    ledger_holds(context)


def judge_work(again, names):
    """The job has ended with all that it left in quarantine, or is lost with nothing of it."""
    before = mounts()

    def judge(context, result, what):
        nothing_outside(context, before)
        clear_nowhere(context)
        ledger_holds(context)
        more = beraad("ria", *again)
        assert more.returncode == 0, f"{context}: no other job runs\n{more.stderr}"
        jobs = enclave()["jobs"]
        assert [job["outcome"] for job in jobs[-1:]] == ["done"], f"{context}: {jobs}"
        assert all(job["outcome"] in ("done", "lost") for job in jobs), f"{context}: {jobs}"
        kept = {str(job["job"]) for job in jobs if job["outcome"] == "done"}
        assert {name.split("/")[0] for name in files("quarantine")} == kept, f"{context}: {files('quarantine')} of {jobs}"
        for number in kept:
            found = [file["name"] for file in json.loads(must("ria", "enclave", "files", number, "--json"))]
            assert found == names, f"{context}: {found}"
        assert files("work") == [], f"{context}: left in work: {files('work')}"
        ledger_holds(context)
    return judge


def told():
    """How often the ledger says of the output that it was voted on, decided, released."""
    entries = [json.loads(line) for line in must("els", "ledger", "show", "--json").splitlines()]
    return tuple(sum(entry["type"] == name for entry in entries) for name in ("output_voted", "output_decided", "output_released"))


def output_state():
    return json.loads(must("els", "output", "list", "--json"))[0]["state"]


def judge_vote(context, result, what):
    """The vote and the decision are both there, or neither; nothing leaves by a vote."""
    ledger_holds(context)
    assert (output_state(), told()) in (("checked", (0, 0, 0)), ("approved", (1, 1, 0))), f"{context}: {output_state()} {told()}"
    if output_state() == "checked":
        must("chris", "output", "approve", "1")
    assert (output_state(), told()) == ("approved", (1, 1, 0)), f"{context}: {output_state()} {told()}"
    assert files("outgoing") == [] and files("held") == [], f"{context}: {files('outgoing')} {files('held')}"
    ledger_holds(context)


def judge_output(context, result, what):
    """Released in ledger and state, and then in outgoing/; or not, and nothing is there."""
    ledger_holds(context)
    if output_state() == "approved":
        assert told() == (1, 1, 0) and files("outgoing") == [], f"{context}: {told()} {files('outgoing')}"
        must("els", "output", "release", "1")
    else:
        # What writes finishes the move first; this is refused, which is all that is asked of it.
        assert beraad("els", "output", "release", "1").returncode == 5, context
    assert (output_state(), told()) == ("released", (1, 1, 1)), f"{context}: {output_state()} {told()}"
    assert files("held") == [] and len(files("outgoing")) == 5, f"{context}: {files('held')} {files('outgoing')}"
    must("els", "output", "profile", ID, "--language", "nl", "--out", str(ROOT / "page"))  # reads and verifies what left
    ledger_holds(context)


def kill_some(name, actor, words, judge):
    """Kills at some places all along the way, and at each EVERY-th of the last ones, where files move and the state changes."""
    global tried
    swept.add(" ".join(words[:2]))
    restore(name)
    total, distinct = places(actor, words)
    for at in sorted({*distinct[:-25:max(1, len(distinct) // 5)], *distinct[-25::EVERY]}):
        restore(name)
        result = faulty(actor, words, at, "kill")
        context = f"{' '.join(words[:2])}: kill at change {at} of {total}"
        assert result.returncode in (-9, 0), f"{context}: exit {result.returncode}\n{result.stderr}"
        judge(context, result, "kill")
        tried += 1
    print(f"{' '.join(words[:2]):24} {total:4} changes of files", flush=True)


def received():
    """The recipient says that it has the package, and signs; the words by which that is recorded."""
    package = next((ROOT / "custody" / "outgoing").rglob("*.tar.age"))
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    today = datetime.datetime.now(datetime.timezone.utc).date()
    (ROOT / "said").write_text(f"beraad attestation 1\ndeliberation: {ID}\ncommunication: sample\nrecipient: pod-mi\nact: receipt\ndate: {today}\n"
                               f"package: sha256:{digest}\n")
    subprocess.run(["minisign", "-S", "-s", ROOT / "signing.key", "-m", ROOT / "said"], check=True, capture_output=True)
    return "retention", "attest", str(ROOT / "said")


def judge_attest(context, result, what):
    """Recorded once, or not at all and can be."""
    ledger_holds(context)
    count = must("els", "ledger", "show", "--json").count('"type":"attestation_received"')
    again = beraad("els", "retention", "attest", str(ROOT / "said"))
    assert (count, again.returncode) in ((0, 0), (1, 6)), f"{context}: {count} recorded, then exit {again.returncode}\n{again.stderr}"
    ledger_holds(context)


NUMBER = ("--number-file", str(ROOT / "secret/number"))
ASK = ("subject", "ask", *NUMBER, "--json")


def answered():
    return must("els", "ledger", "show", "--json").count('"type":"subject_answered"')


def judge_ask(context, result, what):
    """Asked or not: another question can be asked."""
    ledger_holds(context)
    must("els", *ASK)
    ledger_holds(context)


def judge_answer(context, result, what):
    """Answered once: either it can be answered still, or the ledger says that it was."""
    ledger_holds(context)
    before = answered()
    again = beraad("jan", *ANSWER)
    assert again.returncode == (0 if before == 0 else 5), f"{context}: {before} answers, exit {again.returncode}\n{again.stderr}"
    assert answered() == 1, f"{context}: {answered()} answers"
    assert files("work") == [], f"{context}: left in work: {files('work')}"
    number = (ROOT / "secret/number").read_bytes().strip()
    assert not any(number in path.read_bytes() for path in (ROOT / "custody").rglob("*") if path.is_file()), f"{context}: the number"
    ledger_holds(context)


def judge_small(finish):
    def judge(context, result, what):
        if (ROOT / "custody").exists() and finish[1][0] != "custody":
            ledger_holds(context)
        again = beraad(finish[0], *finish[1])
        # done already: the second time says so, or the gate does
        assert again.returncode in (0, 5, 6), f"{context}: cannot be repeated\n{again.stderr}"
        ledger_holds(context)
    return judge


def main():
    global content, ANSWER
    (ROOT / "secret").mkdir(mode=0o700)
    for name in ("custody", "els", "jan"):
        (ROOT / "secret" / name).write_text(f"the passphrase of {name}\n")
    subprocess.run(["age-keygen", "-o", ROOT / "identity"], check=True, capture_output=True)
    key = subprocess.run(["age-keygen", "-y", ROOT / "identity"], check=True, capture_output=True, text=True).stdout
    (ROOT / "public").write_text(key)

    init = ("custody", "init", "--name", "ksz.test")
    add = ("actor", "add", "els", "--role", "operator", "--new-passphrase-file", str(ROOT / "secret/els"))
    subprocess.run(["minisign", "-GW", "-p", ROOT / "signing.pub", "-s", ROOT / "signing.key"], check=True, capture_output=True)
    recipient = ("recipient", "add", "pod-mi", "--age-key", str(ROOT / "public"), "--minisign-key", str(ROOT / "signing.pub"))
    register = ("deliberation", "register", DELIBERATION)
    keep("nothing")
    swept.add("custody init")
    total, distinct = places(None, init)
    for at in distinct[::EVERY]:
        restore("nothing")
        faulty(None, init, at, "kill")
        again = beraad(None, *init)
        assert again.returncode in (0, 6), f"custody init killed at {at}: {again.stderr}"
        must(None, *add)
    print(f"{'custody init':24} {total:4} changes of files", flush=True)

    restore("nothing")
    must(None, *init)
    keep("made")
    must(None, *add)
    keep("peopled")
    must("els", *recipient)
    keep("received")
    sweep("peopled", "els", recipient, judge_small(("els", recipient)))
    sweep("received", "els", register, judge_small(("els", register)))
    restore("received")
    must("els", *register)
    must(None, "actor", "add", "jan", "--role", "approver", "--new-passphrase-file", str(ROOT / "secret/jan"))
    keep("proposed")
    approve = ("deliberation", "approve", ID)
    sweep("proposed", "jan", approve, judge_small(("jan", approve)))
    restore("proposed")
    must("jan", *approve)
    keep("registered")
    sweep("registered", None, KIT, judge_kit, EVERY * 3)
    sweep("registered", "els", RUN, judge_run)
    restore("registered")
    (ROOT / "secret/ria").write_text("the passphrase of ria\n")
    must(None, "actor", "add", "ria", "--role", "researcher", "--new-passphrase-file", str(ROOT / "secret/ria"))
    must("ria", "undertaking", "sign", ID)
    keep("empty")
    kill_some("empty", "els", PREPARE, judge_prepare)
    restore("empty")
    must("els", *PREPARE)
    keep("on-site")
    kill_some("on-site", "ria", JOB, judge_work(JOB, ["a.txt", "stderr.txt", "stdout.txt"]))
    kill_some("on-site", "ria", SHELL, judge_work(SHELL, ["a.txt"]))
    restore("on-site")
    (ROOT / "secret/chris").write_text("the passphrase of chris\n")
    must(None, "actor", "add", "chris", "--role", "checker", "--new-passphrase-file", str(ROOT / "secret/chris"))
    must("ria", "output", "table", ID, "--by", "sex", "--year", "2012")
    must("chris", "output", "check", "1")
    must("chris", "output", "protect", "1")
    keep("checked")
    kill_some("checked", "chris", ("output", "approve", "1"), judge_vote)
    restore("checked")
    must("chris", "output", "approve", "1")
    keep("agreed")
    kill_some("agreed", "els", ("output", "release", "1"), judge_output)
    restore("on-site")
    must("els", "enclave", "prepare", ID, "--year", "2014", "--warehouse", WAREHOUSE, "--quiet")
    for year in ("2012", "2014"):
        must("ria", "enclave", "run", ID, "--year", year, *JOB[3:])
    must("els", "retention", "destroy", ID, "population", "--year", "2012")
    keep("doomed-year")
    sweep("doomed-year", "jan", ("retention", "approve", ID), judge_year, 1 if EVERY == 1 else EVERY * 3)
    # With the project key there already, the same release has the same content however often it was cut short.
    restore("registered")
    must("els", "release", "plan", ID, "sample", "--year", "2012", "--warehouse", WAREHOUSE)
    keep("keyed")
    content = json.loads(must("els", *RUN))["tar"]
    keep("prepared")
    sweep("keyed", "els", RUN, judge_run)
    sweep("prepared", "jan", ("release", "approve", "1"), judge_approve)
    restore("prepared")
    must("jan", "release", "approve", "1")
    keep("delivered")
    sweep("delivered", "els", received(), judge_attest)
    restore("delivered")
    must("els", *RUN)
    keep("delivered")
    (ROOT / "secret/number").write_text("85073003328\n")
    kill_some("delivered", "els", ASK, judge_ask)
    restore("delivered")
    question = json.loads(must("els", *ASK))["question"]
    keep("asked")
    ANSWER = ("subject", "answer", str(question), *NUMBER, "--warehouse", WAREHOUSE, "--json")
    kill_some("asked", "jan", ANSWER, judge_answer)
    restore("delivered")
    must("els", "retention", "destroy", ID)
    keep("doomed")
    sweep("doomed", "jan", ("retention", "approve", ID), judge_destroy)
    which.struck("crash.py", swept)
    print(f"{tried} faults")


try:
    main()
finally:
    shutil.rmtree(ROOT, ignore_errors=True)
