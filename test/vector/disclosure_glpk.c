/*
 * Suppression judged by an independent solver: tables too large to list, of every shape and also
 * degenerate ones (zero blocks, levels of a single child, one row, lines of which nothing is shown,
 * negative margins, magnitudes near 2^62), protected through the public interface; then GLPK works
 * out, from the published cells and the matrix alone, what an attacker can reach. A violation is a
 * sensitive cell or difference whose interval falls short of its need, a certificate that claims
 * more than the interval, a cell that somebody can work out who is alone in others, a cell left out
 * for others that everybody can work out, or an interval of disclosure_set_published that is
 * another one.
 *
 *     test-vector-disclosure-glpk COUNT [FIRST [guarded]]
 *
 * takes the tables of the seeds FIRST (without it 1) .. FIRST + COUNT - 1; guarded: those of them
 * that are guarded against who is alone in cells.
 */
#include "disclosure/disclosure.h"

#include <glpk.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIMENSIONS 3
#define LEAVES 12
#define NODES 32

enum
{
    MOST = 1500
};

/* The records, and who contributes: the holding, or the record itself. */
static size_t record_count;
static uint32_t record_inner[MOST];
static uint32_t record_holding[MOST];

typedef struct Shape
{
    size_t dimensions;
    size_t leaves[DIMENSIONS];
    size_t nodes[DIMENSIONS];
    uint32_t node[DIMENSIONS][NODES][LEAVES];
    size_t size[DIMENSIONS][NODES];
    size_t inner;
    size_t tables;
    size_t first[3];
    size_t cells[3];
    uint32_t shown[3][DIMENSIONS][NODES];
    size_t shown_count[3][DIMENSIONS];
    bool magnitudes;
    bool negatives;
    int64_t scale;                  /* values are whole multiples of it; GLPK reckons in it */
    bool empty[DIMENSIONS][LEAVES]; /* no records where all leaves are empty ones */
    bool differences;               /* a difference of up to LEFT contributors must not be known */
} Shape;

#define LEFT 2

static uint64_t state;

static uint64_t
draw(uint64_t bound)
{
    uint64_t value = state += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return (value ^ (value >> 31)) % bound;
}

static void
fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void
put_node(Shape *shape, size_t dimension, const bool *in)
{
    size_t node = shape->nodes[dimension]++;
    for (uint32_t leaf = 0; leaf < shape->leaves[dimension]; leaf++)
        if (in[leaf])
            shape->node[dimension][node][shape->size[dimension][node]++] = leaf;
    if (shape->size[dimension][node] == 0)
        shape->nodes[dimension]--;
}

/* A total, leaves, and groups: nested, of one child, or cutting through each other. */
static void
draw_dimension(Shape *shape, size_t dimension, size_t most)
{
    bool in[LEAVES];
    size_t leaves = shape->leaves[dimension] = 1 + draw(most);
    memset(in, true, sizeof in);
    put_node(shape, dimension, in);
    for (uint64_t twice = draw(6); twice == 0; twice = 1)
        put_node(shape, dimension, in);
    size_t groups = draw(4);
    bool nested = draw(3) != 0;
    for (size_t group = 0; group < groups && leaves > 2; group++)
    {
        for (size_t leaf = 0; leaf < leaves; leaf++)
            in[leaf] = nested ? leaf * groups / leaves == group : draw(2) != 0;
        put_node(shape, dimension, in);
    }
    for (size_t one = 0; one < leaves; one++)
    {
        for (size_t leaf = 0; leaf < leaves; leaf++)
            in[leaf] = leaf == one;
        put_node(shape, dimension, in);
    }
}

/* Which nodes each table shows: all of them, or with linked tables the total and some others. */
static void
draw_shown(Shape *shape)
{
    for (size_t table = 0; table < shape->tables; table++)
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
            for (uint32_t node = 0; node < shape->nodes[dimension]; node++)
                if (shape->tables == 1 || node == 0 || draw(3) != 0)
                    shape->shown[table][dimension][shape->shown_count[table][dimension]++] = node;
}

