/*
 * The real deliberation 19/002 and its catalogue as a scope, and small populations written as SQL.
 */
#ifndef BERAAD_TEST_OUTPUT_FIXTURE_H
#define BERAAD_TEST_OUTPUT_FIXTURE_H

#include "output/people.h"

/* Reads both from the source tree (BERAAD_SOURCE), once; fails the test where that cannot be done.
 */
const RequestScope *fixture_scope(void);

/* The same of that deliberation with one line of its text, without blanks before it, replaced by
 * another; "" drops it. */
RequestScope fixture_scope_with(Arena *arena, const char *line, const char *instead);

/* The file of a request under a scope. */
const RequestedFile *fixture_file_under(Arena *arena, const RequestScope *scope, const char *yaml);

/* An engine with these statements run. */
Engine *fixture_engine(const char *sql);

/* The file of a request with this YAML below "files:". Fails the test where it is not sound. */
const RequestedFile *fixture_file(Arena *arena, const char *yaml);

/* Persons loaded from the engine for all these files. */
People *fixture_people(Arena *arena, Engine *engine, const RequestedFile *const *files,
                       size_t count);

#endif
