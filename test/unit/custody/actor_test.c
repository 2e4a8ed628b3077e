#include "custody/actor.h"

#include "fixture.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <stdio.h>

static void
names(void **state)
{
    (void)state;
    assert_true(actor_name_valid("a"));
    assert_true(actor_name_valid("ann-2"));
    assert_true(actor_name_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    assert_false(actor_name_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    static const char *const wrong[] = {"",       "Ann",   "2ann",    "-ann",    "ann.key",
                                        "../ann", "ann/b", "custody", "unknown", "85073003328"};
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_false(actor_name_valid(wrong[at]));
}

static void
actors_are_listed_with_their_roles(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    ActorList list = {0};
    assert_int_equal(actor_list(fixture->custody, fixture->arena, &list, &err), ERROR_NONE);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.items[0].name, "ann");
    assert_string_equal(roles_print(fixture->arena, list.items[2].roles), "operator, approver");
    assert_int_equal(list.items[3].roles, ROLE_AUDITOR);
}

static void
a_name_is_taken_once(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    FREES_SECRET Secret *passphrase = secret_of("x");
    ActorNew wish = {
        .name = "ann", .roles = ROLE_APPROVER, .passphrase = passphrase, .cost = {1, 8192}};
    assert_int_equal(actor_add(fixture->custody, &wish, &err), ERROR_STATE);
    wish.name = "custody";
    assert_int_equal(actor_add(fixture->custody, &wish, &err), ERROR_USAGE);
    wish.name = "eve";
    wish.roles = 0;
    assert_int_equal(actor_add(fixture->custody, &wish, &err), ERROR_USAGE);
    wish.roles = ROLE_CUSTODIAN;
    assert_int_equal(actor_add(fixture->custody, &wish, &err), ERROR_USAGE);
    assert_false(fixture_has(fixture, "actor/eve.key"));
}

static void
a_key_opens_by_its_own_passphrase_only(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    CLOSES_ACTOR Actor *actor = NULL;
    FREES_SECRET Secret *anns = secret_of("ann");
    FREES_SECRET Secret *bobs = secret_of("bob");
    assert_int_equal(actor_unlock(fixture->custody, "ann", bobs, &actor, &err), ERROR_STATE);
    assert_int_equal(actor_unlock(fixture->custody, "nobody", bobs, &actor, &err), ERROR_STATE);
    assert_int_equal(actor_unlock(fixture->custody, "ann", anns, &actor, &err), ERROR_NONE);
    assert_string_equal(actor_name(actor), "ann");
    unsigned char signature[NOTE_SIGNATURE_SIZE];
    ActorRecord record;
    bool found = false;
    assert_int_equal(actor_find(fixture->custody, fixture->arena, "ann", &found, &record, &err),
                     ERROR_NONE);
    actor_sign(actor, "x", 1, signature);
    assert_int_equal(
        crypto_sign_verify_detached(signature, (const unsigned char *)"x", 1, record.public_key),
        0);
}

/* bob's key file under ann's name does not make bob ann, even with bob's passphrase. */
static void
a_key_file_cannot_change_its_owner(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    CLOSES_ACTOR Actor *actor = NULL;
    FREES_SECRET Secret *bobs = secret_of("bob");
    assert_int_equal(rename(custody_path(fixture->arena, fixture->custody, "actor/bob.key"),
                            custody_path(fixture->arena, fixture->custody, "actor/ann.key")),
                     0);
    assert_int_equal(actor_unlock(fixture->custody, "ann", bobs, &actor, &err), ERROR_INTEGRITY);
    assert_null(actor);
}

static void
adding_needs_the_custodian(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    FREES_SECRET Secret *passphrase = secret_of("x");
    ActorNew wish = {
        .name = "eve", .roles = ROLE_APPROVER, .passphrase = passphrase, .cost = {1, 8192}};
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_int_equal(actor_add(fixture->custody, &wish, &err), ERROR_STATE);
    bool found = true;
    ActorRecord record;
    assert_int_equal(actor_find(fixture->custody, fixture->arena, "eve", &found, &record, &err),
                     ERROR_NONE);
    assert_false(found);
    /* The file that was made for it goes at the next opening. */
    fixture_reopen(fixture, FIXTURE_NOW, true);
    assert_false(fixture_has(fixture, "actor/eve.key"));
    assert_true(fixture_has(fixture, "actor/ann.key"));
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        WITH_FIXTURE(actors_are_listed_with_their_roles),
        WITH_FIXTURE(a_name_is_taken_once),
        WITH_FIXTURE(a_key_opens_by_its_own_passphrase_only),
        WITH_FIXTURE(a_key_file_cannot_change_its_owner),
        WITH_FIXTURE(adding_needs_the_custodian),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
