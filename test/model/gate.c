/*
 * The program's gate for the model beside it (gate.py): a deliberation or a case a line on standard
 * input, both as JSON; for each case the verdict on standard output: "allowed", or the codes of the
 * reasons, each with its paragraphs.
 */
#include "custody/gate.h"
#include "core/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const json_t *
get(const json_t *object, const char *key)
{
    return json_object_get(object, key);
}

/* NULL for null. */
static const char *
text_of(const json_t *object, const char *key)
{
    return json_string_value(get(object, key));
}

static int
number_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(get(object, key));
}

static bool
is(const json_t *object, const char *key, const char *value)
{
    return text_of(object, key) != NULL && text_equal(text_of(object, key), value);
}

static Date
day_of(const json_t *object, const char *key)
{
    return (Date){.days = (int32_t)number_of(object, key)};
}

static Digest
digest_number(const json_t *object, const char *key)
{
    int64_t number = json_integer_value(get(object, key));
    return digest_of(&number, sizeof number);
}

static Cites
cites_of(Arena *arena, const json_t *object, const char *key)
{
    Cites cites = {0};
    for (size_t at = 0; at < json_array_size(get(object, key)); at++)
        *LIST_ADD(arena, &cites) = (int)json_integer_value(json_array_get(get(object, key), at));
    return cites;
}

static Years
years_of(Arena *arena, const json_t *object, const char *key)
{
    Years years = {0};
    for (size_t at = 0; at < json_array_size(get(object, key)); at++)
        *LIST_ADD(arena, &years) = (int)json_integer_value(json_array_get(get(object, key), at));
    return years;
}

static Setting
setting_of(const json_t *object)
{
    return is(object, "setting", "on site") ? SETTING_ON_SITE : SETTING_DELIVERED;
}

static DeliberationState
state_of(const json_t *object)
{
    for (unsigned state = 1; state <= DELIBERATION_ENDED; state <<= 1)
        if (is(object, "state", deliberation_state_name((DeliberationState)state)))
            return (DeliberationState)state;
    abort();
}

static void
read_reference(Arena *arena, const json_t *world, Deliberation *deliberation)
{
    const char *rule = text_of(world, "rule");
    deliberation->reference.years = years_of(arena, world, "years");
    deliberation->reference.cites = cites_of(arena, world, "reference_cites");
    if (text_equal(rule, "first day of year"))
        deliberation->reference.rule = REFERENCE_YEAR_START;
    else if (text_equal(rule, "last day of year"))
        deliberation->reference.rule = REFERENCE_YEAR_END;
    else
    {
        deliberation->reference.rule = REFERENCE_QUARTER_END;
        deliberation->reference.quarter = rule[strlen(rule) - 1] - '0';
    }
}

static void
read_retention(Arena *arena, const json_t *list, Deliberation *deliberation)
{
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        RetentionRule *rule = LIST_ADD(arena, &deliberation->retention);
        rule->all_years = json_is_null(get(item, "years"));
        rule->years = years_of(arena, item, "years");
        rule->fixed = !json_is_null(get(item, "fixed"));
        rule->destroy_by = day_of(item, "fixed");
        rule->relative = !json_is_null(get(item, "event"));
        rule->after_years = number_of(item, "after");
        rule->event = is(item, "event", "delivery")  ? EVENT_DELIVERY
                      : is(item, "event", "receipt") ? EVENT_RECEIPT
                                                     : EVENT_LAST_DELIVERY;
        rule->cites = cites_of(arena, item, "cites");
    }
}

static void
read_lists(Arena *arena, const json_t *world, Deliberation *deliberation)
{
    const json_t *list = get(world, "communications");
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        Communication *communication = LIST_ADD(arena, &deliberation->communications);
        communication->name = text_of(item, "name");
        communication->setting = setting_of(item);
        communication->years = years_of(arena, item, "years");
        communication->once = json_is_true(get(item, "once"));
        communication->cites = cites_of(arena, item, "cites");
    }
    list = get(world, "variables");
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        AllowedVariable *variable = LIST_ADD(arena, &deliberation->variables);
        variable->name = json_string_value(json_array_get(item, 0));
        variable->classification = json_string_value(json_array_get(item, 1));
    }
}

