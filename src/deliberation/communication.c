#include "deliberation/inner.h"

#include "core/text.h"

#define PERCENT_SCALE 1000000
#define PERCENT_MOST ((int64_t)100 * PERCENT_SCALE)

void
read_reference(Reader *reader)
{
    static const char *const keys[] = {"rule", "years", "cites", NULL};
    static const char *const rules[] = {"first day of year",
                                        "last day of year",
                                        "last day of quarter 1",
                                        "last day of quarter 2",
                                        "last day of quarter 3",
                                        "last day of quarter 4",
                                        NULL};
    ReferenceDates *reference = &reader->deliberation->reference;
    const Node *node = node_find(reader->root, "reference_dates");
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    int rule = node_choice(node_find(node, "rule"), rules, reader->complaints);
    reference->rule = rule <= 0   ? REFERENCE_YEAR_START
                      : rule == 1 ? REFERENCE_YEAR_END
                                  : REFERENCE_QUARTER_END;
    reference->quarter = rule >= 2 ? rule - 1 : 0;
    reader->years_known =
        field_years(reader, node_find(node, "years"), false, &reference->years) && rule >= 0;
    field_cites(reader, node, &reference->cites);
}

static void
read_strata(Reader *reader, const Node *node, SampleRule *rule)
{
    if (!node_is(node, NODE_SEQUENCE, reader->complaints))
        return;
    if (node->count == 0)
        complain(reader->complaints, node->place, "expected at least one variable, found none");
    for (size_t at = 0; at < node->count; at++)
    {
        const char *name = field_line(reader, node->items[at]);
        if (name == NULL)
            continue;
        bool twice = false;
        for (size_t other = 0; other < rule->strata.count; other++)
            twice = twice || text_equal(rule->strata.items[other], name);
        if (twice)
            complain(reader->complaints, node->items[at]->place,
                     "expected each variable once, found %s again",
                     node_found(reader->arena, node->items[at]));
        else if (reader->deliberation->variables.count > 0 &&
                 deliberation_variable(reader->deliberation, name) == NULL)
            complain(reader->complaints, node->items[at]->place,
                     "expected a variable that this deliberation names, found %s",
                     node_found(reader->arena, node->items[at]));
        else
            *LIST_ADD(reader->arena, &rule->strata) = name;
    }
}

static void
read_sample(Reader *reader, const Node *node, SampleRule *rule)
{
    static const char *const keys[] = {"percent", "of", "coordination", "strata", "cites", NULL};
    static const char *const required[] = {"percent", "of", "coordination", "cites", NULL};
    static const char *const of[] = {"each reference date", NULL};
    static const char *const coordination[] = {"permanent", NULL};
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    rule->present = true;
    (void)node_keys(node, keys, required, reader->complaints);
    const Node *percent = node_find(node, "percent");
    int64_t value = 0;
    if (node_decimal(percent, PERCENT_SCALE, &value, reader->complaints))
    {
        rule->percent_millionths = value;
        if (value <= 0 || value > PERCENT_MOST)
            complain(reader->complaints, percent->place,
                     "expected a percentage above 0 and at most 100, found %s",
                     node_found(reader->arena, percent));
    }
    (void)node_choice(node_find(node, "of"), of, reader->complaints);
    (void)node_choice(node_find(node, "coordination"), coordination, reader->complaints);
    read_strata(reader, node_find(node, "strata"), rule);
    field_cites(reader, node, &rule->cites);
}

static void
read_panel(Reader *reader, const Node *node, Communication *communication)
{
    static const char *const keys[] = {"follow", "cites", NULL};
    static const char *const readings[] = {"sampled dates", "cohort dates", "all dates", NULL};
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, keys, reader->complaints);
    int reading = node_choice(node_find(node, "follow"), readings, reader->complaints);
    communication->panel = reading == 1   ? PANEL_COHORT_DATES
                           : reading == 2 ? PANEL_ALL_DATES
                                          : PANEL_SAMPLED_DATES;
    field_cites(reader, node, &communication->panel_cites);
}

/* The whole cohort may be delivered only where the file says so in words: percent: 100, with its
 * paragraph. */
static void
check_setting(Reader *reader, const Node *node, const Communication *communication)
{
    if (communication->setting == SETTING_DELIVERED && node_find(node, "sample") == NULL)
        complain(
            reader->complaints, node->place,
            "expected the key 'sample' in what is delivered (the whole cohort is percent: 100), "
            "found none");
    if (communication->setting != SETTING_ON_SITE)
        return;
    if (node_find(reader->root, "enclave") == NULL)
        complain(reader->complaints, node->place,
                 "expected the key 'enclave' in the file for what is on site, found none");
    if (node_find(reader->root, "outputs") == NULL)
        complain(reader->complaints, node->place,
                 "expected the key 'outputs' in the file for what is on site, found none");
}

static void
read_communication(Reader *reader, const Pair *pair)
{
    static const char *const keys[] = {"setting",    "years", "sample", "panel",
                                       "deliveries", "cites", NULL};
    static const char *const required[] = {"setting", "years", "deliveries", "cites", NULL};
    static const char *const settings[] = {"delivered", "on site", NULL};
    static const char *const deliveries[] = {"once", "repeated", NULL};
    const Node *node = pair->value;
    const Node name = {.kind = NODE_SCALAR, .place = pair->key_place, .scalar = pair->key};
    Communication communication = {.name = pair->key};
    (void)field_name(reader, &name);
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    (void)node_keys(node, keys, required, reader->complaints);
    int setting = node_choice(node_find(node, "setting"), settings, reader->complaints);
    communication.setting = setting == 1 ? SETTING_ON_SITE : SETTING_DELIVERED;
    (void)field_years(reader, node_find(node, "years"), true, &communication.years);
    read_sample(reader, node_find(node, "sample"), &communication.sample);
    read_panel(reader, node_find(node, "panel"), &communication);
    communication.once =
        node_choice(node_find(node, "deliveries"), deliveries, reader->complaints) != 1;
    field_cites(reader, node, &communication.cites);
    if (node_find(node, "panel") != NULL && node_find(node, "sample") == NULL)
        complain(reader->complaints, node_find(node, "panel")->place,
                 "expected the key 'sample' beside 'panel', found none");
    if (setting >= 0)
        check_setting(reader, node, &communication);
    *LIST_ADD(reader->arena, &reader->deliberation->communications) = communication;
}

/* A reference year that no communication uses is a year forgotten somewhere. */
static void
check_years_used(Reader *reader, const Node *node)
{
    const Deliberation *deliberation = reader->deliberation;
    const Years *years = &deliberation->reference.years;
    for (size_t at = 0; at < years->count; at++)
    {
        bool used = false;
        for (size_t in = 0; in < deliberation->communications.count; in++)
            used = used ||
                   years_contain(&deliberation->communications.items[in].years, years->items[at]);
        if (!used)
            complain(reader->complaints, node->place,
                     "expected each reference year in a communication, found %d in none",
                     years->items[at]);
    }
}

void
read_communications(Reader *reader)
{
    const Node *node = node_find(reader->root, "communications");
    if (!node_is(node, NODE_MAPPING, reader->complaints))
        return;
    size_t before = reader->complaints->count;
    for (size_t at = 0; at < node->count; at++)
        read_communication(reader, &node->pairs[at]);
    if (node->count == 0)
        complain(reader->complaints, node->place, "expected a communication, found none");
    else if (reader->years_known && reader->complaints->count == before)
        check_years_used(reader, node);
}
