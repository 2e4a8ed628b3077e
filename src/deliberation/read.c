#include "deliberation/read.h"

#include "core/text.h"
#include "deliberation/inner.h"

#include <string.h>

static const char *const top_keys[] = {"deliberation",
                                       "decided",
                                       "amends",
                                       "body",
                                       "provider",
                                       "recipient",
                                       "purpose",
                                       "catalogue",
                                       "cohort",
                                       "reference_dates",
                                       "variables",
                                       "communications",
                                       "approval",
                                       "risk",
                                       "enclave",
                                       "outputs",
                                       "reidentification",
                                       "retention",
                                       "paragraphs",
                                       "interpretations",
                                       NULL};

static const char *const top_required[] = {
    "deliberation",   "decided",          "body",      "provider",        "recipient",
    "purpose",        "catalogue",        "cohort",    "reference_dates", "variables",
    "communications", "reidentification", "retention", "paragraphs",      NULL};

/* "IVC/KSZG/19/002": what may stand in a ledger, a file name once its slashes are replaced, and a
 * sentence. */
static const char *
read_id(Reader *reader, const char *key)
{
    const Node *node = node_find(reader->root, key);
    const char *id = field_line(reader, node);
    if (id == NULL)
        return NULL;
    size_t good = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-");
    bool edges = strchr("/.-_", id[0]) == NULL && id[strlen(id) - 1] != '/';
    if (id[good] == '\0' && edges && strlen(id) <= 64 && strstr(id, "//") == NULL &&
        strstr(id, "..") == NULL)
        return id;
    complain(reader->complaints, node->place,
             "expected a reference of letters, digits, '/', '.', '-' and '_', found %s",
             node_found(reader->arena, node));
    return NULL;
}

/* A name in one or three languages, each of one line. */
static bool
read_label(Reader *reader, const Node *node, Wording *ret_label)
{
    if (!field_wording(reader, node, DELIBERATION_LINE, ret_label))
        return false;
    for (int at = 0; at < LANGUAGE_COUNT; at++)
    {
        if (strpbrk(ret_label->in[at], "\n\t") == NULL)
            continue;
        complain(reader->complaints, node->place, "expected names of one line, found more");
        return false;
    }
    return true;
}

static void
read_body(Reader *reader)
{
    static const char *const keys[] = {"name", "chamber", NULL};
    static const char *const required[] = {"name", NULL};
    const Node *node = node_find(reader->root, "body");
    Deliberation *deliberation = reader->deliberation;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, required, reader->complaints);
    (void)read_label(reader, node_find(node, "name"), &deliberation->named.body);
    (void)read_label(reader, node_find(node, "chamber"), &deliberation->named.chamber);
    deliberation->body = deliberation->named.body.in[LANGUAGE_NL];
    deliberation->chamber = deliberation->named.chamber.in[LANGUAGE_NL];
}

/* KSZ, or {id: KSZ, name: {nl, fr, en}} */
static void
read_provider(Reader *reader)
{
    static const char *const keys[] = {"id", "name", NULL};
    const Node *node = node_find(reader->root, "provider");
    Deliberation *deliberation = reader->deliberation;
    if (node == NULL)
        return;
    if (node->kind == NODE_SCALAR)
    {
        (void)read_label(reader, node, &deliberation->named.provider);
        deliberation->provider = deliberation->named.provider.in[LANGUAGE_NL];
        return;
    }
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    deliberation->provider = field_line(reader, node_find(node, "id"));
    (void)read_label(reader, node_find(node, "name"), &deliberation->named.provider);
}

static void
read_recipient(Reader *reader)
{
    static const char *const keys[] = {"id", "name", "unit", "cites", NULL};
    static const char *const required[] = {"id", "name", "cites", NULL};
    const Node *node = node_find(reader->root, "recipient");
    Deliberation *deliberation = reader->deliberation;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, required, reader->complaints);
    deliberation->recipient_id = field_name(reader, node_find(node, "id"));
    (void)read_label(reader, node_find(node, "name"), &deliberation->named.recipient);
    (void)read_label(reader, node_find(node, "unit"), &deliberation->named.unit);
    deliberation->recipient_name = deliberation->named.recipient.in[LANGUAGE_NL];
    deliberation->recipient_unit = deliberation->named.unit.in[LANGUAGE_NL];
    field_cites(reader, node, &deliberation->recipient_cites);
}

