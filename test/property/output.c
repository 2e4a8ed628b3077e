/*
 * The history of released tables against an attacker who solves the whole system by elimination
 * over the persons' combinations of classes, and who knows every published zero.
 */
#include "output/check.h"
#include "output/history.h"
#include "tape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
    VARIABLES = 3,
    CLASSES = 3,
    ATOMS = CLASSES * CLASSES * CLASSES,
    TABLES = 4,
    CELLS = 256,
    THRESHOLD = 3
};

/* A prime other than the library's. */
#define PRIME UINT64_C(1000000007)

static const char *const names[VARIABLES] = {"a", "b", "c"};

typedef struct World
{
    Arena *arena;
    Classification scheme;
    Attribute attributes[VARIABLES];
    Classes holds[4][CLASSES]; /* the class lists: fine, 1+2|3, 1|2+3, all */
    size_t list_size[4];
    People people;
    int64_t persons[ATOMS];
    bool empty; /* nobody is in some combinations */
    RequestedFile files[TABLES];
    Count *counts[TABLES];
    bool *shown[TABLES];
    size_t tables;
} World;

static size_t
class_at(size_t atom, size_t variable)
{
    for (size_t at = 0; at < variable; at++)
        atom /= CLASSES;
    return atom % CLASSES;
}

static void
make_lists(World *world)
{
    static const char *const codes[CLASSES] = {"1", "2", "3"};
    static const Classes holds[4][CLASSES] = {{1, 2, 4}, {3, 4}, {1, 6}, {7}};
    static const size_t sizes[4] = {3, 2, 2, 1};
    world->scheme.name = "three";
    for (size_t at = 0; at < CLASSES; at++)
        LIST_ADD(world->arena, &world->scheme.classes)->code = codes[at];
    memcpy(world->holds, holds, sizeof holds);
    memcpy(world->list_size, sizes, sizeof sizes);
    for (size_t at = 0; at < VARIABLES; at++)
        world->attributes[at] =
            (Attribute){.variable = names[at], .year = 2012, .scheme = &world->scheme, .all = 7};
}

static void
make_people(World *world, Tape *tape)
{
    size_t total = 0;
    world->empty = tape_draw(tape, 4) == 1;
    for (size_t atom = 0; atom < ATOMS; atom++)
    {
        uint64_t drawn = tape_draw(tape, 8);
        world->persons[atom] = drawn < 5 ? 1 + (int64_t)drawn % 2 : (int64_t)drawn;
        if (world->empty && drawn < 3)
            world->persons[atom] = 0;
        total += (size_t)world->persons[atom];
    }
    world->people.arena = world->arena;
    world->people.count = total;
    PeopleYear *year = LIST_ADD(world->arena, &world->people.years);
    year->year = 2012;
    for (size_t at = 0; at < VARIABLES; at++)
    {
        PeopleColumn *column = LIST_ADD(world->arena, &world->people.columns);
        *column = (PeopleColumn){.variable = names[at], .year = 2012};
        column->class_of = arena_take(world->arena, total + 1);
        size_t person = 0;
        for (size_t atom = 0; atom < ATOMS; atom++)
            for (int64_t one = 0; one < world->persons[atom]; one++)
                column->class_of[person++] = (uint8_t)class_at(atom, at);
    }
}

static void
make_axis(World *world, size_t variable, size_t list, Axis *axis)
{
    static const char *const codes[CLASSES] = {"1", "2", "3"};
    *axis = (Axis){.attribute = world->attributes[variable], .column = names[variable]};
    axis->count = world->list_size[list];
    axis->holds = world->holds[list];
    axis->code = arena_take_array(world->arena, CLASSES, sizeof *axis->code);
    memcpy(axis->code, codes, sizeof codes);
}

