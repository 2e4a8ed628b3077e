#include "command/release_asked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

ErrorKind
release_number(const char *text, const char *what, int64_t most, int64_t *ret_number, Error *err)
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
        TRY(release_number(values[at], "option '--year'", 9999, &year, err));
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

/* Every stratum needs its variable in the file, or its weights could not be understood. */
static ErrorKind
check_strata(const ReleaseAsked *asked, Error *err)
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

ErrorKind
release_ask(Session *session, Act act, ReleaseAsked *ret_asked, Error *err)
{
    Invocation *call = session->call;
    const char *id = call->words[0];
    const char *name = call->words[1];
    ReleaseAsked asked = {0};
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

ErrorKind
release_input(Session *session, const ReleaseAsked *asked, RunInput *ret_input, Error *err)
{
    int64_t threads = 0;
    Language language = LANGUAGE_EN;
    TRY(invocation_integer(session->call, "threads", 1, 1024, 0, &threads, err));
    TRY(invocation_language(session->call, &language, err));
    WorkplaceInput where = {.custody = session->custody,
                            .deliberation = asked->deliberation,
                            .catalogue = asked->catalogue,
                            .communication = asked->communication,
                            .warehouse = invocation_option(session->call, "warehouse"),
                            .engine = {.memory_limit = invocation_option(session->call, "memory"),
                                       .threads = (int)threads},
                            .progress = &session->call->progress};
    *ret_input = (RunInput){.where = where,
                            .registration = asked->registration,
                            .recipient = asked->recipient,
                            .years = asked->years,
                            .label_language = language};
    TRY(run_check(session->call->arena, ret_input, err));
    TRY(session_unlock(session, err));
    ret_input->where.actor = session->actor;
    return ERROR_NONE;
}
