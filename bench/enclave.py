#!/usr/bin/python3
"""`enclave prepare` of one year against the bare engine's write of the same rows, in turn, medians of five. bench/enclave.py BUILD [RESIDENTS]

The bare side runs the very statements of the plan (but drawing the sample) with the keyed functions replaced by plain ones, and
writes the same rows in order as Parquet and CSV, in a process without beraad. See doc/bench.md, part "enclave".
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

PROJECT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(sys.argv[1]).resolve()
RESIDENTS = sys.argv[2] if len(sys.argv) > 2 else "3000000"
BERAAD = BUILD / "src" / "beraad"
ID, YEAR, ROUNDS = "IVC/KSZG/19/002", "2012", 5
work = BUILD / "bench-work"


def environment(actor):
    return {"PATH": os.environ["PATH"], "HOME": str(work), "BERAAD_CUSTODY": str(work / "custody"),
            "BERAAD_CATALOGUE_PATH": str(PROJECT / "catalogue"), "BERAAD_CUSTODY_PASSPHRASE_FILE": str(work / "pass"),
            "BERAAD_PASSPHRASE_FILE": str(work / "pass"), **({"BERAAD_ACTOR": actor} if actor else {})}


def measure(words, actor=None):
    """Wall seconds, processor seconds, peak memory (MiB) and output of one process."""
    begun = time.monotonic()
    child = subprocess.Popen(words, env=environment(actor), stdout=subprocess.PIPE)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    if status != 0:
        sys.exit(f"{words}: status {status}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def beraad(actor, *words):
    return measure([BERAAD, *words], actor)[3].decode()


def custody():
    work.mkdir(parents=True, mode=0o700, exist_ok=True)
    (work / "pass").write_text("a passphrase for measuring\n")
    beraad(None, "custody", "init", "--name", "bench")
    beraad(None, "actor", "add", "els", "--role", "operator", "--new-passphrase-file", str(work / "pass"))
    beraad(None, "actor", "add", "jan", "--role", "approver", "--new-passphrase-file", str(work / "pass"))
    beraad("els", "deliberation", "register", str(PROJECT / "deliberation/ksz-19-002.yaml"))
    beraad("jan", "deliberation", "approve", ID)
    (work / "custody").rename(work / "kept")


def bare_script(warehouse):
    lines = ["CREATE MACRO identifier_valid(p) AS p IS NOT NULL;", "CREATE MACRO pseudonym(p) AS p;",
             "CREATE MACRO sample_number(p) AS hash(p);"]
    for path in sorted(warehouse.iterdir()):
        if path.suffix == ".parquet":
            lines.append(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}');")
        elif path.is_dir():
            lines.append(f"CREATE VIEW {path.name} AS FROM read_parquet('{path}/**/*.parquet', hive_partitioning = true);")
    plan = beraad("els", "release", "plan", ID, "sample", "--year", YEAR, "--sql")
    lines.append(plan[:plan.index("CREATE OR REPLACE TABLE stratum_")])
    lines.append(f"CREATE TABLE written AS SELECT * EXCLUDE (in_cohort), 1.0 AS weight FROM unit_{YEAR} WHERE in_cohort ORDER BY person;")
    for form in ("parquet, COMPRESSION zstd", "csv"):
        lines.append(f"COPY written TO '{work}/bare.{form[:3]}' (FORMAT {form});")
    (work / "bare.sql").write_text("\n".join(lines))


def main():
    shutil.rmtree(work, ignore_errors=True)
    warehouse = BUILD / f"warehouse-{RESIDENTS}"
    if not warehouse.exists():
        measure([BERAAD, "warehouse", "synth", str(warehouse), "--residents", RESIDENTS, "--seed", "1", "--quiet"])
    custody()
    (work / "kept").rename(work / "custody")
    bare_script(warehouse)
    (work / "custody").rename(work / "kept")
    bare = [BUILD / "bench" / "bench-bare", str(work / "bare.sql")]
    prepare = [BERAAD, "enclave", "prepare", ID, "--year", YEAR, "--warehouse", str(warehouse), "--quiet", "--json"]
    ours, theirs = [], []
    measure(bare)  # the files are in the page cache for both
    for _ in range(ROUNDS):
        shutil.rmtree(work / "custody", ignore_errors=True)
        shutil.copytree(work / "kept", work / "custody")
        theirs.append(measure(bare))
        ours.append(measure(prepare, "els"))
    rows = json.loads(ours[-1][3])[0]["rows"]
    print(f"{int(RESIDENTS):,} residents, {rows:,} rows of {YEAR}")
    for at, name in enumerate(("wall seconds", "processor seconds", "peak memory, MiB")):
        one, other = (statistics.median(each[at] for each in side) for side in (ours, theirs))
        print(f"  {name:20}{one:10.2f} enclave prepare{other:10.2f} bare engine{one / other:8.2f}")


main()
shutil.rmtree(work, ignore_errors=True)
