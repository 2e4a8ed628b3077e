/*
 * Where a release or a data set is made: a folder of the custody's work/, and in it an engine that
 * is open on the warehouse, with the communication's ciphers bound to it. What the engine's memory
 * does not hold never lies on a disk in clear.
 */
#ifndef BERAAD_RELEASE_WORKPLACE_H
#define BERAAD_RELEASE_WORKPLACE_H

#include "custody/actor.h"
#include "custody/registration.h"
#include "person/pseudonym.h"
#include "release/extract.h"
#include "release/signer.h"

/* All borrowed. The gate has said yes; the actor's key and the custody are open. */
typedef struct WorkplaceInput
{
    Custody *custody;
    const Actor *actor;
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    const Communication *communication;
    const char *warehouse; /* directory */
    EngineOptions engine;  /* spill and directories are set here */
    Progress *progress;
} WorkplaceInput;

typedef struct Workplace
{
    char *directory;
    char *spill;    /* of the engine; NULL: none */
    Engine *engine; /* closed before the ciphers that it uses */
    BlockCipher *pseudonyms;
    BlockCipher *samples;
    BlockCipher *households;
} Workplace;

/* What the package of a release, or a data set's year, is called among files: "IVC/KSZG/19/002",
 * "sample" and 3 as "ivc-kszg-19-002-sample-3". */
char *workplace_name(Arena *arena, const WorkplaceInput *input, int64_t number);

/* What would be refused below, said before a key is opened and a byte of the warehouse is read:
 * tables that are not there, a spill/ in clear, memory that the engine does not understand. */
ErrorKind workplace_check(Arena *arena, const WorkplaceInput *input, Error *err) MUST_CHECK;

/* A new, empty folder work/<name>, 0700; nothing is open yet. */
ErrorKind workplace_make(Arena *arena, const WorkplaceInput *input, const char *name,
                         Workplace *ret_place, Error *err) MUST_CHECK;

/*
 * A new, empty folder that the engine may spill to; NULL where there is none. It lies in the
 * custody's spill/, where the custodian has made one (a mount, a link or a folder), else in the
 * workplace, but only where nothing of it reaches a disk in clear (core/storage.h). ERROR_STATE
 * where spill/ is such that it would.
 */
ErrorKind workplace_spill(Arena *arena, Custody *custody, Workplace *place, Error *err) MUST_CHECK;

/* Opens engine and keys, and takes what the deliberation allows of these years out of the
 * warehouse. */
ErrorKind workplace_extract(Arena *arena, const WorkplaceInput *input, const Years *years,
                            Workplace *place, Plan *ret_plan, Extract *ret_extract,
                            Error *err) MUST_CHECK;

/* Closes and removes all of it. What clearing up meets is not told: the failure that counts came
 * before, and the next start empties work/. */
void workplace_clear(Workplace *place);
#define CLEARS_WORKPLACE __attribute__((cleanup(workplace_clear)))

/* What signs for the custody. It must be unlocked. */
PackageSigner custody_signer(Custody *custody);

#endif
