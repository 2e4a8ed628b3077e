#include "release/csvw.h"

#include "core/json.h"

#include <string.h>

static json_t *
wording_object(const Wording *wording)
{
    json_t *object = json_object();
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        json_put_text(object, language_code(language), wording->in[language]);
    return object;
}

/* A regular expression that takes exactly the codes valid at the date. */
static char *
pattern_of(Arena *arena, const PackedColumn *column, Date date)
{
    Text pattern = text_new(arena);
    for (size_t at = 0; at < column->classification->classes.count; at++)
    {
        const Class *one = &column->classification->classes.items[at];
        if (!class_valid(one, date))
            continue;
        text_add(&pattern, pattern.size == 0 ? "" : "|");
        for (const char *byte = one->code; *byte != '\0'; byte++)
        {
            text_add(&pattern, strchr("\\^$.|?*+()[]{}-", *byte) != NULL ? "\\" : "");
            text_add_bytes(&pattern, byte, 1);
        }
    }
    return pattern.bytes;
}

static json_t *
datatype_of(Arena *arena, const PackedColumn *column, const ExtractYear *year)
{
    if (column->role == ROLE_WEIGHT)
        return json_string("double");
    json_t *datatype = json_object();
    if (column->role == ROLE_YEAR)
    {
        json_put_text(datatype, "base", "integer");
        json_put(datatype, "minimum", json_integer(year->year));
        json_put(datatype, "maximum", json_integer(year->year));
        return datatype;
    }
    json_put_text(datatype, "base", "string");
    json_put_text(datatype, "format",
                  column->role == ROLE_CLASS
                      ? pattern_of(arena, column, year->reference_date)
                      : "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    return datatype;
}

/* CSVW lets a column carry descriptions as common properties of the Dublin Core terms. */
static json_t *
descriptions_of(const Wording *wording)
{
    json_t *list = json_array();
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        json_t *one = json_object();
        json_put_text(one, "@value", wording->in[language]);
        json_put_text(one, "@language", language_code(language));
        if (json_array_append_new(list, one) != 0)
            error_out_of_memory();
    }
    return list;
}

static json_t *
column_object(Arena *arena, const PackedColumn *column, const ExtractYear *year)
{
    json_t *object = json_object();
    json_put_text(object, "name", column->name);
    /* The name in the file's head is a title too (CSVW section 5.6): "und" is for all languages. */
    json_t *titles = wording_object(&column->label);
    json_put_text(titles, "und", column->name);
    json_put(object, "titles", titles);
    json_put(object, "datatype", datatype_of(arena, column, year));
    json_put(object, "required", json_boolean(column->role != ROLE_WEIGHT));
    json_put_text(object, "null", "");
    json_put(object, "dc:description", descriptions_of(&column->description));
    return object;
}

static json_t *
schema_object(Arena *arena, const PackageFacts *facts, const ExtractYear *year)
{
    json_t *columns = json_array();
    for (size_t at = 0; at < facts->columns->count; at++)
        if (json_array_append_new(columns,
                                  column_object(arena, &facts->columns->items[at], year)) != 0)
            error_out_of_memory();
    json_t *schema = json_object();
    json_put(schema, "columns", columns);
    json_put_text(schema, "primaryKey", "pseudonym");
    return schema;
}

static json_t *
dialect_object(void)
{
    json_t *dialect = json_object();
    json_put_text(dialect, "delimiter", ",");
    json_put_text(dialect, "encoding", "utf-8");
    json_put(dialect, "header", json_true());
    json_put_text(dialect, "lineTerminators", "\n");
    json_put_text(dialect, "quoteChar", "\"");
    json_put(dialect, "doubleQuote", json_true());
    return dialect;
}

char *
csvw_print(Arena *arena, const PackageFacts *facts, const ExtractYear *year, size_t *ret_size)
{
    char date[DATE_TEXT_SIZE];
    const char *stem = column_stem(arena, facts->input, year->year);
    json_t *table = json_keep(arena, json_object());
    json_t *context = json_array();
    (void)json_array_append_new(context, json_string("http://www.w3.org/ns/csvw"));
    json_t *base = json_object();
    json_put_text(base, "@language", language_code(facts->input->label_language));
    (void)json_array_append_new(context, base);
    json_put(table, "@context", context);
    json_put_text(table, "url", arena_print(arena, "../data/%s.csv", stem));
    json_put_text(table, "dc:title",
                  arena_print(arena, "%s, %s, %s", facts->manifest->deliberation,
                              facts->manifest->communication,
                              date_print(year->reference_date, date)));
    json_put_text(table, "dc:publisher", facts->manifest->provider);
    json_put(table, "dialect", dialect_object());
    json_put(table, "tableSchema", schema_object(arena, facts, year));
    return json_pretty(arena, table, ret_size);
}