static void
make_table(World *world, Tape *tape)
{
    Error err;
    RequestedFile *file = &world->files[world->tables];
    *file = (RequestedFile){.name = "t", .type = OUTPUT_FREQUENCY};
    for (size_t variable = 0; variable < VARIABLES; variable++)
    {
        uint64_t use = tape_draw(tape, 8);
        if (use < 4)
            make_axis(world, variable, use < 2 ? 0 : use - 1, &file->by[file->by_count++]);
        else if (use == 4)
            file->where[file->where_count++] = (Condition){.attribute = world->attributes[variable],
                                                           .holds = 1 + tape_draw(tape, 6)};
    }
    if (file->by_count == 0)
        make_axis(world, 0, 3, &file->by[file->by_count++]);
    for (size_t at = 0; at < file->where_count;)
        if (file->by_count > 0 && strcmp(file->where[at].attribute.variable, names[0]) == 0 &&
            strcmp(file->by[0].attribute.variable, names[0]) == 0)
            file->where[at] = file->where[--file->where_count];
        else
            at++;
    Count **count = &world->counts[world->tables];
    if (count_make(world->arena, &world->people, file, count, &err) != ERROR_NONE)
        abort();
    bool *shown = arena_take_array(world->arena, (*count)->cells, sizeof *shown);
    bool hides = tape_draw(tape, 2) == 1;
    for (size_t cell = 0; cell < (*count)->cells; cell++)
    {
        int64_t persons = (*count)->persons[cell];
        uint64_t hidden = world->empty && persons == 0 ? 2 : 6; /* one in so many */
        shown[cell] =
            (persons == 0 || persons >= THRESHOLD) && (!hides || tape_draw(tape, hidden) != 1);
    }
    world->shown[world->tables++] = shown;
}

static bool
atom_in(const World *world, size_t table, size_t cell, size_t atom)
{
    const RequestedFile *file = &world->files[table];
    for (size_t at = 0; at < file->by_count; at++)
    {
        size_t variable = (size_t)(file->by[at].attribute.variable[0] - 'a');
        size_t place = count_place(world->counts[table], cell, at);
        if (place < file->by[at].count &&
            (file->by[at].holds[place] >> class_at(atom, variable) & 1) == 0)
            return false;
    }
    for (size_t at = 0; at < file->where_count; at++)
    {
        size_t variable = (size_t)(file->where[at].attribute.variable[0] - 'a');
        if ((file->where[at].holds >> class_at(atom, variable) & 1) == 0)
            return false;
    }
    return true;
}

/* Rows in echelon form over the atoms. */
typedef struct Echelon
{
    uint64_t row[ATOMS][ATOMS];
    bool used[ATOMS];
    bool zero[ATOMS];
} Echelon;

static uint64_t
power(uint64_t value, uint64_t exponent)
{
    uint64_t result = 1;
    for (; exponent > 0; exponent >>= 1, value = value * value % PRIME)
        if ((exponent & 1) != 0)
            result = result * value % PRIME;
    return result;
}

/* What is left of a row; its first atom, or ATOMS where nothing is. */
static size_t
eliminate(const Echelon *echelon, uint64_t *row)
{
    for (size_t atom = 0; atom < ATOMS; atom++)
    {
        if (row[atom] == 0)
            continue;
        if (!echelon->used[atom])
            return atom;
        uint64_t factor = row[atom];
        for (size_t at = atom; at < ATOMS; at++)
            row[at] = (row[at] + (PRIME - factor) * echelon->row[atom][at]) % PRIME;
    }
    return ATOMS;
}

static void
learn(const World *world, size_t tables, Echelon *echelon)
{
    memset(echelon, 0, sizeof *echelon);
    for (size_t table = 0; table < tables; table++)
        for (size_t cell = 0; cell < world->counts[table]->cells; cell++)
            for (size_t atom = 0; atom < ATOMS; atom++)
                if (world->shown[table][cell] && world->counts[table]->persons[cell] == 0 &&
                    atom_in(world, table, cell, atom))
                    echelon->zero[atom] = true;
    for (size_t table = 0; table < tables; table++)
        for (size_t cell = 0; cell < world->counts[table]->cells; cell++)
        {
            uint64_t row[ATOMS] = {0};
            for (size_t atom = 0; world->shown[table][cell] && atom < ATOMS; atom++)
                row[atom] = atom_in(world, table, cell, atom) && !echelon->zero[atom];
            size_t pivot = eliminate(echelon, row);
            if (pivot == ATOMS)
                continue;
            uint64_t inverse = power(row[pivot], PRIME - 2);
            for (size_t at = 0; at < ATOMS; at++)
                echelon->row[pivot][at] = row[at] * inverse % PRIME;
            echelon->used[pivot] = true;
        }
}

