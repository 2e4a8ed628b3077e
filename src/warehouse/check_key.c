#include "core/text.h"
#include "warehouse/check_inner.h"

/* A key whose first column has at most so many values (years, in hive partitions) is checked value
 * by value: the groups of one value fit in memory where those of all do not. */
#define KEY_PARTS 64

static const char *
raw_name(const Checker *checker, const Register *register_)
{
    return engine_identifier(checker->arena,
                             arena_print(checker->arena, "raw_%s", register_->name));
}

static const char *
key_names(const Checker *checker, const Register *register_, bool quoted)
{
    Text names = text_new(checker->arena);
    for (size_t at = 0; at < register_->key.count; at++)
        text_print(&names, "%s%s", at == 0 ? "" : ", ",
                   quoted ? engine_identifier(checker->arena, register_->key.items[at])
                          : register_->key.items[at]);
    return names.bytes;
}

/* Rows beyond the first of each key. */
static const char *
duplicates_sql(const Checker *checker, const Register *register_, const char *from)
{
    const char *names = key_names(checker, register_, true);
    return arena_print(checker->arena,
                       "SELECT CAST(COALESCE(SUM(n - 1), 0) AS BIGINT) FROM (SELECT count(*) AS n "
                       "FROM %s GROUP BY %s HAVING count(*) > 1) AS counted",
                       from, names);
}

typedef struct Parts LIST_OF(int64_t) Parts;

/* The values of the key's first column where it is an integer with few of them; none: the table is
 * checked in one go. */
static ErrorKind
read_parts(Checker *checker, const Register *register_, Parts *ret_parts, Error *err)
{
    const Column *first = register_column(register_, register_->key.items[0]);
    Rows *rows = NULL;
    size_t count = 0;
    if (first->type != VALUE_INTEGER || register_->key.count < 2)
        return ERROR_NONE;
    const char *name = engine_identifier(checker->arena, first->name);
    const char *sql = arena_print(checker->arena,
                                  "SELECT CAST(%s AS BIGINT) FROM (SELECT DISTINCT %s FROM %s) AS "
                                  "found WHERE %s IS NOT NULL ORDER BY 1 LIMIT %d",
                                  name, name, raw_name(checker, register_), name, KEY_PARTS + 1);
    TRY(engine_select(checker->engine, checker->arena, "parts of a key", sql, &rows, err));
    TRY(rows_next(rows, &count, err));
    while (count > 0)
    {
        for (size_t row = 0; row < count; row++)
            *LIST_ADD(checker->arena, ret_parts) = rows_integer(rows, 0, row);
        TRY(rows_next(rows, &count, err));
    }
    if (ret_parts->count > KEY_PARTS)
        ret_parts->count = 0;
    return ERROR_NONE;
}

static ErrorKind
count_duplicates(Checker *checker, const Register *register_, int64_t *ret_count, Error *err)
{
    Parts parts = {0};
    const char *step = arena_print(checker->arena, "check %s: key", register_->table);
    const char *raw = raw_name(checker, register_);
    TRY(read_parts(checker, register_, &parts, err));
    if (parts.count == 0)
        return checker_counts(checker, step, duplicates_sql(checker, register_, raw), ret_count, 1,
                              err);
    *ret_count = 0;
    for (size_t at = 0; at < parts.count; at++)
    {
        int64_t count = 0;
        const char *from = arena_print(checker->arena, "%s WHERE %s = %lld", raw,
                                       engine_identifier(checker->arena, register_->key.items[0]),
                                       (long long)parts.items[at]);
        if (checker->progress != NULL)
            progress_begin(checker->progress, "%s", step);
        if (checker->progress != NULL)
            progress_at(checker->progress, (double)at / (double)parts.count);
        TRY(engine_count(checker->engine, step, duplicates_sql(checker, register_, from), &count,
                         err));
        *ret_count += count;
    }
    return ERROR_NONE;
}

