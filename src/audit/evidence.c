/* One walk through the ledger counts; what is told is read a second time. */
#include "audit/evidence.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* A release, job or output of the deliberation. */
typedef struct Owned
{
    int64_t number;
    const char *communication;
} Owned;

typedef struct OwnedList LIST_OF(Owned) OwnedList;

/* What makes them, and the key of the body that has their number; each kind is numbered upwards. */
#define OWNED_KINDS 3
static const struct
{
    EntryType made_by;
    const char *key;
} owned_kinds[OWNED_KINDS] = {{ENTRY_RELEASE_PREPARED, "release"},
                              {ENTRY_JOB_STARTED, "job"},
                              {ENTRY_OUTPUT_REQUESTED, "output"}};

/* The entries of one type that bear on one paragraph. */
typedef struct Tally
{
    size_t count;
    int64_t *newest; /* a ring of EVIDENCE_TOLD numbers; NULL: none yet */
} Tally;

struct EvidenceReader
{
    Arena *arena;
    const Deliberation *deliberation;
    const AuditRules *rules;
    int64_t end;
    OwnedList owned[OWNED_KINDS];
    Tally *tallies; /* of each paragraph and type */
    EvidenceNumbers course;
    EvidenceList found;
};

EvidenceReader *
evidence_reader_new(Arena *arena, const Deliberation *deliberation, const AuditRules *rules,
                    int64_t end)
{
    EvidenceReader *reader = arena_take(arena, sizeof *reader);
    *reader =
        (EvidenceReader){.arena = arena, .deliberation = deliberation, .rules = rules, .end = end};
    reader->tallies = arena_take_array(arena, deliberation->paragraphs.count * ENTRY_TYPE_COUNT + 1,
                                       sizeof *reader->tallies);
    return reader;
}

static const char *
text_of(const json_t *body, const char *key)
{
    return json_string_value(json_object_get(body, key));
}

static Tally *
tally_of(const EvidenceReader *reader, size_t paragraph, EntryType type)
{
    return &reader->tallies[paragraph * ENTRY_TYPE_COUNT + type];
}

static const Owned *
find_in(const OwnedList *list, int64_t number)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high)
    {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && list->items[low].number == number ? &list->items[low] : NULL;
}

static const Owned *
find_owned(const EvidenceReader *reader, const json_t *body)
{
    const Owned *found = NULL;
    for (size_t kind = 0; kind < OWNED_KINDS && found == NULL; kind++)
    {
        const json_t *number = json_object_get(body, owned_kinds[kind].key);
        if (json_is_integer(number))
            found = find_in(&reader->owned[kind], json_integer_value(number));
    }
    return found;
}

/* Is the entry of the deliberation, and of which communication (NULL: of none that it names)? */
static bool
is_of(const EvidenceReader *reader, const Entry *entry, const char **ret_communication)
{
    const char *named = text_of(entry->body, "deliberation");
    *ret_communication = text_of(entry->body, "communication");
    if (entry->type == ENTRY_RECIPIENT_ADDED)
        return text_equal(text_of(entry->body, "recipient"), reader->deliberation->recipient_id);
    if (named != NULL)
        return text_equal(named, reader->deliberation->id);
    const Owned *owned = find_owned(reader, entry->body);
    if (owned != NULL && *ret_communication == NULL)
        *ret_communication = owned->communication;
    return owned != NULL;
}

/* Where the entry makes something, it is the deliberation's from now on. */
static void
note_owned(EvidenceReader *reader, const Entry *entry, const char *communication)
{
    for (size_t kind = 0; kind < OWNED_KINDS; kind++)
    {
        OwnedList *list = &reader->owned[kind];
        if (entry->type != owned_kinds[kind].made_by)
            continue;
        int64_t number = json_integer_value(json_object_get(entry->body, owned_kinds[kind].key));
        if (list->count == 0 || list->items[list->count - 1].number < number)
            *LIST_ADD(reader->arena, list) = (Owned){
                .number = number,
                .communication =
                    communication == NULL ? NULL : arena_copy_text(reader->arena, communication)};
    }
}

static void
add_cites(Arena *arena, Evidence *evidence, const json_t *list)
{
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        const json_t *numbers = json_object_get(item, "cites");
        const char *code = text_of(item, "code");
        if (code != NULL)
            *LIST_ADD(arena, &evidence->codes) = arena_copy_text(arena, code);
        for (size_t one = 0; one < json_array_size(numbers); one++)
        {
            int number = (int)json_integer_value(json_array_get(numbers, one));
            if (!cites_contain(&evidence->cites, number))
                *LIST_ADD(arena, &evidence->cites) = number;
        }
    }
}

