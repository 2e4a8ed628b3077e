#include "fixture.h"

#include "core/file.h"
#include "custody/course.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>

static const KdfCost cheap = {.passes = 1, .memory = 8192};

Secret *
secret_of(const char *text)
{
    Secret *secret = secret_new(strlen(text));
    memcpy(secret->bytes, text, strlen(text));
    return secret;
}

static Actor *
add_actor(Fixture *fixture, const char *name, unsigned roles)
{
    Error err = {0};
    Actor *actor = NULL;
    FREES_SECRET Secret *passphrase = secret_of(name);
    ActorNew wish = {.name = name, .roles = roles, .passphrase = passphrase, .cost = cheap};
    assert_int_equal(actor_add(fixture->custody, &wish, &err), ERROR_NONE);
    assert_int_equal(actor_unlock(fixture->custody, name, passphrase, &actor, &err), ERROR_NONE);
    return actor;
}

static void
cite(Arena *arena, Cites *cites, int paragraph)
{
    *LIST_ADD(arena, cites) = paragraph;
}

static void
add_communication(Fixture *fixture, const char *name, Setting setting, bool once, int cited)
{
    static const int years[] = {2012, 2014, 2016, 2018};
    Communication *communication = LIST_ADD(fixture->arena, &fixture->deliberation.communications);
    communication->name = name;
    communication->setting = setting;
    communication->once = once;
    cite(fixture->arena, &communication->cites, cited);
    for (size_t at = 0; at < (setting == SETTING_DELIVERED ? 3 : 4); at++)
        *LIST_ADD(fixture->arena, &communication->years) = years[at];
}

/* Of 2012, 2014 and 2016: destroyed by 2029-03-31; of all: five years after the last delivery. */
static void
add_retention(Fixture *fixture)
{
    Arena *arena = fixture->arena;
    Deliberation *deliberation = &fixture->deliberation;
    RetentionRule *rule = LIST_ADD(arena, &deliberation->retention);
    rule->fixed = true;
    rule->destroy_by = date_of(2029, 3, 31);
    cite(arena, &rule->cites, 11);
    for (int year = 2012; year <= 2016; year += 2)
        *LIST_ADD(arena, &rule->years) = year;
    rule = LIST_ADD(arena, &deliberation->retention);
    rule->all_years = true;
    rule->relative = true;
    rule->after_years = 5;
    rule->event = EVENT_LAST_DELIVERY;
    cite(arena, &rule->cites, 4);
}

static void
make_deliberation(Fixture *fixture)
{
    Arena *arena = fixture->arena;
    Deliberation *deliberation = &fixture->deliberation;
    fixture->catalogue.id = "house";
    fixture->catalogue.digest = digest_of("house", 5);
    fixture->text = arena_copy_text(arena, "deliberation: A/19/1\n");
    deliberation->id = "A/19/1";
    deliberation->decided = date_of(2019, 1, 15);
    deliberation->recipient_id = "lab";
    cite(arena, &deliberation->recipient_cites, 1);
    deliberation->reference.rule = REFERENCE_QUARTER_END;
    deliberation->reference.quarter = 1;
    cite(arena, &deliberation->reference.cites, 2);
    for (int year = 2012; year <= 2024; year += 2)
        *LIST_ADD(arena, &deliberation->reference.years) = year;
    add_communication(fixture, "sample", SETTING_DELIVERED, false, 8);
    add_communication(fixture, "single", SETTING_DELIVERED, true, 6);
    add_communication(fixture, "population", SETTING_ON_SITE, false, 9);
    AllowedVariable *variable = LIST_ADD(arena, &deliberation->variables);
    variable->name = "age";
    variable->classification = "age7";
    cite(arena, &deliberation->variable_cites, 3);
    deliberation->approvals = 1;
    cite(arena, &deliberation->approval_cites, 10);
    add_retention(fixture);
    deliberation->digest = digest_of(fixture->text, strlen(fixture->text));
}

int
fixture_setup(void **state)
{
    Error err = {0};
    const char *parent = getenv("TMPDIR");
    Fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    fixture->arena = arena_new("fixture");
    fixture->parent =
        arena_print(fixture->arena, "%s/custody-XXXXXX", parent != NULL ? parent : P_tmpdir);
    assert_non_null(mkdtemp(fixture->parent));
    fixture->directory = file_join(fixture->arena, fixture->parent, "custody");
    fixture->passphrase = secret_of("the custody's own");
    CustodyInit how = {.directory = fixture->directory,
                       .name = "agency.example/data",
                       .passphrase = fixture->passphrase,
                       .now = FIXTURE_NOW,
                       .cost = cheap};
    assert_int_equal(custody_init(&how, &err), ERROR_NONE);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    fixture->ann = add_actor(fixture, "ann", ROLE_OPERATOR);
    fixture->bob = add_actor(fixture, "bob", ROLE_APPROVER);
    fixture->carol = add_actor(fixture, "carol", ROLE_OPERATOR | ROLE_APPROVER);
    Actor *dan = add_actor(fixture, "dan", ROLE_AUDITOR);
    actor_close(&dan);
    assert_int_equal(recipient_add(fixture->custody, fixture->ann,
                                   &(Recipient){.id = "lab", .age_key = FIXTURE_AGE_KEY}, &err),
                     ERROR_NONE);
    make_deliberation(fixture);
    *state = fixture;
    return 0;
}

