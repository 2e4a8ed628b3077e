/* The page: its words, its tables, and which table belongs under which question. */
#include "output/profile.h"
#include "output/vega.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef enum ProfileQuestion
{
    ASKS_WHO,
    ASKS_MOVED,
    ASKS_OBSTACLES,
    ASKS_COUNT
} ProfileQuestion;

static const Wording headings[ASKS_COUNT] = {
    {{"Wie zijn de begunstigden?", "Qui sont les b\u00e9n\u00e9ficiaires ?",
      "Who are the beneficiaries?"}},
    {{"Hoe veranderde dat door de jaren?", "Comment cela a-t-il \u00e9volu\u00e9 ?",
      "How did that move over the years?"}},
    {{"Welke hinderpalen voor werk tonen de gegevens?",
      "Quels obstacles \u00e0 l'emploi les donn\u00e9es montrent-elles ?",
      "Which obstacles to work do the data show?"}},
};
static const Wording title = {{"Profiel van de begunstigden", "Profil des b\u00e9n\u00e9ficiaires",
                               "Profile of the beneficiaries"}};
static const Wording basis = {
    {"Alleen uit uitvoer die is nagekeken, goedgekeurd en vrijgegeven.",
     "\u00c9tabli uniquement \u00e0 partir de r\u00e9sultats v\u00e9rifi\u00e9s, approuv\u00e9s et "
     "diffus\u00e9s.",
     "Made only from outputs that were checked, approved and released."}};
static const Wording nothing = {{"Hierover is nog niets vrijgegeven.",
                                 "Rien n'a encore \u00e9t\u00e9 diffus\u00e9 \u00e0 ce sujet.",
                                 "Nothing has been released on this yet."}};
static const Wording all_words = {{"Totaal", "Total", "Total"}};
static const Wording year_words = {{"Jaar", "Ann\u00e9e", "Year"}};
static const Wording sources = {{"Bronnen", "Sources", "Sources"}};
static const Wording source_heads = {
    {"Uitvoer\nBestand\nBoeking in het register\nBescherming\nVingerafdruk",
     "R\u00e9sultat\nFichier\n\u00c9criture du registre\nProtection\nEmpreinte",
     "Output\nFile\nLedger entry\nProtection\nDigest"}};
static const Wording key_words = {
    {"\u00d7 onderdrukt: getoond zou dit getal iets over weinige personen zeggen; ~ afgerond of "
     "licht verstoord, zodat sommen iets kunnen afwijken. Onderdrukte cellen staan niet in de "
     "grafieken.",
     "\u00d7 supprim\u00e9 : montr\u00e9, ce nombre dirait quelque chose de peu de personnes ; ~ "
     "arrondi ou l\u00e9g\u00e8rement perturb\u00e9, de sorte que les sommes peuvent diff\u00e9rer "
     "un peu. Les cellules supprim\u00e9es ne figurent pas dans les graphiques.",
     "\u00d7 suppressed: shown, this number would tell something about few persons; ~ rounded or "
     "slightly perturbed, so sums may differ a little. Suppressed cells are not in the charts."}};
static const Wording number_words[] = {
    [OUTPUT_FREQUENCY] = {{"Personen", "Personnes", "Persons"}},
    [OUTPUT_MAGNITUDE] = {{"Som", "Somme", "Total"}},
    [OUTPUT_PROPORTIONS] = {{"Aandeel", "Part", "Share"}},
    [OUTPUT_MEANS] = {{"Gemiddelde", "Moyenne", "Mean"}},
    [OUTPUT_MODEL] = {{"Schatting", "Estimation", "Estimate"}},
};

static const char style[] =
    ":root{--ink:#1a1d21;--soft:#5b6470;--line:#d5dae0;--head:#f1f4f7;--lost:#fdf0d5}\n"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);margin:2rem auto;padding:0 1.5rem;"
    "max-width:62rem;background:#fff}h1{font-size:1.7rem;margin:0}h2{margin:2.6rem 0 .6rem;"
    "border-bottom:2px solid var(--ink)}h3{font-size:1.05rem;margin:1.6rem 0 .4rem}\n"
    ".soft{color:var(--soft);font-size:.87rem;margin:.3rem 0}.key{background:var(--head);"
    "padding:.6rem .9rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums;"
    "font-size:.92rem}\n"
    "th,td{border-bottom:1px solid var(--line);padding:.2rem .7rem;text-align:left}"
    "thead th{background:var(--head)}td.n,th.n{text-align:right}td.s{background:var(--lost)}"
    "tr.all td{font-weight:600}.chart{margin:.8rem 0;overflow-x:auto}"
    "td.d{font:.72rem monospace;word-break:break-all}\n"
    "@page{size:A4;margin:16mm}@media print{body{margin:0;padding:0;font-size:10pt;max-width:none}"
    "h2,h3{break-after:avoid}tr,.chart{break-inside:avoid}.chart svg{max-width:100%;height:auto}"
    "td.s,thead th,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

