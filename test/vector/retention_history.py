#!/usr/bin/python3
"""Random histories of deliveries, receipts and closings: the dates that beraad's state has at the end against those that follow from
the rules as doc/format/custody.md says them, worked out here with Python's calendar.

    retention_history.py PROGRAM [COUNT [SEED]]
"""
import calendar
import datetime
import random
import subprocess
import sys

PROGRAM = sys.argv[1]
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 25
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 19002)
EPOCH = datetime.date(1970, 1, 1)
START = 1591012800  # the custody's own beginning, 2020-06-01T12:00Z
YEARS = [2012, 2014, 2016]


def day(seconds):
    return EPOCH + datetime.timedelta(days=seconds // 86400)


def later(date, years):
    """The same day so many years on; 29 February becomes the 28th where there is none."""
    last = calendar.monthrange(date.year + years, date.month)[1]
    return datetime.date(date.year + years, date.month, min(date.day, last))


def expected(rules, once, deliveries, receipts, closed):
    lines = []
    last = max(day(at) for at, _ in deliveries)
    for number, (at, years) in enumerate(deliveries, 1):
        for year in years:
            sure, likely = [], []
            for covers, by, after, event in rules:
                if covers is not None and year not in covers:
                    continue
                if by is not None:
                    sure.append(by)
                if after is not None:
                    happened = {"delivery": (day(at), True), "receipt": (receipts.get(number, day(at)), number in receipts),
                                "last": (last, closed or once)}[event]
                    (sure if happened[1] else likely).append(later(happened[0], after))
            if not sure + likely:
                lines.append((None, number, year, f"{number} {year} - pending"))
                continue
            date = min(sure + likely)
            pending = not sure or date < min(sure)
            lines.append((date, number, year, f"{number} {year} {date} {'pending' if pending else 'fixed'}"))
    lines.sort(key=lambda line: (line[0] is None, line[0] or EPOCH, line[1], line[2]))
    return [line[3] for line in lines]


def history():
    once = random.random() < 0.15
    script, rules = [f"history {int(once)}"], []
    for _ in range(random.randint(1, 3)):
        covers = None if random.random() < 0.4 else sorted(random.sample(YEARS, random.randint(1, 3)))
        by = EPOCH + datetime.timedelta(days=random.randint(20000, 23500)) if random.random() < 0.5 else None
        after = random.randint(1, 10) if by is None or random.random() < 0.6 else None
        event = random.choice(["delivery", "receipt", "last"])
        rules.append((covers, by, after, event))
        script.append(f"rule {'all' if covers is None else ','.join(map(str, covers))} {by or '-'} {after or '-'} {event}")
    now, deliveries, receipts = START, [], {}
    for _ in range(1 if once else random.randint(1, 3)):
        now += random.randint(0, 900) * 86400
        if random.random() < 0.3:  # a leap day: 2024-02-29
            now = max(now, 1709208000 if random.random() < 0.5 else now)
        if deliveries and random.random() < 0.3:  # the clock jumps back over midnight, within the slack of 300 seconds
            midnight = -(-now // 86400) * 86400
            script.append(f"receive {midnight + 60} 1 {day(midnight + 60)}" if 1 not in receipts else f"deliver {midnight + 60} 2012")
            if 1 not in receipts:
                receipts[1] = day(midnight + 60)
            else:
                deliveries.append((midnight + 60, [2012]))
            now = midnight - 120
        years = sorted(random.sample(YEARS, random.randint(1, 3)))
        script.append(f"deliver {now} {','.join(map(str, years))}")
        deliveries.append((now, years))
        if random.random() < 0.4 and len(deliveries) not in receipts:
            now += random.randint(0, 5) * 86400 + 300
            receipts[len(deliveries)] = day(now)
            script.append(f"receive {now} {len(deliveries)} {day(now)}")
    closed = not once and random.random() < 0.5
    if closed:
        now += random.randint(1, 400) * 86400
        script.append(f"close {now}")
    script.append("print")
    return script, expected(rules, once, deliveries, receipts, closed)


histories = [history() for _ in range(COUNT)]
done = subprocess.run([PROGRAM], input="\n".join("\n".join(script) for script, _ in histories) + "\n", capture_output=True, text=True)
assert done.returncode == 0, done.stderr
answers = done.stdout.split("end\n")[:-1]
assert len(answers) == len(histories), f"{len(answers)} answers to {len(histories)} histories\n{done.stdout[-500:]}{done.stderr[-500:]}"
wrong, dates = 0, 0
for (script, wanted), answer in zip(histories, answers):
    dates += len(wanted)
    if answer.splitlines() != wanted:
        wrong += 1
        print("\n".join(script), "\nwanted:", *wanted, "found:", answer, sep="\n")
print(f"{len(histories)} histories, {dates} dates, {wrong} wrong")
sys.exit(wrong > 0)
