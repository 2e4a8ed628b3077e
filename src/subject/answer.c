#include "subject/answer.h"

#include "release/words.h"
#include "subject/phrase.h"

#include <inttypes.h>
#include <string.h>

#define VALUES_MOST 4

typedef struct Writing
{
    Arena *arena;
    const AnswerAbout *about;
    Language language;
    Text *text;
} Writing;

/* The phrase with its "{}" filled, in order. */
static const char *
fill(const Writing *writing, AnswerPhrase which, const char *const values[VALUES_MOST])
{
    Text filled = text_new(writing->arena);
    const char *at = answer_phrase(which, writing->language);
    for (size_t value = 0; value < VALUES_MOST; value++)
    {
        const char *slot = strstr(at, "{}");
        if (slot == NULL)
            break;
        text_add_bytes(&filled, at, (size_t)(slot - at));
        text_add(&filled, values[value]);
        at = slot + 2;
    }
    text_add(&filled, at);
    return filled.bytes;
}

#define FILL(writing, which, ...)                                                                  \
    fill(writing, which, (const char *const[VALUES_MOST]){__VA_ARGS__})

static void
say(const Writing *writing, const char *words, size_t indent, size_t hang)
{
    words_wrap(writing->text, words, indent, hang);
}

static const char *
day_words(const Writing *writing, Date date)
{
    return words_date(writing->arena, date, writing->language);
}

static bool
any_held(const SubjectFindings *findings, Held one, Held other)
{
    for (size_t at = 0; at < findings->deliveries.count; at++)
        for (size_t year = 0; year < findings->deliveries.items[at].years.count; year++)
        {
            Held held = findings->deliveries.items[at].years.items[year].held;
            if (held == one || held == other)
                return true;
        }
    return false;
}

static void
say_lead(const Writing *writing, const SubjectFindings *findings)
{
    const AnswerAbout *about = writing->about;
    const Language language = writing->language;
    bool open = any_held(findings, HELD_NO_KEY, HELD_NO_CATALOGUE);
    bool held = any_held(findings, HELD_YES, HELD_YES);
    say(writing, answer_phrase(ANSWER_TITLE, language), 0, 0);
    text_add(writing->text, "\n");
    say(writing,
        FILL(writing, ANSWER_LEAD, day_words(writing, about->today), about->custody,
             about->catalogue->title.in[language],
             arena_print(writing->arena, "%" PRId64, about->question)),
        0, 0);
    if (findings->replaced)
        say(writing, answer_phrase(ANSWER_REPLACED, language), 0, 0);
    text_add(writing->text, "\n");
    if (findings->deliveries.count == 0)
        say(writing, answer_phrase(ANSWER_EMPTY, language), 0, 0);
    else if (held)
        say(writing, answer_phrase(ANSWER_SOMEWHERE, language), 0, 0);
    else if (!open)
        say(writing, answer_phrase(ANSWER_NOWHERE, language), 0, 0);
    if (open)
        say(writing, answer_phrase(ANSWER_OPEN, language), 0, 0);
    if (held || open)
        say(writing, answer_phrase(ANSWER_PSEUDONYM, language), 0, 0);
}

static const char *
labels(const Writing *writing, const Names *variables)
{
    Text list = text_new(writing->arena);
    for (size_t at = 0; at < variables->count; at++)
    {
        const Variable *variable =
            catalogue_variable(writing->about->catalogue, variables->items[at]);
        text_print(&list, "%s%s", at == 0 ? "" : answer_phrase(ANSWER_SEPARATOR, writing->language),
                   variable == NULL ? variables->items[at] : variable->label.in[writing->language]);
    }
    return list.bytes;
}

/* "POD Maatschappelijke Integratie, studiedienst" */
static const char *
recipient_of(const Writing *writing, const Deliberation *deliberation)
{
    const char *name = deliberation->named.recipient.in[writing->language];
    if (deliberation->recipient_unit == NULL)
        return name;
    return arena_print(writing->arena, "%s, %s", name,
                       deliberation->named.unit.in[writing->language]);
}

/* What has become of it, or by when it must go. What lies with a recipient is destroyed for the
 * person only when the recipient says so. */