static void
show_tables(Disclosure *tables, const Shape *shape)
{
    DisclosureError err;
    for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
    {
        DisclosureNode nodes[NODES];
        for (size_t node = 0; node < shape->nodes[dimension]; node++)
            nodes[node] =
                (DisclosureNode){shape->node[dimension][node], shape->size[dimension][node]};
        if (!disclosure_add_dimension(tables, shape->leaves[dimension], nodes,
                                      shape->nodes[dimension], &err))
            fail(err.message);
    }
    for (size_t table = 0; table < shape->tables; table++)
    {
        DisclosureShown shown[DIMENSIONS];
        size_t first;
        size_t cells;
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
            shown[dimension] = (DisclosureShown){shape->shown[table][dimension],
                                                 shape->shown_count[table][dimension]};
        if (!disclosure_add_table(tables, shown, &first, &cells, &err))
            fail(err.message);
    }
}

/* The numbers of cells are from the shape and not from the library. */
static void
number_cells(Shape *shape)
{
    size_t next = 0;
    for (size_t table = 0; table < shape->tables; table++)
    {
        shape->first[table] = next;
        shape->cells[table] = 1;
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
            shape->cells[table] *= shape->shown_count[table][dimension];
        next += shape->cells[table];
    }
}

static Disclosure *
draw_tables(Shape *shape)
{
    memset(shape, 0, sizeof *shape);
    shape->dimensions = 1 + draw(DIMENSIONS);
    shape->inner = 1;
    for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
    {
        draw_dimension(shape, dimension, shape->dimensions == 3 ? 6 : LEAVES);
        shape->inner *= shape->leaves[dimension];
    }
    shape->tables = draw(4) == 0 ? 2 + draw(2) : 1;
    Disclosure *tables = disclosure_new();
    draw_shown(shape);
    number_cells(shape);
    show_tables(tables, shape);
    shape->magnitudes = draw(3) == 0;
    shape->negatives = shape->magnitudes && draw(3) == 0;
    if (draw(3) == 0)
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
            for (size_t leaf = 0; leaf < shape->leaves[dimension]; leaf++)
                shape->empty[dimension][leaf] = draw(2) == 0;
    return tables;
}

/* A record's leaves; false where it falls into the empty block. */
static bool
draw_leaves(const Shape *shape, uint32_t *ret_leaf)
{
    bool empty = true;
    for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
    {
        uint64_t one = draw(shape->leaves[dimension]);
        uint64_t other = draw(shape->leaves[dimension]);
        ret_leaf[dimension] = (uint32_t)(one < other ? one : other);
        empty &= shape->empty[dimension][ret_leaf[dimension]];
    }
    return !empty;
}

/* Rows of contributions: skewed over the cells, some blocks empty; magnitudes skewed too, at times
 * negative or huge. */
static void
draw_values(Disclosure *tables, Shape *shape)
{
    static uint32_t leaf[DIMENSIONS][MOST];
    static int64_t value[MOST];
    static double weight[MOST];
    static uint32_t holding[MOST];
    const uint32_t *columns[DIMENSIONS] = {leaf[0], leaf[1], leaf[2]};
    size_t drawn = shape->inner * (1 + draw(8));
    drawn = drawn > MOST ? MOST : drawn;
    bool weighs = draw(4) == 0;
    uint64_t positive = draw(2) == 0 ? 5 : 1;
    int64_t size = 1;
    size_t rows = 0;
    for (size_t at = 0; at < drawn; at++)
    {
        uint32_t own[DIMENSIONS];
        if (!draw_leaves(shape, own))
            continue;
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
            leaf[dimension][rows] = own[dimension];
        value[rows] = (int64_t)(1 + draw(1000) * draw(1000) / 100);
        weight[rows] = weighs ? (double)draw(30) / 10 : 1;
        size += value[rows] * (1 + llround(weight[rows]));
        if (shape->negatives && draw(6) >= positive)
            value[rows] = -value[rows];
        holding[rows++] = (uint32_t)(draw(drawn));
    }
    shape->scale = shape->magnitudes && draw(4) == 0 ? (((int64_t)1 << 62) - 1) / 8 * 7 / size : 1;
    for (size_t row = 0; row < rows; row++)
        value[row] *= shape->scale;
    bool holdings = draw(2) == 0;
    record_count = rows;
    for (uint32_t row = 0; row < rows; row++)
    {
        record_inner[row] = 0;
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
            record_inner[row] =
                record_inner[row] * (uint32_t)shape->leaves[dimension] + leaf[dimension][row];
        record_holding[row] = holdings ? holding[row] : row;
    }
    DisclosureError err;
    DisclosureRecords records = {.rows = rows,
                                 .leaf = columns,
                                 .value = shape->magnitudes ? value : NULL,
                                 .weight = weighs ? weight : NULL,
                                 .holding = holdings ? holding : NULL};
    if (shape->negatives) /* whatever was drawn: the attacker knows that values can be negative */
        disclosure_set_least(tables, INT64_MIN);
    if (!disclosure_set_records(tables, &records, &err) || !disclosure_build(tables, &err))
        fail(err.message);
}

