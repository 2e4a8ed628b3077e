#!/usr/bin/python3
"""Takes one barrier after the other away and sees the self-test fail. barrier.py ATTEMPTS GAIN INIT WITHOUT...

bubblewrap is given through a program of this test that changes its arguments (and nothing else): the
product has no switch for it. What our own first process keeps is taken away by builds of it that leave one
thing out (WITHOUT, named beraad-sandbox-init-NAME). GAIN is preloaded into bubblewrap for the one thing that it has
no argument for. Of the mount namespaces, of which two lie one in the other, neither can be missed alone.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ATTEMPTS, GAIN, INIT = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
WITHOUT = {pathlib.Path(path).name.removeprefix("beraad-sandbox-init-"): path for path in sys.argv[4:]}

# Each edit works on the list `a`, the arguments of bubblewrap.
EDITING = """#!/usr/bin/python3
import os, re, sys
a = sys.argv[1:]
def drop(*words):
    n = len(words)
    at = next(i for i in range(len(a)) if a[i:i + n] == list(words))
    del a[at:at + n]
def drop_with_value(word):
    del a[a.index(word):a.index(word) + 2]
def before(word, *words):
    a[a.index(word):a.index(word)] = words
def swap(old, new):
    n = len(old)
    at = next(i for i in range(len(a)) if a[i:i + n] == old)
    a[at:at + n] = new
def limit(name, value):
    at = next(i for i in range(len(a)) if a[i].startswith(name + "="))
    a[at] = name + "=" + str(value)
def size(path, value):
    at = next(i for i in range(len(a)) if a[i:i + 2] == ["--tmpfs", path])
    a[at - 1] = str(value)
if "--version" not in a:
    EDIT
