#include "output/checker.h"

#include "core/text.h"
#include "output/canonical.h"
#include "output/figure.h"

#include <string.h>

#define FIGURE_BITS 9 /* marks, fields and scales */
#define TERM_BITS 37  /* an estimate, of 380,001 values, and an error, of 190,000 */

void
checker_found(Checker *checker, Rule rule, const char *file, int64_t number, const char *detail)
{
    *LIST_ADD(checker->arena, &checker->checked->findings) =
        (Finding){.rule = rule, .file = file, .number = number, .detail = detail};
}

RuleScope
checker_scope(Checker *checker, size_t at)
{
    CheckedFile *file = &checker->checked->files.items[at];
    return (RuleScope){.arena = checker->arena,
                       .rules = &checker->input->rules,
                       .file = file->file,
                       .count = file->count,
                       .findings = &checker->checked->findings,
                       .unsafe = checker->unsafe[at]};
}

void
checker_mark_unsafe(Checker *checker, size_t at)
{
    Findings found = {0};
    RuleScope scope = checker_scope(checker, at);
    scope.findings = &found;
    rule_cells(&scope);
}

static void
found_form(Checker *checker, const char *file, const Complaints *complaints)
{
    for (size_t at = 0; at < complaints->count && at < 20; at++)
        checker_found(checker, FINDING_FORM, file, (int64_t)complaints->items[at].place.line,
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
        checker_found(checker, FINDING_TYPE, file->name, 0, kind);
        return NULL;
    }
    checker_found(checker, FINDING_FORM, file->name, 0, "the file is not there");
    return NULL;
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
    RuleScope scope = checker_scope(checker, at);
    if (file->type == OUTPUT_MODEL)
    {
        rule_model(&scope);
        checked->canonical = canonical_model(checker->arena, file, &given);
        checker_found(checker, FINDING_CAPACITY, file->name, model_bits(file, &given), NULL);
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
        checker_found(checker, FINDING_CAPACITY, file->name,
                      file->type == OUTPUT_NOTE ? 7 * (int64_t)strlen(checked->canonical)
                                                : FIGURE_BITS,
                      NULL);
}

/* What stays wrong with the cells as they would be shown. */
static void
judge_shown(Checker *checker, size_t at)
{
    CheckedFile *file = &checker->checked->files.items[at];
    Findings found = {0};
    if (file->count == NULL || file->file->type == OUTPUT_MODEL)
        return;
    RuleScope scope = checker_scope(checker, at);
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
            checker_found(checker, FINDING_SUPPRESSED, file->file->name, 0,
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
            checker_mark_unsafe(checker, at);
    return ERROR_NONE;
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
    TRY(checker_protect(&checker, err));
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
