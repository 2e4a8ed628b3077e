/*
 * What the files that read a deliberation share: the reading itself and the forms of its fields.
 *
 * A part reads what it can and complains of the rest; a later part that would judge against
 * something that could not be read (the paragraphs, the reference years) passes over it in silence,
 * so that one fault is told once.
 */
#ifndef BERAAD_DELIBERATION_INNER_H
#define BERAAD_DELIBERATION_INNER_H

#include "deliberation/model.h"

#define DELIBERATION_YEAR_LEAST 1900
#define DELIBERATION_YEAR_MOST 2199
#define DELIBERATION_LINE 200   /* bytes of a name */
#define DELIBERATION_PROSE 4000 /* bytes of a summary */
#define DELIBERATION_PARAGRAPHS 500

typedef struct Reader
{
    Arena *arena;
    const Catalogue *catalogue;
    Complaints *complaints;
    const Node *root;
    Deliberation *deliberation;
    bool rules_only;       /* no catalogue is asked for */
    bool paragraphs_known; /* cites can be judged against them */
    bool years_known;      /* years can be judged against the reference years */
} Reader;

/* A text of one line and at most DELIBERATION_LINE bytes; NULL with a complaint. */
const char *field_line(Reader *reader, const Node *node);

/* A name made of lower-case letters, digits, '-' and '_' that begins with a letter. */
const char *field_name(Reader *reader, const Node *node);

/* One text for all languages, or {nl, fr, en}; most is its size in bytes. */
bool field_wording(Reader *reader, const Node *node, size_t most, Wording *ret_wording);

/* {nl, fr, en}, all three. */
bool field_languages(Reader *reader, const Node *node, size_t most, Wording *ret_wording);

/* The key 'cites' of a rule: at least one paragraph, each existing, each once. Absence is told by
 * node_keys. */
void field_cites(Reader *reader, const Node *rule, Cites *ret_cites);

/* A sequence of years, ascending; within the reference years where those are known and `within`. */
bool field_years(Reader *reader, const Node *node, bool within, Years *ret_years);

/* The parts of the file, in the order in which they need each other. */
void read_paragraphs(Reader *reader);
void read_head(Reader *reader);
void read_reference(Reader *reader);
void read_cohort(Reader *reader);
void read_variables(Reader *reader);
void read_communications(Reader *reader);
void read_conditions(Reader *reader); /* approval, risk, enclave, outputs, reidentification */
void read_retention(Reader *reader);
void read_interpretations(Reader *reader);

#endif
