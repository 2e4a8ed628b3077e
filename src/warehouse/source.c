#include "warehouse/source.h"

#include "core/text.h"
#include "warehouse/function.h"
#include "warehouse/relation.h"

static const char *
raw_name(Arena *arena, const Register *register_)
{
    return engine_identifier(arena, arena_print(arena, "raw_%s", register_->name));
}

static ErrorKind
bind_register(Engine *engine, Arena *arena, const Register *register_, const char *directory,
              SourceFaults *ret_faults, Error *err)
{
    const char *sql = NULL;
    size_t before = ret_faults->count;
    TRY(relation_find(engine, arena, register_, directory, &sql, err));
    if (sql == NULL)
    {
        *LIST_ADD(arena, ret_faults) = (SourceFault){SOURCE_TABLE_MISSING, register_, NULL, NULL};
        return ERROR_NONE;
    }
    TRY(relation_check(engine, arena, register_, sql, ret_faults, err));
    if (ret_faults->count != before)
        return ERROR_NONE;
    return engine_run(engine, arena_print(arena, "table '%s'", register_->table),
                      arena_print(arena, "CREATE OR REPLACE TEMP VIEW %s AS %s",
                                  raw_name(arena, register_),
                                  relation_select(arena, register_, sql)),
                      NULL, err);
}

ErrorKind
source_bind(Engine *engine, Arena *arena, const Catalogue *catalogue, const char *directory,
            SourceFaults *ret_faults, Error *err)
{
    *ret_faults = (SourceFaults){0};
    for (size_t at = 0; at < catalogue->registers.count; at++)
    {
        const Register *register_ = &catalogue->registers.items[at];
        if (bind_register(engine, arena, register_, directory, ret_faults, err) != ERROR_NONE)
            return error_within(err, "table '%s'", register_->table);
    }
    return ERROR_NONE;
}

static bool
has_fault(const SourceFaults *faults, const Register *register_)
{
    for (size_t at = 0; at < faults->count; at++)
        if (faults->items[at].of == register_)
            return true;
    return false;
}

const char *
source_fault_print(Arena *arena, const SourceFault *fault)
{
    const char *table = fault->of->table;
    switch (fault->kind)
    {
    case SOURCE_TABLE_MISSING:
        return arena_print(arena, "no table '%s'", table);
    case SOURCE_COLUMN_MISSING:
        return arena_print(arena, "table '%s': no column '%s'", table, fault->column->source);
    case SOURCE_COLUMN_TYPE:
        return arena_print(arena, "table '%s', column '%s': expected %s, found %s", table,
                           fault->column->source, relation_type(fault->column->type), fault->found);
    }
    return "";
}

/* A chain halves with each round; what still leads on after so many rounds goes in a circle. */
#define IDENTITY_ROUNDS 40

static ErrorKind
one_successor_each(Engine *engine, Error *err)
{
    int64_t count = 0;
    TRY(engine_count(
        engine, "history of numbers",
        "SELECT count(*) FROM (SELECT old FROM identity GROUP BY old HAVING count(*) > 1)", &count,
        err));
    if (count == 0)
        return ERROR_NONE;
    return error_set(err, ERROR_DATA,
                     "history of numbers: %lld replaced numbers have more than one successor",
                     (long long)count);
}

static ErrorKind
follow_chains(Engine *engine, Error *err)
{
    static const char count_open[] =
        "SELECT count(*) FROM identity i WHERE i.current IN (SELECT j.old FROM identity j)";
    static const char halve[] = "CREATE OR REPLACE TEMP TABLE identity AS SELECT i.old AS old,"
                                " coalesce(j.current, i.current) AS current"
                                " FROM identity i LEFT JOIN identity j ON j.old = i.current";
    int64_t open = 0;
    TRY(engine_count(engine, "history of numbers", count_open, &open, err));
    for (int round = 0; open > 0 && round < IDENTITY_ROUNDS; round++)
    {
        TRY(engine_run(engine, "history of numbers", halve, NULL, err));
        TRY(engine_count(engine, "history of numbers", count_open, &open, err));
    }
    if (open == 0)
        return ERROR_NONE;
    return error_set(err, ERROR_DATA,
                     "history of numbers: %lld replaced numbers lead into a circle",
                     (long long)open);
}

static ErrorKind
make_identity(Engine *engine, Arena *arena, const Catalogue *catalogue, Error *err)
{
    const IdentityHistory *history = &catalogue->history;
    const Register *register_ = catalogue_register(catalogue, history->register_name);
    const char *old = engine_identifier(arena, history->old_column);
    const char *new = engine_identifier(arena, history->new_column);
    TRY(engine_run(engine, "history of numbers",
                   arena_print(arena,
                               "CREATE OR REPLACE TEMP TABLE identity AS SELECT DISTINCT %s AS old,"
                               " %s AS current FROM %s WHERE %s IS NOT NULL AND %s IS NOT NULL",
                               old, new, raw_name(arena, register_), old, new),
                   NULL, err));
    TRY(one_successor_each(engine, err));
    return follow_chains(engine, err);
}

/* One look through the column, which ends at the first replaced number. */
static ErrorKind
holds_replaced(Engine *engine, Arena *arena, const Register *register_, const char *name,
               bool *ret_holds, Error *err)
{
    int64_t found = 0;
    TRY(engine_count(engine, "history of numbers",
                     arena_print(arena,
                                 "SELECT count(*) FROM (SELECT 1 FROM %s r"
                                 " WHERE canonical(r.%s) <> r.%s LIMIT 1) AS first",
                                 raw_name(arena, register_), name, name),
                     &found, err));
    *ret_holds = found > 0;
    return ERROR_NONE;
}

