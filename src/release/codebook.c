#include "release/codebook.h"

#include "release/codebook_part.h"

#include <string.h>

static const Phrase event_phrases[] = {PHRASE_EVENT_DELIVERY, PHRASE_EVENT_RECEIPT,
                                       PHRASE_EVENT_LAST};
static const char *const event_names[] = {"delivery", "receipt", "last delivery"};

static const char *
event_in(const char *name, Language language)
{
    for (size_t at = 0; at < 3; at++)
        if (text_equal(event_names[at], name))
            return phrase_in(event_phrases[at], language);
    return name;
}

char *
codebook_destroy_by(Arena *arena, const ManifestRetention *retention, Language language)
{
    Text text = text_new(arena);
    if (retention->dated)
        text_print(&text, "%s %s", phrase_in(PHRASE_BY, language),
                   words_date(arena, retention->destroy_by, language));
    for (size_t at = 0; at < retention->after.count; at++)
    {
        const ManifestAfter *after = &retention->after.items[at];
        text_print(&text, "%s%s %lld %s %s", text.size == 0 ? "" : "; ",
                   phrase_in(PHRASE_AT_LATEST, language), (long long)after->years,
                   phrase_in(after->years == 1 ? PHRASE_YEAR_ONE : PHRASE_YEAR_MANY, language),
                   event_in(after->event, language));
    }
    if (text.size == 0)
        text_add(&text, phrase_in(PHRASE_NO_DATE, language));
    if (retention->after.count + retention->dated > 1)
        text_print(&text, " (%s)", phrase_in(PHRASE_EARLIEST, language));
    return text.bytes;
}

char *
codebook_years(Arena *arena, const Manifest *manifest)
{
    Text text = text_new(arena);
    for (size_t at = 0; at < manifest->years.count; at++)
        text_print(&text, "%s%lld", at == 0 ? "" : ", ", (long long)manifest->years.items[at].year);
    return text.bytes;
}

bool
codebook_retention_same(const ManifestRetention *one, const ManifestRetention *other)
{
    bool same = one->dated == other->dated && one->after.count == other->after.count &&
                one->cites.count == other->cites.count &&
                (!one->dated || date_compare(one->destroy_by, other->destroy_by) == 0);
    for (size_t at = 0; same && at < one->after.count; at++)
        same = one->after.items[at].years == other->after.items[at].years &&
               text_equal(one->after.items[at].event, other->after.items[at].event);
    for (size_t at = 0; same && at < one->cites.count; at++)
        same = one->cites.items[at] == other->cites.items[at];
    return same;
}

static void
add_cites(Text *page, const Cites *cites)
{
    text_print(page, " <span class=\"cites\">%s</span>", cites_print(page->arena, cites));
}

static void
fact_begin(Text *page, Phrase term)
{
    markup_element(page, "dt", term);
    text_add(page, "<dd>");
}

static void
add_fact(Text *page, Phrase term, const char *words)
{
    fact_begin(page, term);
    text_add_markup(page, words);
    text_add(page, "</dd>\n");
}

/* Years with the same rule share a line. */
static void
add_retention(Text *page, const PackageFacts *facts)
{
    const Manifest *manifest = facts->manifest;
    fact_begin(page, PHRASE_DESTROY_BY);
    for (size_t at = 0; at < manifest->retention.count;)
    {
        const ManifestRetention *first = &manifest->retention.items[at];
        text_print(page, "%s<strong>%lld", at == 0 ? "" : "<br>", (long long)first->year);
        for (at++; at < manifest->retention.count &&
                   codebook_retention_same(first, &manifest->retention.items[at]);
             at++)
            text_print(page, ", %lld", (long long)manifest->retention.items[at].year);
        text_add(page, "</strong>: ");
        Wording until;
        for (Language language = 0; language < LANGUAGE_COUNT; language++)
            until.in[language] = codebook_destroy_by(page->arena, first, language);
        markup_wording(page, &until);
        Cites cites =
            deliberation_retention_cites(page->arena, facts->input->deliberation, (int)first->year);
        add_cites(page, &cites);
    }
    text_add(page, "</dd>\n");
}