static const char draw[] = "for(const place of document.querySelectorAll('.chart')){"
                           "const spec=JSON.parse(place.querySelector('script').textContent);"
                           "const to=document.createElement('div');place.append(to);"
                           "new vega.View(vega.parse(vegaLite.compile(spec).spec,spec.config),"
                           "{renderer:'svg',container:to}).runAsync();}\n";

static ProfileQuestion
question_of(const ProfileInput *input, const RequestedFile *file)
{
    bool obstacle = file->type == OUTPUT_MODEL;
    for (size_t at = 0; at < file->by_count; at++)
    {
        if (file->by[at].attribute.year != file->by[0].attribute.year)
            return ASKS_MOVED;
        const Variable *variable =
            catalogue_variable(input->scope->catalogue, file->by[at].attribute.variable);
        obstacle = obstacle || (variable != NULL && variable->obstacle);
    }
    return obstacle ? ASKS_OBSTACLES : ASKS_WHO;
}

static const char *
variable_label(const ProfileInput *input, const Attribute *attribute)
{
    const Variable *variable = catalogue_variable(input->scope->catalogue, attribute->variable);
    return variable == NULL ? attribute->variable : variable->label.in[input->language];
}

static const char *
class_label(const ProfileInput *input, const Axis *axis, const char *code)
{
    for (size_t at = 0; at < axis->count; at++)
        if (text_equal(axis->code[at], code))
            return axis->shown[at]->label.in[input->language];
    return text_equal(code, "*") ? all_words.in[input->language] : code;
}

/* Cuts the text at its next separator; NULL where nothing is left. */
static char *
cut(char **rest, char at)
{
    char *part = *rest;
    char *end = part == NULL ? NULL : strchr(part, at);
    *rest = end == NULL ? NULL : end + 1;
    if (end != NULL)
        *end = '\0';
    return part;
}

/* The canonical form of a table; its bytes were compared with their digest. */
static void
read_cells(const ProfileInput *input, Arena *arena, const ReleasedFile *file, ProfileCells *cells)
{
    char *rest = arena_copy_text(arena, file->bytes);
    (void)cut(&rest, '\n');
    for (char *line = cut(&rest, '\n'); line != NULL && line[0] != '\0'; line = cut(&rest, '\n'))
    {
        ProfileCell *cell = LIST_ADD(arena, cells);
        *cell = (ProfileCell){0};
        for (size_t at = 0; at < file->made_of.by_count; at++)
        {
            const char *code = cut(&line, ',');
            cell->code[at] = code == NULL ? "" : code;
            cell->label[at] = class_label(input, &file->made_of.by[at], cell->code[at]);
        }
        const char *number = cut(&line, ',');
        cell->number = number == NULL ? "" : number;
        cell->status = line == NULL ? 's' : line[0];
    }
}

/* 12345.678 as the language writes it. */
static void
add_number(Text *page, const char *number, Language language)
{
    static const char *const thousands[] = {".", "\u202f", ","};
    const char *digits = number[0] == '-' ? number + 1 : number;
    size_t whole = strcspn(digits, ".");
    text_add(page, digits == number ? "" : "\u2212");
    for (size_t at = 0; at < whole; at++)
    {
        text_add(page, at > 0 && (whole - at) % 3 == 0 ? thousands[language] : "");
        text_add_bytes(page, &digits[at], 1);
    }
    if (digits[whole] == '.')
    {
        text_add(page, language == LANGUAGE_EN ? "." : ",");
        text_add_markup(page, digits + whole + 1);
    }
}

static void
add_cell_number(Text *page, const ProfileCell *cell, Language language)
{
    text_add(page, cell->status == 's' ? "<td class=\"n s\">\u00d7" : "<td class=\"n\">");
    if (cell->status == 'r' || cell->status == 'k')
        text_add(page, "~\u2009");
    add_number(page, cell->number, language);
    text_add(page, "</td></tr>\n");
}

static void
add_cells(const ProfileInput *input, Text *page, const ProfileCells *cells, size_t dimensions,
          const char *const *titles)
{
    text_add(page, "<table><thead><tr>");
    for (size_t at = 0; at <= dimensions; at++)
    {
        text_add(page, at == dimensions ? "<th class=\"n\">" : "<th>");
        text_add_markup(page, titles[at]);
        text_add(page, "</th>");
    }
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t row = 0; row < cells->count; row++)
    {
        const ProfileCell *cell = &cells->items[row];
        text_add(page, text_equal(cell->code[dimensions - 1], "*") ? "<tr class=\"all\">" : "<tr>");
        for (size_t at = 0; at < dimensions; at++)
        {
            text_add(page, "<td>");
            text_add_markup(page, cell->label[at]);
            text_add(page, "</td>");
        }
        add_cell_number(page, cell, input->language);
    }
    text_add(page, "</tbody></table>\n");
}