/* Hides a whole line of a table: all cells along one dimension. */
static void
hide_line(Disclosure *tables, const Shape *shape)
{
    size_t table = draw(shape->tables);
    size_t along = draw(shape->dimensions);
    size_t after = 1;
    for (size_t dimension = along + 1; dimension < shape->dimensions; dimension++)
        after *= shape->shown_count[table][dimension];
    size_t count = shape->shown_count[table][along];
    size_t line = draw(shape->cells[table] / count);
    for (size_t at = 0; at < count; at++)
    {
        size_t number = shape->first[table] + (line / after * count + at) * after + line % after;
        DisclosureCell cell = disclosure_cell(tables, number);
        cell.status = DISCLOSURE_PRIMARY;
        cell.width = cell.width > 0 ? cell.width : 1;
        disclosure_set_cell(tables, number, &cell);
    }
}

static void
draw_rules(Disclosure *tables, Shape *shape)
{
    DisclosureError err;
    DisclosureRules rules = {.minimum = 1 + (int64_t)draw(5)};
    if (shape->magnitudes)
    {
        rules.percent = draw(2) == 0 ? 1000 : 500;
        rules.coalition = (int64_t)draw(3);
        rules.dominant = draw(2) == 0 ? 2 : 0;
        rules.dominance = rules.dominant > 0 ? 9000 : 0;
    }
    else
    {
        rules.zeros = draw(4) == 0;
        rules.range = (int64_t)draw(3);
        shape->differences = draw(4) == 0;
        rules.difference = shape->differences ? LEFT : 0;
        rules.share = draw(4) == 0 ? 9000 : 0;
    }
    if (!disclosure_apply(tables, &rules, &err))
        fail(err.message);
    if (draw(5) == 0)
        hide_line(tables, shape);
}

/* The entries of a table's cell, from the shape and not from the library. */
static int
entries_of(const Shape *shape, size_t table, size_t cell, int *index, double *factor)
{
    int count = 1;
    uint32_t node[DIMENSIONS];
    index[1] = 1;
    for (size_t dimension = shape->dimensions; dimension-- > 0;)
    {
        node[dimension] =
            shape->shown[table][dimension][cell % shape->shown_count[table][dimension]];
        cell /= shape->shown_count[table][dimension];
    }
    for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
    {
        static int wider[LEAVES * LEAVES * LEAVES + 1];
        int wide = 0;
        for (int at = 1; at <= count; at++)
            for (size_t leaf = 0; leaf < shape->size[dimension][node[dimension]]; leaf++)
                wider[++wide] = (index[at] - 1) * (int)shape->leaves[dimension] +
                                (int)shape->node[dimension][node[dimension]][leaf] + 1;
        count = wide;
        memcpy(index + 1, wider + 1, (size_t)count * sizeof *index);
    }
    for (int at = 1; at <= count; at++)
        factor[at] = 1;
    return count;
}

static glp_prob *
attacker(const Disclosure *tables, const Shape *shape)
{
    static int index[LEAVES * LEAVES * LEAVES + 1];
    static double factor[LEAVES * LEAVES * LEAVES + 1];
    glp_prob *problem = glp_create_prob();
    glp_add_cols(problem, (int)shape->inner);
    for (int column = 1; column <= (int)shape->inner; column++)
        glp_set_col_bnds(problem, column, shape->negatives ? GLP_FR : GLP_LO, 0, 0);
    for (size_t table = 0; table < shape->tables; table++)
        for (size_t cell = 0; cell < shape->cells[table]; cell++)
        {
            DisclosureCell of = disclosure_cell(tables, shape->first[table] + cell);
            if (of.status != DISCLOSURE_PUBLISHED)
                continue;
            int count = entries_of(shape, table, cell, index, factor);
            int row = glp_add_rows(problem, 1);
            glp_set_mat_row(problem, row, count, index, factor);
            glp_set_row_bnds(problem, row, GLP_FX, (double)(of.value / shape->scale), 0);
        }
    return problem;
}

