/* Protection of the files of a request, and the history, in turns. */
#include "output/checker.h"
#include "output/protect.h"

#include <string.h>

#define ROUNDS_MOST 12 /* of protection: each round suppresses more, or ends */

static bool
has_unsafe(const Checker *checker, size_t at)
{
    for (size_t cell = 0; cell < checker->checked->files.items[at].count->cells; cell++)
        if (checker->unsafe[at][cell])
            return true;
    return false;
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
    checker_mark_unsafe(checker, at);
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
        checker_found(checker, FINDING_SUPPRESSED, file->file->name, 0,
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
ErrorKind
checker_protect(Checker *checker, Error *err)
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
