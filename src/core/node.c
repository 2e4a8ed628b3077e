#include "core/document.h"

#include "core/text.h"

#include <string.h>

#define FOUND_WIDTH 48 /* characters of a value that a complaint repeats */
#define KEY_WIDTH 63   /* longer keys are not compared */

Node *
node_find(const Node *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != NODE_MAPPING)
        return NULL;
    for (size_t at = 0; at < mapping->count; at++)
    {
        if (text_equal(mapping->pairs[at].key, key))
            return mapping->pairs[at].value;
    }
    return NULL;
}

static const char *
shortened(Arena *arena, const char *text)
{
    size_t width = 0;
    for (size_t at = 0; text[at] != '\0'; at++)
    {
        bool starts = ((unsigned char)text[at] & 0xc0) != 0x80;
        if (starts && width++ == FOUND_WIDTH)
            return text_shown(arena, arena_print(arena, "%.*s...", (int)at, text));
    }
    return text_shown(arena, text);
}

const char *
node_found(Arena *arena, const Node *node)
{
    if (node->kind == NODE_MAPPING)
        return "a mapping";
    if (node->kind == NODE_SEQUENCE)
        return "a sequence";
    if (node->scalar[0] == '\0')
        return node->quoted ? "an empty text" : "nothing";
    return arena_print(arena, "'%s'", shortened(arena, node->scalar));
}

/* "expected WHAT, found ..." */
static void
expected(const Node *node, const char *what, Complaints *complaints)
{
    complain(complaints, node->place, "expected %s, found %s", what,
             node_found(complaints->arena, node));
}

bool
node_is(const Node *node, NodeKind kind, Complaints *complaints)
{
    static const char *const names[] = {
        [NODE_SCALAR] = "a text", [NODE_SEQUENCE] = "a sequence", [NODE_MAPPING] = "a mapping"};
    if (node == NULL)
        return false;
    if (node->kind != kind)
        expected(node, names[kind], complaints);
    return node->kind == kind;
}

const char *
node_text(const Node *node, Complaints *complaints)
{
    if (node == NULL)
        return NULL;
    bool blank = node->kind == NODE_SCALAR && node->scalar[strspn(node->scalar, " \t\n")] == '\0';
    if (node->kind == NODE_SCALAR && !blank)
        return node->scalar;
    expected(node, "a text", complaints);
    return NULL;
}

/*
 * Digits with an optional sign and at most `decimals` digits behind a point, times ten to the power
 * `decimals`. No leading zero: YAML 1.1 reads 010 as eight, a person as ten.
 */
static bool
number_parse(const char *text, unsigned decimals, int64_t *ret_value)
{
    bool negative = text[0] == '-';
    const char *at = text + (text[0] == '-' || text[0] == '+');
    bool digits = at[0] >= '0' && at[0] <= '9';
    bool leading = at[0] == '0' && at[1] >= '0' && at[1] <= '9';
    int64_t value = 0;
    unsigned behind = 0;
    bool point = false;
    if (!digits || leading)
        return false;
    for (; *at != '\0'; at++)
    {
        if (*at == '.' && !point && decimals > 0 && at[1] != '\0')
        {
            point = true;
            continue;
        }
        if (*at < '0' || *at > '9' || (point && ++behind > decimals) ||
            __builtin_mul_overflow(value, (int64_t)10, &value) ||
            __builtin_add_overflow(value, (int64_t)(*at - '0'), &value))
            return false;
    }
    for (; behind < decimals; behind++)
    {
        if (__builtin_mul_overflow(value, (int64_t)10, &value))
            return false;
    }
    *ret_value = negative ? -value : value;
    return true;
}

bool
node_integer(const Node *node, int64_t least, int64_t most, int64_t *ret_value,
             Complaints *complaints)
{
    int64_t value = 0;
    if (node == NULL)
        return false;
    if (node->kind == NODE_SCALAR && !node->quoted && number_parse(node->scalar, 0, &value) &&
        value >= least && value <= most)
    {
        *ret_value = value;
        return true;
    }
    complain(complaints, node->place, "expected a whole number from %lld to %lld, found %s%s",
             (long long)least, (long long)most,
             node->kind == NODE_SCALAR && node->quoted ? "the text " : "",
             node_found(complaints->arena, node));
    return false;
}

bool
node_decimal(const Node *node, int64_t scale, int64_t *ret_value, Complaints *complaints)
{
    unsigned decimals = 0;
    for (int64_t rest = scale; rest >= 10; rest /= 10)
        decimals++;
    if (node == NULL)
        return false;
    if (node->kind == NODE_SCALAR && !node->quoted &&
        number_parse(node->scalar, decimals, ret_value))
        return true;
    complain(complaints, node->place,
             "expected a number with at most %u digits behind the point, found %s%s", decimals,
             node->kind == NODE_SCALAR && node->quoted ? "the text " : "",
             node_found(complaints->arena, node));
    return false;
}

