/*
 * What the files of the check share.
 */
#ifndef BERAAD_WAREHOUSE_CHECK_INNER_H
#define BERAAD_WAREHOUSE_CHECK_INNER_H

#include "warehouse/check.h"

typedef struct Checker
{
    Engine *engine;
    Arena *arena;
    const Catalogue *catalogue;
    const char *directory;
    Progress *progress; /* NULL: none */
    WarehouseCheck *check;
    bool resolved;    /* the history is sound: canonical views and identity are there */
    int64_t replaced; /* rows of identity */
} Checker;

/* Adds a finding where count > 0. fault as the header of check.h says; rows is the size of the
 * table. */
void checker_find(Checker *checker, const Finding *finding, int64_t rows);

/* One SELECT of integers in one row; step is drawn as progress. */
ErrorKind checker_counts(Checker *checker, const char *step, const char *sql, int64_t *ret_counts,
                         size_t count, Error *err) MUST_CHECK;

/* The sections of one register of which raw_R is there. */
ErrorKind check_columns(Checker *checker, const Register *register_, int64_t *ret_rows,
                        Error *err) MUST_CHECK;
ErrorKind check_classes(Checker *checker, const Register *register_, int64_t rows,
                        Error *err) MUST_CHECK;
ErrorKind check_key(Checker *checker, const Register *register_, int64_t rows,
                    Error *err) MUST_CHECK;
ErrorKind check_references(Checker *checker, const Register *register_, int64_t rows,
                           Error *err) MUST_CHECK;

/* Values of a CSV file that do not read as their column's type; *ret_sound false: the register
 * cannot be read further. */
ErrorKind check_text(Checker *checker, const Register *register_, bool *ret_sound,
                     Error *err) MUST_CHECK;

#endif
