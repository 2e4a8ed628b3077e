/*
 * beraad retention show
 */
#include "command/session.h"
#include "core/text.h"
#include "custody/obligation.h"

#include <inttypes.h>

static const char *
days_left(Arena *arena, const Obligation *obligation, Date today)
{
    if (!obligation->dated)
        return "";
    int32_t days = obligation->destroy_by.days - today.days;
    if (days < 0)
        return arena_print(arena, "%" PRId32 " days ago", -days);
    return days == 0 ? "today" : arena_print(arena, "%" PRId32 " days", days);
}

static const char *
binding(const Obligation *obligation)
{
    if (!obligation->pending)
        return "fixed";
    return obligation->dated ? "pending: a later delivery moves it" : "pending: no date yet";
}

static json_t *
obligation_json(const Obligation *obligation, Date today)
{
    char date[DATE_TEXT_SIZE];
    json_t *item = json_object();
    json_put(item, "artefact", json_integer(obligation->artefact));
    json_put_text(item, "kind", artefact_kind_name(obligation->kind));
    if (obligation->kind == ARTEFACT_PACKAGE)
        json_put(item, "release", json_integer(obligation->source));
    json_put_text(item, "deliberation", obligation->deliberation);
    json_put_text(item, "communication", obligation->communication);
    if (obligation->recipient != NULL)
        json_put_text(item, "recipient", obligation->recipient);
    json_put(item, "year", json_integer(obligation->year));
    json_put(item, "pending", json_boolean(obligation->pending));
    json_put(item, "cites", cites_json(&obligation->cites));
    if (obligation->dated)
    {
        json_put_text(item, "destroy_by", date_print(obligation->destroy_by, date));
        json_put(item, "days_left", json_integer(obligation->destroy_by.days - today.days));
    }
    return item;
}

static ErrorKind
print_json(Invocation *call, const ObligationList *list, Date today, Error *err)
{
    json_t *result = json_array();
    for (size_t at = 0; at < list->count; at++)
        if (json_array_append_new(result, obligation_json(&list->items[at], today)) != 0)
            error_out_of_memory();
    return result_print_json(call, result, err);
}

static ErrorKind
print_table(Invocation *call, const ObligationList *list, Date today, Error *err)
{
    static const char *const head[] = {"destroy by",   "left",          "release",
                                       "deliberation", "communication", "year",
                                       "with",         "paragraphs",    "date is"};
    const size_t columns = sizeof head / sizeof *head;
    struct LIST_OF(const char *) cells = {0};
    Arena *arena = call->arena;
    for (size_t at = 0; at < columns; at++)
        *LIST_ADD(arena, &cells) = head[at];
    for (size_t at = 0; at < list->count; at++)
    {
        const Obligation *obligation = &list->items[at];
        char date[DATE_TEXT_SIZE];
        *LIST_ADD(arena, &cells) =
            obligation->dated ? arena_copy_text(arena, date_print(obligation->destroy_by, date))
                              : "";
        *LIST_ADD(arena, &cells) = days_left(arena, obligation, today);
        *LIST_ADD(arena, &cells) = arena_print(arena, "%" PRId64, obligation->source);
        *LIST_ADD(arena, &cells) = obligation->deliberation;
        *LIST_ADD(arena, &cells) = obligation->communication;
        *LIST_ADD(arena, &cells) = arena_print(arena, "%d", obligation->year);
        *LIST_ADD(arena, &cells) =
            obligation->recipient == NULL ? "on site" : obligation->recipient;
        *LIST_ADD(arena, &cells) = cites_print(arena, &obligation->cites);
        *LIST_ADD(arena, &cells) = binding(obligation);
    }
    return result_print(result_table(arena, cells.items, columns, list->count + 1, "lrr"), err);
}

static ErrorKind
run_show(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    ObligationList list = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_RETENTION_SHOW};
    TRY(session_permit(&session, &question, err));
    TRY(obligation_list(session.custody, call->arena, &list, err));
    Date today = custody_today(session.custody);
    if (call->json)
        return print_json(call, &list, today, err);
    if (list.count == 0)
        return result_print("nothing was delivered, so nothing must be destroyed\n", err);
    return print_table(call, &list, today, err);
}

const Command command_retention[] = {
    {"retention", "show", NULL, 0, 0, NULL, run_show,
     "show what must be destroyed by when, and why"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
