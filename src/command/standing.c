/*
 * beraad deliberation explain ID --on DATE: how a deliberation stood at the end of a day, and what
 * it said then.
 */
#include "command/inner.h"
#include "command/session.h"
#include "core/text.h"
#include "deliberation/explain.h"
#include "deliberation/read.h"
#include "release/words.h"

#define SECONDS_A_DAY 86400

typedef enum Standing
{
    STANDING_UNKNOWN,
    STANDING_UNDECIDED,
    STANDING_IN_FORCE,
    STANDING_SUSPENDED,
    STANDING_AMENDED,
    STANDING_ENDED,
    STANDING_COUNT
} Standing;

/* "%1$s" the day asked for, "%2$s" the day since when, "%3$s" what took its place. */
static const Wording sentences[STANDING_COUNT] = {
    [STANDING_UNKNOWN] =
        {{"Op %1$s: niet geregistreerd. Niets was eronder toegelaten.",
          "Le %1$s : pas enregistr\u00e9e. Rien n'\u00e9tait autoris\u00e9 \u00e0 ce "
          "titre.",
          "On %1$s: not registered. Nothing was allowed under it."}},
    [STANDING_UNDECIDED] = {{"Op %1$s: geregistreerd, maar pas beslist op %2$s. Niets van wat "
                             "volgt was al toegelaten.",
                             "Le %1$s : enregistr\u00e9e, mais d\u00e9cid\u00e9e le %2$s "
                             "seulement. Rien de ce qui suit "
                             "n'\u00e9tait encore autoris\u00e9.",
                             "On %1$s: registered, but decided on %2$s only. Nothing of what "
                             "follows was allowed yet."}},
    [STANDING_IN_FORCE] =
        {{"Op %1$s: van kracht sinds %2$s. Toegelaten was wat volgt.",
          "Le %1$s : en vigueur depuis le %2$s. \u00c9tait autoris\u00e9 ce qui suit.",
          "On %1$s: in force since %2$s. What follows was allowed."}},
    [STANDING_SUSPENDED] =
        {{"Op %1$s: geschorst sinds %2$s. Van wat volgt was niets toegelaten zolang de schorsing "
          "duurde.",
          "Le %1$s : suspendue depuis le %2$s. Rien de ce qui suit n'\u00e9tait autoris\u00e9 tant "
          "que "
          "durait la suspension.",
          "On %1$s: suspended since %2$s. Nothing of what follows was allowed while that lasted."}},
    [STANDING_AMENDED] = {{"Op %1$s: gewijzigd sinds %2$s; in de plaats kwam %3$s. Wat volgt was "
                           "niet meer toegelaten.",
                           "Le %1$s : modifi\u00e9e depuis le %2$s ; %3$s l'a remplac\u00e9e. Ce "
                           "qui suit n'\u00e9tait "
                           "plus autoris\u00e9.",
                           "On %1$s: amended since %2$s; %3$s took its place. What follows was not "
                           "allowed any more."}},
    [STANDING_ENDED] =
        {{"Op %1$s: be\u00ebindigd op %2$s. Wat volgt was niet meer toegelaten.",
          "Le %1$s : a pris fin le %2$s. Ce qui suit n'\u00e9tait plus autoris\u00e9.",
          "On %1$s: ended on %2$s. What follows was not allowed any more."}},
};

static const Wording other_catalogue = {
    {"De catalogus is niet meer die waarmee zij is geregistreerd: de namen hieronder zijn die van "
     "vandaag.",
     "Le catalogue n'est plus celui avec lequel elle a \u00e9t\u00e9 enregistr\u00e9e : les noms "
     "ci-dessous sont ceux d'aujourd'hui.",
     "The catalogue is not the one any more that it was registered with: the names below are "
     "today's."}};

/* What was found of a day. */
typedef struct Day
{
    Date date;
    const char *id;
    const Registration *registration; /* as of then; NULL: not registered by then */
    Standing standing;
    Date since;
} Day;

static Date
day_of(int64_t moment)
{
    return (Date){.days = (int32_t)(moment / SECONDS_A_DAY)};
}

static Standing
standing_of(const Registration *registration, Date day)
{
    switch (registration->state)
    {
    case DELIBERATION_SUSPENDED:
        return STANDING_SUSPENDED;
    case DELIBERATION_AMENDED:
        return STANDING_AMENDED;
    case DELIBERATION_ENDED:
        return STANDING_ENDED;
    case DELIBERATION_IN_FORCE:
    case DELIBERATION_UNKNOWN:
        break;
    }
    return date_compare(registration->decided, day) > 0 ? STANDING_UNDECIDED : STANDING_IN_FORCE;
}

