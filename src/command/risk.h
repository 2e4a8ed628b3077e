/*
 * beraad risk: what its files share. A file, and its population where it is given, as one table of
 * codes.
 */
#ifndef BERAAD_COMMAND_RISK_H
#define BERAAD_COMMAND_RISK_H

#include "command/command.h"
#include "core/text.h"
#include "disclosure/frequency.h"

#define RISK_KEYS 16

typedef struct RiskAsk
{
    const char *file;
    const char *population; /* NULL: none */
    const char **keys;
    size_t key_count;
    const char *weight; /* column names; NULL: none */
    const char *household;
    const char *sensitive;
} RiskAsk;

/* Rows of the file first, those of the population behind them. Columns are the keys, and the
 * sensitive column last where it is asked for. Without a population every row is in it: the file is
 * then its own. */
typedef struct RiskInput
{
    const RiskAsk *ask;
    KeyTable table;
    size_t records;             /* of the file */
    size_t set[RISK_KEYS];      /* 0, 1, 2, ... */
    const char *const **labels; /* labels[column][code], of the values that are not missing */
    uint64_t *weight;           /* by row; NULL */
    uint32_t *household;        /* by row of the file; NULL */
    uint32_t households;
} RiskInput;

/* Reads and joins the columns. ERROR_DATA: more values of a column than codes, a weight below 1, a
 * household that is missing. */
ErrorKind risk_read(Invocation *call, const RiskAsk *ask, RiskInput *ret_input,
                    Error *err) MUST_CHECK;

/* "a,b", and what stands behind it, as names; an empty or repeated one is an ERROR_USAGE. */
ErrorKind risk_names(Invocation *call, const char *option, const char ***ret_names,
                     size_t *ret_count, Error *err) MUST_CHECK;

/* A number as text of six digits: JSON of beraad holds no reals. */
const char *risk_number(Arena *arena, double number);

/* Each judges and adds its part to the result and, as text, to the report. */
typedef struct RiskReport
{
    Invocation *call;
    const RiskInput *input;
    json_t *json;
    Text text;
} RiskReport;

ErrorKind risk_report_subsets(RiskReport *report, size_t largest, Error *err) MUST_CHECK;
ErrorKind risk_report_missing(RiskReport *report, uint32_t alpha, Error *err) MUST_CHECK;
ErrorKind risk_report_individual(RiskReport *report, Error *err) MUST_CHECK;
ErrorKind risk_report_unique(RiskReport *report, size_t cap, double fraction,
                             Error *err) MUST_CHECK;
ErrorKind risk_report_model(RiskReport *report, double fraction, bool interactions,
                            Error *err) MUST_CHECK;
ErrorKind risk_report_diversity(RiskReport *report, Error *err) MUST_CHECK;

/* Local suppression to k (risk_protect.c): says what is lost, and writes the keys without it where
 * a path is given. */
typedef struct RiskProtection
{
    uint32_t k;
    uint32_t alpha;
    bool in_population;
    size_t subsets;  /* every set of at most so many keys must be like k too; 0: all keys together are enough */
    const char *out; /* NULL: nothing is written */
} RiskProtection;

ErrorKind risk_report_protection(RiskReport *report, const RiskProtection *protection,
                                 Error *err) MUST_CHECK;

/* Global recoding to k (risk_recode.c): says which level of each key's hierarchy is enough. */
typedef struct RiskRecoding
{
    uint32_t k;
    bool in_population;
    uint64_t left_out;        /* records that may be */
    const char **hierarchies; /* "KEY=FILE"; a key without one has its values and the total */
    size_t hierarchy_count;
} RiskRecoding;

ErrorKind risk_report_recoding(RiskReport *report, const RiskRecoding *recoding,
                               Error *err) MUST_CHECK;

#endif
