/*
 * beraad custody matrix
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/text.h"

#define ROLE_COUNT 6
#define COLUMNS (1 + ROLE_COUNT + 2)

/* What the gate looks at besides role and state. */
static const char *
print_matters(Arena *arena, const ActRule *rule)
{
    const struct
    {
        bool is;
        const char *name;
    } matters[] = {
        {rule->on_key, "key"},
        {rule->on_deliberation, "text"},
        {rule->on_years, "communication"},
        {rule->on_release, "release"},
        {rule->on_output, "output"},
        {rule->on_undertaking, "undertaking"},
        {rule->proposes != MATTER_NONE, "proposes"},
        {rule->confirms != MATTER_NONE, "confirms"},
        {rule->withdraws != MATTER_NONE, "withdraws"},
    };
    Text text = text_new(arena);
    text_add(&text, "");
    for (size_t at = 0; at < sizeof matters / sizeof *matters; at++)
        if (matters[at].is)
            text_print(&text, "%s%s", text.size == 0 ? "" : ", ", matters[at].name);
    return text.bytes;
}

static json_t *
row_json(Arena *arena, const ActRule *rule)
{
    json_t *row = json_object();
    json_put_text(row, "act", rule->name);
    json_put(row, "roles", roles_json(rule->roles));
    json_put_text(row, "states", deliberation_states_print(arena, act_rule_states(rule)));
    json_put_text(row, "looked_at", print_matters(arena, rule));
    return row;
}

static ErrorKind
print_json(Invocation *call, Error *err)
{
    json_t *rows = json_array();
    for (Act act = 0; act < ACT_COUNT; act++)
        if (json_array_append_new(rows, row_json(call->arena, act_rule(act))) != 0)
            error_out_of_memory();
    return result_print_json(call, rows, err);
}

static const char *
print_states(Arena *arena, const ActRule *rule)
{
    unsigned states = act_rule_states(rule);
    if (states == 0)
        return "-";
    return states == DELIBERATION_EVERY ? "any" : deliberation_states_print(arena, states);
}

/* Which role may do which act, in which states of the deliberation: the gate's own table. */
ErrorKind
command_custody_matrix(Invocation *call, Error *err)
{
    struct LIST_OF(const char *) cells = {0};
    if (call->json)
        return print_json(call, err);
    *LIST_ADD(call->arena, &cells) = "act";
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        *LIST_ADD(call->arena, &cells) = roles_print(call->arena, 1u << role);
    *LIST_ADD(call->arena, &cells) = "deliberation is";
    *LIST_ADD(call->arena, &cells) = "also looked at";
    for (Act act = 0; act < ACT_COUNT; act++)
    {
        const ActRule *rule = act_rule(act);
        *LIST_ADD(call->arena, &cells) = rule->name;
        for (unsigned role = 0; role < ROLE_COUNT; role++)
            *LIST_ADD(call->arena, &cells) = (rule->roles & 1u << role) != 0 ? "x" : "";
        *LIST_ADD(call->arena, &cells) = print_states(call->arena, rule);
        *LIST_ADD(call->arena, &cells) = print_matters(call->arena, rule);
    }
    return result_print(result_table(call->arena, cells.items, COLUMNS, ACT_COUNT + 1, ""), err);
}
