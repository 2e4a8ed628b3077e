#!/usr/bin/python3
"""Reads an iCalendar file with Debian's python3-icalendar and prints its events; fails where a line is longer than 75 octets."""
import sys

import icalendar

data = open(sys.argv[1], "rb").read()
for line in data.split(b"\r\n"):
    assert len(line) <= 75, f"a line of {len(line)} octets"
    assert b"\n" not in line and b"\r" not in line, "a line end that is not CR LF"
calendar = icalendar.Calendar.from_ical(data)
assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
assert calendar.subcomponents, "no component at all"
uids = set()
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    uids.add(event["UID"])
    assert event["DTSTAMP"].dt.tzinfo is not None
    assert event["SEQUENCE"] >= 0
    alarms = [alarm["TRIGGER"].dt.days for alarm in event.walk("VALARM")]
    print(event["DTSTART"].dt, event["STATUS"], *alarms, event["SUMMARY"], "|", " / ".join(event["DESCRIPTION"].splitlines()))
assert len(uids) == len(calendar.walk("VEVENT")), "the same UID twice"
