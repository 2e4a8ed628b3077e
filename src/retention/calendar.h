/*
 * The calendar of what must be destroyed: obligations of one artefact and one date together, in the
 * order of their dates, for people (text), for calendars (RFC 5545) and for programs (JSON). Pure.
 */
#ifndef BERAAD_RETENTION_CALENDAR_H
#define BERAAD_RETENTION_CALENDAR_H

#include "core/display.h"
#include "core/text.h"
#include "custody/key.h"
#include "custody/obligation.h"

/* Days before a date from which on it is near, and soon. */
#define CALENDAR_NEAR 30
#define CALENDAR_SOON 180

/* One artefact that must be destroyed by one date. */
typedef struct Due
{
    int64_t artefact;
    ArtefactKind kind;
    int64_t source; /* number of the release, where it is a package */
    const char *deliberation;
    const char *by_text; /* id of the deliberation whose rules gave the date */
    const char *communication;
    const char *recipient; /* NULL: on site */
    Years years;           /* with this date */
    bool dated;
    Date by;
    bool pending;
    Cites cites;
    int64_t destroyed_at; /* 0: it still exists */
    bool attested;        /* the recipient attested that its copies are destroyed */
    Date attested_on;
    int64_t entry; /* of the ledger: the newest that says something of it */
} Due;

typedef struct DueList LIST_OF(Due) DueList;

/* The order of the obligations is kept: by date, undated last. */
DueList calendar_of(Arena *arena, const ObligationList *obligations);

typedef struct CalendarStyle
{
    Language language;
    Display display; /* where it has colours, red: past or near; yellow: soon */
} CalendarStyle;

/* For a person, by year and month, with the days that are left; what was destroyed stands at the
 * end. */
void calendar_print(const DueList *list, Date today, const CalendarStyle *style, Text *text);

/* Behind it: keys that nothing of it needs any more. Nothing where there are none. */
void calendar_print_keys(const IdleKeys *keys, const CalendarStyle *style, Text *text);

/* [{"artefact", "kind", "release", "deliberation", "by_text", "communication", "recipient",
 * "years", "destroy_by", "days_left", "pending", "destroyed", "attested", "cites"}], and
 * {"kind": "key", "deliberation", "communication"} for each of the keys */
json_t *calendar_json(const DueList *list, const IdleKeys *keys, Date today);

/* An iCalendar object (RFC 5545) with an event for each date; custody is its name, now the moment
 * of writing. A program that reads it again moves what moved, and takes away what was destroyed: an
 * event keeps its UID, its SEQUENCE is the ledger entry that it rests on, and what was destroyed is
 * CANCELLED. Lines end in CR LF. */
void calendar_ical(const DueList *list, const char *custody, int64_t now, Language language,
                   Text *text);

#endif