static void
add_overview(Text *page, const PackageFacts *facts)
{
    const Deliberation *deliberation = facts->input->deliberation;
    const Cohort *cohort = catalogue_cohort(facts->input->catalogue, deliberation->cohort);
    text_add(page, "<section id=\"overview\">");
    markup_element(page, "h2", PHRASE_OVERVIEW);
    text_add(page, "<dl class=\"facts\">\n");
    fact_begin(page, PHRASE_PURPOSE);
    markup_wording(page, &deliberation->purpose);
    add_cites(page, &deliberation->purpose_cites);
    text_add(page, "</dd>\n");
    add_fact(page, PHRASE_PROVIDER, deliberation->provider);
    fact_begin(page, PHRASE_RECIPIENT);
    text_add_markup(page, deliberation->recipient_name);
    if (deliberation->recipient_unit != NULL)
        text_add_markup(page, arena_print(page->arena, ", %s", deliberation->recipient_unit));
    add_cites(page, &deliberation->recipient_cites);
    text_add(page, "</dd>\n");
    fact_begin(page, PHRASE_COHORT);
    if (cohort != NULL)
        markup_wording(page, &cohort->label);
    add_cites(page, &deliberation->cohort_cites);
    text_add(page, "</dd>\n");
    add_retention(page, facts);
    text_add(page, "</dl>\n<p class=\"note\">");
    markup_phrase(page, PHRASE_SMALL_COUNTS);
    text_add(page, "</p></section>\n");
}

static void
add_sizes(Text *page, const PackageFacts *facts)
{
    static const Phrase heads[] = {PHRASE_REFERENCE_DATE, PHRASE_PERSONS, PHRASE_SAMPLE,
                                   PHRASE_ROWS, PHRASE_LEFT_OUT};
    text_add(page, "<section id=\"sizes\">");
    markup_element(page, "h2", PHRASE_FIGURES);
    text_add(page, "<div class=\"wide\"><table><thead><tr>");
    for (size_t at = 0; at < sizeof heads / sizeof *heads; at++)
        markup_element(page, at == 0 ? "th scope=\"col\"" : "th scope=\"col\" class=\"n\"",
                       heads[at]);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t at = 0; at < facts->manifest->years.count; at++)
    {
        const ManifestYear *year = &facts->manifest->years.items[at];
        const int64_t counts[] = {year->cohort, year->sample, year->rows, year->left_out};
        Wording date;
        for (Language language = 0; language < LANGUAGE_COUNT; language++)
            date.in[language] = words_date(page->arena, year->reference_date, language);
        text_add(page, "<tr><th scope=\"row\">");
        markup_wording(page, &date);
        text_add(page, "</th>");
        for (size_t one = 0; one < 4; one++)
            text_print(page, "<td class=\"n\">%s</td>", words_count(page->arena, counts[one]));
        text_add(page, "</tr>\n");
    }
    text_add(page, "</tbody></table></div>");
    markup_element(page, "p", PHRASE_LEFT_OUT_ABOUT);
    codebook_sample_print(page, facts);
    text_add(page, "</section>\n");
}

static void
add_rules(Text *page, const PackageFacts *facts)
{
    const Deliberation *deliberation = facts->input->deliberation;
    text_add(page, "<section id=\"rules\">");
    markup_element(page, "h2", PHRASE_RULES);
    text_add(page, "<ul><li>");
    Wording purpose;
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        purpose.in[language] =
            phrase_fill(page->arena, PHRASE_ONLY_PURPOSE, language,
                        (const char *const[]){deliberation->purpose.in[language]});
    markup_wording(page, &purpose);
    add_cites(page, &deliberation->purpose_cites);
    text_add(page, "</li>");
    if (deliberation->reidentification_prohibited)
    {
        text_add(page, "<li>");
        markup_phrase(page, PHRASE_NO_REIDENTIFICATION);
        add_cites(page, &deliberation->reidentification_cites);
        text_add(page, "</li>");
    }
    text_add(page, "</ul>");
    text_add(page, "</section>\n");
}

static void
add_interpretations(Text *page, const PackageFacts *facts)
{
    const Deliberation *deliberation = facts->input->deliberation;
    if (deliberation->interpretations.count == 0)
        return;
    text_add(page, "<section id=\"readings\">");
    markup_element(page, "h2", PHRASE_INTERPRETATIONS);
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
    {
        const Interpretation *one = &deliberation->interpretations.items[at];
        text_add(page, "<h3>");
        markup_wording(page, &one->question);
        add_cites(page, &one->cites);
        text_add(page, "</h3><p>");
        markup_wording(page, &one->reading);
        text_add(page, "</p>\n");
    }
    text_add(page, "</section>\n");
}

