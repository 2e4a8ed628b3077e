#!/usr/bin/python3
"""A command on a terminal of its own: terminal.py ANSWER... -- COMMAND...

Whenever the terminal shows a prompt, the next answer is given; printed is all that the terminal showed, and the exit status. An answer ^C or ^Z is that key;
after ^Z the program is told to go on. At the end, and while the program is stopped, it is looked whether the terminal echoes again.
"""
import os
import pty
import select
import signal
import sys
import termios

AT = sys.argv.index("--")
ANSWERS, COMMAND = sys.argv[1:AT], sys.argv[AT + 1:]
KEYS = {"^C": b"\x03", "^Z": b"\x1a"}


def echoes(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def shown_until_prompt(terminal):
    """What is shown until ': ', or until nothing can be shown any more."""
    shown = b""
    while not shown.endswith(b": "):
        if not select.select([terminal], [], [], 60)[0]:
            sys.exit(f"nothing for a minute after {shown!r}")
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    return shown.decode().replace("\r\n", "\n")


def run_as_job(report):
    """As a shell has it: the command in front on the terminal, in a group of its own, so that it can be stopped; each time it stops or ends, that is reported."""
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.execvp(COMMAND[0], COMMAND)
    while True:
        _, status = os.waitpid(job, os.WUNTRACED)
        os.write(report, f"{job} {status}\n".encode())
        if not os.WIFSTOPPED(status):
            os._exit(0)


def main():
    signal.alarm(120)
    read_end, write_end = os.pipe()
    child, terminal = pty.fork()
    if child == 0:
        run_as_job(write_end)
    os.close(write_end)
    reports = os.fdopen(read_end)
    shown = shown_until_prompt(terminal)
    for answer in ANSWERS:
        print(shown, end="" if shown.endswith("\n") else "\n")
        if not shown.endswith(": "):
            print("not asked any more")
            break
        if echoes(terminal):
            print("what is typed can be read")
        os.write(terminal, KEYS.get(answer, answer.encode() + b"\n"))
        if answer == "^Z":
            job, status = map(int, reports.readline().split())
            print(f"stopped by {signal.Signals(os.WSTOPSIG(status)).name}, echo {'on' if echoes(terminal) else 'off'}")
            os.kill(job, signal.SIGCONT)
        shown = shown_until_prompt(terminal)
    else:
        print(shown, end="")
    if shown.endswith(": "):
        print("asked for more")
    _, status = map(int, reports.readline().split())
    how = f"exit {os.WEXITSTATUS(status)}" if os.WIFEXITED(status) else f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    print(f"{how}, echo {'on' if echoes(terminal) else 'off'}")


main()
