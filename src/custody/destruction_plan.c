/* What goes with a destruction: the artefacts asked for, and each key that nothing needs after. */
#include "core/text.h"
#include "custody/destruction.h"
#include "custody/inner.h"
#include "custody/key.h"
#include "custody/series.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool
asked(const Artefact *artefact, const DestructionWish *wish)
{
    if (wish->communication != NULL && !text_equal(wish->communication, artefact->communication))
        return false;
    for (size_t at = 0; at < artefact->years.count; at++)
        if (wish->years.count == 0 || years_contain(&wish->years, artefact->years.items[at]))
            return true;
    return false;
}

static bool
holds(const ArtefactList *list, int64_t number)
{
    for (size_t at = 0; at < list->count; at++)
        if (list->items[at].number == number)
            return true;
    return false;
}

static void
add_key(Arena *arena, KeyNames *keys, const char *name)
{
    for (size_t at = 0; at < keys->count; at++)
        if (text_equal(keys->items[at], name))
            return;
    *LIST_ADD(arena, keys) = name;
}

/* Does anything that stays lie under this key, or belong to this communication? */
static bool
stays(const ArtefactList *existing, const DestructionPlan *plan, const char *key,
      const char *communication)
{
    for (size_t at = 0; at < existing->count; at++)
    {
        const Artefact *artefact = &existing->items[at];
        if (artefact->kind == ARTEFACT_OUTPUT || holds(&plan->artefacts, artefact->number))
            continue;
        if (key != NULL && artefact->key != NULL && text_equal(artefact->key, key))
            return true;
        if (communication != NULL && text_equal(artefact->communication, communication))
            return true;
    }
    return false;
}

static ErrorKind
key_lives(Custody *custody, const char *deliberation, const char *name, bool *ret_lives, Error *err)
{
    ProjectKeyState state = PROJECT_KEY_NONE;
    TRY(project_key_state(custody, deliberation, name, &state, err));
    *ret_lives = state == PROJECT_KEY_LIVE;
    return ERROR_NONE;
}

/* Does anything that stays belong to this communication, under any that share its key? */
static ErrorKind
shared_stays(Custody *custody, Arena *arena, const Deliberation *deliberation,
             const char *communication, const DestructionPlan *plan, bool *ret_stays, Error *err)
{
    Names line = {0};
    *ret_stays = false;
    TRY(project_key_line(custody, arena, deliberation->id, communication, &line, err));
    for (size_t at = 0; !*ret_stays && at < line.count; at++)
    {
        ArtefactList existing = {0};
        ArtefactFilter filter = {
            .deliberation = line.items[at], .communication = communication, .existing = true};
        TRY(artefact_list(custody, arena, &filter, &existing, err));
        *ret_stays = stays(&existing, plan, NULL, communication);
    }
    return ERROR_NONE;
}

/* The key of the communication itself, unless an amendment goes on with it. */
static ErrorKind
add_own_key(Custody *custody, Arena *arena, const Deliberation *deliberation,
            const char *communication, DestructionPlan *plan, Error *err)
{
    Series series = {0};
    bool lives = false;
    bool passed = false;
    bool kept = false;
    TRY(series_find(custody, deliberation, communication, &series, err));
    TRY(key_lives(custody, deliberation->id, communication, &lives, err));
    TRY(project_key_passed_on(custody, deliberation->id, communication, &passed, err));
    TRY(shared_stays(custody, arena, deliberation, communication, plan, &kept, err));
    if (lives && !passed && !kept && (plan->whole || series.closed))
        add_key(arena, &plan->keys, communication);
    return ERROR_NONE;
}

