#include "fixture.h"

static Wording
wording(const char *nl, const char *fr, const char *en)
{
    return (Wording){{nl, fr, en}};
}

static Classification *
add_list(Arena *arena, Catalogue *catalogue, const char *name)
{
    Classification *list = LIST_ADD(arena, &catalogue->classifications);
    list->name = name;
    list->label = wording(name, name, name);
    return list;
}

/* A class in force from the first of January of one year to the last day of another. */
static void
add_class(Arena *arena, Classification *list, const char *code, const char *label, int from, int to)
{
    Class *class_ = LIST_ADD(arena, &list->classes);
    class_->code = code;
    class_->valid_from = date_of(from, 1, 1);
    class_->valid_to = date_of(to, 12, 31);
    class_->label = wording(label, label, label);
    class_->cover = COVER_REST;
}

static Variable *
add_variable(Arena *arena, Catalogue *catalogue, const char *name, const char *unit)
{
    Variable *variable = LIST_ADD(arena, &catalogue->variables);
    variable->name = name;
    variable->unit = unit;
    variable->label =
        wording(arena_print(arena, "%s (nl)", name), arena_print(arena, "%s (fr)", name), name);
    variable->description = variable->label;
    variable->type = VALUE_INTEGER;
    return variable;
}

static void
add_lists(Arena *arena, Catalogue *catalogue)
{
    Classification *list = add_list(arena, catalogue, "age3");
    add_class(arena, list, "1", "0-17", 1900, 2100);
    add_class(arena, list, "2", "18-64", 1900, 2015);
    add_class(arena, list, "2", "18-66", 2016, 2100);
    add_class(arena, list, "3", "older", 1900, 2100);
    list = add_list(arena, catalogue, "age2");
    add_class(arena, list, "1", "young", 1900, 2100);
    add_class(arena, list, "2", "old", 1900, 2100);
    add_class(arena, list, "3", "ancient", 1900, 1950);
    list = add_list(arena, catalogue, "sex");
    add_class(arena, list, "1", "m", 1900, 2100);
    add_class(arena, list, "2", "f", 1900, 2100);
    list = add_list(arena, catalogue, "size2");
    add_class(arena, list, "1", "one", 1900, 2100);
    add_class(arena, list, "2", "more", 1900, 2100);
    list = add_list(arena, catalogue, "ward2");
    for (int at = 1; at <= 9; at++)
        add_class(arena, list, arena_print(arena, "%d", at), arena_print(arena, "w%d", at), 1900,
                  2100);
}

Catalogue *
fixture_catalogue(Arena *arena)
{
    static const struct
    {
        const char *name;
        const char *unit;
        const char *lists[2];
    } variables[] = {
        {"age", "person", {"age3", "age2"}},    {"sex", "person", {"sex", NULL}},
        {"size", "household", {"size2", NULL}}, {"ward", "centre", {"ward2", NULL}},
        {"note", "centre", {NULL, NULL}},
    };
    Catalogue *catalogue = arena_take(arena, sizeof *catalogue);
    catalogue->id = "clinic";
    catalogue->title = wording("kliniek", "clinique", "clinic");
    add_lists(arena, catalogue);
    for (size_t at = 0; at < sizeof variables / sizeof variables[0]; at++)
    {
        Variable *variable = add_variable(arena, catalogue, variables[at].name, variables[at].unit);
        for (size_t list = 0; list < 2 && variables[at].lists[list] != NULL; list++)
            *LIST_ADD(arena, &variable->classifications) = variables[at].lists[list];
    }
    Cohort *cohort = LIST_ADD(arena, &catalogue->cohorts);
    cohort->name = "patients";
    cohort->label = wording("pati\u00ebnten", "patients", "patients");
    return catalogue;
}
