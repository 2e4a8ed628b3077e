#include "warehouse/check_inner.h"

#include "core/text.h"
#include "warehouse/function.h"

static const char *const kind_names[] = {
    [FINDING_TABLE_MISSING] = "table_missing",
    [FINDING_COLUMN_MISSING] = "column_missing",
    [FINDING_COLUMN_TYPE] = "column_type",
    [FINDING_VALUE_TYPE] = "value_type",
    [FINDING_NULL] = "null",
    [FINDING_KEY_DUPLICATE] = "key_duplicate",
    [FINDING_KEY_MERGED] = "key_merged",
    [FINDING_IDENTIFIER_INVALID] = "identifier_invalid",
    [FINDING_VALUE_UNKNOWN] = "value_unknown",
    [FINDING_VALUE_DATED] = "value_dated",
    [FINDING_ORPHAN] = "orphan",
    [FINDING_HISTORY] = "history",
};

const char *
finding_kind_name(FindingKind kind)
{
    return kind_names[kind];
}

static bool
is_fault(FindingKind kind, int64_t count, int64_t rows)
{
    switch (kind)
    {
    case FINDING_KEY_MERGED:
    case FINDING_VALUE_DATED:
        return false;
    case FINDING_IDENTIFIER_INVALID:
    case FINDING_ORPHAN:
        return count > rows / CHECK_TOLERANCE;
    case FINDING_TABLE_MISSING:
    case FINDING_COLUMN_MISSING:
    case FINDING_COLUMN_TYPE:
    case FINDING_VALUE_TYPE:
    case FINDING_NULL:
    case FINDING_KEY_DUPLICATE:
    case FINDING_VALUE_UNKNOWN:
    case FINDING_HISTORY:
        return true;
    }
    return true;
}

static void
add_finding(Checker *checker, Finding finding)
{
    *LIST_ADD(checker->arena, &checker->check->findings) = finding;
    if (finding.fault)
        checker->check->faults++;
    else
        checker->check->notes++;
}

void
checker_find(Checker *checker, const Finding *finding, int64_t rows)
{
    if (finding->count == 0)
        return;
    Finding judged = *finding;
    judged.fault = is_fault(finding->kind, finding->count, rows);
    add_finding(checker, judged);
}

ErrorKind
checker_counts(Checker *checker, const char *step, const char *sql, int64_t *ret_counts,
               size_t count, Error *err)
{
    Rows *rows = NULL;
    size_t found = 0;
    if (checker->progress != NULL)
        progress_begin(checker->progress, "%s", step);
    TRY(engine_select(checker->engine, checker->arena, step, sql, &rows, err));
    TRY(rows_next(rows, &found, err));
    if (found != 1 || rows_columns(rows) != count)
        return error_set(err, ERROR_INTERNAL, "%s: not one row of counts", step);
    for (size_t at = 0; at < count; at++)
        ret_counts[at] = rows_integer(rows, at, 0);
    return rows_next(rows, &found, err);
}

static void
add_source_faults(Checker *checker, const SourceFaults *faults)
{
    static const FindingKind kinds[] = {[SOURCE_TABLE_MISSING] = FINDING_TABLE_MISSING,
                                        [SOURCE_COLUMN_MISSING] = FINDING_COLUMN_MISSING,
                                        [SOURCE_COLUMN_TYPE] = FINDING_COLUMN_TYPE};
    for (size_t at = 0; at < faults->count; at++)
    {
        const SourceFault *fault = &faults->items[at];
        add_finding(checker,
                    (Finding){.kind = kinds[fault->kind],
                              .fault = true,
                              .table = fault->of->table,
                              .column = fault->column == NULL ? NULL : fault->column->source,
                              .words = source_fault_print(checker->arena, fault)});
    }
}

static bool
is_bound(const SourceFaults *faults, const Register *register_)
{
    for (size_t at = 0; at < faults->count; at++)
        if (faults->items[at].of == register_)
            return false;
    return true;
}

/* A history that goes in circles is a finding; the registers are then judged under the numbers as
 * they stand. */