static ErrorKind
find_day(Session *session, const char *id, const char *on, Day *ret_day, Error *err)
{
    Arena *arena = session->call->arena;
    Registration *now = NULL;
    Registration *then = NULL;
    if (!date_parse(on, &ret_day->date))
        return error_set(err, ERROR_USAGE, "option '--on': expected a date as YYYY-MM-DD");
    if (date_compare(ret_day->date, custody_today(session->custody)) > 0)
        return error_set(err, ERROR_USAGE, "option '--on': that day has not come");
    TRY(registration_find(session->custody, arena, id, &now, err));
    if (now == NULL)
        return error_set(err, ERROR_USAGE, "no deliberation of that reference is registered");
    int64_t after = ((int64_t)ret_day->date.days + 1) * SECONDS_A_DAY;
    TRY(registration_find_before(session->custody, arena, id, after, &then, err));
    ret_day->id = now->id;
    ret_day->registration = then;
    if (then == NULL)
        return ERROR_NONE;
    ret_day->standing = standing_of(then, ret_day->date);
    ret_day->since = day_of(then->since);
    if (ret_day->standing == STANDING_UNDECIDED ||
        (ret_day->standing == STANDING_IN_FORCE && date_compare(then->decided, ret_day->since) > 0))
        ret_day->since = then->decided;
    return ERROR_NONE;
}

/* The sentence that says how it stood. */
static const char *
sentence(Arena *arena, const Day *day, Language language)
{
    const char *const values[] = {words_date(arena, day->date, language),
                                  words_date(arena, day->since, language),
                                  day->registration == NULL || day->registration->amended_by == NULL
                                      ? ""
                                      : day->registration->amended_by};
    Text text = text_new(arena);
    for (const char *at = sentences[day->standing].in[language]; *at != '\0'; at++)
    {
        if (at[0] != '%')
        {
            text_add_bytes(&text, at, 1);
            continue;
        }
        text_add(&text, values[at[1] - '1']);
        at += 3; /* "%1$s" */
    }
    return text.bytes;
}

static ErrorKind
report_json(Invocation *call, const Day *day, Language language, const char *text, Error *err)
{
    char date[DATE_TEXT_SIZE];
    const Registration *registration = day->registration;
    json_t *result = json_object();
    json_put_text(result, "deliberation", day->id);
    json_put_text(result, "language", language_code(language));
    json_put_text(result, "on", date_print(day->date, date));
    json_put_text(
        result, "state",
        deliberation_state_name(registration == NULL ? DELIBERATION_UNKNOWN : registration->state));
    json_put(result, "allowed", json_boolean(day->standing == STANDING_IN_FORCE));
    if (registration != NULL)
    {
        json_put(result, "since", json_integer(registration->since));
        json_put_text(result, "decided", date_print(registration->decided, date));
        json_put_text(result, "digest", digest_print(call->arena, &registration->digest));
        json_put_text(result, "text", text);
    }
    if (registration != NULL && registration->amended_by != NULL)
        json_put_text(result, "amended_by", registration->amended_by);
    return result_print_json(call, result, err);
}

ErrorKind
command_deliberation_on(Invocation *call, const char *on, Language language, Error *err)
{
    CLOSES_SESSION Session session = {0};
    Catalogue *catalogue = NULL;
    Deliberation *deliberation = NULL;
    Day day = {0};
    Text text = text_new(call->arena);
    TRY(session_open(call, CUSTODY_READ, &session, err));
    TRY(find_day(&session, call->words[0], on, &day, err));
    text_wrap(&text, sentence(call->arena, &day, language), call->display.prose, 0, 0);
    if (day.registration == NULL)
        return call->json ? report_json(call, &day, language, "", err)
                          : result_print(text.bytes, err);
    /* What is registered is never changed, so the text of then is the text of now. */
    TRY(session_deliberation(&session, day.id, &catalogue, &deliberation, err));
    if (deliberation == NULL)
        return error_set(err, ERROR_INTERNAL, "a deliberation that was found is not there");
    if (!digest_equal(&catalogue->digest, &day.registration->catalogue_digest))
        text_wrap(&text, other_catalogue.in[language], call->display.prose, 0, 0);
    text_add(&text, "\n");
    Text explained = text_new(call->arena);
    deliberation_explain(call->arena, deliberation, catalogue, language, call->display.prose,
                         &explained);
    if (call->json)
        return report_json(call, &day, language, explained.bytes, err);
    text_add(&text, explained.bytes);
    return result_print(text.bytes, err);
}
