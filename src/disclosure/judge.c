#include "disclosure/alone.h"
#include "disclosure/attack.h"
#include "disclosure/certificate.h"
#include "disclosure/insider.h"
#include "disclosure/known.h"
#include "disclosure/optimum.h"
#include "disclosure/pattern.h"
#include "disclosure/system.h"
#include "disclosure/trim.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define TRIES 4
#define MOST_TRIES 16
#define MOST_STARTS 64
#define WHOLE_STEPS 1000
#define ALONE_ROUNDS 128
/* Matrix entries up to which the search begins again with what keeps somebody from a cell of
 * others by reasoning; in larger tables it is hidden besides what was found. */
#define AGAIN 24000

static Rules
rules_of(const DisclosureRules *rules)
{
    return (Rules){.minimum = rules->minimum,
                   .range = rules->range,
                   .dominant = rules->dominant,
                   .dominance = rules->dominance,
                   .percent = rules->percent,
                   .prior = rules->prior,
                   .coalition = rules->coalition,
                   .share = rules->share,
                   .difference = rules->difference,
                   .zeros = rules->zeros};
}

/* The rules as text, so that a certificate can be bound to them without telling them. */
static Digest
rules_digest(const Rules *rules)
{
    SCRATCH Arena *work = arena_new("rules");
    Text text = text_new(work);
    text_print(&text,
               "minimum=%" PRId64 " range=%" PRId64 " dominant=%" PRId64 " dominance=%" PRId64
               " percent=%" PRId64 " prior=%" PRId64 " coalition=%" PRId64 " share=%" PRId64
               " difference=%" PRId64 " zeros=%d",
               rules->minimum, rules->range, rules->dominant, rules->dominance, rules->percent,
               rules->prior, rules->coalition, rules->share, rules->difference, rules->zeros);
    return digest_of(text.bytes, text.size);
}

/* An aggregated cell: its value is its number of contributors. */
static Tally
tally_of(const Disclosure *tables, size_t cell)
{
    if (tables->tally != NULL)
        return tables->tally[cell];
    int64_t value = tables->model->cell[cell].value;
    Tally tally = {.contributors = value, .records = value, .total = value, .size = value};
    tally.top[0] = 1;
    tally.top_times[0] = value;
    tally.negative = value < 0;
    return tally;
}

/* The virtual cells of differences that leave too few, appended to the model. */
static ErrorKind
add_differences(Disclosure *tables, const Rules *rules, const Margin *margins, size_t count,
                Error *err)
{
    SCRATCH Arena *work = arena_new("differences");
    for (size_t at = 0; at < count; at++)
    {
        Tally margin = tally_of(tables, margins[at].margin);
        Tally cell = tally_of(tables, margins[at].cell);
        if (primary_differs(rules, &margin, &cell))
            system_add_difference(tables, margins[at]);
    }
    int64_t *width = arena_take_array(work, tables->virtuals.count + 1, sizeof *width);
    for (size_t at = 0; at < tables->virtuals.count; at++)
        width[at] = rules->range > 0 ? rules->range : 1;
    return tables->virtuals.count > 0 ? system_widen(tables, width, err) : ERROR_NONE;
}

static ErrorKind
apply_to_margins(Disclosure *tables, const Rules *rules, Error *err)
{
    SCRATCH Arena *work = arena_new("margins");
    struct LIST_OF(Margin) all = {0};
    for (size_t at = 0; at < tables->tables.count; at++)
    {
        const SystemTable *table = &tables->tables.items[at];
        CrossTable shown = {.shown = (const uint32_t *const *)table->shown,
                            .shown_count = table->shown_count};
        size_t count;
        Margin *margins = primary_margins(work, tables->dimensions, tables->dimension_count, &shown,
                                          table->first, &count);
        for (size_t pair = 0; pair < count; pair++)
            *LIST_ADD(work, &all) = margins[pair];
    }
    if (rules->share > 0)
        primary_shares(rules, tables->model, all.items, all.count);
    if (rules->difference > 0)
        TRY(add_differences(tables, rules, all.items, all.count, err));
    return ERROR_NONE;
}

