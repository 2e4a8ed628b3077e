/*
 * What the verbs of audit share: the audit that is asked for, permitted and made.
 */
#ifndef BERAAD_COMMAND_AUDIT_H
#define BERAAD_COMMAND_AUDIT_H

#include "audit/audit.h"
#include "audit/record.h"
#include "command/session.h"

/* Of --on, else today; ERROR_USAGE where it is no date or has not come. */
ErrorKind command_audit_day(Session *session, Date *ret_day, Error *err) MUST_CHECK;

/* Asks the gate for act on the deliberation. The keys stay closed. */
ErrorKind command_audit_permit(Session *session, Act act, const char *id,
                               Deliberation **ret_deliberation, Error *err) MUST_CHECK;

/* The audit at the end of a day, after the gate said yes. ERROR_STATE where the deliberation was
 * not registered by then. */
ErrorKind command_audit_make(Session *session, const Deliberation *deliberation, Date day,
                             Audit *ret_audit, Error *err) MUST_CHECK;

/* What the custodian says himself: of the file, else of record.yaml beside the catalogue; nothing
 * where there is neither. ERROR_CATALOGUE with all complaints where it is not of the form. */
ErrorKind command_audit_details(Session *session, const char *path, Details *ret_details,
                                Error *err) MUST_CHECK;

/* The record of processing, after the gate said yes. */
ErrorKind command_audit_record_make(Session *session, const Deliberation *deliberation,
                                    const char *details, Record *ret_record, Error *err) MUST_CHECK;

#endif
