#include "output/check.h"

#include "core/text.h"
#include "output/canonical.h"
#include "output/figure.h"
#include "output/protect.h"
#include "output/rule.h"

#include <string.h>

#define ROUNDS_MOST 12 /* of protection: each round suppresses more, or ends */

#define FIGURE_BITS 9 /* marks, fields and scales */
#define TERM_BITS 37  /* an estimate, of 380,001 values, and an error, of 190,000 */

static const char *const method_names[METHOD_COUNT] = {"none", "recode", "suppress", "round",
                                                       "cell-key"};

const char *
method_name(Method method)
{
    return method_names[method];
}

bool
method_parse(const char *name, Method *ret_method)
{
    for (Method method = 0; method < METHOD_COUNT; method++)
        if (text_equal(method_names[method], name))
        {
            *ret_method = method;
            return true;
        }
    return false;
}

CheckRules
check_rules(const Deliberation *deliberation)
{
    return (CheckRules){.threshold =
                            deliberation->outputs.present ? deliberation->outputs.threshold : 10,
                        .share = 90,
                        .dominance = 50,
                        .two = 90};
}

int64_t
check_range(const CheckRules *rules)
{
    return rules->threshold / 2 < 2 ? 2 : rules->threshold / 2;
}

typedef struct Checker
{
    Arena *arena;
    const CheckInput *input;
    Checked *checked;
    bool **unsafe; /* by file and cell */
    size_t *step;  /* by file: of its recodes */
} Checker;

static void
found_file(Checker *checker, Rule rule, const char *file, int64_t number, const char *detail)
{
    *LIST_ADD(checker->arena, &checker->checked->findings) =
        (Finding){.rule = rule, .file = file, .number = number, .detail = detail};
}

static void
found_form(Checker *checker, const char *file, const Complaints *complaints)
{
    for (size_t at = 0; at < complaints->count && at < 20; at++)
        found_file(checker, FINDING_FORM, file, (int64_t)complaints->items[at].place.line,
                   complaints->items[at].words);
}

/* The bytes of a file, or NULL with a finding where it is not there or is no text. */
static const CheckFile *
bytes_of(Checker *checker, const RequestedFile *file)
{
    for (size_t at = 0; at < checker->input->files.count; at++)
    {
        const CheckFile *bytes = &checker->input->files.items[at];
        if (!text_equal(bytes->name, file->name))
            continue;
        const char *kind = content_kind(bytes->bytes, bytes->size);
        if (kind == NULL)
            return bytes;
        found_file(checker, FINDING_TYPE, file->name, 0, kind);
        return NULL;
    }
    found_file(checker, FINDING_FORM, file->name, 0, "the file is not there");
    return NULL;
}

static RuleScope
scope_of(Checker *checker, size_t at)
{
    CheckedFile *file = &checker->checked->files.items[at];
    return (RuleScope){.arena = checker->arena,
                       .rules = &checker->input->rules,
                       .file = file->file,
                       .count = file->count,
                       .findings = &checker->checked->findings,
                       .unsafe = checker->unsafe[at]};
}

/* What the terms that are there hold, and one bit for each that may be there or not. */
static int64_t
model_bits(const RequestedFile *file, const Given *given)
{
    size_t terms = 1;
    for (size_t axis = 0; axis < file->by_count; axis++)
        terms += file->by[axis].count;
    return (int64_t)(TERM_BITS * given->terms.count + terms);
}