/* The rows of which an identifier in the key is, or became, another number's. */
static const char *
touched(const Checker *checker, const Register *register_, const char *view, const char *numbers)
{
    Text where = text_new(checker->arena);
    for (size_t at = 0; at < register_->key.count; at++)
    {
        const char *name = register_->key.items[at];
        if (register_column(register_, name)->type == VALUE_IDENTIFIER)
            text_print(&where, "%s%s IN (%s)", where.size == 0 ? "" : " OR ",
                       engine_identifier(checker->arena, name), numbers);
    }
    if (where.size == 0)
        return NULL;
    return arena_print(checker->arena, "%s WHERE %s", view, where.bytes);
}

static ErrorKind
count_merged(Checker *checker, const Register *register_, int64_t *ret_count, Error *err)
{
    int64_t counts[2] = {0, 0};
    const char *canonical =
        touched(checker, register_, engine_identifier(checker->arena, register_->name),
                "SELECT current FROM identity");
    *ret_count = 0;
    if (canonical == NULL || checker->replaced == 0)
        return ERROR_NONE;
    const char *as_is = touched(checker, register_, raw_name(checker, register_),
                                "SELECT old FROM identity UNION SELECT current FROM identity");
    const char *sql = arena_print(checker->arena, "SELECT (%s), (%s)",
                                  duplicates_sql(checker, register_, canonical),
                                  duplicates_sql(checker, register_, as_is));
    TRY(checker_counts(checker,
                       arena_print(checker->arena, "check %s: replaced numbers", register_->table),
                       sql, counts, 2, err));
    *ret_count = counts[0] - counts[1];
    return ERROR_NONE;
}

ErrorKind
check_key(Checker *checker, const Register *register_, int64_t rows, Error *err)
{
    if (register_->key.count == 0)
        return ERROR_NONE;
    Finding finding = {.kind = FINDING_KEY_DUPLICATE,
                       .table = register_->table,
                       .column = key_names(checker, register_, false),
                       .words = "rows with a key that another row has"};
    TRY(count_duplicates(checker, register_, &finding.count, err));
    checker_find(checker, &finding, rows);
    if (!checker->resolved)
        return ERROR_NONE;
    finding.kind = FINDING_KEY_MERGED;
    finding.words = "rows that share a key once replaced numbers are resolved";
    TRY(count_merged(checker, register_, &finding.count, err));
    checker_find(checker, &finding, rows);
    return ERROR_NONE;
}

/* The history's own columns are not resolved by its view: an intermediate number is no orphan when
 * its end is there. */
static const char *
referring_column(const Checker *checker, const Register *register_, const Reference *reference)
{
    const char *name = engine_identifier(checker->arena, reference->column);
    const char *view = engine_identifier(checker->arena, register_->name);
    const char *history = checker->catalogue->history.register_name;
    if (history == NULL || !text_equal(history, register_->name) ||
        register_column(register_, reference->column)->type != VALUE_IDENTIFIER)
        return arena_print(checker->arena, "SELECT %s AS v FROM %s", name, view);
    return arena_print(checker->arena,
                       "SELECT COALESCE(i.current, r.%s) AS v FROM %s r LEFT JOIN identity i ON "
                       "i.old = r.%s",
                       name, view, name);
}

ErrorKind
check_references(Checker *checker, const Register *register_, int64_t rows, Error *err)
{
    for (size_t at = 0; at < register_->references.count; at++)
    {
        const Reference *reference = &register_->references.items[at];
        const char *sql = arena_print(
            checker->arena,
            "SELECT count(*) FROM (%s) AS a WHERE a.v IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s "
            "b WHERE b.%s = a.v)",
            referring_column(checker, register_, reference),
            engine_identifier(checker->arena, reference->to_register),
            engine_identifier(checker->arena, reference->to_column));
        Finding finding = {.kind = FINDING_ORPHAN,
                           .table = register_->table,
                           .column = register_column(register_, reference->column)->source};
        finding.words = arena_print(checker->arena, "refers to '%s' of '%s', which has no such row",
                                    reference->to_column, reference->to_register);
        TRY(checker_counts(checker,
                           arena_print(checker->arena, "check %s: references", register_->table),
                           sql, &finding.count, 1, err));
        checker_find(checker, &finding, rows);
    }
    return ERROR_NONE;
}
