#include "core/document.h"
#include "core/text.h"

#include "cmocka_all.h"

#include <string.h>

/* What is wrong with a text, one complaint a line, after "tree" or "none". */
static const char *
verdict(Arena *arena, const char *bytes, size_t size)
{
    Complaints complaints = complaints_new(arena, "f");
    const Node *root = document_read(arena, bytes, size, &complaints);
    assert_true(root != NULL || complaints.count > 0);
    return arena_print(arena, "%s\n%s", root != NULL ? "tree" : "none",
                       complaints_print(arena, &complaints));
}

static void
assert_verdict(const char *text, const char *expected)
{
    SCRATCH Arena *arena = arena_new("test");
    assert_string_equal(verdict(arena, text, strlen(text)), expected);
}

static void
nodes_know_their_places(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Complaints complaints = complaints_new(arena, "f");
    const char *text = "# head\n"
                       "a: 1\n"
                       "\u00e9t\u00e9: [x, 'y z',\n"
                       "  \"\u00e9\"]\n"
                       "b:\n"
                       "  - {c: |\n";
    const char *good = "# head\n"
                       "a: 1\n"
                       "\u00e9t\u00e9: [x, 'y z',\n"
                       "  \"\u00e9\"]\n"
                       "b:\r\n"
                       "  c: yes\r\n"
                       "  d:\n";
    assert_null(document_read(arena, text, strlen(text), &complaints));
    complaints = complaints_new(arena, "f");
    const Node *root = document_read(arena, good, strlen(good), &complaints);
    assert_non_null(root);
    assert_int_equal(root->count, 3);
    assert_int_equal(root->place.line, 2);
    const Node *list = node_find(root, "\u00e9t\u00e9");
    assert_int_equal(list->kind, NODE_SEQUENCE);
    assert_int_equal(list->place.column, 6); /* characters, not bytes */
    assert_int_equal(list->count, 3);
    assert_false(list->items[0]->quoted);
    assert_true(list->items[1]->quoted);
    assert_string_equal(list->items[1]->scalar, "y z");
    assert_int_equal(list->items[2]->place.line, 4);
    assert_int_equal(list->items[2]->place.column, 3);
    const Node *b = node_find(root, "b");
    assert_string_equal(node_find(b, "c")->scalar, "yes");
    assert_int_equal(b->pairs[0].key_place.line, 6);
    assert_string_equal(node_find(b, "d")->scalar, "");
    assert_null(node_find(b, "e"));
    assert_null(node_find(list, "e"));
    assert_null(node_find(NULL, "e"));
}

/* Nothing is typed by its look: YAML 1.1 would make numbers, dates, booleans and nothing of these.
 */
static void
scalars_stay_text(void **state)
{
    (void)state;
    static const char *const words[] = {"no",    "yes", "on",   "null", "~",          "010",
                                        "1_000", "0x1", "1:30", ".inf", "2012-03-31", "1e3"};
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof words / sizeof words[0]; at++)
    {
        Complaints complaints = complaints_new(arena, "f");
        const char *text = arena_print(arena, "a: %s\n", words[at]);
        const Node *root = document_read(arena, text, strlen(text), &complaints);
        assert_non_null(root);
        assert_string_equal(node_find(root, "a")->scalar, words[at]);
    }
}

static void
what_no_rule_file_needs_is_refused(void **state)
{
    (void)state;
    assert_verdict("a: &x 1\n", "tree\nf:1:4: expected a plain value, found an anchor\n");
    assert_verdict("a: *x\nb: 1\n", "none\nf:1:4: expected a plain value, found an alias\n");
    assert_verdict("a: !!int 1\n", "tree\nf:1:4: expected a plain value, found a tag\n");
    assert_verdict("a: !x [1]\n", "tree\nf:1:4: expected a plain value, found a tag\n");
    assert_verdict("&x {a: 1}\n", "tree\nf:1:1: expected a plain value, found an anchor\n");
    assert_verdict("a: 1\n---\nb: 2\n", "none\nf:2:1: expected the end, found a second document\n");
    assert_verdict("\"a\": 1\n", "tree\nf:1:1: expected a key without quotes, found 'a'\n");
    assert_verdict("? [a]\n: 1\n",
                   "none\nf:1:3: expected a key without quotes, found a sequence\n");
    assert_verdict("?\n: 1\n", "tree\nf:1:2: expected a key without quotes, found nothing\n");
    assert_verdict("%YAML 1.1\n---\na: 1\n", "none\nf:1:1: expected text, found a directive\n");
    assert_verdict("", "none\nf: expected a YAML document, found none\n");
    assert_verdict("# nothing\n", "none\nf: expected a YAML document, found none\n");
    assert_verdict("---\na: 1\n...\n", "tree\n");
    assert_verdict("\xef\xbb\xbf"
                   "a: 1\n",
                   "tree\n");
}

