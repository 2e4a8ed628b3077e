/* What stands against an act on a deliberation: its state, what is proposed for it, and, where one
 * is to be registered, its reference and what it amends. */
#include "core/text.h"
#include "custody/judge.h"

#include <inttypes.h>

/* The day of a moment, as text. */
static const char *
day_print(Judge *judge, int64_t moment)
{
    char *text = arena_take(judge->arena, DATE_TEXT_SIZE);
    return date_print((Date){.days = (int32_t)(moment / SECONDS_A_DAY)}, text);
}

static void
object_state(Judge *judge, const Registration *registration)
{
    switch (registration->state)
    {
    case DELIBERATION_AMENDED:
        object(judge, "amended", &no_cites, "deliberation '%s' was amended: '%s' took its place",
               registration->id, registration->amended_by);
        return;
    case DELIBERATION_SUSPENDED:
        object(judge, "suspended", &no_cites, "deliberation '%s' is suspended since %s",
               registration->id, day_print(judge, registration->since));
        return;
    case DELIBERATION_ENDED:
        object(judge, "ended", &no_cites, "deliberation '%s' ended on %s", registration->id,
               day_print(judge, registration->since));
        return;
    case DELIBERATION_IN_FORCE:
    case DELIBERATION_UNKNOWN:
        object(judge, "in-force", &no_cites, "deliberation '%s' is in force", registration->id);
        return;
    }
}

/* The states from which the act may start: of a confirmation, those of what was proposed too. */
static unsigned
states_of(const Judge *judge)
{
    unsigned states = act_rule_states(judge->rule);
    Act proposed = ACT_COUNT;
    if (judge->rule->confirms != MATTER_NONE && judge->facts->proposal != NULL &&
        act_parse(judge->facts->proposal->act, &proposed))
        states &= act_rule_states(act_rule(proposed));
    return states;
}

/* True where the deliberation may be looked at any further. */
static bool
judge_state(Judge *judge)
{
    const Registration *registration = judge->facts->registration;
    unsigned states = states_of(judge);
    if (registration != NULL)
    {
        /* Of one that is to be registered, judge_reference says more. */
        if ((states & (unsigned)registration->state) == 0 && judge->question->candidate == NULL)
            object_state(judge, registration);
        return true;
    }
    /* For an act on a release that is not there, that is what is wrong. */
    if ((states & DELIBERATION_UNKNOWN) == 0 &&
        (!judge->rule->on_release || judge->facts->release != NULL) &&
        (!judge->rule->on_output || judge->facts->output != NULL))
        object(judge, "not-registered", &no_cites,
               "deliberation '%s' is not registered in this custody",
               shown(judge, judge->question->deliberation_id));
    return false;
}

/* What was read is what was registered, with the same catalogue, and its day has come. */
static void
judge_reading(Judge *judge)
{
    const Registration *registration = judge->facts->registration;
    const Deliberation *read = judge->question->deliberation;
    const Digest *catalogue = judge->question->catalogue;
    char decided[DATE_TEXT_SIZE];
    if (read == NULL || !digest_equal(&read->digest, &registration->digest))
    {
        object(judge, "not-the-registered", &no_cites,
               "what was read of deliberation '%s' is not what was registered", registration->id);
        return;
    }
    judge->deliberation = read;
    if (catalogue == NULL || !digest_equal(catalogue, &registration->catalogue_digest))
        object(
            judge, "catalogue", &read->variable_cites,
            "the catalogue '%s' at hand is not the one that deliberation '%s' was registered with",
            registration->catalogue, registration->id);
    if (date_compare(registration->decided, judge->question->today) > 0)
        object(judge, "not-yet-decided", &no_cites,
               "deliberation '%s' is decided on %s, which has not come", registration->id,
               date_print(registration->decided, decided));
}

void
judge_deliberation(Judge *judge)
{
    if (judge_state(judge) && judge->rule->on_deliberation)
        judge_reading(judge);
}

