/*
 * What the verbs of audit share: the audit that is asked for, permitted and made.
 */
#ifndef BERAAD_COMMAND_AUDIT_H
#define BERAAD_COMMAND_AUDIT_H

#include "audit/audit.h"
#include "command/session.h"

/* Of --on, else today; ERROR_USAGE where it is no date or has not come. */
ErrorKind command_audit_day(Session *session, Date *ret_day, Error *err) MUST_CHECK;

/* Asks the gate for act on the deliberation; opens the keys where the act records. */
ErrorKind command_audit_permit(Session *session, Act act, const char *id,
                               Deliberation **ret_deliberation, Error *err) MUST_CHECK;

/* The audit at the end of a day, after the gate said yes. ERROR_STATE where the deliberation was
 * not registered by then. */
ErrorKind command_audit_make(Session *session, const Deliberation *deliberation, Date day,
                             Audit *ret_audit, Error *err) MUST_CHECK;

#endif
