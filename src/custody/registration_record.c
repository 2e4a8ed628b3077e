/* Registering: proposed by one actor, confirmed by another. Reading what is registered stands in
 * registration.c. */
#include "core/text.h"
#include "custody/gate.h"
#include "custody/inner.h"
#include "custody/key.h"
#include "custody/obligation.h"
#include "deliberation/amendment.h"

/* The one it amends is there, was not amended before, and is not younger. */
static ErrorKind
check_amended(Custody *custody, const Deliberation *deliberation, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    Registration *old = NULL;
    char then[DATE_TEXT_SIZE];
    char now[DATE_TEXT_SIZE];
    TRY(registration_find(custody, work, deliberation->amends, &old, err));
    if (old == NULL)
        return error_set(err, ERROR_STATE, "deliberation '%s' amends '%s', which is not registered",
                         deliberation->id, deliberation->amends);
    if (old->state == DELIBERATION_ENDED)
        return error_set(err, ERROR_STATE, "deliberation '%s' amends '%s', which has ended",
                         deliberation->id, deliberation->amends);
    if (old->amended_by != NULL)
        return error_set(err, ERROR_STATE,
                         "deliberation '%s' amends '%s', which '%s' has amended already",
                         deliberation->id, deliberation->amends, old->amended_by);
    if (date_compare(deliberation->decided, old->decided) < 0)
        return error_set(err, ERROR_STATE,
                         "deliberation '%s' of %s is older than '%s' of %s, which it amends",
                         deliberation->id, date_print(deliberation->decided, now),
                         deliberation->amends, date_print(old->decided, then));
    return ERROR_NONE;
}

static ErrorKind
check_new(Custody *custody, const Deliberation *deliberation, const Digest *digest, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    Registration *there = NULL;
    if (!digest_equal(&deliberation->digest, digest))
        return error_set(err, ERROR_INTERNAL, "a deliberation was read from other bytes");
    TRY(registration_find(custody, work, deliberation->id, &there, err));
    if (there != NULL && digest_equal(&there->digest, digest))
        return error_set(err, ERROR_STATE, "deliberation '%s' is registered already",
                         deliberation->id);
    if (there != NULL)
    {
        (void)error_set(err, ERROR_STATE,
                        "deliberation '%s' is registered already, with another text",
                        deliberation->id);
        return error_hint(err,
                          "only a new deliberation that names the one it amends can change it");
    }
    return deliberation->amends == NULL ? ERROR_NONE : check_amended(custody, deliberation, err);
}

ErrorKind
registration_propose(Custody *custody, const Actor *actor, const Deliberation *deliberation,
                     const Catalogue *catalogue, const RegistrationFile *file, Error *err)
{
    Digest text = digest_of(file->text == NULL ? "" : file->text, file->text_size);
    Proposal proposal = {.matter = MATTER_DELIBERATION,
                         .act = act_rule(ACT_DELIBERATION_REGISTER)->name,
                         .deliberation = deliberation->id,
                         .digest = digest_of(file->bytes, file->size),
                         .catalogue_digest = &catalogue->digest,
                         .bytes = file->bytes,
                         .size = file->size,
                         .text_digest = file->text == NULL ? NULL : &text,
                         .text = file->text,
                         .text_size = file->text_size};
    TRY(check_new(custody, deliberation, &proposal.digest, err));
    return proposal_add(custody, actor, &proposal, err);
}

/* The communications that go on with a living key of the one that is amended. */
static ErrorKind
find_continued(Custody *custody, Arena *arena, const Deliberation *deliberation, Names *ret_names,
               Error *err)
{
    Registration *old = NULL;
    if (deliberation->amends == NULL)
        return ERROR_NONE;
    TRY(registration_find(custody, arena, deliberation->amends, &old, err));
    for (size_t at = 0; old != NULL && at < deliberation->communications.count; at++)
    {
        const Communication *communication = &deliberation->communications.items[at];
        bool opens = false;
        TRY(project_key_opens(custody, old->id, communication->name, &opens, err));
        if (opens && amendment_continues(arena, old->bytes, old->size, deliberation, communication))
            *LIST_ADD(arena, ret_names) = communication->name;
    }
    return ERROR_NONE;
}

/* What is recorded besides what was proposed. */
typedef struct Following
{
    Names continues;
    ObligationParts obligations;
} Following;

