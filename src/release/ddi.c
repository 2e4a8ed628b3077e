#include "release/ddi.h"

#include "release/words.h"

#include <string.h>

/* Attributes and text come from outside; element names stand here. Order of elements: the schema's
 * sequences. */

static void
open_element(Text *xml, const char *name)
{
    text_print(xml, "<%s>", name);
}

static void
close_element(Text *xml, const char *name)
{
    text_print(xml, "</%.*s>\n", (int)strcspn(name, " "), name);
}

static void
add_element(Text *xml, const char *name, const char *words)
{
    open_element(xml, name);
    text_add_markup(xml, words);
    close_element(xml, name);
}

static void
add_in(Text *xml, const char *name, Language language, const char *words)
{
    text_print(xml, "<%s xml:lang=\"%s\">", name, language_code(language));
    text_add_markup(xml, words);
    close_element(xml, name);
}

static void
add_wording(Text *xml, const char *name, const Wording *wording)
{
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        add_in(xml, name, language, wording->in[language]);
}

static void
add_phrase(Text *xml, const char *name, Phrase which)
{
    Wording wording = phrase(which);
    add_wording(xml, name, &wording);
}

/* One title has one language; the others are parallel titles. */
static void
add_titles(Text *xml, const PackageFacts *facts, Phrase what)
{
    open_element(xml, "titlStmt");
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        add_in(xml, language == 0 ? "titl" : "parTitl", language,
               arena_print(xml->arena, "%s: %s, %s (%s)", phrase_in(what, language),
                           facts->input->catalogue->title.in[language],
                           facts->manifest->communication,
                           codebook_years(xml->arena, facts->manifest)));
    add_element(xml, "IDNo",
                arena_print(xml->arena, "%s %s", facts->manifest->deliberation,
                            facts->manifest->communication));
    close_element(xml, "titlStmt");
}

static void
add_citation(Text *xml, const PackageFacts *facts, Phrase what)
{
    open_element(xml, "citation");
    add_titles(xml, facts, what);
    open_element(xml, "rspStmt");
    add_element(xml, "AuthEnty", facts->manifest->provider);
    close_element(xml, "rspStmt");
    open_element(xml, "prodStmt");
    add_element(xml, "producer", facts->manifest->provider);
    add_element(xml, "software", facts->manifest->software);
    close_element(xml, "prodStmt");
    close_element(xml, "citation");
}

static void
add_authorization(Text *xml, const PackageFacts *facts)
{
    const Deliberation *deliberation = facts->input->deliberation;
    char date[DATE_TEXT_SIZE];
    text_print(xml, "<studyAuthorization date=\"%s\">\n", date_print(deliberation->decided, date));
    if (deliberation->body != NULL)
        add_element(xml, "authorizingAgency", deliberation->body);
    add_wording(xml, "authorizationStatement", &deliberation->purpose);
    close_element(xml, "studyAuthorization");
}

static void
add_scope(Text *xml, const PackageFacts *facts)
{
    const Cohort *cohort =
        catalogue_cohort(facts->input->catalogue, facts->input->deliberation->cohort);
    char date[DATE_TEXT_SIZE];
    open_element(xml, "stdyInfo");
    add_wording(xml, "abstract", &facts->input->deliberation->purpose);
    open_element(xml, "sumDscr");
    for (size_t at = 0; at < facts->manifest->years.count; at++)
    {
        date_print(facts->manifest->years.items[at].reference_date, date);
        text_print(xml, "<timePrd event=\"single\" date=\"%s\">%s</timePrd>\n", date, date);
    }
    if (cohort != NULL)
        add_wording(xml, "universe", &cohort->label);
    close_element(xml, "sumDscr");
    close_element(xml, "stdyInfo");
}

static void
add_method(Text *xml, const PackageFacts *facts)
{
    const SampleRule *sample = &facts->input->communication->sample;
    open_element(xml, "method");
    open_element(xml, "dataColl");
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
    {
        const char *values[] = {words_percent(xml->arena, sample->percent_millionths, language)};
        add_in(xml, "sampProc", language,
               sample->present ? phrase_fill(xml->arena, PHRASE_SAMPLE_ABOUT, language, values)
                               : phrase_in(PHRASE_NO_SAMPLE_ABOUT, language));
    }
    add_phrase(xml, "weight", PHRASE_WEIGHT_ABOUT);
    close_element(xml, "dataColl");
    close_element(xml, "method");
}

static void
add_conditions(Text *xml, const PackageFacts *facts, Language language)
{
    const Manifest *manifest = facts->manifest;
    const char *citation[] = {manifest->provider, manifest->communication, manifest->deliberation,
                              codebook_years(xml->arena, manifest)};
    text_print(xml, "<useStmt xml:lang=\"%s\">\n", language_code(language));
    if (facts->input->deliberation->reidentification_prohibited)
        add_element(xml, "restrctn", phrase_in(PHRASE_NO_REIDENTIFICATION, language));
    add_element(xml, "restrctn", phrase_in(PHRASE_SMALL_COUNTS, language));
    add_element(xml, "citReq", phrase_fill(xml->arena, PHRASE_CITE_ABOUT, language, citation));
    for (size_t at = 0; at < manifest->retention.count; at++)
    {
        const ManifestRetention *one = &manifest->retention.items[at];
        add_element(xml, "conditions",
                    arena_print(xml->arena, "%s: %lld: %s", phrase_in(PHRASE_DESTROY_BY, language),
                                (long long)one->year,
                                codebook_destroy_by(xml->arena, one, language)));
    }
    close_element(xml, "useStmt");
}

