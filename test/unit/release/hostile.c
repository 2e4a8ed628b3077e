/* What a hostile sender could put inside, had he the key: only the one stream that the manifest
 * describes is taken. */
#include "fixture.h"

#include "core/file.h"
#include "core/text.h"
#include "release/statement.h"
#include "release/tar.h"
#include "release/unpack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Memory
{
    const char *bytes;
    size_t size;
    size_t at;
    size_t step; /* at most so many bytes a read */
} Memory;

static ErrorKind
memory_read(void *context, void *bytes, size_t size, size_t *ret_got, Error *err)
{
    Memory *memory = context;
    (void)err;
    size_t left = memory->size - memory->at;
    size = size < left ? size : left;
    size = size < memory->step ? size : memory->step;
    memcpy(bytes, memory->bytes + memory->at, size);
    memory->at += size;
    *ret_got = size;
    return ERROR_NONE;
}

/* The small package of the fixture, as bytes, with what is needed to read it. */
typedef struct World
{
    Fixture *fixture;
    PackageSummary summary;
    PackageStatement statement;
    MinisignKey key;
} World;

static World
world_new(Fixture *fixture)
{
    World world = {.fixture = fixture, .summary = fixture_mini(fixture, "mini")};
    world.statement = (PackageStatement){.deliberation = fixture->deliberation.id,
                                         .communication = "sample",
                                         .signer = fixture->signer.name,
                                         .manifest = world.summary.manifest};
    memcpy(world.key.id, fixture->signer.key_id, sizeof world.key.id);
    memcpy(world.key.key, fixture->signer.public_key, sizeof world.key.key);
    return world;
}

static ErrorKind
world_unpack(World *world, const Text *tar, const char *directory, Error *err)
{
    SCRATCH Arena *work = arena_new("unpack");
    Memory memory = {.bytes = tar->bytes, .size = tar->size, .step = 1000};
    UnpackInput input = {.source = {&memory, memory_read},
                         .statement = &world->statement,
                         .key = &world->key,
                         .directory = directory};
    UnpackSummary summary;
    return unpack(work, &input, &summary, err);
}

/* One entry as any tar program may write it: another name, type or link, with the check sum that
 * belongs to it. */
typedef struct Entry
{
    const char *name;
    char type;
    const char *link;
    const char *mode;
    const char *content; /* NULL: the file of this name in the small package */
} Entry;

static void
header_fix(unsigned char *block)
{
    unsigned sum = 0;
    memset(block + 148, ' ', 8);
    for (size_t at = 0; at < TAR_BLOCK; at++)
        sum += block[at];
    char words[8];
    (void)snprintf(words, sizeof words, "%06o", sum & 0777777U);
    memcpy(block + 148, words, 7);
}

static void
add_entry(World *world, Text *tar, const Entry *entry)
{
    static const char zeros[TAR_BLOCK] = {0};
    Error err;
    unsigned char block[TAR_BLOCK];
    char *bytes = NULL;
    size_t size = 0;
    if (entry->content != NULL)
    {
        bytes = arena_copy_text(world->fixture->arena, entry->content);
        size = strlen(bytes);
    }
    else
        assert_int_equal(
            file_read(world->fixture->arena,
                      fixture_path(world->fixture,
                                   arena_print(world->fixture->arena, "mini/%s", entry->name)),
                      1 << 20, ERROR_IO, &bytes, &size, &err),
            0);
    tar_header(entry->name, (int64_t)size, block);
    if (entry->type != 0)
        block[156] = (unsigned char)entry->type;
    if (entry->link != NULL)
        memcpy(block + 157, entry->link, strlen(entry->link));
    if (entry->mode != NULL)
        memcpy(block + 100, entry->mode, strlen(entry->mode));
    header_fix(block);
    text_add_bytes(tar, block, sizeof block);
    text_add_bytes(tar, bytes, size);
    text_add_bytes(tar, zeros, tar_padding((int64_t)size));
}

