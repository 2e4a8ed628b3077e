/*
 * What secondary suppression takes on the microdata of bench/microdata.py:
 *
 *     bench-tables FILE.csv WORK [1]
 *
 * one of the works below; 1: guarded against contributors that subtract themselves, too. Each line of output is a measure and its
 * value, in processor seconds of the one thread; bench/disclosure puts them beside the peers' figures.
 */
#include "disclosure/disclosure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
    SEX,
    PROV,
    CNAE,
    CONTRACT,
    COLUMNS,
    INCOME = COLUMNS,
    MOST_GROUPS = 32,
    MOST_LEAVES = 128
};

/* A dimension: its column, how many leaves, and round how many groups they go (0: none). */
typedef struct Axis
{
    int column;
    uint32_t leaves;
    uint32_t groups;
} Axis;

static const Axis REG_PROV = {PROV, 52, 17};
static const Axis SEC_CNAE = {CNAE, 88, 20};
static const Axis FLAT_PROV = {PROV, 52, 0};
static const Axis FLAT_CNAE = {CNAE, 88, 0};
static const Axis OF_SEX = {SEX, 2, 0};
static const Axis OF_CONTRACT = {CONTRACT, 12, 0};

typedef struct Work
{
    const char *name;
    const Axis *axis[3];
    size_t axes;
    bool magnitudes;
    DisclosureRules rules;
    bool protects;
    bool intervals;
} Work;

static const Work works[] = {
    {.name = "three",
     .axis = {&REG_PROV, &SEC_CNAE, &OF_SEX},
     .axes = 3,
     .rules = {.minimum = 4, .zeros = true},
     .protects = true},
    {.name = "two",
     .axis = {&REG_PROV, &SEC_CNAE},
     .axes = 2,
     .rules = {.minimum = 4, .zeros = true},
     .protects = true},
    {.name = "percent",
     .axis = {&REG_PROV, &SEC_CNAE},
     .axes = 2,
     .magnitudes = true,
     .rules = {.percent = 1000},
     .protects = true},
    {.name = "contract",
     .axis = {&REG_PROV, &OF_SEX, &OF_CONTRACT},
     .axes = 3,
     .rules = {.minimum = 4},
     .protects = true,
     .intervals = true},
    {.name = "tabulate",
     .axis = {&FLAT_PROV, &FLAT_CNAE, &OF_SEX},
     .axes = 3,
     .magnitudes = true,
     .rules = {.minimum = 4, .dominant = 2, .dominance = 9000, .percent = 1000}},
};

static double
seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void
stop(const char *why)
{
    (void)fprintf(stderr, "bench-tables: %s\n", why);
    exit(2);
}

typedef struct Micro
{
    size_t rows;
    uint32_t *column[COLUMNS];
    int64_t *income; /* in cents */
} Micro;

/* A number with at most two decimals, in hundredths. */
static int64_t
cents(const char *at)
{
    char *end;
    int64_t value = strtol(at, &end, 10) * 100;
    if (*end == '.' && end[1] >= '0')
    {
        value += 10 * (end[1] - '0');
        value += end[2] >= '0' && end[2] <= '9' ? end[2] - '0' : 0;
    }
    return value;
}

/* Columns id,sex,age,prov,nat,educ,cno,cnae,contract,hhsize,income,... */
static Micro
read_file(const char *path)
{
    static const int place[] = {-1, SEX, -1, PROV, -1, -1, -1, CNAE, CONTRACT, -1, INCOME};
    FILE *file = fopen(path, "r");
    char line[1024];
    size_t room = (size_t)1 << 20;
    Micro micro = {.income = calloc(room, sizeof *micro.income)};
    for (int column = 0; column < COLUMNS; column++)
        micro.column[column] = calloc(room, sizeof **micro.column);
    if (file == NULL || fgets(line, sizeof line, file) == NULL)
        stop("cannot read the file");
    while (micro.rows < room && fgets(line, sizeof line, file) != NULL)
    {
        const char *at = line;
        for (size_t field = 0; field < sizeof place / sizeof *place && at != NULL; field++)
        {
            if (place[field] == INCOME)
                micro.income[micro.rows] = cents(at);
            else if (place[field] >= 0)
                micro.column[place[field]][micro.rows] = (uint32_t)strtol(at, NULL, 10) - 1;
            at = strchr(at, ',');
            at = at == NULL ? NULL : at + 1;
        }
        micro.rows++;
    }
    (void)fclose(file);
    return micro;
}