static int
by_bytes(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static ErrorKind
add_keys(Custody *custody, Arena *arena, const Deliberation *deliberation,
         const DestructionWish *wish, const ArtefactList *existing, DestructionPlan *plan,
         Error *err)
{
    for (size_t at = 0; at < plan->artefacts.count; at++)
    {
        const char *key = plan->artefacts.items[at].key;
        bool lives = false;
        if (key == NULL || stays(existing, plan, key, NULL))
            continue;
        TRY(key_lives(custody, deliberation->id, key, &lives, err));
        if (lives)
            add_key(arena, &plan->keys, key);
    }
    for (size_t at = 0; at < deliberation->communications.count; at++)
    {
        const char *name = deliberation->communications.items[at].name;
        if (wish->communication == NULL || text_equal(wish->communication, name))
            TRY(add_own_key(custody, arena, deliberation, name, plan, err));
    }
    if (plan->keys.count > 1)
        qsort(plan->keys.items, plan->keys.count, sizeof *plan->keys.items, by_bytes);
    return ERROR_NONE;
}

ErrorKind
destruction_plan(Custody *custody, Arena *arena, const Deliberation *deliberation,
                 const DestructionWish *wish, DestructionPlan *ret_plan, Error *err)
{
    ArtefactList existing = {0};
    ArtefactFilter filter = {.deliberation = wish->deliberation, .existing = true};
    *ret_plan =
        (DestructionPlan){.deliberation = wish->deliberation, .whole = wish->years.count == 0};
    TRY(artefact_list(custody, arena, &filter, &existing, err));
    for (size_t at = 0; at < existing.count; at++)
    {
        const Artefact *artefact = &existing.items[at];
        if (!asked(artefact, wish))
            continue;
        if (artefact->kind == ARTEFACT_OUTPUT)
            *LIST_ADD(arena, &ret_plan->kept) = *artefact;
        else
            *LIST_ADD(arena, &ret_plan->artefacts) = *artefact;
    }
    return add_keys(custody, arena, deliberation, wish, &existing, ret_plan, err);
}

static json_t *
numbers_json(const ArtefactList *list)
{
    json_t *array = json_array();
    for (size_t at = 0; at < list->count; at++)
        if (json_array_append_new(array, json_integer(list->items[at].number)) != 0)
            error_out_of_memory();
    return array;
}

char *
destruction_plan_print(Arena *arena, const DestructionPlan *plan)
{
    json_t *value = json_keep(arena, json_object());
    json_t *keys = json_array();
    for (size_t at = 0; at < plan->keys.count; at++)
        if (json_array_append_new(keys, json_string(plan->keys.items[at])) != 0)
            error_out_of_memory();
    json_put_text(value, "deliberation", plan->deliberation);
    json_put(value, "artefacts", numbers_json(&plan->artefacts));
    json_put(value, "kept", numbers_json(&plan->kept));
    json_put(value, "keys", keys);
    return json_canonical(arena, value, NULL);
}

static ErrorKind
read_artefacts(Custody *custody, Arena *arena, const json_t *numbers, ArtefactList *ret_list,
               Error *err)
{
    for (size_t at = 0; at < json_array_size(numbers); at++)
    {
        Artefact *artefact = NULL;
        int64_t number = json_integer_value(json_array_get(numbers, at));
        TRY(artefact_find(custody, arena, number, &artefact, err));
        if (artefact == NULL)
            return error_set(err, ERROR_INTEGRITY, "there is no artefact %" PRId64, number);
        *LIST_ADD(arena, ret_list) = *artefact;
    }
    return ERROR_NONE;
}

ErrorKind
destruction_plan_parse(Custody *custody, Arena *arena, const char *bytes, size_t size,
                       DestructionPlan *ret_plan, Error *err)
{
    json_t *value = NULL;
    *ret_plan = (DestructionPlan){0};
    if (json_read(arena, bytes, size, ERROR_INTEGRITY, &value, err) != ERROR_NONE)
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged plan of a destruction");
    ret_plan->deliberation = json_string_value(json_object_get(value, "deliberation"));
    const json_t *keys = json_object_get(value, "keys");
    for (size_t at = 0; at < json_array_size(keys); at++)
    {
        const char *name = json_string_value(json_array_get(keys, at));
        if (name == NULL)
            return error_set(err, ERROR_INTEGRITY, "a destruction of a key without a name");
        *LIST_ADD(arena, &ret_plan->keys) = name;
    }
    TRY(read_artefacts(custody, arena, json_object_get(value, "artefacts"), &ret_plan->artefacts,
                       err));
    TRY(read_artefacts(custody, arena, json_object_get(value, "kept"), &ret_plan->kept, err));
    if (ret_plan->deliberation == NULL ||
        !text_equal(destruction_plan_print(arena, ret_plan), bytes))
        return error_set(err, ERROR_INTEGRITY, "the state holds a damaged plan of a destruction");
    return ERROR_NONE;
}
