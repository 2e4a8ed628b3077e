#include "warehouse/synth.h"

#include "core/file.h"
#include "core/text.h"
#include "warehouse/function.h"
#include "warehouse/part.h"
#include "warehouse/recipe.h"

#include <inttypes.h>
#include <string.h>

/* Reading stopped where a recipe's name was unknown, so this is beraad's own fault. */
static ErrorKind
fill(Arena *arena, const RecipeNames *names, const char *text, const char **ret_filled, Error *err)
{
    const char *unknown = NULL;
    unsigned line = 0;
    *ret_filled = recipe_fill(arena, names, text, &unknown, &line);
    if (*ret_filled == NULL)
        return error_set(err, ERROR_INTERNAL, "line %u: '$%s' stands for nothing", line, unknown);
    return ERROR_NONE;
}

static RecipeNames
run_names(Arena *arena, const Synth *synth, const SynthRun *run, const Part *part)
{
    RecipeNames names = {0};
    for (size_t at = 0; at < synth->constants.count; at++)
        *LIST_ADD(arena, &names) =
            (RecipeName){synth->constants.items[at].name, synth->constants.items[at].value};
    *LIST_ADD(arena, &names) = (RecipeName){"seed", arena_print(arena, "%" PRId64, run->seed)};
    *LIST_ADD(arena, &names) =
        (RecipeName){"residents", arena_print(arena, "%" PRId64, run->residents)};
    char *literal = engine_literal(arena, part->path);
    *LIST_ADD(arena, &names) =
        (RecipeName){"out", arena_copy(arena, literal + 1, strlen(literal) - 2)};
    return names;
}

static ErrorKind
load_inputs(Engine *engine, const Synth *synth, Progress *progress, Error *err)
{
    SCRATCH Arena *work = arena_new("synth inputs");
    Text sql = text_new(work);
    for (size_t at = 0; at < synth->inputs.count; at++)
        text_print(&sql, "CREATE TABLE %s AS SELECT * FROM read_csv(%s, header = true);",
                   engine_identifier(work, synth->inputs.items[at].table),
                   engine_literal(work, synth->inputs.items[at].path));
    if (synth->inputs.count == 0)
        return ERROR_NONE;
    TRY(engine_run(engine, "inputs", sql.bytes, progress, err));
    progress_end(progress, "%zu tables", synth->inputs.count);
    return ERROR_NONE;
}

/* Makes out/folder with all that stands above it. */
static ErrorKind
make_folders(const char *out, const char *folder, Error *err)
{
    SCRATCH Arena *work = arena_new("synth folders");
    for (const char *at = folder; at != NULL;)
    {
        const char *slash = strchr(at, '/');
        size_t size = slash == NULL ? strlen(folder) : (size_t)(slash - folder);
        TRY(file_make_directory(file_join(work, out, arena_copy(work, folder, size)), 0755, err));
        at = slash == NULL ? NULL : slash + 1;
    }
    return ERROR_NONE;
}

/* What the runs of steps share. */
typedef struct Work
{
    Engine *engine;
    const Part *part;
    RecipeNames names;
    Progress *progress;
} Work;

static ErrorKind
run_files(const Work *work, const SynthStep *step, const RecipeNames *names, Error *err)
{
    SCRATCH Arena *arena = arena_new("synth step");
    const char *label = NULL;
    TRY(fill(arena, names, step->label, &label, err));
    for (size_t at = 0; at < step->folders.count; at++)
    {
        const char *folder = NULL;
        TRY(fill(arena, names, step->folders.items[at], &folder, err));
        TRY(make_folders(work->part->path, folder, err));
    }
    for (size_t at = 0; at < step->sql.count; at++)
    {
        const char *sql = NULL;
        TRY(fill(arena, names, step->sql.items[at].text, &sql, err));
        if (engine_run(work->engine, label, sql, work->progress, err) != ERROR_NONE)
            return error_within(err, "%s", step->sql.items[at].file);
    }
    return ERROR_NONE;
}

static ErrorKind
run_once(const Work *work, const SynthStep *step, const char *value, Error *err)
{
    SCRATCH Arena *arena = arena_new("synth names");
    RecipeNames names = {0};
    for (size_t at = 0; at < work->names.count; at++)
        *LIST_ADD(arena, &names) = work->names.items[at];
    if (value != NULL)
        *LIST_ADD(arena, &names) = (RecipeName){step->variable, value};
    TRY(run_files(work, step, &names, err));
    progress_end(work->progress, "%s", "");
    return ERROR_NONE;
}

