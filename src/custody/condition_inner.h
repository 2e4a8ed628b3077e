/* What the files of condition*.c share. */
#ifndef BERAAD_CUSTODY_CONDITION_INNER_H
#define BERAAD_CUSTODY_CONDITION_INNER_H

#include "custody/condition.h"
#include "custody/inner.h"

/* One examination under way. */
typedef struct Examination
{
    Arena *arena;
    Custody *custody; /* its store is NULL where the state cannot be read */
    Condition *condition;
    bool in_use;
} Examination;

void fault_add(const Examination *examination, FaultKind kind, const char *what, const char *where);

/* Is something wrong with this place already? */
bool fault_known(const Examination *examination, const char *where);

/* Directories and key files: there, private, whose (condition_file.c). */
ErrorKind examine_places(Examination *examination, Error *err) MUST_CHECK;

/* What lies there against what the state has (condition_file.c). */
ErrorKind examine_files(Examination *examination, Error *err) MUST_CHECK;

/* What the key files say they are, and which are missing (condition_key.c). */
ErrorKind examine_key_files(Examination *examination, Error *err) MUST_CHECK;

#endif
