#!/usr/bin/python3
"""retention.py PROGRAM: deliberation_destroy_by on random rules, against Python's own calendar."""
import datetime
import random
import subprocess
import sys

CASES = 20000


def random_date(chance):
    if chance.random() < 0.15:  # leap days are where dates go wrong
        return datetime.date(chance.choice([2000, 2004, 2020, 2024, 2028, 2096]), 2, 29)
    return datetime.date(1999, 1, 1) + datetime.timedelta(days=chance.randrange(40000))


def maybe(chance, value):
    return value if chance.random() < 0.7 else None


def random_case(chance):
    rules = []
    for _ in range(chance.randrange(5)):
        years = None if chance.random() < 0.3 else chance.sample([2012, 2014, 2016], chance.randint(1, 3))
        rules.append((years, maybe(chance, random_date(chance)),
                      maybe(chance, chance.randint(1, 12)), chance.choice('drl')))
    events = [maybe(chance, random_date(chance)) for _ in 'drl']
    return chance.choice([2012, 2014, 2016, 2018]), events, rules


def later(date, years):
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


def expected(case):
    year, events, rules = case
    dates = []
    for years, fixed, after, event in rules:
        if years is not None and year not in years:
            continue
        if fixed is not None:
            dates.append(fixed)
        happened = events['drl'.index(event)]
        if after is not None and happened is not None:
            dates.append(later(happened, after))
    return min(dates).isoformat() if dates else '-'


def line(case):
    year, events, rules = case
    words = [str(year)] + [str(event or '-') for event in events]
    for years, fixed, after, event in rules:
        joined = 'all' if years is None else '+'.join(map(str, years))
        words.append(f"{joined}/{fixed or '-'}/{after or '-'}/{event}")
    return ' '.join(words)


def main():
    chance = random.Random(19002)
    cases = [random_case(chance) for _ in range(CASES)]
    done = subprocess.run([sys.argv[1]], input='\n'.join(map(line, cases)) + '\n', capture_output=True, text=True,
                          check=True)
    found = done.stdout.splitlines()
    if len(found) != CASES:
        print(f'{len(found)} answers to {CASES} cases')
        return 1
    wrong = [(line(case), answer) for case, answer in zip(cases, found) if expected(case) != answer]
    for case, answer in wrong[:5]:
        print(f'{case}: found {answer}')
    print(f'{CASES} cases, {sum(answer == "-" for answer in found)} without a date, {len(wrong)} wrong')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