/* Records whose contributors were not counted, since a factor would make no sense of that? */
static bool
counts_nobody(const Disclosure *tables)
{
    return tables->records.inner != NULL && tables->tally == NULL;
}

static ErrorKind
apply(Disclosure *tables, const Rules *rules, Error *err)
{
    if (tables->model == NULL || tables->ruled)
        return error_set(err, ERROR_USAGE, "rules come once, after shape and values are built");
    TRY(rules_check(rules, err));
    if (tables->tally == NULL && (rules->dominant > 0 || rules->percent > 0))
        return error_set(err, ERROR_USAGE,
                         "rules on the greatest contributors need records, not aggregated values");
    if (counts_nobody(tables) && (rules->minimum > 0 || rules->difference > 0))
        return error_set(err, ERROR_USAGE,
                         "a cell with a factor other than 1 among records: contributors are not "
                         "counted, and no rule on their number can be applied");
    tables->ruled = true;
    tables->proofs = NULL;
    tables->rules = rules_digest(rules);
    for (size_t cell = 0; cell < tables->cells; cell++)
    {
        Tally tally = tally_of(tables, cell);
        primary_judge(rules, &tally, &tables->model->cell[cell]);
    }
    if (rules->share > 0 || rules->difference > 0)
        return apply_to_margins(tables, rules, err);
    return ERROR_NONE;
}

bool
disclosure_apply(Disclosure *tables, const DisclosureRules *rules, DisclosureError *err)
{
    Error inner;
    Rules own = rules_of(rules);
    return system_report(apply(tables, &own, &inner), &inner, err);
}

size_t
disclosure_cells(const Disclosure *tables)
{
    return tables->model == NULL ? 0 : tables->model->cells;
}

DisclosureCell
disclosure_cell(const Disclosure *tables, size_t number)
{
    if (tables->model == NULL || number >= tables->model->cells)
        return (DisclosureCell){0};
    const Cell *cell = &tables->model->cell[number];
    DisclosureCell out = {.value = cell->value,
                          .cost = cell->cost,
                          .status = (DisclosureStatus)cell->status,
                          .reasons = cell->reasons,
                          .single = cell->single,
                          .forced = cell->forced,
                          .upper = cell->upper,
                          .lower = cell->lower,
                          .width = cell->width,
                          .least = cell->value,
                          .most = cell->value};
    if (number < tables->cells)
    {
        Tally tally = tally_of(tables, number);
        out.contributors = tally.contributors;
        out.negative = tally.negative;
    }
    if (tables->proofs != NULL && number < tables->proofs->model->cells)
    {
        out.least += tables->proofs->reach[number].down;
        out.most += tables->proofs->reach[number].up;
    }
    return out;
}

/* No interval is wider than values go. */
static int64_t
need_of(int64_t need)
{
    return need < 0 ? 0 : need < MODEL_LIMIT ? need : MODEL_LIMIT - 1;
}

void
disclosure_set_cell(Disclosure *tables, size_t number, const DisclosureCell *to)
{
    if (tables->model == NULL || number >= tables->model->cells)
        return;
    Cell *cell = &tables->model->cell[number];
    tables->proofs = NULL;
    if (to->status < DISCLOSURE_VIRTUAL)
        cell->status = (CellStatus)to->status;
    cell->cost = to->cost > 0 ? to->cost : 1;
    cell->forced = to->forced;
    cell->upper = need_of(to->upper);
    cell->lower = need_of(to->lower);
    cell->width = need_of(to->width);
    if (cell->status == CELL_PRIMARY && cell->reasons == 0)
        cell->reasons = RULE_GIVEN;
}

