#include "subject/answer.h"

#include "subject/phrase.h"

#include "../core/cmocka_all.h"

#include <string.h>

static size_t
count_slots(const char *phrase)
{
    size_t count = 0;
    for (const char *at = strstr(phrase, "{}"); at != NULL; at = strstr(at + 2, "{}"))
        count++;
    return count;
}

static void
every_phrase_is_there_in_every_language(void **state)
{
    (void)state;
    for (AnswerPhrase which = 0; which < ANSWER_PHRASES; which++)
        for (Language language = 0; language < LANGUAGE_COUNT; language++)
        {
            assert_non_null(answer_phrase(which, language));
            assert_int_equal(count_slots(answer_phrase(which, language)),
                             count_slots(answer_phrase(which, LANGUAGE_EN)));
        }
}

/* A package of one year of the communication 'sample', and what is around it. */
typedef struct Scene
{
    Arena *arena;
    Catalogue catalogue;
    Deliberation deliberation;
    SubjectFindings findings;
} Scene;

static SubjectDelivery *
add_delivery(Scene *scene, ArtefactKind kind, int year, Held held)
{
    SubjectDelivery *delivery = LIST_ADD(scene->arena, &scene->findings.deliveries);
    delivery->artefact = (int64_t)scene->findings.deliveries.count;
    delivery->kind = kind;
    delivery->release = kind == ARTEFACT_PACKAGE ? 7 : 0;
    delivery->deliberation = &scene->deliberation;
    delivery->communication = kind == ARTEFACT_PACKAGE ? "sample" : "population";
    delivery->delivered = date_of(2020, 3, 10);
    *LIST_ADD(scene->arena, &delivery->variables) = "age";
    *LIST_ADD(scene->arena, &delivery->years) =
        (SubjectYear){.year = year,
                      .reference_date = date_of(year, 3, 31),
                      .held = held,
                      .dated = true,
                      .destroy_by = date_of(2029, 3, 31)};
    return delivery;
}

static Wording
all(const char *words)
{
    return (Wording){{words, words, words}};
}

static Scene
scene_of(Arena *arena)
{
    Scene scene = {.arena = arena};
    Variable *age = LIST_ADD(arena, &scene.catalogue.variables);
    age->name = "age";
    age->label = (Wording){{"leeftijd", "\u00e2ge", "age"}};
    scene.catalogue.id = "house";
    scene.catalogue.title = all("the house");
    scene.deliberation.id = "A/19/1";
    scene.deliberation.decided = date_of(2019, 1, 15);
    scene.deliberation.recipient_id = "lab";
    scene.deliberation.named.recipient = all("the lab");
    scene.deliberation.named.provider = all("the office");
    scene.deliberation.purpose = all("knowing");
    return scene;
}

static const char *
said(Scene *scene, Language language)
{
    AnswerAbout about = {.question = 3,
                         .custody = "office.example",
                         .catalogue = &scene->catalogue,
                         .today = date_of(2026, 11, 28)};
    Text text = text_new(scene->arena);
    scene->deliberation.recipient_unit = NULL;
    answer_text(scene->arena, &about, &scene->findings, language, &text);
    /* In one line: where lines are broken is not what is tested here. */
    char *words = arena_copy_text(scene->arena, text.bytes);
    char *to = words;
    for (const char *at = words; *at != '\0'; at++)
    {
        bool blank = *at == '\n' || *at == ' ';
        if (!blank || (to > words && to[-1] != ' '))
            *to++ = blank ? ' ' : *at;
    }
    *to = '\0';
    return words;
}

static void
holds(const char *words, const char *wanted)
{
    if (strstr(words, wanted) == NULL)
        print_message("'%s' is not in: %s\n", wanted, words);
    assert_non_null(strstr(words, wanted));
}

static void
lacks(const char *words, const char *unwanted)
{
    assert_null(strstr(words, unwanted));
}

static void
nothing_was_delivered(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Scene scene = scene_of(arena);
    (void)state;
    const char *words = said(&scene, LANGUAGE_EN);
    holds(words, "Nothing was delivered, and no data set was made.");
    lacks(words, "pseudonym");
    holds(words, "supervisory authority");
}

