/*
 * The acts of the output control: a request taken in, judged, released. The gate has said yes to
 * each, keys are open; the engine has the views "population_YEAR" of the on-site data set
 * (enclave/dataset.h gives it; this folder does not include it).
 */
#ifndef BERAAD_OUTPUT_ACT_H
#define BERAAD_OUTPUT_ACT_H

#include "custody/output.h"
#include "output/kept.h"

#define OUTPUT_RECORD "record.json"

/* The data set of a deliberation that the scope's amends, as an engine with its years; *ret_engine
 * NULL where it is not there. What it gives is borrowed, and the same when asked again. */
typedef ErrorKind (*OutputOlder)(void *context, const char *deliberation, Engine **ret_engine,
                                 const Years **ret_years, Error *err);

/* All borrowed. */
typedef struct OutputDesk
{
    Custody *custody;
    const Actor *actor;
    const RequestScope *scope;
    Engine *engine;          /* NULL for output_take */
    const Years *years;      /* that the engine has */
    const Years *households; /* of which it has who lives together; NULL: none */
    const DisclosureSolver *solver;
    OutputOlder older; /* asked where only it can count what was released; NULL: none is there */
    void *older_context;
} OutputDesk;

/* Takes a request in and fills *ret_request. years: of the job, or of the tables. */
ErrorKind output_take(Arena *arena, const OutputDesk *desk, const RequestContent *content,
                      const Years *years, int64_t job, OutputRequest *ret_request,
                      Error *err) MUST_CHECK;

/* Judges it against the data and everything released of the data set, and records the round. */
ErrorKind output_judge(Arena *arena, const OutputDesk *desk, OutputChange change, Method method,
                       const OutputRequest *request, RoundContent *ret_round,
                       Error *err) MUST_CHECK;

/*
 * Judges once more; where the outcome is not the one that was approved (others were released
 * since), records the new round, which has no votes, and gives *ret_released false. Else writes the
 * canonical files with their signed record into held/, records, and moves them to outgoing/.
 */
ErrorKind output_let_go(Arena *arena, const OutputDesk *desk, const OutputRequest *request,
                        bool *ret_released, Error *err) MUST_CHECK;

#endif