/* Inside a script element no "<" may stand: it could end it. */
static void
add_chart(Text *page, const json_t *chart)
{
    char *spec = json_dumps(chart, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(9));
    if (spec == NULL)
        error_out_of_memory();
    text_add(page, "<div class=\"chart\"><script type=\"application/json\">");
    for (const char *at = spec; *at != '\0'; at++)
        if (*at == '<')
            text_add(page, "\\u003c");
        else
            text_add_bytes(page, at, 1);
    text_add(page, "</script></div>\n");
    free(spec);
}

static void
add_source(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    const char *words[LANGUAGE_COUNT] = {"Bron: uitvoer", "Source : r\u00e9sultat",
                                         "Source: output"};
    const char *entry[LANGUAGE_COUNT] = {"boeking", "\u00e9criture", "ledger entry"};
    text_print(page, "<p class=\"soft\">%s %" PRId64 " (", words[input->language], file->output);
    text_add_markup(page, file->name);
    text_print(page, "), %s %" PRId64 "</p>\n", entry[input->language], file->entry);
}

static void
add_heading(const ProfileInput *input, Text *page, const RequestedFile *file)
{
    text_add(page, "<h3>");
    text_add_markup(page, number_words[file->type].in[input->language]);
    for (size_t at = 0; at < file->by_count; at++)
    {
        text_add(page, at == 0 ? ": " : " \u00d7 ");
        text_add_markup(page, variable_label(input, &file->by[at].attribute));
        text_print(page, " (%d)", file->by[at].attribute.year);
    }
    for (size_t at = 0; at < file->where_count; at++)
    {
        text_add(page, at == 0 ? " | " : ", ");
        text_add_markup(page, variable_label(input, &file->where[at].attribute));
    }
    text_add(page, "</h3>\n");
}

static void
add_table(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    SCRATCH Arena *work = arena_new("profile");
    const RequestedFile *made_of = &file->made_of;
    ProfileCells cells = {0};
    const char *titles[REQUEST_TERMS + 1] = {0};
    for (size_t at = 0; at < made_of->by_count; at++)
        titles[at] = arena_print(work, "%s, %d", variable_label(input, &made_of->by[at].attribute),
                                 made_of->by[at].attribute.year);
    titles[made_of->by_count] = number_words[made_of->type].in[input->language];
    read_cells(input, work, file, &cells);
    add_heading(input, page, made_of);
    json_t *chart = profile_chart(work, &cells, made_of->by_count, false, titles, input->language);
    if (chart != NULL)
        add_chart(page, chart);
    add_cells(input, page, &cells, made_of->by_count, titles);
    add_source(input, page, file);
}

/* A model's lines as they were released. */
static void
add_model(const ProfileInput *input, Text *page, const ReleasedFile *file)
{
    add_heading(input, page, &file->made_of);
    text_add(page, "<pre>");
    text_add_markup(page, file->bytes);
    text_add(page, "</pre>\n");
    add_source(input, page, file);
}

/* Do two tables ask the same of different years, each of one year? */
static bool
is_same_series(const RequestedFile *one, const RequestedFile *other)
{
    bool same = one->type == other->type && one->type != OUTPUT_MODEL && one->by_count == 1 &&
                other->by_count == 1 && one->where_count == 0 && other->where_count == 0 &&
                one->has_measure == other->has_measure &&
                (!one->has_measure || text_equal(one->measure.variable, other->measure.variable));
    return same && text_equal(one->by[0].attribute.variable, other->by[0].attribute.variable) &&
           one->by[0].list == other->by[0].list;
}

/* The cells of one year behind those of the years before it. */
static void
add_year(const ProfileInput *input, Arena *arena, const ReleasedFile *file, ProfileCells *series)
{
    ProfileCells cells = {0};
    const char *year = arena_print(arena, "%d", file->made_of.by[0].attribute.year);
    read_cells(input, arena, file, &cells);
    for (size_t at = 0; at < cells.count; at++)
    {
        ProfileCell cell = cells.items[at];
        cell.code[1] = cell.code[0];
        cell.label[1] = cell.label[0];
        cell.code[0] = cell.label[0] = year;
        *LIST_ADD(arena, series) = cell;
    }
}