static Text
tar_of(World *world, const Entry *entries, size_t count)
{
    static const char zeros[TAR_END] = {0};
    Text tar = text_new(world->fixture->arena);
    for (size_t at = 0; at < count; at++)
        add_entry(world, &tar, &entries[at]);
    text_add_bytes(&tar, zeros, sizeof zeros);
    return tar;
}

#define MANIFEST                                                                                   \
    {.name = "manifest.json"},                                                                     \
    {                                                                                              \
        .name = "manifest.json.note"                                                               \
    }
#define NOTICE                                                                                     \
    {                                                                                              \
        .name = "NOTICE.txt"                                                                       \
    }
#define DATA                                                                                       \
    {                                                                                              \
        .name = "data/a.csv"                                                                       \
    }

static void
the_sound_package_is_taken(void **state)
{
    World world = world_new(*state);
    Error err;
    const Entry entries[] = {MANIFEST, NOTICE, DATA};
    Text tar = tar_of(&world, entries, 4);
    assert_int_equal(world_unpack(&world, &tar, NULL, &err), ERROR_NONE);
    const char *out = fixture_path(world.fixture, "out");
    assert_int_equal(mkdir(out, 0700), 0);
    assert_int_equal(world_unpack(&world, &tar, out, &err), ERROR_NONE);
    const char *const compare[] = {"diff", "-r", out, fixture_path(world.fixture, "mini"), NULL};
    assert_int_equal(fixture_run(compare, 0, 1), 0);
}

typedef struct Case
{
    const char *what;
    Entry entries[6];
    size_t count;
    ErrorKind kind;
} Case;

static const Case cases[] = {
    {"missing file", {MANIFEST, NOTICE}, 3, ERROR_DATA},
    {"extra file", {MANIFEST, NOTICE, DATA, {.name = "more", .content = "x"}}, 5, ERROR_DATA},
    {"duplicate", {MANIFEST, NOTICE, NOTICE, DATA}, 5, ERROR_DATA},
    {"other order", {MANIFEST, DATA, NOTICE}, 4, ERROR_DATA},
    {"manifest last", {NOTICE, DATA, MANIFEST}, 4, ERROR_DATA},
    {"no note", {{.name = "manifest.json"}, NOTICE, DATA}, 3, ERROR_DATA},
    {"parent",
     {MANIFEST, {.name = "../NOTICE.txt", .content = "keep it safe\n"}, DATA},
     4,
     ERROR_DATA},
    {"absolute",
     {MANIFEST, {.name = "/NOTICE.txt", .content = "keep it safe\n"}, DATA},
     4,
     ERROR_DATA},
    {"dot", {MANIFEST, {.name = "./NOTICE.txt", .content = "keep it safe\n"}, DATA}, 4, ERROR_DATA},
    {"symbolic link",
     {MANIFEST, {.name = "NOTICE.txt", .type = '2', .link = "/etc/passwd", .content = ""}, DATA},
     4,
     ERROR_DATA},
    {"hard link",
     {MANIFEST, NOTICE, {.name = "data/a.csv", .type = '1', .link = "NOTICE.txt"}},
     4,
     ERROR_DATA},
    {"directory",
     {MANIFEST, NOTICE, {.name = "data/a.csv", .type = '5', .content = ""}},
     4,
     ERROR_DATA},
    {"device", {MANIFEST, {.name = "NOTICE.txt", .type = '3'}, DATA}, 4, ERROR_DATA},
    {"pax header",
     {{.name = "x", .type = 'x', .content = "12 path=a\n"}, MANIFEST, NOTICE},
     4,
     ERROR_DATA},
    {"long name", {MANIFEST, {.name = "NOTICE.txt", .type = 'L'}, NOTICE, DATA}, 5, ERROR_DATA},
    {"setuid", {MANIFEST, {.name = "NOTICE.txt", .mode = "0004755"}, DATA}, 4, ERROR_DATA},
    {"other content",
     {MANIFEST, {.name = "NOTICE.txt", .content = "keep it SAFE\n"}, DATA},
     4,
     ERROR_INTEGRITY},
    {"longer content",
     {MANIFEST, {.name = "NOTICE.txt", .content = "keep it safe\n\n"}, DATA},
     4,
     ERROR_DATA},
    {"other manifest",
     {{.name = "manifest.json", .content = "{}"}, NOTICE, DATA},
     3,
     ERROR_INTEGRITY},
    {"no note text",
     {{.name = "manifest.json"}, {.name = "manifest.json.note", .content = "x\n"}, NOTICE, DATA},
     4,
     ERROR_INTEGRITY},
    {"empty", {{0}}, 0, ERROR_DATA},
};

