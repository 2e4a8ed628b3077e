/*
 * The condition of a custody: what is wrong with it, and what is safe all the same. Changes nothing
 * and opens what custody_open refuses to open; so it judges each matter by itself and goes on.
 *
 * What follows from a fault, what is safe and what to do is said once for each kind, in the table
 * of condition.c.
 */
#ifndef BERAAD_CUSTODY_CONDITION_H
#define BERAAD_CUSTODY_CONDITION_H

#include "core/list.h"
#include "custody/custody.h"

typedef enum FaultKind
{
    FAULT_MISSING,    /* a directory, or the state itself */
    FAULT_OWNER,      /* belongs to another user */
    FAULT_OPEN,       /* open to other users */
    FAULT_KEY_OPEN,   /* a key file is */
    FAULT_READ_ONLY,  /* the file system is mounted so */
    FAULT_FULL,       /* no room on the file system */
    FAULT_IN_USE,     /* another process holds the custody */
    FAULT_DAMAGED,    /* the state file */
    FAULT_VERSION,    /* a state of another version, or no state of a custody */
    FAULT_UNREADABLE, /* the state cannot be read: permissions, disk */
    FAULT_CLOCK,      /* stands before the last entry */
    FAULT_LEDGER,     /* an entry, or what rests on it */
    FAULT_TILES,      /* of the published copy are missing */
    FAULT_UNFINISHED, /* what a process that was stopped left behind */
    FAULT_FOREIGN,    /* lies where nothing of the custody lies */
    FAULT_LOST,       /* the state has it, the disk has not */
    FAULT_CHANGED,    /* it is there, and is another than the ledger has */
    FAULT_KEY_LOST,   /* a key is */
    FAULT_KEY,        /* a key file that is damaged or another's, or does not open */
    FAULT_KIND_COUNT
} FaultKind;

typedef struct FaultForm
{
    const char *code;
    const char *follows;
    const char *safe;
    const char *remedy;
} FaultForm;

/* What a kind of fault means; its code is that of doc/format/custody.md. Never NULL. */
const FaultForm *fault_form(FaultKind kind);

typedef struct Fault
{
    FaultKind kind;
    const char *what;
    const char *where; /* in the custody: "state.db", "key/root.key", "." */
} Fault;

typedef struct Condition
{
    struct LIST_OF(Fault) faults;
    int64_t entries; /* of the ledger, where all of it holds; else 0 */
    int64_t things;  /* files and folders that are where the state has them, keys among them */
    bool readable;   /* the state could be read */
    int64_t opened;  /* keys that opened */
} Condition;

/* Without any key. A writer that comes meanwhile is told that another process works in the custody.
 * ERROR_STATE: there is no such directory; everything else that is wrong is a fault. */
ErrorKind condition_examine(Arena *arena, const char *directory, int64_t now,
                            Condition *ret_condition, Error *err) MUST_CHECK;

/* Does each key open: the root key by the passphrase, the others by it? Adds to the condition. The
 * custody is locked before and may be unlocked after. */
ErrorKind condition_examine_keys(Custody *custody, Arena *arena, const Secret *passphrase,
                                 Condition *condition, Error *err) MUST_CHECK;

#endif