/* Is the size of the product of these class sets computable, and small? */
static bool
is_computed(const World *world, const Echelon *echelon, const Classes *sets)
{
    uint64_t row[ATOMS] = {0};
    int64_t persons = 0;
    for (size_t atom = 0; atom < ATOMS; atom++)
    {
        bool in = true;
        for (size_t variable = 0; variable < VARIABLES; variable++)
            in = in && (sets[variable] >> class_at(atom, variable) & 1) != 0;
        row[atom] = in && !echelon->zero[atom];
        persons += in ? world->persons[atom] : 0;
    }
    return persons > 0 && persons < THRESHOLD && eliminate(echelon, row) == ATOMS;
}

/* How many small products the last table adds to what can be computed. */
static size_t
oracle(const World *world, Classes *ret_example)
{
    static Echelon old;
    static Echelon all;
    size_t found = 0;
    learn(world, world->tables - 1, &old);
    learn(world, world->tables, &all);
    for (size_t product = 0; product < 343; product++)
    {
        Classes sets[VARIABLES] = {1 + product % 7, 1 + product / 7 % 7, 1 + product / 49};
        if (is_computed(world, &all, sets) && !is_computed(world, &old, sets))
        {
            memcpy(ret_example, sets, sizeof sets);
            found++;
        }
    }
    return found;
}

static size_t
judged(World *world)
{
    Error err;
    PublishedTables old = {0};
    PublishedTables fresh = {0};
    Findings findings = {0};
    bool *unsafe[1] = {NULL};
    for (size_t at = 0; at < world->tables; at++)
        *LIST_ADD(world->arena, at + 1 < world->tables ? &old : &fresh) =
            (PublishedTable){.name = arena_print(world->arena, "table %zu", at),
                             .file = &world->files[at],
                             .count = world->counts[at],
                             .shown = world->shown[at]};
    HistoryOptions options = {.people = &world->people, .threshold = THRESHOLD};
    if (history_check(world->arena, &old, &fresh, &options, &findings, unsafe, &err) != ERROR_NONE)
        abort();
    return findings.count;
}

static void
tell_world(const World *world)
{
    for (size_t table = 0; table < world->tables; table++)
    {
        (void)printf("table %zu:", table);
        for (size_t at = 0; at < world->files[table].by_count; at++)
            (void)printf(" %s/%zu", world->files[table].by[at].column,
                         world->files[table].by[at].count);
        for (size_t at = 0; at < world->files[table].where_count; at++)
            (void)printf(" where %s=%d", world->files[table].where[at].attribute.variable,
                         (int)world->files[table].where[at].holds);
        (void)printf(":");
        for (size_t cell = 0; cell < world->counts[table]->cells; cell++)
            (void)printf(" %s%d", world->shown[table][cell] ? "" : "x",
                         (int)world->counts[table]->persons[cell]);
        (void)printf("\n");
    }
}

/* Where nobody is in some combinations, few persons can also be in what is no product of class sets
 * (two released sets, one in the other): that is found too, and not by the oracle. */
static bool
agree(const World *world, size_t expected, size_t found)
{
    return world->empty ? expected == 0 || found > 0 : (expected > 0) == (found > 0);
}

