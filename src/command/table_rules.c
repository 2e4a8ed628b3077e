#include "command/table_rules.h"

#include <inttypes.h>
#include <string.h>

#define PERCENT_DECIMALS 2 /* the library takes hundredths of a percent */

static ErrorKind
read_percent(const Invocation *call, const char *name, int64_t most, int64_t *ret_value, Error *err)
{
    const char *text = invocation_option(call, name);
    *ret_value = 0;
    if (text == NULL || (table_number_parse(text, PERCENT_DECIMALS, ret_value) && *ret_value > 0 &&
                         *ret_value <= most * 100))
        return ERROR_NONE;
    return error_set(err, ERROR_USAGE,
                     "option '--%s': expected a percentage above 0 and at most %" PRId64
                     ", with at most two decimals",
                     name, most);
}

/* "N,K" */
static ErrorKind
read_dominance(const Invocation *call, DisclosureRules *rules, Error *err)
{
    const char *text = invocation_option(call, "dominance");
    if (text == NULL)
        return ERROR_NONE;
    bool good = text[0] >= '1' && text[0] <= '5' && text[1] == ',' &&
                table_number_parse(text + 2, PERCENT_DECIMALS, &rules->dominance) &&
                rules->dominance > 0 && rules->dominance <= 10000;
    rules->dominant = text[0] - '0';
    return good ? ERROR_NONE
                : error_set(err, ERROR_USAGE,
                            "option '--dominance': expected N,K with N from 1 to 5 and a "
                            "percentage K");
}

/* The width is in the measure's own unit; the library has it in that of the last decimal. */
static ErrorKind
read_range(const Invocation *call, DisclosureRules *rules, Error *err)
{
    int64_t decimals = 0;
    const char *text = invocation_option(call, "range");
    TRY(invocation_integer(call, "decimals", 0, 9, 0, &decimals, err));
    if (text == NULL || (table_number_parse(text, (int)decimals, &rules->range) &&
                         rules->range > 0 && rules->range <= INT32_MAX))
        return ERROR_NONE;
    return error_set(err, ERROR_USAGE,
                     "option '--range': expected a number above 0 with at most the decimals of the "
                     "values");
}

ErrorKind
table_rules_read(const Invocation *call, DisclosureRules *ret_rules, bool *ret_any, Error *err)
{
    DisclosureRules *rules = ret_rules;
    *rules = (DisclosureRules){.zeros = invocation_flag(call, "zeros")};
    TRY(invocation_integer(call, "minimum", 1, INT32_MAX, 0, &rules->minimum, err));
    TRY(invocation_integer(call, "coalition", 0, 6, 0, &rules->coalition, err));
    TRY(invocation_integer(call, "difference", 1, INT32_MAX, 0, &rules->difference, err));
    TRY(read_dominance(call, rules, err));
    TRY(read_percent(call, "percent", 10000, &rules->percent, err));
    TRY(read_percent(call, "prior", 10000, &rules->prior, err));
    TRY(read_percent(call, "share", 100, &rules->share, err));
    TRY(read_range(call, rules, err));
    bool counted = invocation_option(call, "count") != NULL;
    if (counted && (rules->dominant > 0 || rules->percent > 0))
        return error_set(
            err, ERROR_USAGE,
            "options '--dominance' and '--percent' need records, not a file of counts");
    if (rules->range > 0 && rules->minimum == 0 && !rules->zeros && rules->share == 0 &&
        rules->difference == 0)
        return error_set(
            err, ERROR_USAGE,
            "option '--range' needs '--minimum', '--zeros', '--share' or '--difference'");
    if ((rules->prior > 0 || rules->coalition > 0) && rules->percent == 0)
        return error_set(err, ERROR_USAGE, "options '--prior' and '--coalition' need '--percent'");
    *ret_any = rules->zeros || rules->minimum > 0 || rules->dominant > 0 || rules->percent > 0 ||
               rules->share > 0 || rules->difference > 0;
    return ERROR_NONE;
}

/* Counts by inner cell, all combinations of leaves, the last axis running fastest. */
static ErrorKind
set_counts(Arena *arena, const Table *table, const TableRecords *records, Disclosure *disclosure,
           Error *err)
{
    size_t inner = 1;
    DisclosureError fault;
    for (size_t axis = 0; axis < table->axes; axis++)
        inner *= table->axis[axis].leaves;
    int64_t *values = arena_take_array(arena, inner, sizeof *values);
    for (size_t row = 0; row < records->rows; row++)
    {
        size_t at = 0;
        for (size_t axis = 0; axis < table->axes; axis++)
            at = at * table->axis[axis].leaves + records->leaf[axis][row];
        if (__builtin_add_overflow(values[at], records->counted[row], &values[at]))
            return error_set(err, ERROR_DATA, "row %zu: a sum of counts of more than 62 bits",
                             row + 1);
    }
    return disclosure_set_values(disclosure, values, inner, &fault) ? ERROR_NONE
                                                                    : table_fault(&fault, err);
}

static ErrorKind
set_values(Arena *arena, const Table *table, const TableRecords *records, Disclosure *disclosure,
           Error *err)
{
    DisclosureError fault;
    DisclosureRecords given = {.rows = records->rows,
                               .leaf = (const uint32_t *const *)records->leaf,
                               .value = records->value,
                               .weight = records->weight,
                               .holding = records->holding};
    if (records->counted != NULL)
        return set_counts(arena, table, records, disclosure, err);
    return disclosure_set_records(disclosure, &given, &fault) ? ERROR_NONE
                                                              : table_fault(&fault, err);
}

ErrorKind
table_judged(Invocation *call, const DisclosureRules *rules, bool any, Table *ret_table,
             Disclosure **ret_disclosure, Error *err)
{
    TableRecords records;
    DisclosureError fault;
    TRY(table_read(call, ret_table, &records, err));
    TRY(table_disclosure(call, ret_table, ret_disclosure, err));
    TRY(set_values(call->arena, ret_table, &records, *ret_disclosure, err));
    if (!disclosure_build(*ret_disclosure, &fault))
        return table_fault(&fault, err);
    if (any && !disclosure_apply(*ret_disclosure, rules, &fault))
        return table_fault(&fault, err);
    return ERROR_NONE;
}

const char *
table_reasons(Arena *arena, const DisclosureCell *cell)
{
    static const char *const names[] = {"frequency", "dominance",  "percent", "share",
                                        "zero",      "difference", "given"};
    Text words = text_new(arena);
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
        if ((cell->reasons >> at & 1U) != 0)
            text_print(&words, "%s%s", words.size > 0 ? "+" : "", names[at]);
    return words.size > 0 ? words.bytes : NULL;
}

TableResult
table_inside(Arena *arena, const Table *table, const Disclosure *disclosure)
{
    TableResult result = table_result(arena, table);
    const char **contributors = table_result_column(arena, table, "contributors", true, &result);
    const char **reasons = table_result_column(arena, table, "reason", false, &result);
    const char **signs = NULL;
    result.confidential = true;
    for (size_t cell = 0; cell < table->cells; cell++)
    {
        DisclosureCell of = disclosure_cell(disclosure, cell);
        result.value[cell] = table_number(arena, of.value, table->decimals);
        contributors[cell] = table_number(arena, of.contributors, 0);
        reasons[cell] = table_reasons(arena, &of);
        if (of.negative && signs == NULL)
            signs = table_result_column(arena, table, "sign", false, &result);
        if (of.negative)
            signs[cell] = "holds negative values";
    }
    return result;
}
