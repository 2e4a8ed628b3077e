#include "release/codebook_part.h"

#include <string.h>

static int64_t
rows_of(const PackageFacts *facts, size_t year_at)
{
    return facts->manifest->years.items[year_at].rows;
}

/* "37.5": a share in tenths of a per cent, rounded half up. */
static void
add_share(Text *page, int64_t count, int64_t of, Language language)
{
    int64_t tenths = of == 0 ? 0 : (count * 2000 + of) / (2 * of);
    text_print(page, "%lld%c%lld&nbsp;%%", (long long)(tenths / 10),
               language == LANGUAGE_EN ? '.' : ',', (long long)(tenths % 10));
}

static void
add_bar(Text *page, int64_t count, int64_t of)
{
    int64_t tenths = of == 0 ? 0 : (count * 2000 + of) / (2 * of);
    text_print(page, "<td class=\"n\">%s <small>", words_count(page->arena, count));
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        text_print(page, "<span lang=\"%s\">", language_code(language));
        add_share(page, count, of, language);
        text_add(page, "</span>");
    }
    text_print(page, "</small><i aria-hidden=\"true\"><u style=\"width:%lld.%lld%%\"></u></i></td>",
               (long long)(tenths / 10), (long long)(tenths % 10));
}

/* Only what limits the class is told: a class that was always valid has no dates. */
static void
add_validity(Text *page, const PackageFacts *facts, const Class *one)
{
    const ManifestYear *first = &facts->manifest->years.items[0];
    const ManifestYear *last = &facts->manifest->years.items[facts->manifest->years.count - 1];
    char date[DATE_TEXT_SIZE];
    if (date_compare(one->valid_from, first->reference_date) > 0)
    {
        text_add(page, " <span class=\"tag\">");
        markup_phrase(page, PHRASE_FROM);
        text_print(page, " %s</span>", date_print(one->valid_from, date));
    }
    if (date_compare(one->valid_to, last->reference_date) < 0)
    {
        text_add(page, " <span class=\"tag\">");
        markup_phrase(page, PHRASE_UNTIL);
        text_print(page, " %s</span>", date_print(one->valid_to, date));
    }
}

static void
add_missing_kind(Text *page, const PackageFacts *facts, const char *kind)
{
    const Catalogue *catalogue = facts->input->catalogue;
    text_add(page, " <span class=\"tag\">");
    markup_phrase(page, PHRASE_MISSING);
    for (size_t at = 0; at < catalogue->missing.count; at++)
        if (text_equal(catalogue->missing.items[at].name, kind))
        {
            text_add(page, ": ");
            markup_wording(page, &catalogue->missing.items[at].label);
        }
    text_add(page, "</span>");
}

static void
add_class(Text *page, const PackageFacts *facts, const PackedColumn *column, const Class *one)
{
    text_print(page, "<tr%s><td class=\"c code\">",
               one->missing != NULL ? " class=\"missing\"" : "");
    text_add_markup(page, one->code);
    text_add(page, "</td><td>");
    markup_wording(page, &one->label);
    add_validity(page, facts, one);
    if (one->missing != NULL)
        add_missing_kind(page, facts, one->missing);
    text_add(page, "</td>");
    for (size_t at = 0; at < facts->manifest->years.count; at++)
        add_bar(page,
                column_frequency(facts->input->extract, column->name, one->code,
                                 (int)facts->manifest->years.items[at].year),
                rows_of(facts, at));
    text_add(page, "</tr>\n");
}

static void
add_classes(Text *page, const PackageFacts *facts, const PackedColumn *column)
{
    text_add(page, "<div class=\"wide\"><table class=\"classes\"><thead><tr>");
    markup_element(page, "th scope=\"col\"", PHRASE_CODE);
    markup_element(page, "th scope=\"col\"", PHRASE_MEANING);
    for (size_t at = 0; at < facts->manifest->years.count; at++)
        text_print(page, "<th scope=\"col\" class=\"n\">%lld</th>",
                   (long long)facts->manifest->years.items[at].year);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t at = 0; at < column->classification->classes.count; at++)
        if (column_class_shown(facts->input, column, at))
            add_class(page, facts, column, &column->classification->classes.items[at]);
    text_add(page, "</tbody><tfoot><tr><td></td>");
    markup_element(page, "th scope=\"row\"", PHRASE_TOTAL);
    for (size_t at = 0; at < facts->manifest->years.count; at++)
        text_print(page, "<td class=\"n\">%s <small></small></td>",
                   words_count(page->arena, rows_of(facts, at)));
    text_add(page, "</tr></tfoot></table></div>\n");
}

static Phrase
level_phrase(const PackedColumn *column)
{
    static const Phrase levels[] = {PHRASE_LEVEL_NOMINAL, PHRASE_LEVEL_ORDINAL,
                                    PHRASE_LEVEL_METRIC};
    if (column->variable != NULL)
        return levels[column->variable->level];
    return column->role == ROLE_PSEUDONYM ? PHRASE_LEVEL_NOMINAL
           : column->role == ROLE_WEIGHT  ? PHRASE_LEVEL_SCALE
                                          : PHRASE_LEVEL_ORDINAL;
}

static void
add_meta(Text *page, const PackedColumn *column)
{
    static const Phrase types[] = {PHRASE_TYPE_UUID, PHRASE_TYPE_INTEGER, PHRASE_TYPE_CODE,
                                   PHRASE_TYPE_REAL};
    text_add(page, "<p class=\"meta\">");
    markup_phrase(page, PHRASE_TYPE);
    text_add(page, ": ");
    markup_phrase(page, types[column->role]);
    text_add(page, " \u00b7 ");
    markup_phrase(page, PHRASE_LEVEL);
    text_add(page, ": ");
    markup_phrase(page, level_phrase(column));
    if (column->variable != NULL)
    {
        text_add(page, " \u00b7 ");
        markup_phrase(page, PHRASE_GROUP);
        text_add(page, ": <span class=\"code\">");
        text_add_markup(page, column->variable->unit);
        text_add(page, "</span> \u00b7 ");
        markup_phrase(page, PHRASE_CLASS_LIST);
        text_add(page, ": <span class=\"code\">");
        text_add_markup(page, column->classification->name);
        text_add(page, "</span> (");
        markup_wording(page, &column->classification->label);
        text_add(page, ")");
    }
    text_add(page, "</p>");
}

static void
add_card(Text *page, const PackageFacts *facts, const PackedColumn *column)
{
    text_print(page, "<article class=\"variable\" id=\"v-%s\"><header><h3>", column->name);
    markup_wording(page, &column->label);
    text_print(page, "</h3><code>%s</code>", column->name);
    if (column->variable != NULL && column->variable->identifying)
    {
        text_add(page, "<span class=\"tag\">");
        markup_phrase(page, PHRASE_QUASI);
        text_add(page, "</span>");
    }
    text_add(page, "</header><p>");
    markup_wording(page, &column->description);
    text_add(page, "</p>");
    add_meta(page, column);
    if (column->role == ROLE_CLASS)
        add_classes(page, facts, column);
    text_add(page, "</article>\n");
}

void
codebook_variables_print(Text *page, const PackageFacts *facts)
{
    text_add(page, "<section id=\"variables\">");
    markup_element(page, "h2", PHRASE_VARIABLES);
    markup_element(page, "p", PHRASE_CODES_ARE_TEXT);
    for (size_t at = 0; at < facts->columns->count; at++)
        add_card(page, facts, &facts->columns->items[at]);
    text_add(page, "</section>\n");
}
