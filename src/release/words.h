/*
 * The fixed phrases of codebook, metadata and notice in three languages, and the few ways of
 * putting them on paper.
 * "{}" in a phrase stands for a value, filled in order. Inner to release/.
 */
#ifndef BERAAD_RELEASE_WORDS_H
#define BERAAD_RELEASE_WORDS_H

#include "core/text.h"
#include "deliberation/model.h"

typedef enum Phrase
{
    PHRASE_PSEUDONYM,
    PHRASE_PSEUDONYM_ABOUT,
    PHRASE_REFERENCE_YEAR,
    PHRASE_REFERENCE_YEAR_ABOUT,
    PHRASE_WEIGHT,
    PHRASE_WEIGHT_ABOUT,
    PHRASE_CODEBOOK,
    PHRASE_LANGUAGE,
    PHRASE_DELIBERATION,
    PHRASE_DECIDED,
    PHRASE_COMMUNICATION,
    PHRASE_PROVIDER,
    PHRASE_RECIPIENT,
    PHRASE_PURPOSE,
    PHRASE_COHORT,
    PHRASE_DESTROY_BY,
    PHRASE_BY,
    PHRASE_EVENT_DELIVERY,
    PHRASE_EVENT_RECEIPT,
    PHRASE_EVENT_LAST,
    PHRASE_AT_LATEST,
    PHRASE_YEAR_ONE,
    PHRASE_YEAR_MANY,
    PHRASE_EARLIEST,
    PHRASE_NO_DATE,
    PHRASE_PARAGRAPHS,
    PHRASE_CONTENTS,
    PHRASE_OVERVIEW,
    PHRASE_FIGURES,
    PHRASE_YEAR,
    PHRASE_REFERENCE_DATE,
    PHRASE_PERSONS,
    PHRASE_SAMPLE,
    PHRASE_ROWS,
    PHRASE_LEFT_OUT,
    PHRASE_LEFT_OUT_ABOUT,
    PHRASE_SAMPLE_RULE,
    PHRASE_SAMPLE_ABOUT,
    PHRASE_NO_SAMPLE_ABOUT,
    PHRASE_PANEL_SAMPLED,
    PHRASE_PANEL_COHORT,
    PHRASE_PANEL_ALL,
    PHRASE_STRATUM,
    PHRASE_WEIGHTS,
    PHRASE_RULES,
    PHRASE_NO_REIDENTIFICATION,
    PHRASE_ONLY_PURPOSE,
    PHRASE_SMALL_COUNTS,
    PHRASE_FILES,
    PHRASE_FILES_ABOUT,
    PHRASE_CODES_ARE_TEXT,
    PHRASE_VARIABLES,
    PHRASE_COLUMN,
    PHRASE_GROUP,
    PHRASE_LEVEL,
    PHRASE_LEVEL_NOMINAL,
    PHRASE_LEVEL_ORDINAL,
    PHRASE_LEVEL_METRIC,
    PHRASE_LEVEL_SCALE,
    PHRASE_CLASS_LIST,
    PHRASE_TYPE,
    PHRASE_TYPE_UUID,
    PHRASE_TYPE_INTEGER,
    PHRASE_TYPE_REAL,
    PHRASE_TYPE_CODE,
    PHRASE_QUASI,
    PHRASE_CODE,
    PHRASE_MEANING,
    PHRASE_VALID,
    PHRASE_FROM,
    PHRASE_UNTIL,
    PHRASE_MISSING,
    PHRASE_TOTAL,
    PHRASE_RISK,
    PHRASE_RISK_ABOUT,
    PHRASE_COMBINATION,
    PHRASE_UNIQUE_FILE,
    PHRASE_UNIQUE_GROUP,
    PHRASE_FEWER,
    PHRASE_WARNINGS,
    PHRASE_WARNINGS_ABOUT,
    PHRASE_INTERPRETATIONS,
    PHRASE_CITE,
    PHRASE_CITE_ABOUT,
    PHRASE_MADE_WITH,
    PHRASE_TO_CONTENT,
    PHRASE_NOTICE_TITLE,
    PHRASE_NOTICE_LEAD,
    PHRASE_NOTICE_UNDERTAKES,
    PHRASE_NOTICE_PURPOSE,
    PHRASE_NOTICE_REIDENTIFY,
    PHRASE_NOTICE_KEEP,
    PHRASE_NOTICE_SAYS,
    PHRASE_NOTICE_OFFICIAL,
    PHRASE_COUNT
} Phrase;

/* The phrase in all languages. */
Wording phrase(Phrase which);

/* The phrase in one language. */
const char *phrase_in(Phrase which, Language language);

/* The phrase with its "{}" replaced by values, in order. */
char *phrase_fill(Arena *arena, Phrase which, Language language, const char *const *values);

/* "31 maart 2029", "1er mars 2029", "31 March 2029" */
char *words_date(Arena *arena, Date date, Language language);

/* "2012, 2014, 2016" */
char *words_years(Arena *arena, const Years *years);

/* 10000000 millionths: "10"; 2500000: "2,5" or "2.5" */
char *words_percent(Arena *arena, int64_t millionths, Language language);

/* 11697557: "11 697 557" with U+202F, the same in all languages */
char *words_count(Arena *arena, int64_t count);

#define WORDS_WIDTH 80

/* For a file, whoever reads it where: text_wrap in WORDS_WIDTH columns, each line indented, those
 * after the first by `hang` more. */
void words_wrap(Text *text, const char *words, size_t indent, size_t hang);

#endif