static bool
extreme(glp_prob *problem, int direction, double *ret_value)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_OFF;
    glp_set_obj_dir(problem, direction);
    if (glp_simplex(problem, &how) != 0)
        return false;
    if (glp_get_status(problem) == GLP_UNBND)
    {
        *ret_value = direction == GLP_MAX ? HUGE_VAL : -HUGE_VAL;
        return true;
    }
    *ret_value = glp_get_obj_val(problem);
    return glp_get_status(problem) == GLP_OPT;
}

/* What an attacker reaches, in units of scale. */
typedef struct Interval
{
    double least;
    double most;
} Interval;

static int index_of[LEAVES * LEAVES * LEAVES + 1];
static double factor_of[LEAVES * LEAVES * LEAVES + 1];

/* The interval of one cell of a table, less another (SIZE_MAX: none). */
static Interval
reach_of(const Shape *shape, size_t table, size_t cell, size_t less, glp_prob *problem)
{
    Interval interval;
    for (int column = 1; column <= (int)shape->inner; column++)
        glp_set_obj_coef(problem, column, 0);
    for (int count = entries_of(shape, table, cell, index_of, factor_of); count > 0; count--)
        glp_set_obj_coef(problem, index_of[count], 1);
    for (int count = less == SIZE_MAX ? 0 : entries_of(shape, table, less, index_of, factor_of);
         count > 0; count--)
        glp_set_obj_coef(problem, index_of[count], 0);
    if (!extreme(problem, GLP_MIN, &interval.least) || !extreme(problem, GLP_MAX, &interval.most))
        fail("GLPK gave up");
    return interval;
}

static double
units(const Shape *shape, int64_t value)
{
    return (double)((long double)value / (long double)shape->scale);
}

/* Violations among the sensitive cells of a table. */
static size_t
judge(const Disclosure *tables, const Shape *shape, size_t table, glp_prob *problem)
{
    size_t violations = 0;
    for (size_t cell = 0; cell < shape->cells[table]; cell++)
    {
        DisclosureCell of = disclosure_cell(tables, shape->first[table] + cell);
        if (of.upper == 0 && of.lower == 0 && of.width == 0)
            continue;
        Interval reach = reach_of(shape, table, cell, SIZE_MAX, problem);
        double value = units(shape, of.value);
        double near = 1e-6 * (1 + fabs(value));
        bool short_of = reach.most - value < units(shape, of.upper) - near ||
                        value - reach.least < units(shape, of.lower) - near ||
                        reach.most - reach.least < units(shape, of.width) - near;
        bool beyond = units(shape, of.least) < reach.least - near ||
                      units(shape, of.most) > reach.most + near;
        violations += short_of || beyond;
    }
    return violations;
}

/* Does one cell of a table hold all inner cells of the other, which differs from it along one
 * dimension alone? */
static bool
holds(const Shape *shape, size_t table, size_t margin, size_t cell)
{
    size_t along = SIZE_MAX;
    uint32_t outer = 0;
    uint32_t inner = 0;
    for (size_t dimension = shape->dimensions; dimension-- > 0;)
    {
        size_t shown = shape->shown_count[table][dimension];
        uint32_t one = shape->shown[table][dimension][margin % shown];
        uint32_t other = shape->shown[table][dimension][cell % shown];
        margin /= shown;
        cell /= shown;
        if (one == other)
            continue;
        if (along != SIZE_MAX)
            return false;
        along = dimension;
        outer = one;
        inner = other;
    }
    if (along == SIZE_MAX)
        return false;
    size_t found = 0;
    for (size_t at = 0; at < shape->size[along][outer]; at++)
        for (size_t to = 0; to < shape->size[along][inner]; to++)
            found += shape->node[along][outer][at] == shape->node[along][inner][to];
    return found == shape->size[along][inner];
}

/* Differences of a table that an attacker knows though they are of few contributors. */
static size_t
judge_differences(const Disclosure *tables, const Shape *shape, size_t table, glp_prob *problem)
{
    size_t violations = 0;
    for (size_t margin = 0; shape->differences && margin < shape->cells[table]; margin++)
        for (size_t cell = 0; cell < shape->cells[table]; cell++)
        {
            int64_t left = disclosure_cell(tables, shape->first[table] + margin).contributors -
                           disclosure_cell(tables, shape->first[table] + cell).contributors;
            if (left <= 0 || left > LEFT || !holds(shape, table, margin, cell))
                continue;
            Interval reach = reach_of(shape, table, margin, cell, problem);
            violations += reach.most - reach.least < 1 - 1e-6;
        }
    return violations;
}

