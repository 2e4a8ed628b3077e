#include "custody/gate.h"

#include "custody/record.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>

/* Facts and a question under which everything is allowed; each test spoils something. */
typedef struct Scene
{
    Fixture *fixture;
    GateFacts facts;
    Registration registration;
    Release release;
    OutputRequest output;
    Proposal proposal;
    bool proposes; /* the proposal stands */
    Question question;
} Scene;

static Scene
scene_of(void **state, Act act)
{
    Fixture *fixture = *state;
    Scene scene = {.fixture = fixture};
    scene.registration = (Registration){.id = "A/19/1",
                                        .state = DELIBERATION_IN_FORCE,
                                        .decided = date_of(2019, 1, 15),
                                        .catalogue = "house",
                                        .catalogue_digest = fixture->catalogue.digest,
                                        .digest = fixture->deliberation.digest};
    scene.facts.actor_known = true;
    scene.facts.actor_roles = ROLE_OPERATOR | ROLE_APPROVER;
    scene.facts.recipient_known = true;
    scene.question = (Question){.act = act,
                                .actor = "ann",
                                .deliberation_id = "A/19/1",
                                .deliberation = &fixture->deliberation,
                                .catalogue = &fixture->catalogue.digest,
                                .communication = "sample",
                                .today = date_of(2020, 6, 1)};
    *LIST_ADD(fixture->arena, &scene.question.years) = 2012;
    return scene;
}

/* A release that bob made, of 2012; in this state, approved by carol where it must be. */
static Scene
release_scene(void **state, Act act, ReleaseState at)
{
    Scene scene = scene_of(state, act);
    Arena *arena = scene.fixture->arena;
    scene.question.communication = NULL;
    scene.question.years = (Years){0};
    scene.question.release = 7;
    scene.release = (Release){.number = 7,
                              .state = at,
                              .deliberation = "A/19/1",
                              .communication = "sample",
                              .recipient = "lab",
                              .prepared_by = "bob",
                              .approvals_needed = 1};
    *LIST_ADD(arena, &scene.release.years) = (ReleaseYear){.year = 2012, .rows = 5};
    if (at == RELEASE_APPROVED)
        *LIST_ADD(arena, &scene.release.approvals) = (Approval){.actor = "carol"};
    return scene;
}

/* An output request by zed that the act may change. */
static Scene
output_scene(void **state, Act act)
{
    Scene scene = scene_of(state, act);
    Arena *arena = scene.fixture->arena;
    scene.question.output = 4;
    scene.question.communication = NULL;
    scene.question.years = (Years){0};
    scene.question.setting = SETTING_ON_SITE;
    scene.output =
        (OutputRequest){.number = 4,
                        .state = act == ACT_OUTPUT_RELEASE ? OUTPUT_APPROVED : OUTPUT_CHECKED,
                        .deliberation = "A/19/1",
                        .communication = "population",
                        .author = "zed",
                        .round = 1,
                        .checkers_needed = 2};
    *LIST_ADD(arena, &scene.output.years) = 2012;
    return scene;
}

static Verdict
judge(Scene *scene)
{
    if (scene->output.number != 0)
        scene->facts.output = &scene->output;
    if (scene->registration.id != NULL)
        scene->facts.registration = &scene->registration;
    if (scene->proposes)
        scene->facts.proposal = &scene->proposal;
    if (scene->release.number != 0)
        scene->facts.release = &scene->release;
    return gate_judge(scene->fixture->arena, &scene->facts, &scene->question);
}

static void
allowed(Scene *scene)
{
    Verdict verdict = judge(scene);
    if (!verdict.allowed)
        print_message("refused: %s\n", verdict.reasons.items[0].words);
    assert_true(verdict.allowed);
    assert_int_equal(verdict.reasons.count, 0);
}

/* Refused for exactly this reason. */
static void
refused(Scene *scene, const char *code, const char *words, const char *cites)
{
    Verdict verdict = judge(scene);
    assert_false(verdict.allowed);
    assert_int_equal(verdict.reasons.count, 1);
    const Reason *reason = &verdict.reasons.items[0];
    assert_string_equal(reason->code, code);
    assert_string_equal(reason->words, words);
    assert_string_equal(cites_print(scene->fixture->arena, &reason->cites), cites);
}