static json_t *
registration_body(Arena *arena, const Proposal *proposal, const Deliberation *deliberation,
                  const Catalogue *catalogue, const Following *following)
{
    char decided[DATE_TEXT_SIZE];
    json_t *body = json_object();
    json_put_text(body, "deliberation", deliberation->id);
    json_put_text(body, "digest", digest_print(arena, &deliberation->digest));
    json_put_text(body, "decided", date_print(deliberation->decided, decided));
    json_put_text(body, "catalogue", catalogue->id);
    json_put_text(body, "catalogue_digest", digest_print(arena, &catalogue->digest));
    if (proposal->text_digest != NULL)
        json_put_text(body, "text_digest", digest_print(arena, proposal->text_digest));
    if (deliberation->amends != NULL)
    {
        json_put_text(body, "amends", deliberation->amends);
        json_put(body, "continues", names_json(&following->continues));
    }
    json_put(body, "proposal", json_integer(proposal->number));
    return body;
}

/* What is confirmed is what was proposed: the same bytes, judged by the same catalogue. */
static ErrorKind
check_proposed(const Proposal *proposal, const Deliberation *deliberation,
               const Catalogue *catalogue, Error *err)
{
    if (!text_equal(proposal->act, act_rule(ACT_DELIBERATION_REGISTER)->name) ||
        proposal->bytes == NULL || proposal->catalogue_digest == NULL ||
        !text_equal(proposal->deliberation, deliberation->id) ||
        !digest_equal(&proposal->digest, &deliberation->digest))
        return error_set(err, ERROR_INTERNAL, "a deliberation that was not proposed");
    if (!digest_equal(proposal->catalogue_digest, &catalogue->digest))
        return error_set(err, ERROR_STATE,
                         "the catalogue '%s' is not the one that deliberation '%s' was proposed "
                         "with",
                         catalogue->id, deliberation->id);
    return ERROR_NONE;
}

static ErrorKind
insert(Custody *custody, const Actor *actor, const Proposal *proposal,
       const Deliberation *deliberation, const Catalogue *catalogue, const Names *continues,
       int64_t entry, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    json_t *names = json_keep(work, names_json(continues));
    char decided[DATE_TEXT_SIZE];
    const char *text = NULL;
    if (proposal->text_digest != NULL)
        text = digest_print(work, proposal->text_digest);
    TRY(store_run(
        custody->store,
        "INSERT INTO deliberation VALUES(?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        BINDS(bind_text(deliberation->id), bind_text(digest_print(work, &proposal->digest)),
              bind_text(date_print(deliberation->decided, decided)),
              bind_text(deliberation->amends), bind_text(catalogue->id),
              bind_text(digest_print(work, &catalogue->digest)),
              bind_bytes(proposal->bytes, proposal->size), bind_text(text),
              proposal->text == NULL ? (Bind){.kind = BIND_NULL}
                                     : bind_bytes(proposal->text, proposal->text_size),
              bind_text(deliberation->amends == NULL ? NULL : json_canonical(work, names, NULL)),
              bind_integer(custody->now), bind_text(actor_name(actor)),
              bind_integer(proposal->number), bind_integer(entry)),
        err));
    if (deliberation->amends == NULL)
        return ERROR_NONE;
    return store_run(custody->store, "UPDATE deliberation SET amended_by = ? WHERE id = ?",
                     BINDS(bind_text(deliberation->id), bind_text(deliberation->amends)), err);
}

ErrorKind
registration_confirm(Custody *custody, const Actor *actor, const Proposal *proposal,
                     const Deliberation *deliberation, const Catalogue *catalogue, Error *err)
{
    SCRATCH Arena *work = arena_new("register");
    ENDS_RECORDING Recording recording = {0};
    Following following = {0};
    ObligationList moved = {0};
    int64_t entry = 0;
    TRY(check_proposed(proposal, deliberation, catalogue, err));
    TRY(record_begin(custody, &recording, err));
    TRY(check_new(custody, deliberation, &proposal->digest, err));
    TRY(find_continued(custody, work, deliberation, &following.continues, err));
    TRY(obligation_amended(custody, work, deliberation, &moved, err));
    if (moved.count > 0)
        following.obligations = obligation_parts(work, &moved);
    ObligationEntry first = {
        .type = ENTRY_DELIBERATION_REGISTERED,
        .body = registration_body(work, proposal, deliberation, catalogue, &following),
        .deliberation = deliberation->id};
    TRY(obligation_append(custody, actor, &first, &following.obligations, &entry, err));
    TRY(insert(custody, actor, proposal, deliberation, catalogue, &following.continues, entry,
               err));
    TRY(obligation_save(custody, &following.obligations, err));
    TRY(proposal_confirm(custody, actor, proposal->number, entry, err));
    return record_commit(&recording, err);
}
