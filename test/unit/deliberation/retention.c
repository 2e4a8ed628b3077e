/*
 * retention: reads cases from standard input and prints what deliberation_destroy_by says of each,
 * for retention.py to compare with Python. A case is a line
 *
 *     YEAR DELIVERY RECEIPT LAST RULE...      each event a date or -
 *     RULE: YEARS/BY/AFTER/EVENT              years joined by + or 'all'; a date or -; a number or
 * -; d, r or l
 */
#include "core/text.h"
#include "deliberation/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 4096

static bool
event_parse(const char *word, Date *ret_date)
{
    return word != NULL && date_parse(word, ret_date);
}

static void
add_rule(Arena *arena, Deliberation *deliberation, char *word)
{
    char *rest = NULL;
    const char *years = strtok_r(word, "/", &rest);
    const char *by = strtok_r(NULL, "/", &rest);
    const char *after = strtok_r(NULL, "/", &rest);
    const char *event = strtok_r(NULL, "/", &rest);
    RetentionRule *rule = LIST_ADD(arena, &deliberation->retention);
    rule->all_years = text_equal(years, "all");
    for (const char *at = years; !rule->all_years && at != NULL; at = strchr(at, '+'))
    {
        at += *at == '+';
        *LIST_ADD(arena, &rule->years) = (int)strtol(at, NULL, 10);
    }
    rule->fixed = event_parse(by, &rule->destroy_by);
    rule->relative = !text_equal(after, "-");
    rule->after_years = (int)strtol(after, NULL, 10);
    rule->event = event[0] == 'd'   ? EVENT_DELIVERY
                  : event[0] == 'r' ? EVENT_RECEIPT
                                    : EVENT_LAST_DELIVERY;
}

static void
judge(char *line)
{
    SCRATCH Arena *arena = arena_new("case");
    Deliberation deliberation = {0};
    RetentionEvents events = {0};
    char text[DATE_TEXT_SIZE];
    Date date = {0};
    char *rest = NULL;
    int year = (int)strtol(strtok_r(line, " \n", &rest), NULL, 10);
    events.delivered = event_parse(strtok_r(NULL, " \n", &rest), &events.delivery);
    events.received = event_parse(strtok_r(NULL, " \n", &rest), &events.receipt);
    events.last_delivered = event_parse(strtok_r(NULL, " \n", &rest), &events.last_delivery);
    for (char *word = strtok_r(NULL, " \n", &rest); word != NULL;
         word = strtok_r(NULL, " \n", &rest))
        add_rule(arena, &deliberation, word);
    bool found = deliberation_destroy_by(&deliberation, year, &events, &date);
    (void)printf("%s\n", found ? date_print(date, text) : "-");
}

int
main(void)
{
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, stdin) != NULL)
        judge(line);
    return 0;
}