static void
add_axis(Disclosure *tables, const Axis *axis)
{
    static uint32_t leaf[MOST_GROUPS + 2][MOST_LEAVES];
    DisclosureNode nodes[1 + MOST_GROUPS + MOST_LEAVES];
    size_t count = 0;
    DisclosureError err;
    for (uint32_t at = 0; at < axis->leaves; at++)
        leaf[0][at] = at;
    nodes[count++] = (DisclosureNode){leaf[0], axis->leaves};
    for (uint32_t group = 0; group < axis->groups; group++)
    {
        size_t size = 0;
        for (uint32_t at = 0; at < axis->leaves; at++)
            if ((at + 1) % axis->groups == group)
                leaf[1 + group][size++] = at;
        nodes[count++] = (DisclosureNode){leaf[1 + group], size};
    }
    for (uint32_t at = 0; at < axis->leaves; at++)
        nodes[count++] = (DisclosureNode){&leaf[0][at], 1};
    if (!disclosure_add_dimension(tables, axis->leaves, nodes, count, &err))
        stop(err.message);
}

static Disclosure *
tabulate(const Work *work, const Micro *micro)
{
    Disclosure *tables = disclosure_new();
    const uint32_t *leaf[3];
    DisclosureShown shown[3] = {{0}};
    DisclosureError err;
    size_t first;
    size_t cells;
    for (size_t at = 0; at < work->axes; at++)
    {
        add_axis(tables, work->axis[at]);
        leaf[at] = micro->column[work->axis[at]->column];
    }
    DisclosureRecords records = {
        .rows = micro->rows, .leaf = leaf, .value = work->magnitudes ? micro->income : NULL};
    if (!disclosure_add_table(tables, shown, &first, &cells, &err) ||
        !disclosure_set_records(tables, &records, &err) || !disclosure_build(tables, &err) ||
        !disclosure_apply(tables, &work->rules, &err))
        stop(err.message);
    return tables;
}

/* Seconds by step of disclosure_protect, by the words of its progress. */
typedef struct Steps
{
    const char *now;
    double since;
    double pattern; /* the first eliminations, up to the first audit */
    double all;
} Steps;

static void
follow(void *told, const char *step, double share)
{
    Steps *steps = told;
    (void)share;
    if (steps->pattern < 0 && strcmp(step, "pattern") != 0)
        steps->pattern = seconds() - steps->since;
}

static void
protect(Disclosure *tables, bool singles)
{
    Steps steps = {.since = seconds(), .pattern = -1};
    DisclosureOptions options = {.solver = disclosure_solver_clp(),
                                 .singles = singles,
                                 .trims = 1,
                                 .tell = follow,
                                 .told = &steps};
    DisclosureSummary summary;
    DisclosureError err;
    if (!disclosure_protect(tables, &options, &summary, &err))
        stop(err.message);
    steps.all = seconds() - steps.since;
    printf("pattern %.3f\ncertificate %.3f\n", steps.pattern < 0 ? steps.all : steps.pattern,
           steps.pattern < 0 ? 0 : steps.all - steps.pattern);
    printf("primary %zu\nsecondary %zu\nsuppressed %zu\nopen %zu\nprograms %zu\n", summary.primary,
           summary.secondary, summary.primary + summary.secondary, summary.open, summary.programs);
}

static void
intervals(Disclosure *tables)
{
    size_t count = 0;
    size_t cells = disclosure_cells(tables);
    size_t *cell = calloc(cells, sizeof *cell);
    double *least = calloc(cells, sizeof *least);
    double *most = calloc(cells, sizeof *most);
    for (size_t at = 0; at < cells; at++)
        if (disclosure_cell(tables, at).status == DISCLOSURE_PRIMARY)
            cell[count++] = at;
    DisclosureOptions options = {.solver = disclosure_solver_clp()};
    DisclosureError err;
    double begun = seconds();
    if (!disclosure_intervals(tables, &options, cell, count, least, most, &err))
        stop(err.message);
    printf("intervals %.3f\n", seconds() - begun);
    free(cell);
    free(least);
    free(most);
}

int
main(int count, char **arguments)
{
    const Work *work = NULL;
    for (size_t at = 0; count >= 3 && at < sizeof works / sizeof *works; at++)
        if (strcmp(works[at].name, arguments[2]) == 0)
            work = &works[at];
    if (work == NULL)
        stop("usage: bench-tables FILE.csv three|two|percent|contract|tabulate [SINGLES]");
    double begun = seconds();
    Micro micro = read_file(arguments[1]);
    printf("read %.3f\n", seconds() - begun);
    begun = seconds();
    Disclosure *tables = tabulate(work, &micro);
    printf("tabulate %.3f\ncells %zu\n", seconds() - begun, disclosure_cells(tables));
    if (work->protects)
        protect(tables, count > 3 && strcmp(arguments[3], "1") == 0);
    if (work->intervals)
        intervals(tables);
    disclosure_free(tables);
    return 0;
}