/* The same pattern as anybody would see it, without the values of suppressed cells, audited by the
 * library: the intervals of all suppressed cells must be those of GLPK, and none of a cell that was
 * left out for others alone is a point, where needless suppressions were sought. */
static size_t
judge_published(const Disclosure *tables, const Shape *shape, bool trimmed, glp_prob *problem)
{
    size_t cells = shape->first[shape->tables - 1] + shape->cells[shape->tables - 1];
    int64_t *value = calloc(cells, sizeof *value);
    bool *shown = calloc(cells, sizeof *shown);
    DisclosureError err;
    for (size_t cell = 0; cell < cells; cell++)
    {
        DisclosureCell of = disclosure_cell(tables, cell);
        shown[cell] = of.status == DISCLOSURE_PUBLISHED;
        value[cell] = shown[cell] ? of.value : -1;
    }
    Disclosure *seen = disclosure_new();
    DisclosureOptions options = {.solver = disclosure_solver_clp()};
    size_t violations = 0;
    show_tables(seen, shape);
    if (shape->negatives)
        disclosure_set_least(seen, INT64_MIN);
    if (!disclosure_set_published(seen, value, shown, options.solver, &err))
        fail(err.message);
    for (size_t table = 0; table < shape->tables; table++)
        for (size_t cell = 0; cell < shape->cells[table]; cell++)
        {
            size_t number = shape->first[table] + cell;
            double least;
            double most;
            if (shown[number])
                continue;
            if (!disclosure_intervals(seen, &options, &number, 1, &least, &most, &err))
                fail(err.message);
            Interval reach = reach_of(shape, table, cell, SIZE_MAX, problem);
            double near = 1e-6 * (1 + fabs(fmax(fabs(least), fabs(most)) < HUGE_VAL
                                               ? fmax(fabs(least), fabs(most))
                                               : 0));
            bool low =
                least > -HUGE_VAL ? fabs(least - reach.least) > near : reach.least > -HUGE_VAL;
            bool high = most < HUGE_VAL ? fabs(most - reach.most) > near : reach.most < HUGE_VAL;
            violations += low || high;
            violations += trimmed && reach.most - reach.least < 1e-6 &&
                          disclosure_cell(tables, number).status == DISCLOSURE_SECONDARY;
        }
    disclosure_free(seen);
    free(value);
    free(shown);
    return violations;
}

#define NOBODY UINT32_MAX

/* The only contributor of a cell of a table; NOBODY: none, or several. */
static uint32_t
alone_in(const Shape *shape, size_t table, size_t cell)
{
    static bool holds_inner[LEAVES * LEAVES * LEAVES];
    uint32_t alone = NOBODY;
    memset(holds_inner, 0, sizeof holds_inner);
    for (int count = entries_of(shape, table, cell, index_of, factor_of); count > 0; count--)
        holds_inner[index_of[count] - 1] = true;
    for (size_t row = 0; row < record_count; row++)
    {
        if (!holds_inner[record_inner[row]])
            continue;
        if (alone != NOBODY && alone != record_holding[row])
            return NOBODY;
        alone = record_holding[row];
    }
    return alone;
}

/* One cell of all tables, and who is alone in it. An empty cell is nobody's secret against him who
 * knows that he is alone in its margin. */
typedef struct Place
{
    size_t table;
    size_t cell;
    uint32_t alone;
    bool sensitive;
} Place;

static size_t
list_places(const Disclosure *tables, const Shape *shape, Place **ret_places)
{
    size_t cells = shape->first[shape->tables - 1] + shape->cells[shape->tables - 1];
    Place *places = calloc(cells, sizeof *places);
    size_t count = 0;
    for (size_t table = 0; table < shape->tables; table++)
        for (size_t cell = 0; cell < shape->cells[table]; cell++)
        {
            DisclosureCell of = disclosure_cell(tables, shape->first[table] + cell);
            if (of.status != DISCLOSURE_PUBLISHED)
                places[count++] = (Place){table, cell, alone_in(shape, table, cell),
                                          of.contributors > 0 &&
                                              (of.upper != 0 || of.lower != 0 || of.width != 0)};
        }
    *ret_places = places;
    return count;
}

/* What anybody who is alone in some cells can work out with them of those of others: nothing. His
 * cells are fixed, and what everybody knows of the others he knows too. */
