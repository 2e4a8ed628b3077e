#include "warehouse/inner.h"

#include "core/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* How a class of the engine's faults is told: its type, how its message starts, and our kind and
 * words for it. */
typedef struct FaultClass
{
    duckdb_error_type type;
    const char *start;
    ErrorKind kind;
    const char *words;
} FaultClass;

static const FaultClass fault_classes[] = {
    {DUCKDB_ERROR_CONVERSION, "Conversion Error: ", ERROR_DATA,
     "a value cannot be converted to the type that the statement asks for"},
    {DUCKDB_ERROR_OUT_OF_RANGE, "Out of Range Error: ", ERROR_DATA,
     "a value is out of the range of its type"},
    {DUCKDB_ERROR_INVALID_INPUT, "Invalid Input Error: ", ERROR_DATA,
     "a value or a file is not as the statement expects it"},
    {DUCKDB_ERROR_CONSTRAINT, "Constraint Error: ", ERROR_DATA,
     "a value breaks a constraint of its table"},
    {DUCKDB_ERROR_MISMATCH_TYPE, "Mismatch Type Error: ", ERROR_DATA,
     "a value is of another type than expected"},
    {DUCKDB_ERROR_DIVIDE_BY_ZERO, "Divide by Zero Error: ", ERROR_DATA, "a division by zero"},
    {DUCKDB_ERROR_SERIALIZATION, "Serialization Error: ", ERROR_DATA, "a file cannot be decoded"},
    /* What a reader of files throws that is no error of the engine's own, such as Thrift's. */
    {DUCKDB_ERROR_INVALID, "Invalid Error: ", ERROR_DATA, "a file cannot be decoded"},
    {DUCKDB_ERROR_IO, "IO Error: ", ERROR_IO, "a file cannot be read or written"},
    {DUCKDB_ERROR_PERMISSION, "Permission Error: ", ERROR_IO, "access to a file is not permitted"},
    {DUCKDB_ERROR_OUT_OF_MEMORY, "Out of Memory Error: ", ERROR_MEMORY,
     "needs more memory than the engine may use"},
    {DUCKDB_ERROR_INTERRUPT, "INTERRUPT Error: ", ERROR_STATE, "was interrupted"},
    {DUCKDB_ERROR_PARSER, "Parser Error: ", ERROR_CATALOGUE, "the SQL cannot be parsed"},
    {DUCKDB_ERROR_SYNTAX, "Syntax Error: ", ERROR_CATALOGUE, "the SQL cannot be parsed"},
    {DUCKDB_ERROR_BINDER, "Binder Error: ", ERROR_CATALOGUE,
     "the SQL names something that is not there"},
    {DUCKDB_ERROR_CATALOG, "Catalog Error: ", ERROR_CATALOGUE,
     "the SQL names something that is not there"},
};

#define FAULT_CLASSES (sizeof fault_classes / sizeof fault_classes[0])

/* Messages that start so, when they arise while a statement is prepared, quote SQL, names of
 * tables, columns and files in their first line, and nothing of what the files hold. Later lines
 * are dropped: "Candidate bindings" lists column names, and those of a CSV file without a header
 * are data. */
static const struct
{
    const char *start;
    ErrorKind kind;
} shown_starts[] = {
    {"Parser Error: ", ERROR_CATALOGUE},
    {"Binder Error: ", ERROR_CATALOGUE},
    {"Catalog Error: ", ERROR_CATALOGUE},
    {"Permission Error: Cannot access ", ERROR_IO},
    {"IO Error: No files found that match the pattern ", ERROR_DATA},
    {"Invalid Input Error: No magic bytes found at end of file ", ERROR_DATA},
};

/* The system's words that a message ends in, when the fault is one that the reader can do something
 * about. */
static const char *
system_words(const char *message)
{
    static const int known[] = {ENOSPC, EDQUOT, EFBIG, EROFS, EACCES, EPERM, ENOENT, EMFILE, EIO};
    for (size_t at = 0; at < sizeof known / sizeof known[0]; at++)
        if (strstr(message, strerror(known[at])) != NULL)
            return strerror(known[at]);
    return NULL;
}

/* What the reader of CSV says in front of what it quotes of the file. */
static const char csv_line[] = "Invalid Input Error: CSV Error on Line: ";
static const char csv_file[] =
    "Invalid Input Error: The CSV Parser state machine reached an invalid state";

/* A fault of a CSV file, with its line; false: the message is about something else. */
static bool
tell_csv(const char *step, const char *message, Error *err)
{
    bool line = text_starts(message, csv_line);
    if (line)
        (void)error_set(err, ERROR_DATA,
                        "%s, line %lu: expected as many fields as in the first line, closed quotes "
                        "and UTF-8",
                        step, strtoul(message + sizeof csv_line - 1, NULL, 10));
    else if (text_starts(message, csv_file))
        (void)error_set(err, ERROR_DATA,
                        "%s: expected CSV as RFC 4180 has it, with closed quotes and all lines "
                        "ended alike",
                        step);
    return line || text_starts(message, csv_file);
}

static ErrorKind
fault_of_class(const char *step, const FaultClass *class_, const char *message, Error *err)
{
    const char *system = class_->kind == ERROR_IO ? system_words(message) : NULL;
    if (system != NULL)
        return error_set(err, class_->kind, "%s: %s: %s", step, class_->words, system);
    if (tell_csv(step, message, err))
        return class_->kind;
    (void)error_set(err, class_->kind, "%s: %s", step, class_->words);
    if (class_->type == DUCKDB_ERROR_OUT_OF_MEMORY)
        return error_hint(
            err, "allow the engine more memory, or a place to spill to (man beraad, FILES)");
    return class_->kind;
}

ErrorKind
fault_of_text(const char *step, const char *message, Error *err)
{
    if (message == NULL)
        message = "";
    for (size_t at = 0; at < sizeof shown_starts / sizeof shown_starts[0]; at++)
        if (text_starts(message, shown_starts[at].start))
            return error_set(err, shown_starts[at].kind, "%s: %.*s", step,
                             (int)strcspn(message, "\n"), message);
    for (size_t at = 0; at < FAULT_CLASSES; at++)
        if (text_starts(message, fault_classes[at].start))
            return fault_of_class(step, &fault_classes[at], message, err);
    return error_set(err, ERROR_INTERNAL, "%s: the engine cannot prepare the statement", step);
}

ErrorKind
fault_of_result(const char *step, duckdb_result *result, Error *err)
{
    duckdb_error_type type = duckdb_result_error_type(result);
    const char *message = duckdb_result_error(result);
    if (message != NULL && text_equal(message, "Invalid Input Error: " FAULT_NO_KEY))
        return error_set(err, ERROR_INTERNAL, "%s: %s", step, FAULT_NO_KEY);
    for (size_t at = 0; at < FAULT_CLASSES; at++)
        if (fault_classes[at].type == type)
            return fault_of_class(step, &fault_classes[at], message == NULL ? "" : message, err);
    return error_set(err, ERROR_INTERNAL, "%s: the engine failed (its fault class %d)", step,
                     (int)type);
}
