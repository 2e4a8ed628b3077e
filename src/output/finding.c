#include "output/finding.h"

#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#define ESSNET                                                                                     \
    "ESSnet SDC, Guidelines for the checking of output based on microdata research (2009)"
#define HANDBOOK "Handbook on Statistical Disclosure Control for Outputs (2019)"

static const FindingRule rules[FINDING_COUNT] = {
    [FINDING_FORM] = {"form", SEVERITY_FAIL, false, "the file is not in the form of its type",
                      "doc/format/output-request.md", "write it in that form"},
    [FINDING_TYPE] = {"type", SEVERITY_FAIL, false, "the file is of a kind that never leaves",
                      "doc/format/output-request.md", "ask for a table, a figure or a note"},
    [FINDING_DIFFERENT] = {"different", SEVERITY_FAIL, true, "not what the data set gives",
                           "recomputed from the on-site data set",
                           "make the table again from the data set, and do not edit it"},
    [FINDING_MISSING] = {"missing", SEVERITY_FAIL, true, "the data set has persons here",
                         "recomputed from the on-site data set",
                         "make the table again, with every combination"},
    [FINDING_THRESHOLD] = {"threshold", SEVERITY_FAIL, true, "too few persons", ESSNET ", rule 1",
                           "coarser classes, or protect with suppression or rounding"},
    [FINDING_HOUSEHOLDS] = {"households", SEVERITY_FAIL, true, "too few households",
                            ESSNET ", rule 1, at the level of the household",
                            "coarser classes, or protect with suppression or rounding"},
    [FINDING_SAMPLE] = {"sample", SEVERITY_FAIL, true,
                        "too few persons besides those in the recipient's sample",
                        "the recipient can subtract the records that were delivered",
                        "coarser classes, or protect with suppression or rounding"},
    [FINDING_GROUP] = {"group", SEVERITY_REVIEW, true,
                       "nearly everybody of a margin is in one cell",
                       ESSNET ", rule 3 (group disclosure)",
                       "judge whether it says something about each of them; coarser classes"},
    [FINDING_DOMINANCE] = {"dominance", SEVERITY_FAIL, true, "one or two persons make most of it",
                           ESSNET ", rule 4 (dominance)",
                           "coarser classes, or protect with suppression"},
    [FINDING_COMPLEMENT] = {"complement", SEVERITY_FAIL, true,
                            "with a margin it gives a count of too few persons",
                            HANDBOOK ", differencing",
                            "coarser classes, or protect with suppression or rounding"},
    [FINDING_SUPPRESSED] = {"suppressed", SEVERITY_FAIL, true, "a suppressed cell can be computed",
                            HANDBOOK ", secondary disclosure",
                            "protect it with the tables named in mind"},
    [FINDING_INTERVAL] = {"interval", SEVERITY_FAIL, true,
                          "with other tables a suppressed cell is known too closely",
                          HANDBOOK ", linked tables",
                          "protect it with the tables named in mind, or leave out a dimension"},
    [FINDING_DIFFERENCE] = {"difference", SEVERITY_FAIL, true,
                            "differs from another table by too few persons",
                            HANDBOOK ", differencing",
                            "use the classes, filter and years of the other table"},
    [FINDING_COMBINED] = {"combined", SEVERITY_FAIL, true,
                          "together with other tables it gives a count of too few persons",
                          HANDBOOK ", linked tables",
                          "leave out a dimension, or use the classes of the others"},
    [FINDING_AVERAGE] = {"average", SEVERITY_FAIL, true,
                         "together with other perturbed tables it gives too much away",
                         HANDBOOK ", perturbation", "ask for a table that was released already"},
    [FINDING_EARLIER] = {"earlier", SEVERITY_FAIL, true,
                         "what was released before cannot be counted again, so that nothing can be "
                         "judged against it",
                         "doc/decision/0027-outputs-across-amendments.md",
                         "ask for no year of that output, or have the next amendment name its "
                         "variables in these classes and the year prepared again"},
    [FINDING_RECOUNT] = {"recount", SEVERITY_REVIEW, true,
                         "the data set gives other numbers than those that were released",
                         "doc/decision/0027-outputs-across-amendments.md",
                         "judge whether the difference tells of few persons: registers were "
                         "corrected since"},
    [FINDING_FREEDOM] = {"freedom", SEVERITY_FAIL, true, "too few residual degrees of freedom",
                         ESSNET ", rule 2", "fewer terms, or more persons"},
    [FINDING_LEVEL] = {"level", SEVERITY_FAIL, true, "too few persons behind a level of a factor",
                       ESSNET ", rule 1, for the table that a factor is",
                       "coarser classes for the factor"},
    [FINDING_SATURATED] = {"saturated", SEVERITY_FAIL, true,
                           "a model with as many terms as cells is a table",
                           ESSNET ", saturated models", "ask for the table, or leave out terms"},
    [FINDING_CAPACITY] = {"capacity", SEVERITY_NOTE, false, "what could be hidden in it, in bits",
                          "doc/format/output-request.md", "read it, and think of that"},
};

