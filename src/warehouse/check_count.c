#include "core/text.h"
#include "plan/sql.h"
#include "warehouse/check_inner.h"
#include "warehouse/relation.h"

#include <string.h>

static const char *
raw_name(const Checker *checker, const Register *register_)
{
    return engine_identifier(checker->arena,
                             arena_print(checker->arena, "raw_%s", register_->name));
}

/* Two counts a column, of which most are constant zeros: one pass over the table for all. */
ErrorKind
check_columns(Checker *checker, const Register *register_, int64_t *ret_rows, Error *err)
{
    size_t columns = register_->columns.count;
    int64_t *counts = arena_take_array(checker->arena, 1 + 2 * columns, sizeof *counts);
    Text sql = text_new(checker->arena);
    text_add(&sql, "SELECT count(*)");
    for (size_t at = 0; at < columns; at++)
    {
        const Column *column = &register_->columns.items[at];
        const char *name = engine_identifier(checker->arena, column->name);
        text_print(&sql, column->required ? ", count(*) - count(%s)" : ", 0", name);
        text_print(&sql,
                   column->type == VALUE_IDENTIFIER
                       ? ", count(*) FILTER (WHERE NOT identifier_valid(%s) AND %s IS NOT NULL)"
                       : ", 0",
                   name, name);
    }
    text_print(&sql, " FROM %s", raw_name(checker, register_));
    TRY(checker_counts(checker, arena_print(checker->arena, "check %s: columns", register_->table),
                       sql.bytes, counts, 1 + 2 * columns, err));
    *ret_rows = counts[0];
    for (size_t at = 0; at < columns; at++)
    {
        const Column *column = &register_->columns.items[at];
        Finding finding = {.table = register_->table, .column = column->source};
        finding.kind = FINDING_NULL;
        finding.words = "a required column is empty";
        finding.count = counts[1 + 2 * at];
        checker_find(checker, &finding, counts[0]);
        finding.kind = FINDING_IDENTIFIER_INVALID;
        finding.words = arena_print(checker->arena, "not a number of kind '%s'",
                                    identifier_kind_name(checker->catalogue->identifier));
        finding.count = counts[2 + 2 * at];
        checker_find(checker, &finding, counts[0]);
    }
    return ERROR_NONE;
}

/* The days on which a class list begins to be another one. */
typedef struct Days LIST_OF(Date) Days;

static void
add_day(Arena *arena, Days *days, Date day)
{
    for (size_t at = 0; at < days->count; at++)
        if (date_compare(days->items[at], day) == 0)
            return;
    *LIST_ADD(arena, days) = day;
}

static Days
version_days(Arena *arena, const Classification *list)
{
    Days days = {0};
    Date last = date_of(9999, 12, 31);
    for (size_t at = 0; at < list->classes.count; at++)
    {
        add_day(arena, &days, list->classes.items[at].valid_from);
        if (date_compare(list->classes.items[at].valid_to, last) < 0)
            add_day(arena, &days, (Date){list->classes.items[at].valid_to.days + 1});
    }
    return days;
}

/* How many rows have a value that no version takes, and how many one that only some take. The
 * values are few: they are grouped before they are judged. */
static const char *
classes_sql(const Checker *checker, const Register *register_, const Column *column)
{
    const Classification *list =
        catalogue_classification(checker->catalogue, column->classification);
    Days days = version_days(checker->arena, list);
    Text none = text_new(checker->arena);
    Text some = text_new(checker->arena);
    for (size_t at = 0; at < days.count; at++)
    {
        Text taken = text_new(checker->arena);
        plan_class_case(&taken, "v", column->type, list, days.items[at]);
        text_print(&none, "%s(%s) IS NULL", at == 0 ? "" : " AND ", taken.bytes);
        text_print(&some, "%s(%s) IS NULL", at == 0 ? "" : " OR ", taken.bytes);
    }
    return arena_print(checker->arena,
                       "SELECT CAST(COALESCE(SUM(n) FILTER (WHERE %s), 0) AS BIGINT),"
                       " CAST(COALESCE(SUM(n) FILTER (WHERE %s), 0) AS BIGINT)"
                       " FROM (SELECT %s AS v, count(*) AS n FROM %s GROUP BY ALL) AS counted"
                       " WHERE v IS NOT NULL",
                       none.bytes, some.bytes, engine_identifier(checker->arena, column->name),
                       raw_name(checker, register_));
}

ErrorKind
check_classes(Checker *checker, const Register *register_, int64_t rows, Error *err)
{
    for (size_t at = 0; at < register_->columns.count; at++)
    {
        const Column *column = &register_->columns.items[at];
        int64_t counts[2] = {0, 0};
        if (column->classification == NULL)
            continue;
        const char *step =
            arena_print(checker->arena, "check %s: values of %s", register_->table, column->source);
        TRY(checker_counts(checker, step, classes_sql(checker, register_, column), counts, 2, err));
        Finding finding = {.kind = FINDING_VALUE_UNKNOWN,
                           .table = register_->table,
                           .column = column->source,
                           .count = counts[0]};
        finding.words = arena_print(checker->arena, "a value that class list '%s' does not take",
                                    column->classification);
        checker_find(checker, &finding, rows);
        finding.kind = FINDING_VALUE_DATED;
        finding.words =
            arena_print(checker->arena, "a value that some versions of class list '%s' do not take",
                        column->classification);
        finding.count = counts[1] - counts[0];
        checker_find(checker, &finding, rows);
    }
    return ERROR_NONE;
}

/* In a file read as text, per column: values that are there but do not become one of the type. */
ErrorKind
check_text(Checker *checker, const Register *register_, bool *ret_sound, Error *err)
{
    const char *relation = NULL;
    size_t columns = register_->columns.count;
    int64_t *counts = arena_take_array(checker->arena, columns, sizeof *counts);
    TRY(relation_find(checker->engine, checker->arena, register_, checker->directory, &relation,
                      err));
    Text sql = text_new(checker->arena);
    for (size_t at = 0; at < columns; at++)
    {
        const Column *column = &register_->columns.items[at];
        const char *source = engine_identifier(checker->arena, column->source);
        text_add(&sql, at == 0 ? "SELECT " : ", ");
        if (register_->record_number != NULL && text_equal(column->name, register_->record_number))
            text_add(&sql, "0");
        else
            text_print(&sql,
                       "count(*) FILTER (WHERE %s IS NOT NULL AND TRY_CAST(%s AS %s) IS NULL)",
                       source, source, relation_type(column->type));
    }
    text_print(&sql, " FROM %s", relation);
    TRY(checker_counts(checker, arena_print(checker->arena, "check %s: types", register_->table),
                       sql.bytes, counts, columns, err));
    for (size_t at = 0; at < columns; at++)
    {
        const Column *column = &register_->columns.items[at];
        Finding finding = {.kind = FINDING_VALUE_TYPE,
                           .table = register_->table,
                           .column = column->source,
                           .count = counts[at]};
        finding.words = arena_print(checker->arena, "a value that does not read as %s",
                                    relation_type(column->type));
        checker_find(checker, &finding, 0);
        *ret_sound = *ret_sound && counts[at] == 0;
    }
    return ERROR_NONE;
}
