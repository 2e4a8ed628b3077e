#include "deliberation/inner.h"

#include "core/text.h"

#define PERSONS_MOST 9
#define RISK_MOST 1000
#define THRESHOLD_MOST 1000000

static void
read_approval(Reader *reader)
{
    static const char *const keys[] = {"persons", "cites", NULL};
    const Node *node = node_find(reader->root, "approval");
    reader->deliberation->approvals = 1;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    int64_t persons = 1;
    (void)node_keys(node, keys, keys, reader->complaints);
    (void)node_integer(node_find(node, "persons"), 1, PERSONS_MOST, &persons, reader->complaints);
    reader->deliberation->approvals = (int)persons;
    field_cites(reader, node, &reader->deliberation->approval_cites);
}

static void
read_risk_thresholds(Reader *reader, const Node *node)
{
    Deliberation *deliberation = reader->deliberation;
    const size_t most = sizeof deliberation->risk_k / sizeof deliberation->risk_k[0];
    int64_t last = 1;
    deliberation->risk_k_count = 0;
    if (node->count == 0 || node->count > most)
    {
        complain(reader->complaints, node->place, "expected 1 to %zu thresholds, found %zu", most,
                 node->count);
        return;
    }
    for (size_t at = 0; at < node->count; at++)
    {
        int64_t k = 0;
        if (!node_integer(node->items[at], 2, RISK_MOST, &k, reader->complaints))
            continue;
        if (k <= last)
            complain(reader->complaints, node->items[at]->place,
                     "expected a threshold above %lld, found %lld", (long long)last, (long long)k);
        else
            deliberation->risk_k[deliberation->risk_k_count++] = (int)k;
        last = k;
    }
}

static void
read_risk(Reader *reader)
{
    static const char *const keys[] = {"k", NULL};
    static const int usual[] = {3, 5, 10};
    const Node *node = node_find(reader->root, "risk");
    for (size_t at = 0; at < sizeof usual / sizeof usual[0]; at++)
        reader->deliberation->risk_k[reader->deliberation->risk_k_count++] = usual[at];
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    const Node *k = node_find(node, "k");
    if (node_is(k, NODE_SEQUENCE, reader->complaints))
        read_risk_thresholds(reader, k);
}

static void
read_enclave(Reader *reader)
{
    static const char *const keys[] = {"network", "egress", "cites", NULL};
    static const char *const networks[] = {"none", NULL};
    static const char *const egresses[] = {"checked outputs only", NULL};
    const Node *node = node_find(reader->root, "enclave");
    Deliberation *deliberation = reader->deliberation;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    deliberation->enclave.present = true;
    (void)node_keys(node, keys, keys, reader->complaints);
    if (node_choice(node_find(node, "network"), networks, reader->complaints) == 0)
        deliberation->enclave.network = networks[0];
    if (node_choice(node_find(node, "egress"), egresses, reader->complaints) == 0)
        deliberation->enclave.egress = egresses[0];
    field_cites(reader, node, &deliberation->enclave.cites);
    bool on_site = deliberation->communications.count == 0;
    for (size_t at = 0; at < deliberation->communications.count; at++)
        on_site = on_site || deliberation->communications.items[at].setting == SETTING_ON_SITE;
    if (!on_site)
        complain(reader->complaints, node->place,
                 "expected a communication on site beside 'enclave', found none");
}

static void
read_outputs(Reader *reader)
{
    static const char *const keys[] = {"checkers", "by", "threshold", "cites", NULL};
    static const char *const by[] = {"provider", NULL};
    const Node *node = node_find(reader->root, "outputs");
    Deliberation *deliberation = reader->deliberation;
    int64_t checkers = 1;
    int64_t threshold = 1;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    deliberation->outputs.present = true;
    (void)node_keys(node, keys, keys, reader->complaints);
    (void)node_integer(node_find(node, "checkers"), 1, PERSONS_MOST, &checkers, reader->complaints);
    (void)node_integer(node_find(node, "threshold"), 1, THRESHOLD_MOST, &threshold,
                       reader->complaints);
    if (node_choice(node_find(node, "by"), by, reader->complaints) == 0)
        deliberation->outputs.by = by[0];
    deliberation->outputs.checkers = (int)checkers;
    deliberation->outputs.threshold = (int)threshold;
    field_cites(reader, node, &deliberation->outputs.cites);
}

static void
read_reidentification(Reader *reader)
{
    static const char *const keys[] = {"prohibited", "cites", NULL};
    const Node *node = node_find(reader->root, "reidentification");
    Deliberation *deliberation = reader->deliberation;
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    const Node *prohibited = node_find(node, "prohibited");
    bool *value = &deliberation->reidentification_prohibited;
    if (node_boolean(prohibited, value, reader->complaints) && !*value)
        complain(reader->complaints, prohibited->place,
                 "expected true (only pseudonymised data are given), found 'false'");
    field_cites(reader, node, &deliberation->reidentification_cites);
}

void
read_conditions(Reader *reader)
{
    read_approval(reader);
    read_risk(reader);
    read_enclave(reader);
    read_outputs(reader);
    read_reidentification(reader);
}
