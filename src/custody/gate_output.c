/* What stands against an act on an output request: its state, who made it, who voted, and what was
 * found. */
#include "core/text.h"
#include "custody/judge.h"

#include <inttypes.h>

/* The change that an act is; false for one that only looks. */
static bool
change_of(Act act, OutputChange *ret_change)
{
    if (act == ACT_OUTPUT_CHECK)
        *ret_change = OUTPUT_CHECK;
    else if (act == ACT_OUTPUT_PROTECT)
        *ret_change = OUTPUT_PROTECT;
    else if (act == ACT_OUTPUT_APPROVE || act == ACT_OUTPUT_REJECT)
        *ret_change = OUTPUT_VOTE;
    else if (act == ACT_OUTPUT_RELEASE)
        *ret_change = OUTPUT_RELEASE;
    else if (act == ACT_OUTPUT_WITHDRAW)
        *ret_change = OUTPUT_WITHDRAW;
    else
        return false;
    return true;
}

static bool
is_author(const Judge *judge)
{
    return judge->question->actor != NULL &&
           text_equal(judge->question->actor, judge->facts->output->author);
}

/* Nobody judges what she asked for, and nobody votes twice on the same. */
static void
judge_voter(Judge *judge, const OutputRequest *output, const Cites *cites)
{
    if (is_author(judge))
        object(judge, "four-eyes", cites,
               "output %" PRId64 " was asked for by '%s', so another person must judge it",
               output->number, output->author);
    for (size_t at = 0; at < output->votes.count; at++)
        if (judge->question->actor != NULL &&
            text_equal(judge->question->actor, output->votes.items[at].actor))
            object(judge, "voted-already", cites, "output %" PRId64 " has the vote of '%s' already",
                   output->number, output->votes.items[at].actor);
}

void
judge_output(Judge *judge)
{
    const OutputRequest *output = judge->facts->output;
    const Question *question = judge->question;
    const Cites *cites =
        judge->deliberation == NULL ? &no_cites : &judge->deliberation->outputs.cites;
    OutputChange change;
    OutputState next;
    if (output == NULL)
    {
        object(judge, "output-unknown", &no_cites, "there is no output %" PRId64, question->output);
        return;
    }
    if (change_of(question->act, &change) && !output_change_leads(output->state, change, &next))
        object(judge, "output-state", &no_cites, "output %" PRId64 " is %s", output->number,
               output_state_name(output->state));
    if (question->act == ACT_OUTPUT_APPROVE || question->act == ACT_OUTPUT_REJECT ||
        question->act == ACT_OUTPUT_PROTECT)
        judge_voter(judge, output, cites);
    if (question->act == ACT_OUTPUT_APPROVE && output->round > 0 && output->fails)
        object(judge, "output-findings", cites,
               "output %" PRId64 " has findings with which nobody can approve it", output->number);
    if (question->act == ACT_OUTPUT_RELEASE && output->fails)
        object(judge, "output-findings", cites,
               "output %" PRId64 " has findings with which nobody can release it", output->number);
    bool researcher_only = (judge->facts->actor_roles & (ROLE_CHECKER | ROLE_OPERATOR)) == 0;
    if (researcher_only && judge->facts->actor_known && !is_author(judge))
        object(judge, "output-author", &no_cites, "output %" PRId64 " was asked for by another",
               output->number);
}