static void
add_until(const Writing *writing, const SubjectDelivery *delivery, const SubjectYear *year,
          Text *words)
{
    bool package = delivery->kind == ARTEFACT_PACKAGE;
    if (delivery->destroyed)
        text_print(words, " %s",
                   FILL(writing, package ? ANSWER_DESTROYED_HERE : ANSWER_DESTROYED,
                        day_words(writing, delivery->destroyed_on)));
    if (delivery->attested)
        text_print(words, " %s",
                   FILL(writing, ANSWER_ATTESTED, day_words(writing, delivery->attested_on)));
    if (package ? delivery->attested : delivery->destroyed)
        return;
    if (year->dated)
        text_print(words, " %s",
                   FILL(writing, package ? ANSWER_RECIPIENT_BY : ANSWER_DESTROY_BY,
                        day_words(writing, year->destroy_by)));
    if (year->pending)
        text_print(words, " %s", answer_phrase(ANSWER_PENDING, writing->language));
}

static void
say_year(const Writing *writing, const SubjectDelivery *delivery, const SubjectYear *year)
{
    static const AnswerPhrase phrases[] = {
        [HELD_YES] = ANSWER_YES,
        [HELD_NO_COHORT] = ANSWER_NO_COHORT,
        [HELD_NO_SAMPLE] = ANSWER_NO_SAMPLE,
        [HELD_NO_KEY] = ANSWER_NO_KEY,
        [HELD_NO_CATALOGUE] = ANSWER_NO_CATALOGUE,
    };
    Text words = text_new(writing->arena);
    text_print(&words, "%s%s%s", day_words(writing, year->reference_date),
               answer_phrase(ANSWER_COLON, writing->language),
               answer_phrase(phrases[year->held], writing->language));
    if (year->changed)
        text_print(&words, " %s", answer_phrase(ANSWER_CHANGED, writing->language));
    if (year->held != HELD_NO_COHORT && year->held != HELD_NO_SAMPLE)
        add_until(writing, delivery, year, &words);
    say(writing, words.bytes, 4, 2);
}

/* Years of one data set that were made on one day are told together. */
static bool
goes_on(const SubjectDelivery *delivery, const SubjectDelivery *before)
{
    return before != NULL && delivery->kind == ARTEFACT_DATA_SET &&
           before->kind == ARTEFACT_DATA_SET && before->deliberation == delivery->deliberation &&
           text_equal(before->communication, delivery->communication) &&
           date_compare(before->delivered, delivery->delivered) == 0;
}

static void
say_head(const Writing *writing, const SubjectDelivery *delivery)
{
    const char *day = day_words(writing, delivery->delivered);
    const char *recipient = recipient_of(writing, delivery->deliberation);
    text_add(writing->text, "\n");
    if (delivery->kind == ARTEFACT_PACKAGE)
        say(writing,
            FILL(writing, ANSWER_PACKAGE,
                 arena_print(writing->arena, "%" PRId64, delivery->release),
                 delivery->communication, day, recipient),
            2, 0);
    else
        say(writing, FILL(writing, ANSWER_DATA_SET, delivery->communication, day, recipient), 2, 0);
    say(writing, FILL(writing, ANSWER_VARIABLES, labels(writing, &delivery->variables)), 2, 0);
}

static void
say_delivery(const Writing *writing, const SubjectDelivery *delivery, const SubjectDelivery *before)
{
    if (!goes_on(delivery, before))
        say_head(writing, delivery);
    for (size_t at = 0; at < delivery->years.count; at++)
        say_year(writing, delivery, &delivery->years.items[at]);
}

static void
say_deliberation(const Writing *writing, const Deliberation *deliberation)
{
    text_add(writing->text, "\n");
    say(writing,
        FILL(writing, ANSWER_DELIBERATION, deliberation->id,
             day_words(writing, deliberation->decided)),
        0, 0);
    say(writing, FILL(writing, ANSWER_PURPOSE, deliberation->purpose.in[writing->language]), 2, 0);
    say(writing, FILL(writing, ANSWER_PROVIDER, deliberation->named.provider.in[writing->language]),
        2, 0);
}

void
answer_text(Arena *arena, const AnswerAbout *about, const SubjectFindings *findings,
            Language language, Text *text)
{
    Writing writing = {.arena = arena, .about = about, .language = language, .text = text};
    const SubjectDelivery *before = NULL;
    say_lead(&writing, findings);
    for (size_t at = 0; at < findings->deliveries.count; at++)
    {
        const SubjectDelivery *delivery = &findings->deliveries.items[at];
        if (before == NULL || delivery->deliberation != before->deliberation)
            say_deliberation(&writing, delivery->deliberation);
        say_delivery(&writing, delivery, before);
        before = delivery;
    }
    text_add(text, "\n");
    say(&writing, answer_phrase(ANSWER_RIGHTS, language), 0, 0);
}