static ErrorKind
check_numbers(Checker *checker, size_t at, Error *err)
{
    CheckedFile *checked = &checker->checked->files.items[at];
    const RequestedFile *file = checked->file;
    Given given = {0};
    Count *count = NULL;
    if (!checker->input->own)
    {
        Complaints complaints = complaints_new(checker->arena, file->name);
        const CheckFile *bytes = bytes_of(checker, file);
        if (bytes == NULL)
            return ERROR_NONE;
        if (!given_read(checker->arena, file, bytes->bytes, bytes->size, &given, &complaints))
        {
            found_form(checker, file->name, &complaints);
            return ERROR_NONE;
        }
    }
    TRY(count_make(checker->arena, checker->input->people, file, &count, err));
    TRY(count_households(checker->arena, checker->input->people, count, err));
    checked->count = count;
    checked->shown = arena_take_array(checker->arena, count->cells, sizeof *checked->shown);
    checker->unsafe[at] = arena_take_array(checker->arena, count->cells, sizeof(bool));
    memset(checked->shown, true, count->cells * sizeof *checked->shown);
    RuleScope scope = scope_of(checker, at);
    if (file->type == OUTPUT_MODEL)
    {
        rule_model(&scope);
        checked->canonical = canonical_model(checker->arena, file, &given);
        found_file(checker, FINDING_CAPACITY, file->name, model_bits(file, &given), NULL);
        return ERROR_NONE;
    }
    if (!checker->input->own)
        rule_compare(&scope, &given);
    return ERROR_NONE;
}

const char *
leaving_name(Arena *arena, const char *name, size_t at, bool own)
{
    return own ? name : arena_print(arena, "%zu%s", at + 1, strrchr(name, '.'));
}

/* The table that a figure draws, named as it will leave. */
static RequestedFile
drawn_table(const Checker *checker, const RequestedFile *figure)
{
    const Request *request = checker->input->request;
    size_t at = 0;
    while (!text_equal(request->files.items[at].name, figure->draws))
        at++;
    RequestedFile table = request->files.items[at];
    table.name = leaving_name(checker->arena, table.name, at, checker->input->own);
    return table;
}

static char *
figure_of(const Checker *checker, const RequestedFile *file, const CheckFile *bytes,
          Complaints *complaints)
{
    RequestedFile table = drawn_table(checker, file);
    return figure_canonical(checker->arena, &table, bytes->bytes, bytes->size, complaints);
}

static void
check_words(Checker *checker, size_t at)
{
    CheckedFile *checked = &checker->checked->files.items[at];
    const RequestedFile *file = checked->file;
    Complaints complaints = complaints_new(checker->arena, file->name);
    const CheckFile *bytes = bytes_of(checker, file);
    if (bytes == NULL)
        return;
    checked->canonical = file->type == OUTPUT_NOTE ? note_canonical(checker->arena, bytes->bytes,
                                                                    bytes->size, &complaints)
                                                   : figure_of(checker, file, bytes, &complaints);
    found_form(checker, file->name, &complaints);
    if (checked->canonical != NULL)
        found_file(checker, FINDING_CAPACITY, file->name,
                   file->type == OUTPUT_NOTE ? 7 * (int64_t)strlen(checked->canonical)
                                             : FIGURE_BITS,
                   NULL);
}

static bool
has_unsafe(const Checker *checker, size_t at)
{
    for (size_t cell = 0; cell < checker->checked->files.items[at].count->cells; cell++)
        if (checker->unsafe[at][cell])
            return true;
    return false;
}

/* What may not be shown, by the rules that look at each cell alone. */
static void
mark_unsafe(Checker *checker, size_t at)
{
    Findings found = {0};
    RuleScope scope = scope_of(checker, at);
    scope.findings = &found;
    rule_cells(&scope);
}

/* The file's table in other classes. */
static ErrorKind
show_classes(Checker *checker, size_t at, const RequestedFile *file, Error *err)
{
    CheckedFile *checked = &checker->checked->files.items[at];
    Count *count = NULL;
    TRY(count_make(checker->arena, checker->input->people, file, &count, err));
    TRY(count_households(checker->arena, checker->input->people, count, err));
    checked->file = file;
    checked->count = count;
    checked->shown = arena_take_array(checker->arena, count->cells, sizeof *checked->shown);
    memset(checked->shown, true, count->cells * sizeof *checked->shown);
    checker->unsafe[at] = arena_take_array(checker->arena, count->cells, sizeof(bool));
    mark_unsafe(checker, at);
    return ERROR_NONE;
}

