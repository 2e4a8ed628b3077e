/*
 * A crew of threads that does tasks on all cores while their owner goes on.
 *
 * One thread gives tasks and waits for them; it does tasks itself while it waits, so that a machine
 * that gives no further thread is only slower. A few small tasks start no thread at all.
 */
#ifndef BERAAD_LEDGER_CREW_H
#define BERAAD_LEDGER_CREW_H

#include "core/arena.h"

#include <stdbool.h>

/* Stands first in what it is about. */
typedef struct CrewTask
{
    void (*run)(struct CrewTask *task);
    /* After it ran, or where it never did because the crew ended; NULL: its owner waits for it and
     * frees it. */
    void (*free)(struct CrewTask *task);
    struct CrewTask *next; /* from here on the crew's own */
    bool is_done;
} CrewTask;

typedef struct Crew Crew;

/* Lives in arena; when the arena goes, its threads have ended. */
Crew *crew_new(Arena *arena);

/* Gives it a task. Where too many wait already, the owner does some of them first: what waits is
 * bounded. */
void crew_add(Crew *crew, CrewTask *task);

/* The same of a task that comes before all others; what of these waits is for the owner to bound.
 */
void crew_add_first(Crew *crew, CrewTask *task);

/* Until the task, which nobody else frees, is done. */
void crew_wait(Crew *crew, CrewTask *task);

/* Until all that were given are done. */
void crew_settle(Crew *crew);

#endif