void
judge_proposal(Judge *judge)
{
    const Proposal *proposal = judge->facts->proposal;
    const Question *question = judge->question;
    const char *id = shown(judge, question->deliberation_id);
    if (judge->rule->proposes != MATTER_NONE)
    {
        if (proposal != NULL)
            object(judge, "proposed-already", &no_cites,
                   "for deliberation '%s' a proposal of '%s' (%s) waits for another person", id,
                   proposal->proposed_by, proposal->act);
        return;
    }
    if (proposal == NULL)
    {
        if (act_rule_matter(judge->rule) == MATTER_SUBJECT)
            object(judge, "no-proposal", &no_cites, "no question of the number %" PRId64 " waits",
                   question->proposal);
        else
            object(judge, "no-proposal", &no_cites, "nothing is proposed for deliberation '%s'",
                   id);
        return;
    }
    if (judge->rule->confirms == MATTER_NONE)
        return;
    if (question->actor != NULL && text_equal(question->actor, proposal->proposed_by))
        object(judge, "four-eyes", &no_cites,
               "'%s' was proposed by '%s', so another person must confirm it", proposal->act,
               proposal->proposed_by);
    if (question->other_number)
        object(judge, "other-number", &no_cites, "it is another person's number than '%s' gave",
               proposal->proposed_by);
    if (question->digest != NULL && !digest_equal(question->digest, &proposal->digest))
        object(judge, "digest", &no_cites,
               "what is proposed for deliberation '%s' has another digest than was said", id);
    if (question->text_digest != NULL &&
        (proposal->text_digest == NULL ||
         !digest_equal(question->text_digest, proposal->text_digest)))
        object(judge, "text-digest", &no_cites, "what is proposed for deliberation '%s' has %s", id,
               proposal->text_digest == NULL ? "no official text"
                                             : "another official text than was said");
}

static void
judge_amended(Judge *judge)
{
    const Deliberation *candidate = judge->question->candidate;
    const Registration *old = judge->facts->amended;
    char then[DATE_TEXT_SIZE];
    char now[DATE_TEXT_SIZE];
    if (old == NULL)
    {
        object(judge, "amends-unknown", &no_cites,
               "deliberation '%s' amends '%s', which is not registered", candidate->id,
               candidate->amends);
        return;
    }
    if (old->state == DELIBERATION_AMENDED)
        object(judge, "amends-amended", &no_cites,
               "deliberation '%s' amends '%s', which '%s' has amended already", candidate->id,
               old->id, old->amended_by);
    if (old->state == DELIBERATION_ENDED)
        object(judge, "amends-ended", &no_cites, "deliberation '%s' amends '%s', which has ended",
               candidate->id, old->id);
    if (date_compare(candidate->decided, old->decided) < 0)
        object(judge, "amends-older", &no_cites,
               "deliberation '%s' of %s is older than '%s' of %s, which it amends", candidate->id,
               date_print(candidate->decided, now), old->id, date_print(old->decided, then));
}

/* A confirmation rests on the very bytes and the very catalogue of the proposal. */
static void
judge_proposed(Judge *judge)
{
    const Deliberation *candidate = judge->question->candidate;
    const Digest *catalogue = judge->question->catalogue;
    const Proposal *proposal = judge->facts->proposal;
    if (!digest_equal(&candidate->digest, &proposal->digest))
        object(judge, "not-the-proposed", &no_cites,
               "what was read of deliberation '%s' is not what was proposed", candidate->id);
    if (catalogue == NULL || proposal->catalogue_digest == NULL ||
        !digest_equal(catalogue, proposal->catalogue_digest))
        object(judge, "catalogue", &candidate->variable_cites,
               "the catalogue '%s' at hand is not the one that deliberation '%s' was proposed with",
               candidate->catalogue, candidate->id);
}

void
judge_candidate(Judge *judge)
{
    const Deliberation *candidate = judge->question->candidate;
    const Registration *there = judge->facts->registration;
    if (there != NULL && digest_equal(&there->digest, &candidate->digest))
        object(judge, "registered-already", &no_cites, "deliberation '%s' is registered already",
               candidate->id);
    else if (there != NULL)
        object(judge, "registered-otherwise", &no_cites,
               "deliberation '%s' is registered already, with another text: only a new one that "
               "amends it can change it",
               candidate->id);
    if (judge->facts->copied != NULL)
        object(judge, "copy", &no_cites,
               "deliberation '%s' is '%s' word for word, under another reference", candidate->id,
               judge->facts->copied);
    if (candidate->amends != NULL)
        judge_amended(judge);
    if (judge->rule->confirms != MATTER_NONE && judge->facts->proposal != NULL)
        judge_proposed(judge);
}
