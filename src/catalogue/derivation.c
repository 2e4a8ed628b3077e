#include "catalogue/inner.h"

#include "core/text.h"

#include <string.h>

/* The SQL of a file, checked; NULL with a complaint where it is not there or no text. */
static ErrorKind
read_sql(CatalogueReader *reader, const Node *node, const Names *needs, const char **ret_sql,
         Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    *ret_sql = NULL;
    TRY(reader_file(reader, node, &bytes, &size, err));
    if (bytes == NULL)
        return ERROR_NONE;
    reader_enter(reader, node);
    if (strlen(bytes) != size || !text_is_utf8(bytes, size))
        complain(reader->complaints, (Place){0, 0}, "expected UTF-8 text, found other bytes");
    else
        sql_check(reader, bytes, &(SqlRules){.needs = needs, .statement = true, .origin = {1, 1}});
    reader_leave(reader);
    *ret_sql = bytes;
    return ERROR_NONE;
}

/* Each must stand above: that gives the order in which they are computed, and no circle. */
static void
check_needs(CatalogueReader *reader, const Node *node, const Derivation *derivation)
{
    for (size_t at = 0; at < derivation->needs.count; at++)
    {
        if (catalogue_derivation(reader->catalogue, derivation->needs.items[at]) == NULL)
            complain(reader->complaints, node->place, "no derivation '%s' above this one",
                     derivation->needs.items[at]);
    }
}

static void
check_columns(CatalogueReader *reader, const Node *node, const Derivation *derivation)
{
    if (node != NULL && node->kind == NODE_SEQUENCE && node->count == 0)
        complain(reader->complaints, node->place, "expected at least one column");
    if (names_hold(&derivation->columns, "person"))
        complain(reader->complaints, node->place, "'person' is always given");
}

static ErrorKind
read_derivation(CatalogueReader *reader, const Pair *pair, Error *err)
{
    static const char *const known[] = {"label", "sql", "needs", "columns", NULL};
    static const char *const required[] = {"label", "sql", "columns", NULL};
    Complaints *complaints = reader->complaints;
    const Node *node = pair->value;
    (void)name_check(pair->key, pair->key_place, complaints);
    (void)node_keys(node, known, required, complaints);
    if (node->kind != NODE_MAPPING)
        return ERROR_NONE;
    Derivation derivation = {.name = pair->key,
                             .label = wording_read(node_find(node, "label"), complaints)};
    names_read(reader->arena, node_find(node, "needs"), &derivation.needs, complaints);
    names_read(reader->arena, node_find(node, "columns"), &derivation.columns, complaints);
    check_needs(reader, node_find(node, "needs"), &derivation);
    check_columns(reader, node_find(node, "columns"), &derivation);
    TRY(read_sql(reader, node_find(node, "sql"), &derivation.needs, &derivation.sql, err));
    *LIST_ADD(reader->arena, &reader->catalogue->derivations) = derivation;
    return ERROR_NONE;
}

ErrorKind
derivations_read(CatalogueReader *reader, const Node *root, Error *err)
{
    const Node *section = section_read(root, "derivations", reader->complaints);
    for (size_t at = 0; section != NULL && at < section->count; at++)
        TRY(read_derivation(reader, &section->pairs[at], err));
    return ERROR_NONE;
}

void
household_read(CatalogueReader *reader, const Node *root)
{
    static const char *const keys[] = {"derivation", "column", NULL};
    Complaints *complaints = reader->complaints;
    const Node *node = node_find(root, "household");
    if (node == NULL || !node_keys(node, keys, keys, complaints))
        return;
    HouseholdNumber household = {.derivation = name_read(node_find(node, "derivation"), complaints),
                                 .column = name_read(node_find(node, "column"), complaints)};
    if (household.derivation == NULL || household.column == NULL)
        return;
    const Derivation *from = catalogue_derivation(reader->catalogue, household.derivation);
    if (from == NULL || !names_hold(&from->columns, household.column))
        complain(complaints, node->place, "expected a derivation and one of its columns");
    else
        reader->catalogue->household = household;
}

static ErrorKind
read_cohort(CatalogueReader *reader, const Pair *pair, Error *err)
{
    static const char *const keys[] = {"label", "sql", NULL};
    (void)name_check(pair->key, pair->key_place, reader->complaints);
    if (!node_keys(pair->value, keys, keys, reader->complaints))
        return ERROR_NONE;
    Cohort cohort = {.name = pair->key,
                     .label = wording_read(node_find(pair->value, "label"), reader->complaints)};
    TRY(read_sql(reader, node_find(pair->value, "sql"), NULL, &cohort.sql, err));
    *LIST_ADD(reader->arena, &reader->catalogue->cohorts) = cohort;
    return ERROR_NONE;
}

ErrorKind
cohorts_read(CatalogueReader *reader, const Node *root, Error *err)
{
    const Node *section = section_read(root, "cohorts", reader->complaints);
    if (section != NULL && section->count == 0)
        complain(reader->complaints, section->place, "expected at least one cohort");
    for (size_t at = 0; section != NULL && at < section->count; at++)
        TRY(read_cohort(reader, &section->pairs[at], err));
    return ERROR_NONE;
}
