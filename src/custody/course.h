/*
 * What becomes of a registered deliberation: suspended, resumed, ended. To suspend takes one actor;
 * to resume and to end are proposed by one and confirmed by another. Nothing leaves `ended`: who
 * wants to go on needs a new deliberation.
 */
#ifndef BERAAD_CUSTODY_COURSE_H
#define BERAAD_CUSTODY_COURSE_H

#include "custody/gate.h"

/* From now on nothing opens under it. ERROR_STATE where it is not in force. */
ErrorKind course_suspend(Custody *custody, const Actor *actor, const char *deliberation,
                         Error *err) MUST_CHECK;

/* Proposes to resume (ACT_DELIBERATION_RESUME) or to end it (ACT_DELIBERATION_END). ERROR_STATE
 * where its state does not allow that, or another proposal stands. */
ErrorKind course_propose(Custody *custody, const Actor *actor, const char *deliberation, Act act,
                         Error *err) MUST_CHECK;

/* Confirms such a proposal. ERROR_STATE where the state does not allow it any more, or the actor
 * made it herself. */
ErrorKind course_confirm(Custody *custody, const Actor *actor, const Proposal *proposal,
                         Error *err) MUST_CHECK;

#endif
