/*
 * What the enclave verbs share: what is asked about the on-site communication of a deliberation,
 * and the gate's answer. No key is opened here: what else can be refused without one comes first.
 */
#ifndef BERAAD_COMMAND_ENCLAVE_ASK_H
#define BERAAD_COMMAND_ENCLAVE_ASK_H

#include "command/session.h"
#include "custody/enclave.h"
#include "custody/registration.h"

/* What was asked about a deliberation's on-site communication. */
typedef struct EnclaveAsked
{
    Catalogue *catalogue;
    Deliberation *deliberation;
    const char *name; /* of the communication; NULL: there is none on site */
    const Communication *communication;
    Registration *registration;
    DatasetYearList prepared;
    Years years;
    Question question; /* that the gate said yes to */
} EnclaveAsked;

/* Asks for the act under the deliberation of the invocation's first word. ERROR_REFUSED as
 * session_ask. */
ErrorKind enclave_ask(Session *session, Act act, EnclaveAsked *ret_asked, Error *err) MUST_CHECK;

#endif
