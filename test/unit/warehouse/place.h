/*
 * A small invented catalogue and warehouse directory for the tests of source and check: opaque
 * numbers, a register in hive partitions, a history, a CSV register.
 */
#ifndef TEST_WAREHOUSE_PLACE_H
#define TEST_WAREHOUSE_PLACE_H

#include "catalogue/model.h"
#include "warehouse/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct Warehouse
{
    Arena *arena;
    Engine *engine;
    const Catalogue *catalogue;
    const char *directory; /* of the warehouse; has a quote in its name */
    const char *root;      /* what is removed at the end */
} Warehouse;

/* A warehouse of which all is right: 6 people (1 to 6), 4 stays in two years, a history 10 -> 11 ->
 * 6, 3 records in CSV. */
Warehouse *warehouse_new(void);

/* Replaces a table by the rows of a SELECT: warehouse_put(w, "person", "SELECT ..."). */
void warehouse_put(Warehouse *warehouse, const char *table, const char *select);
void warehouse_put_file(Warehouse *warehouse, const char *name, const char *text);
void warehouse_drop(Warehouse *warehouse, const char *name);
void warehouse_free(Warehouse *warehouse);

int64_t warehouse_count(Warehouse *warehouse, const char *sql);

#define PEOPLE                                                                                     \
    "SELECT * FROM (VALUES (1, 'm'), (2, 'f'), (3, 'm'), (4, 'f'), (5, NULL), (6, 'm')) "          \
    "t(number, sex)"

#endif