/* Coarser and coarser until no cell is unsafe by itself, or the coarsest is reached. */
static ErrorKind
protect_recode(Checker *checker, size_t at, Error *err)
{
    const RecodeSteps *steps = &checker->input->recodes[at];
    while (has_unsafe(checker, at) && checker->step[at] + 1 < steps->count)
        TRY(show_classes(checker, at, steps->items[++checker->step[at]], err));
    return ERROR_NONE;
}

static ErrorKind
protect_file(Checker *checker, size_t at, Error *err)
{
    const CheckInput *input = checker->input;
    CheckedFile *file = &checker->checked->files.items[at];
    bool proven = true;
    if (file->count == NULL || input->method == METHOD_NONE ||
        !output_type_is_table(file->file->type) || !has_unsafe(checker, at) ||
        (input->method == METHOD_ROUND && !can_be_rounded(input, file)))
        return ERROR_NONE;
    file->method = input->method;
    if (input->method == METHOD_RECODE)
        return protect_recode(checker, at, err);
    if (input->method == METHOD_ROUND)
        return protect_round(checker->arena, input, checker->unsafe[at], file, err);
    if (input->method == METHOD_CELL_KEY)
        return protect_cell_key(checker->arena, &input->people->noise, file, err);
    TRY(protect_suppress(checker->arena, input, checker->unsafe[at], file, &proven, err));
    if (!proven)
        found_file(checker, FINDING_SUPPRESSED, file->file->name, 0,
                   "the certificate failed: no pattern of suppressions was proven safe");
    return ERROR_NONE;
}

static ErrorKind
against_history(Checker *checker, Findings *found, bool *ret_marked, Error *err)
{
    const CheckInput *input = checker->input;
    PublishedTables fresh = {0};
    size_t count = checker->checked->files.count;
    size_t *of = arena_take_array(checker->arena, 3 * count + 1, sizeof *of);
    for (size_t at = 0; at < count; at++)
    {
        CheckedFile *file = &checker->checked->files.items[at];
        size_t before = fresh.count;
        if (file->count != NULL)
            TRY(check_published(checker->arena, input->people,
                                arena_print(checker->arena, "this request, %s", file->file->name),
                                file, &fresh, err));
        for (; before < fresh.count; before++)
            of[before] = at;
    }
    bool **unsafe = arena_take_array(checker->arena, fresh.count + 1, sizeof *unsafe);
    HistoryOptions options = {.people = input->people,
                              .threshold = input->rules.threshold,
                              .sample = input->rules.sample,
                              .dominance = input->rules.dominance,
                              .two = input->rules.two,
                              .range = check_range(&input->rules),
                              .solver = input->solver};
    TRY(history_check(checker->arena, input->old, &fresh, &options, found, unsafe, err));
    for (size_t table = 0; table < fresh.count; table++)
        for (size_t cell = 0; unsafe[table] != NULL && cell < fresh.items[table].count->cells;
             cell++)
            if (unsafe[table][cell] &&
                fresh.items[table].count == checker->checked->files.items[of[table]].count &&
                !checker->unsafe[of[table]][cell])
            {
                checker->unsafe[of[table]][cell] = true;
                *ret_marked = true;
            }
    return ERROR_NONE;
}

/* Suppression and history in turns: what the history needs hidden is hidden, with a new
 * certificate, until nothing is left to hide. */
static ErrorKind
protect_all(Checker *checker, Error *err)
{
    for (int round = 0;; round++)
    {
        bool marked = false;
        Findings found = {0};
        size_t before = checker->checked->findings.count;
        for (size_t at = 0; at < checker->checked->files.count; at++)
            TRY(protect_file(checker, at, err));
        TRY(against_history(checker, &found, &marked, err));
        /* Recoding comes to an end by itself: each round is a coarser table. */
        bool again = marked && found.count > 0 && checker->input->method != METHOD_NONE &&
                     (round < ROUNDS_MOST || checker->input->method == METHOD_RECODE);
        if (again)
        {
            checker->checked->findings.count = before;
            continue;
        }
        for (size_t at = 0; at < found.count; at++)
            *LIST_ADD(checker->arena, &checker->checked->findings) = found.items[at];
        return ERROR_NONE;
    }
}

