#!/usr/bin/python3
"""Random histories of deliveries, receipts, closings and amendments: the dates that beraad's state has at the end against those that follow from
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


class History:
    """The dates, worked out anew after each event. A text has rules, and is once, closed, apart from the one before it, or not."""

    def __init__(self):
        self.texts, self.deliveries, self.receipts, self.dates = [], [], {}, {}

    def series(self, text):
        """The text under which the series ends in which a delivery under this one lies."""
        newest = len(self.texts) - 1
        if self.texts[newest]["once"]:
            return text
        return next((at for at in range(text, newest) if self.texts[at]["closed"] or self.texts[at + 1]["apart"]), newest)

    def judge(self):
        newest = len(self.texts) - 1
        holding = self.texts[newest]
        for number, (at, years, text) in enumerate(self.deliveries, 1):
            end = self.series(text)
            last = max(day(other) for other, _, under in self.deliveries if self.series(under) == end)
            over = end < newest or holding["once"] or holding["closed"]
            for year in years:
                rules = [rule for rule in holding["rules"] if rule[0] is None or year in rule[0]]
                if not rules and text < newest:
                    continue  # the amendment says nothing of it
                sure, likely = [], []
                for _, by, after, event in rules:
                    if by is not None:
                        sure.append(by)
                    if after is not None:
                        happened = {"delivery": (day(at), True), "receipt": (self.receipts.get(number, day(at)), number in self.receipts),
                                    "last": (last, over)}[event]
                        (sure if happened[1] else likely).append(later(happened[0], after))
                date = min(sure + likely, default=None)
                self.dates[number, year] = date, date is None or not sure or date < min(sure)

    def lines(self):
        order = sorted(self.dates, key=lambda key: (self.dates[key][0] is None, self.dates[key][0] or EPOCH, key))
        return [f"{number} {year} {self.dates[number, year][0] or '-'} {'pending' if self.dates[number, year][1] else 'fixed'}"
                for number, year in order]


def random_rules(script):
    rules = []
    for _ in range(random.randint(1, 3)):
        covers = None if random.random() < 0.4 else sorted(random.sample(YEARS, random.randint(1, 3)))
        by = EPOCH + datetime.timedelta(days=random.randint(20000, 23500)) if random.random() < 0.5 else None
        after = random.randint(1, 10) if by is None or random.random() < 0.6 else None
        event = random.choice(["delivery", "receipt", "last"])
        rules.append((covers, by, after, event))
        script.append(f"rule {'all' if covers is None else ','.join(map(str, covers))} {by or '-'} {after or '-'} {event}")
    return rules


def phase(script, known, now):
    """What happens under one text: deliveries, receipts (also of what was delivered under an earlier one), a closing."""
    def deliver(at, years):
        script.append(f"deliver {at} {','.join(map(str, years))}")
        known.deliveries.append((at, years, len(known.texts) - 1))
        known.judge()

    def receive(at, number):
        script.append(f"receive {at} {number} {day(at)}")
        known.receipts[number] = day(at)
        known.judge()

    once = known.texts[-1]["once"]
    for _ in range(1 if once else random.randint(0 if known.deliveries else 1, 3)):
        now += random.randint(0, 900) * 86400
        if random.random() < 0.3:  # a leap day: 2024-02-29
            now = max(now, 1709208000 if random.random() < 0.5 else now)
        if known.deliveries and random.random() < 0.3:  # the clock jumps back over midnight, within the slack of 300 seconds
            midnight = -(-now // 86400) * 86400
            if 1 not in known.receipts:
                receive(midnight + 60, 1)
                now = midnight - 120
            elif not once:
                deliver(midnight + 60, [2012])
                now = midnight - 120
        deliver(now, sorted(random.sample(YEARS, random.randint(1, 3))))
        waiting = [number for number in range(1, len(known.deliveries) + 1) if number not in known.receipts]
        if random.random() < 0.4 and waiting:
            now += random.randint(0, 5) * 86400 + 300
            receive(now, random.choice(waiting))
    newest = len(known.texts) - 1
    if not once and random.random() < 0.4 and any(known.series(text) == newest for _, _, text in known.deliveries):
        now += random.randint(1, 400) * 86400
        script.append(f"close {now}")
        known.texts[-1]["closed"] = True
        known.judge()
    return now


def history():
    once = random.random() < 0.15
    script, known = [f"history {int(once)}"], History()
    known.texts.append({"rules": random_rules(script), "once": once, "closed": False, "apart": False})
    now = phase(script, known, START)
    while random.random() < 0.45:  # amended
        once = random.random() < 0.15
        apart = random.random() < 0.25
        script.append(f"amend {int(once)} {int(apart)}")
        rules = random_rules(script)
        now += random.randint(0, 500) * 86400 + 300
        if random.random() < 0.2:  # and the clock jumps back over midnight after it
            midnight = -(-now // 86400) * 86400
            script.append(f"confirm {midnight + 60}")
            now = midnight - 120
        else:
            script.append(f"confirm {now}")
        known.texts.append({"rules": rules, "once": once, "closed": False, "apart": apart})
        known.judge()
        now = phase(script, known, now)
    script.append("print")
    return script, known.lines()


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
