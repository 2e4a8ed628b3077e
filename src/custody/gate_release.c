/* What stands against an act on a release: its state, and the agreement of others. */
#include "core/text.h"
#include "custody/judge.h"

#include <inttypes.h>

static ReleaseChange
change_of(Act act)
{
    if (act == ACT_RELEASE_APPROVE)
        return CHANGE_APPROVE;
    return act == ACT_RELEASE_DELIVER ? CHANGE_DELIVER : CHANGE_WITHDRAW;
}

static void
judge_approver(Judge *judge, const Release *release, const Cites *cites)
{
    const char *actor = judge->question->actor;
    if (actor == NULL)
        return;
    if (text_equal(actor, release->prepared_by))
        object(judge, "four-eyes", cites,
               "release %" PRId64 " was made by '%s', so another person must approve it",
               release->number, release->prepared_by);
    for (size_t at = 0; at < release->approvals.count; at++)
        if (text_equal(actor, release->approvals.items[at].actor))
            object(judge, "approved-already", cites,
                   "release %" PRId64 " has the approval of '%s' already", release->number,
                   release->approvals.items[at].actor);
}

/* Approvals of others than the one who made it; distinct by construction, counted here once more.
 */
static int
count_approvals(const Release *release)
{
    int count = 0;
    for (size_t at = 0; at < release->approvals.count; at++)
        count += !text_equal(release->approvals.items[at].actor, release->prepared_by);
    return count;
}

void
judge_release(Judge *judge)
{
    const Release *release = judge->facts->release;
    const Question *question = judge->question;
    const Cites *cites =
        question->deliberation == NULL ? &no_cites : &question->deliberation->approval_cites;
    if (release == NULL)
    {
        object(judge, "release-unknown", &no_cites, "there is no release %" PRId64,
               question->release);
        return;
    }
    bool undelivered = release->state == RELEASE_PREPARED && question->act == ACT_RELEASE_DELIVER;
    if (!undelivered && !release_change_allowed(release->state, change_of(question->act)))
        object(judge, "release-state", &no_cites, "release %" PRId64 " is %s", release->number,
               release_state_name(release->state));
    int needed = release->approvals_needed;
    if (judge->deliberation != NULL && judge->deliberation->approvals > needed)
        needed = judge->deliberation->approvals;
    if (question->act == ACT_RELEASE_DELIVER && (undelivered || count_approvals(release) < needed))
        object(judge, "approval-missing", cites,
               "release %" PRId64 " has %d of the %d approval%s of others that it needs",
               release->number, count_approvals(release), needed, needed == 1 ? "" : "s");
    if (question->act == ACT_RELEASE_APPROVE)
        judge_approver(judge, release, cites);
}
