/*
 * What the readers of a catalogue's sections share.
 */
#ifndef BERAAD_CATALOGUE_INNER_H
#define BERAAD_CATALOGUE_INNER_H

#include "catalogue/model.h"

typedef struct CatalogueReader
{
    Arena *arena;
    const char *directory;
    const char *main_file;  /* directory/catalogue.yaml */
    Complaints *complaints; /* its file changes while another one is read */
    Catalogue *catalogue;
    Hasher *hasher; /* of the names and bytes of all files */
} CatalogueReader;

/* [a-z][a-z0-9_]* of at most 63 bytes; complains where it is not. */
bool name_check(const char *name, Place place, Complaints *complaints);

/* The text of a node that is such a name, or NULL with a complaint (none for a NULL node). */
const char *name_read(const Node *node, Complaints *complaints);

/* A sequence of distinct names. */
void names_read(Arena *arena, const Node *node, Names *ret_names, Complaints *complaints);
bool names_hold(const Names *names, const char *name);

/* A mapping nl, fr, en; what is missing becomes "" with a complaint. */
Wording wording_read(const Node *node, Complaints *complaints);

/* The mapping under key of root, or NULL: absent, or something else (with a complaint). */
const Node *section_read(const Node *root, const char *key, Complaints *complaints);

/* The bytes of a file that the catalogue names, hashed into its digest; NULL with a complaint at
 * the node where it is not there or cannot be a name. Failing to read an existing file is the
 * error. */
ErrorKind reader_file(CatalogueReader *reader, const Node *node, char **ret_bytes, size_t *ret_size,
                      Error *err) MUST_CHECK;

/* Until reader_leave, complaints are about the file that node names. */
void reader_enter(CatalogueReader *reader, const Node *node);
void reader_leave(CatalogueReader *reader);

/* What the SQL of a derivation, cohort or condition may use. */
typedef struct SqlRules
{
    const Names *needs; /* derivations that it may read; NULL: none, and not subject */
    bool statement;     /* it must begin with SELECT or WITH */
    Place origin;       /* of its first byte, for complaints */
} SqlRules;

/* Complains of undefined placeholders, semicolons, unended quotes, derivations that are not among
 * the needs. */
void sql_check(CatalogueReader *reader, const char *sql, const SqlRules *rules);

/* One section each; complaints for what is wrong, an Error only where a file cannot be read. */
void registers_read(CatalogueReader *reader, const Node *root);
void history_read(CatalogueReader *reader, const Node *root);
void parameters_read(CatalogueReader *reader, const Node *root);
ErrorKind classifications_read(CatalogueReader *reader, const Node *root, Error *err) MUST_CHECK;
ErrorKind derivations_read(CatalogueReader *reader, const Node *root, Error *err) MUST_CHECK;
void household_read(CatalogueReader *reader, const Node *root);
ErrorKind cohorts_read(CatalogueReader *reader, const Node *root, Error *err) MUST_CHECK;
void variables_read(CatalogueReader *reader, const Node *root);
void contradictions_read(CatalogueReader *reader, const Node *root);

/* Column classes name class lists, which are read after the registers: judged at the end. */
void register_classes_check(CatalogueReader *reader, const Node *root);

#endif
