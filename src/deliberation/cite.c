#include "deliberation/model.h"

#include "core/text.h"

bool
cites_contain(const Cites *cites, int number)
{
    for (size_t at = 0; at < cites->count; at++)
    {
        if (cites->items[at] == number)
            return true;
    }
    return false;
}

const char *
cites_print(Arena *arena, const Cites *cites)
{
    Text text = text_new(arena);
    text_add(&text, "[");
    for (size_t at = 0; at < cites->count; at++)
        text_print(&text, "%s%d", at == 0 ? "" : ", ", cites->items[at]);
    text_add(&text, "]");
    return text.bytes;
}

/* Puts number where it belongs, unless it is there. */
static void
insert_cite(Arena *arena, Cites *cites, int number)
{
    size_t at = cites->count;
    while (at > 0 && cites->items[at - 1] > number)
        at--;
    if (at > 0 && cites->items[at - 1] == number)
        return;
    *LIST_ADD(arena, cites) = number;
    for (size_t move = cites->count - 1; move > at; move--)
        cites->items[move] = cites->items[move - 1];
    cites->items[at] = number;
}

Cites
cites_join(Arena *arena, const Cites *one, const Cites *other)
{
    Cites joined = {0};
    for (size_t at = 0; at < one->count; at++)
        insert_cite(arena, &joined, one->items[at]);
    for (size_t at = 0; at < other->count; at++)
        insert_cite(arena, &joined, other->items[at]);
    return joined;
}

static void
join_into(Arena *arena, Cites *all, const Cites *more)
{
    for (size_t at = 0; at < more->count; at++)
        insert_cite(arena, all, more->items[at]);
}

Cites
deliberation_cites(Arena *arena, const Deliberation *deliberation)
{
    Cites all = {0};
    const Cites *const rules[] = {
        &deliberation->recipient_cites,        &deliberation->purpose_cites,
        &deliberation->reference.cites,        &deliberation->cohort_cites,
        &deliberation->variable_cites,         &deliberation->approval_cites,
        &deliberation->enclave.cites,          &deliberation->outputs.cites,
        &deliberation->reidentification_cites,
    };
    for (size_t at = 0; at < sizeof rules / sizeof rules[0]; at++)
        join_into(arena, &all, rules[at]);
    for (size_t at = 0; at < deliberation->communications.count; at++)
    {
        join_into(arena, &all, &deliberation->communications.items[at].cites);
        join_into(arena, &all, &deliberation->communications.items[at].sample.cites);
        join_into(arena, &all, &deliberation->communications.items[at].panel_cites);
    }
    for (size_t at = 0; at < deliberation->retention.count; at++)
        join_into(arena, &all, &deliberation->retention.items[at].cites);
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
        join_into(arena, &all, &deliberation->interpretations.items[at].cites);
    return all;
}

json_t *
cites_json(const Cites *cites)
{
    json_t *list = json_array();
    for (size_t at = 0; at < cites->count; at++)
        json_add(list, json_integer(cites->items[at]));
    return list;
}
