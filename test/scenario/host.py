#!/usr/bin/python3
"""Runs a program on a host that lacks something: host.py [--nobody] [KIND=MOST...] [--empty PATH...] -- PROGRAM ARGUMENT...

The host is a user namespace with all user ids of this one, so root is root there, and a mount namespace. KIND=MOST: at most so many namespaces of a
kind (user, pid, mnt, net, ipc, uts, cgroup) can be made. --empty PATH: that file is empty. --script PATH: that program is a script that
says 'bubblewrap 0.4.1'. --nobody: the program runs as nobody (65534). This program itself must be root.
"""
import ctypes
import os
import sys
import tempfile

CLONE_NEWNS, CLONE_NEWUSER, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 0x10000000, 4096, 16384, 1 << 18
libc = ctypes.CDLL(None, use_errno=True)


def call(name, *values):
    if getattr(libc, name)(*values) != 0:
        sys.exit(f"host.py: {name}: {os.strerror(ctypes.get_errno())}")


def cover(path, text):
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o755)
    call("mount", file.name.encode(), path.encode(), None, MS_BIND, None)
    os.unlink(file.name)


def become(options, program):
    call("unshare", CLONE_NEWUSER | CLONE_NEWNS)
    os.write(made[1], b"x")
    os.read(mapped[0], 1)
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    nobody = False
    while options:
        word = options.pop(0)
        if word == "--nobody":
            nobody = True
        elif word == "--empty":
            cover(options.pop(0), "")
        elif word == "--old":
            cover(options.pop(0), "#!/bin/sh\necho bubblewrap 0.4.1\n")
        else:
            kind, most = word.split("=")
            with open(f"/proc/sys/user/max_{kind}_namespaces", "w") as file:
                file.write(most)
    if nobody:
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    os.execv(program[0], program)


at = sys.argv.index("--")
made, mapped = os.pipe(), os.pipe()
child = os.fork()
if child == 0:
    become(sys.argv[1:at], sys.argv[at + 1:])
os.read(made[0], 1)
for name in ("uid_map", "gid_map"):
    with open(f"/proc/{child}/{name}", "w") as file:
        file.write("0 0 4294967295")
os.write(mapped[1], b"x")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