static void
add_rules(const EvidenceReader *reader, Arena *arena, Evidence *evidence, const char *communication)
{
    for (size_t at = 0; at < reader->rules->count; at++)
    {
        const AuditRule *rule = &reader->rules->items[at];
        bool elsewhere = rule->communication != NULL && communication != NULL &&
                         !text_equal(rule->communication, communication);
        if (!elsewhere && (rule_form(rule->field)->entries >> evidence->type & 1) != 0)
            *LIST_ADD(arena, &evidence->rules) = at;
    }
}

static bool
is_of_course(EntryType type)
{
    return type == ENTRY_PROPOSED || type == ENTRY_DELIBERATION_REGISTERED ||
           type == ENTRY_DELIBERATION_SUSPENDED || type == ENTRY_DELIBERATION_RESUMED ||
           type == ENTRY_DELIBERATION_ENDED;
}

/* What the entry is evidence of; lives in arena. */
static Evidence
weigh(const EvidenceReader *reader, Arena *arena, const Entry *entry, const char *communication)
{
    const char *act = text_of(entry->body, "act");
    Evidence evidence = {.number = entry->number,
                         .at = entry->at,
                         .type = entry->type,
                         .actor = arena_copy_text(arena, entry->actor),
                         .act = act == NULL ? NULL : arena_copy_text(arena, act),
                         .of_course = is_of_course(entry->type)};
    add_rules(reader, arena, &evidence, communication);
    add_cites(arena, &evidence, json_object_get(entry->body, "reasons"));
    add_cites(arena, &evidence, json_object_get(entry->body, "obligations"));
    return evidence;
}

static void
count_evidence(EvidenceReader *reader, const Evidence *evidence)
{
    for (size_t at = 0; at < reader->deliberation->paragraphs.count; at++)
    {
        Tally *tally = tally_of(reader, at, evidence->type);
        if (!evidence_bears(evidence, reader->rules,
                            reader->deliberation->paragraphs.items[at].number))
            continue;
        if (tally->newest == NULL)
            tally->newest = arena_take_array(reader->arena, EVIDENCE_TOLD, sizeof *tally->newest);
        tally->newest[tally->count++ % EVIDENCE_TOLD] = evidence->number;
    }
    if (evidence->of_course)
        *LIST_ADD(reader->arena, &reader->course) = evidence->number;
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
    note_owned(reader, &entry, communication);
    Evidence evidence = weigh(reader, work, &entry, communication);
    count_evidence(reader, &evidence);
    return ERROR_NONE;
}

static int
compare_numbers(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

EvidenceNumbers
evidence_told(const EvidenceReader *reader, Arena *arena)
{
    EvidenceNumbers all = {0};
    size_t kept = 0;
    for (size_t at = 0; at < reader->deliberation->paragraphs.count * ENTRY_TYPE_COUNT; at++)
        for (size_t one = 0; one < reader->tallies[at].count && one < EVIDENCE_TOLD; one++)
            *LIST_ADD(arena, &all) = reader->tallies[at].newest[one];
    for (size_t at = 0; at < reader->course.count; at++)
        *LIST_ADD(arena, &all) = reader->course.items[at];
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, compare_numbers);
    for (size_t at = 0; at < all.count; at++)
        if (at == 0 || all.items[at] != all.items[at - 1])
            all.items[kept++] = all.items[at];
    all.count = kept;
    return all;
}

ErrorKind
evidence_tell(EvidenceReader *reader, const char *bytes, size_t size, Error *err)
{
    SCRATCH Arena *work = arena_new("evidence");
    Entry entry = {0};
    const char *communication = NULL;
    TRY(entry_parse(work, bytes, size, &entry, err));
    if (!is_of(reader, &entry, &communication))
        return error_set(err, ERROR_INTEGRITY, "a ledger entry changed while it was read");
    *LIST_ADD(reader->arena, &reader->found) = weigh(reader, reader->arena, &entry, communication);
    return ERROR_NONE;
}

size_t
evidence_older(const EvidenceReader *reader, size_t paragraph, EntryType type)
{
    size_t count = tally_of(reader, paragraph, type)->count;
    return count > EVIDENCE_TOLD ? count - EVIDENCE_TOLD : 0;
}

bool
evidence_is_told(const EvidenceReader *reader, const Evidence *evidence, size_t paragraph)
{
    const Tally *tally = tally_of(reader, paragraph, evidence->type);
    int number = reader->deliberation->paragraphs.items[paragraph].number;
    /* Where the ring is full, the next place holds the oldest that is told. */
    return evidence_bears(evidence, reader->rules, number) &&
           (tally->count <= EVIDENCE_TOLD ||
            evidence->number >= tally->newest[tally->count % EVIDENCE_TOLD]);
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
