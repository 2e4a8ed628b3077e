#include "release/codebook_part.h"

static Phrase
panel_phrase(PanelReading panel)
{
    return panel == PANEL_COHORT_DATES ? PHRASE_PANEL_COHORT
           : panel == PANEL_ALL_DATES  ? PHRASE_PANEL_ALL
                                       : PHRASE_PANEL_SAMPLED;
}

/* "10.000000": cohort / sample in millionths, without a real. */
static char *
weight_of(Arena *arena, int64_t cohort, int64_t sample, Language language)
{
    if (sample == 0)
        return arena_copy_text(arena, "-");
    int64_t whole = cohort / sample;
    int64_t rest = (cohort % sample) * 10000 / sample;
    return arena_print(arena, "%lld%c%04lld", (long long)whole, language == LANGUAGE_EN ? '.' : ',',
                       (long long)rest);
}

static void
add_weight(Text *page, int64_t cohort, int64_t sample)
{
    Wording weight;
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        weight.in[language] = weight_of(page->arena, cohort, sample, language);
    text_add(page, "<td class=\"n\">");
    markup_wording(page, &weight);
    text_add(page, "</td>");
}

static void
add_stratum(Text *page, const ManifestYear *year, const char *classes, int64_t cohort,
            int64_t sample)
{
    text_print(page, "<tr><th scope=\"row\">%lld</th><td class=\"code\">", (long long)year->year);
    text_add_markup(page, classes[0] == '\0' ? "\u2013" : classes);
    text_print(page, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td>",
               words_count(page->arena, cohort), words_count(page->arena, sample));
    add_weight(page, cohort, sample);
    text_add(page, "</tr>\n");
}

static void
add_weights(Text *page, const PackageFacts *facts)
{
    static const Phrase heads[] = {PHRASE_YEAR, PHRASE_STRATUM, PHRASE_PERSONS, PHRASE_SAMPLE,
                                   PHRASE_WEIGHT};
    text_add(page, "<div class=\"wide\"><table><thead><tr>");
    for (size_t at = 0; at < 5; at++)
        markup_element(page, at < 2 ? "th scope=\"col\"" : "th scope=\"col\" class=\"n\"",
                       heads[at]);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t at = 0; at < facts->manifest->years.count; at++)
    {
        const ManifestYear *year = &facts->manifest->years.items[at];
        if (year->strata.count == 0)
            add_stratum(page, year, "", year->cohort, year->sample);
        for (size_t one = 0; one < year->strata.count; one++)
            add_stratum(page, year, year->strata.items[one].classes, year->strata.items[one].cohort,
                        year->strata.items[one].sample);
    }
    text_add(page, "</tbody></table></div>\n");
}

void
codebook_sample_print(Text *page, const PackageFacts *facts)
{
    const Communication *communication = facts->input->communication;
    markup_element(page, "h3", PHRASE_SAMPLE_RULE);
    text_add(page, "<p>");
    if (!communication->sample.present)
    {
        markup_phrase(page, PHRASE_NO_SAMPLE_ABOUT);
        text_add(page, "</p>");
        return;
    }
    Wording rule;
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        rule.in[language] =
            phrase_fill(page->arena, PHRASE_SAMPLE_ABOUT, language,
                        (const char *const[]){words_percent(
                            page->arena, communication->sample.percent_millionths, language)});
    markup_wording(page, &rule);
    text_add(page, " ");
    markup_phrase(page, panel_phrase(communication->panel));
    text_add(page, "</p>");
    markup_element(page, "h3", PHRASE_WEIGHTS);
    markup_element(page, "p", PHRASE_WEIGHT_ABOUT);
    add_weights(page, facts);
}

void
codebook_files_print(Text *page, const PackageFacts *facts)
{
    int year = (int)facts->manifest->years.items[0].year;
    const char *stem = column_stem(page->arena, facts->input, year);
    text_add(page, "<section id=\"files\">");
    markup_element(page, "h2", PHRASE_FILES);
    markup_element(page, "p", PHRASE_FILES_ABOUT);
    text_print(page,
               "<pre># Python\nimport pandas\npandas.read_parquet(\"data/%s.parquet\")\n\n"
               "# R\narrow::read_parquet(\"data/%s.parquet\")\nhaven::read_sav(\"data/%s.sav\", "
               "user_na = TRUE)\n\n# SQL (DuckDB)\nSELECT count(*) FROM 'data/%s-*.parquet';</pre>",
               stem, stem, stem, facts->input->communication->name);
    text_add(page, "</section>\n");
}

static void
add_risk_head(Text *page, const Manifest *manifest)
{
    text_add(page, "<div class=\"wide\"><table><thead><tr>");
    markup_element(page, "th scope=\"col\"", PHRASE_YEAR);
    markup_element(page, "th scope=\"col\"", PHRASE_COMBINATION);
    markup_element(page, "th scope=\"col\" class=\"n\"", PHRASE_UNIQUE_FILE);
    markup_element(page, "th scope=\"col\" class=\"n\"", PHRASE_UNIQUE_GROUP);
    for (size_t at = 0; at < manifest->risk_k.count; at++)
    {
        text_add(page, "<th scope=\"col\" class=\"n\">");
        markup_phrase(page, PHRASE_FEWER);
        text_print(page, " %lld</th>", (long long)manifest->risk_k.items[at]);
    }
    text_add(page, "</tr></thead><tbody>\n");
}

static void
add_risk(Text *page, const Manifest *manifest)
{
    text_add(page, "<section id=\"risk\">");
    markup_element(page, "h2", PHRASE_RISK);
    markup_element(page, "p", PHRASE_RISK_ABOUT);
    add_risk_head(page, manifest);
    for (size_t at = 0; at < manifest->risks.count; at++)
    {
        const ManifestRisk *risk = &manifest->risks.items[at];
        text_print(page, "<tr><th scope=\"row\">%lld</th><td class=\"code\">",
                   (long long)risk->year);
        text_add_markup(page, risk->variables);
        text_print(page, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td>",
                   words_count(page->arena, risk->unique_in_sample),
                   words_count(page->arena, risk->unique_in_population));
        for (size_t k = 0; k < risk->below.count; k++)
            text_print(page, "<td class=\"n\">%s</td>",
                       words_count(page->arena, risk->below.items[k]));
        text_add(page, "</tr>\n");
    }
    text_add(page, "</tbody></table></div></section>\n");
}

static void
add_warnings(Text *page, const PackageFacts *facts)
{
    text_add(page, "<section id=\"warnings\">");
    markup_element(page, "h2", PHRASE_WARNINGS);
    markup_element(page, "p", PHRASE_WARNINGS_ABOUT);
    text_add(page, "<table><tbody>\n");
    for (size_t at = 0; at < facts->input->extract->warnings.count; at++)
    {
        const Warning *warning = &facts->input->extract->warnings.items[at];
        text_print(page, "<tr><th scope=\"row\">%d</th><td>", warning->year);
        markup_wording(page, &warning->label);
        text_print(page, "</td><td class=\"n\">%s</td></tr>\n",
                   words_count(page->arena, warning->count));
    }
    text_add(page, "</tbody></table></section>\n");
}

void
codebook_risk_print(Text *page, const PackageFacts *facts)
{
    if (facts->manifest->risks.count > 0)
        add_risk(page, facts->manifest);
    if (facts->manifest->warnings.count > 0)
        add_warnings(page, facts);
}
