/*
 * What must be destroyed by when: one obligation for each delivered release and year.
 */
#ifndef BERAAD_CUSTODY_OBLIGATION_H
#define BERAAD_CUSTODY_OBLIGATION_H

#include "custody/custody.h"
#include "deliberation/model.h"

typedef struct Obligation
{
    int64_t release;
    const char *deliberation;
    const char *communication;
    const char *recipient;
    int year;
    bool dated;      /* a date binds by now */
    Date destroy_by; /* the date that binds; where pending, the date it would have if today's
                        deliveries were the last */
    bool pending;    /* a later delivery would move the date: the series is open and no fixed date
                        comes first */
    Cites cites;
} Obligation;

typedef struct ObligationList LIST_OF(Obligation) ObligationList;

/* All, ordered by date (undated last), release and year. */
ErrorKind obligation_list(Custody *custody, Arena *arena, ObligationList *ret_list,
                          Error *err) MUST_CHECK;

/* Fills in the rest of an obligation whose communication and year are set, for a delivery on that
 * day; last is the newest delivery of the series so far. By deliberation_destroy_by; pure. */
void obligation_judge(Arena *arena, const Deliberation *deliberation, Date delivery, Date last,
                      Obligation *obligation);

#endif
