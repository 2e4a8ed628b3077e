/*
 * The on-site data set open in an engine, as long as an act of the output control runs; and those
 * of the deliberations that were amended, where the act asks for them.
 */
#ifndef BERAAD_COMMAND_OUTPUT_DESK_H
#define BERAAD_COMMAND_OUTPUT_DESK_H

#include "command/output_scope.h"
#include "enclave/dataset.h"
#include "output/act.h"

/* A data set in an engine; engine NULL: it is not there. */
typedef struct OpenData
{
    const char *deliberation;
    Dataset *dataset;
    Engine *engine;
    Years years;
    Years households;
} OpenData;

typedef struct Desk
{
    Session *session;
    const char *communication;
    OpenData own;
    struct LIST_OF(OpenData *) older;
    OutputDesk desk;
} Desk;

/* Are the years of the request there in the data set? ERROR_STATE where not. No key is needed. */
ErrorKind desk_check(Session *session, const OutputAsked *asked, Error *err) MUST_CHECK;

/* Both are borrowed; the gate has said yes. */
ErrorKind desk_open(Session *session, const OutputAsked *asked, Desk *ret_desk,
                    Error *err) MUST_CHECK;
void desk_close(Desk *desk);
#define CLOSES_DESK __attribute__((cleanup(desk_close)))

#endif
