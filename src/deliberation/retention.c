#include "deliberation/inner.h"

#include "core/text.h"

#define AFTER_YEARS_MOST 100

static bool
rule_covers(const RetentionRule *rule, int year)
{
    return rule->all_years || years_contain(&rule->years, year);
}

/* Data cannot be destroyed before they were allowed, or before the day they describe. */
static void
check_destroy_by(Reader *reader, const Node *node, const RetentionRule *rule)
{
    const Deliberation *deliberation = reader->deliberation;
    const Years *years = &deliberation->reference.years;
    char text[DATE_TEXT_SIZE];
    if (date_compare(rule->destroy_by, deliberation->decided) <= 0)
    {
        complain(reader->complaints, node->place,
                 "expected a date after the decision of %s, found %s",
                 date_print(deliberation->decided, text), node_found(reader->arena, node));
        return;
    }
    for (size_t at = 0; reader->years_known && at < years->count; at++)
    {
        Date reference = deliberation_reference_date(deliberation, years->items[at]);
        if (!rule_covers(rule, years->items[at]) || date_compare(rule->destroy_by, reference) > 0)
            continue;
        complain(reader->complaints, node->place,
                 "expected a date after the reference date %s that it covers, found %s",
                 date_print(reference, text), node_found(reader->arena, node));
        return;
    }
}

static void
read_destroy_after(Reader *reader, const Node *node, RetentionRule *rule)
{
    static const char *const keys[] = {"years", "event", NULL};
    static const char *const events[] = {"delivery", "receipt", "last delivery", NULL};
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    int64_t years = 0;
    if (node_integer(node_find(node, "years"), 1, AFTER_YEARS_MOST, &years, reader->complaints))
        rule->after_years = (int)years;
    int event = node_choice(node_find(node, "event"), events, reader->complaints);
    rule->event = event == 1 ? EVENT_RECEIPT : event == 2 ? EVENT_LAST_DELIVERY : EVENT_DELIVERY;
    rule->relative = true;
}

static void
read_rule(Reader *reader, const Node *node)
{
    static const char *const keys[] = {"years", "destroy_by", "destroy_after", "cites", NULL};
    static const char *const required[] = {"years", "cites", NULL};
    static const char *const all[] = {"all", NULL};
    RetentionRule rule = {0};
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, required, reader->complaints);
    const Node *years = node_find(node, "years");
    const Node *by = node_find(node, "destroy_by");
    if (years != NULL && years->kind == NODE_SCALAR)
        rule.all_years = node_choice(years, all, reader->complaints) == 0;
    else
        (void)field_years(reader, years, true, &rule.years);
    rule.fixed = node_date(by, &rule.destroy_by, reader->complaints);
    if (rule.fixed)
        check_destroy_by(reader, by, &rule);
    read_destroy_after(reader, node_find(node, "destroy_after"), &rule);
    if (by == NULL && node_find(node, "destroy_after") == NULL)
        complain(reader->complaints, node->place,
                 "expected the key 'destroy_by' or 'destroy_after', found none");
    field_cites(reader, node, &rule.cites);
    *LIST_ADD(reader->arena, &reader->deliberation->retention) = rule;
}

/* What is given of a year must have an end. */
static void
check_cover(Reader *reader, const Node *node)
{
    const Deliberation *deliberation = reader->deliberation;
    const Years *years = &deliberation->reference.years;
    for (size_t at = 0; at < years->count; at++)
    {
        bool covered = false;
        for (size_t in = 0; in < deliberation->retention.count; in++)
            covered = covered || rule_covers(&deliberation->retention.items[in], years->items[at]);
        if (!covered)
            complain(reader->complaints, node->place,
                     "expected a rule for each reference year, found none for %d",
                     years->items[at]);
    }
}

void
read_retention(Reader *reader)
{
    const Node *node = node_find(reader->root, "retention");
    if (!node_is(node, NODE_SEQUENCE, reader->complaints))
        return;
    size_t before = reader->complaints->count;
    for (size_t at = 0; at < node->count; at++)
        read_rule(reader, node->items[at]);
    if (reader->years_known && reader->complaints->count == before)
        check_cover(reader, node);
}
