/*
 * What the output verbs share: the deliberation that an output belongs to, as a scope to read it
 * in.
 */
#ifndef BERAAD_COMMAND_OUTPUT_SCOPE_H
#define BERAAD_COMMAND_OUTPUT_SCOPE_H

#include "command/session.h"
#include "output/request.h"

/* What an act works on. */
typedef struct OutputAsked
{
    Catalogue *catalogue;
    Deliberation *deliberation; /* NULL: none is registered, and the gate says so */
    RequestScope scope;         /* its communication NULL: nobody works on site */
    OutputRequest *request;     /* NULL: a new one, or none of the number */
} OutputAsked;

/* Fills in deliberation, catalogue and scope. */
ErrorKind output_scope(Session *session, const char *id, OutputAsked *asked, Error *err) MUST_CHECK;

/* A number from 1. ERROR_USAGE names `what` it should be the number of. */
ErrorKind output_number(const char *text, const char *what, int64_t *ret_number,
                        Error *err) MUST_CHECK;

#endif
