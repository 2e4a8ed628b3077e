/*
 * Doing what was decided: keys first, then files, then a probe that nothing opens any more, then
 * the certificate. Each step can be repeated: a process that was killed is finished by the next
 * call.
 *
 * Overwriting of files is not claimed: what a file system, a disk or a copy of it keeps of old
 * blocks is out of reach. What lies under a key of the custody is unreadable with the key; of what
 * does not (packages, sealed for their recipient), the custody never had the key.
 */
#ifndef BERAAD_RETENTION_DESTROY_H
#define BERAAD_RETENTION_DESTROY_H

#include "custody/destruction.h"
#include "custody/registration.h"

/* How a probe of a key ended. */
typedef enum ProbeEnd
{
    PROBE_HOLDS,   /* it opened before, and no key of the custody opens it now */
    PROBE_NOT_MADE /* the key could not be opened even before */
} ProbeEnd;

/* A probe for each key of a plan, sealed and opened again; before the destruction is decided. The
 * custody is unlocked. A key whose file is damaged or gone gives a probe without bytes. */
ErrorKind destroy_probes(Custody *custody, Arena *arena, const DestructionPlan *plan,
                         KeyProbes *ret_probes, Error *err) MUST_CHECK;

/*
 * Brings a decided destruction to its end and gives the certificate; one that is completed already
 * is left as it is. ERROR_INTEGRITY where a probe opens or a file is still there: then it is not
 * completed. *registration is the deliberation's.
 */
ErrorKind destroy_run(Custody *custody, Arena *arena, const Actor *actor, int64_t number,
                      const Registration *registration, Destruction **ret_done,
                      Error *err) MUST_CHECK;

#endif
