#!/usr/bin/python3
"""The gate against another gate: gate.py DRIVER [CASES [SEED]]

A model of the gate, written from doc/format/custody.md ("Acts and the gate", "How the gate judges") and doc/format/deliberation.md,
not from the C code: the table of acts is read from the page itself. Random deliberations, actors, acts, dates and states go to both;
DRIVER (gate.c) prints what the program's gate says. Verdicts must be the same: the reasons' codes, each with its paragraphs.

Not in the model: what stands against an act on an output request that is there. No case has one; its states and voters are
enumerated by the tests of custody/output.
"""
import collections
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "doc/format/custody.md"
ROLES = ["operator", "approver", "researcher", "checker", "auditor"]
STATES = ["not registered", "in force", "suspended", "amended", "ended"]
STATE_CODE = {"in force": "in-force", "suspended": "suspended", "amended": "amended", "ended": "ended"}
QUESTIONS = 40  # for each deliberation
WITHOUT_OUTPUT = {"output-state", "output-author", "output-findings", "voted-already"}
Rule = collections.namedtuple("Rule", "roles states looks")


def read_rules():
    table = re.search(r"^\| act \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE.read_text(), re.M)[1]
    rules = {}
    for line in table.splitlines():
        act, *marks, states, looks = [cell.strip() for cell in line.strip().strip("|").split("|")]
        roles = {role for role, mark in zip(ROLES + ["custodian"], marks) if mark == "x"}
        rules[act.strip("`")] = Rule(roles, set(filter(None, states.split(", "))), set(filter(None, looks.split(", "))))
    return rules


RULES = read_rules()


# --- the model -------------------------------------------------------------------------------------------------------------

def reference_date(world, year):
    month, day = {"first day of year": (1, 1), "last day of year": (12, 31), "last day of quarter 1": (3, 31), "last day of quarter 2": (6, 30),
                  "last day of quarter 3": (9, 30), "last day of quarter 4": (12, 31)}[world["rule"]]
    return datetime.date(year, month, day)


def years_later(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def day_of(number):
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=number)


def join(*lists):
    return sorted(set().union(*lists))


def judge(world, case):
    reasons = []
    against = lambda code, cites=(): reasons.append((code, sorted(cites)))
    rule, question, today = RULES[case["act"]], case["question"], day_of(case["today"])
    actor, release, proposal, candidate = case["actor"], case["release"], case["proposal"], case["candidate"]
    if actor is not None and not actor["known"]:
        against("actor-unknown")
    else:
        if actor is not None and actor["revoked"]:
            against("key-revoked")
        if not rule.roles & (set(actor["roles"]) if actor else {"custodian"}):
            against("role")
    if "key" in rule.looks:
        about = case["about"]
        if not about["known"]:
            against("key-unknown")
        else:
            if actor is not None and actor["name"] != about["name"]:
                against("key-owner")
            if case["act"] == "actor revoke" and about["revoked"]:
                against("key-revoked-already")
    readable = False
    if rule.states:
        states = rule.states
        if "confirms" in rule.looks and proposal is not None:
            states = states & RULES[proposal["act"]].states
        if world["state"] == "not registered":
            if "not registered" not in states and not ("release" in rule.looks and release is None) and "output" not in rule.looks:
                against("not-registered")
        else:
            if world["state"] not in states and candidate is None:
                against(STATE_CODE[world["state"]])
            if "text" in rule.looks:
                if case["read"] != world["digest"]:
                    against("not-the-registered")
                else:
                    readable = True
                    if case["catalogue"] != world["catalogue"]:
                        against("catalogue", world["variable_cites"])
                    if day_of(world["decided"]) > today:
                        against("not-yet-decided")
    if candidate is not None:
        judge_candidate(world, case, rule, against)
    if "proposes" in rule.looks:
        if proposal is not None:
            against("proposed-already")
    elif {"confirms", "withdraws"} & rule.looks:
        if proposal is None:
            against("no-proposal")
        elif "confirms" in rule.looks:
            if actor is not None and actor["name"] == proposal["by"]:
                against("four-eyes")
            if case["other_number"]:
                against("other-number")
            if case["digest"] is not None and case["digest"] != proposal["digest"]:
                against("digest")
            if case["text_digest"] is not None and case["text_digest"] != proposal["text"]:
                against("text-digest")
    cites = world["identify_cites"] if readable else []
    if world["state"] != "not registered" and rule.states and actor is not None:
        if "undertaking" in rule.looks and not case["undertaken"]:
            against("undertaking", cites)
        if case["act"] == "undertaking sign" and case["undertaken"]:
            against("undertaken-already", cites)
    if "communication" in rule.looks and readable:
        judge_communication(world, case, against, today)
    if "release" in rule.looks:
        judge_release(world, case, against, readable)
    if "output" in rule.looks:
        against("output-unknown")
    return sorted(reasons)


def judge_candidate(world, case, rule, against):
    candidate, proposal = case["candidate"], case["proposal"]
    if world["state"] != "not registered":
        against("registered-already" if candidate["digest"] == world["digest"] else "registered-otherwise")
    if case["copied"]:
        against("copy")
    if candidate["amends"]:
        old = case["amended"]
        if old is None:
            against("amends-unknown")
        else:
            if old["state"] == "amended":
                against("amends-amended")
            if old["state"] == "ended":
                against("amends-ended")
            if candidate["decided"] < old["decided"]:
                against("amends-older")
    if "confirms" in rule.looks and proposal is not None:
        if candidate["digest"] != proposal["digest"]:
            against("not-the-proposed")
        if case["catalogue"] is None or case["catalogue"] != proposal["catalogue"]:
            against("catalogue", world["variable_cites"])


def destroy_by(world, year, last, own):
    """The earliest date of the rules that cover the year, where one is known by now; own: the day when it was made on site."""
    dates = []
    for rule in world["retention"]:
        if rule["years"] is None or year in rule["years"]:
            if rule["fixed"] is not None:
                dates.append(day_of(rule["fixed"]))
            if rule["event"] == "last delivery" and last is not None:
                dates.append(years_later(last, rule["after"]))
            if rule["event"] in ("delivery", "receipt") and own is not None:
                dates.append(years_later(own, rule["after"]))
    return min(dates, default=None)


def judge_communication(world, case, against, today):
    question, release = case["question"], case["release"]
    name = question["communication"] or (release and release["communication"])
    known = {item["name"]: item for item in world["communications"]}
    communication = known.get(name)
    delivered = [one for one in case["earlier"] if one["state"] == "delivered"]
    if communication is None:
        against("communication", join(*(item["cites"] for item in known.values())))
    else:
        if communication["setting"] != question["setting"]:
            against("setting", communication["cites"])
        if communication["once"] and any(one["number"] != question["release"] for one in delivered):
            against("delivered-already", communication["cites"])
    years = question["years"] or (release["years"] if release else [])
    if not years and communication is not None:
        against("no-year", communication["cites"])
    made = {one["year"]: day_of(one["day"]) for one in case["made"]}
    last = max([day_of(one["day"]) for one in delivered] + list(made.values()), default=None)
    for year in years:
        if communication is not None and year not in communication["years"]:
            against("year", join(communication["cites"], world["reference_cites"]))
        if year not in world["years"]:
            continue
        if reference_date(world, year) > today:
            against("year-not-yet", world["reference_cites"])
        by = destroy_by(world, year, last, made.get(year))
        if by is not None and today > by:
            against("past", join(*(rule["cites"] for rule in world["retention"] if rule["years"] is None or year in rule["years"])))
    allowed = dict(world["variables"])
    for variable, classes in question["variables"]:
        if variable not in allowed:
            against("variable", world["variable_cites"])
        elif classes is not None and classes != allowed[variable]:
            against("class-list", world["variable_cites"])
    if question["setting"] == "on site":
        return
    recipient = question["recipient"] or (release and release["recipient"])
    if recipient and recipient != world["recipient"]:
        against("recipient", world["recipient_cites"])
    elif not case["recipient_known"] and case["act"] != "release plan":
        against("recipient-unknown", world["recipient_cites"])


def judge_release(world, case, against, readable):
    release, act, actor = case["release"], case["act"], case["actor"]
    if release is None:
        against("release-unknown")
        return
    start = {"release approve": {"prepared"}, "release deliver": {"approved", "prepared"}, "release withdraw": {"prepared", "approved"}}[act]
    cites = world["approval_cites"] if case["read"] is not None else []
    if release["state"] not in start:
        against("release-state")
    if act == "release deliver":
        needed = max(release["needed"], world["approvals"] if readable else 0)
        if release["state"] == "prepared" or len([one for one in release["approvals"] if one != release["by"]]) < needed:
            against("approval-missing", cites)
    if act == "release approve" and actor is not None:
        if actor["name"] == release["by"]:
            against("four-eyes", cites)
        for one in release["approvals"]:
            if one == actor["name"]:
                against("approved-already", cites)


# --- what is asked ---------------------------------------------------------------------------------------------------------

NAMES = ["ann", "bob", "carol", "dan"]
EPOCH = datetime.date(1970, 1, 1)
number = lambda *parts: (datetime.date(*parts) - EPOCH).days


def some(chance, items, least=0):
    return sorted(chance.sample(items, chance.randint(least, len(items))))


def make_world(chance):
    cites = lambda: some(chance, [1, 2, 3, 4, 5, 9, 11], 1)[:3]
    years = some(chance, [2012, 2014, 2016, 2020, 2024], 1)
    communications = [{"name": name, "setting": chance.choice(["delivered", "on site"]), "years": some(chance, years, 1),
                       "once": chance.random() < 0.3, "cites": cites()} for name in some(chance, ["sample", "single", "population"], 1)]
    retention = []
    for _ in range(chance.randint(1, 3)):
        kind = chance.choice(["fixed", "event", "both"])
        retention.append({"years": None if chance.random() < 0.5 else some(chance, years, 1),
                          "fixed": None if kind == "event" else number(chance.randint(2018, 2032), chance.randint(1, 12), chance.randint(1, 28)),
                          "event": None if kind == "fixed" else chance.choice(["delivery", "receipt", "last delivery", "last delivery"]),
                          "after": chance.randint(1, 6), "cites": cites()})
    return {"state": chance.choice(STATES + ["in force"] * 6), "digest": 1, "catalogue": 1, "decided": number(2019, 1, chance.randint(1, 31)),
            "rule": chance.choice(["first day of year", "last day of year"] + [f"last day of quarter {quarter}" for quarter in (1, 2, 3, 4)]),
            "years": years, "reference_cites": cites(), "communications": communications,
            "variables": [[name, name + "7"] for name in some(chance, ["age", "sex", "origin"], 1)], "variable_cites": cites(), "recipient": "lab",
            "recipient_cites": cites(), "approvals": chance.randint(1, 3), "approval_cites": cites(), "identify_cites": cites(), "retention": retention}


def make_day(chance):
    return chance.choice([number(2019, 1, chance.randint(1, 31)), number(chance.randint(2018, 2034), chance.randint(1, 12), chance.randint(1, 28)),
                          number(2024, chance.choice([3, 6, 9, 12]), 30), number(2024, 2, 29)])


def make_release(chance, world):
    return {"number": 7, "state": chance.choice(["prepared", "prepared", "approved", "approved", "delivered", "withdrawn"]),
            "communication": chance.choice(world["communications"])["name"], "recipient": chance.choice(["lab", "lab", "lab", "press"]),
            "years": some(chance, world["years"], 1), "by": chance.choice(NAMES), "approvals": chance.sample(NAMES, chance.randint(0, 3)),
            "needed": chance.randint(1, 2)}


def make_question(chance, world):
    name = chance.choice(world["communications"])
    years = some(chance, name["years"])
    if chance.random() < 0.1:
        years.append(chance.choice([2011, 2012, 2020, 2024]))
    variables = [[chance.choice(["age", "sex", "origin", "income"]), chance.choice([None, None, "age7", "sex7", "finer"])]
                 for _ in range(chance.choice([0, 0, 0, 1, 2]))]
    return {"communication": chance.choice([name["name"]] * 8 + ["other", None]), "years": sorted(set(years)), "variables": variables,
            "recipient": chance.choice([None, None, None, "lab", "press"]), "setting": chance.choice([name["setting"]] * 5 + ["delivered", "on site"]),
            "release": 0}


def make_case(chance, world):
    act = chance.choice(list(RULES))
    looks = RULES[act].looks
    lenient = chance.random() < 0.5  # mostly right, so that what is allowed is met often
    roles = some(chance, ROLES)
    if lenient and not set(roles) & RULES[act].roles:
        roles = [chance.choice([role for role in ROLES if role in RULES[act].roles] or ROLES)]
    rare = lambda often: chance.random() < (0.03 if lenient else often)
    actor = None if rare(0.1) else {"name": chance.choice(NAMES), "known": not rare(0.1), "roles": roles, "revoked": rare(0.1)}
    if actor and not actor["known"]:
        actor.update(roles=[], revoked=False)
    about = {"name": actor["name"] if actor and not rare(0.5) else chance.choice(NAMES), "known": not rare(0.2), "revoked": rare(0.3)}
    registered = world["state"] != "not registered"
    release = make_release(chance, world) if "release" in looks and not rare(0.1) else None
    question = make_question(chance, world)
    if "release" in looks:
        question.update(release=7, communication=None, years=[], recipient=None)
    if release is not None and lenient:
        flow = chance.choice(world["communications"])
        question.update(setting=flow["setting"], variables=[])
        release.update(communication=flow["name"], years=some(chance, flow["years"], 1), recipient="lab",
                       state="approved" if act == "release deliver" else "prepared", by="dan", approvals=["bob", "carol", "ann"][:world["approvals"]])
    proposal = None
    if {"proposes", "confirms", "withdraws"} & looks and (rare(0.4) if "proposes" in looks else not rare(0.3)):
        acts = ["deliberation register"] * 2 + ["deliberation resume", "deliberation end"]
        if act.startswith("subject "):
            acts = ["subject ask"]
        proposal = {"by": chance.choice(NAMES), "act": chance.choice(acts), "digest": chance.choice([1, 1, 1, 2]), "catalogue": chance.choice([1, 1, 1, 2]),
                    "text": chance.choice([None, 1, 2])}
    candidate = amended = None
    if act == "deliberation register" or ("confirms" in looks and proposal and proposal["act"] == "deliberation register"):
        candidate = {"digest": chance.choice([1, 1, 1, 2]), "decided": number(2019, 1, 15), "amends": chance.random() < 0.5}
        if candidate["amends"] and not rare(0.2):
            amended = {"state": chance.choice(STATES[1:] + ["in force"] * 4), "decided": number(2019, 1, chance.randint(10, 20))}
    return {"act": act, "today": make_day(chance), "actor": actor, "about": about, "question": question, "release": release, "proposal": proposal,
            "candidate": candidate, "amended": amended, "copied": candidate is not None and rare(0.2),
            "digest": chance.choice([None, None, 1, 2]) if "confirms" in looks else None,
            "other_number": act == "subject answer" and rare(0.3),
            "text_digest": chance.choice([None, None, None, 1, 2]) if "confirms" in looks else None,
            "read": (None if rare(0.05) else 2 if rare(0.05) else 1) if registered and "text" in looks else None,
            "catalogue": None if rare(0.05) else 2 if rare(0.1) else 1, "undertaken": chance.random() < 0.5, "recipient_known": not rare(0.15),
            "earlier": [{"number": chance.choice([1, 2, 7]), "state": chance.choice(["delivered", "prepared", "withdrawn"]), "day": make_day(chance)}
                        for _ in range(chance.choice([0, 0, 1, 2]))] if registered else [],
            "made": [{"year": year, "day": make_day(chance)} for year in some(chance, world["years"])] if registered and chance.random() < 0.3 else []}


def main():
    driver, cases, seed = sys.argv[1], int((sys.argv + ["100000"])[2]), int((sys.argv + ["0", "1"])[3])
    chance = random.Random(seed)
    sent, expected, asked = [], [], []
    for at in range(cases):
        if at % QUESTIONS == 0:
            world = make_world(chance)
            sent.append(json.dumps({"world": world}))
        case = make_case(chance, world)
        sent.append(json.dumps(case))
        expected.append(" ".join(f"{code}{json.dumps(cites, separators=(',', ':'))}" for code, cites in judge(world, case)) or "allowed")
        asked.append((len(sent), world))
    done = subprocess.run([driver], input="\n".join(sent) + "\n", capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"the driver ended with {done.returncode}\n{done.stderr[-2000:]}")
    found = [" ".join(sorted(line.split(" "))) for line in done.stdout.splitlines()]
    expected = [" ".join(sorted(line.split(" "))) for line in expected]
    met, codes, wrong = collections.Counter(), collections.Counter(), 0
    for at, (theirs, ours) in enumerate(zip(found, expected)):
        act = json.loads(sent[asked[at][0] - 1])["act"]
        met[act, ours == "allowed"] += 1
        codes.update(re.findall(r"([a-z-]+)\[", ours))
        if theirs != ours:
            wrong += 1
            if wrong <= 3:
                print(f"case {at}: the program says {theirs}\n         the model says {ours}\n  {sent[asked[at][0] - 1]}\n  {json.dumps(asked[at][1])}")
    print(f"{len(found)} of {cases} cases judged, {wrong} differ; {sum(n for (_, yes), n in met.items() if yes)} allowed, {len(codes)} codes met")
    print("rarest codes:", ", ".join(f"{code} {count}" for code, count in codes.most_common()[:-6:-1]))
    never = [f"{act} {'allowed' if yes else 'refused'}" for act in RULES for yes in (True, False) if met[act, yes] == 0]
    never = [words for words in never if not (words.endswith(" allowed") and "output" in RULES[words[:-8]].looks)]
    page = set(re.findall(r"`([a-z-]+)`", re.search(r"^\| code \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE.read_text(), re.M)[1]))
    unmet = sorted(page - codes.keys() - WITHOUT_OUTPUT)
    print("never met:", ", ".join(never + unmet) or "nothing")
    sys.exit(wrong != 0 or len(found) != cases or bool(never + unmet if cases >= 20000 else []))


main()
