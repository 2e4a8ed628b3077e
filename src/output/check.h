/*
 * One request judged whole: each file read, counted again and compared, protected as the checker
 * says, and held against everything that was released. Pure: the same files, persons and history
 * give the same canonical bytes and findings.
 */
#ifndef BERAAD_OUTPUT_CHECK_H
#define BERAAD_OUTPUT_CHECK_H

#include "disclosure/disclosure.h"
#include "output/history.h"
#include "output/recode.h"

typedef enum Method
{
    METHOD_NONE,
    METHOD_RECODE,   /* coarser class lists of the catalogue, the finest with which all is well */
    METHOD_SUPPRESS, /* unsafe cells and what is needed beside them, with certificate */
    METHOD_ROUND,    /* counts below the threshold become 0 or the threshold, margins stay sums */
    METHOD_CELL_KEY, /* every count changed a little, the same for the same persons */
    METHOD_COUNT
} Method;

const char *method_name(Method method);
bool method_parse(const char *name, Method *ret_method);

/* The parameters of the rules. Sources: domain of each in finding.c. */
typedef struct CheckRules
{
    int64_t threshold; /* persons, households, degrees of freedom */
    int64_t share;     /* percent of a margin that one cell may not reach: 90 */
    int64_t dominance; /* percent of a total that the greatest contribution may not pass: 50 */
    int64_t two;       /* ... nor the two greatest together: 90 */
    bool sample;       /* the recipient holds a sample */
} CheckRules;

/* As the deliberation says; the rest as the guidelines do. */
CheckRules check_rules(const Deliberation *deliberation);

/* How wide the interval of a suppressed cell must stay: half the threshold, at least 2. */
int64_t check_range(const CheckRules *rules);

/* A file as it came. */
typedef struct CheckFile
{
    const char *name;
    const char *bytes;
    size_t size;
} CheckFile;

typedef struct CheckInput
{
    const Request *request;
    struct LIST_OF(CheckFile) files;
    bool own; /* the engine makes the tables itself: there are no files */
    const People *people;
    const PublishedTables *old;
    CheckRules rules;
    Method method;
    const RecodeSteps *recodes; /* METHOD_RECODE: by file of the request; else NULL */
    uint64_t seed;              /* secret; for rounding */
    const DisclosureSolver *solver;
} CheckInput;

typedef struct CheckedFile
{
    const RequestedFile *file; /* as it would leave: METHOD_RECODE shows other classes than asked */
    const Count *count;        /* tables and models */
    Method method;             /* that was used on it */
    bool *shown;       /* tables: by cell, published as it is; false: suppressed, or changed */
    uint64_t *changed; /* METHOD_ROUND, METHOD_CELL_KEY: what is shown instead: the count; of sums
                          and means the sum, as int64_t */
    uint64_t *changed_count; /* of means: of how many persons that sum is; 0: nothing is shown */
    const char *canonical;   /* NULL: it has none, and a finding says why */
    size_t size;
    bool *known; /* METHOD_SUPPRESS: by cell, published before and so not to be hidden */
    const char *certificate; /* METHOD_SUPPRESS: JSON, as secret as the table */
} CheckedFile;

typedef struct Checked
{
    struct LIST_OF(CheckedFile) files;
    Findings findings; /* sorted */
    bool households;   /* of each table and model households were judged too */
} Checked;

/* "persons and households" or "persons": at which level the files were judged. */
const char *level_name(bool households);

/* What is wrong with the files is a finding, not an error. */
ErrorKind check_request(Arena *arena, const CheckInput *input, Checked *ret_checked,
                        Error *err) MUST_CHECK;

/* Tables that a checked or released file adds to the history: itself, or the margins that a model
 * rests on. shown NULL: as checked. */
ErrorKind check_published(Arena *arena, const People *people, const char *name,
                          const CheckedFile *file, PublishedTables *ret_tables,
                          Error *err) MUST_CHECK;

/* The name under which file number `at` (from 0) of a request leaves: its number and the extension
 * of its type, since a name that a researcher chose could carry anything. The engine's own tables
 * keep theirs. */
const char *leaving_name(Arena *arena, const char *name, size_t at, bool own);

/* The canonical bytes of all files one after the other, each with its name and size: what a
 * decision binds to. */
Digest checked_digest(Arena *arena, const Checked *checked);

#endif
