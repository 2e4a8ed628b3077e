/*
 * risk FILE: how rare are the combinations of keys in a file and in its population, and what would
 * it take to make them less so?
 */
#include "command/risk.h"

#include <errno.h>
#include <stdlib.h>

static const Option risk_options[] = {
    {"keys", "V,V", true, "the columns by which somebody could be recognised; at most 16"},
    {"population", "FILE", false, "the persons that the file is a part of, with the same columns"},
    {"subsets", "N", false, "judge every set of at most N keys, and all together (without it 1)"},
    {"weight", "COLUMN", false, "sampling weights: individual risk where there is no population"},
    {"household", "COLUMN", false, "with --weight: the risk through any member"},
    {"sensitive", "COLUMN", false, "its diversity and closeness in the groups"},
    {"fraction", "F", false, "the sampling fraction: search special uniques (SUDA, DIS-SUDA)"},
    {"cap", "N", false, "special uniques of at most N keys (without it all)"},
    {"model", "TERMS", false,
     "with --fraction: estimate uniques by a log-linear model of main or two-way effects"},
    {"missing", "POLICY", false,
     "category (a missing key is a value, without the option) or wildcard (it matches any)"},
    {"alpha", "N", false,
     "thousandths that an incomplete record counts for a complete one, 0 to 1000 (without it 0)"},
    {"suppress", "K", false, "take single values out until every record is like K"},
    {"recode", "K", false, "find the levels of the keys at which every record is like K"},
    {"hierarchy", "V=FILE", true, "with --recode: groups of a key: CSV, or tau-ARGUS .hrc"},
    {"left-out", "N", false, "with --recode: records that may be left out (without it 0)"},
    {"k-map", NULL, false, "with --suppress or --recode: count in the population, not the file"},
    {"out", "FILE", false, "with --suppress: write the keys without those values (CSV)"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
read_fraction(const Invocation *call, double *ret_fraction, Error *err)
{
    const char *text = invocation_option(call, "fraction");
    *ret_fraction = 0;
    if (text == NULL)
        return ERROR_NONE;
    char *end = NULL;
    errno = 0;
    *ret_fraction = strtod(text, &end);
    if (errno != 0 || end == text || *end != '\0' || !(*ret_fraction > 0 && *ret_fraction <= 1))
        return error_set(err, ERROR_USAGE,
                         "option '--fraction': expected a number above 0 and at most 1");
    return ERROR_NONE;
}

static ErrorKind
read_ask(Invocation *call, RiskAsk *ask, Error *err)
{
    *ask = (RiskAsk){.file = call->words[0],
                     .population = invocation_option(call, "population"),
                     .weight = invocation_option(call, "weight"),
                     .household = invocation_option(call, "household"),
                     .sensitive = invocation_option(call, "sensitive")};
    TRY(risk_names(call, "keys", &ask->keys, &ask->key_count, err));
    if (ask->key_count < 1 || ask->key_count > RISK_KEYS)
        return error_set(err, ERROR_USAGE, "option '--keys': expected 1 to %d columns, found %zu",
                         RISK_KEYS, ask->key_count);
    if (ask->household != NULL && ask->weight == NULL)
        return error_set(err, ERROR_USAGE, "option '--household' needs '--weight'");
    if (invocation_flag(call, "k-map") && ask->population == NULL)
        return error_set(err, ERROR_USAGE, "option '--k-map' needs '--population'");
    return ERROR_NONE;
}

/* The numbers and choices among the options. */
typedef struct Choices
{
    int64_t subsets;
    int64_t cap;
    int64_t alpha;
    int64_t suppress; /* 0: no */
    int64_t recode;   /* 0: no */
    int64_t left_out;
    double fraction; /* 0: no */
    bool wildcard;
    const char *model; /* NULL: none */
} Choices;

static ErrorKind
read_choices(const Invocation *call, Choices *choices, Error *err)
{
    TRY(invocation_integer(call, "subsets", 1, RISK_KEYS, 1, &choices->subsets, err));
    TRY(invocation_integer(call, "cap", 1, RISK_KEYS, 0, &choices->cap, err));
    TRY(invocation_integer(call, "alpha", 0, 1000, 0, &choices->alpha, err));
    TRY(invocation_integer(call, "suppress", 1, UINT32_MAX, 0, &choices->suppress, err));
    TRY(invocation_integer(call, "recode", 1, UINT32_MAX, 0, &choices->recode, err));
    TRY(invocation_integer(call, "left-out", 0, UINT32_MAX, 0, &choices->left_out, err));
    TRY(read_fraction(call, &choices->fraction, err));
    const char *missing = invocation_option(call, "missing");
    choices->wildcard = missing != NULL && text_equal(missing, "wildcard");
    if (missing != NULL && !choices->wildcard && !text_equal(missing, "category"))
        return error_set(err, ERROR_USAGE, "option '--missing': expected category or wildcard");
    choices->model = invocation_option(call, "model");
    if (choices->model != NULL && !text_equal(choices->model, "main") &&
        !text_equal(choices->model, "two-way"))
        return error_set(err, ERROR_USAGE, "option '--model': expected main or two-way");
    if (choices->model != NULL && !(choices->fraction > 0 && choices->fraction < 1))
        return error_set(err, ERROR_USAGE, "option '--model' needs '--fraction' below 1");
    if (invocation_option(call, "alpha") != NULL && !choices->wildcard && choices->suppress == 0)
        return error_set(err, ERROR_USAGE,
                         "option '--alpha' needs '--missing wildcard' or '--suppress'");
    if (choices->cap > 0 && !(choices->fraction > 0))
        return error_set(err, ERROR_USAGE, "option '--cap' needs '--fraction'");
    if (invocation_flag(call, "k-map") && choices->suppress == 0 && choices->recode == 0)
        return error_set(err, ERROR_USAGE, "option '--k-map' needs '--suppress' or '--recode'");
    if (invocation_option(call, "hierarchy") != NULL && choices->recode == 0)
        return error_set(err, ERROR_USAGE, "option '--hierarchy' needs '--recode'");
    if (invocation_option(call, "out") != NULL && choices->suppress == 0)
        return error_set(err, ERROR_USAGE, "option '--out' needs '--suppress'");
    return result_check_new(invocation_option(call, "out"), err);
}

static ErrorKind
protect(RiskReport *report, const Choices *choices, Error *err)
{
    Invocation *call = report->call;
    if (choices->suppress > 0)
    {
        RiskProtection protection = {.k = (uint32_t)choices->suppress,
                                     .alpha = (uint32_t)choices->alpha,
                                     .in_population = invocation_flag(call, "k-map"),
                                     .subsets = invocation_option(call, "subsets") == NULL
                                                    ? 0
                                                    : (size_t)choices->subsets,
                                     .out = invocation_option(call, "out")};
        TRY(risk_report_protection(report, &protection, err));
    }
    if (choices->recode > 0)
    {
        RiskRecoding recoding = {.k = (uint32_t)choices->recode,
                                 .in_population = invocation_flag(call, "k-map"),
                                 .left_out = (uint64_t)choices->left_out};
        recoding.hierarchy_count = invocation_option_many(call, "hierarchy", &recoding.hierarchies);
        TRY(risk_report_recoding(report, &recoding, err));
    }
    return ERROR_NONE;
}

static ErrorKind
judge(RiskReport *report, const Choices *choices, Error *err)
{
    const RiskInput *input = report->input;
    TRY(risk_report_subsets(report, (size_t)choices->subsets, err));
    if (choices->wildcard)
        TRY(risk_report_missing(report, (uint32_t)choices->alpha, err));
    if (input->ask->weight != NULL)
        TRY(risk_report_individual(report, err));
    if (choices->fraction > 0)
        TRY(risk_report_unique(report, (size_t)choices->cap, choices->fraction, err));
    if (choices->model != NULL)
        TRY(risk_report_model(report, choices->fraction, text_equal(choices->model, "two-way"),
                              err));
    if (input->ask->sensitive != NULL)
        TRY(risk_report_diversity(report, err));
    return protect(report, choices, err);
}

static ErrorKind
run_risk(Invocation *call, Error *err)
{
    RiskAsk ask;
    Choices choices = {0};
    RiskInput input;
    TRY(read_ask(call, &ask, err));
    TRY(read_choices(call, &choices, err));
    TRY(risk_read(call, &ask, &input, err));
    RiskReport report = {.call = call,
                         .input = &input,
                         .json = json_keep(call->arena, json_object()),
                         .text = text_new(call->arena)};
    TRY(judge(&report, &choices, err));
    return call->json ? result_print_json(call, json_incref(report.json), err)
                      : result_print(report.text.bytes, err);
}

const Command command_risk[] = {
    {"risk", NULL, "FILE", 1, 1, risk_options, run_risk,
     "say how rare the combinations of keys are, here and in the population"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
