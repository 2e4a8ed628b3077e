#include "command/session.h"

#include "core/text.h"
#include "custody/registration.h"
#include "custody/unlock.h"
#include "deliberation/read.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define SECONDS_A_DAY 86400

/* Where the custody's passphrase is: option, and variable. */
#define CUSTODY_PASSPHRASE "custody-passphrase-file", "BERAAD_CUSTODY_PASSPHRASE_FILE"

/* The value of an option, else of an environment variable; NULL where there is neither. */
static const char *
option_or_variable(const Invocation *call, const char *option, const char *variable)
{
    const char *value = invocation_option(call, option);
    return value != NULL ? value : getenv(variable);
}

ErrorKind
session_directory(const Invocation *call, const char **ret_directory, Error *err)
{
    *ret_directory = option_or_variable(call, "custody", "BERAAD_CUSTODY");
    if (*ret_directory != NULL && (*ret_directory)[0] != '\0')
        return ERROR_NONE;
    (void)error_set(err, ERROR_USAGE, "no custody is named");
    return error_hint(err, "give --custody DIR, or set BERAAD_CUSTODY");
}

/* Who only looks goes on where the clock was set back, and is told. */
static void
tell_clock(const Custody *custody)
{
    char date[DATE_TEXT_SIZE];
    char words[DURATION_TEXT_SIZE];
    int64_t lag = custody_clock_lag(custody);
    if (lag != 0)
        (void)fprintf(stderr,
                      "the clock stands %s before the last ledger entry: %s, the day of that, is "
                      "taken for today\n",
                      duration_print(lag, words), date_print(custody_today(custody), date));
}

ErrorKind
session_open(Invocation *call, CustodyMode mode, Session *ret_session, Error *err)
{
    const char *directory = NULL;
    const char *actor = option_or_variable(call, "as", "BERAAD_ACTOR");
    TRY(session_directory(call, &directory, err));
    if (actor != NULL && (actor[0] == '\0' || text_equal(actor, ACTOR_CUSTODY)))
        actor = NULL;
    TRY(custody_open(directory, mode, call->now, &ret_session->custody, err));
    ret_session->call = call;
    ret_session->actor_name = actor;
    tell_clock(ret_session->custody);
    return ERROR_NONE;
}

void
session_close(Session *session)
{
    actor_close(&session->actor);
    custody_close(&session->custody);
}

ErrorKind
session_deliberation(Session *session, const char *id, Catalogue **ret_catalogue,
                     Deliberation **ret_deliberation, Error *err)
{
    Invocation *call = session->call;
    Registration *registration = NULL;
    *ret_catalogue = NULL;
    *ret_deliberation = NULL;
    TRY(registration_find(session->custody, call->arena, id, &registration, err));
    if (registration == NULL)
        return ERROR_NONE;
    TRY(command_load_catalogue(call, registration->catalogue, ret_catalogue, err));
    Complaints complaints = complaints_new(call->arena, id);
    *ret_deliberation = deliberation_read(call->arena, registration->bytes, registration->size,
                                          *ret_catalogue, &complaints);
    session->catalogue = *ret_catalogue;
    if (*ret_deliberation != NULL)
        return ERROR_NONE;
    TRY(complaints_judge(&complaints, ERROR_DELIBERATION, err));
    return error_set(err, ERROR_DELIBERATION, "deliberation '%s' cannot be read any more", id);
}

ErrorKind
session_rules(Session *session, const char *id, Deliberation **ret_deliberation, Error *err)
{
    Arena *arena = session->call->arena;
    Registration *registration = NULL;
    *ret_deliberation = NULL;
    TRY(registration_find(session->custody, arena, id, &registration, err));
    if (registration == NULL)
        return ERROR_NONE;
    Complaints complaints = complaints_new(arena, id);
    *ret_deliberation =
        deliberation_read_rules(arena, registration->bytes, registration->size, &complaints);
    if (*ret_deliberation != NULL)
        return ERROR_NONE;
    TRY(complaints_judge(&complaints, ERROR_DELIBERATION, err));
    return error_set(err, ERROR_DELIBERATION, "deliberation '%s' cannot be read any more", id);
}

/* The file that an option or a variable names; NULL: neither does. */
static const char *
passphrase_file(const Invocation *call, const char *option, const char *variable)
{
    const char *path = option_or_variable(call, option, variable);
    return path != NULL && path[0] != '\0' ? path : NULL;
}

ErrorKind
session_passphrase(Invocation *call, const char *option, const char *variable, const char *prompt,
                   Secret **ret_secret, Error *err)
{
    return secret_read_passphrase(passphrase_file(call, option, variable), prompt, ret_secret, err);
}

ErrorKind
session_new_passphrase(Invocation *call, const char *option, const char *variable,
                       const char *prompt, Secret **ret_secret, Error *err)
{
    return secret_read_new_passphrase(passphrase_file(call, option, variable), prompt, ret_secret,
                                      err);
}