static ErrorKind
run_step(const Work *work, const SynthStep *step, Error *err)
{
    if (step->variable == NULL)
        return run_once(work, step, NULL, err);
    for (size_t at = 0; at < step->values.count; at++)
        TRY(run_once(work, step, step->values.items[at], err));
    return ERROR_NONE;
}

static const char *
cell_of(Arena *arena, Rows *rows, size_t column, size_t row)
{
    if (rows_null(rows, column, row))
        return "";
    switch (rows_type(rows, column))
    {
    case COLUMN_INTEGER:
        return arena_print(arena, "%" PRId64, rows_integer(rows, column, row));
    case COLUMN_REAL:
        return arena_print(arena, "%.2f", rows_real(rows, column, row));
    case COLUMN_TEXT:
    case COLUMN_DATE:
    case COLUMN_UUID:
    case COLUMN_OTHER:
    default:
        return arena_copy_text(arena, rows_text(rows, column, row));
    }
}

static ErrorKind
select_report(Arena *arena, const Work *work, const SynthStep *step, SynthReport *ret_report,
              Error *err)
{
    const char *sql = NULL;
    const SynthSql *source = &step->sql.items[0];
    TRY(fill(arena, &work->names, source->text, &sql, err));
    Rows *rows = NULL;
    progress_begin(work->progress, "%s", step->label);
    if (engine_select(work->engine, arena, step->label, sql, &rows, err) != ERROR_NONE)
        return error_within(err, "%s", source->file);
    SynthReport report = {.columns = rows_columns(rows), .rows = 1};
    Text right = text_new(arena);
    for (size_t column = 0; column < report.columns; column++)
    {
        *LIST_ADD(arena, &report.cells) = arena_copy_text(arena, rows_name(rows, column));
        ColumnType type = rows_type(rows, column);
        text_add(&right, type == COLUMN_INTEGER || type == COLUMN_REAL ? "r" : "l");
    }
    report.right = right.bytes;
    size_t count = 0;
    for (ErrorKind kind = rows_next(rows, &count, err); count > 0 || kind != ERROR_NONE;
         kind = rows_next(rows, &count, err))
    {
        TRY(kind);
        for (size_t row = 0; row < count; row++)
            for (size_t column = 0; column < report.columns; column++)
                *LIST_ADD(arena, &report.cells) = cell_of(arena, rows, column, row);
        report.rows += count;
    }
    progress_end(work->progress, "%zu lines", report.rows - 1);
    *ret_report = report;
    return ERROR_NONE;
}

const char *
synth_report_csv(Arena *arena, const SynthReport *report)
{
    Text csv = text_new(arena);
    for (size_t at = 0; at < report->cells.count; at++)
    {
        text_add_csv(&csv, report->cells.items[at]);
        text_add(&csv, (at + 1) % report->columns == 0 ? "\n" : ",");
    }
    return csv.bytes;
}

static ErrorKind
run_all(Arena *arena, const Synth *synth, Work *work, SynthReport *ret_report, Error *err)
{
    TRY(load_inputs(work->engine, synth, work->progress, err));
    for (size_t at = 0; at < synth->steps.count; at++)
        TRY(run_step(work, &synth->steps.items[at], err));
    TRY(select_report(arena, work, &synth->report, ret_report, err));
    const char *csv = synth_report_csv(arena, ret_report);
    return file_write(file_join(arena, work->part->path, "report.csv"), csv, strlen(csv), 0644,
                      err);
}

ErrorKind
synth_make(Arena *arena, const Synth *synth, const SynthRun *run, Progress *progress,
           SynthReport *ret_report, Error *err)
{
    if (run->residents < SYNTH_RESIDENTS_LEAST || run->residents > SYNTH_RESIDENTS_MOST ||
        run->seed < 0)
        return error_set(err, ERROR_USAGE, "expected %d to %d residents and a seed from 0 up",
                         SYNTH_RESIDENTS_LEAST, SYNTH_RESIDENTS_MOST);
    ABANDONS_PART Part part = {.lock = -1};
    TRY(part_open(arena, run->out, &part, err));
    const char *const directories[] = {synth->directory, part.path, NULL};
    EngineOptions options = {.memory_limit = run->memory_limit,
                             .threads = run->threads,
                             .spill = part.spill,
                             .directories = directories};
    CLOSES_ENGINE Engine *engine = NULL;
    TRY(engine_open(&options, &engine, err));
    TRY(function_bind(engine, run->identifier, err));
    Work work = {.engine = engine,
                 .part = &part,
                 .names = run_names(arena, synth, run, &part),
                 .progress = progress};
    TRY(run_all(arena, synth, &work, ret_report, err));
    engine_close(&engine); /* it keeps files in the folder that is now renamed */
    return part_finish(&part, err);
}
