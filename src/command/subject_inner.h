/* What the files of subject*.c share. */
#ifndef BERAAD_COMMAND_SUBJECT_INNER_H
#define BERAAD_COMMAND_SUBJECT_INNER_H

#include "command/session.h"
#include "custody/inquiry.h"
#include "subject/search.h"

/* The catalogues of a question, all of one kind of number, and what was found in their warehouses.
 */
typedef struct Sources
{
    struct LIST_OF(Catalogue *) catalogues;
    struct LIST_OF(const char *) warehouses; /* of each; empty: none are read */
    struct LIST_OF(SubjectFindings) findings;
} Sources;

/* The names of --catalogue, else of all that registered deliberations have; each once. ERROR_STATE:
 * none is registered. */
ErrorKind subject_choose_catalogues(Session *session, Names *ret_names, Error *err) MUST_CHECK;

/* Loads them. ERROR_USAGE: their numbers are of different kinds. */
ErrorKind subject_load_catalogues(Invocation *call, const Names *names, Sources *sources,
                                  Error *err) MUST_CHECK;

/* The warehouse of each, by --warehouse. */
ErrorKind subject_choose_warehouses(Invocation *call, const Names *names, Sources *sources,
                                    Error *err) MUST_CHECK;

/* " DIR", or " amsb=DIR census=DIR". */
const char *subject_warehouses_wanted(Arena *arena, const Names *names);

/* The number of --number-file, else asked, judged as one of that catalogue's; whoever gets it wipes
 * it. No message repeats it. */
ErrorKind subject_read_person(Invocation *call, const Catalogue *catalogue,
                              InquiryPerson *ret_person, Error *err) MUST_CHECK;

/* subject list (subject_list.c) */
ErrorKind command_subject_list(Invocation *call, Error *err) MUST_CHECK;

#endif