static void
every_other_stream_is_refused(void **state)
{
    World world = world_new(*state);
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        Error err = {.message = ""};
        Text tar = tar_of(&world, cases[at].entries, cases[at].count);
        char *out = arena_print(world.fixture->arena, "%s/out-%zu", world.fixture->directory, at);
        assert_int_equal(mkdir(out, 0700), 0);
        ErrorKind kind = world_unpack(&world, &tar, out, &err);
        if (kind != cases[at].kind)
            fail_msg("%s: %d (%s)", cases[at].what, kind, err.message);
    }
    assert_false(file_exists(fixture_path(world.fixture, "NOTICE.txt")));
}

static void
every_flip_and_every_length_is_refused(void **state)
{
    World world = world_new(*state);
    Error err;
    const Entry entries[] = {MANIFEST, NOTICE, DATA};
    Text tar = tar_of(&world, entries, 4);
    for (size_t at = 0; at < tar.size; at++)
    {
        tar.bytes[at] = (char)(tar.bytes[at] ^ (1 << at % 8));
        ErrorKind kind = world_unpack(&world, &tar, NULL, &err);
        if (kind != ERROR_INTEGRITY && kind != ERROR_DATA)
            fail_msg("byte %zu of %zu: %d", at, tar.size, kind);
        tar.bytes[at] = (char)(tar.bytes[at] ^ (1 << at % 8));
    }
    for (size_t size = 0; size < tar.size; size++)
    {
        Text cut = tar;
        cut.size = size;
        assert_int_equal(world_unpack(&world, &cut, NULL, &err), ERROR_DATA);
    }
    text_add(&tar, "x");
    assert_int_equal(world_unpack(&world, &tar, NULL, &err), ERROR_DATA);
}

/* A header may announce what no package holds: nothing is read or allocated for it. */
static void
a_huge_size_is_refused(void **state)
{
    World world = world_new(*state);
    Error err;
    unsigned char block[TAR_BLOCK];
    Text tar = text_new(world.fixture->arena);
    tar_header("manifest.json", MANIFEST_FILE_BYTES, block);
    text_add_bytes(&tar, block, sizeof block);
    assert_int_equal(world_unpack(&world, &tar, NULL, &err), ERROR_DATA);
    assert_non_null(strstr(err.message, "expected 'manifest.json'"));
}

static void
another_communications_manifest_is_refused(void **state)
{
    World world = world_new(*state);
    Error err;
    const Entry entries[] = {MANIFEST, NOTICE, DATA};
    Text tar = tar_of(&world, entries, 4);
    world.statement.communication = "population";
    assert_int_equal(world_unpack(&world, &tar, NULL, &err), ERROR_INTEGRITY);
    world.statement.communication = "sample";
    world.key.key[0] ^= 1;
    assert_int_equal(world_unpack(&world, &tar, NULL, &err), ERROR_INTEGRITY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_sound_package_is_taken),
        TEST(every_other_stream_is_refused),
        TEST(every_flip_and_every_length_is_refused),
        TEST(a_huge_size_is_refused),
        TEST(another_communications_manifest_is_refused),
    };
    return cmocka_run_group_tests_name("release hostile", tests, NULL, NULL);
}
