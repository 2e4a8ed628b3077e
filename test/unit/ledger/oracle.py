#!/usr/bin/python3
"""Runs oracle.go on what the export program writes; exit status 77 (skipped) where Go or Debian's x/mod is not installed."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

GOPATH = "/usr/share/gocode"
export, oracle = sys.argv[1:3]
if shutil.which("go") is None or not pathlib.Path(GOPATH, "src/golang.org/x/mod/sumdb/note").is_dir():
    print("go or golang-golang-x-mod-dev is not installed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as work:
    settings = dict(os.environ, GOPATH=GOPATH, GO111MODULE="off", GOFLAGS="", GOPROXY="off", GOTOOLCHAIN="local")
    if "GOCACHE" not in settings and "HOME" not in settings:
        settings["GOCACHE"] = os.path.join(work, "cache")
    program = os.path.join(work, "oracle")
    subprocess.run(["go", "build", "-p", "2", "-o", program, oracle], env=settings, check=True)
    made = subprocess.run([export], stdout=subprocess.PIPE, check=True).stdout
    judged = subprocess.run([program], input=made, stdout=subprocess.PIPE)
    print(judged.stdout.decode(), end="")
    sys.exit(judged.returncode)
