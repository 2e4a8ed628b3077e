/*
 * beraad release plan | run | approve | deliver | withdraw | list
 */
#include "command/report.h"
#include "command/session.h"
#include "core/text.h"
#include "plan/sql.h"
#include "release/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
parse_number(const char *text, const char *what, int64_t most, int64_t *ret_number, Error *err)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || number < 1 || number > most)
        return error_set(err, ERROR_USAGE, "%s: expected a whole number from 1 to %" PRId64, what,
                         most);
    *ret_number = number;
    return ERROR_NONE;
}

/* The years of --year, or all of the communication's; an unknown communication has none, and the
 * gate says so. */
static ErrorKind
asked_years(Invocation *call, const Communication *communication, Years *ret_years, Error *err)
{
    const char **values = NULL;
    size_t count = invocation_option_many(call, "year", &values);
    if (count == 0 && communication != NULL)
        *ret_years = communication->years;
    for (size_t at = 0; at < count; at++)
    {
        int64_t year = 0;
        TRY(parse_number(values[at], "option '--year'", 9999, &year, err));
        if (!years_contain(ret_years, (int)year))
            *LIST_ADD(call->arena, ret_years) = (int)year;
    }
    return ERROR_NONE;
}

/* The variables of --variable, each with the class list behind its colon, if it has one. */
static void
asked_variables(Invocation *call, Question *question, Names *ret_names)
{
    const char **values = NULL;
    size_t count = invocation_option_many(call, "variable", &values);
    for (size_t at = 0; at < count; at++)
    {
        char *name = arena_copy_text(call->arena, values[at]);
        char *colon = strchr(name, ':');
        if (colon != NULL)
            *colon = '\0';
        *LIST_ADD(call->arena, ret_names) = name;
        *LIST_ADD(call->arena, &question->variables) =
            (AskedVariable){.name = name, .classification = colon == NULL ? NULL : colon + 1};
    }
}

/* What was asked, permitted: the parts that a run needs. */
typedef struct Asked
{
    Catalogue *catalogue;
    Deliberation *deliberation;
    const Communication *communication;
    Registration *registration;
    Recipient *recipient;
    Years years;
} Asked;

/* Every stratum needs its variable in the file, or its weights could not be understood. */
static ErrorKind
check_strata(const Asked *asked, Error *err)
{
    for (size_t at = 0; at < asked->communication->sample.strata.count; at++)
    {
        const char *stratum = asked->communication->sample.strata.items[at];
        if (deliberation_variable(asked->deliberation, stratum) == NULL)
            return error_set(
                err, ERROR_USAGE,
                "option '--variable': the sample is drawn by '%s', which must be among them",
                stratum);
    }
    return ERROR_NONE;
}

static ErrorKind
ask(Session *session, Act act, Asked *ret_asked, Error *err)
{
    Invocation *call = session->call;
    const char *id = call->words[0];
    const char *name = call->words[1];
    Asked asked = {0};
    TRY(session_deliberation(session, id, &asked.catalogue, &asked.deliberation, err));
    if (asked.deliberation != NULL)
        asked.communication = deliberation_communication(asked.deliberation, name);
    TRY(asked_years(call, asked.communication, &asked.years, err));
    Question question = {.act = act,
                         .deliberation_id = id,
                         .deliberation = asked.deliberation,
                         .communication = name,
                         .years = asked.years,
                         .recipient = invocation_option(call, "recipient"),
                         .setting = SETTING_DELIVERED};
    Names names = {0};
    asked_variables(call, &question, &names);
    TRY(session_ask(session, &question, err));
    if (names.count > 0)
        asked.deliberation =
            deliberation_narrow(call->arena, asked.deliberation, names.items, names.count);
    TRY(check_strata(&asked, err));
    TRY(registration_find(session->custody, call->arena, id, &asked.registration, err));
    TRY(recipient_find(session->custody, call->arena, asked.deliberation->recipient_id,
                       &asked.recipient, err));
    if (asked.registration == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not registered");
    *ret_asked = asked;
    return ERROR_NONE;
}

/* The keys are opened last: what can be refused by what was asked, is before. */
static ErrorKind
run_input(Session *session, const Asked *asked, RunInput *ret_input, Error *err)
{
    int64_t threads = 0;
    Language language = LANGUAGE_EN;
    TRY(invocation_integer(session->call, "threads", 1, 1024, 0, &threads, err));
    TRY(invocation_language(session->call, &language, err));
    *ret_input = (RunInput){.custody = session->custody,
                            .registration = asked->registration,
                            .deliberation = asked->deliberation,
                            .catalogue = asked->catalogue,
                            .communication = asked->communication,
                            .recipient = asked->recipient,
                            .years = asked->years,
                            .warehouse = invocation_option(session->call, "warehouse"),
                            .engine = {.memory_limit = invocation_option(session->call, "memory"),
                                       .threads = (int)threads},
                            .label_language = language,
                            .progress = &session->call->progress};
    TRY(run_check(session->call->arena, ret_input, err));
    TRY(session_unlock(session, err));
    ret_input->actor = session->actor;
    return ERROR_NONE;
}

static ErrorKind
print_statements(Invocation *call, const Asked *asked, Error *err)
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
    Asked asked = {0};
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_RELEASE_PLAN, &asked, err));
    if (invocation_flag(call, "sql"))
        return print_statements(call, &asked, err);
    RunInput input;
    TRY(run_input(&session, &asked, &input, err));
    RunOutcome outcome = {0};
    if (input.warehouse != NULL)
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
    Asked asked = {0};
    if (invocation_option(call, "warehouse") == NULL)
        return error_set(err, ERROR_USAGE, "option '--warehouse' is missing");
    TRY(session_open(call, CUSTODY_WRITE, &session, err));
    TRY(ask(&session, ACT_RELEASE_RUN, &asked, err));
    if (asked.recipient == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed a recipient without a key");
    RunInput input;
    TRY(run_input(&session, &asked, &input, err));
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
    TRY(parse_number(call->words[0], "release", INT64_C(1000000000), &number, err));
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
