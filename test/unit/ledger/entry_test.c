#include "ledger/entry.h"

#include "core/text.h"
#include "sample.h"

#include "../core/cmocka_all.h"

#include <sodium.h>
#include <string.h>

static void
print_is_the_inverse_of_parse(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Sample sample = sample_make(arena);
    for (size_t at = 0; at < SAMPLE_ENTRIES; at++)
    {
        Entry entry = {0};
        Piece again = {0};
        const Piece *piece = &sample.entries[at];
        assert_int_equal(entry_parse(arena, piece->bytes, piece->size, &entry, &err), ERROR_NONE);
        assert_int_equal(entry.number, at);
        assert_int_equal(entry_print(arena, &entry, &again.bytes, &again.size, &err), ERROR_NONE);
        assert_int_equal(again.size, piece->size);
        assert_memory_equal(again.bytes, piece->bytes, piece->size);
    }
    sample_free(&sample);
}

static void
what_is_not_an_entry_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "{}",
        "[]",
        "null",
        /* an unknown type */
        "{\"act\":1}",
        "{\"actor\":\"a\",\"at\":1,\"body\":{},\"ledger\":\"l\",\"number\":0,\"type\":\"nothing\"}",
        /* a refusal with white space, in another order, with a key twice, with one too many,
           without its reasons */
        "{\"actor\":\"a\", \"at\":1,\"body\":{\"act\":\"x\",\"reasons\":[]},\"ledger\":\"l\","
        "\"number\":0,\"type\":\"refused\"}",
        "{\"at\":1,\"actor\":\"a\",\"body\":{\"act\":\"x\",\"reasons\":[]},\"ledger\":\"l\","
        "\"number\":0,\"type\":\"refused\"}",
        "{\"actor\":\"a\",\"at\":1,\"at\":1,\"body\":{\"act\":\"x\",\"reasons\":[]},\"ledger\":"
        "\"l\","
        "\"number\":0,\"type\":\"refused\"}",
        "{\"actor\":\"a\",\"at\":1,\"body\":{\"act\":\"x\",\"reasons\":[]},\"ledger\":\"l\","
        "\"more\":1,"
        "\"number\":0,\"type\":\"refused\"}",
        "{\"actor\":\"a\",\"at\":1,\"body\":{\"act\":\"x\"},\"ledger\":\"l\",\"number\":0,"
        "\"type\":\"refused\"}",
        /* a field that the type does not have, and fields of another kind */
        "{\"actor\":\"a\",\"at\":1,\"body\":{\"act\":\"x\",\"person\":\"p\",\"reasons\":[]},"
        "\"ledger\":\"l\",\"number\":0,\"type\":\"refused\"}",
        "{\"actor\":\"a\",\"at\":1,\"body\":{\"act\":\"x\",\"reasons\":[],\"years\":[\"2012\"]},"
        "\"ledger\":\"l\",\"number\":0,\"type\":\"refused\"}",
        "{\"actor\":\"a\",\"at\":1,\"body\":{\"act\":\"x\",\"reasons\":[],\"release\":-1},"
        "\"ledger\":\"l\",\"number\":0,\"type\":\"refused\"}",
        "{\"actor\":\"a\",\"at\":1.5,\"body\":{\"act\":\"x\",\"reasons\":[]},"
        "\"ledger\":\"l\",\"number\":0,\"type\":\"refused\"}",
        /* a signed type without its signature */
        "{\"actor\":\"a\",\"at\":1,\"body\":{\"release\":1},\"ledger\":\"l\",\"number\":0,"
        "\"type\":\"release_withdrawn\"}",
    };
    static const char right[] = "{\"actor\":\"a\",\"at\":1,\"body\":{\"act\":\"x\",\"reasons\":[]},"
                                "\"ledger\":\"l\",\"number\":0,\"type\":\"refused\"}";
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    Entry entry;
    assert_int_equal(entry_parse(arena, right, sizeof right - 1, &entry, &err), ERROR_NONE);
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_int_equal(entry_parse(arena, wrong[at], strlen(wrong[at]), &entry, &err),
                         ERROR_INTEGRITY);
}

static void
a_body_must_have_its_form(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err;
    char *bytes = NULL;
    size_t size = 0;
    Entry entry = {
        .type = ENTRY_RELEASE_APPROVED,
        .ledger = "l",
        .actor = "ann",
        .body = json_keep(arena, json_pack("{s:i, s:s}", "release", 1, "manifest", "sha256:00"))};
    assert_int_equal(entry_signed_bytes(arena, &entry, &bytes, &size, &err), ERROR_INTERNAL);
    entry.body = json_keep(arena, json_pack("{s:i}", "release", 1));
    entry.type = ENTRY_RELEASE_WITHDRAWN;
    assert_int_equal(entry_signed_bytes(arena, &entry, &bytes, &size, &err), ERROR_NONE);
    assert_true(text_starts(bytes, ENTRY_SIGNED_PREFIX "{\"actor\":\"ann\""));
    assert_int_equal(entry_print(arena, &entry, &bytes, &size, &err), ERROR_INTERNAL);
}

/* What is cut out of an entry's bytes to be verified is what its signer was given to sign. */
static void
the_signed_part_is_cut_out(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Error err = {0};
    Sample sample = sample_make(arena);
    size_t with_signature = 0;
    for (size_t at = 0; at < SAMPLE_ENTRIES; at++)
    {
        Entry entry = {0};
        Piece cut = {0};
        Piece made = {0};
        const Piece *piece = &sample.entries[at];
        assert_int_equal(entry_parse(arena, piece->bytes, piece->size, &entry, &err), ERROR_NONE);
        ErrorKind kind =
            entry_signed_cut(arena, &entry, piece->bytes, piece->size, &cut.bytes, &cut.size, &err);
        assert_int_equal(kind, entry.has_signature ? ERROR_NONE : ERROR_INTERNAL);
        if (!entry.has_signature)
            continue;
        assert_int_equal(entry_signed_bytes(arena, &entry, &made.bytes, &made.size, &err),
                         ERROR_NONE);
        assert_int_equal(cut.size, made.size);
        assert_memory_equal(cut.bytes, made.bytes, made.size);
        /* Bytes of another length are not this entry's. */
        assert_int_equal(entry_signed_cut(arena, &entry, piece->bytes, piece->size - 1, &cut.bytes,
                                          &cut.size, &err),
                         ERROR_INTERNAL);
        assert_int_equal(
            entry_signed_cut(arena, &entry, piece->bytes, 10, &cut.bytes, &cut.size, &err),
            ERROR_INTERNAL);
        with_signature++;
    }
    assert_true(with_signature > 0 && with_signature < SAMPLE_ENTRIES);
    sample_free(&sample);
}

static void
the_table_is_whole(void **state)
{
    (void)state;
    for (EntryType type = 0; type < ENTRY_TYPE_COUNT; type++)
    {
        EntryType found = ENTRY_TYPE_COUNT;
        const EntryForm *form = entry_form(type);
        assert_non_null(form->name);
        assert_non_null(form->fields);
        assert_true(entry_type_parse(form->name, &found));
        assert_int_equal(found, type);
        assert_int_equal(form->is_signed, type != ENTRY_REFUSED);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(print_is_the_inverse_of_parse),
        cmocka_unit_test(what_is_not_an_entry_is_refused),
        cmocka_unit_test(a_body_must_have_its_form),
        cmocka_unit_test(the_signed_part_is_cut_out),
        cmocka_unit_test(the_table_is_whole),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