static ErrorKind
options_of(const Disclosure *tables, const DisclosureOptions *options, ProtectOptions *ret_options,
           Error *err)
{
    if (tables->model == NULL)
        return error_set(err, ERROR_USAGE, "shape and values are not built yet");
    if (options->solver == NULL || options->tries < 0 || options->tries > MOST_TRIES ||
        options->trims < 0 || options->starts < 0 || options->starts > MOST_STARTS ||
        options->whole_steps < 0)
        return error_set(err, ERROR_USAGE, "no solver, or an option outside its bounds");
    if (options->singles && counts_nobody(tables))
        return error_set(
            err, ERROR_USAGE,
            "a cell with a factor other than 1 among records: who is alone in cells is "
            "not known");
    for (size_t cell = 0; cell < tables->model->cells; cell++)
        if (tables->model->cell[cell].forced && cell_is_sensitive(&tables->model->cell[cell]))
            return error_set(err, ERROR_USAGE, "cell %zu is unsafe, and published whatever happens",
                             cell);
    *ret_options = (ProtectOptions){.solver = options->solver,
                                    .singles = options->singles,
                                    .tries = options->tries > 0 ? options->tries : TRIES,
                                    .trims = options->trims,
                                    .starts = options->starts,
                                    .whole_steps = options->whole_steps > 0 ? options->whole_steps
                                                                            : WHOLE_STEPS,
                                    .tell = options->tell,
                                    .told = options->told};
    return ERROR_NONE;
}

static void
summarise(Disclosure *tables, const Outcome *outcome, DisclosureSummary *ret_summary)
{
    SCRATCH Arena *work = arena_new("exposed");
    bool *exposed = arena_take_array(work, tables->model->cells + 1, sizeof *exposed);
    tables->proofs = outcome->proofs;
    *ret_summary = (DisclosureSummary){.primary = outcome->primary,
                                       .secondary = outcome->secondary,
                                       .open = outcome->open,
                                       .exposed = pattern_exposed(tables->model, exposed),
                                       .programs = outcome->size.programs,
                                       .free = outcome->size.free,
                                       .parts = outcome->size.components};
}

/* Who is alone in a cell of aggregated counts: the inner cell that has the 1. */
static uint32_t
sole_of_counts(const Model *model, size_t cell)
{
    uint32_t sole = ALONE_NOBODY;
    for (size_t at = model->start[cell]; at < model->start[cell + 1]; at++)
    {
        int64_t value = model->value[model->row[at]];
        if (value == 0)
            continue;
        if (value != 1 || model->factor[at] != 1 || sole != ALONE_NOBODY)
            return ALONE_NOBODY;
        sole = model->row[at];
    }
    return sole;
}

/* Who is alone in each of the caller's cells. */
static uint32_t *
find_soles(Arena *arena, const Disclosure *tables)
{
    uint32_t *sole = arena_take_array(arena, tables->cells, sizeof *sole);
    for (size_t cell = 0; cell < tables->cells; cell++)
        if (tables->tally == NULL)
            sole[cell] = sole_of_counts(tables->model, cell);
        else
            sole[cell] =
                tables->tally[cell].contributors == 1 ? tables->tally[cell].sole : ALONE_NOBODY;
    return sole;
}

/* How often somebody works a cell out who is alone in several, by facts that live with tables. */
static size_t
find_alone(Disclosure *tables, const DisclosureSolver *solver, const uint32_t *sole,
           AloneFacts *facts)
{
    SCRATCH Arena *work = arena_new("known");
    bool *known = arena_take_array(work, tables->model->inner + 1, sizeof *known);
    known_find(tables->model, solver, known);
    return alone_find(tables->arena, tables->model, known, sole, tables->cells, facts);
}

