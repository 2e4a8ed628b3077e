/*
 * Suppression judged by an independent solver: tables too large to list, of every shape, protected through the public interface;
 * then GLPK works out, from the published cells and the matrix alone, what an attacker can reach. A sensitive cell whose
 * interval falls short of its need, or whose certificate claims more than the interval, is a violation.
 *
 *     test-vector-disclosure-glpk COUNT [FIRST]      tables of the seeds FIRST .. FIRST + COUNT - 1
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
} Shape;

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

static void
add_tables(Disclosure *tables, Shape *shape)
{
    DisclosureError err;
    for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
    {
        DisclosureNode nodes[NODES];
        for (size_t node = 0; node < shape->nodes[dimension]; node++)
            nodes[node] = (DisclosureNode){shape->node[dimension][node], shape->size[dimension][node]};
        if (!disclosure_add_dimension(tables, shape->leaves[dimension], nodes,
                                      shape->nodes[dimension], &err))
            fail(err.message);
    }
    for (size_t table = 0; table < shape->tables; table++)
    {
        DisclosureShown shown[DIMENSIONS];
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
        {
            size_t count = 0;
            for (uint32_t node = 0; node < shape->nodes[dimension]; node++)
                if (shape->tables == 1 || node == 0 || draw(3) != 0)
                    shape->shown[table][dimension][count++] = node;
            shape->shown_count[table][dimension] = count;
            shown[dimension] = (DisclosureShown){shape->shown[table][dimension], count};
        }
        if (!disclosure_add_table(tables, shown, &shape->first[table], &shape->cells[table], &err))
            fail(err.message);
    }
}

static Disclosure *
draw_tables(Shape *shape, bool *ret_magnitudes)
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
    add_tables(tables, shape);
    *ret_magnitudes = draw(3) == 0;
    return tables;
}

/* Rows of contributions: skewed over the cells, some blocks empty; magnitudes skewed too, at times negative. */
static void
draw_values(Disclosure *tables, const Shape *shape, bool magnitudes, bool negatives)
{
    enum
    {
        MOST = 1500
    };
    static uint32_t leaf[DIMENSIONS][MOST];
    static int64_t value[MOST];
    static uint32_t holding[MOST];
    const uint32_t *columns[DIMENSIONS];
    size_t rows = shape->inner * (1 + draw(8));
    rows = rows > MOST ? MOST : rows;
    for (size_t row = 0; row < rows; row++)
    {
        for (size_t dimension = 0; dimension < shape->dimensions; dimension++)
        {
            uint64_t leaves = shape->leaves[dimension];
            uint64_t one = draw(leaves);
            uint64_t other = draw(leaves);
            leaf[dimension][row] = (uint32_t)(one < other ? one : other);
            columns[dimension] = leaf[dimension];
        }
        value[row] = (int64_t)(1 + draw(1000) * draw(1000) / 100);
        if (negatives && draw(5) == 0)
            value[row] = -value[row];
        holding[row] = (uint32_t)(draw(rows));
    }
    DisclosureError err;
    DisclosureRecords records = {.rows = rows,
                                 .leaf = columns,
                                 .value = magnitudes ? value : NULL,
                                 .holding = draw(2) == 0 ? holding : NULL};
    if (!disclosure_set_records(tables, &records, &err) || !disclosure_build(tables, &err))
        fail(err.message);
}

