#include "output/protect.h"

#include "output/inner.h"

ErrorKind
protect_fault(const DisclosureError *from, Error *err)
{
    return error_set(err, ERROR_INTERNAL, "suppression: %s", from->message);
}

static void
close_tables(Disclosure **tables)
{
    disclosure_free(*tables);
}
#define CLOSES_TABLES __attribute__((cleanup(close_tables)))

bool
protect_add_axis(Arena *arena, Disclosure *tables, size_t classes, DisclosureError *from)
{
    uint32_t *leaf = arena_take_array(arena, classes, sizeof *leaf);
    DisclosureNode *nodes = arena_take_array(arena, classes + 1, sizeof *nodes);
    for (size_t at = 0; at < classes; at++)
    {
        leaf[at] = (uint32_t)at;
        nodes[at] = (DisclosureNode){&leaf[at], 1};
    }
    nodes[classes] = (DisclosureNode){leaf, classes};
    /* A dimension of one class has no margin of its own: both nodes are the same leaf. */
    return disclosure_add_dimension(tables, classes, nodes, classes + 1, from);
}

/* Of persons whom the recipient does not hold himself: those he can take off. */
static ErrorKind
build(Arena *arena, const Count *count, bool sample, Disclosure *tables, Error *err)
{
    DisclosureError from = {{0}};
    DisclosureShown shown[REQUEST_TERMS] = {{0}};
    size_t first = 0;
    size_t cells = 0;
    size_t inner = 0;
    int64_t *values = arena_take_array(arena, count->cells, sizeof *values);
    for (size_t axis = 0; axis < count->axes; axis++)
        if (!protect_add_axis(arena, tables, count->places[axis] - 1, &from))
            return protect_fault(&from, err);
    for (size_t cell = 0; cell < count->cells; cell++)
        if (!count_is_margin(count, cell))
            values[inner++] = count->persons[cell] - (sample ? count->sampled[cell] : 0);
    if (!disclosure_add_table(tables, shown, &first, &cells, &from) ||
        !disclosure_set_values(tables, values, inner, &from) || !disclosure_build(tables, &from))
        return protect_fault(&from, err);
    return cells == count->cells ? ERROR_NONE
                                 : error_set(err, ERROR_INTERNAL, "suppression: other cells");
}

static void
mark_cell(const CheckInput *input, const CheckedFile *file, size_t cell, Disclosure *tables)
{
    DisclosureCell to = disclosure_cell(tables, cell);
    to.forced = file->known[cell];
    if (!to.forced)
    {
        to.status = DISCLOSURE_PRIMARY;
        to.width = check_range(&input->rules);
    }
    if (!to.forced && file->file->has_measure)
        total_need(file->count, cell, &to);
    disclosure_set_cell(tables, cell, &to);
}

/* What was published before cannot be hidden: the same persons, and for sums and means the same
 * measure of them. */
static ErrorKind
find_known(Arena *arena, const CheckInput *input, CheckedFile *file, Error *err)
{
    PublishedTable table = {.name = file->file->name, .file = file->file, .count = file->count};
    PublishedTables comparable = {0};
    for (size_t at = 0; at < input->old->count; at++)
    {
        const RequestedFile *old = input->old->items[at].file;
        if (!file->file->has_measure ||
            (old->has_measure && attribute_equal(&old->measure, &file->file->measure)))
            *LIST_ADD(arena, &comparable) = input->old->items[at];
    }
    file->known = arena_take_array(arena, file->count->cells, sizeof *file->known);
    return history_known(&comparable, &table, file->known, err);
}

ErrorKind
protect_suppress(Arena *arena, const CheckInput *input, const bool *unsafe, CheckedFile *file,
                 bool *ret_proven, Error *err)
{
    CLOSES_TABLES Disclosure *tables = disclosure_new();
    DisclosureError from = {{0}};
    DisclosureSummary summary = {0};
    DisclosureOptions options = {.solver = input->solver, .singles = true, .trims = 2};
    size_t size = 0;
    bool totals = file->file->has_measure;
    TRY(find_known(arena, input, file, err));
    if (totals)
        TRY(total_build(arena, file->count, tables, err));
    else
        TRY(build(arena, file->count, input->rules.sample, tables, err));
    for (size_t cell = 0; cell < file->count->cells; cell++)
        if (unsafe[cell] || file->known[cell])
            mark_cell(input, file, cell, tables);
    if (!disclosure_protect(tables, &options, &summary, &from))
        return protect_fault(&from, err);
    for (size_t cell = 0; cell < file->count->cells; cell++)
        file->shown[cell] = disclosure_cell(tables, cell).status == DISCLOSURE_PUBLISHED;
    const char *certificate = disclosure_certificate(tables, &size);
    file->certificate = certificate == NULL ? NULL : arena_copy(arena, certificate, size);
    *ret_proven = summary.open == 0 && summary.exposed == 0;
    return ERROR_NONE;
}
