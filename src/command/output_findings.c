#include "command/output_findings.h"

#include <inttypes.h>

#define FIRST 4  /* cells of a group */
#define INDENT 8 /* of what stands below its head */
#define HANG 4   /* of the second line of that */

/* Findings of one rule on one file: they stand one after the other. */
typedef struct Group
{
    const Finding *first;
    size_t count;
    int64_t more; /* that were counted and not listed */
} Group;

static bool
is_listed_in_number(const Finding *finding)
{
    return finding->rule == FINDING_FORM || finding->rule == FINDING_CAPACITY;
}

static Group
group_at(const Findings *findings, size_t at)
{
    Group group = {.first = &findings->items[at]};
    for (; at < findings->count && findings->items[at].rule == group.first->rule &&
           text_equal(findings->items[at].file, group.first->file);
         at++)
    {
        group.count++;
        if (!is_listed_in_number(&findings->items[at]))
            group.more += findings->items[at].number;
    }
    return group;
}

/* On a terminal what stands in the way is seen at once. */
static const char *
severity_shown(Severity severity, bool colour)
{
    static const char *const plain[] = {"note", "review", "FAIL"};
    static const char *const coloured[] = {"note", "\x1b[33mreview\x1b[0m",
                                           "\x1b[1;31mFAIL\x1b[0m"};
    return colour ? coloured[severity] : plain[severity];
}

/* A line below the head of a group. */
static void
add_below(const char *words, const FindingsStyle *style, Text *text)
{
    text_print(text, "%*s", INDENT, "");
    text_wrap(text, words, style->display->row, INDENT, INDENT + HANG);
}

static void
add_one(const Finding *finding, const FindingsStyle *style, Text *text)
{
    if (finding->cell == NULL && finding->against == NULL && finding->detail == NULL)
        return;
    Text words = text_new(text->arena);
    text_add(&words, finding->cell == NULL ? "" : finding->cell);
    if (finding->rule == FINDING_FORM && finding->number > 0)
        text_print(&words, "line %" PRId64 ": ", finding->number);
    if (finding->against != NULL)
        text_print(&words, "%sagainst %s", finding->cell == NULL ? "" : " | ", finding->against);
    /* Of the last one listed the detail says that there were more, which the head counts. */
    if (finding->detail != NULL && (is_listed_in_number(finding) || finding->number == 0))
        text_print(&words, "%s%s", finding->cell == NULL && finding->against == NULL ? "" : ": ",
                   text_shown(text->arena, finding->detail));
    add_below(words.bytes, style, text);
}

/* What was found, in which file, and how often; the severity first, coloured, so that it is no part
 * of the words that are wrapped. */
static void
add_head(const Group *group, int64_t cells, const FindingsStyle *style, Text *text)
{
    const FindingRule *rule = finding_rule(group->first->rule);
    size_t column = text_width(severity_shown(rule->severity, false)) + 2;
    Text words = text_new(text->arena);
    text_print(&words, "%s: %s", text_shown(text->arena, group->first->file), rule->words);
    if (group->first->rule == FINDING_CAPACITY)
        text_print(&words, " (%" PRId64 ")", group->first->number);
    else if (group->first->cell != NULL)
        text_print(&words, " (%" PRId64 " cell%s)", cells, cells == 1 ? "" : "s");
    text_print(text, "\n%s  ", severity_shown(rule->severity, style->display->colour));
    text_wrap(text, words.bytes, style->display->row, column, INDENT);
}

static void
add_group(const Group *group, const FindingsStyle *style, Text *text)
{
    const FindingRule *rule = finding_rule(group->first->rule);
    Arena *arena = text->arena;
    size_t shown = style->all || group->count <= FIRST ? group->count : FIRST;
    int64_t cells = (int64_t)group->count + group->more;
    add_head(group, cells, style, text);
    for (size_t at = 0; at < shown; at++)
        add_one(&group->first[at], style, text);
    if (cells > (int64_t)shown)
        add_below(arena_print(arena, "... and %" PRId64 " more%s", cells - (int64_t)shown,
                              shown < group->count ? " (--all)" : ", which are not listed"),
                  style, text);
    add_below(arena_print(arena, "by %s%s%s", rule->source, rule->cited ? "; paragraphs " : "",
                          rule->cited ? cites_print(arena, style->cites) : ""),
              style, text);
    add_below(arena_print(arena, "do: %s", rule->remedy), style, text);
}

void
output_findings_add(const Findings *findings, const FindingsStyle *style, Text *text)
{
    if (findings->count == 0)
        text_add(text, "\nnothing was found against it\n");
    for (int severity = SEVERITY_FAIL; severity >= SEVERITY_NOTE; severity--)
        for (size_t at = 0; at < findings->count;)
        {
            Group group = group_at(findings, at);
            if ((int)finding_rule(group.first->rule)->severity == severity)
                add_group(&group, style, text);
            at += group.count;
        }
}