static Deliberation
read_world(Arena *arena, const json_t *world)
{
    Deliberation deliberation = {.id = "A/19/1",
                                 .decided = day_of(world, "decided"),
                                 .recipient_id = text_of(world, "recipient"),
                                 .approvals = number_of(world, "approvals"),
                                 .digest = digest_number(world, "digest")};
    deliberation.recipient_cites = cites_of(arena, world, "recipient_cites");
    deliberation.variable_cites = cites_of(arena, world, "variable_cites");
    deliberation.approval_cites = cites_of(arena, world, "approval_cites");
    deliberation.reidentification_cites = cites_of(arena, world, "identify_cites");
    read_reference(arena, world, &deliberation);
    read_retention(arena, get(world, "retention"), &deliberation);
    read_lists(arena, world, &deliberation);
    return deliberation;
}

static ReleaseState
release_state_of(const json_t *object)
{
    ReleaseState state = RELEASE_PREPARED;
    if (!release_state_parse(text_of(object, "state"), &state))
        abort();
    return state;
}

static const Release *
read_release(Arena *arena, const json_t *item)
{
    if (!json_is_object(item))
        return NULL;
    Release *release = arena_take(arena, sizeof *release);
    *release = (Release){.number = number_of(item, "number"),
                         .state = release_state_of(item),
                         .deliberation = "A/19/1",
                         .communication = text_of(item, "communication"),
                         .recipient = text_of(item, "recipient"),
                         .prepared_by = text_of(item, "by"),
                         .approvals_needed = number_of(item, "needed")};
    Years years = years_of(arena, item, "years");
    for (size_t at = 0; at < years.count; at++)
        *LIST_ADD(arena, &release->years) = (ReleaseYear){.year = years.items[at], .rows = 1};
    for (size_t at = 0; at < json_array_size(get(item, "approvals")); at++)
        *LIST_ADD(arena, &release->approvals) =
            (Approval){.actor = json_string_value(json_array_get(get(item, "approvals"), at))};
    return release;
}

static void
read_actors(const json_t *item, GateFacts *facts, Question *question)
{
    const json_t *actor = get(item, "actor");
    const json_t *about = get(item, "about");
    question->actor = text_of(actor, "name");
    facts->actor_known = json_is_true(get(actor, "known"));
    facts->actor_revoked = json_is_true(get(actor, "revoked"));
    for (size_t at = 0; at < json_array_size(get(actor, "roles")); at++)
    {
        Role role = ROLE_OPERATOR;
        if (!role_parse(json_string_value(json_array_get(get(actor, "roles"), at)), &role))
            abort();
        facts->actor_roles |= (unsigned)role;
    }
    question->about = text_of(about, "name");
    facts->about_known = json_is_true(get(about, "known"));
    facts->about_revoked = json_is_true(get(about, "revoked"));
    facts->undertaken = json_is_true(get(item, "undertaken"));
}

static void
read_question(Arena *arena, const json_t *item, Question *question)
{
    question->communication = text_of(item, "communication");
    question->years = years_of(arena, item, "years");
    question->recipient = text_of(item, "recipient");
    question->setting = setting_of(item);
    question->release = number_of(item, "release");
    const json_t *list = get(item, "variables");
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *pair = json_array_get(list, at);
        *LIST_ADD(arena, &question->variables) =
            (AskedVariable){.name = json_string_value(json_array_get(pair, 0)),
                            .classification = json_string_value(json_array_get(pair, 1))};
    }
}

static void
read_earlier(Arena *arena, const json_t *list, GateFacts *facts)
{
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        *LIST_ADD(arena, &facts->earlier) =
            (Release){.number = number_of(item, "number"),
                      .state = release_state_of(item),
                      .delivered_at = (int64_t)number_of(item, "day") * 86400 + 3600};
    }
}

static void
read_made(Arena *arena, const json_t *list, GateFacts *facts)
{
    for (size_t at = 0; at < json_array_size(list); at++)
    {
        const json_t *item = json_array_get(list, at);
        *LIST_ADD(arena, &facts->prepared) =
            (PreparedYear){.year = number_of(item, "year"), .day = day_of(item, "day")};
    }
}

static const Proposal *
read_proposal(Arena *arena, const json_t *item)
{
    if (!json_is_object(item))
        return NULL;
    Proposal *proposal = arena_take(arena, sizeof *proposal);
    Digest *catalogue = arena_take(arena, sizeof *catalogue);
    *catalogue = digest_number(item, "catalogue");
    Digest *text = arena_take(arena, sizeof *text);
    *text = digest_number(item, "text");
    *proposal = (Proposal){.number = 1,
                           .act = text_of(item, "act"),
                           .proposed_by = text_of(item, "by"),
                           .digest = digest_number(item, "digest"),
                           .catalogue_digest = catalogue,
                           .text_digest = json_is_null(get(item, "text")) ? NULL : text};
    return proposal;
}

