#include "command/risk.h"
#include "command/table_axis.h"
#include "disclosure/recoding.h"

#include <inttypes.h>
#include <string.h>

/* The values of a key as the axis takes them, an empty one for missing first; ret_code: whose code
 * each is. */
static const char **
values_of(Arena *arena, const RiskInput *input, size_t key, size_t *ret_count)
{
    size_t codes = input->table.sizes[key];
    uint32_t missing = input->table.missing[key];
    const char **values = arena_take_array(arena, codes + 1, sizeof *values);
    size_t count = 0;
    if (missing != KEY_NEVER_MISSING)
        values[count++] = "";
    for (size_t code = 0; code < codes; code++)
        if (code != missing && input->labels[key][code] != NULL &&
            (count == 0 || input->labels[key][code][0] != '\0'))
            values[count++] = input->labels[key][code];
    if (count == 0)
        values[count++] = ""; /* a file without rows */
    *ret_count = count;
    return values;
}

/* A key's levels: its groups, the deepest first, and the total. Classes are numbered as the nodes
 * of the axis. */
static ErrorKind
make_levels(RiskReport *report, size_t key, const char *hierarchy, RecodingKey *ret_key, Error *err)
{
    Arena *arena = report->call->arena;
    const RiskInput *input = report->input;
    size_t codes = input->table.sizes[key];
    TableAxis axis;
    TableAxisAsk ask = {.name = input->ask->keys[key], .hierarchy = hierarchy, .total = "Total"};
    ask.values = values_of(arena, input, key, &ask.value_count);
    TRY(table_axis_make(arena, &ask, &axis, err));
    if (axis.node_count > UINT16_MAX)
        return error_set(err, ERROR_DATA, "column '%s': too many groups", ask.name);
    uint32_t *leaf_of = arena_take_array(arena, axis.node_count, sizeof *leaf_of);
    for (uint32_t leaf = 0; leaf < axis.leaves; leaf++)
        leaf_of[axis.leaf_node[leaf]] = leaf;
    size_t levels = axis.levels - 1;
    RecodingLevel *level = arena_take_array(arena, levels, sizeof *level);
    for (size_t at = 0; at < levels; at++)
    {
        uint16_t *class_of = arena_take_array(arena, codes, sizeof *class_of);
        for (size_t code = 0; code < codes; code++)
        {
            bool missing = code == input->table.missing[key] || input->labels[key][code] == NULL;
            size_t node = table_axis_find(&axis, missing ? "" : input->labels[key][code]);
            class_of[code] =
                (uint16_t)table_axis_at(&axis, leaf_of[node], (unsigned)(levels - 1 - at));
        }
        level[at] = (RecodingLevel){(uint32_t)axis.node_count, class_of};
    }
    *ret_key = (RecodingKey){key, levels, level};
    return ERROR_NONE;
}

static void
add_outcome(RiskReport *report, const RiskRecoding *recoding, const RecodingOutcome *outcome)
{
    Arena *arena = report->call->arena;
    json_t *entry = json_object();
    json_t *levels = json_object();
    const char *goal = recoding->in_population ? "k-map" : "k-anonymity";
    json_put_text(entry, "goal", goal);
    json_put(entry, "k", json_integer(recoding->k));
    json_put(entry, "found", json_boolean(outcome->found));
    text_print(&report->text,
               "\nglobal recoding to %s with k = %u, at most %" PRIu64 " left out: ", goal,
               recoding->k, recoding->left_out);
    if (outcome->found)
    {
        json_put(entry, "left_out", json_integer((json_int_t)outcome->left_out));
        json_put_text(entry, "loss", risk_number(arena, outcome->loss));
        text_print(&report->text, "loss %.4g, %" PRIu64 " records left out\n", outcome->loss,
                   outcome->left_out);
    }
    else
        text_add(&report->text, "no combination of levels is enough\n");
    for (size_t key = 0; outcome->found && key < report->input->ask->key_count; key++)
    {
        const char *name = report->input->ask->keys[key];
        json_put(levels, name, json_integer(outcome->level[key]));
        text_print(&report->text, "  '%s': level %u\n", text_shown(arena, name),
                   outcome->level[key]);
    }
    json_put(entry, "levels", levels);
    json_put(report->json, "recoding", entry);
}

static const char *
hierarchy_of(const RiskRecoding *recoding, const char *name)
{
    size_t size = strlen(name);
    for (size_t at = 0; at < recoding->hierarchy_count; at++)
        if (text_starts(recoding->hierarchies[at], name) && recoding->hierarchies[at][size] == '=')
            return recoding->hierarchies[at] + size + 1;
    return NULL;
}

ErrorKind
risk_report_recoding(RiskReport *report, const RiskRecoding *recoding, Error *err)
{
    const RiskInput *input = report->input;
    RecodingKey keys[RISK_KEYS];
    for (size_t key = 0; key < input->ask->key_count; key++)
        TRY(make_levels(report, key, hierarchy_of(recoding, input->ask->keys[key]), &keys[key],
                        err));
    RecodingOptions options = {.keys = keys,
                               .key_count = input->ask->key_count,
                               .k = recoding->k,
                               .in_population = recoding->in_population,
                               .left_out = recoding->left_out};
    bool *left_out = arena_take_array(report->call->arena, input->table.rows, sizeof *left_out);
    RecodingOutcome outcome;
    TRY(recoding_search(&input->table, &options, left_out, &outcome, err));
    add_outcome(report, recoding, &outcome);
    return ERROR_NONE;
}