static void
add_study(Text *xml, const PackageFacts *facts)
{
    open_element(xml, "stdyDscr");
    add_citation(xml, facts, PHRASE_DELIBERATION);
    add_authorization(xml, facts);
    add_scope(xml, facts);
    add_method(xml, facts);
    open_element(xml, "dataAccs");
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        add_conditions(xml, facts, language);
    close_element(xml, "dataAccs");
    close_element(xml, "stdyDscr");
}

static void
add_file(Text *xml, const PackageFacts *facts, const ManifestYear *year)
{
    const char *stem = column_stem(xml->arena, facts->input, (int)year->year);
    text_print(xml, "<fileDscr ID=\"F%lld\" URI=\"../data/%s.csv\">\n<fileTxt>\n",
               (long long)year->year, stem);
    add_element(xml, "fileName", arena_print(xml->arena, "%s.csv", stem));
    text_print(xml,
               "<fileStrc type=\"rectangular\"/>\n<dimensns>\n<caseQnty>%lld</caseQnty>\n"
               "<varQnty>%zu</varQnty>\n</dimensns>\n<fileType charset=\"UTF-8\">CSV</fileType>\n"
               "<format>RFC 4180</format>\n</fileTxt>\n</fileDscr>\n",
               (long long)year->rows, facts->columns->count);
}

static const char *
nature_of(const PackedColumn *column)
{
    if (column->role == ROLE_WEIGHT)
        return "ratio";
    bool nominal = column->role == ROLE_PSEUDONYM ||
                   (column->variable != NULL && column->variable->level == LEVEL_NOMINAL);
    return nominal ? "nominal" : "ordinal";
}

static void
add_category(Text *xml, const PackageFacts *facts, const PackedColumn *column, const Class *one,
             int year)
{
    text_add(xml, one->missing != NULL ? "<catgry missing=\"Y\" missType=\"" : "<catgry>\n");
    if (one->missing != NULL)
    {
        text_add_markup(xml, one->missing);
        text_add(xml, "\">\n");
    }
    add_element(xml, "catValu", one->code);
    add_wording(xml, "labl", &one->label);
    text_print(xml, "<catStat type=\"freq\">%lld</catStat>\n</catgry>\n",
               (long long)column_frequency(facts->input->extract, column->name, one->code, year));
}

/* Rows of a missing class, or of all others. */
static int64_t
rows_counted(const PackageFacts *facts, const PackedColumn *column, const ManifestYear *year,
             bool missing)
{
    int64_t count = 0;
    for (size_t at = 0; at < column->classification->classes.count; at++)
    {
        const Class *one = &column->classification->classes.items[at];
        if (class_valid(one, year->reference_date) && (one->missing != NULL) == missing)
            count +=
                column_frequency(facts->input->extract, column->name, one->code, (int)year->year);
    }
    return count;
}

static void
add_classes(Text *xml, const PackageFacts *facts, const PackedColumn *column,
            const ManifestYear *year)
{
    for (size_t at = 0; at < column->classification->classes.count; at++)
    {
        const Class *one = &column->classification->classes.items[at];
        if (class_valid(one, year->reference_date))
            add_category(xml, facts, column, one, (int)year->year);
    }
}

static void
add_variable(Text *xml, const PackageFacts *facts, const PackedColumn *column,
             const ManifestYear *year)
{
    long long number = (long long)year->year;
    bool weight = column->role == ROLE_WEIGHT;
    bool code = column->role == ROLE_CLASS;
    const char *representation = code                             ? "code"
                                 : column->role == ROLE_PSEUDONYM ? "text"
                                                                  : "numeric";
    text_print(xml, "<var ID=\"V%lld_%s\" name=\"%s\" files=\"F%lld\" wgt=\"%s\"", number,
               column->name, column->name, number, weight ? "wgt" : "not-wgt");
    if (code)
        text_print(xml, " wgt-var=\"V%lld_weight\"", number);
    text_print(xml, " intrvl=\"%s\" nature=\"%s\" representationType=\"%s\">\n",
               weight ? "contin" : "discrete", nature_of(column), representation);
    add_wording(xml, "labl", &column->label);
    if (code)
        text_print(xml,
                   "<sumStat type=\"vald\">%lld</sumStat>\n<sumStat type=\"invd\">%lld</sumStat>\n",
                   (long long)rows_counted(facts, column, year, false),
                   (long long)rows_counted(facts, column, year, true));
    add_wording(xml, "txt", &column->description);
    if (code)
        add_classes(xml, facts, column, year);
    text_print(xml, "<varFormat type=\"%s\" schema=\"other\"/>\n</var>\n",
               strcmp(representation, "numeric") == 0 ? "numeric" : "character");
}

void
ddi_print(Text *xml, const PackageFacts *facts)
{
    const Manifest *manifest = facts->manifest;
    text_print(xml,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\" xml:lang=\"%s\">\n<docDscr>\n",
               language_code(LANGUAGE_NL));
    add_citation(xml, facts, PHRASE_CODEBOOK);
    close_element(xml, "docDscr");
    add_study(xml, facts);
    for (size_t at = 0; at < manifest->years.count; at++)
        add_file(xml, facts, &manifest->years.items[at]);
    open_element(xml, "dataDscr");
    for (size_t at = 0; at < manifest->years.count; at++)
        for (size_t one = 0; one < facts->columns->count; one++)
            add_variable(xml, facts, &facts->columns->items[one], &manifest->years.items[at]);
    close_element(xml, "dataDscr");
    close_element(xml, "codeBook");
}