static void
add_citation(Text *page, const PackageFacts *facts)
{
    const char *values[] = {facts->manifest->provider, facts->manifest->communication,
                            facts->manifest->deliberation,
                            codebook_years(page->arena, facts->manifest)};
    text_add(page, "<section id=\"cite\">");
    markup_element(page, "h2", PHRASE_CITE);
    text_add(page, "<p>");
    markup_fill(page, PHRASE_CITE_ABOUT, values);
    text_add(page, "</p></section>\n<footer>");
    markup_phrase(page, PHRASE_MADE_WITH);
    text_print(page, " %s.</footer>\n", facts->manifest->software);
}

static void
nav_entry(Text *page, const char *id, Phrase which)
{
    text_print(page, "<li><a href=\"#%s\">", id);
    markup_phrase(page, which);
    text_add(page, "</a>");
}

static void
add_navigation(Text *page, const PackageFacts *facts)
{
    text_add(page, "<nav><ol>");
    nav_entry(page, "overview", PHRASE_OVERVIEW);
    nav_entry(page, "sizes", PHRASE_FIGURES);
    nav_entry(page, "rules", PHRASE_RULES);
    nav_entry(page, "files", PHRASE_FILES);
    nav_entry(page, "variables", PHRASE_VARIABLES);
    text_add(page, "<ol>\n");
    for (size_t at = 0; at < facts->columns->count; at++)
    {
        text_print(page, "<li><a href=\"#v-%s\">", facts->columns->items[at].name);
        markup_wording(page, &facts->columns->items[at].label);
        text_add(page, "</a></li>\n");
    }
    text_add(page, "</ol></li>");
    if (facts->manifest->risks.count > 0)
        nav_entry(page, "risk", PHRASE_RISK);
    if (facts->manifest->warnings.count > 0)
        nav_entry(page, "warnings", PHRASE_WARNINGS);
    if (facts->input->deliberation->interpretations.count > 0)
        nav_entry(page, "readings", PHRASE_INTERPRETATIONS);
    nav_entry(page, "cite", PHRASE_CITE);
    text_add(page, "</ol></nav>\n");
}

static void
add_head(Text *page, const PackageFacts *facts)
{
    const Manifest *manifest = facts->manifest;
    text_print(page,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'\"><title>",
               language_code(facts->input->label_language));
    text_add_markup(page, manifest->deliberation);
    text_add(page, " \u00b7 ");
    text_add_markup(page, manifest->communication);
    text_add(page, "</title><style>");
    markup_style(page);
    text_add(page, "</style></head><body>\n<a class=\"skip\" href=\"#overview\">");
    markup_phrase(page, PHRASE_TO_CONTENT);
    text_add(page, "</a>");
    markup_switch(page, facts->input->label_language);
    text_add(page, "<div class=\"bar\"><b>");
    text_add_markup(page, manifest->deliberation);
    text_add(page, "</b><label for=\"nl\">Nederlands</label><label for=\"fr\">Fran\u00e7ais</label>"
                   "<label for=\"en\">English</label></div>\n");
}

void
codebook_print(Text *page, const PackageFacts *facts)
{
    const Wording *title = &facts->input->catalogue->title;
    add_head(page, facts);
    text_add(page, "<main>");
    add_navigation(page, facts);
    text_add(page, "<div><h1>");
    markup_phrase(page, PHRASE_CODEBOOK);
    text_add(page, "</h1><p>");
    markup_phrase(page, PHRASE_DELIBERATION);
    text_add(page, " <strong>");
    text_add_markup(page, facts->manifest->deliberation);
    text_add(page, "</strong> \u00b7 ");
    markup_phrase(page, PHRASE_COMMUNICATION);
    text_add(page, " <strong>");
    text_add_markup(page, facts->manifest->communication);
    text_print(page, "</strong> \u00b7 %s<br>", codebook_years(page->arena, facts->manifest));
    markup_wording(page, title);
    text_add(page, "</p>\n");
    add_overview(page, facts);
    add_sizes(page, facts);
    add_rules(page, facts);
    codebook_files_print(page, facts);
    codebook_variables_print(page, facts);
    codebook_risk_print(page, facts);
    add_interpretations(page, facts);
    add_citation(page, facts);
    text_add(page, "</div></main></body></html>\n");
}
