/* The asking: the facts collected, the question judged, a refusal recorded. */
#include "core/text.h"
#include "custody/artefact.h"
#include "custody/gate.h"
#include "custody/inner.h"
#include "custody/judge.h"
#include "custody/recipient.h"
#include "custody/undertaking.h"

#define LEAST_YEAR 1000
#define MOST_YEAR 9999

/* The deliberation that the question is about: named, or that of the release. */
static const char *
asked_deliberation(const Question *question, const GateFacts *facts)
{
    if (facts->release != NULL)
        return facts->release->deliberation;
    if (facts->output != NULL)
        return facts->output->deliberation;
    return question->deliberation_id;
}

static ErrorKind
find_earlier(Custody *custody, Arena *arena, const char *deliberation, const char *communication,
             ReleaseList *ret_earlier, Error *err)
{
    ReleaseList all = {0};
    TRY(release_list(custody, arena, deliberation, &all, err));
    for (size_t at = 0; at < all.count; at++)
        if (text_equal(all.items[at].communication, communication))
            *LIST_ADD(arena, ret_earlier) = all.items[at];
    return ERROR_NONE;
}

static ErrorKind
find_actors(Custody *custody, Arena *arena, const Question *question, GateFacts *facts, Error *err)
{
    ActorRecord actor = {0};
    ActorRecord about = {0};
    if (question->actor != NULL)
        TRY(actor_find(custody, arena, question->actor, &facts->actor_known, &actor, err));
    if (question->about != NULL)
        TRY(actor_find(custody, arena, question->about, &facts->about_known, &about, err));
    facts->actor_roles = actor.roles;
    facts->actor_revoked = actor.revoked;
    facts->about_revoked = about.revoked;
    return ERROR_NONE;
}

/* What bears on registering the candidate. */
static ErrorKind
find_candidate(Custody *custody, Arena *arena, const Question *question, GateFacts *facts,
               Error *err)
{
    Registration *amended = NULL;
    const Deliberation *candidate = question->candidate;
    if (candidate == NULL)
        return ERROR_NONE;
    if (candidate->amends != NULL)
        TRY(registration_find(custody, arena, candidate->amends, &amended, err));
    facts->amended = amended;
    return registration_find_copy(custody, arena, candidate->id, question->candidate_bytes,
                                  question->candidate_size, &facts->copied, err);
}

/* When each year was made on site, whether it exists still or not: what had to go is not opened
 * again by having been destroyed. */
static ErrorKind
find_prepared(Custody *custody, Arena *arena, const char *deliberation, const char *communication,
              GateFacts *facts, Error *err)
{
    ArtefactList found = {0};
    ArtefactKind kind = ARTEFACT_DATA_SET;
    ArtefactFilter filter = {
        .deliberation = deliberation, .communication = communication, .kind = &kind};
    TRY(artefact_list(custody, arena, &filter, &found, err));
    for (size_t at = 0; at < found.count; at++)
        for (size_t in = 0; in < found.items[at].years.count; in++)
            *LIST_ADD(arena, &facts->prepared) = (PreparedYear){
                .year = found.items[at].years.items[in],
                .day = {.days = (int32_t)(found.items[at].delivered_at / SECONDS_A_DAY)}};
    return ERROR_NONE;
}

static ErrorKind
find_proposal(Custody *custody, Arena *arena, const Question *question, const char *id,
              GateFacts *facts, Error *err)
{
    Matter matter = act_rule_matter(act_rule(question->act));
    Proposal *proposal = NULL;
    if (matter == MATTER_SUBJECT)
        TRY(proposal_find_number(custody, arena, question->proposal, matter, &proposal, err));
    else if (matter != MATTER_NONE && id != NULL)
        TRY(proposal_find(custody, arena, id, matter, &proposal, err));
    facts->proposal = proposal;
    return ERROR_NONE;
}

static ErrorKind
find_deliberation(Custody *custody, Arena *arena, const Question *question, const char *id,
                  GateFacts *facts, Error *err)
{
    Registration *registration = NULL;
    Recipient *recipient = NULL;
    TRY(registration_find(custody, arena, id, &registration, err));
    facts->registration = registration;
    const char *communication =
        facts->release != NULL ? facts->release->communication : question->communication;
    if (communication == NULL && facts->output != NULL)
        communication = facts->output->communication;
    if (registration != NULL && communication != NULL)
    {
        TRY(find_earlier(custody, arena, id, communication, &facts->earlier, err));
        TRY(find_prepared(custody, arena, id, communication, facts, err));
    }
    if (registration != NULL && question->actor != NULL)
        TRY(undertaking_signed(custody, question->actor, registration, &facts->undertaken, err));
    if (question->deliberation != NULL)
        TRY(recipient_find(custody, arena, question->deliberation->recipient_id, &recipient, err));
    facts->recipient_known = recipient != NULL;
    return ERROR_NONE;
}

