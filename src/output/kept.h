/*
 * What an output request keeps between its acts: the files as they came, and each round as it was
 * judged. The bytes are sealed by the custody (custody/output.h); here is their form.
 */
#ifndef BERAAD_OUTPUT_KEPT_H
#define BERAAD_OUTPUT_KEPT_H

#include "output/check.h"

/* A request as it came. own: tables that the engine makes itself, without files. */
typedef struct RequestContent
{
    const char *sidecar; /* the bytes of output.yaml; NULL where own */
    size_t sidecar_size;
    struct LIST_OF(CheckFile) files;
    Names own; /* requested_print of each */
} RequestContent;

/* As bytes, and back: ERROR_INTEGRITY where they are not what was printed. */
char *request_content_print(Arena *arena, const RequestContent *content, size_t *ret_size);
ErrorKind request_content_parse(Arena *arena, const char *bytes, size_t size,
                                RequestContent *ret_content, Error *err) MUST_CHECK;

/* The digest that the ledger has of it: names, sizes and bytes, in their order. */
Digest request_content_digest(Arena *arena, const RequestContent *content);

/* A round: canonical files and findings. */
typedef struct RoundFile
{
    const char *name;
    const char *statement; /* requested_print; "" for a figure or a note */
    Method method;
    const char *shown; /* '1' and '0' by cell; "" where it has no cells */
    const char *canonical;
    const char *certificate; /* NULL: none */
} RoundFile;

typedef struct RoundContent
{
    struct LIST_OF(RoundFile) files;
    Findings findings;
    bool households; /* level_name */
} RoundContent;

/* What of a judged request is kept; borrows its texts. round_content_parse is the inverse of
 * round_content_print: ERROR_INTEGRITY where the bytes are not its. */
RoundContent round_content_of(Arena *arena, const Checked *checked);
char *round_content_print(Arena *arena, const RoundContent *content, size_t *ret_size);
ErrorKind round_content_parse(Arena *arena, const char *bytes, size_t size,
                              RoundContent *ret_content, Error *err) MUST_CHECK;

#endif