static const char *const severity_names[] = {"note", "review", "fail"};

const FindingRule *
finding_rule(Rule rule)
{
    return &rules[rule];
}

const char *
severity_name(Severity severity)
{
    return severity_names[severity];
}

Severity
findings_severity(const Findings *findings)
{
    Severity worst = SEVERITY_NOTE;
    for (size_t at = 0; at < findings->count; at++)
        if (rules[findings->items[at].rule].severity > worst)
            worst = rules[findings->items[at].rule].severity;
    return worst;
}

static int
text_order(const char *one, const char *other)
{
    return strcmp(one == NULL ? "" : one, other == NULL ? "" : other);
}

static int
finding_order(const void *one, const void *other)
{
    const Finding *left = one;
    const Finding *right = other;
    int order = text_order(left->file, right->file);
    if (order == 0)
        order = (left->rule > right->rule) - (left->rule < right->rule);
    if (order == 0)
        order = (left->number > right->number) - (left->number < right->number);
    if (order == 0)
        order = text_order(left->cell, right->cell);
    if (order == 0)
        order = text_order(left->against, right->against);
    return order == 0 ? text_order(left->detail, right->detail) : order;
}

void
findings_sort(Findings *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof *findings->items, finding_order);
}

static void
put_if(json_t *object, const char *key, const char *text)
{
    if (text != NULL)
        json_put_text(object, key, text);
}

json_t *
findings_json(const Findings *findings, const Cites *cites)
{
    json_t *array = json_array();
    for (size_t at = 0; at < findings->count; at++)
    {
        const Finding *finding = &findings->items[at];
        const FindingRule *rule = &rules[finding->rule];
        json_t *item = json_object();
        json_t *paragraphs = json_array();
        for (size_t cite = 0; rule->cited && cite < cites->count; cite++)
            if (json_array_append_new(paragraphs, json_integer(cites->items[cite])) != 0)
                error_out_of_memory();
        json_put_text(item, "rule", rule->code);
        json_put_text(item, "severity", severity_names[rule->severity]);
        json_put_text(item, "file", finding->file);
        json_put(item, "cites", paragraphs);
        json_put(item, "number", json_integer(finding->number));
        put_if(item, "cell", finding->cell);
        put_if(item, "against", finding->against);
        put_if(item, "detail", finding->detail);
        if (json_array_append_new(array, item) != 0)
            error_out_of_memory();
    }
    return array;
}

static bool
rule_parse(const char *code, Rule *ret_rule)
{
    for (size_t at = 0; at < FINDING_COUNT; at++)
        if (text_equal(rules[at].code, code))
        {
            *ret_rule = (Rule)at;
            return true;
        }
    return false;
}

static const char *
text_of(Arena *arena, const json_t *item, const char *key)
{
    const char *text = json_string_value(json_object_get(item, key));
    return text == NULL ? NULL : arena_copy_text(arena, text);
}

ErrorKind
findings_parse(Arena *arena, const json_t *array, Findings *ret_findings, Error *err)
{
    for (size_t at = 0; at < json_array_size(array); at++)
    {
        const json_t *item = json_array_get(array, at);
        Finding *finding = LIST_ADD(arena, ret_findings);
        const char *code = text_of(arena, item, "rule");
        finding->file = text_of(arena, item, "file");
        if (code == NULL || finding->file == NULL || !rule_parse(code, &finding->rule))
            return error_set(err, ERROR_INTEGRITY, "a finding of no known rule");
        finding->number = json_integer_value(json_object_get(item, "number"));
        finding->cell = text_of(arena, item, "cell");
        finding->against = text_of(arena, item, "against");
        finding->detail = text_of(arena, item, "detail");
    }
    return ERROR_NONE;
}

char *
findings_print(Arena *arena, Findings *findings, const Cites *cites, size_t *ret_size)
{
    findings_sort(findings);
    return json_canonical(arena, json_keep(arena, findings_json(findings, cites)), ret_size);
}