static ErrorKind
resolve(Checker *checker, const SourceFaults *faults, Error *err)
{
    const Catalogue *catalogue = checker->catalogue;
    Error found = {0};
    ErrorKind kind = source_resolve(checker->engine, checker->arena, catalogue, faults,
                                    checker->progress, &found);
    if (kind == ERROR_DATA)
    {
        const Register *history = catalogue_register(catalogue, catalogue->history.register_name);
        add_finding(checker, (Finding){.kind = FINDING_HISTORY,
                                       .fault = true,
                                       .table = history->table,
                                       .words = arena_copy_text(checker->arena, found.message)});
        return ERROR_NONE;
    }
    if (kind != ERROR_NONE)
    {
        *err = found;
        return kind;
    }
    checker->resolved = true;
    const char *history = catalogue->history.register_name;
    if (history == NULL || !is_bound(faults, catalogue_register(catalogue, history)))
        return ERROR_NONE;
    return engine_count(checker->engine, "history of numbers", "SELECT count(*) FROM identity",
                        &checker->replaced, err);
}

static ErrorKind
check_register(Checker *checker, const Register *register_, Error *err)
{
    int64_t rows = 0;
    TRY(check_columns(checker, register_, &rows, err));
    *LIST_ADD(checker->arena, &checker->check->tables) = (TableSize){register_->table, rows};
    TRY(check_classes(checker, register_, rows, err));
    return check_key(checker, register_, rows, err);
}

/* One line a table where progress is no terminal's: each step drew under a label of its own. */
static void
tell_table(Checker *checker, const TableSize *size)
{
    if (checker->progress == NULL)
        return;
    progress_begin(checker->progress, "check %s", size->table);
    progress_end(checker->progress, "%lld rows", (long long)size->rows);
}

/* A CSV file with values of the wrong type cannot be read as its register, nor can it be referred
 * to. */
static ErrorKind
check_texts(Checker *checker, SourceFaults *faults, Error *err)
{
    for (size_t at = 0; at < checker->catalogue->registers.count; at++)
    {
        const Register *register_ = &checker->catalogue->registers.items[at];
        bool sound = true;
        if (register_->csv_delimiter == 0 || !is_bound(faults, register_))
            continue;
        TRY(check_text(checker, register_, &sound, err));
        if (!sound)
            *LIST_ADD(checker->arena, faults) =
                (SourceFault){SOURCE_COLUMN_TYPE, register_, &register_->columns.items[0], "text"};
    }
    return ERROR_NONE;
}

/* A register can be referred to only where it can be read. */
static bool
references_bound(const Checker *checker, const SourceFaults *faults, const Register *register_)
{
    for (size_t at = 0; at < register_->references.count; at++)
    {
        const char *to = register_->references.items[at].to_register;
        if (!is_bound(faults, catalogue_register(checker->catalogue, to)))
            return false;
    }
    return true;
}

ErrorKind
warehouse_check(Engine *engine, Arena *arena, const Catalogue *catalogue, const char *directory,
                Progress *progress, WarehouseCheck *ret_check, Error *err)
{
    SourceFaults faults;
    *ret_check = (WarehouseCheck){0};
    Checker checker = {.engine = engine,
                       .arena = arena,
                       .catalogue = catalogue,
                       .directory = directory,
                       .progress = progress,
                       .check = ret_check};
    TRY(function_bind(engine, catalogue->identifier, err));
    TRY(source_bind(engine, arena, catalogue, directory, &faults, err));
    add_source_faults(&checker, &faults);
    TRY(check_texts(&checker, &faults, err));
    TRY(resolve(&checker, &faults, err));
    for (size_t at = 0; at < catalogue->registers.count; at++)
    {
        const Register *register_ = &catalogue->registers.items[at];
        if (!is_bound(&faults, register_))
            continue;
        TRY(check_register(&checker, register_, err));
        const TableSize *size = &ret_check->tables.items[ret_check->tables.count - 1];
        if (checker.resolved && references_bound(&checker, &faults, register_))
            TRY(check_references(&checker, register_, size->rows, err));
        tell_table(&checker, size);
    }
    return ERROR_NONE;
}
