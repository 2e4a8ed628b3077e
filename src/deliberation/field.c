#include "deliberation/inner.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static const char *
text_within(Reader *reader, const Node *node, size_t most)
{
    const char *text = node_text(node, reader->complaints);
    if (text != NULL && strlen(text) > most)
    {
        complain(reader->complaints, node->place, "expected at most %zu bytes, found %zu", most,
                 strlen(text));
        return NULL;
    }
    return text;
}

const char *
field_line(Reader *reader, const Node *node)
{
    const char *text = text_within(reader, node, DELIBERATION_LINE);
    if (text == NULL || strpbrk(text, "\n\t") == NULL)
        return text;
    complain(reader->complaints, node->place, "expected a text of one line, found %s",
             node_found(reader->arena, node));
    return NULL;
}

const char *
field_name(Reader *reader, const Node *node)
{
    const char *text = field_line(reader, node);
    if (text == NULL)
        return NULL;
    bool letter = text[0] >= 'a' && text[0] <= 'z';
    bool name = text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
    if (letter && name)
        return text;
    complain(reader->complaints, node->place,
             "expected a name of lower-case letters, digits, '-' and '_', found %s",
             node_found(reader->arena, node));
    return NULL;
}

bool
field_languages(Reader *reader, const Node *node, size_t most, Wording *ret_wording)
{
    static const char *const keys[] = {"nl", "fr", "en", NULL};
    if (node == NULL)
        return false;
    bool good = node_keys(node, keys, keys, reader->complaints);
    for (int at = 0; at < LANGUAGE_COUNT; at++)
    {
        ret_wording->in[at] = text_within(reader, node_find(node, keys[at]), most);
        good = good && ret_wording->in[at] != NULL;
    }
    return good;
}

bool
field_wording(Reader *reader, const Node *node, size_t most, Wording *ret_wording)
{
    if (node == NULL)
        return false;
    if (node->kind != NODE_SCALAR)
        return field_languages(reader, node, most, ret_wording);
    const char *text = text_within(reader, node, most);
    for (int at = 0; at < LANGUAGE_COUNT; at++)
        ret_wording->in[at] = text;
    return text != NULL;
}

static int
ascending(const void *one, const void *other)
{
    const int *left = one;
    const int *right = other;
    return (*left > *right) - (*left < *right);
}

/* True where the sequence has at least one item; complains of its absence. */
static bool
is_filled(Reader *reader, const Node *node, const char *what)
{
    if (!node_is(node, NODE_SEQUENCE, reader->complaints))
        return false;
    if (node->count == 0)
        complain(reader->complaints, node->place, "expected at least one %s, found none", what);
    return node->count > 0;
}

void
field_cites(Reader *reader, const Node *rule, Cites *ret_cites)
{
    const Node *node = node_find(rule, "cites");
    if (!is_filled(reader, node, "paragraph"))
        return;
    for (size_t at = 0; at < node->count; at++)
    {
        const Node *item = node->items[at];
        int64_t number = 0;
        if (!node_integer(item, 1, DELIBERATION_PARAGRAPHS, &number, reader->complaints))
            continue;
        if (cites_contain(ret_cites, (int)number))
            complain(reader->complaints, item->place,
                     "expected each paragraph once, found %d again", (int)number);
        else if (reader->paragraphs_known &&
                 deliberation_paragraph(reader->deliberation, (int)number) == NULL)
            complain(reader->complaints, item->place,
                     "expected a paragraph from 1 to %zu, found %d",
                     reader->deliberation->paragraphs.count, (int)number);
        else
            *LIST_ADD(reader->arena, ret_cites) = (int)number;
    }
    if (ret_cites->count > 1)
        qsort(ret_cites->items, ret_cites->count, sizeof *ret_cites->items, ascending);
}

/* Complains of a year that does not follow the last one, or that is no reference year. */
static bool
year_fits(Reader *reader, const Node *node, bool within, const Years *before)
{
    int64_t year = 0;
    if (!node_integer(node, DELIBERATION_YEAR_LEAST, DELIBERATION_YEAR_MOST, &year,
                      reader->complaints))
        return false;
    int last = before->count == 0 ? 0 : before->items[before->count - 1];
    if (year <= last)
    {
        complain(reader->complaints, node->place, "expected a year after %d, found %lld", last,
                 (long long)year);
        return false;
    }
    if (!within || !reader->years_known ||
        years_contain(&reader->deliberation->reference.years, (int)year))
        return true;
    complain(reader->complaints, node->place, "expected a year of the reference dates, found %lld",
             (long long)year);
    return false;
}

bool
field_years(Reader *reader, const Node *node, bool within, Years *ret_years)
{
    if (!is_filled(reader, node, "year"))
        return false;
    bool good = true;
    for (size_t at = 0; at < node->count; at++)
    {
        if (year_fits(reader, node->items[at], within, ret_years))
            *LIST_ADD(reader->arena, ret_years) = (int)strtol(node->items[at]->scalar, NULL, 10);
        else
            good = false;
    }
    return good;
}
