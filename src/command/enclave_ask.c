#include "command/enclave_ask.h"

#include <stdlib.h>

/* The one of --communication, else the only one on site. */
static ErrorKind
choose_communication(Invocation *call, EnclaveAsked *asked, Error *err)
{
    asked->name = invocation_option(call, "communication");
    if (asked->deliberation == NULL)
        return ERROR_NONE;
    for (size_t at = 0; at < asked->deliberation->communications.count; at++)
    {
        const Communication *one = &asked->deliberation->communications.items[at];
        if (one->setting != SETTING_ON_SITE || invocation_option(call, "communication") != NULL)
            continue;
        if (asked->name != NULL)
            return error_set(err, ERROR_USAGE,
                             "more than one communication is on site: name it by --communication");
        asked->name = one->name;
    }
    if (asked->name != NULL)
        asked->communication = deliberation_communication(asked->deliberation, asked->name);
    return ERROR_NONE;
}

static ErrorKind
parse_year(const char *text, int *ret_year, Error *err)
{
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || number < 1 || number > 9999)
        return error_set(err, ERROR_USAGE, "option '--year': expected a year");
    *ret_year = (int)number;
    return ERROR_NONE;
}

static bool
is_prepared(const EnclaveAsked *asked, int year)
{
    for (size_t at = 0; at < asked->prepared.count; at++)
        if (asked->prepared.items[at].year == year)
            return true;
    return false;
}

/* The years of --year; without it those that are prepared, or, to prepare, those that are not. */
static ErrorKind
choose_years(Invocation *call, Act act, EnclaveAsked *asked, Error *err)
{
    const char **values = NULL;
    size_t count = invocation_option_many(call, "year", &values);
    for (size_t at = 0; at < count; at++)
    {
        int year = 0;
        TRY(parse_year(values[at], &year, err));
        if (!years_contain(&asked->years, year))
            *LIST_ADD(call->arena, &asked->years) = year;
    }
    if (count > 0 || asked->communication == NULL)
        return ERROR_NONE;
    for (size_t at = 0; at < asked->communication->years.count; at++)
        if (is_prepared(asked, asked->communication->years.items[at]) !=
            (act == ACT_ENCLAVE_PREPARE))
            *LIST_ADD(call->arena, &asked->years) = asked->communication->years.items[at];
    return ERROR_NONE;
}

ErrorKind
enclave_ask(Session *session, Act act, EnclaveAsked *asked, Error *err)
{
    Invocation *call = session->call;
    const char *id = call->words[0];
    TRY(session_deliberation(session, id, &asked->catalogue, &asked->deliberation, err));
    TRY(choose_communication(call, asked, err));
    if (asked->name != NULL)
        TRY(enclave_datasets(session->custody, call->arena, id, asked->name, &asked->prepared,
                             err));
    TRY(choose_years(call, act, asked, err));
    asked->question = (Question){.act = act,
                                 .deliberation_id = id,
                                 .deliberation = asked->deliberation,
                                 .communication = asked->name,
                                 .years = asked->years,
                                 .setting = SETTING_ON_SITE};
    TRY(session_ask(session, &asked->question, err));
    TRY(registration_find(session->custody, call->arena, id, &asked->registration, err));
    if (asked->communication == NULL || asked->registration == NULL)
        return error_set(err, ERROR_INTERNAL, "the gate allowed what is not there");
    return ERROR_NONE;
}
