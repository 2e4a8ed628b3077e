/*
 * The command line: one table of nouns and verbs, used for parsing, for help, for completion, and
 * compared with the man page. One file per noun holds the verbs' functions; each reads as a story
 * and leaves the showing of errors to main.c.
 */
#ifndef BERAAD_COMMAND_COMMAND_H
#define BERAAD_COMMAND_COMMAND_H

#include "catalogue/model.h"
#include "core/date.h"
#include "core/json.h"
#include "core/progress.h"

#include <stdint.h>

typedef struct Option
{
    const char *name;  /* without the two hyphens */
    const char *value; /* its name in the help; NULL: a flag without value */
    bool many; /* takes all that follows up to the next option (of years, Y: or to what is no
                * number), and may be repeated */
    const char *help;
} Option;

typedef struct OptionValue
{
    const Option *option;
    const char *text; /* NULL for a flag */
} OptionValue;

/* One call of beraad, parsed. */
typedef struct Invocation
{
    Arena *arena;       /* lives as long as the process */
    const char **words; /* positional arguments */
    size_t word_count;
    struct LIST_OF(OptionValue) options;
    const char *program_directory; /* where bundled catalogue/ and deliberation/ are looked for */
    bool json;
    Display
        display; /* standard output; with --json none, so that its bytes are the same anywhere */
    Progress progress;
    int64_t now;            /* seconds since 1970 UTC: the clock is read once, in main.c */
    Date today;             /* the same as a date, UTC */
    int64_t (*clock)(void); /* reads it again: for an act that may go past a date */
} Invocation;

typedef ErrorKind (*CommandRun)(Invocation *call, Error *err);

typedef struct Command
{
    const char *noun;
    const char *verb;  /* NULL: the noun is all there is */
    const char *words; /* "ID COMMUNICATION" */
    size_t least_words;
    size_t most_words;
    const Option *options; /* ended by a NULL name; NULL: none of its own */
    CommandRun run;
    const char *summary;
} Command;

/* The commands of each noun, ended by a NULL noun; listed in command.c. */
extern const Command command_actor[];
extern const Command command_audit[];
extern const Command command_catalogue[];
extern const Command command_custody[];
extern const Command command_deliberation[];
extern const Command command_enclave[];
extern const Command command_ledger[];
extern const Command command_output[];
extern const Command command_package[];
extern const Command command_release[];
extern const Command command_retention[];
extern const Command command_risk[];
extern const Command command_subject[];
extern const Command command_table[];
extern const Command command_undertaking[];
extern const Command command_warehouse[];

/* Options that every command takes: --custody, --as, --json, --quiet, --passphrase-file,
 * --custody-passphrase-file, --help. */
extern const Option global_options[];

/* Parses and runs; `arguments` is argv without the program's name. */
ErrorKind command_run(Invocation *call, int count, char **arguments, Error *err) MUST_CHECK;

/* The last value of the option, or NULL; an option of many values gives them with
 * invocation_option_many. */
const char *invocation_option(const Invocation *call, const char *name);
bool invocation_flag(const Invocation *call, const char *name);
size_t invocation_option_many(Invocation *call, const char *name, const char ***ret_values);

/* A whole number within bounds; absent gives fallback. */
ErrorKind invocation_integer(const Invocation *call, const char *name, int64_t least, int64_t most,
                             int64_t fallback, int64_t *ret_value, Error *err) MUST_CHECK;

/* Absent: the language of LC_ALL/LC_MESSAGES/LANG if it is nl or fr, else English. */
ErrorKind invocation_language(const Invocation *call, Language *ret_language,
                              Error *err) MUST_CHECK;

/* Before long work begins: can the new file of an option be made (NULL: none was asked for)?
 * ERROR_IO: it is there already, or its directory does not take one. */
ErrorKind result_check_new(const char *path, Error *err) MUST_CHECK;

/* Prints a result on standard output, as canonical JSON with a line feed; takes it over. */
ErrorKind result_print_json(Invocation *call, json_t *result, Error *err) MUST_CHECK;

/* Prints text on standard output, where alone commands do so. ERROR_UNREAD: its reader (`head`, a
 * pager) went away, which main.c does not show; any other failed write is ERROR_IO. */
ErrorKind result_print(const char *text, Error *err) MUST_CHECK;

/* A table whose columns line up (UTF-8 aware), within the terminal that standard output is, if it
 * is one (grid.h): cells row by row, count = rows * columns; the first row is the head; a column
 * whose mark in `right` is 'r' is right-aligned. */
const char *result_table(Arena *arena, const char *const *cells, size_t columns, size_t rows,
                         const char *right);

/* The folder of this catalogue: a path is taken as it is, a name is looked up where catalogues
 * stand. It need not exist. */
const char *command_catalogue_directory(Invocation *call, const char *name);

/* The name of the only catalogue that has this file, such as a recipe for synthesis; NULL where
 * none or several have. */
const char *command_catalogue_with(Invocation *call, const char *file);

/* Reads the catalogue of this name from --catalogue-dir, BERAAD_CATALOGUE_PATH or the bundled ones;
 * all complaints go to standard error and the first into err. */
ErrorKind command_load_catalogue(Invocation *call, const char *name_or_directory,
                                 Catalogue **ret_catalogue, Error *err) MUST_CHECK;

#endif