static void
what_the_text_allows_is_allowed(void **state)
{
    static const Act acts[] = {ACT_RELEASE_PLAN, ACT_RELEASE_RUN};
    for (size_t at = 0; at < 2; at++)
    {
        Scene scene = scene_of(state, acts[at]);
        scene.question.recipient = "lab";
        *LIST_ADD(scene.fixture->arena, &scene.question.variables) =
            (AskedVariable){.name = "age", .classification = "age7"};
        allowed(&scene);
    }
    Scene scene = release_scene(state, ACT_RELEASE_APPROVE, RELEASE_PREPARED);
    allowed(&scene);
    scene = release_scene(state, ACT_RELEASE_DELIVER, RELEASE_APPROVED);
    allowed(&scene);
    scene = release_scene(state, ACT_RELEASE_WITHDRAW, RELEASE_APPROVED);
    allowed(&scene);
}

static void
an_output_is_judged_by_another_and_once(void **state)
{
    Scene scene = output_scene(state, ACT_OUTPUT_APPROVE);
    scene.facts.actor_roles = ROLE_CHECKER;
    allowed(&scene);
    scene.output.author = "ann";
    refused(&scene, "four-eyes", "output 4 was asked for by 'ann', so another person must judge it",
            "[]");
    scene = output_scene(state, ACT_OUTPUT_APPROVE);
    scene.facts.actor_roles = ROLE_CHECKER;
    *LIST_ADD(scene.fixture->arena, &scene.output.votes) = (OutputVote){.actor = "ann"};
    refused(&scene, "voted-already", "output 4 has the vote of 'ann' already", "[]");
    scene = output_scene(state, ACT_OUTPUT_APPROVE);
    scene.facts.actor_roles = ROLE_CHECKER;
    scene.output.fails = true;
    refused(&scene, "output-findings", "output 4 has findings with which nobody can approve it",
            "[]");
    scene = output_scene(state, ACT_OUTPUT_REJECT);
    scene.facts.actor_roles = ROLE_CHECKER;
    scene.output.fails = true;
    allowed(&scene);
    scene = output_scene(state, ACT_OUTPUT_RELEASE);
    scene.facts.actor_roles = ROLE_CHECKER;
    scene.output.state = OUTPUT_CHECKED;
    refused(&scene, "output-state", "output 4 is checked", "[]");
    scene = output_scene(state, ACT_OUTPUT_SHOW);
    scene.facts.actor_roles = ROLE_RESEARCHER;
    refused(&scene, "output-author", "output 4 was asked for by another", "[]");
    scene = scene_of(state, ACT_OUTPUT_WITHDRAW);
    scene.facts.actor_roles = ROLE_CHECKER;
    scene.question.output = 7;
    refused(&scene, "output-unknown", "there is no output 7", "[]");
}

