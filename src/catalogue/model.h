/*
 * What a warehouse holds, and what may be made of it: the catalogue, read and judged (read.h).
 * Plain values, pure. The file format is doc/format/catalogue.md.
 */
#ifndef BERAAD_CATALOGUE_MODEL_H
#define BERAAD_CATALOGUE_MODEL_H

#include "core/date.h"
#include "core/digest.h"
#include "core/document.h"
#include "core/list.h"
#include "person/identifier.h"

/* A text in the three languages; never NULL once read. */
typedef enum Language
{
    LANGUAGE_NL,
    LANGUAGE_FR,
    LANGUAGE_EN,
    LANGUAGE_COUNT
} Language;

typedef struct Wording
{
    const char *in[LANGUAGE_COUNT];
} Wording;

typedef struct Names LIST_OF(const char *) Names;

typedef enum ValueType
{
    VALUE_IDENTIFIER, /* BIGINT */
    VALUE_INTEGER,    /* any integer type */
    VALUE_REAL,       /* DOUBLE or DECIMAL */
    VALUE_TEXT,
    VALUE_DATE,
    VALUE_BOOLEAN
} ValueType;

typedef struct Column
{
    const char *name;
    const char *source; /* its name in the file, which need not be a name of the catalogue's form */
    ValueType type;
    bool required; /* NULL is a fault that warehouse check counts */
    const char
        *classification; /* NULL, or the class list that each value must be in (warehouse check) */
} Column;

/* columns of this register must be found as the key of another one: what is not is an orphan. */
typedef struct Reference
{
    const char *column;
    const char *to_register;
    const char *to_column;
} Reference;

/* One table of the warehouse: <source>/<table>.parquet, or <source>/<table>/ with *.parquet (hive
 * partitions), or <source>/<table>.csv with the dialect given. */
typedef struct Register
{
    const char *name;
    const char *table;
    Wording label;
    struct LIST_OF(Column) columns;
    Names key;
    struct LIST_OF(Reference) references;
    const char *record_number; /* NULL, or the column that beraad makes by numbering the records of
                                  the file from 1 */
    char csv_delimiter;        /* 0: Parquet only */
} Register;

/* Which numbers were replaced by which: resolved in every identifier column before anything else.
 */
typedef struct IdentityHistory
{
    const char *register_name; /* NULL: identifiers never change in this warehouse */
    const char *old_column;
    const char *new_column;
} IdentityHistory;

/* Which column of a derivation says in which household a person lives: a whole number, the same for
 * all members. */
typedef struct HouseholdNumber
{
    const char *derivation; /* NULL: the catalogue does not say */
    const char *column;
} HouseholdNumber;

/* A number, a text or a list of them that the catalogue's SQL uses as $name. */
typedef struct Parameter
{
    const char *name;
    const char *value; /* as a SQL literal; a list as (1, 2, 3), for use behind IN */
    Wording label;
} Parameter;

/*
 * SQL that gives column person and the columns named here: at most one row for each person of the
 * relation `subject` (column person) where a variable reads it, any rows where only other
 * derivations do. It may read registers (views with canonical
 * identifiers), `subject`, earlier derivations it names in `needs`, and the placeholders $date,
 * $year, $quarter, $month and the parameters.
 */
typedef struct Derivation
{
    const char *name;
    const char *sql; /* text of its file */
    Wording label;
    Names needs;   /* derivations that come before it */
    Names columns; /* what it gives, besides person */
} Derivation;

typedef enum Cover
{
    COVER_RANGE,  /* the numbers of an interval */
    COVER_CODES,  /* the source codes listed */
    COVER_REST,   /* every other value that is not missing */
    COVER_MISSING /* NULL */
} Cover;

/* One class, valid from valid_from to valid_to (both included). */
typedef struct Class
{
    const char *code;
    Date valid_from;
    Date valid_to;
    Wording label;
    const char *missing; /* NULL, or the kind of missing value that this class stands for */
    bool takes_null;     /* covers NULL, besides what follows */
    Cover cover;
    const char *range_low; /* decimal text; NULL: no bound */
    const char *range_high;
    bool low_included;
    bool high_included;
    Names codes; /* COVER_CODES */
} Class;

typedef struct Classification
{
    const char *name;
    Wording label;
    struct LIST_OF(Class) classes; /* in the order of the file */
    Digest digest;                 /* of the file's bytes */
} Classification;

typedef enum Level
{
    LEVEL_NOMINAL,
    LEVEL_ORDINAL,
    LEVEL_METRIC
} Level;

typedef struct Variable
{
    const char *name;
    Wording label;
    Wording description;
    const char
        *unit; /* the group in a deliberation that may name it: "person", "household", "centre" */
    ValueType type; /* of the value before it is classed */
    Level level;
    const char *derivation;
    const char *column;
    Names classifications; /* the first is used where the deliberation names none */
    bool identifying;      /* a quasi-identifier: counted in the risk summary */
    bool obstacle;         /* can stand between a person and work: where a profile asks for that */
} Variable;

typedef struct Cohort
{
    const char *name;
    Wording label;
    const char
        *sql; /* gives column person (duplicates allowed) for $date, $year, $quarter, $month */
} Cohort;

/* Variables that contradict each other in a row are counted and told, never rejected. */
typedef struct Contradiction
{
    const char *name;
    Wording label;
    Names variables; /* those that the condition names: without one of them it is not judged */
    const char *condition; /* SQL over values before classing, each under its variable's name */
} Contradiction;

typedef struct MissingKind
{
    const char *name;
    Wording label;
} MissingKind;

typedef struct Catalogue
{
    const char *id;
    Wording title;
    IdentifierKind identifier;
    IdentityHistory history;
    HouseholdNumber household; /* used inside the custody only: no deliberation can name it */
    struct LIST_OF(Register) registers;
    struct LIST_OF(Parameter) parameters;
    struct LIST_OF(MissingKind) missing;
    struct LIST_OF(Derivation) derivations; /* in an order in which each comes after its needs */
    struct LIST_OF(Classification) classifications;
    struct LIST_OF(Variable) variables;
    struct LIST_OF(Cohort) cohorts;
    struct LIST_OF(Contradiction) contradictions;
    Digest digest; /* of all files of the catalogue */
} Catalogue;

const char *language_code(Language language); /* "nl", "fr", "en" */
bool language_parse(const char *code, Language *ret_language);

/* NULL where the name is not there. */
const Register *catalogue_register(const Catalogue *catalogue, const char *name);
const Column *register_column(const Register *register_, const char *name);
const Parameter *catalogue_parameter(const Catalogue *catalogue, const char *name);
const MissingKind *catalogue_missing(const Catalogue *catalogue, const char *name);
const Derivation *catalogue_derivation(const Catalogue *catalogue, const char *name);
const Classification *catalogue_classification(const Catalogue *catalogue, const char *name);
const Variable *catalogue_variable(const Catalogue *catalogue, const char *name);
const Cohort *catalogue_cohort(const Catalogue *catalogue, const char *name);

/* Is class valid on date? */
bool class_valid(const Class *class_, Date date);

/* Does variable allow this class list? */
bool variable_allows(const Variable *variable, const char *classification);

#endif
