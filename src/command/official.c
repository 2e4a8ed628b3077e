/*
 * beraad deliberation text ID [PARAGRAPH]
 */
#include "deliberation/official.h"
#include "command/inner.h"
#include "command/session.h"
#include "core/text.h"
#include "deliberation/read.h"

#include <stdlib.h>

/* The text that is kept with a deliberation: the registered one's, or, for whoever is to approve
 * it, the proposed one's. */
typedef struct Kept
{
    const char *id;
    const char *state; /* "registered" or "proposed" */
    const Digest *digest;
    const char *text;
    size_t size;
    const char *bytes; /* of the deliberation itself */
    size_t bytes_size;
} Kept;

static ErrorKind
find_kept(Session *session, const char *id, Kept *ret_kept, Error *err)
{
    Arena *arena = session->call->arena;
    Registration *registration = NULL;
    Proposal *proposal = NULL;
    TRY(registration_find(session->custody, arena, id, &registration, err));
    if (registration != NULL)
    {
        *ret_kept = (Kept){.id = registration->id,
                           .state = "registered",
                           .digest = registration->text_digest,
                           .text = registration->text,
                           .size = registration->text_size,
                           .bytes = registration->bytes,
                           .bytes_size = registration->size};
        return ERROR_NONE;
    }
    TRY(proposal_find(session->custody, arena, id, MATTER_DELIBERATION, &proposal, err));
    if (proposal == NULL || proposal->bytes == NULL)
        return error_set(err, ERROR_USAGE, "no deliberation of that reference is registered");
    *ret_kept = (Kept){.id = proposal->deliberation,
                       .state = "proposed",
                       .digest = proposal->text_digest,
                       .text = proposal->text,
                       .size = proposal->text_size,
                       .bytes = proposal->bytes,
                       .bytes_size = proposal->size};
    return ERROR_NONE;
}

/* How many paragraphs the deliberation summarises says how many the text must have. Whatever became
 * of its catalogue, its paragraphs can be counted; where it cannot be read at all, none are. */
static OfficialParagraphs
split(Arena *arena, const Kept *kept)
{
    size_t count = deliberation_paragraph_count(arena, kept->bytes, kept->bytes_size);
    return official_split(arena, kept->text, kept->size, count);
}

static ErrorKind
print_json(Invocation *call, const Kept *kept, const OfficialParagraphs *paragraphs, Error *err)
{
    json_t *result = json_object();
    json_t *list = json_array();
    json_put_text(result, "deliberation", kept->id);
    json_put_text(result, "state", kept->state);
    json_put_text(result, "text_digest", digest_print(call->arena, kept->digest));
    json_put_text(result, "text", arena_copy(call->arena, kept->text, kept->size));
    for (size_t at = 0; at < paragraphs->count; at++)
    {
        json_t *item = json_object();
        json_put(item, "paragraph", json_integer(paragraphs->items[at].number));
        json_put_text(item, "text", paragraphs->items[at].text);
        if (json_array_append_new(list, item) != 0)
            error_out_of_memory();
    }
    json_put(result, "paragraphs", list);
    return result_print_json(call, result, err);
}

static ErrorKind
print_paragraph(Invocation *call, const OfficialParagraphs *paragraphs, Error *err)
{
    char *end = NULL;
    long number = strtol(call->words[1], &end, 10);
    if (end == call->words[1] || *end != '\0' || number < 1 || number > 9999)
        return error_set(err, ERROR_USAGE, "expected the number of a paragraph");
    if (paragraphs->count == 0)
        return error_set(err, ERROR_STATE,
                         "the official text does not say beyond doubt where its paragraphs begin");
    const char *text = official_paragraph(paragraphs, (int)number);
    if (text == NULL)
        return error_set(err, ERROR_USAGE, "the official text has %zu paragraphs",
                         paragraphs->count);
    return result_print(arena_print(call->arena, "%s\n", text), err);
}

/* What a deliberation says is public, so the gate is not asked. */
ErrorKind
command_deliberation_text(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Kept kept = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(find_kept(&session, call->words[0], &kept, err));
    if (kept.text == NULL)
        return error_set(err, ERROR_STATE, "no official text is kept with deliberation '%s'",
                         kept.id);
    OfficialParagraphs paragraphs = split(call->arena, &kept);
    if (call->json)
        return print_json(call, &kept, &paragraphs, err);
    if (call->word_count > 1)
        return print_paragraph(call, &paragraphs, err);
    return result_print(arena_copy(call->arena, kept.text, kept.size), err);
}