static void
actors_and_roles(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    scene.facts.actor_known = false;
    refused(&scene, "actor-unknown", "actor 'ann' is not known in this custody", "[]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.facts.actor_roles = ROLE_AUDITOR | ROLE_APPROVER;
    refused(&scene, "role",
            "'release run' is not for the role approver, auditor (but for: operator)", "[]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.actor = NULL;
    refused(&scene, "role", "'release run' is not for the role custodian (but for: operator)",
            "[]");
}

/* Every act x role x state of the deliberation, against a table written by hand. */
typedef struct MatrixRow
{
    Act act;
    const char *roles;  /* operator approver researcher checker auditor custodian */
    const char *states; /* not registered, in force, suspended, amended, ended */
} MatrixRow;

static const MatrixRow matrix[] = {
    {ACT_CUSTODY_BACKUP, "-----x", "xxxxx"},
    {ACT_CUSTODY_MEDIUM, "-----x", "xxxxx"},
    {ACT_CUSTODY_SPLIT, "-----x", "xxxxx"},
    {ACT_CUSTODY_JOIN, "-----x", "xxxxx"},
    {ACT_CUSTODY_WRAP, "-----x", "xxxxx"},
    {ACT_ACTOR_ADD, "-----x", "xxxxx"},
    {ACT_ACTOR_ROTATE, "xxxxxx", "xxxxx"},
    {ACT_ACTOR_REVOKE, "xxxxxx", "xxxxx"},
    {ACT_RECIPIENT_ADD, "x----x", "xxxxx"},
    {ACT_RECIPIENT_KEY, "x----x", "xxxxx"},
    {ACT_DELIBERATION_REGISTER, "x-----", "x----"},
    {ACT_DELIBERATION_APPROVE, "-x----", "xxx--"},
    {ACT_DELIBERATION_WITHDRAW, "xx----", "xxxxx"},
    {ACT_DELIBERATION_SUSPEND, "xx----", "-x---"},
    {ACT_DELIBERATION_RESUME, "xx----", "--x--"},
    {ACT_DELIBERATION_END, "xx----", "-xx--"},
    {ACT_UNDERTAKING_SIGN, "--x---", "-x---"},
    {ACT_RELEASE_PLAN, "xx----", "-x---"},
    {ACT_RELEASE_RUN, "x-----", "-x---"},
    {ACT_RELEASE_APPROVE, "-x----", "-x---"},
    {ACT_RELEASE_DELIVER, "xx----", "-x---"},
    {ACT_RELEASE_WITHDRAW, "xx----", "xxxxx"},
    {ACT_RELEASE_LIST, "xxxxxx", "xxxxx"},
    {ACT_ENCLAVE_PREPARE, "x-----", "-x---"},
    {ACT_ENCLAVE_IMPORT, "--x---", "-x---"},
    {ACT_ENCLAVE_RUN, "--x---", "-x---"},
    {ACT_ENCLAVE_SHELL, "--x---", "-x---"},
    {ACT_ENCLAVE_FILES, "--x---", "-x---"},
    {ACT_ENCLAVE_LIST, "xxxxxx", "xxxxx"},
    {ACT_OUTPUT_REQUEST, "--x---", "-x---"},
    {ACT_OUTPUT_CHECK, "--xx--", "-x---"},
    {ACT_OUTPUT_PROTECT, "---x--", "-x---"},
    {ACT_OUTPUT_SHOW, "--xx--", "-x---"},
    {ACT_OUTPUT_APPROVE, "---x--", "-x---"},
    {ACT_OUTPUT_REJECT, "---x--", "-x---"},
    {ACT_OUTPUT_RELEASE, "x--x--", "-x---"},
    {ACT_OUTPUT_WITHDRAW, "--xx--", "xxxxx"},
    {ACT_OUTPUT_LIST, "xxxxxx", "xxxxx"},
    {ACT_OUTPUT_PROFILE, "xxxxxx", "-xxxx"},
    {ACT_RETENTION_SHOW, "xxxxxx", "xxxxx"},
    {ACT_LEDGER_COSIGN, "x---xx", "xxxxx"},
    {ACT_RETENTION_DECLARE_LAST, "x-----", "-xx-x"},
    {ACT_RETENTION_DESTROY, "x-----", "-xxxx"},
    {ACT_RETENTION_APPROVE, "-x----", "-xxxx"},
    {ACT_RETENTION_WITHDRAW, "xx----", "-xxxx"},
    {ACT_RETENTION_COMPLETE, "xx----", "-xxxx"},
    {ACT_RETENTION_CERTIFICATE, "xxxxxx", "-xxxx"},
    {ACT_RETENTION_ATTEST, "x-----", "-xxxx"},
    {ACT_SUBJECT_ASK, "x-----", "xxxxx"},
    {ACT_SUBJECT_ANSWER, "-x----", "xxxxx"},
    {ACT_SUBJECT_WITHDRAW, "xx----", "xxxxx"},
    {ACT_SUBJECT_LIST, "xxxxxx", "xxxxx"},
    {ACT_AUDIT_SHOW, "xxxxxx", "-xxxx"},
    {ACT_AUDIT_KIT, "----xx", "-xxxx"},
    {ACT_LEDGER_SHOW, "xxxxxx", "xxxxx"},
};

/* A scene in which nothing but role and state could stand against the act. */
static Scene
matrix_scene(void **state, Act act, unsigned role, unsigned course)
{
    static const char *const proposed[] = {"deliberation register", "deliberation end",
                                           "deliberation end", "deliberation end",
                                           "deliberation end"};
    const ActRule *rule = act_rule(act);
    ReleaseState at = act == ACT_RELEASE_DELIVER ? RELEASE_APPROVED : RELEASE_PREPARED;
    Scene scene = rule->on_release  ? release_scene(state, act, at)
                  : rule->on_output ? output_scene(state, act)
                                    : scene_of(state, act);
    if (act == ACT_OUTPUT_REQUEST)
        scene.question.setting = SETTING_ON_SITE, scene.question.communication = "population";
    if (role == 2 && rule->on_output)
        scene.output.author = "ann";
    scene.registration.state = (DeliberationState)(1u << course);
    scene.registration.amended_by = course == 3 ? "A/20/5" : NULL;
    if (course == 0)
    {
        scene.registration.id = NULL;
        scene.question.deliberation = NULL;
    }
    scene.facts.actor_roles = 1u << role;
    scene.question.actor = role == 5 ? NULL : "ann";
    scene.question.about = "ann";
    scene.facts.about_known = true;
    scene.facts.undertaken = rule->on_undertaking;
    if (act == ACT_DELIBERATION_REGISTER)
        scene.question.candidate = &scene.fixture->deliberation;
    scene.proposal = (Proposal){.number = 1, .act = proposed[course], .proposed_by = "zed"};
    if (act_rule_matter(rule) == MATTER_RETENTION)
        scene.proposal.act = "retention destroy";
    if (act_rule_matter(rule) == MATTER_SUBJECT)
        scene.proposal.act = "subject ask";
    scene.proposes = rule->confirms != MATTER_NONE || rule->withdraws != MATTER_NONE;
    return scene;
}

static void
who_may_do_what_and_when(void **state)
{
    assert_int_equal(sizeof matrix / sizeof *matrix, ACT_COUNT);
    for (size_t at = 0; at < ACT_COUNT; at++)
        for (unsigned role = 0; role < 6; role++)
            for (unsigned course = 0; course < DELIBERATION_STATES; course++)
            {
                Scene scene = matrix_scene(state, matrix[at].act, role, course);
                Verdict verdict = judge(&scene);
                bool expected = matrix[at].roles[role] == 'x' && matrix[at].states[course] == 'x';
                assert_int_equal(matrix[at].act, at);
                if (verdict.allowed != expected)
                    print_message("%s, role %u, state %u: %s\n", act_rule((Act)at)->name, role,
                                  course,
                                  verdict.allowed ? "allowed" : verdict.reasons.items[0].words);
                assert_int_equal(verdict.allowed, expected);
            }
}

/* Of no deliberation: what counts is who asked, and that both gave the same number. */
static void
a_persons_question(void **state)
{
    Scene scene = scene_of(state, ACT_SUBJECT_ANSWER);
    scene.question.deliberation_id = NULL;
    scene.question.deliberation = NULL;
    scene.question.proposal = 3;
    scene.registration.id = NULL;
    scene.facts.actor_roles = ROLE_APPROVER;
    refused(&scene, "no-proposal", "no question of the number 3 waits", "[]");
    scene.proposal = (Proposal){.number = 3, .act = "subject ask", .proposed_by = "zed"};
    scene.proposes = true;
    allowed(&scene);
    scene.question.other_number = true;
    refused(&scene, "other-number", "it is another person's number than 'zed' gave", "[]");
    scene.question.other_number = false;
    scene.proposal.proposed_by = "ann";
    refused(&scene, "four-eyes",
            "'subject ask' was proposed by 'ann', so another person must confirm it", "[]");
    scene.question.act = ACT_SUBJECT_WITHDRAW;
    allowed(&scene);
}

static void
deliberations(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    scene.registration.id = NULL;
    scene.question.deliberation = NULL;
    refused(&scene, "not-registered", "deliberation 'A/19/1' is not registered in this custody",
            "[]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.registration.state = DELIBERATION_AMENDED;
    scene.registration.amended_by = "A/20/5";
    refused(&scene, "amended", "deliberation 'A/19/1' was amended: 'A/20/5' took its place", "[]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.today = date_of(2019, 1, 14);
    refused(&scene, "not-yet-decided",
            "deliberation 'A/19/1' is decided on 2019-01-15, which has not come", "[]");
    scene.question.today = date_of(2019, 1, 15);
    allowed(&scene);
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.registration.digest = digest_of("other", 5);
    refused(&scene, "not-the-registered",
            "what was read of deliberation 'A/19/1' is not what was registered", "[]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    Digest other = digest_of("finer classes", 13);
    scene.question.catalogue = &other;
    refused(
        &scene, "catalogue",
        "the catalogue 'house' at hand is not the one that deliberation 'A/19/1' was registered "
        "with",
        "[3]");
    scene.question.catalogue = NULL;
    assert_false(judge(&scene).allowed);
}

static void
communications_and_settings(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.communication = "everything";
    refused(
        &scene, "communication",
        "communication 'everything' is not in deliberation 'A/19/1' (it has: 'sample', 'single', "
        "'population')",
        "[6, 8, 9]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.communication = "population";
    refused(&scene, "setting",
            "communication 'population' may be used on site only, never delivered", "[9]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.setting = SETTING_ON_SITE;
    refused(&scene, "setting", "communication 'sample' is delivered, not used on site", "[8]");
}

static void
years(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    *LIST_ADD(scene.fixture->arena, &scene.question.years) = 2018;
    refused(&scene, "year",
            "year 2018 is not a year of communication 'sample' (allowed: 2012, 2014, "
            "2016)",
            "[2, 8]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.years = (Years){0};
    refused(&scene, "no-year", "no year is asked for", "[8]");
}

static void
dates_to_destroy_by(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.today = date_of(2029, 3, 31);
    allowed(&scene);
    scene.question.today = date_of(2029, 4, 1);
    refused(&scene, "past", "what there is of year 2012 had to be destroyed by 2029-03-31",
            "[4, 11]");
    /* Delivered on 2020-06-01 (18414 days): five years later it had to go, and no new delivery
     * brings it back. */
    scene = scene_of(state, ACT_RELEASE_RUN);
    *LIST_ADD(scene.fixture->arena, &scene.facts.earlier) =
        (Release){.number = 1, .state = RELEASE_DELIVERED, .delivered_at = FIXTURE_NOW};
    scene.question.today = date_of(2025, 6, 1);
    allowed(&scene);
    scene.question.today = date_of(2025, 6, 2);
    refused(&scene, "past", "what there is of year 2012 had to be destroyed by 2025-06-01",
            "[4, 11]");
    /* A delivery that was withdrawn is none. */
    scene.facts.earlier.items[0].state = RELEASE_WITHDRAWN;
    allowed(&scene);
}

static void
reference_dates_must_have_come(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    Communication *sample = &scene.fixture->deliberation.communications.items[0];
    *LIST_ADD(scene.fixture->arena, &sample->years) = 2024;
    scene.question.years.items[0] = 2024;
    refused(&scene, "year-not-yet", "the reference date 2024-03-31 of year 2024 has not come",
            "[2]");
    scene.question.today = date_of(2024, 3, 31);
    allowed(&scene);
}

static void
variables_and_class_lists(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    *LIST_ADD(scene.fixture->arena, &scene.question.variables) = (AskedVariable){.name = "income"};
    refused(&scene, "variable", "variable 'income' is not in deliberation 'A/19/1'", "[3]");
    scene.question.variables.items[0] =
        (AskedVariable){.name = "age", .classification = "age_in_years"};
    refused(&scene, "class-list",
            "variable 'age' may come out in the classes 'age7' only, not in 'age_in_years'", "[3]");
}

static void
recipients(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.recipient = "press";
    refused(&scene, "recipient",
            "recipient 'press' is not the one of deliberation 'A/19/1' (which is 'lab')", "[1]");
    scene = scene_of(state, ACT_RELEASE_RUN);
    scene.facts.recipient_known = false;
    refused(&scene, "recipient-unknown", "recipient 'lab' has no key in this custody", "[1]");
    scene.question.act = ACT_RELEASE_PLAN;
    allowed(&scene);
}

static void
once_is_once(void **state)
{
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    scene.question.communication = "single";
    *LIST_ADD(scene.fixture->arena, &scene.facts.earlier) =
        (Release){.number = 1, .state = RELEASE_APPROVED};
    allowed(&scene);
    scene.facts.earlier.items[0].state = RELEASE_DELIVERED;
    scene.facts.earlier.items[0].delivered_at = FIXTURE_NOW;
    refused(&scene, "delivered-already", "communication 'single' may be delivered once, and was",
            "[6]");
    scene.question.communication = "sample";
    allowed(&scene);
}

static void
releases_and_approvals(void **state)
{
    Scene scene = release_scene(state, ACT_RELEASE_APPROVE, RELEASE_PREPARED);
    scene.release.number = 0;
    scene.registration.id = NULL;
    scene.question.deliberation = NULL;
    refused(&scene, "release-unknown", "there is no release 7", "[]");
    scene = release_scene(state, ACT_RELEASE_APPROVE, RELEASE_DELIVERED);
    refused(&scene, "release-state", "release 7 is delivered", "[]");
    scene = release_scene(state, ACT_RELEASE_APPROVE, RELEASE_PREPARED);
    scene.question.actor = "bob";
    refused(&scene, "four-eyes", "release 7 was made by 'bob', so another person must approve it",
            "[10]");
    scene = release_scene(state, ACT_RELEASE_APPROVE, RELEASE_PREPARED);
    *LIST_ADD(scene.fixture->arena, &scene.release.approvals) = (Approval){.actor = "ann"};
    refused(&scene, "approved-already", "release 7 has the approval of 'ann' already", "[10]");
    scene = release_scene(state, ACT_RELEASE_DELIVER, RELEASE_PREPARED);
    refused(&scene, "approval-missing", "release 7 has 0 of the 1 approval of others that it needs",
            "[10]");
    /* The approval of the one who made it counts for nothing, whatever the state says. */
    scene = release_scene(state, ACT_RELEASE_DELIVER, RELEASE_APPROVED);
    scene.release.approvals.items[0].actor = "bob";
    refused(&scene, "approval-missing", "release 7 has 0 of the 1 approval of others that it needs",
            "[10]");
}

/* What was right when it was prepared may be wrong when it is delivered. */
static void
a_release_is_judged_anew_each_time(void **state)
{
    Scene scene = release_scene(state, ACT_RELEASE_DELIVER, RELEASE_APPROVED);
    scene.question.today = date_of(2029, 4, 1);
    refused(&scene, "past", "what there is of year 2012 had to be destroyed by 2029-03-31",
            "[4, 11]");
    scene = release_scene(state, ACT_RELEASE_DELIVER, RELEASE_APPROVED);
    scene.registration.state = DELIBERATION_AMENDED;
    scene.registration.amended_by = "A/20/5";
    refused(&scene, "amended", "deliberation 'A/19/1' was amended: 'A/20/5' took its place", "[]");
    scene = release_scene(state, ACT_RELEASE_DELIVER, RELEASE_APPROVED);
    scene.release.recipient = "press";
    refused(&scene, "recipient",
            "recipient 'press' is not the one of deliberation 'A/19/1' (which is 'lab')", "[1]");
    /* Taking back is always possible. */
    scene = release_scene(state, ACT_RELEASE_WITHDRAW, RELEASE_PREPARED);
    scene.question.today = date_of(2029, 4, 1);
    scene.registration.state = DELIBERATION_AMENDED;
    scene.registration.amended_by = "A/20/5";
    allowed(&scene);
}

/* Two years after it was made: a rule that counts from its own delivery knows that day on site, and
 * knows none of a package that is still to go. */
static void
a_year_on_site_is_past_by_its_own_delivery(void **state)
{
    Scene scene = scene_of(state, ACT_ENCLAVE_RUN);
    RetentionRule *rule = &scene.fixture->deliberation.retention.items[1];
    *rule = (RetentionRule){.all_years = true,
                            .relative = true,
                            .after_years = 2,
                            .event = EVENT_DELIVERY,
                            .cites = rule->cites};
    scene.facts.actor_roles = ROLE_RESEARCHER;
    scene.facts.undertaken = true;
    scene.question.setting = SETTING_ON_SITE;
    scene.question.communication = "population";
    scene.question.years = (Years){0};
    *LIST_ADD(scene.fixture->arena, &scene.question.years) = 2018;
    *LIST_ADD(scene.fixture->arena, &scene.facts.prepared) =
        (PreparedYear){.year = 2018, .day = date_of(2020, 2, 29)};
    scene.question.today = date_of(2022, 2, 28);
    allowed(&scene);
    scene.question.today = date_of(2022, 3, 1);
    refused(&scene, "past", "what there is of year 2018 had to be destroyed by 2022-02-28", "[4]");
    scene.facts.prepared.items[0].year = 2016;
    allowed(&scene);
}

static void
all_reasons_at_once(void **state)
{
    static const char *const codes[] = {"role", "amended",  "setting",  "year",
                                        "past", "variable", "recipient"};
    Scene scene = scene_of(state, ACT_RELEASE_RUN);
    Arena *arena = scene.fixture->arena;
    scene.facts.actor_roles = ROLE_AUDITOR;
    scene.registration.state = DELIBERATION_AMENDED;
    scene.registration.amended_by = "A/20/5";
    scene.question.communication = "population";
    *LIST_ADD(arena, &scene.question.years) = 2020;
    *LIST_ADD(arena, &scene.question.variables) = (AskedVariable){.name = "income"};
    scene.question.recipient = "press";
    scene.question.today = date_of(2030, 1, 1);
    Verdict verdict = judge(&scene);
    assert_false(verdict.allowed);
    for (size_t at = 0; at < sizeof codes / sizeof *codes; at++)
    {
        bool found = false;
        for (size_t in = 0; in < verdict.reasons.count; in++)
            found = found || strcmp(verdict.reasons.items[in].code, codes[at]) == 0;
        if (!found)
            print_message("missing: %s\n", codes[at]);
        assert_true(found);
    }
    assert_int_equal(verdict.reasons.count, sizeof codes / sizeof *codes);
}

/* The facts come from the state, and a refusal leaves exactly one entry. */
static void
asking_finds_the_facts(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Verdict verdict;
    int64_t before = 0;
    int64_t after = 0;
    fixture_register(fixture);
    Question question = {.act = ACT_RELEASE_RUN,
                         .actor = "ann",
                         .deliberation_id = "A/19/1",
                         .deliberation = &fixture->deliberation,
                         .catalogue = &fixture->catalogue.digest,
                         .communication = "single",
                         .today = date_of(2020, 6, 1)};
    *LIST_ADD(fixture->arena, &question.years) = 2012;
    assert_int_equal(record_count(fixture->custody, &before, &err), ERROR_NONE);
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_true(verdict.allowed);
    assert_int_equal(record_count(fixture->custody, &after, &err), ERROR_NONE);
    assert_int_equal(after, before);
    (void)fixture_deliver(fixture, "single", "one", (const int[]){2012, 0});
    assert_int_equal(record_count(fixture->custody, &before, &err), ERROR_NONE);
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_false(verdict.allowed);
    assert_string_equal(verdict.reasons.items[0].code, "delivered-already");
    assert_int_equal(record_count(fixture->custody, &after, &err), ERROR_NONE);
    assert_int_equal(after, before + 1);
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

static void
approvals_are_asked_of_the_state(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Verdict verdict;
    fixture_register(fixture);
    (void)fixture_prepare(fixture, "sample", "one", (const int[]){2012, 0});
    Question question = {.act = ACT_RELEASE_APPROVE,
                         .actor = "bob",
                         .release = 1,
                         .deliberation = &fixture->deliberation,
                         .catalogue = &fixture->catalogue.digest,
                         .today = date_of(2020, 6, 1)};
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_true(verdict.allowed);
    question.actor = "ann";
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_int_equal(verdict.reasons.count, 2);
    assert_string_equal(verdict.reasons.items[0].code, "role");
    assert_string_equal(verdict.reasons.items[1].code, "four-eyes");
    question.release = 99;
    question.actor = "bob";
    question.deliberation = NULL;
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_int_equal(verdict.reasons.count, 1);
    assert_string_equal(verdict.reasons.items[0].code, "release-unknown");
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(what_the_text_allows_is_allowed),
        WITH_FIXTURE(an_output_is_judged_by_another_and_once),
        WITH_FIXTURE(actors_and_roles),
        WITH_FIXTURE(who_may_do_what_and_when),
        WITH_FIXTURE(a_persons_question),
        WITH_FIXTURE(deliberations),
        WITH_FIXTURE(communications_and_settings),
        WITH_FIXTURE(years),
        WITH_FIXTURE(dates_to_destroy_by),
        WITH_FIXTURE(reference_dates_must_have_come),
        WITH_FIXTURE(variables_and_class_lists),
        WITH_FIXTURE(recipients),
        WITH_FIXTURE(once_is_once),
        WITH_FIXTURE(releases_and_approvals),
        WITH_FIXTURE(a_release_is_judged_anew_each_time),
        WITH_FIXTURE(a_year_on_site_is_past_by_its_own_delivery),
        WITH_FIXTURE(all_reasons_at_once),
        WITH_FIXTURE(asking_finds_the_facts),
        WITH_FIXTURE(approvals_are_asked_of_the_state),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
