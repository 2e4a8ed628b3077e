/* The record of processing as text, JSON and page. */
#include "audit/phrase.h"
#include "audit/record.h"
#include "release/markup.h"

#include <inttypes.h>

static const Wording title = {{"Register van de verwerkingsactiviteiten",
                               "Registre des activit\u00e9s de traitement",
                               "Record of processing activities"}};
static const Wording missing = {{"door de bewaarder in te vullen",
                                 "\u00e0 compl\u00e9ter par le d\u00e9positaire",
                                 "to be filled in by the custodian"}};
static const Wording none_missing = {{"Alle velden zijn ingevuld.",
                                      "Tous les champs sont compl\u00e9t\u00e9s.",
                                      "Every field is filled in."}};
static const Wording some_missing = {{"Nog in te vullen velden",
                                      "Champs encore \u00e0 compl\u00e9ter",
                                      "Fields still to be filled in"}};

static const Wording *
source_wording(RecordSource source)
{
    static const Wording words[] = {
        [RECORD_DELIBERATION] = {{"uit de beraadslaging", "de la d\u00e9lib\u00e9ration",
                                  "from the deliberation"}},
        [RECORD_CUSTODY] = {{"uit de bewaarplaats", "du d\u00e9p\u00f4t", "from the custody"}},
        [RECORD_PROGRAM] = {{"wat beraad doet", "ce que fait beraad", "what beraad does"}},
        [RECORD_DETAILS] = {{"door de bewaarder", "par le d\u00e9positaire", "by the custodian"}},
    };
    return &words[source];
}

static void
print_field(const RecordField *field, size_t width, Language language, Text *text)
{
    Arena *arena = text->arena;
    text_add(text, "\n");
    text_wrap(text,
              arena_print(arena, "%s (%s) %s", field->label.in[language], field->law,
                          field->cites.count > 0 ? cites_print(arena, &field->cites) : ""),
              width, 0, 0);
    if (field->items.count == 0)
        text_print(text, "  *** %s ***\n", missing.in[language]);
    for (size_t at = 0; at < field->items.count; at++)
    {
        text_add(text, "  ");
        text_wrap(text, text_shown(arena, field->items.items[at].in[language]), width, 2, 4);
    }
}

void
record_text(const Record *record, size_t width, Language language, Text *text)
{
    char date[DATE_TEXT_SIZE];
    const struct
    {
        AuditPhrase label;
        const char *value;
    } facts[] = {{AUDIT_DELIBERATION, record->registration->id},
                 {AUDIT_CUSTODIAN, record->custody},
                 {AUDIT_ON, date_print(record->on, date)}};
    text_print(text, "%s\n\n", title.in[language]);
    for (size_t at = 0; at < sizeof facts / sizeof *facts; at++)
        text_print(text, "%s%s %s\n", audit_phrase(facts[at].label)->in[language],
                   audit_colon(language), facts[at].value);
    for (size_t at = 0; at < record->fields.count; at++)
        print_field(&record->fields.items[at], width, language, text);
    if (record->missing == 0)
        text_print(text, "\n%s\n", none_missing.in[language]);
    else
        text_print(text, "\n%s%s %zu\n", some_missing.in[language], audit_colon(language),
                   record->missing);
}

static json_t *
field_json(const RecordField *field)
{
    json_t *item = json_object();
    json_t *items = json_array();
    for (size_t at = 0; at < field->items.count; at++)
        json_add(items, wording_json(&field->items.items[at]));
    json_put_text(item, "field", field->key);
    json_put_text(item, "law", field->law);
    json_put(item, "label", wording_json(&field->label));
    json_put_text(item, "source", record_source_name(field->source));
    json_put(item, "missing", json_boolean(field->items.count == 0));
    json_put(item, "items", items);
    json_put(item, "cites", cites_json(&field->cites));
    return item;
}

json_t *
record_json(Arena *arena, const Record *record)
{
    char date[DATE_TEXT_SIZE];
    json_t *result = json_object();
    json_t *fields = json_array();
    for (size_t at = 0; at < record->fields.count; at++)
        json_add(fields, field_json(&record->fields.items[at]));
    json_put_text(result, "format", "beraad record of processing 1");
    json_put_text(result, "custody", record->custody);
    json_put_text(result, "deliberation", record->registration->id);
    json_put_text(result, "digest", digest_print(arena, &record->registration->digest));
    json_put_text(result, "on", date_print(record->on, date));
    json_put(result, "missing", json_integer((json_int_t)record->missing));
    json_put(result, "fields", fields);
    return result;
}

static void
add_row(Arena *arena, const RecordField *field, Text *page)
{
    text_add(page, "<tr><th scope=\"row\">");
    markup_wording(page, &field->label);
    text_add(page, "<br><span class=\"meta\" style=\"font-weight:400\">");
    text_add_markup(page, field->law);
    text_add(page, "</span></th><td>");
    if (field->items.count == 0)
    {
        text_add(page, "<span class=\"note\" style=\"display:inline-block;margin:0;padding:.1rem "
                       ".6rem\">");
        markup_wording(page, &missing);
        text_add(page, "</span>");
    }
    text_add(page, field->items.count > 1 ? "<ul style=\"margin:0;padding-left:1.1rem\">" : "");
    for (size_t at = 0; at < field->items.count; at++)
    {
        text_add(page, field->items.count > 1 ? "<li>" : "");
        markup_wording(page, &field->items.items[at]);
        text_add(page, field->items.count > 1 ? "</li>" : "");
    }
    text_add(page, field->items.count > 1 ? "</ul>" : "");
    text_add(page, "</td><td class=\"meta\">");
    markup_wording(page, source_wording(field->source));
    if (field->cites.count > 0)
        text_print(page, " <span class=\"cites\">%s</span>", cites_print(arena, &field->cites));
    text_add(page, "</td></tr>");
}

static void
add_fact(AuditPhrase label, const char *value, Text *page)
{
    text_add(page, "<dt>");
    markup_wording(page, audit_phrase(label));
    text_add(page, "</dt><dd>");
    text_add_markup(page, value);
    text_add(page, "</dd>");
}

void
record_page(Arena *arena, const Record *record, Language first, Text *page)
{
    char date[DATE_TEXT_SIZE];
    markup_open(page, record->registration->id, first);
    text_add(page, "<h1>");
    markup_wording(page, &title);
    text_add(page, "</h1><dl class=\"facts\">");
    add_fact(AUDIT_DELIBERATION, record->registration->id, page);
    add_fact(AUDIT_CUSTODIAN, record->custody, page);
    add_fact(AUDIT_ON, date_print(record->on, date), page);
    text_add(page, record->missing == 0 ? "</dl><p>" : "</dl><p class=\"note\">");
    markup_wording(page, record->missing == 0 ? &none_missing : &some_missing);
    if (record->missing > 0)
        text_print(page, ": %zu", record->missing);
    text_add(page, "</p><div class=\"wide\"><table><tbody>");
    for (size_t at = 0; at < record->fields.count; at++)
        add_row(arena, &record->fields.items[at], page);
    text_add(page, "</tbody></table></div>");
    markup_close(page);
}