/* How often somebody works a cell out by reasoning, and facts that keep him from it. */
static size_t
find_insiders(Disclosure *tables, const ProtectOptions *options, Outcome *outcome,
              const uint32_t *sole, AloneFacts *facts)
{
    SCRATCH Arena *work = arena_new("insiders");
    bool *secret = arena_take_array(work, tables->cells + 1, sizeof *secret);
    for (size_t cell = 0; cell < tables->cells; cell++)
        secret[cell] = cell_is_sensitive(&tables->model->cell[cell]) &&
                       !cell_is_shown(&tables->model->cell[cell]) &&
                       tally_of(tables, cell).contributors > 0;
    Insiders insiders = {.sole = sole, .secret = secret, .cells = tables->cells};
    return insider_find(tables->arena, tables->model, outcome->proofs, &insiders, options, facts);
}

/* How often somebody works a cell out; by reasoning, only where nobody does by adding and
 * subtracting. */
static size_t
find_worked_out(Disclosure *tables, const ProtectOptions *options, Outcome *outcome,
                const uint32_t *sole, AloneFacts *facts)
{
    size_t found = find_alone(tables, options->solver, sole, facts);
    return found > 0 ? found : find_insiders(tables, options, outcome, sole, facts);
}

/* Is the fact one of the model's virtual cells already, as wide? Then another one helps nobody. */
static bool
is_virtual(const Disclosure *tables, size_t virtuals, const AloneFact *fact)
{
    for (size_t at = 0; at < virtuals; at++)
    {
        const SystemCell *cell = &tables->virtuals.items[at];
        const Cell *need = &tables->model->cell[tables->model->cells - virtuals + at];
        if (cell->count == fact->count && cell->factor != NULL && need->width >= fact->width &&
            memcmp(cell->row, fact->row, fact->count * sizeof *fact->row) == 0 &&
            memcmp(cell->factor, fact->factor, fact->count * sizeof *fact->factor) == 0)
            return true;
    }
    return false;
}

/* Adds a virtual cell for each new fact that lets somebody work a cell out, or that keeps him from
 * it; *ret_added: how many. Returns how often somebody does. */
static size_t
guard_alone(Disclosure *tables, const ProtectOptions *options, Outcome *outcome,
            const uint32_t *sole, bool reasoning, size_t *ret_added)
{
    SCRATCH Arena *work = arena_new("alone");
    AloneFacts facts = {0};
    Error err;
    size_t found = reasoning ? find_worked_out(tables, options, outcome, sole, &facts)
                             : find_alone(tables, options->solver, sole, &facts);
    size_t before = tables->virtuals.count;
    int64_t *width = arena_take_array(work, facts.count + 1, sizeof *width);
    size_t added = 0;
    for (size_t at = 0; at < facts.count; at++)
    {
        const AloneFact *fact = &facts.items[at];
        if (is_virtual(tables, before, fact))
            continue;
        *LIST_ADD(tables->arena, &tables->virtuals) =
            (SystemCell){fact->row, fact->factor, fact->count};
        width[added++] = fact->width;
    }
    *ret_added = added;
    if (added == 0 || system_widen(tables, width, &err) == ERROR_NONE)
        return found;
    tables->virtuals.count = before; /* a value of more than 62 bits: left as it is, and open */
    *ret_added = 0;
    return found;
}

typedef bool Finder(Disclosure *tables, const ProtectOptions *options, Outcome *ret_outcome);

static bool
find_pattern(Disclosure *tables, const ProtectOptions *options, Outcome *ret_outcome)
{
    *ret_outcome = protect(tables->arena, tables->model, options);
    return true;
}

static bool
find_optimum(Disclosure *tables, const ProtectOptions *options, Outcome *ret_outcome)
{
    ProtectOptions own = *options;
    own.singles = false; /* by what they work out (find_settled), which is a need like others */
    return optimum_find(tables->arena, tables->model, &own, ret_outcome);
}

/* Who must not work out what, for a pattern that is judged as it comes. */
typedef struct Guarded
{
    Disclosure *tables;
    const ProtectOptions *options;
    const uint32_t *sole;
} Guarded;

