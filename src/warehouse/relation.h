/*
 * One register of a warehouse directory as SQL text: which files it is, how the engine reads them.
 */
#ifndef BERAAD_WAREHOUSE_RELATION_H
#define BERAAD_WAREHOUSE_RELATION_H

#include "warehouse/source.h"

/* ERROR_USAGE where the engine would read the name as a pattern of names. */
ErrorKind relation_check_directory(const char *directory, Error *err) MUST_CHECK;

/* Is a file or directory of its table there? */
bool relation_is_there(Arena *arena, const Register *register_, const char *directory);

/* "read_parquet('DIR/person.parquet')" or the like, or NULL where no such file or directory is
 * there. A CSV file is read as text, column by column in the order of its header. */
ErrorKind relation_find(Engine *engine, Arena *arena, const Register *register_,
                        const char *directory, const char **ret_sql, Error *err) MUST_CHECK;

/* Compares the columns of the relation with those that the register declares. */
ErrorKind relation_check(Engine *engine, Arena *arena, const Register *register_, const char *sql,
                         SourceFaults *ret_faults, Error *err) MUST_CHECK;

/* SELECT of the declared columns under their names in the catalogue, each of its declared type. */
const char *relation_select(Arena *arena, const Register *register_, const char *sql);

/* The engine's name of a value type. */
const char *relation_type(ValueType type);

#endif
