/* What stands against who acts: her role, her key, her undertaking, and whose key she would change.
 */
#include "core/text.h"
#include "custody/judge.h"

void
judge_actor(Judge *judge)
{
    const char *name = judge->question->actor;
    unsigned roles = judge->facts->actor_roles;
    if (name != NULL && !judge->facts->actor_known)
    {
        object(judge, "actor-unknown", &no_cites, "actor '%s' is not known in this custody",
               shown(judge, name));
        return;
    }
    if (name == NULL)
        roles = ROLE_CUSTODIAN;
    else if (judge->facts->actor_revoked)
        object(judge, "key-revoked", &no_cites, "the key of actor '%s' is revoked", name);
    if ((roles & judge->rule->roles) == 0)
        object(judge, "role", &no_cites, "'%s' is not for the role %s (but for: %s)",
               judge->rule->name, roles_print(judge->arena, roles),
               roles_print(judge->arena, judge->rule->roles));
}

void
judge_key(Judge *judge)
{
    const Question *question = judge->question;
    if (!judge->facts->about_known)
    {
        object(judge, "key-unknown", &no_cites, "there is no actor '%s' in this custody",
               shown(judge, question->about));
        return;
    }
    if (question->actor != NULL && !text_equal(question->actor, question->about))
        object(judge, "key-owner", &no_cites,
               "the key of actor '%s' is changed by herself or by the custodian", question->about);
    if (question->act == ACT_ACTOR_REVOKE && judge->facts->about_revoked)
        object(judge, "key-revoked-already", &no_cites, "the key of actor '%s' is revoked already",
               question->about);
}

void
judge_undertaking(Judge *judge)
{
    const Question *question = judge->question;
    const Registration *registration = judge->facts->registration;
    const Cites *cites =
        judge->deliberation == NULL ? &no_cites : &judge->deliberation->reidentification_cites;
    if (registration == NULL || question->actor == NULL)
        return;
    if (judge->rule->on_undertaking && !judge->facts->undertaken)
        object(judge, "undertaking", cites,
               "actor '%s' has not signed the undertaking of deliberation '%s'",
               shown(judge, question->actor), registration->id);
    if (question->act == ACT_UNDERTAKING_SIGN && judge->facts->undertaken)
        object(judge, "undertaken-already", cites,
               "actor '%s' has signed the undertaking of deliberation '%s' already",
               shown(judge, question->actor), registration->id);
}
