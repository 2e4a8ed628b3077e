#include "place.h"

#include "catalogue/read.h"
#include "core/file.h"

#include <stdlib.h>
#include <string.h>

#define WORDS "{nl: w, fr: w, en: w}"

static const char catalogue_text[] = "catalogue: invented\n"
                                     "title: " WORDS "\n"
                                     "identifier: opaque\n"
                                     "history: {register: renumbered, old: old, new: new}\n"
                                     "registers:\n"
                                     "  people:\n"
                                     "    label: " WORDS "\n"
                                     "    key: [number]\n"
                                     "    columns:\n"
                                     "      number: {type: identifier, required: true}\n"
                                     "      sex: {type: text, classes: sex}\n"
                                     "  stay:\n"
                                     "    label: " WORDS "\n"
                                     "    key: [year, number]\n"
                                     "    columns:\n"
                                     "      year: {type: integer, required: true}\n"
                                     "      number: {type: identifier, required: true}\n"
                                     "      share: {type: real, required: true}\n"
                                     "      country: {type: text, classes: union}\n"
                                     "    references:\n"
                                     "      - {column: number, register: people, key: number}\n"
                                     "  renumbered:\n"
                                     "    label: " WORDS "\n"
                                     "    key: [old]\n"
                                     "    columns:\n"
                                     "      old: {type: identifier, required: true}\n"
                                     "      new: {type: identifier, required: true}\n"
                                     "    references:\n"
                                     "      - {column: new, register: people, key: number}\n"
                                     "  survey:\n"
                                     "    label: " WORDS "\n"
                                     "    csv: {delimiter: \";\"}\n"
                                     "    record_number: record\n"
                                     "    key: [record]\n"
                                     "    columns:\n"
                                     "      marital_status: {type: text, source: marital-status}\n"
                                     "      age: {type: integer, required: true}\n"
                                     "classifications:\n"
                                     "  sex: {label: " WORDS ", file: sex.csv}\n"
                                     "  union: {label: " WORDS ", file: union.csv}\n"
                                     "derivations: {}\n"
                                     "variables: {}\n"
                                     "cohorts: {}\n";

#define HEAD "code,valid_from,valid_to,label_nl,label_fr,label_en,range,codes,missing\n"

static void
must(ErrorKind kind, const Error *err)
{
    if (kind != ERROR_NONE)
        fail_msg("%s", err->message);
}

static void
put(const char *path, const char *text)
{
    Error err = {0};
    must(file_write(path, text, strlen(text), 0644, &err), &err);
}

/* The reader wants at least one variable and cohort of a catalogue; a warehouse needs neither, so
 * those complaints are expected here and no others. */
static const Catalogue *
read_catalogue(Arena *arena, const char *root)
{
    Error err = {0};
    Catalogue *catalogue = NULL;
    put(file_join(arena, root, "catalogue.yaml"), catalogue_text);
    put(file_join(arena, root, "sex.csv"), HEAD "1,,,m,m,m,,m,\n2,,,f,f,f,,f,\n");
    put(file_join(arena, root, "union.csv"),
        HEAD "1,,2019-12-31,u,u,u,,A B,\n1,2020-01-01,,u,u,u,,A,\n2,,,o,o,o,,C,\n");
    Complaints complaints = complaints_new(arena, "catalogue");
    must(catalogue_read(arena, root, &complaints, &catalogue, &err), &err);
    for (size_t at = 0; at < complaints.count; at++)
        assert_non_null(strstr(complaints.items[at].words, "at least one"));
    return catalogue;
}

static void
run(Warehouse *warehouse, const char *sql)
{
    Error err = {0};
    must(engine_run(warehouse->engine, "test", sql, NULL, &err), &err);
}

void
warehouse_put(Warehouse *warehouse, const char *table, const char *select)
{
    warehouse_drop(warehouse, table);
    const char *file = file_join(warehouse->arena, warehouse->directory, table);
    bool partitioned = strcmp(table, "stay") == 0;
    run(warehouse,
        arena_print(warehouse->arena, "COPY (%s) TO %s (FORMAT parquet%s)", select,
                    engine_literal(warehouse->arena, arena_print(warehouse->arena, "%s%s", file,
                                                                 partitioned ? "" : ".parquet")),
                    partitioned ? ", PARTITION_BY (year)" : ""));
}

void
warehouse_put_file(Warehouse *warehouse, const char *name, const char *text)
{
    put(file_join(warehouse->arena, warehouse->directory, name), text);
}

void
warehouse_drop(Warehouse *warehouse, const char *name)
{
    Error err = {0};
    const char *path = file_join(warehouse->arena, warehouse->directory, name);
    must(file_remove_tree(path, &err), &err);
    must(file_remove_tree(arena_print(warehouse->arena, "%s.parquet", path), &err), &err);
}

Warehouse *
warehouse_new(void)
{
    Error err = {0};
    Arena *arena = arena_new("warehouse");
    Warehouse *warehouse = arena_take(arena, sizeof *warehouse);
    char root[] = "/tmp/beraad-warehouse-XXXXXX";
    assert_non_null(mkdtemp(root));
    warehouse->arena = arena;
    warehouse->root = arena_copy_text(arena, root);
    warehouse->directory = file_join(arena, warehouse->root, "the king's");
    warehouse->catalogue = read_catalogue(arena, warehouse->root);
    must(file_make_directory(warehouse->directory, 0755, &err), &err);
    must(engine_open(&(EngineOptions){.threads = 1}, &warehouse->engine, &err), &err);
    warehouse_put(warehouse, "people", PEOPLE);
    warehouse_put(
        warehouse, "stay",
        "SELECT * FROM (VALUES (2012, 1, 0.5, 'A'), (2012, 10, 1, 'C'), (2014, 2, 0, 'A'),"
        " (2014, 6, 0, NULL)) t(year, number, share, country)");
    warehouse_put(warehouse, "renumbered", "SELECT * FROM (VALUES (10, 11), (11, 6)) t(old, new)");
    warehouse_put_file(warehouse, "survey.csv",
                       "marital-status;age;rest\nsingle;30;x\n\"a;b\";41;y\n;52;z\n");
    return warehouse;
}

int64_t
warehouse_count(Warehouse *warehouse, const char *sql)
{
    Error err = {0};
    int64_t count = 0;
    must(engine_count(warehouse->engine, "test", sql, &count, &err), &err);
    return count;
}

void
warehouse_free(Warehouse *warehouse)
{
    Error err = {0};
    engine_close(&warehouse->engine);
    must(file_remove_tree(warehouse->root, &err), &err);
    arena_free(warehouse->arena);
}
