/* What package_build writes, and that it writes the same twice. */
#include "fixture.h"

#include "core/file.h"

static void
the_same_release_made_twice_has_the_same_digests(void **state)
{
    Fixture *fixture = *state;
    PackageSummary one = fixture_build(fixture, "one");
    PackageSummary two = fixture_build(fixture, "two");
    assert_int_equal(one.files.count, 12);
    for (size_t at = 0; at < one.files.count; at++)
    {
        assert_string_equal(one.files.items[at].name, two.files.items[at].name);
        if (!digest_equal(&one.files.items[at].digest, &two.files.items[at].digest))
            fail_msg("'%s' differs", one.files.items[at].name);
    }
    assert_true(digest_equal(&one.manifest, &two.manifest));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_release_made_twice_has_the_same_digests,
                                        fixture_begin, fixture_end),
    };
    return cmocka_run_group_tests_name("release package", tests, NULL, NULL);
}
