#include "ledger/proof.h"

#include "core/text.h"
#include "ledger/base64.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define INCLUSION_HEAD "c2sp.org/tlog-proof@v1\nindex "
#define CONSISTENCY_HEAD "old "
#define HASHES_MOST 63 /* of tlog-witness; an inclusion proof has no more either */

static char *
print(Arena *arena, const char *head, const ProofFile *file)
{
    Text text = text_new(arena);
    text_print(&text, "%s%" PRIu64 "\n", head, file->place);
    for (size_t at = 0; at < file->proof.count; at++)
        text_print(&text, "%s\n", base64_print(arena, file->proof.hashes[at].bytes, DIGEST_SIZE));
    text_print(&text, "\n%s", file->note);
    return text.bytes;
}

char *
inclusion_print(Arena *arena, const ProofFile *file)
{
    return print(arena, INCLUSION_HEAD, file);
}

char *
consistency_print(Arena *arena, const ProofFile *file)
{
    return print(arena, CONSISTENCY_HEAD, file);
}

/* The line at *at, ended in place; NULL where there is none. */
static char *
next_line(char **at)
{
    char *line = *at;
    char *end = strchr(line, '\n');
    if (end == NULL)
        return NULL;
    *end = '\0';
    *at = end + 1;
    return line;
}

static ErrorKind
parse(Arena *arena, const char *head, const char *bytes, size_t size, ProofFile *ret_file,
      Error *err)
{
    char *at = arena_copy(arena, bytes, size);
    if (size > PROOF_BYTES || strlen(at) != size || !text_starts(at, head))
        return error_set(err, ERROR_INTEGRITY, "line 1: not the beginning of a proof");
    at += strlen(head);
    *ret_file = (ProofFile){.note = ""};
    const char *line = next_line(&at);
    if (line == NULL || strlen(line) > 19)
        return error_set(err, ERROR_INTEGRITY, "the proof does not say of which tree it is");
    ret_file->place = strtoull(line, NULL, 10);
    for (line = next_line(&at); line != NULL && line[0] != '\0'; line = next_line(&at))
        if (ret_file->proof.count == HASHES_MOST ||
            !base64_parse_exactly(line, ret_file->proof.hashes[ret_file->proof.count++].bytes,
                                  DIGEST_SIZE))
            return error_set(err, ERROR_INTEGRITY, "hash %zu of the proof is malformed",
                             ret_file->proof.count);
    ret_file->note = at;
    /* What was read is what would have been written: no second spelling of a number, no more. */
    if (line == NULL || !text_equal(print(arena, head, ret_file), arena_copy(arena, bytes, size)))
        return error_set(err, ERROR_INTEGRITY, "the proof is not in its one form");
    return ERROR_NONE;
}

ErrorKind
inclusion_parse(Arena *arena, const char *bytes, size_t size, ProofFile *ret_file, Error *err)
{
    return parse(arena, INCLUSION_HEAD, bytes, size, ret_file, err);
}

ErrorKind
consistency_parse(Arena *arena, const char *bytes, size_t size, ProofFile *ret_file, Error *err)
{
    return parse(arena, CONSISTENCY_HEAD, bytes, size, ret_file, err);
}
