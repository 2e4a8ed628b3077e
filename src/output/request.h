/*
 * What a researcher asks to take out: the sidecar output.yaml, read and judged against deliberation
 * and catalogue (doc/format/output-request.md). Plain values, pure.
 */
#ifndef BERAAD_OUTPUT_REQUEST_H
#define BERAAD_OUTPUT_REQUEST_H

#include "deliberation/model.h"

#define REQUEST_FILE "output.yaml"
#define REQUEST_FILES 50
#define REQUEST_NAME 64
#define REQUEST_BY 5
#define REQUEST_WHERE 4
#define REQUEST_TERMS 8
#define REQUEST_CODES 64 /* of a class list: a set of classes is 64 bits */

typedef enum OutputType
{
    OUTPUT_FREQUENCY,
    OUTPUT_MAGNITUDE,
    OUTPUT_PROPORTIONS,
    OUTPUT_MEANS,
    OUTPUT_MODEL,
    OUTPUT_FIGURE,
    OUTPUT_NOTE,
    OUTPUT_TYPE_COUNT
} OutputType;

/* "frequency_table" ... */
const char *output_type_name(OutputType type);

/* Is it a table over persons: the first four? */
bool output_type_is_table(OutputType type);

/* A set of classes of the deliberation's own list of a variable: bit n is its class n in the order
 * of scheme_codes. */
typedef uint64_t Classes;

/* A variable as it stands in the on-site data set, in one year. */
typedef struct Attribute
{
    const char *variable;
    int year;
    const Classification *scheme; /* the deliberation's class list */
    Classes all;                  /* its classes that are valid on that year's reference date */
} Attribute;

/* An attribute seen through a class list whose classes are unions of those of the data set. */
typedef struct Axis
{
    Attribute attribute;
    const char *column;         /* "age", or "age@2012" where the dimension names a year */
    const Classification *list; /* the classes that are shown */
    size_t count;               /* of classes valid at the year's reference date */
    const char **code;          /* of each */
    const Class **shown;
    Classes *holds; /* the classes of the scheme that each is the union of */
} Axis;

typedef struct Condition
{
    Attribute attribute;
    Classes holds;
} Condition;

typedef enum ModelFamily
{
    MODEL_LINEAR,
    MODEL_LOGISTIC,
    MODEL_POISSON
} ModelFamily;

typedef struct RequestedFile
{
    const char *name;
    Place place;
    OutputType type;
    size_t by_count; /* tables: dimensions; models: terms */
    Axis by[REQUEST_TERMS];
    size_t where_count;
    Condition where[REQUEST_WHERE];
    unsigned of;       /* proportions: bits of the dimensions within which shares add up to 1 */
    bool has_measure;  /* magnitudes, means; models that are linear or of counts */
    Attribute measure; /* its codes are whole numbers */
    ModelFamily family;
    Condition outcome; /* logistic */
    const char *draws; /* figure: the name of the table it draws */
    const char *told;  /* its statement, where it is told in another data set's classes
                          (footing.h); NULL: requested_print gives it */
} RequestedFile;

typedef struct Request
{
    struct LIST_OF(RequestedFile) files;
} Request;

/* What a request is judged against. All borrowed. */
typedef struct RequestScope
{
    const Deliberation *deliberation;
    const Catalogue *catalogue;
    const Communication *communication; /* on site */
} RequestScope;

/* The request of a sidecar's bytes; NULL where there is a complaint. */
Request *request_read(Arena *arena, const RequestScope *scope, const char *bytes, size_t size,
                      Complaints *complaints);

/* A dimension or condition as it was asked for, judged by nobody yet. */
typedef struct AxisAsk
{
    const char *variable;
    const char *as; /* NULL: the deliberation's list */
    int year;       /* 0: none was said */
    bool named;     /* the year was said for this one, so it stands in the column's name */
} AxisAsk;

/* A dimension or condition as the command line writes it: "age", "age:age4", "age@2012",
 * "age:age4@2012"; a condition (ret_codes is not NULL) has "=CODE,CODE" behind it. ERROR_USAGE
 * otherwise, and where it has no year. Deliberation and catalogue are not looked at: the gate
 * judges first what is asked for. */
ErrorKind ask_parse(Arena *arena, int year, const char *text, AxisAsk *ret_ask, Names *ret_codes,
                    Error *err) MUST_CHECK;

/* Is the class list one of the variable's, with classes that are unions of the deliberation's? True
 * also where variable or year are not the deliberation's: that is judged by itself. */
bool ask_has_allowed_classes(const RequestScope *scope, const AxisAsk *ask);

/* The same text as dimension or condition of a data set. ERROR_USAGE where it is none. */
ErrorKind axis_parse(Arena *arena, const RequestScope *scope, int year, const char *text,
                     Axis *ret_axis, Error *err) MUST_CHECK;
ErrorKind condition_parse(Arena *arena, const RequestScope *scope, int year, const char *text,
                          Condition *ret_condition, Error *err) MUST_CHECK;

/* What must hold of a whole file, however it was asked for: no dimension twice. ERROR_USAGE. */
ErrorKind requested_check(const RequestedFile *file, Error *err) MUST_CHECK;

/* The codes of a scheme, each once, in the order of its list: what the bits of Classes count. At
 * most REQUEST_CODES; more is an ERROR_CATALOGUE. */
ErrorKind scheme_codes(Arena *arena, const Classification *scheme, const char ***ret_codes,
                       size_t *ret_count, Error *err) MUST_CHECK;

/* Canonical JSON of one file of a request, and back: how what was released is remembered.
 * ERROR_INTEGRITY where the text is not one that requested_print wrote under this scope. */
char *requested_print(Arena *arena, const RequestedFile *file);
ErrorKind requested_parse(Arena *arena, const RequestScope *scope, const char *text,
                          RequestedFile *ret_file, Error *err) MUST_CHECK;

/* The attribute number `at` that a file looks at, as dimension, condition, measure or outcome; NULL
 * past the last. */
const Attribute *requested_attribute(const RequestedFile *file, size_t at);

#endif
