#include "release/minisign.h"

#include "core/text.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define UNTRUSTED_WORDS "untrusted comment: "
#define TRUSTED_WORDS "trusted comment: "
#define BASE64 sodium_base64_VARIANT_ORIGINAL

enum
{
    ALGORITHM_SIZE = 2,
    HEAD_SIZE = ALGORITHM_SIZE + SIGNER_ID_SIZE,
    KEY_SIZE = HEAD_SIZE + SIGNER_KEY_SIZE,
    SIGNATURE_SIZE = HEAD_SIZE + SIGNER_SIGNATURE_SIZE,
    READ_STEP = 256 * 1024
};

ErrorKind
minisign_digest(int fd, unsigned char ret_digest[MINISIGN_DIGEST_SIZE], Error *err)
{
    SCRATCH Arena *work = arena_new("minisign digest");
    unsigned char *bytes = arena_take(work, READ_STEP);
    crypto_generichash_state *state = arena_take(work, sizeof *state);
    (void)crypto_generichash_init(state, NULL, 0, MINISIGN_DIGEST_SIZE);
    for (;;)
    {
        ssize_t got = read(fd, bytes, READ_STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_io(err, "cannot read");
        if (got == 0)
            break;
        (void)crypto_generichash_update(state, bytes, (size_t)got);
    }
    (void)crypto_generichash_final(state, ret_digest, MINISIGN_DIGEST_SIZE);
    return ERROR_NONE;
}

/* The lines of a small text file; each may end in CR LF, as a file that was mailed may. */
typedef struct Lines
{
    const char *at;
    const char *end;
    unsigned number;
} Lines;

static bool
line_next(Lines *lines, const char **ret_line, size_t *ret_size)
{
    if (lines->at == lines->end)
        return false;
    const char *feed = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    const char *stop = feed != NULL ? feed : lines->end;
    *ret_line = lines->at;
    *ret_size = (size_t)(stop - lines->at);
    lines->at = feed != NULL ? feed + 1 : lines->end;
    lines->number++;
    if (*ret_size > 0 && (*ret_line)[*ret_size - 1] == '\r')
        (*ret_size)--;
    return true;
}

static ErrorKind
line_comment(Lines *lines, const char *words, const char **ret_rest, size_t *ret_size, Error *err)
{
    const char *line = NULL;
    size_t size = 0;
    size_t skip = strlen(words);
    if (!line_next(lines, &line, &size) || size < skip || memcmp(line, words, skip) != 0)
        return error_set(err, ERROR_DATA, "line %u: expected '%s'", lines->number, words);
    *ret_rest = line + skip;
    *ret_size = size - skip;
    return ERROR_NONE;
}

/* A line that is base64 of exactly size bytes, in its one canonical spelling. */
static ErrorKind
line_base64(Lines *lines, unsigned char *ret_bytes, size_t size, Error *err)
{
    const char *line = NULL;
    size_t length = 0;
    size_t got = 0;
    const char *stop = NULL;
    if (!line_next(lines, &line, &length) ||
        sodium_base642bin(ret_bytes, size, line, length, NULL, &got, &stop, BASE64) != 0 ||
        got != size || stop != line + length)
        return error_set(err, ERROR_DATA, "line %u: expected %zu bytes as base64", lines->number,
                         size);
    return ERROR_NONE;
}

static ErrorKind
lines_end(Lines *lines, Error *err)
{
    if (lines->at != lines->end)
        return error_set(err, ERROR_DATA, "line %u: expected the end", lines->number + 1);
    return ERROR_NONE;
}

static ErrorKind
read_key(Lines *lines, MinisignKey *ret_key, Error *err)
{
    unsigned char whole[KEY_SIZE] = {0};
    TRY(line_base64(lines, whole, sizeof whole, err));
    TRY(lines_end(lines, err));
    if (memcmp(whole, "Ed", ALGORITHM_SIZE) != 0)
        return error_set(err, ERROR_DATA, "line %u: not an Ed25519 public key", lines->number);
    memcpy(ret_key->id, whole + ALGORITHM_SIZE, SIGNER_ID_SIZE);
    memcpy(ret_key->key, whole + HEAD_SIZE, SIGNER_KEY_SIZE);
    return ERROR_NONE;
}

ErrorKind
minisign_key_parse(const char *bytes, size_t size, MinisignKey *ret_key, Error *err)
{
    Lines lines = {.at = bytes, .end = bytes + size};
    const char *comment = NULL;
    size_t comment_size = 0;
    TRY(line_comment(&lines, UNTRUSTED_WORDS, &comment, &comment_size, err));
    return read_key(&lines, ret_key, err);
}

ErrorKind
minisign_key_line_parse(const char *line, MinisignKey *ret_key, Error *err)
{
    Lines lines = {.at = line, .end = line + strlen(line)};
    return read_key(&lines, ret_key, err);
}

static void
add_base64(Text *text, const unsigned char *bytes, size_t size)
{
    char words[sodium_base64_ENCODED_LEN(SIGNATURE_SIZE, BASE64)];
    text_add(text, sodium_bin2base64(words, sizeof words, bytes, size, BASE64));
    text_add(text, "\n");
}

char *
minisign_id_print(Arena *arena, const unsigned char id[SIGNER_ID_SIZE])
{
    Text text = text_new(arena);
    for (size_t at = SIGNER_ID_SIZE; at > 0; at--)
        text_print(&text, "%02X", id[at - 1]);
    return text.bytes;
}

char *
minisign_key_line(Arena *arena, const MinisignKey *key)
{
    unsigned char whole[KEY_SIZE];
    char words[sodium_base64_ENCODED_LEN(KEY_SIZE, BASE64)];
    memcpy(whole, "Ed", ALGORITHM_SIZE);
    memcpy(whole + ALGORITHM_SIZE, key->id, SIGNER_ID_SIZE);
    memcpy(whole + HEAD_SIZE, key->key, SIGNER_KEY_SIZE);
    return arena_copy_text(arena,
                           sodium_bin2base64(words, sizeof words, whole, sizeof whole, BASE64));
}

char *
minisign_key_print(Arena *arena, const MinisignKey *key)
{
    return arena_print(arena, UNTRUSTED_WORDS "minisign public key %s\n%s\n",
                       minisign_id_print(arena, key->id), minisign_key_line(arena, key));
}

/* A comment is one line that shows what it holds: valid UTF-8 without control characters but the
 * tabs that minisign itself writes. */
static bool
comment_valid(const char *comment, size_t size)
{
    for (size_t at = 0; at < size; at++)
        if (((unsigned char)comment[at] < ' ' && comment[at] != '\t') || comment[at] == 0x7f)
            return false;
    return size > 0 && size <= MINISIGN_COMMENT_SIZE && text_is_utf8(comment, size);
}

ErrorKind
minisign_parse(Arena *arena, const char *bytes, size_t size, MinisignSignature *ret_signature,
               Error *err)
{
    Lines lines = {.at = bytes, .end = bytes + size};
    const char *comment = NULL;
    size_t comment_size = 0;
    unsigned char whole[SIGNATURE_SIZE] = {0};
    TRY(line_comment(&lines, UNTRUSTED_WORDS, &comment, &comment_size, err));
    TRY(line_base64(&lines, whole, sizeof whole, err));
    TRY(line_comment(&lines, TRUSTED_WORDS, &comment, &comment_size, err));
    if (!comment_valid(comment, comment_size))
        return error_set(err, ERROR_DATA,
                         "line 3: the trusted comment is not one line of plain text");
    TRY(line_base64(&lines, ret_signature->global, sizeof ret_signature->global, err));
    TRY(lines_end(&lines, err));
    if (memcmp(whole, "ED", ALGORITHM_SIZE) != 0)
        return error_set(err, ERROR_DATA, "line 2: not a prehashed Ed25519 signature");
    memcpy(ret_signature->id, whole + ALGORITHM_SIZE, SIGNER_ID_SIZE);
    memcpy(ret_signature->signature, whole + HEAD_SIZE, SIGNER_SIGNATURE_SIZE);
    ret_signature->trusted = arena_copy(arena, comment, comment_size);
    return ERROR_NONE;
}

char *
minisign_print(Arena *arena, const MinisignSignature *signature)
{
    unsigned char whole[SIGNATURE_SIZE] = {0};
    memcpy(whole, "ED", ALGORITHM_SIZE);
    memcpy(whole + ALGORITHM_SIZE, signature->id, SIGNER_ID_SIZE);
    memcpy(whole + HEAD_SIZE, signature->signature, SIGNER_SIGNATURE_SIZE);
    Text text = text_new(arena);
    text_print(&text, UNTRUSTED_WORDS "signature from beraad, key %s\n",
               minisign_id_print(arena, signature->id));
    add_base64(&text, whole, sizeof whole);
    text_print(&text, TRUSTED_WORDS "%s\n", signature->trusted);
    add_base64(&text, signature->global, sizeof signature->global);
    return text.bytes;
}

/* What the global signature signs: the signature's 64 bytes and the comment. */
static unsigned char *
global_of(Arena *arena, const MinisignSignature *signature, size_t *ret_size)
{
    size_t comment = strlen(signature->trusted);
    unsigned char *bytes = arena_take(arena, SIGNER_SIGNATURE_SIZE + comment);
    memcpy(bytes, signature->signature, SIGNER_SIGNATURE_SIZE);
    memcpy(bytes + SIGNER_SIGNATURE_SIZE, signature->trusted, comment);
    *ret_size = SIGNER_SIGNATURE_SIZE + comment;
    return bytes;
}

ErrorKind
minisign_sign(Arena *arena, const PackageSigner *signer,
              const unsigned char digest[MINISIGN_DIGEST_SIZE], const char *trusted,
              MinisignSignature *ret_signature, Error *err)
{
    if (!comment_valid(trusted, strlen(trusted)))
        return error_set(err, ERROR_INTERNAL, "a trusted comment cannot hold this text");
    memcpy(ret_signature->id, signer->key_id, SIGNER_ID_SIZE);
    ret_signature->trusted = arena_copy_text(arena, trusted);
    TRY(signer->sign(signer->context, digest, MINISIGN_DIGEST_SIZE, ret_signature->signature, err));
    size_t size = 0;
    unsigned char *bytes = global_of(arena, ret_signature, &size);
    return signer->sign(signer->context, bytes, size, ret_signature->global, err);
}

ErrorKind
minisign_check(const MinisignSignature *signature, const MinisignKey *key,
               const unsigned char digest[MINISIGN_DIGEST_SIZE], Error *err)
{
    SCRATCH Arena *work = arena_new("minisign check");
    if (memcmp(signature->id, key->id, SIGNER_ID_SIZE) != 0)
        return error_set(err, ERROR_INTEGRITY, "signed with key %s, not with the given key %s",
                         minisign_id_print(work, signature->id), minisign_id_print(work, key->id));
    if (crypto_sign_verify_detached(signature->signature, digest, MINISIGN_DIGEST_SIZE, key->key) !=
        0)
        return error_set(
            err, ERROR_INTEGRITY,
            "the signature does not fit the file: one of them was changed, or they do not "
            "belong together");
    size_t size = 0;
    unsigned char *bytes = global_of(work, signature, &size);
    if (crypto_sign_verify_detached(signature->global, bytes, size, key->key) != 0)
        return error_set(err, ERROR_INTEGRITY, "the trusted comment was changed after signing");
    return ERROR_NONE;
}
