/*
 * catalogue check: all faults of a catalogue at once. catalogue show: what it offers.
 */
#include "command/inner.h"
#include "core/text.h"

static const Option show_options[] = {
    {"language", "LANG", false, "nl, fr or en; without it that of the environment"},
    {NULL, NULL, false, NULL},
};

static ErrorKind
run_check(Invocation *call, Error *err)
{
    Catalogue *catalogue = NULL;
    TRY(command_load_catalogue(call, call->words[0], &catalogue, err));
    const char *digest = digest_print(call->arena, &catalogue->digest);
    if (call->json)
    {
        json_t *result = json_object();
        json_put_text(result, "catalogue", catalogue->id);
        json_put_text(result, "digest", digest);
        json_put(result, "registers", json_integer((json_int_t)catalogue->registers.count));
        json_put(result, "variables", json_integer((json_int_t)catalogue->variables.count));
        json_put(result, "classifications",
                 json_integer((json_int_t)catalogue->classifications.count));
        return result_print_json(call, result, err);
    }
    return result_print(arena_print(call->arena,
                                    "catalogue '%s' is sound: %zu registers, %zu variables, %zu "
                                    "class lists\n%s\n",
                                    catalogue->id, catalogue->registers.count,
                                    catalogue->variables.count, catalogue->classifications.count,
                                    digest),
                        err);
}

static const char *
class_lists(Arena *arena, const Variable *variable)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < variable->classifications.count; at++)
        text_print(&text, "%s%s", at == 0 ? "" : " ", variable->classifications.items[at]);
    return text.bytes;
}

static json_t *
variable_json(const Variable *variable, Language language)
{
    json_t *item = json_object();
    json_t *lists = json_array();
    json_put_text(item, "name", variable->name);
    json_put_text(item, "unit", variable->unit);
    json_put_text(item, "label", variable->label.in[language]);
    json_put_text(item, "description", variable->description.in[language]);
    for (size_t at = 0; at < variable->classifications.count; at++)
        if (json_array_append_new(lists, json_string(variable->classifications.items[at])) != 0)
            error_out_of_memory();
    json_put(item, "classes", lists);
    return item;
}

static ErrorKind
print_variables_json(Invocation *call, const Catalogue *catalogue, Language language, Error *err)
{
    json_t *result = json_object();
    json_t *variables = json_array();
    for (size_t at = 0; at < catalogue->variables.count; at++)
        if (json_array_append_new(variables,
                                  variable_json(&catalogue->variables.items[at], language)) != 0)
            error_out_of_memory();
    json_put_text(result, "catalogue", catalogue->id);
    json_put(result, "variables", variables);
    return result_print_json(call, result, err);
}

static ErrorKind
run_show(Invocation *call, Error *err)
{
    Catalogue *catalogue = NULL;
    Language language = LANGUAGE_EN;
    struct LIST_OF(const char *) cells = {0};
    TRY(invocation_language(call, &language, err));
    TRY(command_load_catalogue(call, call->words[0], &catalogue, err));
    if (call->json)
        return print_variables_json(call, catalogue, language, err);
    static const char *const head[] = {"variable", "unit", "class lists", "label"};
    for (size_t at = 0; at < 4; at++)
        *LIST_ADD(call->arena, &cells) = head[at];
    for (size_t at = 0; at < catalogue->variables.count; at++)
    {
        const Variable *variable = &catalogue->variables.items[at];
        *LIST_ADD(call->arena, &cells) = variable->name;
        *LIST_ADD(call->arena, &cells) = variable->unit;
        *LIST_ADD(call->arena, &cells) = class_lists(call->arena, variable);
        *LIST_ADD(call->arena, &cells) = variable->label.in[language];
    }
    return result_print(
        result_table(call->arena, cells.items, 4, catalogue->variables.count + 1, "    "), err);
}

const Command command_catalogue[] = {
    {"catalogue", "check", "NAME", 1, 1, NULL, run_check,
     "say what is wrong with a catalogue (a name or a directory)"},
    {"catalogue", "show", "NAME", 1, 1, show_options, run_show,
     "list the variables that a deliberation may name"},
    {NULL, NULL, NULL, 0, 0, NULL, NULL, NULL},
};