static void
read_purpose(Reader *reader)
{
    static const char *const keys[] = {"text", "cites", NULL};
    const Node *node = node_find(reader->root, "purpose");
    Deliberation *deliberation = reader->deliberation;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    (void)field_wording(reader, node_find(node, "text"), DELIBERATION_PROSE,
                        &deliberation->purpose);
    field_cites(reader, node, &deliberation->purpose_cites);
}

void
read_head(Reader *reader)
{
    Deliberation *deliberation = reader->deliberation;
    const Node *catalogue = node_find(reader->root, "catalogue");
    deliberation->id = read_id(reader, "deliberation");
    deliberation->amends = read_id(reader, "amends");
    if (deliberation->id != NULL && deliberation->amends != NULL &&
        text_equal(deliberation->id, deliberation->amends))
        complain(reader->complaints, node_find(reader->root, "amends")->place,
                 "expected another deliberation to amend, found this one");
    (void)node_date(node_find(reader->root, "decided"), &deliberation->decided, reader->complaints);
    deliberation->catalogue = field_name(reader, catalogue);
    if (deliberation->catalogue != NULL && reader->catalogue == NULL && !reader->rules_only)
        complain(reader->complaints, catalogue->place,
                 "expected a catalogue that is there, found %s",
                 node_found(reader->arena, catalogue));
    else if (deliberation->catalogue != NULL && reader->catalogue != NULL &&
             !text_equal(deliberation->catalogue, reader->catalogue->id))
        complain(reader->complaints, catalogue->place, "expected the catalogue '%s', found %s",
                 reader->catalogue->id, node_found(reader->arena, catalogue));
    read_body(reader);
    read_provider(reader);
    read_recipient(reader);
    read_purpose(reader);
}

const char *
deliberation_catalogue_name(Arena *arena, const char *bytes, size_t size)
{
    Complaints unheard = complaints_new(arena, "");
    const Node *root = document_read(arena, bytes, size, &unheard);
    Reader reader = {.arena = arena, .complaints = &unheard};
    return field_name(&reader, node_find(root, "catalogue"));
}

size_t
deliberation_paragraph_count(Arena *arena, const char *bytes, size_t size)
{
    Complaints unheard = complaints_new(arena, "");
    const Node *root = document_read(arena, bytes, size, &unheard);
    const Node *paragraphs = node_find(root, "paragraphs");
    return paragraphs == NULL || paragraphs->kind != NODE_MAPPING ? 0 : paragraphs->count;
}

static Deliberation *
read_file(Reader reader, const char *bytes, size_t size)
{
    Complaints *complaints = reader.complaints;
    size_t before = complaints->count + complaints->dropped;
    Deliberation *deliberation = arena_take(reader.arena, sizeof *deliberation);
    reader.root = document_read(reader.arena, bytes, size, complaints);
    reader.deliberation = deliberation;
    if (reader.root == NULL || !node_is(reader.root, NODE_MAPPING, complaints))
        return NULL;
    (void)node_keys(reader.root, top_keys, top_required, complaints);
    deliberation->digest = digest_of(bytes, size);
    read_paragraphs(&reader);
    read_head(&reader);
    read_reference(&reader);
    read_cohort(&reader);
    read_variables(&reader);
    read_communications(&reader);
    read_conditions(&reader);
    read_retention(&reader);
    read_interpretations(&reader);
    return complaints->count + complaints->dropped == before ? deliberation : NULL;
}

Deliberation *
deliberation_read(Arena *arena, const char *bytes, size_t size, const Catalogue *catalogue,
                  Complaints *complaints)
{
    Reader reader = {.arena = arena, .catalogue = catalogue, .complaints = complaints};
    return read_file(reader, bytes, size);
}

Deliberation *
deliberation_read_rules(Arena *arena, const char *bytes, size_t size, Complaints *complaints)
{
    Reader reader = {.arena = arena, .rules_only = true, .complaints = complaints};
    return read_file(reader, bytes, size);
}