/* Each identifier goes through canonical(): a join with identity for each of these columns took a
 * fifth of a release's processor time, and as much memory again. A column without a replaced number
 * stays as it is, for the engine skips parts of a file only by a column that stands there itself.
 */
static ErrorKind
canonical_select(Engine *engine, Arena *arena, const Register *register_, const char **ret_select,
                 Error *err)
{
    Text select = text_new(arena);
    for (size_t at = 0; at < register_->columns.count; at++)
    {
        const Column *column = &register_->columns.items[at];
        const char *name = engine_identifier(arena, column->name);
        bool resolve = false;
        if (column->type == VALUE_IDENTIFIER)
            TRY(holds_replaced(engine, arena, register_, name, &resolve, err));
        text_add(&select, at == 0 ? "SELECT " : ", ");
        if (resolve)
            text_print(&select, "canonical(r.%s) AS %s", name, name);
        else
            text_print(&select, "r.%s", name);
    }
    text_print(&select, " FROM %s r", raw_name(arena, register_));
    *ret_select = select.bytes;
    return ERROR_NONE;
}

/* The table identity as canonical() has it. */
static ErrorKind
bind_successors(Engine *engine, int64_t replaced, Error *err)
{
    SCRATCH Arena *work = arena_new("history of numbers");
    Successor *list = arena_take_array(work, (size_t)replaced, sizeof *list);
    Rows *rows = NULL;
    size_t taken = 0;
    size_t count = 0;
    TRY(engine_select(engine, work, "history of numbers", "SELECT old, current FROM identity",
                      &rows, err));
    TRY(rows_next(rows, &count, err));
    while (count > 0)
    {
        for (size_t row = 0; row < count && taken < (size_t)replaced; row++)
            list[taken++] = (Successor){.old = rows_integer(rows, 0, row),
                                        .current = rows_integer(rows, 1, row)};
        TRY(rows_next(rows, &count, err));
    }
    return function_bind_successors(engine, list, taken, err);
}

static ErrorKind
make_view(Engine *engine, Arena *arena, const Register *register_, bool resolve, Error *err)
{
    const char *select = arena_print(arena, "SELECT * FROM %s", raw_name(arena, register_));
    if (resolve)
        TRY(canonical_select(engine, arena, register_, &select, err));
    return engine_run(engine, arena_print(arena, "table '%s'", register_->table),
                      arena_print(arena, "CREATE OR REPLACE TEMP VIEW %s AS %s",
                                  engine_identifier(arena, register_->name), select),
                      NULL, err);
}

ErrorKind
source_resolve(Engine *engine, Arena *arena, const Catalogue *catalogue, const SourceFaults *faults,
               Progress *progress, Error *err)
{
    int64_t replaced = 0;
    const Register *history = catalogue->history.register_name == NULL
                                  ? NULL
                                  : catalogue_register(catalogue, catalogue->history.register_name);
    bool has_history = history != NULL && !has_fault(faults, history);
    if (has_history)
    {
        if (progress != NULL)
            progress_begin(progress, "history of numbers");
        TRY(make_identity(engine, arena, catalogue, err));
        TRY(engine_count(engine, "history of numbers", "SELECT count(*) FROM identity", &replaced,
                         err));
        if (replaced > 0)
            TRY(bind_successors(engine, replaced, err));
        if (progress != NULL)
            progress_end(progress, "%lld replaced numbers", (long long)replaced);
    }
    for (size_t at = 0; at < catalogue->registers.count; at++)
    {
        const Register *register_ = &catalogue->registers.items[at];
        if (has_fault(faults, register_))
            continue;
        bool resolve = replaced > 0 && register_ != history;
        TRY(make_view(engine, arena, register_, resolve, err));
    }
    return ERROR_NONE;
}

static ErrorKind
judge_faults(Arena *arena, const SourceFaults *faults, Error *err)
{
    if (faults->count == 0)
        return ERROR_NONE;
    const char *words = source_fault_print(arena, &faults->items[0]);
    if (faults->count == 1)
        return error_set(err, ERROR_DATA, "the warehouse: %s", words);
    return error_set(err, ERROR_DATA, "the warehouse: %s (the first of %zu faults)", words,
                     faults->count);
}

ErrorKind
source_check(Arena *arena, const Catalogue *catalogue, const char *directory, Error *err)
{
    SourceFaults faults = {0};
    TRY(relation_check_directory(directory, err));
    for (size_t at = 0; at < catalogue->registers.count; at++)
        if (!relation_is_there(arena, &catalogue->registers.items[at], directory))
            *LIST_ADD(arena, &faults) =
                (SourceFault){SOURCE_TABLE_MISSING, &catalogue->registers.items[at], NULL, NULL};
    return judge_faults(arena, &faults, err);
}

ErrorKind
source_open(Engine *engine, Arena *arena, const Catalogue *catalogue, const char *directory,
            Progress *progress, Error *err)
{
    SourceFaults faults;
    TRY(source_bind(engine, arena, catalogue, directory, &faults, err));
    TRY(judge_faults(arena, &faults, err));
    return source_resolve(engine, arena, catalogue, &faults, progress, err);
}
