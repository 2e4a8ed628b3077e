/* One walk through the ledger. */
#include "audit/evidence.h"
#include "core/text.h"

#include <string.h>

/* A release, job or output of the deliberation. */
typedef struct Owned
{
    const char *key; /* of the body that has its number */
    int64_t number;
    const char *communication;
} Owned;

struct EvidenceReader
{
    Arena *arena;
    const Deliberation *deliberation;
    const AuditRules *rules;
    int64_t end;
    struct LIST_OF(Owned) owned;
    EvidenceList found;
};

EvidenceReader *
evidence_reader_new(Arena *arena, const Deliberation *deliberation, const AuditRules *rules,
                    int64_t end)
{
    EvidenceReader *reader = arena_take(arena, sizeof *reader);
    *reader =
        (EvidenceReader){.arena = arena, .deliberation = deliberation, .rules = rules, .end = end};
    return reader;
}

static const char *
text_of(const json_t *body, const char *key)
{
    return json_string_value(json_object_get(body, key));
}

/* The entry that says of which deliberation a thing is, and the key of the thing's number. */
static const char *
key_made_by(EntryType type)
{
    if (type == ENTRY_RELEASE_PREPARED)
        return "release";
    if (type == ENTRY_JOB_STARTED)
        return "job";
    return type == ENTRY_OUTPUT_REQUESTED ? "output" : NULL;
}

static const Owned *
find_owned(const EvidenceReader *reader, const json_t *body)
{
    for (size_t at = 0; at < reader->owned.count; at++)
    {
        const Owned *owned = &reader->owned.items[at];
        const json_t *number = json_object_get(body, owned->key);
        if (json_is_integer(number) && json_integer_value(number) == owned->number)
            return owned;
    }
    return NULL;
}

/* Is the entry of the deliberation, and of which communication (NULL: of none that it names)? */
static bool
is_of(EvidenceReader *reader, const Entry *entry, const char **ret_communication)
{
    const char *named = text_of(entry->body, "deliberation");
    *ret_communication = text_of(entry->body, "communication");
    if (*ret_communication != NULL)
        *ret_communication = arena_copy_text(reader->arena, *ret_communication);
    if (entry->type == ENTRY_RECIPIENT_ADDED)
        return text_equal(text_of(entry->body, "recipient"), reader->deliberation->recipient_id);
    if (named != NULL)
        return text_equal(named, reader->deliberation->id);
    const Owned *owned = find_owned(reader, entry->body);
    if (owned != NULL && *ret_communication == NULL)
        *ret_communication = owned->communication;
    return owned != NULL;
}

static void
add_cites(EvidenceReader *reader, Evidence *evidence, const json_t *list)
{
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        const json_t *numbers = json_object_get(item, "cites");
        const char *code = text_of(item, "code");
        if (code != NULL)
            *LIST_ADD(reader->arena, &evidence->codes) = arena_copy_text(reader->arena, code);
        for (size_t one = 0; one < json_array_size(numbers); one++)
        {
            int number = (int)json_integer_value(json_array_get(numbers, one));
            if (!cites_contain(&evidence->cites, number))
                *LIST_ADD(reader->arena, &evidence->cites) = number;
        }
    }
}

static void
add_rules(EvidenceReader *reader, Evidence *evidence, const char *communication)
{
    for (size_t at = 0; at < reader->rules->count; at++)
    {
        const AuditRule *rule = &reader->rules->items[at];
        bool elsewhere = rule->communication != NULL && communication != NULL &&
                         !text_equal(rule->communication, communication);
        if (!elsewhere && (rule_form(rule->field)->entries >> evidence->type & 1) != 0)
            *LIST_ADD(reader->arena, &evidence->rules) = at;
    }
}

static bool
is_of_course(EntryType type)
{
    return type == ENTRY_PROPOSED || type == ENTRY_DELIBERATION_REGISTERED ||
           type == ENTRY_DELIBERATION_SUSPENDED || type == ENTRY_DELIBERATION_RESUMED ||
           type == ENTRY_DELIBERATION_ENDED;
}

static void
weigh(EvidenceReader *reader, const Entry *entry, const char *communication)
{
    const char *act = text_of(entry->body, "act");
    Evidence evidence = {.number = entry->number,
                         .at = entry->at,
                         .type = entry->type,
                         .of_course = is_of_course(entry->type)};
    add_rules(reader, &evidence, communication);
    add_cites(reader, &evidence, json_object_get(entry->body, "reasons"));
    add_cites(reader, &evidence, json_object_get(entry->body, "obligations"));
    if (!evidence.of_course && evidence.cites.count == 0 && evidence.rules.count == 0)
        return;
    evidence.actor = arena_copy_text(reader->arena, entry->actor);
    evidence.act = act == NULL ? NULL : arena_copy_text(reader->arena, act);
    *LIST_ADD(reader->arena, &reader->found) = evidence;
}

ErrorKind
evidence_read(EvidenceReader *reader, const char *bytes, size_t size, bool *ret_taken, Error *err)
{
    SCRATCH Arena *work = arena_new("evidence");
    Entry entry = {0};
    const char *communication = NULL;
    TRY(entry_parse(work, bytes, size, &entry, err));
    *ret_taken = entry.at < reader->end;
    if (!*ret_taken || !is_of(reader, &entry, &communication))
        return ERROR_NONE;
    const char *key = key_made_by(entry.type);
    if (key != NULL)
        *LIST_ADD(reader->arena, &reader->owned) =
            (Owned){.key = key,
                    .number = json_integer_value(json_object_get(entry.body, key)),
                    .communication = communication};
    weigh(reader, &entry, communication);
    return ERROR_NONE;
}

const EvidenceList *
evidence_found(const EvidenceReader *reader)
{
    return &reader->found;
}

bool
evidence_bears(const Evidence *evidence, const AuditRules *rules, int paragraph)
{
    if (cites_contain(&evidence->cites, paragraph))
        return true;
    for (size_t at = 0; at < evidence->rules.count; at++)
        if (cites_contain(&rules->items[evidence->rules.items[at]].cites, paragraph))
            return true;
    return false;
}