/* What stays wrong with the cells as they would be shown. */
static void
judge_shown(Checker *checker, size_t at)
{
    CheckedFile *file = &checker->checked->files.items[at];
    Findings found = {0};
    if (file->count == NULL || file->file->type == OUTPUT_MODEL)
        return;
    RuleScope scope = scope_of(checker, at);
    rule_groups(&scope);
    if (file->changed != NULL)
        return;
    bool *unsafe = scope.unsafe;
    scope.findings = &found;
    scope.unsafe = arena_take_array(checker->arena, file->count->cells, sizeof *scope.unsafe);
    if (file->method == METHOD_NONE || file->method == METHOD_RECODE)
    {
        scope.findings = &checker->checked->findings;
        rule_cells(&scope);
        return;
    }
    for (size_t cell = 0; cell < file->count->cells; cell++)
        if (unsafe[cell] && file->shown[cell] && !file->known[cell])
            found_file(checker, FINDING_SUPPRESSED, file->file->name, 0,
                       "a cell that had to be suppressed was not");
}

static ErrorKind
check_files(Checker *checker, Error *err)
{
    const Request *request = checker->input->request;
    for (size_t at = 0; at < request->files.count; at++)
    {
        const RequestedFile *file = &request->files.items[at];
        LIST_ADD(checker->arena, &checker->checked->files)->file = file;
        if (file->type == OUTPUT_NOTE || file->type == OUTPUT_FIGURE)
            check_words(checker, at);
        else
            TRY(check_numbers(checker, at, err));
    }
    for (size_t at = 0; at < request->files.count; at++)
        if (output_type_is_table(request->files.items[at].type) &&
            checker->checked->files.items[at].count != NULL)
            mark_unsafe(checker, at);
    return ERROR_NONE;
}

const char *
level_name(bool households)
{
    return households ? "persons and households" : "persons";
}

static bool
judged_households(const Checked *checked)
{
    bool all = false;
    for (size_t at = 0; at < checked->files.count; at++)
    {
        const Count *count = checked->files.items[at].count;
        if (count != NULL && count->households == NULL)
            return false;
        all = all || count != NULL;
    }
    return all;
}

ErrorKind
check_request(Arena *arena, const CheckInput *input, Checked *ret_checked, Error *err)
{
    *ret_checked = (Checked){0};
    Checker checker = {.arena = arena, .input = input, .checked = ret_checked};
    checker.unsafe =
        arena_take_array(arena, input->request->files.count + 1, sizeof *checker.unsafe);
    checker.step = arena_take_array(arena, input->request->files.count + 1, sizeof *checker.step);
    TRY(check_files(&checker, err));
    TRY(protect_all(&checker, err));
    for (size_t at = 0; at < ret_checked->files.count; at++)
    {
        CheckedFile *file = &ret_checked->files.items[at];
        judge_shown(&checker, at);
        if (file->count != NULL && file->file->type != OUTPUT_MODEL)
            file->canonical = canonical_table(arena, file);
        file->size = file->canonical == NULL ? 0 : strlen(file->canonical);
    }
    ret_checked->households = judged_households(ret_checked);
    findings_sort(&ret_checked->findings);
    return ERROR_NONE;
}

Digest
checked_digest(Arena *arena, const Checked *checked)
{
    Hasher *hasher = hasher_new(arena);
    for (size_t at = 0; at < checked->files.count; at++)
    {
        const CheckedFile *file = &checked->files.items[at];
        const char *head = arena_print(arena, "%s %zu\n", file->file->name, file->size);
        hasher_add(hasher, head, strlen(head));
        hasher_add(hasher, file->canonical == NULL ? "" : file->canonical, file->size);
    }
    return hasher_end(hasher);
}
