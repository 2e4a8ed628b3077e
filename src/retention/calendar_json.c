/* The calendar for a program. */
#include "retention/calendar.h"

#define SECONDS_A_DAY 86400

static json_t *
integers_json(const int *items, size_t count)
{
    json_t *list = json_array();
    for (size_t at = 0; at < count; at++)
        if (json_array_append_new(list, json_integer(items[at])) != 0)
            error_out_of_memory();
    return list;
}

static json_t *
due_json(const Due *due, Date today)
{
    char date[DATE_TEXT_SIZE];
    json_t *item = json_object();
    json_put(item, "artefact", json_integer(due->artefact));
    json_put_text(item, "kind", artefact_kind_name(due->kind));
    if (due->kind == ARTEFACT_PACKAGE)
        json_put(item, "release", json_integer(due->source));
    json_put_text(item, "deliberation", due->deliberation);
    json_put_text(item, "by_text", due->by_text);
    json_put_text(item, "communication", due->communication);
    if (due->recipient != NULL)
        json_put_text(item, "recipient", due->recipient);
    json_put(item, "years", integers_json(due->years.items, due->years.count));
    json_put(item, "cites", integers_json(due->cites.items, due->cites.count));
    json_put(item, "pending", json_boolean(due->pending));
    if (due->destroyed_at != 0)
        json_put_text(
            item, "destroyed",
            date_print((Date){.days = (int32_t)(due->destroyed_at / SECONDS_A_DAY)}, date));
    if (due->attested)
        json_put_text(item, "attested", date_print(due->attested_on, date));
    if (!due->dated)
        return item;
    json_put_text(item, "destroy_by", date_print(due->by, date));
    if (due->destroyed_at == 0)
        json_put(item, "days_left", json_integer(due->by.days - today.days));
    return item;
}

json_t *
calendar_json(const DueList *list, const IdleKeys *keys, Date today)
{
    json_t *result = json_array();
    for (size_t at = 0; at < list->count; at++)
        if (json_array_append_new(result, due_json(&list->items[at], today)) != 0)
            error_out_of_memory();
    for (size_t at = 0; at < keys->count; at++)
    {
        json_t *item = json_object();
        json_put_text(item, "kind", "key");
        json_put_text(item, "deliberation", keys->items[at].deliberation);
        json_put_text(item, "communication", keys->items[at].communication);
        if (json_array_append_new(result, item) != 0)
            error_out_of_memory();
    }
    return result;
}