static void
duplicate_keys_are_told_where(void **state)
{
    (void)state;
    assert_verdict("a: 1\nb: {c: 1, c: 2, c: 3}\na: 2\n",
                   "tree\n"
                   "f:2:11: expected each key once, found 'c' again (first at line 2, column 5)\n"
                   "f:2:17: expected each key once, found 'c' again (first at line 2, column 5)\n"
                   "f:3:1: expected each key once, found 'a' again (first at line 1, column 1)\n");
    SCRATCH Arena *arena = arena_new("test");
    Complaints complaints = complaints_new(arena, "f");
    const Node *root = document_read(arena, "z: 1\na: 1\nz: 2\n", 15, &complaints);
    assert_int_equal(root->count, 2);
    assert_string_equal(root->pairs[0].key, "z"); /* in the order of the file, the first stays */
    assert_string_equal(root->pairs[0].value->scalar, "1");
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    assert_verdict("a: \u00e9\xff\n",
                   "none\nf:1:5: expected text, found bytes that are not UTF-8\n");
    assert_verdict("a: 1\n\xc3", "none\nf:2:1: expected text, found bytes that are not UTF-8\n");
    assert_string_equal(verdict(arena, "a: \0b\n", 6),
                        "none\nf:1:4: expected text, found a zero byte\n");
    assert_verdict("a: \x07\n", "none\nf:1:4: expected text, found a control character\n");
    assert_verdict("a: \x7f\n", "none\nf:1:4: expected text, found a control character\n");
    assert_verdict("a: \xc2\x85\n", "none\nf:1:4: expected text, found a control character\n");
    assert_verdict("a: b\r\nc: \u2028\n",
                   "none\nf:2:4: expected text, found a line or paragraph separator\n");
    assert_verdict("a: \"x\\0y\"\n", "tree\nf:1:4: expected a visible text, found a control or "
                                     "direction character in it\n");
    assert_verdict("a: \u202ex\n", "tree\nf:1:4: expected a visible text, found a control or "
                                   "direction character in it\n");
    assert_verdict("a: \"l\\nm\\tn\"\n", "tree\n");
    assert_verdict(
        "a:\n\tb: 1\n",
        "none\nf:2:1: not valid YAML: found character that cannot start any token (while "
        "scanning for the next token from line 2, column 1)\n");
}

static char *
repeated(Arena *arena, const char *piece, size_t size)
{
    char *bytes = arena_take(arena, size + 1);
    for (size_t at = 0; at < size; at++)
        bytes[at] = piece[at % strlen(piece)];
    return bytes;
}

/* Each of these would cost a careless reader its memory or minutes; the limits end them at once. */
static void
hostile_files_end_soon(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "[", "{a: ", "- ", "? ", "[a: b, ", "a: 1\n", "-\n", ":", "\"a\",\n", "%TAG !a! b\n", "|"};
    SCRATCH Arena *arena = arena_new("test");
    for (size_t at = 0; at < sizeof pieces / sizeof pieces[0]; at++)
    {
        char *bytes = repeated(arena, pieces[at], DOCUMENT_BYTES);
        assert_true(text_starts(verdict(arena, bytes, DOCUMENT_BYTES), "none\n"));
    }
    const char *large =
        verdict(arena, repeated(arena, "[", DOCUMENT_BYTES + 1), DOCUMENT_BYTES + 1);
    assert_string_equal(large, "none\nf: expected at most 1048576 bytes, found 1048577\n");
}

static void
depth_is_bounded_exactly(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    for (size_t depth = DOCUMENT_DEPTH - 1; depth <= DOCUMENT_DEPTH + 1; depth++)
    {
        Text text = text_new(arena);
        for (size_t at = 0; at < depth; at++)
            text_add(&text, "[");
        for (size_t at = 0; at < depth; at++)
            text_add(&text, "]");
        const char *expected = depth <= DOCUMENT_DEPTH
                                   ? "tree\n"
                                   : "none\nf:1:25: expected at most 24 levels, found more\n";
        assert_string_equal(verdict(arena, text.bytes, text.size), expected);
    }
}

static void
complaints_are_sorted_bounded_and_judged(void **state)
{
    (void)state;
    SCRATCH Arena *arena = arena_new("test");
    Complaints complaints = complaints_new(arena, "f");
    Error err;
    assert_int_equal(complaints_judge(&complaints, ERROR_DATA, &err), ERROR_NONE);
    assert_string_equal(complaints_print(arena, &complaints), "");
    complain(&complaints, (Place){2, 1}, "b");
    complain(&complaints, (Place){1, 9}, "a%s", "\n");
    complain(&complaints, (Place){1, 10}, "c");
    complain(&complaints, (Place){1, 10}, "c");
    complain(&complaints, (Place){0, 0}, "all");
    assert_string_equal(complaints_print(arena, &complaints),
                        "f: all\nf:1:9: a?\nf:1:10: c\nf:2:1: b\n");
    assert_int_equal(complaints_judge(&complaints, ERROR_DATA, &err), ERROR_DATA);
    assert_string_equal(err.message, "'f' (the first of 4 faults): all");
    for (unsigned line = 1; line <= 300; line++)
        complain(&complaints, (Place){line, 5}, "d");
    assert_int_equal(complaints.count, DOCUMENT_COMPLAINTS);
    assert_int_equal(complaints.dropped, 304 - DOCUMENT_COMPLAINTS);
    assert_true(text_ends(complaints_print(arena, &complaints), "\nf: and 104 more\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_their_places),
        cmocka_unit_test(scalars_stay_text),
        cmocka_unit_test(what_no_rule_file_needs_is_refused),
        cmocka_unit_test(duplicate_keys_are_told_where),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(hostile_files_end_soon),
        cmocka_unit_test(depth_is_bounded_exactly),
        cmocka_unit_test(complaints_are_sorted_bounded_and_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
