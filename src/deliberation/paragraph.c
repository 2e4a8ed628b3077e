#include "deliberation/inner.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* 1 to DELIBERATION_PARAGRAPHS in plain digits, or 0. */
static int
number_of(const char *key)
{
    size_t digits = strspn(key, "0123456789");
    if (digits == 0 || digits > 3 || key[digits] != '\0' || key[0] == '0')
        return 0;
    int number = (int)strtol(key, NULL, 10);
    return number <= DELIBERATION_PARAGRAPHS ? number : 0;
}

static int
by_number(const void *one, const void *other)
{
    const Paragraph *left = one;
    const Paragraph *right = other;
    return (left->number > right->number) - (left->number < right->number);
}

/* Every paragraph is there: a text of which one is left out cannot be compared with the official
 * one. */
static bool
check_contiguous(Reader *reader, const Node *node)
{
    const Deliberation *deliberation = reader->deliberation;
    int expected = 1;
    for (size_t at = 0; at < deliberation->paragraphs.count; at++, expected++)
    {
        int number = deliberation->paragraphs.items[at].number;
        if (number == expected)
            continue;
        complain(reader->complaints, node->place,
                 "expected every paragraph from 1 on, found no paragraph %d before %d", expected,
                 number);
        return false;
    }
    return true;
}

void
read_paragraphs(Reader *reader)
{
    const Node *node = node_find(reader->root, "paragraphs");
    Deliberation *deliberation = reader->deliberation;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    bool known = node->count > 0;
    if (!known)
        complain(reader->complaints, node->place, "expected at least one paragraph, found none");
    for (size_t at = 0; at < node->count; at++)
    {
        const Pair *pair = &node->pairs[at];
        Paragraph paragraph = {.number = number_of(pair->key)};
        if (paragraph.number == 0)
        {
            complain(reader->complaints, pair->key_place,
                     "expected a paragraph's number from 1 to %d, found '%.40s'",
                     DELIBERATION_PARAGRAPHS, pair->key);
            known = false;
        }
        (void)field_languages(reader, pair->value, DELIBERATION_PROSE, &paragraph.summary);
        if (paragraph.number != 0)
            *LIST_ADD(reader->arena, &deliberation->paragraphs) = paragraph;
    }
    if (deliberation->paragraphs.count > 1)
        qsort(deliberation->paragraphs.items, deliberation->paragraphs.count,
              sizeof *deliberation->paragraphs.items, by_number);
    reader->paragraphs_known = known && check_contiguous(reader, node);
}

static bool
is_taken(const Deliberation *deliberation, const char *id)
{
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
    {
        if (text_equal(deliberation->interpretations.items[at].id, id))
            return true;
    }
    return false;
}

static void
read_interpretation(Reader *reader, const Node *node)
{
    static const char *const keys[] = {"id", "cites", "question", "reading", NULL};
    Interpretation interpretation = {0};
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    interpretation.id = field_line(reader, node_find(node, "id"));
    field_cites(reader, node, &interpretation.cites);
    (void)field_wording(reader, node_find(node, "question"), DELIBERATION_PROSE,
                        &interpretation.question);
    (void)field_wording(reader, node_find(node, "reading"), DELIBERATION_PROSE,
                        &interpretation.reading);
    if (interpretation.id == NULL)
        return;
    if (is_taken(reader->deliberation, interpretation.id))
        complain(reader->complaints, node_find(node, "id")->place,
                 "expected each id once, found '%s' again", interpretation.id);
    *LIST_ADD(reader->arena, &reader->deliberation->interpretations) = interpretation;
}

void
read_interpretations(Reader *reader)
{
    const Node *node = node_find(reader->root, "interpretations");
    if (!node_is(node, NODE_SEQUENCE, reader->complaints))
        return;
    for (size_t at = 0; at < node->count; at++)
        read_interpretation(reader, node->items[at]);
}