bool
node_boolean(const Node *node, bool *ret_value, Complaints *complaints)
{
    if (node == NULL)
        return false;
    bool plain = node->kind == NODE_SCALAR && !node->quoted;
    if (plain && (text_equal(node->scalar, "true") || text_equal(node->scalar, "false")))
    {
        *ret_value = text_equal(node->scalar, "true");
        return true;
    }
    expected(node, "true or false", complaints);
    return false;
}

bool
node_date(const Node *node, Date *ret_date, Complaints *complaints)
{
    if (node == NULL)
        return false;
    if (node->kind == NODE_SCALAR && date_parse(node->scalar, ret_date))
        return true;
    expected(node, "a date that exists, as YYYY-MM-DD", complaints);
    return false;
}

int
node_choice(const Node *node, const char *const *choices, Complaints *complaints)
{
    Text all = text_new(complaints->arena);
    if (node == NULL)
        return -1;
    for (int at = 0; choices[at] != NULL; at++)
    {
        if (node->kind == NODE_SCALAR && text_equal(node->scalar, choices[at]))
            return at;
        bool last = choices[at + 1] == NULL;
        text_print(&all, "%s'%s'", at == 0 ? "" : last ? " or " : ", ", choices[at]);
    }
    expected(node, all.bytes, complaints);
    return -1;
}

static size_t
least_of(size_t one, size_t two, size_t three)
{
    size_t least = one < two ? one : two;
    return least < three ? least : three;
}

/* Edits (insert, delete, replace one byte) from one to other: Levenshtein's distance, by the rows
 * of its table. */
static size_t
distance(const char *one, const char *other)
{
    size_t row[KEY_WIDTH + 1];
    size_t width = strlen(other);
    size_t height = strlen(one);
    if (width > KEY_WIDTH || height > KEY_WIDTH)
        return KEY_WIDTH;
    for (size_t column = 0; column <= width; column++)
        row[column] = column;
    for (size_t line = 1; line <= height; line++)
    {
        size_t corner = row[0];
        row[0] = line;
        for (size_t column = 1; column <= width; column++)
        {
            size_t above = row[column];
            size_t replaced = corner + (one[line - 1] != other[column - 1]);
            row[column] = least_of(replaced, above + 1, row[column - 1] + 1);
            corner = above;
        }
    }
    return row[width];
}

/* The known key that was probably meant, or NULL. */
static const char *
nearest(const char *key, const char *const *known)
{
    const char *best = NULL;
    size_t best_distance = (strlen(key) + 1) / 2; /* fewer than half of its letters differ */
    for (size_t at = 0; known[at] != NULL; at++)
    {
        size_t edits = distance(key, known[at]);
        if (edits < best_distance)
        {
            best = known[at];
            best_distance = edits;
        }
    }
    return best;
}

static bool
is_listed(const char *key, const char *const *list)
{
    for (size_t at = 0; list[at] != NULL; at++)
    {
        if (text_equal(list[at], key))
            return true;
    }
    return false;
}

static void
complain_of_key(const Pair *pair, const char *const *known, Complaints *complaints)
{
    const char *meant = nearest(pair->key, known);
    const char *found = shortened(complaints->arena, pair->key);
    if (meant != NULL)
    {
        complain(complaints, pair->key_place, "expected the key '%s', found the unknown key '%s'",
                 meant, found);
        return;
    }
    Text all = text_new(complaints->arena);
    for (size_t at = 0; known[at] != NULL; at++)
        text_print(&all, "%s'%s'", at == 0 ? "" : ", ", known[at]);
    complain(complaints, pair->key_place, "expected one of the keys %s, found the unknown key '%s'",
             all.bytes, found);
}

bool
node_keys(const Node *mapping, const char *const *known, const char *const *required,
          Complaints *complaints)
{
    bool good = true;
    if (!node_is(mapping, NODE_MAPPING, complaints))
        return false;
    for (size_t at = 0; at < mapping->count; at++)
    {
        if (is_listed(mapping->pairs[at].key, known))
            continue;
        complain_of_key(&mapping->pairs[at], known, complaints);
        good = false;
    }
    for (size_t at = 0; required != NULL && required[at] != NULL; at++)
    {
        if (node_find(mapping, required[at]) != NULL)
            continue;
        complain(complaints, mapping->place, "expected the key '%s', found none", required[at]);
        good = false;
    }
    return good;
}