/* The series that starts with this file, where there is one: its years in order, each once. */
static bool
add_series(const ProfileInput *input, Text *page, size_t first)
{
    SCRATCH Arena *work = arena_new("series");
    const ReleasedFiles *files = input->files;
    const RequestedFile *made_of = &files->items[first].made_of;
    ProfileCells cells = {0};
    size_t years = 0;
    for (size_t at = 0; at < first; at++)
        if (files->items[at].is_shaped && is_same_series(&files->items[at].made_of, made_of))
            return false;
    for (int year = 1; year <= 9999; year++)
        for (size_t at = first; at < files->count; at++)
            if (files->items[at].is_shaped && is_same_series(&files->items[at].made_of, made_of) &&
                files->items[at].made_of.by[0].attribute.year == year)
            {
                add_year(input, work, &files->items[at], &cells);
                years++;
                break;
            }
    if (years < 2)
        return false;
    const char *titles[] = {year_words.in[input->language],
                            variable_label(input, &made_of->by[0].attribute),
                            number_words[made_of->type].in[input->language]};
    text_add(page, "<h3>");
    text_add_markup(page, titles[1]);
    text_add(page, "</h3>\n");
    json_t *chart = profile_chart(work, &cells, 2, true, titles, input->language);
    if (chart != NULL)
        add_chart(page, chart);
    add_cells(input, page, &cells, 2, titles);
    for (size_t at = first; at < files->count; at++)
        if (files->items[at].is_shaped && is_same_series(&files->items[at].made_of, made_of))
            add_source(input, page, &files->items[at]);
    return true;
}

static void
add_question(const ProfileInput *input, Text *page, ProfileQuestion question)
{
    size_t shown = 0;
    text_print(page, "<h2>%s</h2>\n", headings[question].in[input->language]);
    for (size_t at = 0; at < input->files->count; at++)
    {
        const ReleasedFile *file = &input->files->items[at];
        if (!file->is_shaped)
            continue;
        if (question == ASKS_MOVED && add_series(input, page, at))
            shown++;
        if (question_of(input, &file->made_of) != question)
            continue;
        shown++;
        if (file->made_of.type == OUTPUT_MODEL)
            add_model(input, page, file);
        else
            add_table(input, page, file);
    }
    if (shown == 0)
        text_print(page, "<p class=\"soft\">%s</p>\n", nothing.in[input->language]);
}

static void
add_sources(const ProfileInput *input, Text *page)
{
    SCRATCH Arena *work = arena_new("sources");
    char *heads = arena_copy_text(work, source_heads.in[input->language]);
    text_print(page, "<h2>%s</h2>\n<table><thead><tr>", sources.in[input->language]);
    for (char *head = cut(&heads, '\n'); head != NULL; head = cut(&heads, '\n'))
        text_print(page, "<th>%s</th>", head);
    text_add(page, "</tr></thead><tbody>\n");
    for (size_t at = 0; at < input->files->count; at++)
    {
        const ReleasedFile *file = &input->files->items[at];
        text_print(page, "<tr><td>%" PRId64 "</td><td>", file->output);
        text_add_markup(page, file->name);
        text_print(page, "</td><td>%" PRId64 "</td><td>%s</td><td class=\"d\">%s</td></tr>\n",
                   file->entry, file->method, digest_print(work, &file->digest));
    }
    text_add(page, "</tbody></table>\n");
}

static void
add_head(const ProfileInput *input, Text *page)
{
    const Deliberation *deliberation = input->scope->deliberation;
    text_print(page,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'\">\n"
               "<title>%s</title><style>\n",
               language_code(input->language), title.in[input->language]);
    text_add(page, style);
    text_print(page, "</style></head><body>\n<h1>%s</h1>\n<p>", title.in[input->language]);
    text_add_markup(page, deliberation->purpose.in[input->language]);
    text_add(page, "</p>\n<p class=\"soft\">");
    text_add_markup(page, deliberation->id);
    text_add(page, " \u00b7 ");
    text_add_markup(page, input->ledger);
    text_print(page, " \u00b7 %s</p>\n<p class=\"key\">%s</p>\n", basis.in[input->language],
               key_words.in[input->language]);
}

void
profile_print(const ProfileInput *input, Text *page)
{
    add_head(input, page);
    for (size_t question = 0; question < ASKS_COUNT; question++)
        add_question(input, page, (ProfileQuestion)question);
    add_sources(input, page);
    text_add(page, "<script>");
    text_add(page, vega_program);
    text_add(page, "</script>\n<script>");
    text_add(page, vega_lite_program);
    text_add(page, "</script>\n<script>");
    text_add(page, draw);
    text_add(page, "</script>\n</body></html>\n");
}
