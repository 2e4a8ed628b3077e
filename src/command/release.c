/*
 * beraad release plan | run | approve | deliver | withdraw | list
 */
#include "command/release_asked.h"
#include "command/report.h"
#include "command/session.h"
#include "core/text.h"
#include "plan/sql.h"
#include "release/run.h"

static const Option plan_options[] = {
    {"year", "Y", true, "reference years; without it all of the communication"},
    {"warehouse", "DIR", false, "count as well: cohort, sample, and what is rare"},
    {"variable", "NAME[:CLASSES]", true,
     "only these variables; without it all that the deliberation allows"},
    {"recipient", "ID", false, "whom it would be for; without it the deliberation's recipient"},
    {"sql", NULL, false, "print the statements that a run would give to the engine"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {NULL, NULL, false, NULL},
};

static const Option run_options[] = {
    {"year", "Y", true, "reference years; without it all of the communication"},
    {"warehouse", "DIR", false, "the warehouse to read (required)"},
    {"variable", "NAME[:CLASSES]", true,
     "only these variables; without it all that the deliberation allows"},
    {"recipient", "ID", false, "whom it is for; without it the deliberation's recipient"},
    {"language", "nl|fr|en", false, "of the labels inside SPSS files, which hold one language"},
    {"threads", "N", false, "threads of the engine; without it all cores"},
    {"memory", "SIZE", false, "memory of the engine, such as 4GB; without it its default"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
print_statements(Invocation *call, const ReleaseAsked *asked, Error *err)
{
    Plan plan = {0};
    TRY(plan_make(call->arena, asked->deliberation, asked->catalogue, asked->communication,
                  &asked->years, &plan, err));
    Steps steps = plan_steps(call->arena, &plan);
    Text text = text_new(call->arena);
    for (size_t at = 0; at < steps.count; at++)
        text_print(&text, "-- %s\n%s\n", steps.items[at].name, steps.items[at].sql);
    return result_print(text.bytes, err);
}

static ErrorKind
release_plan(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    ReleaseAsked asked = {0};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(release_ask(&session, ACT_RELEASE_PLAN, &asked, err));
    if (invocation_flag(call, "sql"))
        return print_statements(call, &asked, err);
    RunInput input;
    TRY(release_input(&session, &asked, &input, err));
    RunOutcome outcome = {0};
    if (input.where.warehouse != NULL)
        TRY(run_plan(call->arena, &input, &outcome, err));
    else
        TRY(plan_make(call->arena, asked.deliberation, asked.catalogue, asked.communication,
                      &asked.years, &outcome.plan, err));
    return report_plan(call, &input, &outcome, err);
}

static ErrorKind
release_run(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    ReleaseAsked asked = {0};
    if (invocation_option(call, "warehouse") == NULL)
        return error_set(err, ERROR_USAGE, "option '--warehouse' is missing");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(release_ask(&session, ACT_RELEASE_RUN, &asked, err));
    if (asked.recipient == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a recipient without a key");
    RunInput input;
    TRY(release_input(&session, &asked, &input, err));
    RunOutcome outcome = {0};
    TRY(run_release(call->arena, &input, &outcome, err));
    return report_run(call, &input, &outcome, err);
}

/* The release of the number given, with its deliberation; NULL parts where it is not there: the
 * gate says so. */
static ErrorKind
find_release(Session *session, Act act, Release **ret_release, Deliberation **ret_deliberation,
             Error *err)
{
    Invocation *call = session->call;
    Catalogue *catalogue = NULL;
    int64_t number = 0;
    TRY(release_number(call->words[0], "release", INT64_C(1000000000), &number, err));
    TRY(release_find(session->custody, call->arena, number, ret_release, err));
    if (*ret_release != NULL)
        TRY(session_deliberation(session, (*ret_release)->deliberation, &catalogue,
                                 ret_deliberation, err));
    Question question = {.act = act,
                         .release = number,
                         .deliberation = *ret_deliberation,
                         .setting = SETTING_DELIVERED};
    TRY(session_ask(session, &question, err));
    if (*ret_release == NULL || *ret_deliberation == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a release that is not there");
    return ERROR_NONE;
}

/* Ledger, state and obligations first; only then the package appears in outgoing/. */
static ErrorKind
deliver(Session *session, const Release *release, const Deliberation *deliberation, Error *err)
{
    TRY(release_record_delivered(session->custody, session->actor, release->number, deliberation,
                                 err));
    return release_move(session->custody, release, err);
}

static ErrorKind
release_approve(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Release *release = NULL;
    Deliberation *deliberation = NULL;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(find_release(&session, ACT_RELEASE_APPROVE, &release, &deliberation, err));
    TRY(release_check_held(session.custody, release, err));
    TRY(session_unlock(&session, err));
    TRY(release_record_approval(session.custody, session.actor, release->number, &release->manifest,
                                &release->package_digest, &release->state, err));
    if (release->state == RELEASE_APPROVED)
        TRY(deliver(&session, release, deliberation, err));
    TRY(release_find(session.custody, call->arena, release->number, &release, err));
    return report_delivery(call, session.custody, release, deliberation, err);
}

static ErrorKind
release_deliver(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Release *release = NULL;
    Deliberation *deliberation = NULL;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(find_release(&session, ACT_RELEASE_DELIVER, &release, &deliberation, err));
    TRY(release_check_held(session.custody, release, err));
    TRY(session_unlock(&session, err));
    TRY(deliver(&session, release, deliberation, err));
    TRY(release_find(session.custody, call->arena, release->number, &release, err));
    return report_delivery(call, session.custody, release, deliberation, err);
}

static ErrorKind
release_withdraw(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Release *release = NULL;
    Deliberation *deliberation = NULL;
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(find_release(&session, ACT_RELEASE_WITHDRAW, &release, &deliberation, err));
    TRY(session_unlock(&session, err));
    TRY(release_record_withdrawn(session.custody, session.actor, release->number, err));
    TRY(release_find(session.custody, call->arena, release->number, &release, err));
    return report_delivery(call, session.custody, release, deliberation, err);
}

static ErrorKind
release_show_list(Invocation *call, Error *err)
{
    CLOSES_SESSION Session session = {0};
    TRY(session_open(call, CUSTODY_READ, &session, err));
    Question question = {.act = ACT_RELEASE_LIST};
    TRY(session_permit(&session, &question, err));
    ReleaseList all = {0};
    TRY(release_list(session.custody, call->arena, NULL, &all, err));
    return report_releases(call, &all, err);
}

const Command command_release[] = {
    {"release", "plan", "ID COMMUNICATION", 2, 2, plan_options, release_plan,
     "say what a release would take out; with --warehouse also in counts"},
    {"release", "run", "ID COMMUNICATION", 2, 2, run_options, release_run,
     "make the sealed package and hold it for approval"},
    {"release", "approve", "N", 1, 1, NULL, release_approve,
     "agree to release N as another person than its operator; the last agreement delivers it"},
    {"release", "deliver", "N", 1, 1, NULL, release_deliver, "deliver an approved release"},
    {"release", "withdraw", "N", 1, 1, NULL, release_withdraw,
     "take back a release that was not delivered"},
    {"release", "list", NULL, 0, 0, NULL, release_show_list, "list all releases and their states"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
