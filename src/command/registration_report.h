/* What became of a deliberation, as its commands show it (registration.c). */
#ifndef BERAAD_COMMAND_REGISTRATION_REPORT_H
#define BERAAD_COMMAND_REGISTRATION_REPORT_H

#include "command/command.h"
#include "core/digest.h"

/* What was done or is waited for, in one sentence and with the digests that bind it. */
typedef struct RegistrationReport
{
    const char *id;
    const char *done;
    const Digest *digest;
    const Digest *text_digest; /* NULL: there is no official text */
    size_t paragraphs;         /* into which the text is split; 0: it stays whole */
    const char *amends;        /* NULL: it amends none */
    Names continues;           /* communications in which persons keep their pseudonyms */
} RegistrationReport;

/* Shows it. */
ErrorKind registration_report(Invocation *call, const RegistrationReport *report,
                              Error *err) MUST_CHECK;

/* The same of one without official text that amends none. */
ErrorKind registration_report_plain(Invocation *call, const char *id, const char *done,
                                    const Digest *digest, Error *err) MUST_CHECK;

#endif
