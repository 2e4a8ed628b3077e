#!/usr/bin/python3
"""`enclave prepare` of one year against the bare engine's write of the same rows, in turn, medians.

    bench/enclave.py BUILD [POPULATION [SIZE]] [--rounds N] [--memory SIZE] [--warehouse DIR] [--spill DIR]

POPULATION  beneficiaries  those of 19/002: one in 120 of SIZE synthetic residents
            everybody      all of SIZE synthetic residents who have a household: as if each were paid a living wage
            counted        SIZE rows of one register, of the catalogue census1994: next to nothing is derived, so writing counts most
--memory    of the engine, on both sides; --warehouse: a synthetic warehouse of SIZE residents that is there already; it is read only
--spill     where beraad's engine may spill (in memory, or enciphered); the bare one spills beside it, in DIR.bare
--alone     without the bare side

The bare side runs the very statements of the plan (but drawing the sample), in which random UUIDs stand for pseudonyms, and writes
the same rows (the same columns, codes and order) as Parquet and CSV, in a process without beraad. Unlocking is what a plan costs that opens
both keys above one that opens none, measured in turn with them. See doc/bench.md, part "enclave".
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

PROJECT = pathlib.Path(__file__).resolve().parents[1]
asked = argparse.ArgumentParser(usage=__doc__)
asked.add_argument("build")
asked.add_argument("population", nargs="?", default="beneficiaries", choices=("beneficiaries", "everybody", "counted"))
asked.add_argument("size", nargs="?", type=int, default=3000000)
asked.add_argument("--rounds", type=int, default=5)
asked.add_argument("--memory")
asked.add_argument("--warehouse")
asked.add_argument("--spill")
asked.add_argument("--alone", action="store_true")
asked = asked.parse_args()
BUILD = pathlib.Path(asked.build).resolve()
BERAAD, BARE = BUILD / "src" / "beraad", BUILD / "bench" / "bench-bare"
COUNTED = asked.population == "counted"
ID, YEAR = ("CENSUS/1994/001", "1994") if COUNTED else ("IVC/KSZG/19/002", "2012")
work = BUILD / "bench-work"


def environment(actor):
    return {"PATH": os.environ["PATH"], "HOME": str(work), "BERAAD_CUSTODY": str(work / "custody"),
            "BERAAD_CATALOGUE_PATH": str(work / "catalogue"), "BERAAD_CUSTODY_PASSPHRASE_FILE": str(work / "pass"),
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


def bare(*statements):
    (work / "bare.sql").write_text("\n".join(statements))
    return measure([BARE, str(work / "bare.sql")])


def on_site(text):
    """The census deliberation with everybody on site as a second communication."""
    text = text.replace("\nvariables:", "\n  population: {setting: on site, years: [1994], deliveries: once, cites: [2]}\n\nvariables:", 1)
    return text.replace("\nretention:", "\nenclave: {network: none, egress: checked outputs only, cites: [4]}\n"
                        "outputs: {checkers: 1, by: provider, threshold: 10, cites: [4]}\n\nretention:", 1)


def catalogues():
    """A copy; the census register is Parquet with a number of its own, so that rows can be made cheaply."""
    shutil.copytree(PROJECT / "catalogue", work / "catalogue")
    path = work / "catalogue" / "census1994" / "catalogue.yaml"
    text = re.sub(r" +csv: .*\n +record_number: .*\n", "", path.read_text())
    path.write_text(text.replace("    columns:\n      sex:", "    columns:\n      record: {type: identifier, required: true}\n      sex:", 1))


def custody():
    (work / "pass").write_text("a passphrase for measuring\n")
    beraad(None, "custody", "init", "--name", "bench")
    beraad(None, "actor", "add", "els", "--role", "operator", "--new-passphrase-file", str(work / "pass"))
    beraad(None, "actor", "add", "jan", "--role", "approver", "--new-passphrase-file", str(work / "pass"))
    text = (PROJECT / f"deliberation/{'census-1994-001' if COUNTED else 'ksz-19-002'}.yaml").read_text()
    (work / "deliberation.yaml").write_text(on_site(text) if COUNTED else text)
    beraad("els", "deliberation", "register", str(work / "deliberation.yaml"))
    beraad("jan", "deliberation", "approve", ID)
    if asked.spill:
        (work / "custody" / "spill").symlink_to(asked.spill)


def counted_warehouse(folder):
    """Values from the number's hash; every code that a class list names once."""
    def one_of(*values):
        return "[" + ", ".join(f"'{value}'" for value in values) + f"][1 + (hash(n, {len(values)}) % {len(values)})::INTEGER]"
    folder.mkdir()
    married = ("Never-married", "Married-civ-spouse", "Divorced", "Separated", "Widowed")
    schooling = ("HS-grad", "Some-college", "Bachelors", "Masters", "11th", "Doctorate", "Assoc-voc")
    bare(f"COPY (SELECT n AS record, {one_of('Male', 'Female')} AS sex, (17 + hash(n, 1) % 70)::INTEGER AS age,",
         f"{one_of(*married)} AS \"marital-status\", {one_of(*schooling)} AS education,",
         f"{one_of('United-States', 'Mexico', 'India')} AS \"native-country\", {one_of('Private', 'Federal-gov', 'Self-emp-inc', 'Without-pay')} AS workclass,",
         f"{one_of('<=50K', '>50K')} AS \"salary-class\" FROM range({asked.size}) r(n))",
         f"TO '{folder}/adult.parquet' (FORMAT parquet);")


