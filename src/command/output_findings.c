#include "command/output_findings.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST 4 /* cells of a group */

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
severity_shown(Severity severity)
{
    static const char *const plain[] = {"note", "review", "FAIL"};
    static const char *const coloured[] = {"note", "\x1b[33mreview\x1b[0m",
                                           "\x1b[1;31mFAIL\x1b[0m"};
    bool colour = isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == NULL;
    return colour ? coloured[severity] : plain[severity];
}

static void
add_one(Arena *arena, const Finding *finding, Text *text)
{
    if (finding->cell == NULL && finding->against == NULL && finding->detail == NULL)
        return;
    text_add(text, "        ");
    text_add(text, finding->cell == NULL ? "" : finding->cell);
    if (finding->rule == FINDING_FORM && finding->number > 0)
        text_print(text, "line %" PRId64 ": ", finding->number);
    if (finding->against != NULL)
        text_print(text, "%sagainst %s", finding->cell == NULL ? "" : " | ", finding->against);
    /* Of the last one listed the detail says that there were more, which the head counts. */
    if (finding->detail != NULL && (is_listed_in_number(finding) || finding->number == 0))
        text_print(text, "%s%s", finding->cell == NULL && finding->against == NULL ? "" : ": ",
                   text_shown(arena, finding->detail));
    text_add(text, "\n");
}

static void
add_group(Arena *arena, const Group *group, const Cites *cites, bool all, Text *text)
{
    const FindingRule *rule = finding_rule(group->first->rule);
    size_t shown = all || group->count <= FIRST ? group->count : FIRST;
    int64_t cells = (int64_t)group->count + group->more;
    text_print(text, "\n%s  %s: %s", severity_shown(rule->severity),
               text_shown(arena, group->first->file), rule->words);
    if (group->first->rule == FINDING_CAPACITY)
        text_print(text, " (%" PRId64 ")", group->first->number);
    else if (group->first->cell != NULL)
        text_print(text, " (%" PRId64 " cell%s)", cells, cells == 1 ? "" : "s");
    text_add(text, "\n");
    for (size_t at = 0; at < shown; at++)
        add_one(arena, &group->first[at], text);
    if (cells > (int64_t)shown)
        text_print(text, "        ... and %" PRId64 " more%s\n", cells - (int64_t)shown,
                   shown < group->count ? " (--all)" : ", which are not listed");
    text_print(text, "        by %s%s%s\n", rule->source, rule->cited ? "; paragraphs " : "",
               rule->cited ? cites_print(arena, cites) : "");
    text_print(text, "        do: %s\n", rule->remedy);
}

void
output_findings_add(Arena *arena, const Findings *findings, const Cites *cites, bool all,
                    Text *text)
{
    if (findings->count == 0)
        text_add(text, "\nnothing was found against it\n");
    for (int severity = SEVERITY_FAIL; severity >= SEVERITY_NOTE; severity--)
        for (size_t at = 0; at < findings->count;)
        {
            Group group = group_at(findings, at);
            if ((int)finding_rule(group.first->rule)->severity == severity)
                add_group(arena, &group, cites, all, text);
            at += group.count;
        }
}