ErrorKind
session_unlock(Session *session, Error *err)
{
    Invocation *call = session->call;
    FREES_SECRET Secret *own = NULL;
    FREES_SECRET Secret *custody = NULL;
    if (session->allowed == NULL)
        return error_set(err, ERROR_INTERNAL, "a key is wanted before the gate was asked");
    if (!session->allowed->records)
        return ERROR_NONE;
    TRY(custody_root_check(session->custody, err));
    if (session->actor_name != NULL)
        TRY(session_passphrase(call, "passphrase-file", "BERAAD_PASSPHRASE_FILE",
                               arena_print(call->arena, "passphrase of %s", session->actor_name),
                               &own, err));
    /* Who is asked for the custody's at the terminal is told first that her own was wrong. */
    bool asked = passphrase_file(call, CUSTODY_PASSPHRASE) == NULL;
    if (own != NULL && asked)
        TRY(actor_unlock(session->custody, session->actor_name, own, &session->actor, err));
    TRY(session_passphrase(call, CUSTODY_PASSPHRASE, "passphrase of the custody", &custody, err));
    if (own == NULL || asked)
        return custody_unlock(session->custody, custody, err);
    Passphrases both = {.actor = session->actor_name, .own = own, .custody = custody};
    return custody_unlock_as(session->custody, &both, &session->actor, err);
}

ErrorKind
session_ask(Session *session, Question *question, Error *err)
{
    Verdict verdict = {0};
    session->allowed = NULL;
    question->actor = session->actor_name;
    question->today = custody_today(session->custody);
    if (session->catalogue != NULL)
        question->catalogue = &session->catalogue->digest;
    TRY(gate_ask(session->custody, session->call->arena, question, &verdict, err));
    if (!verdict.allowed)
    {
        TRY(verdict_print(session->call, act_rule(question->act)->name,
                          question->deliberation == NULL ? NULL : question->deliberation->id,
                          &verdict, err));
        return error_set(err, ERROR_REFUSED, "refused, for %zu reason%s", verdict.reasons.count,
                         verdict.reasons.count == 1 ? "" : "s");
    }
    session->allowed = act_rule(question->act);
    return ERROR_NONE;
}

ErrorKind
session_permit(Session *session, Question *question, Error *err)
{
    TRY(session_ask(session, question, err));
    return session_unlock(session, err);
}

json_t *
verdict_json(const char *act, const char *deliberation, const Verdict *verdict)
{
    json_t *result = json_object();
    json_t *reasons = json_array();
    for (size_t at = 0; at < verdict->reasons.count; at++)
    {
        const Reason *reason = &verdict->reasons.items[at];
        json_t *item = json_object();
        json_put_text(item, "code", reason->code);
        json_put_text(item, "words", reason->words);
        json_put(item, "cites", cites_json(&reason->cites));
        json_add(reasons, item);
    }
    json_put_text(result, "verdict", verdict->allowed ? "allowed" : "refused");
    json_put_text(result, "act", act);
    if (deliberation != NULL)
        json_put_text(result, "deliberation", deliberation);
    json_put(result, "reasons", reasons);
    return result;
}

/* One line, which only a terminal that is too narrow breaks. */
static void
add_reason(Invocation *call, const Reason *reason, Text *text)
{
    const char *cites = reason->cites.count == 0 ? "" : cites_print(call->arena, &reason->cites);
    const char *line = arena_print(call->arena, "%s%s%s", reason->words,
                                   reason->cites.count == 0 ? "" : "  ", cites);
    text_add(text, "  - ");
    if (4 + text_width(line) > call->display.row)
        text_wrap(text, line, call->display.row, 4, 4);
    else
        text_print(text, "%s\n", line);
}

ErrorKind
verdict_print(Invocation *call, const char *act, const char *deliberation, const Verdict *verdict,
              Error *err)
{
    if (call->json)
        return result_print_json(call, verdict_json(act, deliberation, verdict), err);
    Text text = text_new(call->arena);
    text_print(&text, "%s: %s\n", verdict->allowed ? "allowed" : "refused", act);
    for (size_t at = 0; at < verdict->reasons.count; at++)
        add_reason(call, &verdict->reasons.items[at], &text);
    return result_print(text.bytes, err);
}

const char *
moment_print(Arena *arena, int64_t seconds)
{
    char date[DATE_TEXT_SIZE];
    int64_t days = seconds / SECONDS_A_DAY;
    int64_t rest = seconds % SECONDS_A_DAY;
    return arena_print(arena, "%sT%02" PRId64 ":%02" PRId64 ":%02" PRId64 "Z",
                       date_print((Date){.days = (int32_t)days}, date), rest / 3600, rest / 60 % 60,
                       rest % 60);
}
