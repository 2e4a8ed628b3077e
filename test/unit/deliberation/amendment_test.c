#include "deliberation/amendment.h"

#include "cmocka_all.h"

#include <string.h>

static bool
continues(const char *amended, const char *name, Setting setting)
{
    SCRATCH Arena *arena = arena_new("test");
    Deliberation amendment = {.recipient_id = "lab", .catalogue = "house", .cohort = "everybody"};
    Communication communication = {.name = name, .setting = setting};
    return amendment_continues(arena, amended, strlen(amended), &amendment, &communication);
}

/* One line at a time is other than in the first. */
static void
what_must_be_the_same(void **state)
{
    static const struct
    {
        const char *text;
        bool same;
    } cases[] = {
        {"recipient: {id: lab, name: The Lab}\ncatalogue: house\ncohort: {name: everybody}\n"
         "communications: {sample: {setting: delivered, years: [2012]}}\n",
         true},
        {"recipient: {id: press}\ncatalogue: house\ncohort: {name: everybody}\n"
         "communications: {sample: {setting: delivered}}\n",
         false},
        {"recipient: {id: lab}\ncatalogue: hut\ncohort: {name: everybody}\n"
         "communications: {sample: {setting: delivered}}\n",
         false},
        {"recipient: {id: lab}\ncatalogue: house\ncohort: {name: nobody}\n"
         "communications: {sample: {setting: delivered}}\n",
         false},
        {"recipient: {id: lab}\ncatalogue: house\ncohort: {name: everybody}\n"
         "communications: {sample: {setting: on site}}\n",
         false},
        {"recipient: {id: lab}\ncatalogue: house\ncohort: {name: everybody}\n"
         "communications: {other: {setting: delivered}}\n",
         false},
        {"recipient: lab\ncatalogue: house\ncohort: {name: everybody}\n"
         "communications: {sample: {setting: delivered}}\n",
         false},
        {"recipient: {id: [lab]}\ncatalogue: house\ncohort: {name: everybody}\n"
         "communications: [sample]\n",
         false},
        {"{", false},
        {"", false},
    };
    (void)state;
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        assert_int_equal(continues(cases[at].text, "sample", SETTING_DELIVERED), cases[at].same);
    assert_false(continues(cases[0].text, "sample", SETTING_ON_SITE));
    assert_false(continues(cases[0].text, "recipient", SETTING_DELIVERED));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_must_be_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