def everybody_warehouse(folder, from_folder):
    """The same, but the payments of the month are one for each person who has a household then."""
    folder.mkdir()
    for path in from_folder.iterdir():
        if path.name != "living_wage_payment":
            (folder / path.name).symlink_to(path)
    month = folder / "living_wage_payment" / f"year={YEAR}"
    month.mkdir(parents=True)
    bare(f"COPY (SELECT 3::SMALLINT AS month, h.insz, h.nis, 1::SMALLINT AS kind, 1::SMALLINT AS amount_type, (1 + h.insz % 3)::SMALLINT AS category,",
         f"DATE '{YEAR}-03-01' AS first_day, DATE '{YEAR}-03-31' AS last_day, 51346::INTEGER AS amount_cents",
         f"FROM read_parquet('{from_folder}/household_member/**/*.parquet', hive_partitioning = true) h",
         f"WHERE h.year = {YEAR}) TO '{month}/part.parquet' (FORMAT parquet);")


def warehouse():
    kept = BUILD / f"warehouse-{asked.size}"
    if COUNTED:
        counted_warehouse(work / "warehouse")
        return work / "warehouse"
    if asked.warehouse:
        kept = pathlib.Path(asked.warehouse).resolve()
    elif not kept.exists():
        measure([BERAAD, "warehouse", "synth", str(kept), "--residents", str(asked.size), "--seed", "1", "--quiet"])
    if asked.population == "beneficiaries":
        return kept
    everybody_warehouse(work / "warehouse", kept)
    return work / "warehouse"


def bare_script(folder):
    lines = ["CREATE MACRO identifier_valid(p) AS p IS NOT NULL;", "CREATE MACRO pseudonym(p) AS uuid();"]
    if asked.memory:
        place = f"{asked.spill}.bare" if asked.spill else f"{work}/bare-spill"
        lines.append(f"SET memory_limit = '{asked.memory}'; SET temp_directory = '{place}';")
    for path in sorted(folder.iterdir()):
        if path.suffix == ".parquet":
            lines.append(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}');")
        elif path.is_dir():
            lines.append(f"CREATE VIEW {path.name} AS FROM read_parquet('{path}/**/*.parquet', hive_partitioning = true);")
    if COUNTED:
        lines[-1] = lines[-1].replace("FROM", "SELECT * RENAME (\"marital-status\" AS marital_status, \"native-country\" AS country, workclass AS "
                                      "work_class, \"salary-class\" AS salary) FROM", 1)
    plan = beraad("els", "release", "plan", ID, "sample", "--year", YEAR, "--sql")
    lines.append(plan[:plan.index("CREATE OR REPLACE TABLE stratum_")])
    lines.append(f"CREATE TABLE sample_{YEAR} AS SELECT person, 1.0 AS weight FROM unit_{YEAR} WHERE in_cohort;")
    lines.append(plan[plan.index(f"CREATE OR REPLACE TABLE delivery_{YEAR}"):])
    for form in ("parquet, COMPRESSION zstd", "csv"):
        lines.append(f"COPY delivery_{YEAR} TO '{work}/bare.{form[:3]}' (FORMAT {form});")
    return lines


def unlocking():
    """Wall and processor seconds of the two passphrases: of a plan that opens the keys above one that prints statements only."""
    plan = [BERAAD, "release", "plan", ID, "sample", "--year", YEAR]
    opened, closed = measure(plan, "els"), measure([*plan, "--sql"], "els")
    return opened[0] - closed[0], opened[1] - closed[1]


def main():
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, mode=0o700)
    catalogues()
    custody()
    folder = warehouse()
    script = bare_script(folder)
    (work / "custody").rename(work / "kept")
    prepare = [BERAAD, "enclave", "prepare", ID, "--year", YEAR, "--warehouse", str(folder), "--quiet", "--json"]
    if asked.memory:
        prepare += ["--memory", asked.memory]
    ours, theirs, keys = [], [], []
    if asked.rounds > 1 and not asked.alone:
        bare(*script)  # the files are in the page cache for both
    for _ in range(asked.rounds):
        shutil.rmtree(work / "custody", ignore_errors=True)
        shutil.copytree(work / "kept", work / "custody", symlinks=True)
        keys.append(unlocking())
        if not asked.alone:
            theirs.append(bare(*script))
        ours.append(measure(prepare, "els"))
    rows = json.loads(ours[-1][3])[0]["rows"]
    sealed = sum(path.stat().st_size for path in (work / "custody" / "dataset").rglob("*"))
    print(f"{asked.population} {asked.size:,}: {rows:,} rows of {YEAR}, {sealed / 1e6:,.0f} MB sealed"
          + (f", engine memory {asked.memory}" if asked.memory else "") + f", load {os.getloadavg()[0]:.1f}")
    for at, name in enumerate(("wall seconds", "processor seconds", "peak memory, MiB")):
        one = statistics.median(each[at] for each in ours)
        other = statistics.median(each[at] for each in theirs) if theirs else None
        print(f"  {name:20}{one:10.2f} enclave prepare" + (f"{other:10.2f} bare engine{one / other:8.2f}" if theirs else ""))
        if at < 2:
            key = statistics.median(each[at] for each in keys)
            print(f"  {'':20}{key:10.2f} of them unlocking" + (f"{'':20}{(one - key) / other:8.2f} without it" if theirs else ""))


try:
    main()
finally:
    shutil.rmtree(work, ignore_errors=True)