static bool
history_finds_what_elimination_finds(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("world");
    World world = {.arena = arena};
    Classes example[VARIABLES] = {0};
    make_lists(&world);
    make_people(&world, tape);
    size_t tables = 1 + tape_draw(tape, TABLES);
    size_t expected = 0;
    for (size_t table = 0; table < tables; table++)
    {
        make_table(&world, tape);
        expected = oracle(&world, example);
        if (expected > 0 && table + 1 < tables)
            world.tables--; /* what is unsafe was not released */
    }
    size_t found = judged(&world);
    if (!agree(&world, expected, found))
    {
        tell_world(&world);
        (void)printf("expected %zu, such as %d %d %d\n", expected, (int)example[0], (int)example[1],
                     (int)example[2]);
    }
    return agree(&world, expected, found);
}

/* One request after another, each released where nothing stands against it. What an attacker who
 * knows all of them works out in the end is no small count; what he works out of the same tables
 * unprotected is told, so that this can fail. */
static size_t unprotected;
static size_t suppressed; /* released with suppressions */

static bool
request_passes(World *world, Method method, bool *ret_shown)
{
    Error err;
    PublishedTables old = {0};
    Checked checked;
    size_t last = world->tables - 1;
    Request request = {0};
    *LIST_ADD(world->arena, &request.files) = world->files[last];
    for (size_t at = 0; at < last; at++)
        *LIST_ADD(world->arena, &old) = (PublishedTable){.name = "old",
                                                         .file = &world->files[at],
                                                         .count = world->counts[at],
                                                         .shown = world->shown[at]};
    CheckInput input = {.request = &request,
                        .own = true,
                        .people = &world->people,
                        .old = &old,
                        .rules = {.threshold = THRESHOLD, .share = 101, .dominance = 50, .two = 90},
                        .method = method,
                        .solver = disclosure_solver_clp()};
    if (check_request(world->arena, &input, &checked, &err) != ERROR_NONE)
    {
        (void)printf("%s\n", err.message);
        abort();
    }
    if (findings_severity(&checked.findings) == SEVERITY_FAIL)
        return false;
    suppressed += checked.files.items[0].method == METHOD_SUPPRESS;
    memcpy(ret_shown, checked.files.items[0].shown, world->counts[last]->cells * sizeof(bool));
    return true;
}

static size_t
all_computed(const World *world)
{
    static Echelon all;
    size_t found = 0;
    learn(world, world->tables, &all);
    for (size_t product = 0; product < 343; product++)
    {
        Classes sets[VARIABLES] = {1 + product % 7, 1 + product / 7 % 7, 1 + product / 49};
        found += is_computed(world, &all, sets);
    }
    return found;
}

static bool
released_histories_give_no_small_count(Tape *tape)
{
    SCRATCH Arena *arena = arena_new("world");
    World world = {.arena = arena};
    World naked = {.arena = arena};
    make_lists(&world);
    make_people(&world, tape);
    naked = world;
    for (size_t request = 0; request < TABLES; request++)
    {
        make_table(&world, tape);
        size_t last = world.tables - 1;
        naked.files[last] = world.files[last];
        naked.counts[last] = world.counts[last];
        naked.shown[last] = arena_take_array(arena, world.counts[last]->cells, sizeof(bool));
        memset(naked.shown[last], true, world.counts[last]->cells);
        naked.tables = world.tables;
        if (!request_passes(&world, tape_draw(tape, 2) == 0 ? METHOD_NONE : METHOD_SUPPRESS,
                            world.shown[last]))
            world.tables--;
    }
    unprotected += all_computed(&naked) > 0;
    return all_computed(&world) == 0;
}

#ifndef TAPE_FUZZ
static bool
the_same_attack_succeeds_on_what_is_not_protected(Tape *tape)
{
    (void)tape;
    return unprotected > 0 && suppressed > 0;
}
#endif

static const Property properties[] = {
    PROPERTY_TIMES(history_finds_what_elimination_finds, 4000),
    PROPERTY_TIMES(released_histories_give_no_small_count, 400),
#ifndef TAPE_FUZZ
    PROPERTY_TIMES(the_same_attack_succeeds_on_what_is_not_protected, 1),
#endif
};
TAPE_MAIN(properties)
