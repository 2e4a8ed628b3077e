#include "deliberation/model.h"

#include "core/text.h"

const Communication *
deliberation_communication(const Deliberation *deliberation, const char *name)
{
    for (size_t at = 0; at < deliberation->communications.count; at++)
    {
        if (text_equal(deliberation->communications.items[at].name, name))
            return &deliberation->communications.items[at];
    }
    return NULL;
}

const AllowedVariable *
deliberation_variable(const Deliberation *deliberation, const char *name)
{
    for (size_t at = 0; at < deliberation->variables.count; at++)
    {
        if (text_equal(deliberation->variables.items[at].name, name))
            return &deliberation->variables.items[at];
    }
    return NULL;
}

const Paragraph *
deliberation_paragraph(const Deliberation *deliberation, int number)
{
    for (size_t at = 0; at < deliberation->paragraphs.count; at++)
    {
        if (deliberation->paragraphs.items[at].number == number)
            return &deliberation->paragraphs.items[at];
    }
    return NULL;
}

static bool
is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t at = 0; at < count; at++)
        if (text_equal(name, names[at]))
            return true;
    return false;
}

Deliberation *
deliberation_narrow(Arena *arena, const Deliberation *deliberation, const char *const *names,
                    size_t count)
{
    Deliberation *narrow = arena_take(arena, sizeof *narrow);
    *narrow = *deliberation;
    narrow->variables.items = NULL;
    narrow->variables.count = 0;
    narrow->variables.capacity = 0;
    for (size_t at = 0; at < deliberation->variables.count; at++)
        if (is_among(deliberation->variables.items[at].name, names, count))
            *LIST_ADD(arena, &narrow->variables) = deliberation->variables.items[at];
    return narrow;
}

bool
years_contain(const Years *years, int year)
{
    for (size_t at = 0; at < years->count; at++)
    {
        if (years->items[at] == year)
            return true;
    }
    return false;
}

Date
deliberation_reference_date(const Deliberation *deliberation, int year)
{
    switch (deliberation->reference.rule)
    {
    case REFERENCE_YEAR_START:
        return date_of(year, 1, 1);
    case REFERENCE_YEAR_END:
        return date_of(year, 12, 31);
    case REFERENCE_QUARTER_END:
        break;
    }
    return date_quarter_end(year, deliberation->reference.quarter);
}

static bool
rule_covers(const RetentionRule *rule, int year)
{
    return rule->all_years || years_contain(&rule->years, year);
}

/* The day of the rule's event, or false while that has not happened. */
static bool
event_date(const RetentionRule *rule, const RetentionEvents *events, Date *ret_date)
{
    switch (rule->event)
    {
    case EVENT_DELIVERY:
        *ret_date = events->delivery;
        return events->delivered;
    case EVENT_RECEIPT:
        *ret_date = events->receipt;
        return events->received;
    case EVENT_LAST_DELIVERY:
        *ret_date = events->last_delivery;
        return events->last_delivered;
    }
    return false;
}

static void
keep_earliest(Date date, bool *found, Date *earliest)
{
    if (!*found || date_compare(date, *earliest) < 0)
        *earliest = date;
    *found = true;
}

bool
deliberation_destroy_by(const Deliberation *deliberation, int year, const RetentionEvents *events,
                        Date *ret_date)
{
    bool found = false;
    for (size_t at = 0; at < deliberation->retention.count; at++)
    {
        const RetentionRule *rule = &deliberation->retention.items[at];
        Date event = {0};
        if (!rule_covers(rule, year))
            continue;
        if (rule->fixed)
            keep_earliest(rule->destroy_by, &found, ret_date);
        if (rule->relative && event_date(rule, events, &event))
            keep_earliest(date_add_years(event, rule->after_years), &found, ret_date);
    }
    return found;
}

Cites
deliberation_retention_cites(Arena *arena, const Deliberation *deliberation, int year)
{
    Cites cites = {0};
    for (size_t at = 0; at < deliberation->retention.count; at++)
    {
        const RetentionRule *rule = &deliberation->retention.items[at];
        if (rule_covers(rule, year))
            cites = cites_join(arena, &cites, &rule->cites);
    }
    return cites;
}
