/*
 * What was released of a communication, read back from the sealed rounds: the statements from which
 * it is counted again.
 */
#ifndef BERAAD_OUTPUT_EARLIER_H
#define BERAAD_OUTPUT_EARLIER_H

#include "custody/output.h"
#include "output/kept.h"

typedef struct EarlierFile
{
    int64_t output;
    int64_t released_at;
    size_t from;              /* 0: under the scope's deliberation; n: under the n-th before it */
    const char *deliberation; /* its id */
    const char *name;         /* "output 3, profile.csv", as findings name it */
    RequestedFile made_of;    /* as that deliberation has variables and classes */
    RoundFile kept;
} EarlierFile;

typedef struct EarlierFiles LIST_OF(EarlierFile) EarlierFiles;

/* The scope in which outputs of a deliberation were asked for: an amendment may have other
 * variables and class lists. ERROR_DELIBERATION where it cannot be read any more. */
ErrorKind earlier_scope(Custody *custody, Arena *arena, const RequestScope *scope, const char *id,
                        RequestScope *ret_scope, Error *err) MUST_CHECK;

/* All tables and models released under the scope's communication, also as deliberations had it that
 * the scope's amends, but those of output `but`; the oldest deliberation first, by output. Fails
 * with the output where one cannot be read or counted again: then nothing can be judged against it.
 * The custody is unlocked. */
ErrorKind earlier_read(Custody *custody, Arena *arena, const RequestScope *scope, int64_t but,
                       EarlierFiles *ret_files, Error *err) MUST_CHECK;

/* Have two files a variable in a year in common, as dimension, condition, measure or outcome? */
bool requested_meet(const RequestedFile *one, const RequestedFile *other);

/* "sex@2012, age@2012 in age4; only nationality@2012": what a file is of, for people. */
const char *requested_words(Arena *arena, const RequestedFile *file);

#endif
