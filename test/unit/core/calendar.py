#!/usr/bin/python3
"""calendar.py PROGRAM: what calendar.c prints, against Python's own calendar."""
import datetime
import subprocess
import sys

EPOCH = datetime.date(1970, 1, 1).toordinal()


def day(days):
    return datetime.date.fromordinal(EPOCH + days)


def add(days, years):
    date = day(days)
    try:
        return date.replace(year=date.year + years)
    except ValueError:  # 29 February where the later year has none
        return datetime.date(date.year + years, 2, 28)


def quarter(year, number):
    if number == 4:
        return datetime.date(year, 12, 31)
    return datetime.date(year, number * 3 + 1, 1) - datetime.timedelta(days=1)


def main():
    lines = subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines()
    oracles = {'day': day, 'add': add, 'quarter': quarter}
    seen = dict.fromkeys(oracles, 0)
    for line in lines:
        kind, *numbers, found = line.split()
        seen[kind] += 1
        expected = oracles[kind](*map(int, numbers)).isoformat()
        if found != expected:
            print(f'{line}: expected {expected}')
            return 1
    print(f'{len(lines)} dates agree')
    return 0 if seen == {'day': 98705, 'add': 32877, 'quarter': 39996} else 1


if __name__ == '__main__':
    sys.exit(main())
