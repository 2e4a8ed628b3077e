/* What the files of retention's verbs share (destruction.c, certificate.c). */
#ifndef BERAAD_COMMAND_RETENTION_INNER_H
#define BERAAD_COMMAND_RETENTION_INNER_H

#include "command/session.h"

/* Opens the custody of the deliberation that is named first, reads its rules and asks the gate; the
 * keys stay closed. Where it says yes both are there. No catalogue is asked for: what became of it
 * must not stand in the way of a destruction. */
ErrorKind retention_begin(Invocation *call, Act act, Session *session,
                          Registration **ret_registration, Deliberation **ret_deliberation,
                          Error *err) MUST_CHECK;

#endif