static size_t
judge_alone(const Disclosure *tables, const Shape *shape, glp_prob *problem)
{
    Place *places;
    size_t violations = 0;
    size_t count = list_places(tables, shape, &places);
    bool *done = calloc(MOST + 1, sizeof *done);
    for (size_t first = 0; first < count; first++)
    {
        uint32_t who = places[first].alone;
        if (who == NOBODY || done[who])
            continue;
        done[who] = true;
        int before = glp_get_num_rows(problem);
        for (size_t at = first; at < count; at++)
            if (places[at].alone == who)
            {
                int row = glp_add_rows(problem, 1);
                int entries =
                    entries_of(shape, places[at].table, places[at].cell, index_of, factor_of);
                DisclosureCell of =
                    disclosure_cell(tables, shape->first[places[at].table] + places[at].cell);
                glp_set_mat_row(problem, row, entries, index_of, factor_of);
                glp_set_row_bnds(problem, row, GLP_FX, (double)(of.value / shape->scale), 0);
            }
        for (size_t at = 0; at < count; at++)
        {
            if (!places[at].sensitive || places[at].alone == who)
                continue;
            Interval reach = reach_of(shape, places[at].table, places[at].cell, SIZE_MAX, problem);
            violations += reach.most - reach.least < 1e-6;
        }
        int added = glp_get_num_rows(problem) - before;
        static int rows[LEAVES * LEAVES * LEAVES * 8];
        for (int at = 1; at <= added; at++)
            rows[at] = before + at;
        glp_del_rows(problem, added, rows);
        glp_std_basis(problem);
    }
    free(done);
    free(places);
    return violations;
}

typedef struct Count
{
    size_t tables;
    size_t cells;
    size_t primary;
    size_t secondary;
    size_t open;
    size_t violations;
} Count;

static void
judge_all(const Disclosure *tables, const Shape *shape, uint64_t seed,
          const DisclosureOptions *options, Count *count)
{
    glp_prob *problem = attacker(tables, shape);
    size_t found = 0;
    for (size_t table = 0; table < shape->tables; table++)
        found +=
            judge(tables, shape, table, problem) + judge_differences(tables, shape, table, problem);
    if (seed % 8 == 0 && shape->scale == 1)
        found += judge_published(tables, shape, options->trims > 0, problem);
    if (options->singles)
        found += judge_alone(tables, shape, problem);
    if (found > 0)
        fprintf(stderr, "seed %llu: %zu violations\n", (unsigned long long)seed, found);
    count->violations += found;
    glp_delete_prob(problem);
}

static void
try_table(uint64_t seed, bool only_guarded, Count *count)
{
    static Shape shape;
    DisclosureError err;
    DisclosureSummary summary;
    state = seed * 0x9E3779B97F4A7C15U;
    Disclosure *tables = draw_tables(&shape);
    draw_values(tables, &shape);
    draw_rules(tables, &shape);
    DisclosureOptions options = {.solver = disclosure_solver_clp(),
                                 .singles = draw(2) == 0,
                                 .tries = 2,
                                 .trims = (int)draw(3),
                                 .starts = draw(4) == 0 ? 2 : 1};
    if (only_guarded && !options.singles)
    {
        disclosure_free(tables);
        return;
    }
    if (!disclosure_protect(tables, &options, &summary, &err))
        fail(err.message);
    count->tables++;
    count->cells += disclosure_cells(tables);
    count->primary += summary.primary;
    count->secondary += summary.secondary;
    count->open += summary.open;
    if (summary.open == 0)
        judge_all(tables, &shape, seed, &options, count);
    else
        fprintf(stderr, "seed %llu: %zu needs left open\n", (unsigned long long)seed, summary.open);
    disclosure_free(tables);
}

int
main(int argument_count, char **arguments)
{
    uint64_t tables = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : 100;
    uint64_t first = argument_count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    bool only_guarded = argument_count > 3 && strcmp(arguments[3], "guarded") == 0;
    Count count = {0};
    glp_term_out(GLP_OFF);
    for (uint64_t seed = first; seed < first + tables; seed++)
        try_table(seed, only_guarded, &count);
    printf(
        "%zu tables, %zu cells, %zu primary, %zu secondary, %zu needs left open, %zu violations\n",
        count.tables, count.cells, count.primary, count.secondary, count.open, count.violations);
    return count.violations > 0;
}
