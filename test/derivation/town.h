/*
 * A hand-made warehouse of a few persons, written as Parquet into a directory of its own and read
 * back through warehouse/source with the catalogue that ships. Identifiers are small numbers:
 * nothing here checks INSZ.
 */
#ifndef TEST_DERIVATION_TOWN_H
#define TEST_DERIVATION_TOWN_H

#include "catalogue/model.h"
#include "core/text.h"
#include "warehouse/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct Town
{
    Arena *arena;
    Engine *engine;
    Catalogue *catalogue;
    const char *directory;
    Text rows;  /* INSERT statements */
    Names kept; /* tables of derivations made so far */
    Date date;
} Town;

/* The catalogue of directory BERAAD_TEST_CATALOGUE (set by meson), an empty warehouse. */
Town *town_new(Date date);

/* A row of a table, in the order of the columns: town_add(town, "person", "(1, 'RR', ...)"). */
void town_add(Town *town, const char *table, const char *format, ...) FORMATS(3, 4);

/* A Belgian of the National Register, born on 1 January. */
void town_person(Town *town, int person, int born, int sex);

/* Lives on 1 January of the reference year in the household of reference. */
void town_lives(Town *town, int person, int reference, int relation);

/* Writes the warehouse and opens it. */
void town_open(Town *town);

/* The class of the person's value under the first class list of the variable: as a code, "NONE"
 * where no class takes it. Asked twice, with everybody as subject and with this person only: a
 * derivation may not depend on who else is asked. */
void town_expect_at(Town *town, Date date, const char *variable, int person, const char *code,
                    const char *file, int line);
#define town_expect(town, variable, person, code)                                                  \
    town_expect_at((town), (town)->date, (variable), (person), (code), __FILE__, __LINE__)
#define town_expect_on(town, date, variable, person, code)                                         \
    town_expect_at((town), (date), (variable), (person), (code), __FILE__, __LINE__)

/* As above under another class list of the variable. */
void town_expect_list(Town *town, Date date, const char *variable, const char *list, int person,
                      const char *code);

/* The persons of the cohort, ascending: "1 5 7". */
const char *town_cohort(Town *town, const char *cohort, Date date);

void town_free(Town *town);

#endif
