/*
 * What the files of the report share: its words, the cells of a table, charts. Only for those
 * files.
 */
#ifndef BERAAD_OUTPUT_PROFILE_INNER_H
#define BERAAD_OUTPUT_PROFILE_INNER_H

#include "core/json.h"
#include "output/profile.h"

typedef enum ProfileQuestion
{
    PROFILE_WHO,
    PROFILE_MOVED,
    PROFILE_OBSTACLES,
    PROFILE_QUESTION_COUNT
} ProfileQuestion;

/* profile_words.c */
extern const Wording profile_question_words[PROFILE_QUESTION_COUNT];
extern const Wording profile_number_words[OUTPUT_TYPE_COUNT]; /* what a type counts */
extern const Wording profile_methods[];                       /* by Method */
extern const Wording profile_models[];                        /* by ModelFamily */
extern const Wording profile_title, profile_basis, profile_nothing, profile_all, profile_year,
    profile_sources, profile_source_heads, profile_key, profile_figures, profile_remarks,
    profile_only, profile_average, profile_sum, profile_source, profile_entry, profile_term,
    profile_error, profile_intercept;
extern const char *const profile_colon[]; /* by language */
extern const char profile_style[];
extern const char profile_draw[]; /* draws each chart in its place */

/* The cells of a released table. */
typedef struct ProfileCell
{
    const char *code[REQUEST_TERMS];  /* of each dimension; "*": all */
    const char *label[REQUEST_TERMS]; /* in the page's language */
    const char *number;               /* as it was released; "" where it is suppressed */
    char status;                      /* p, s, r, k (doc/format/output-request.md) */
} ProfileCell;

typedef struct ProfileCells LIST_OF(ProfileCell) ProfileCells;

/* The canonical form of a table, whose bytes were compared with their digest (profile_cell.c). */
void profile_cells_read(const ProfileInput *input, Arena *arena, const ReleasedFile *file,
                        ProfileCells *cells);

/* Does it say that there is nobody? */
bool profile_is_nobody(const ProfileCell *cell);

/* Adds them as a table, with more than one dimension without what nobody is in: two dimensions
 * crosswise where that is not too wide, else one cell a line. titles: of each dimension, then of
 * the number. */
void profile_cells_add(const ProfileInput *input, Text *page, const ProfileCells *cells,
                       size_t dimensions, const char *const *titles);

/* 12345.678 as the language writes it. */
void profile_number_add(Text *page, const char *number, Language language);

/* In the page's language. */
const char *profile_variable_label(const ProfileInput *input, const Attribute *attribute);
const char *profile_class_label(const ProfileInput *input, const Axis *axis, const char *code);

/* What a file is of, as a heading; and where it is from. */
void profile_heading_add(const ProfileInput *input, Text *page, const RequestedFile *file);
void profile_source_add(const ProfileInput *input, Text *page, const ReleasedFile *file);

/* A table with its chart, or a model; the series over the years that starts with file number
 * `first`, false where there is none (profile_table.c). */
void profile_table_add(const ProfileInput *input, Text *page, const ReleasedFile *file);
/* Is there the same table of a later year? Then this one stands in the series alone. */
bool profile_has_later(const ProfileInput *input, const RequestedFile *file);
bool profile_series_add(const ProfileInput *input, Text *page, size_t first);

/* Figures and notes as they were released (profile_figure.c). */
void profile_figures_add(const ProfileInput *input, Text *page);
void profile_remarks_add(const ProfileInput *input, Text *page);

/* The chart of a table as Vega-Lite 5 with its data inside: bars by its first dimension, coloured
 * by its second, lines where the first is the year. NULL where no number can be drawn. The result
 * lives as long as arena (profile_chart.c). */
json_t *profile_chart(Arena *arena, const ProfileCells *cells, size_t dimensions, bool is_line,
                      const char *const *titles, Language language);

/* What every chart is told of the language. */
json_t *profile_chart_config(Language language);

/* Adds a place in the page where the chart will be drawn. */
void profile_chart_add(Text *page, const json_t *chart);

#endif