static void
held_or_not(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Scene scene = scene_of(arena);
    (void)state;
    (void)add_delivery(&scene, ARTEFACT_PACKAGE, 2012, HELD_NO_COHORT);
    (void)add_delivery(&scene, ARTEFACT_PACKAGE, 2014, HELD_NO_SAMPLE);
    const char *words = said(&scene, LANGUAGE_EN);
    holds(words, "No delivery and no data set held data about you.");
    holds(words, "31 March 2012: no. On that day you were not among the persons");
    holds(words,
          "31 March 2014: no. You were among the persons whom the deliberation is about, but "
          "not in the sample.");
    lacks(words, "destroy"); /* what held nothing of hers is no matter of hers */
    (void)add_delivery(&scene, ARTEFACT_DATA_SET, 2016, HELD_YES);
    words = said(&scene, LANGUAGE_EN);
    holds(words, "Data about you were in what is marked 'yes' below.");
    lacks(words, "No delivery and no data set");
    holds(words, "What it tells: age. 31 March 2016: yes. To be destroyed by 31 March 2029 at the "
                 "latest.");
    lacks(words, "can no longer");
    words = said(&scene, LANGUAGE_FR);
    holds(words, "31 mars 2016\u00a0: oui. \u00c0 d\u00e9truire au plus tard le 31 mars 2029.");
    holds(said(&scene, LANGUAGE_NL),
          "31 maart 2016: ja. Te vernietigen uiterlijk op 31 maart 2029.");
}

/* Never "no" where it cannot be known. */
static void
what_cannot_be_known(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Scene scene = scene_of(arena);
    (void)state;
    (void)add_delivery(&scene, ARTEFACT_PACKAGE, 2012, HELD_NO_KEY);
    (void)add_delivery(&scene, ARTEFACT_PACKAGE, 2014, HELD_NO_CATALOGUE);
    const char *words = said(&scene, LANGUAGE_EN);
    holds(words, "Of a part it can no longer be determined");
    lacks(words, "No delivery and no data set");
    lacks(words, ": no");
    holds(words, "31 March 2012: can no longer be determined. You were among the persons");
    holds(words, "31 March 2014: cannot be determined: the rules");
    scene.findings.deliveries.items[0].years.items[0].changed = true;
    holds(said(&scene, LANGUAGE_EN), "The source has changed since; this is what it says today.");
}

/* What lies with a recipient is destroyed for the person only when the recipient says so. */
static void
what_has_become_of_it(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Scene scene = scene_of(arena);
    (void)state;
    SubjectDelivery *package = add_delivery(&scene, ARTEFACT_PACKAGE, 2012, HELD_YES);
    package->years.items[0].pending = true;
    const char *words = said(&scene, LANGUAGE_EN);
    holds(words, "The recipient must destroy its copies by 31 March 2029 at the latest. A later "
                 "delivery can move that date.");
    package->destroyed = true;
    package->destroyed_on = date_of(2028, 5, 1);
    words = said(&scene, LANGUAGE_EN);
    holds(words, "What was kept here was destroyed on 1 May 2028. The recipient must destroy its "
                 "copies by 31 March 2029");
    package->attested = true;
    package->attested_on = date_of(2028, 6, 2);
    words = said(&scene, LANGUAGE_EN);
    holds(words, "The recipient has declared that all copies were destroyed on 2 June 2028.");
    lacks(words, "must destroy");
    SubjectDelivery *set = add_delivery(&scene, ARTEFACT_DATA_SET, 2018, HELD_YES);
    set->destroyed = true;
    set->destroyed_on = date_of(2029, 1, 2);
    words = said(&scene, LANGUAGE_EN);
    holds(words, "31 March 2018: yes. Destroyed on 2 January 2029.");
    lacks(words, "To be destroyed");
}

static void
the_same_for_a_program(void **state)
{
    SCRATCH Arena *arena = arena_new("test");
    Scene scene = scene_of(arena);
    AnswerAbout about = {.question = 3,
                         .custody = "office.example",
                         .catalogue = &scene.catalogue,
                         .today = date_of(2026, 11, 28)};
    (void)state;
    scene.findings.replaced = true;
    SubjectDelivery *package = add_delivery(&scene, ARTEFACT_PACKAGE, 2012, HELD_NO_KEY);
    package->destroyed = true;
    package->destroyed_on = date_of(2028, 5, 1);
    json_t *result = json_keep(arena, answer_json(&about, &scene.findings));
    assert_string_equal(
        json_canonical(arena, result, NULL),
        "{\"answered\":\"2026-11-28\",\"catalogue\":\"house\",\"custody\":\"office.example\","
        "\"deliveries\":[{\"artefact\":1,\"communication\":\"sample\",\"decided\":\"2019-01-15\","
        "\"deliberation\":\"A/19/1\",\"delivered\":\"2020-03-10\",\"destroyed\":\"2028-05-01\","
        "\"kind\":\"package\",\"recipient\":\"lab\",\"release\":7,\"variables\":[\"age\"],"
        "\"years\":[{\"because\":\"key destroyed\",\"destroy_by\":\"2029-03-31\","
        "\"held\":\"undetermined\",\"pending\":false,\"reference_date\":\"2012-03-31\","
        "\"warehouse_changed\":false,\"year\":2012}]}],\"question\":3,\"replaced\":true}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_phrase_is_there_in_every_language),
        cmocka_unit_test(nothing_was_delivered),
        cmocka_unit_test(held_or_not),
        cmocka_unit_test(what_cannot_be_known),
        cmocka_unit_test(what_has_become_of_it),
        cmocka_unit_test(the_same_for_a_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