static void
draw_rules(Disclosure *tables, bool magnitudes)
{
    DisclosureError err;
    DisclosureRules rules = {.minimum = 1 + (int64_t)draw(5)};
    if (magnitudes)
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
        rules.difference = draw(4) == 0 ? 2 : 0;
        rules.share = draw(4) == 0 ? 9000 : 0;
    }
    if (!disclosure_apply(tables, &rules, &err))
        fail(err.message);
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
        node[dimension] = shape->shown[table][dimension][cell % shape->shown_count[table][dimension]];
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
attacker(const Disclosure *tables, const Shape *shape, bool negatives)
{
    static int index[LEAVES * LEAVES * LEAVES + 1];
    static double factor[LEAVES * LEAVES * LEAVES + 1];
    glp_prob *problem = glp_create_prob();
    glp_add_cols(problem, (int)shape->inner);
    for (int column = 1; column <= (int)shape->inner; column++)
        glp_set_col_bnds(problem, column, negatives ? GLP_FR : GLP_LO, 0, 0);
    for (size_t table = 0; table < shape->tables; table++)
        for (size_t cell = 0; cell < shape->cells[table]; cell++)
        {
            DisclosureCell of = disclosure_cell(tables, shape->first[table] + cell);
            if (of.status != DISCLOSURE_PUBLISHED)
                continue;
            int count = entries_of(shape, table, cell, index, factor);
            int row = glp_add_rows(problem, 1);
            glp_set_mat_row(problem, row, count, index, factor);
            glp_set_row_bnds(problem, row, GLP_FX, (double)of.value, (double)of.value);
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

/* Violations among the sensitive cells of a table. */
static size_t
judge(const Disclosure *tables, const Shape *shape, size_t table, glp_prob *problem)
{
    static int index[LEAVES * LEAVES * LEAVES + 1];
    static double factor[LEAVES * LEAVES * LEAVES + 1];
    size_t violations = 0;
    for (size_t cell = 0; cell < shape->cells[table]; cell++)
    {
        DisclosureCell of = disclosure_cell(tables, shape->first[table] + cell);
        if (of.upper == 0 && of.lower == 0 && of.width == 0)
            continue;
        int count = entries_of(shape, table, cell, index, factor);
        for (int column = 1; column <= (int)shape->inner; column++)
            glp_set_obj_coef(problem, column, 0);
        for (int at = 1; at <= count; at++)
            glp_set_obj_coef(problem, index[at], 1);
        double least;
        double most;
        if (!extreme(problem, GLP_MIN, &least) || !extreme(problem, GLP_MAX, &most))
            fail("GLPK gave up");
        double near = 1e-6 * (1 + fabs((double)of.value));
        bool short_of = most - (double)of.value < (double)of.upper - near ||
                        (double)of.value - least < (double)of.lower - near ||
                        most - least < (double)of.width - near;
        bool beyond = (double)of.least < least - near || (double)of.most > most + near;
        violations += short_of || beyond;
    }
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
try_table(uint64_t seed, Count *count)
{
    static Shape shape;
    bool magnitudes;
    DisclosureError err;
    DisclosureSummary summary;
    state = seed * 0x9E3779B97F4A7C15U;
    Disclosure *tables = draw_tables(&shape, &magnitudes);
    bool negatives = magnitudes && draw(3) == 0;
    draw_values(tables, &shape, magnitudes, negatives);
    draw_rules(tables, magnitudes);
    DisclosureOptions options = {.solver = disclosure_solver_clp(),
                                 .singles = draw(2) == 0,
                                 .tries = 2,
                                 .trims = (int)draw(3)};
    if (!disclosure_protect(tables, &options, &summary, &err))
        fail(err.message);
    count->tables++;
    count->cells += disclosure_cells(tables);
    count->primary += summary.primary;
    count->secondary += summary.secondary;
    count->open += summary.open;
    if (summary.open == 0)
    {
        glp_prob *problem = attacker(tables, &shape, negatives);
        for (size_t table = 0; table < shape.tables; table++)
        {
            size_t found = judge(tables, &shape, table, problem);
            if (found > 0)
                fprintf(stderr, "seed %llu: %zu violations\n", (unsigned long long)seed, found);
            count->violations += found;
        }
        glp_delete_prob(problem);
    }
    disclosure_free(tables);
}

int
main(int argument_count, char **arguments)
{
    uint64_t tables = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : 100;
    uint64_t first = argument_count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    Count count = {0};
    glp_term_out(GLP_OFF);
    for (uint64_t seed = first; seed < first + tables; seed++)
        try_table(seed, &count);
    printf("%zu tables, %zu cells, %zu primary, %zu secondary, %zu needs left open, %zu violations\n",
           count.tables, count.cells, count.primary, count.secondary, count.open, count.violations);
    return count.violations > 0;
}
