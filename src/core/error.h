/*
 * What can go wrong, and the words for it.
 *
 * The caller owns the Error; nothing is allocated. Whoever finds the fault first writes the words
 * with error_set; on the way up error_within puts the place in front. Only main.c and desk/ show an
 * error. A message holds places, names and counts, never a data value.
 */
#ifndef BERAAD_CORE_ERROR_H
#define BERAAD_CORE_ERROR_H

#define MUST_CHECK __attribute__((warn_unused_result))
/* Takes a printf format, which is never NULL (gcc 12 with UBSan otherwise warns of one that is). */
#define FORMATS(format_at, first_at)                                                               \
    __attribute__((format(printf, format_at, first_at), nonnull(format_at)))

typedef enum ErrorKind
{
    ERROR_NONE = 0,
    ERROR_USAGE,        /* the command line is not what the manual says */
    ERROR_DELIBERATION, /* a deliberation file is wrong */
    ERROR_CATALOGUE,    /* a catalogue, class list or derivation is wrong */
    ERROR_DATA,         /* a warehouse, package or other data from outside is wrong */
    ERROR_REFUSED,      /* the gate said no, and its verdict was shown */
    ERROR_STATE,        /* the custody is not in a state that allows this */
    ERROR_INTEGRITY,    /* a digest, signature or ledger proof does not hold */
    ERROR_IO,           /* the system refused to read or write */
    ERROR_MEMORY,       /* more memory is needed than may be taken */
    ERROR_INTERNAL,     /* a fault of beraad itself */
    ERROR_UNREAD,       /* whoever read the result reads no more: nothing went wrong, none is told */
    ERROR_KIND_COUNT
} ErrorKind;

typedef struct Error
{
    ErrorKind kind;
    char message[512];
    char hint[256]; /* what the reader may do about it; often empty */
} Error;

/* One row for each ErrorKind: its name in JSON output and its exit status (design section 4). */
typedef struct ErrorClass
{
    const char *name;
    int exit_status;
} ErrorClass;

const ErrorClass *error_class(ErrorKind kind);

/* Fills *err (lower case, no full stop, the place first) and returns kind. */
ErrorKind error_set(Error *err, ErrorKind kind, const char *format, ...) FORMATS(3, 4);

/* Adds what the reader may do about it; returns the kind that err holds. */
ErrorKind error_hint(Error *err, const char *format, ...) FORMATS(2, 3);

/* Puts "place: " in front of the message; returns the kind that err holds. */
ErrorKind error_within(Error *err, const char *format, ...) FORMATS(2, 3);

/* As error_set with ERROR_IO, ending in the system's words for the present errno. */
ErrorKind error_set_io(Error *err, const char *format, ...) FORMATS(2, 3);

/* Ends the process at once with exit status 71; the only answer to a failed allocation. */
_Noreturn void error_out_of_memory(void);

/* Returns a failure unchanged. */
#define TRY(call)                                                                                  \
    do                                                                                             \
    {                                                                                              \
        ErrorKind try_kind_ = (call);                                                              \
        if (try_kind_ != ERROR_NONE)                                                               \
            return try_kind_;                                                                      \
    } while (0)

#endif