os.execv("/usr/bin/bwrap", ["bwrap"] + a)
"""

# What is taken away; how; the attempts that must then be open (others may be too).
REMOVALS = [
    ("list of system calls", "drop_with_value('--seccomp')",
     ["make an IPv4 socket", "make a local socket", "make a socket pair", "attach to another process",
      "make a namespace (clone)", "type on a terminal (TIOCSTI)", "use keys (keyctl)", "make an anonymous file",
      "map shared anonymous memory", "use io_uring", "use userfaultfd", "mount", "leave a namespace (unshare)",
      "load a program into the kernel (bpf)", "make a device or a FIFO", "choose its processors"]),
    ("network namespace", "drop('--unshare-net')",
     ["be in the network of the host", "see a port of the host", "see an abstract socket of the host"]),
    ("IPC namespace", "drop('--unshare-ipc')", ["share IPC with the host", "see a shared memory segment of the host"]),
    ("hostname namespace", "drop('--unshare-uts'); drop('--hostname', 'enclave')",
     ["share the hostname", "see the name of the host"]),
    ("cgroup namespace", "drop('--unshare-cgroup')", ["be in the cgroups of the host"]),
    ("no further user namespaces", "drop('--disable-userns')", ["own the mounts of the job"]),
    ("no capabilities", "swap(['--cap-drop', 'ALL'], ['--cap-add', 'ALL'])", ["hold a capability"]),
    ("cleared environment", "drop('--clearenv')", ["keep a variable of the supervisor's environment"]),
    ("session of its own", "drop('--new-session')", ["be in the supervisor's session"]),
    ("masked kernel files", "drop('--ro-bind', '/dev/null', '/proc/kallsyms')", ["read the kernel's symbols"]),
    ("three devices", "before('--remount-ro', '--dev-bind', '/dev/zero', '/dev/zero')", ["see another device"]),
    ("own /dev/shm", "swap(['--tmpfs', '/dev/shm'], ['--tmpfs', '/dev/other', '--dev-bind', '/dev/shm', '/dev/shm'])",
     ["see shared memory objects of the host"]),
    ("read-only root", "drop('--remount-ro', '/')",
     ["write to the root", "write to /data", "write to /model", "write to /etc", "have another mount that can be written"]),
    ("read-only /dev", "drop('--remount-ro', '/dev')", ["write to /dev"]),
    ("read-only files", "a[:] = ['--bind' if w == '--ro-bind' and re.match('/sys/[0-9]+$', a[i + 1]) else w for i, w in enumerate(a)]",
     ["write over a given file", "change the rights of a given file", "write over its list of users"]),
    ("read-only programs", "swap(['--ro-bind', '/usr', '/usr'], ['--bind', '/usr', '/usr'])",
     ["have another mount that can be written"]),
    ("only what it needs of /etc", "swap(['--perms', '0755', '--dir', '/etc'], ['--ro-bind', '/etc', '/etc'])"
     "; a[:] = [w.replace('/etc/passwd', '/run/p').replace('/etc/group', '/run/g').replace('/etc/nsswitch.conf', '/run/n') for w in a]",
     ["read a file of the host"]),
    ("only what it needs", "before('--remount-ro', '--ro-bind', '/var', '/var')",
     ["read the host's variable data", "see more than its own root"]),
    ("bounded /out", "size('/out', 1 << 26); limit('file', 1 << 26)", ["fill /out"]),
    ("bounded /scratch", "size('/scratch', 1 << 26); limit('file', 1 << 26)", ["fill /scratch"]),
    ("bounded /dev/shm", "size('/dev/shm', 1 << 28); limit('file', 1 << 28)", ["fill /dev/shm"]),
    ("memory limit", "limit('memory', 1 << 40); limit('milliseconds', 700)", ["take more memory", "take memory in many processes"]),
    ("process limit", "limit('processes', 64)", ["start more processes"]),
    ("file size limit", "limit('file', 1 << 40)", ["make a sparse file larger than its share"]),
    ("watch on files", "limit('scratch', 1 << 40); limit('out', 1 << 40); limit('milliseconds', 700)", ["make files without end"]),
]
if os.cpu_count() > 1:
    REMOVALS.append(("processor limit", "os.sched_setaffinity(0, range(os.cpu_count()))", ["run on more processors"]))

if os.path.exists("/proc/keys"):
    REMOVALS.append(("masked list of keys", "drop('--ro-bind', '/dev/null', '/proc/keys')", ["read the kernel's keys"]))

# What our first process keeps.
LEFT_OUT = {
    "closed": ["look into the first process's memory", "look into the first process's descriptors",
               "leave through the first process's root"],
    "limits": ["take more memory", "start more processes", "open too many files", "lock memory",
               "leave a core file", "queue signals", "make a sparse file larger than its share"],
    "session": ["be in the supervisor's session"],
    "watch": ["make files without end", "take memory in many processes"],
}


# Attempts that no single removal opens, and what else holds them.
HELD_TWICE = {
    "be among the processes of the host": "without a process namespace the first process does not begin",
    "see a process that is not the job's": "the same", "signal the supervisor": "the same",
    "be in the mounts of the host": "two mount namespaces, one in the other",
    "read the host's devices and drivers": "the place is taken by the job's own files",
    "read the supervisor's home": "its own rights", "link a given file into /out": "two file systems",
    "read the kernel's memory": "a capability",
    "load a kernel": "a capability", "load a module": "a capability",
    "resolve a name": "the network namespace", "run before the host's own": "a limit that only root passes",
    "fork without end": "the supervisor's own clock", "leave a process behind": "it is the kernel's doing",
    "give out a link or a second name": "the supervisor's doing",
}
if os.geteuid() != 0:
    HELD_TWICE.update({"be in the user namespace of the host": "who is not root needs one", "be more than one user": "the same"})
if os.cpu_count() == 1:
    HELD_TWICE["run on more processors"] = "there is one"
if not os.path.exists("/proc/keys"):
    HELD_TWICE["read the kernel's keys"] = "there is no such file"
OPENED = set()

# Where there is a cgroup it holds what rlimits or watch, taken away, let pass (its own bounds: test/machine/group.t).
MANY = "take memory in many processes"
if "cgroup" in subprocess.run([ATTEMPTS], capture_output=True, text=True, check=True).stdout:
    HELD_TWICE[MANY] = "the cgroup"
    LEFT_OUT["watch"].remove(MANY)
    for _, _, expected in REMOVALS:
        if MANY in expected:
            expected.remove(MANY)


def attempts(bwrap, init):
    """Every attempt and whether it was held; the exit status."""
    run = subprocess.run([ATTEMPTS, bwrap, init], capture_output=True, text=True, timeout=60)
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    return {row[0]: row[2] == "held" for row in rows}, run.returncode, run.stderr.strip()


def judge(name, bwrap, init, expected):
    """The faults of one removal."""
    found, status, words = attempts(bwrap, init)
    if status == 0:
        return [f"{name}: taken away, and the self-test holds"]
    missing = [attempt for attempt in expected if found.get(attempt, True)]
    opened = [attempt for attempt, held in found.items() if not held]
    OPENED.update(opened)
    print(f"{name:28} taken away: {len(opened):3} of {len(found)} attempts open")
    return [f"{name}: taken away, '{attempt}' is still held ({words})" for attempt in missing]


def edited(folder, number, edit):
    program = pathlib.Path(folder) / f"bwrap-{number}"
    program.write_text(EDITING.replace("EDIT\n", edit + "\n"))
    program.chmod(0o755)
    return str(program)


def main():
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        found, status, words = attempts(edited(folder, "whole", "pass"), INIT)
        if status != 0:
            sys.exit(f"with every barrier in place: {words}")
        every = set(found)
        for number, (name, edit, expected) in enumerate(REMOVALS):
            faults += judge(name, edited(folder, number, edit), INIT, expected)
        # Without a pid namespace the first process would not be the first: it refuses to begin.
        found, status, words = attempts(edited(folder, "pid", "drop('--unshare-pid'); drop('--as-pid-1')"), INIT)
        if status != 2 or "not the first process" not in words:
            faults.append(f"process namespace: taken away, and it said '{words}'")
        print("process namespace            taken away: it does not begin")
        # The kernel takes a list of system calls from who cannot gain privileges, or from who has this one.
        gain = "os.environ['LD_PRELOAD'] = %r; swap(['--cap-drop', 'ALL'], ['--cap-add', 'CAP_SYS_ADMIN'])" % GAIN
        faults += judge("no gain by a program", edited(folder, "gain", gain), INIT, ["gain privileges by a program"])
        if os.geteuid() == 0:  # who is not root needs one to make any other
            user = "drop('--unshare-user'); drop('--disable-userns'); drop_with_value('--uid'); drop_with_value('--gid')"
            faults += judge("user namespace", edited(folder, "user", user), WITHOUT["user"],
                            ["be in the user namespace of the host", "be more than one user"])
        # Two of ours close what is not the job's; here one is passed by the second, and then by neither.
        leak = edited(folder, "leak", "os.set_inheritable(os.open('/usr', os.O_RDONLY), True)")
        if attempts(leak, INIT)[1] != 0:
            faults.append("closed descriptors: one that bubblewrap passes on is not closed by the first process")
        faults += judge("closed descriptors", leak, WITHOUT["descriptors"], ["keep a descriptor of the supervisor"])
    for name, expected in LEFT_OUT.items():
        faults += judge(f"first process: {name}", "/usr/bin/bwrap", WITHOUT[name], expected)
    faults += [f"'{attempt}' is held whatever is taken away: can it fail at all?" for attempt in sorted(every - OPENED - set(HELD_TWICE))]
    print("\n".join(faults) if faults else f"{len(REMOVALS) + len(LEFT_OUT) + 4} barriers, each missed when it is gone")
    sys.exit(bool(faults))


main()
