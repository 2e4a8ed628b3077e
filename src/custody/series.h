/*
 * A series of deliveries, and its end: one person proposes that the last delivery was made, another
 * confirms, and with the second word the obligations that waited for it get their date. A closed
 * series takes no further delivery: only an amendment of the deliberation begins a new one.
 *
 * A series that is open when its deliberation is amended goes on under the amendment, which is the
 * same authorisation in a newer text: the deliveries of both are one series, where the flow is the
 * same (deliberation/amendment.h). What was closed, by declaration or because it is delivered once,
 * stays a series of its own.
 */
#ifndef BERAAD_CUSTODY_SERIES_H
#define BERAAD_CUSTODY_SERIES_H

#include "custody/actor.h"
#include "custody/artefact.h"
#include "custody/proposal.h"
#include "deliberation/model.h"

typedef struct Series
{
    int64_t deliveries;     /* so far, destroyed ones too */
    bool closed;            /* by declaration; by its nature: delivered once, and was; or because
                               its deliberation was amended */
    int64_t closed_at;      /* 0: not by declaration */
    ArtefactList delivered; /* of series_along only */
    Date last;              /* likewise: the newest delivery, where there is any */
} Series;

typedef struct SeriesList LIST_OF(Series) SeriesList;

/* All series of a communication, by the text of the deliberation and along those that it amends,
 * the newest first: there is at least one, and all others are closed. */
ErrorKind series_along(Custody *custody, Arena *arena, const Deliberation *deliberation,
                       const char *communication, SeriesList *ret_list, Error *err) MUST_CHECK;

/* How the newest series of this communication stands. */
ErrorKind series_find(Custody *custody, const Deliberation *deliberation, const char *communication,
                      Series *ret_series, Error *err) MUST_CHECK;

/* ERROR_STATE where a further delivery must not be; inside the recording of one. */
ErrorKind series_check_open(Custody *custody, const Deliberation *deliberation,
                            const char *communication, Error *err) MUST_CHECK;

/* The canonical JSON of what is proposed: the communication, and how many deliveries there were; a
 * delivery in between makes it another, so that nobody agrees to what is not so any more. */
ErrorKind series_proposed(Custody *custody, Arena *arena, const Deliberation *deliberation,
                          const char *communication, char **ret_bytes, Error *err) MUST_CHECK;

/* Another person confirms: entry series_closed, with the obligations that it moves, in one
 * transaction. ERROR_STATE: nothing was delivered, it is closed already, something was delivered
 * since it was proposed, or the actor proposed it herself. */
ErrorKind series_close(Custody *custody, const Actor *actor, const Deliberation *deliberation,
                       const Proposal *proposal, Error *err) MUST_CHECK;

#endif