static size_t
count_worked_out(const Guarded *guarded, Outcome *outcome)
{
    AloneFacts facts = {0};
    return find_worked_out(guarded->tables, guarded->options, outcome, guarded->sole, &facts);
}

static size_t
judge_guarded(void *judged, Outcome *outcome)
{
    return count_worked_out(judged, outcome);
}

/* Hides what keeps those who are alone from cells of others by reasoning. What was proven holds as
 * before, since less is published. Returns how often somebody still works a cell out. */
static size_t
hide_from_insiders(const Guarded *guarded, Outcome *outcome)
{
    Disclosure *tables = guarded->tables;
    for (int round = 0;; round++)
    {
        AloneFacts facts = {0};
        size_t found = find_insiders(tables, guarded->options, outcome, guarded->sole, &facts);
        if (facts.count == 0 || round == ALONE_ROUNDS)
            return found;
        for (size_t at = 0; at < facts.count; at++)
            tables->model->cell[facts.items[at].cell].status = CELL_SECONDARY;
        outcome->secondary += facts.count;
    }
}

/* Finds a pattern, and again with what it still lets contributors work out who are alone in cells,
 * until there is nothing more of it. */
static bool
find_settled(const Guarded *guarded, Finder *find, const CellStatus *before, Outcome *ret_outcome)
{
    Disclosure *tables = guarded->tables;
    ProtectOptions own = *guarded->options;
    bool again = tables->model->start[tables->model->cells] <= AGAIN;
    own.starts = 1;
    for (int round = 0; find(tables, &own, ret_outcome); round++)
    {
        size_t added = 0;
        if (ret_outcome->open > 0)
            return true;
        size_t found = round < ALONE_ROUNDS ? guard_alone(tables, guarded->options, ret_outcome,
                                                          guarded->sole, again, &added)
                                            : count_worked_out(guarded, ret_outcome);
        if (added == 0 && found == 0 && !again)
            found = hide_from_insiders(guarded, ret_outcome);
        if (added == 0)
        {
            ret_outcome->open += found;
            return true;
        }
        for (size_t cell = 0; cell < tables->cells; cell++)
            tables->model->cell[cell].status = before[cell];
    }
    return false;
}

/* Takes the best of many starts of which nobody works anything out, where it is better. */
static void
find_better(Guarded *guarded, const CellStatus *before, Outcome *outcome)
{
    SCRATCH Arena *work = arena_new("better");
    Model *model = guarded->tables->model;
    CellStatus *settled = model_statuses(work, model);
    ProtectOptions own = *guarded->options;
    own.judge = judge_guarded;
    own.judged = guarded;
    for (size_t cell = 0; cell < guarded->tables->cells; cell++)
        model->cell[cell].status = before[cell];
    Outcome next = protect(guarded->tables->arena, model, &own);
    if (next.open == 0 && next.secondary < outcome->secondary)
        *outcome = next;
    else
        model_set_statuses(model, settled);
}

/* Publishes what everybody works out anyway; not where somebody alone works more out with it, which
 * only a solver that failed can cause. */
static void
release_known(const Guarded *guarded, Outcome *outcome)
{
    SCRATCH Arena *work = arena_new("published");
    Model *model = guarded->tables->model;
    CellStatus *before = model_statuses(work, model);
    size_t published = trim_known(model, outcome->proofs, guarded->options->solver);
    if (published > 0 && guarded->sole != NULL && count_worked_out(guarded, outcome) > 0)
        model_set_statuses(model, before);
    else
        outcome->secondary -= published;
}

/* Finds a pattern, guarded against who is alone in cells if that is asked for, first from one start
 * only and then from options->starts, which is at least 1. What everybody works out anyway is
 * published in the end, if needless suppressions are sought. */
