/*
 * insz_check against the table of person_insz.tsv, whose path is the only argument.
 */
#include "core/text.h"
#include "person/insz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS 8

static const char *const verdict_names[INSZ_VERDICT_COUNT] = {
    [INSZ_VALID] = "valid",         [INSZ_VALID_ODD_DAY] = "odd day",
    [INSZ_INVALID_FORM] = "form",   [INSZ_INVALID_CHECK] = "check",
    [INSZ_INVALID_MONTH] = "month", [INSZ_INVALID_SERIAL] = "serial",
};

static const char *
register_name(const Insz *insz)
{
    if (insz->number == 0)
        return "-";
    return insz->in == INSZ_BIS ? "bis" : "national";
}

static const char *
sex_name(const Insz *insz)
{
    static const char *const names[] = {"unknown", "male", "female"};
    return insz->number == 0 ? "-" : names[insz->sex];
}

/* Splits at tabs; 0 where there are not FIELDS of them. */
static bool
split(char *line, char *fields[FIELDS])
{
    for (size_t field = 0; field < FIELDS; field++)
    {
        fields[field] = line;
        line += strcspn(line, "\t\n");
        if ((*line == '\t') != (field + 1 < FIELDS))
            return false;
        *line++ = '\0';
    }
    return true;
}

static bool
agrees(char *fields[FIELDS])
{
    Insz insz = {0};
    InszVerdict verdict = insz_check(strtoll(fields[0], NULL, 10), &insz);
    bool same =
        text_equal(verdict_names[verdict], fields[1]) &&
        text_equal(register_name(&insz), fields[2]) && text_equal(sex_name(&insz), fields[3]) &&
        insz.year == strtol(fields[4], NULL, 10) && insz.month == strtol(fields[5], NULL, 10) &&
        insz.day == strtol(fields[6], NULL, 10);
    if (!same)
        (void)fprintf(stderr, "%s: expected %s %s %s %s-%s-%s, found %s %s %s %d-%d-%d\n",
                      fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6],
                      verdict_names[verdict], register_name(&insz), sex_name(&insz), insz.year,
                      insz.month, insz.day);
    return same;
}

int
main(int argument_count, char **arguments)
{
    char line[512];
    FILE *table = argument_count == 2 ? fopen(arguments[1], "r") : NULL;
    size_t rows = 0;
    size_t wrong = 0;
    if (table == NULL)
        return 2;
    while (fgets(line, sizeof line, table) != NULL)
    {
        char *fields[FIELDS];
        if (line[0] == '#')
            continue;
        rows++;
        wrong += split(line, fields) && agrees(fields) ? 0 : 1;
    }
    (void)fclose(table);
    (void)printf("%zu numbers, %zu with another verdict\n", rows, wrong);
    return rows > 50 && wrong == 0 ? 0 : 1;
}