int
fixture_teardown(void **state)
{
    Error err = {0};
    Fixture *fixture = *state;
    actor_close(&fixture->ann);
    actor_close(&fixture->bob);
    actor_close(&fixture->carol);
    custody_close(&fixture->custody);
    secret_free(&fixture->passphrase);
    ErrorKind kind = file_remove_tree(fixture->parent, &err);
    arena_free(fixture->arena);
    free(fixture);
    return kind == ERROR_NONE ? 0 : 1;
}

void
fixture_reopen(Fixture *fixture, int64_t now, bool unlock)
{
    Error err = {0};
    custody_close(&fixture->custody);
    assert_int_equal(custody_open(fixture->directory, CUSTODY_WRITE, now, &fixture->custody, &err),
                     ERROR_NONE);
    if (unlock)
        assert_int_equal(custody_unlock(fixture->custody, fixture->passphrase, &err), ERROR_NONE);
}

void
fixture_confirm(Fixture *fixture, const Deliberation *deliberation)
{
    Error err = {0};
    Proposal *proposal = NULL;
    assert_int_equal(proposal_find(fixture->custody, fixture->arena, deliberation->id,
                                   MATTER_DELIBERATION, &proposal, &err),
                     ERROR_NONE);
    assert_non_null(proposal);
    if (proposal->bytes == NULL)
    {
        assert_int_equal(course_confirm(fixture->custody, fixture->bob, proposal, &err),
                         ERROR_NONE);
        return;
    }
    assert_int_equal(registration_confirm(fixture->custody, fixture->bob, proposal, deliberation,
                                          &fixture->catalogue, &err),
                     ERROR_NONE);
}

void
fixture_register(Fixture *fixture)
{
    RegistrationFile file = {.bytes = fixture->text, .size = strlen(fixture->text)};
    Error err = {0};
    assert_int_equal(registration_propose(fixture->custody, fixture->ann, &fixture->deliberation,
                                          &fixture->catalogue, &file, &err),
                     ERROR_NONE);
    fixture_confirm(fixture, &fixture->deliberation);
}

bool
fixture_has(const Fixture *fixture, const char *name)
{
    return file_exists(file_join(fixture->arena, fixture->directory, name));
}

void
fixture_put(const Fixture *fixture, const char *name, const char *bytes)
{
    Error err = {0};
    assert_int_equal(file_write(file_join(fixture->arena, fixture->directory, name), bytes,
                                strlen(bytes), 0600, &err),
                     ERROR_NONE);
}

Release
fixture_prepare(Fixture *fixture, const char *communication, const char *name, const int *years)
{
    Error err = {0};
    const char *bytes = arena_print(fixture->arena, "package %s", name);
    fixture_put(fixture, arena_print(fixture->arena, "held/%s", name), bytes);
    Release release = {.deliberation = fixture->deliberation.id,
                       .deliberation_digest = fixture->deliberation.digest,
                       .communication = communication,
                       .recipient = "lab",
                       .manifest = digest_of(name, strlen(name)),
                       .package = name,
                       .package_digest = digest_of(bytes, strlen(bytes)),
                       .package_size = (int64_t)strlen(bytes),
                       .approvals_needed = fixture->deliberation.approvals};
    for (; *years != 0; years++)
        *LIST_ADD(fixture->arena, &release.years) = (ReleaseYear){.year = *years, .rows = 10};
    assert_int_equal(release_record_prepared(fixture->custody, fixture->ann, &release, &err),
                     ERROR_NONE);
    return release;
}

Release
fixture_deliver(Fixture *fixture, const char *communication, const char *name, const int *years)
{
    Error err = {0};
    Release release = fixture_prepare(fixture, communication, name, years);
    assert_int_equal(release_record_approval(fixture->custody, fixture->bob, release.number,
                                             &release.manifest, &release.package_digest,
                                             &release.state, &err),
                     ERROR_NONE);
    assert_int_equal(release.state, RELEASE_APPROVED);
    assert_int_equal(release_record_delivered(fixture->custody, fixture->ann, release.number,
                                              &fixture->deliberation, &err),
                     ERROR_NONE);
    assert_int_equal(release_move(fixture->custody, &release, &err), ERROR_NONE);
    return release;
}