static bool
find_guarded(Disclosure *tables, const ProtectOptions *options, Finder *find, Outcome *ret_outcome)
{
    SCRATCH Arena *work = arena_new("guarded");
    CellStatus *before = model_statuses(work, tables->model);
    Guarded guarded = {tables, options, options->singles ? find_soles(work, tables) : NULL};
    if (guarded.sole == NULL)
    {
        if (!find(tables, options, ret_outcome))
            return false;
    }
    else
    {
        if (!find_settled(&guarded, find, before, ret_outcome))
            return false;
        if (ret_outcome->open == 0 && options->starts > 1)
            find_better(&guarded, before, ret_outcome);
    }
    if (ret_outcome->open == 0 && options->trims > 0)
        release_known(&guarded, ret_outcome);
    return true;
}

bool
disclosure_protect(Disclosure *tables, const DisclosureOptions *options,
                   DisclosureSummary *ret_summary, DisclosureError *err)
{
    Error error;
    ProtectOptions own = {0};
    Outcome outcome = {0};
    if (!system_report(options_of(tables, options, &own, &error), &error, err))
        return false;
    own.starts = protect_starts(tables->model, &own);
    (void)find_guarded(tables, &own, find_pattern, &outcome);
    summarise(tables, &outcome, ret_summary);
    return true;
}

bool
disclosure_audit(Disclosure *tables, const DisclosureOptions *options,
                 DisclosureSummary *ret_summary, DisclosureError *err)
{
    SCRATCH Arena *work = arena_new("audit");
    Error error;
    ProtectOptions own = {0};
    AloneFacts facts = {0};
    if (!system_report(options_of(tables, options, &own, &error), &error, err))
        return false;
    const uint32_t *sole = own.singles ? find_soles(work, tables) : NULL;
    own.singles = false; /* the same question, asked without a look at who it is */
    Outcome outcome = protect_audit(tables->arena, tables->model, &own);
    if (sole != NULL)
        outcome.open += find_worked_out(tables, &own, &outcome, sole, &facts);
    summarise(tables, &outcome, ret_summary);
    return true;
}

bool
disclosure_optimum(Disclosure *tables, const DisclosureOptions *options,
                   DisclosureSummary *ret_summary, DisclosureError *err)
{
    Error error;
    ProtectOptions own = {0};
    Outcome outcome = {0};
    if (!system_report(options_of(tables, options, &own, &error), &error, err))
        return false;
    own.starts = 1; /* a second search would find the same */
    if (!find_guarded(tables, &own, find_optimum, &outcome))
    {
        ErrorKind kind = error_set(&error, ERROR_DATA, "no optimum was found");
        return system_report(kind, &error, err);
    }
    summarise(tables, &outcome, ret_summary);
    return true;
}

bool
disclosure_intervals(Disclosure *tables, const DisclosureOptions *options, const size_t *cell,
                     size_t count, double *ret_least, double *ret_most, DisclosureError *err)
{
    Error error;
    ProtectOptions own = {0};
    if (!system_report(options_of(tables, options, &own, &error), &error, err))
        return false;
    SCRATCH Arena *work = arena_new("intervals");
    AttackOptions attacker = {.solver = own.solver};
    Attack *attack = attack_new(work, tables->model, &attacker);
    for (size_t at = 0; at < count; at++)
    {
        if (!attack_interval(attack, NULL, cell[at], &ret_least[at], &ret_most[at]))
        {
            ErrorKind kind =
                error_set(&error, ERROR_DATA, "cell %zu: the solver gave up", cell[at]);
            return system_report(kind, &error, err);
        }
        ret_least[at] += (double)tables->model->cell[cell[at]].value;
        ret_most[at] += (double)tables->model->cell[cell[at]].value;
        if (options->tell != NULL)
            options->tell(options->told, "intervals", (double)(at + 1) / (double)count);
    }
    return true;
}

const char *
disclosure_certificate(Disclosure *tables, size_t *ret_size)
{
    if (tables->proofs == NULL)
    {
        *ret_size = 0;
        return "";
    }
    Text text = certificate_print(tables->arena, tables->model, tables->proofs, &tables->rules);
    *ret_size = text.size;
    return text.bytes;
}
