/* Every byte of a package is under a signature: each flip and each truncation is refused. */
#include "fixture.h"

#include "core/file.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef struct Target
{
    Fixture *fixture;
    OpenInput input;
    char *bytes;
    size_t size;
    int fd;
} Target;

static Target
target_open(Fixture *fixture, const char *path, const OpenInput *input)
{
    Error err;
    Target target = {.fixture = fixture, .input = *input};
    assert_int_equal(
        file_read(fixture->arena, path, 1 << 24, ERROR_IO, &target.bytes, &target.size, &err), 0);
    target.fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(target.fd >= 0);
    return target;
}

static ErrorKind
verify(Target *target)
{
    SCRATCH Arena *work = arena_new("verify");
    OpenSummary summary;
    Error err;
    return package_verify(work, &target->input, &summary, &err);
}

static void
put(Target *target, size_t at, unsigned char byte)
{
    assert_int_equal(pwrite(target->fd, &byte, 1, (off_t)at), 1);
}

static void
every_flip_is_refused(Target *target)
{
    for (size_t at = 0; at < target->size; at++)
    {
        unsigned char was = (unsigned char)target->bytes[at];
        put(target, at, was ^ (unsigned char)(1U << at % 8));
        ErrorKind kind = verify(target);
        if (kind != ERROR_INTEGRITY && kind != ERROR_DATA)
            fail_msg("byte %zu of %zu: %d", at, target->size, kind);
        put(target, at, was);
    }
    assert_int_equal(verify(target), ERROR_NONE);
}

static void
every_truncation_is_refused(Target *target)
{
    for (size_t size = target->size; size-- > 0;)
    {
        assert_int_equal(ftruncate(target->fd, (off_t)size), 0);
        ErrorKind kind = verify(target);
        if (kind != ERROR_INTEGRITY && kind != ERROR_DATA)
            fail_msg("%zu of %zu bytes: %d", size, target->size, kind);
    }
}

static void
one_more_byte_is_refused(Target *target)
{
    put(target, target->size, '\n');
    assert_int_not_equal(verify(target), ERROR_NONE);
    assert_int_equal(ftruncate(target->fd, (off_t)target->size), 0);
}

static void
a_changed_file_is_refused(Fixture *fixture, bool signature)
{
    SealSummary seal;
    PackageSummary summary = fixture_mini(fixture, "mini");
    const char *path = fixture_seal_tree(fixture, "mini", &summary, 1, &seal);
    OpenInput input = fixture_open(fixture, path);
    input.identity = NULL;
    Target target = target_open(fixture, signature ? seal.signature_path : path, &input);
    every_flip_is_refused(&target);
    one_more_byte_is_refused(&target);
    every_truncation_is_refused(&target);
    (void)close(target.fd);
}

static void
a_changed_signature_file_is_refused(void **state)
{
    a_changed_file_is_refused(*state, true);
}

static void
a_changed_sealed_file_is_refused(void **state)
{
    a_changed_file_is_refused(*state, false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_changed_signature_file_is_refused, fixture_begin,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_changed_sealed_file_is_refused, fixture_begin,
                                        fixture_end),
    };
    return cmocka_run_group_tests_name("release tamper", tests, NULL, NULL);
}