static const Registration *
read_amended(Arena *arena, const json_t *item)
{
    if (!json_is_object(item))
        return NULL;
    Registration *amended = arena_take(arena, sizeof *amended);
    *amended = (Registration){.id = "A/18/1",
                              .state = state_of(item),
                              .decided = day_of(item, "decided"),
                              .amended_by = "A/18/2"};
    return amended;
}

static const Digest *
digest_or_null(Arena *arena, const json_t *item, const char *key)
{
    if (json_is_null(get(item, key)))
        return NULL;
    Digest *digest = arena_take(arena, sizeof *digest);
    *digest = digest_number(item, key);
    return digest;
}

static void
print_verdict(Arena *arena, const Verdict *verdict)
{
    if (verdict->allowed)
        (void)puts("allowed");
    for (size_t at = 0; at < verdict->reasons.count; at++)
    {
        const Reason *reason = &verdict->reasons.items[at];
        Cites none = {0};
        Cites sorted = cites_join(arena, &reason->cites, &none);
        (void)printf("%s%s[", at == 0 ? "" : " ", reason->code);
        for (size_t in = 0; in < sorted.count; in++)
            (void)printf("%s%d", in == 0 ? "" : ",", sorted.items[in]);
        (void)printf("]%s", at + 1 == verdict->reasons.count ? "\n" : "");
    }
}

static void
judge_case(Arena *arena, const json_t *world, const Deliberation *deliberation, const json_t *item)
{
    GateFacts facts = {.recipient_known = json_is_true(get(item, "recipient_known")),
                       .copied = json_is_true(get(item, "copied")) ? "A/17/1" : NULL,
                       .release = read_release(arena, get(item, "release")),
                       .proposal = read_proposal(arena, get(item, "proposal")),
                       .amended = read_amended(arena, get(item, "amended"))};
    Question question = {.deliberation_id = "A/19/1",
                         .today = day_of(item, "today"),
                         .other_number = json_is_true(get(item, "other_number")),
                         .digest = digest_or_null(arena, item, "digest"),
                         .text_digest = digest_or_null(arena, item, "text_digest"),
                         .catalogue = digest_or_null(arena, item, "catalogue")};
    Registration registration = {.id = "A/19/1",
                                 .state = state_of(world),
                                 .amended_by = "A/20/1",
                                 .decided = deliberation->decided,
                                 .catalogue = "house",
                                 .catalogue_digest = digest_number(world, "catalogue"),
                                 .digest = deliberation->digest};
    Deliberation read = *deliberation;
    Deliberation candidate = {.id = "A/19/1", .variable_cites = deliberation->variable_cites};
    if (!act_parse(text_of(item, "act"), &question.act))
        abort();
    read_actors(item, &facts, &question);
    read_question(arena, get(item, "question"), &question);
    read_earlier(arena, get(item, "earlier"), &facts);
    read_made(arena, get(item, "made"), &facts);
    if (registration.state != DELIBERATION_UNKNOWN)
        facts.registration = &registration;
    read.digest = digest_number(item, "read");
    if (!json_is_null(get(item, "read")))
        question.deliberation = &read;
    candidate.digest = digest_number(get(item, "candidate"), "digest");
    candidate.decided = day_of(get(item, "candidate"), "decided");
    candidate.amends = json_is_true(get(get(item, "candidate"), "amends")) ? "A/18/1" : NULL;
    if (json_is_object(get(item, "candidate")))
        question.candidate = &candidate;
    Verdict verdict = gate_judge(arena, &facts, &question);
    print_verdict(arena, &verdict);
}

int
main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    Arena *kept = arena_new("world");
    const json_t *world = NULL;
    Deliberation deliberation = {0};
    while (getline(&line, &capacity, stdin) > 0)
    {
        SCRATCH Arena *work = arena_new("case");
        json_t *item = json_loads(line, 0, NULL);
        if (item == NULL)
            abort();
        if (get(item, "world") == NULL)
        {
            judge_case(work, world, &deliberation, json_keep(work, item));
            continue;
        }
        arena_free(kept);
        kept = arena_new("world");
        world = get(json_keep(kept, item), "world");
        deliberation = read_world(kept, world);
    }
    arena_free(kept);
    free(line);
    return 0;
}
