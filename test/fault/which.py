#!/usr/bin/python3
"""Which sweep kills which command in the middle, and which command has nothing that could be cut short.

which.py BERAAD: fails where a command of the program's own table is in no row here, or a row names what is no command. Each sweep
holds its own row against what it really struck at (`struck`), so that a row is not merely said.
"""
import re
import subprocess
import sys

SWEEPS = {
    "crash.py": """custody init, recipient add, deliberation register, deliberation approve, audit kit, release run, release approve,
        enclave prepare, enclave run, output approve, output release, retention attest, retention approve, subject ask, subject answer""",
    "keys.py": "custody backup, custody medium, custody split, custody join",
    "commands.py": """actor add, actor rotate, actor revoke, recipient key, deliberation register, deliberation approve, deliberation withdraw,
        deliberation suspend, deliberation resume, deliberation end, undertaking sign, enclave import, enclave shell, output table, output request,
        output check, output protect, output approve, output reject, output release, output withdraw, output profile, release plan,
        release deliver, release withdraw, retention declare-last, retention destroy, retention approve, retention complete,
        retention withdraw, subject ask, subject answer, subject withdraw, ledger cosign, custody backup, custody medium, custody restore,
        custody wrap""",
    # Write beside the custody only: what they write is there whole, or not.
    "beside.py": """audit, audit record, ledger prove, ledger witness, package open, retention certificate, risk, table make,
        table suppress, table perturb, table round, table audit, warehouse synth""",
}

# Change no file: beside.py runs each of them and looks.
READERS = """custody check, custody matrix, custody keys, recipient list, actor list, catalogue check, catalogue show, warehouse check,
    deliberation check, deliberation explain, deliberation text, deliberation list, undertaking show, undertaking list, release list, package verify,
    enclave selftest, enclave list, enclave files, output list, output show, retention show, subject list, ledger show, ledger verify,
    ledger check"""


def names(text):
    return {" ".join(name.split()) for name in text.split(",")}


def struck(sweep, commands):
    """All that is in its row a sweep has really struck at."""
    wanted = names(SWEEPS[sweep])
    assert wanted <= commands, f"{sweep}: not struck at: {sorted(wanted - commands)}"


def known(program):
    """Every command of the help, which is printed from the table that is parsed."""
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    return {" ".join(filter(None, found)) for found in re.findall(r"^  beraad (\S+)(?: ([a-z][a-z-]*))?(?= )", text, re.M)}


def main():
    all_rows = set().union(*map(names, SWEEPS.values()), names(READERS))
    both = names(READERS) & set().union(*map(names, SWEEPS.values()))
    commands = known(sys.argv[1])
    faults = [f"'{name}' is neither killed in the middle by a sweep nor named as changing nothing" for name in sorted(commands - all_rows)]
    faults += [f"'{name}' is no command" for name in sorted(all_rows - commands)]
    faults += [f"'{name}' cannot both change nothing and be swept" for name in sorted(both)]
    print("\n".join(faults) if faults else f"each of the {len(commands)} commands is swept, or changes nothing")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
