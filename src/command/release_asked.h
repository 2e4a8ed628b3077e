/*
 * What is asked of 'release plan' and 'release run': parts of a communication, permitted by the
 * gate, and put together for a run.
 */
#ifndef BERAAD_COMMAND_RELEASE_ASKED_H
#define BERAAD_COMMAND_RELEASE_ASKED_H

#include "command/session.h"
#include "release/run.h"

/* What was asked, permitted: the parts that a run needs. */
typedef struct ReleaseAsked
{
    Catalogue *catalogue;
    Deliberation *deliberation; /* narrowed to the variables that were asked for */
    const Communication *communication;
    Registration *registration;
    Recipient *recipient;
    Years years;
} ReleaseAsked;

/* A whole number from 1 to most. ERROR_USAGE names `what` it should be. */
ErrorKind release_number(const char *text, const char *what, int64_t most, int64_t *ret_number,
                         Error *err) MUST_CHECK;

/* Reads the words and options of the call and asks the gate; opens no key. */
ErrorKind release_ask(Session *session, Act act, ReleaseAsked *ret_asked, Error *err) MUST_CHECK;

/* Opens the keys, last: what can be refused by what was asked, is before. */
ErrorKind release_input(Session *session, const ReleaseAsked *asked, RunInput *ret_input,
                        Error *err) MUST_CHECK;

#endif