static ErrorKind
find_facts(Custody *custody, Arena *arena, const Question *question, GateFacts *facts, Error *err)
{
    const ActRule *rule = act_rule(question->act);
    Release *release = NULL;
    OutputRequest *output = NULL;
    TRY(find_actors(custody, arena, question, facts, err));
    if (rule->on_release)
        TRY(release_find(custody, arena, question->release, &release, err));
    facts->release = release;
    if (rule->on_output)
        TRY(output_find(custody, arena, question->output, &output, err));
    facts->output = output;
    const char *id = asked_deliberation(question, facts);
    TRY(find_proposal(custody, arena, question, id, facts, err));
    if (id == NULL || act_rule_states(rule) == 0)
        return ERROR_NONE;
    TRY(find_deliberation(custody, arena, question, id, facts, err));
    return find_candidate(custody, arena, question, facts, err);
}

static json_t *
reasons_json(const Verdict *verdict)
{
    json_t *list = json_array();
    for (size_t at = 0; at < verdict->reasons.count; at++)
    {
        const Reason *reason = &verdict->reasons.items[at];
        json_t *item = json_object();
        json_put_text(item, "code", reason->code);
        json_put(item, "cites", counts_json(reason->cites.items, reason->cites.count));
        if (json_array_append_new(list, item) != 0)
            error_out_of_memory();
    }
    return list;
}

/*
 * Only what the custody knows by itself goes into the entry: a name that it does not know could be
 * anything that somebody typed, an identifier among them, and the ledger is for ever.
 */
static json_t *
refusal_body(Arena *arena, const GateFacts *facts, const Question *question, const Verdict *verdict)
{
    json_t *body = json_object();
    Years years = {0};
    json_put_text(body, "act", act_rule(question->act)->name);
    json_put(body, "reasons", reasons_json(verdict));
    if (facts->registration != NULL)
        json_put_text(body, "deliberation", facts->registration->id);
    const Communication *communication = NULL;
    if (question->deliberation != NULL && question->communication != NULL)
        communication = deliberation_communication(question->deliberation, question->communication);
    if (communication != NULL)
        json_put_text(body, "communication", communication->name);
    if (facts->release != NULL)
        json_put(body, "release", json_integer(facts->release->number));
    for (size_t at = 0; at < question->years.count; at++)
        if (question->years.items[at] >= LEAST_YEAR && question->years.items[at] <= MOST_YEAR &&
            years.count < 100)
            *LIST_ADD(arena, &years) = question->years.items[at];
    if (years.count > 0)
        json_put(body, "years", counts_json(years.items, years.count));
    return body;
}

static ErrorKind
record_refusal(Custody *custody, Arena *arena, const GateFacts *facts, const Question *question,
               const Verdict *verdict, Error *err)
{
    ENDS_RECORDING Recording recording = {0};
    const char *claimed = ACTOR_CUSTODY;
    if (question->actor != NULL)
        claimed = facts->actor_known ? question->actor : ACTOR_UNKNOWN;
    TRY(record_begin(custody, &recording, err));
    TRY(record_append(custody, NULL, claimed, ENTRY_REFUSED,
                      refusal_body(arena, facts, question, verdict), NULL, err));
    return record_commit(&recording, err);
}

ErrorKind
gate_ask(Custody *custody, Arena *arena, const Question *question, Verdict *ret_verdict, Error *err)
{
    GateFacts facts = {0};
    TRY(find_facts(custody, arena, question, &facts, err));
    *ret_verdict = gate_judge(arena, &facts, question);
    if (ret_verdict->allowed)
        return ERROR_NONE;
    if (custody->mode == CUSTODY_WRITE)
        return record_refusal(custody, arena, &facts, question, ret_verdict, err);
    /* Opened for an act that only reads: the refusal is written all the same. */
    CLOSES_CUSTODY Custody *writing = NULL;
    TRY(custody_open(custody->directory, CUSTODY_WRITE, custody->clock, &writing, err));
    return record_refusal(writing, arena, &facts, question, ret_verdict, err);
}

ErrorKind
gate_look(Custody *custody, Arena *arena, const Question *question, Verdict *ret_verdict,
          Error *err)
{
    GateFacts facts = {0};
    TRY(find_facts(custody, arena, question, &facts, err));
    *ret_verdict = gate_judge(arena, &facts, question);
    return ERROR_NONE;
}
