/*
 * Obligations as ledger entries hold them: in groups of artefacts and years that have one date for
 * the same reason, so that an entry stays small however many deliveries a series has; and what is
 * too much for one entry in others behind it.
 */
#include "custody/inner.h"
#include "custody/obligation.h"

#include "core/text.h"

#define GROUP_ARTEFACTS 1000 /* as many items as a list in an entry may have */
#define PART_BYTES ((size_t)32 * 1024)

typedef struct ArtefactNumbers LIST_OF(int64_t) ArtefactNumbers;

typedef struct Group
{
    ArtefactNumbers artefacts;
    Years years;
    const Obligation *like; /* all of the group have its date, its pending and its paragraphs */
} Group;

typedef struct Groups LIST_OF(Group) Groups;

static bool
is_like(const Obligation *one, const Obligation *other)
{
    if (one->dated != other->dated || one->pending != other->pending ||
        one->cites.count != other->cites.count ||
        (one->dated && date_compare(one->destroy_by, other->destroy_by) != 0))
        return false;
    for (size_t at = 0; at < one->cites.count; at++)
        if (one->cites.items[at] != other->cites.items[at])
            return false;
    return true;
}

/* The years of one artefact, those of one date together. */
static Groups
group_years(Arena *arena, const Obligation *items, size_t count)
{
    Groups groups = {0};
    for (size_t at = 0; at < count; at++)
    {
        Group *group = NULL;
        for (size_t of = 0; of < groups.count && group == NULL; of++)
            if (is_like(groups.items[of].like, &items[at]))
                group = &groups.items[of];
        if (group == NULL)
        {
            group = LIST_ADD(arena, &groups);
            *group = (Group){.like = &items[at]};
            *LIST_ADD(arena, &group->artefacts) = items[at].artefact;
        }
        *LIST_ADD(arena, &group->years) = items[at].year;
    }
    return groups;
}

static bool
same_years(const Years *one, const Years *other)
{
    if (one->count != other->count)
        return false;
    for (size_t at = 0; at < one->count; at++)
        if (one->items[at] != other->items[at])
            return false;
    return true;
}

/* The artefact of `one` joins those that have the same years and date; newest first, for what was
 * delivered together stands together. */
static void
join_group(Arena *arena, Groups *groups, const Group *one)
{
    for (size_t at = groups->count; at > 0; at--)
    {
        Group *group = &groups->items[at - 1];
        if (group->artefacts.count >= GROUP_ARTEFACTS || !is_like(group->like, one->like) ||
            !same_years(&group->years, &one->years))
            continue;
        *LIST_ADD(arena, &group->artefacts) = one->artefacts.items[0];
        return;
    }
    *LIST_ADD(arena, groups) = *one;
}

static Groups
group_all(Arena *arena, const ObligationList *list)
{
    Groups groups = {0};
    for (size_t at = 0; at < list->count;)
    {
        size_t count = 1;
        while (at + count < list->count &&
               list->items[at + count].artefact == list->items[at].artefact)
            count++;
        Groups own = group_years(arena, &list->items[at], count);
        for (size_t of = 0; of < own.count; of++)
            join_group(arena, &groups, &own.items[of]);
        at += count;
    }
    return groups;
}

static json_t *
group_json(const Group *group)
{
    char date[DATE_TEXT_SIZE];
    json_t *item = json_object();
    json_t *artefacts = json_array();
    for (size_t at = 0; at < group->artefacts.count; at++)
        if (json_array_append_new(artefacts, json_integer(group->artefacts.items[at])) != 0)
            error_out_of_memory();
    json_put(item, "artefacts", artefacts);
    json_put(item, "years", counts_json(group->years.items, group->years.count));
    json_put(item, "pending", json_boolean(group->like->pending));
    json_put(item, "cites", counts_json(group->like->cites.items, group->like->cites.count));
    if (group->like->dated)
        json_put_text(item, "destroy_by", date_print(group->like->destroy_by, date));
    return item;
}

/* A new part where there is none yet, or this one would grow too large. */
static json_t *
part_for(Arena *arena, ObligationParts *parts, size_t size)
{
    size_t filled = 0;
    if (parts->count > 0)
        (void)json_canonical(arena, parts->items[parts->count - 1].groups, &filled);
    if (parts->count == 0 || (filled > 2 && filled + size > PART_BYTES))
        *LIST_ADD(arena, parts) = (ObligationPart){.groups = json_keep(arena, json_array())};
    return parts->items[parts->count - 1].groups;
}

ObligationParts
obligation_parts(Arena *arena, const ObligationList *list)
{
    ObligationParts parts = {0};
    Groups groups = group_all(arena, list);
    (void)part_for(arena, &parts, 0);
    for (size_t at = 0; at < groups.count; at++)
    {
        size_t size = 0;
        json_t *item = json_keep(arena, group_json(&groups.items[at]));
        (void)json_canonical(arena, item, &size);
        if (json_array_append(part_for(arena, &parts, size), item) != 0)
            error_out_of_memory();
    }
    return parts;
}

ErrorKind
obligation_append(Custody *custody, const Actor *actor, const ObligationEntry *first,
                  ObligationParts *parts, int64_t *ret_entry, Error *err)
{
    if (parts->count > 0)
        json_put(first->body, "obligations", json_incref(parts->items[0].groups));
    TRY(record_append(custody, actor, NULL, first->type, first->body, ret_entry, err));
    for (size_t at = 0; at < parts->count; at++)
    {
        parts->items[at].entry = *ret_entry;
        if (at == 0)
            continue;
        json_t *body = json_object();
        json_put_text(body, "deliberation", first->deliberation);
        json_put(body, "entry", json_integer(*ret_entry));
        json_put(body, "obligations", json_incref(parts->items[at].groups));
        TRY(record_append(custody, actor, NULL, ENTRY_OBLIGATIONS_CONTINUED, body,
                          &parts->items[at].entry, err));
    }
    return ERROR_NONE;
}

/* What a group says of each of its artefacts and years. */
static ErrorKind
save_group(Custody *custody, const json_t *group, int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("obligation");
    const json_t *artefacts = json_object_get(group, "artefacts");
    const json_t *years = json_object_get(group, "years");
    const char *cites = json_canonical(work, json_object_get(group, "cites"), NULL);
    const char *date = json_string_value(json_object_get(group, "destroy_by"));
    bool pending = json_is_true(json_object_get(group, "pending"));
    for (size_t of = 0; of < json_array_size(artefacts); of++)
        for (size_t at = 0; at < json_array_size(years); at++)
            TRY(store_run(
                custody->store, "INSERT OR REPLACE INTO obligation VALUES(?, ?, ?, ?, ?, ?)",
                BINDS(bind_integer(json_integer_value(json_array_get(artefacts, of))),
                      bind_integer(json_integer_value(json_array_get(years, at))), bind_text(date),
                      bind_integer(pending), bind_text(cites), bind_integer(entry)),
                err));
    return ERROR_NONE;
}

ErrorKind
obligation_save(Custody *custody, const ObligationParts *parts, Error *err)
{
    for (size_t part = 0; part < parts->count; part++)
        for (size_t at = 0; at < json_array_size(parts->items[part].groups); at++)
            TRY(save_group(custody, json_array_get(parts->items[part].groups, at),
                           parts->items[part].entry, err));
    return ERROR_NONE;
}
