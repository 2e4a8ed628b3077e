#include "ledger/note.h"

#include "core/text.h"
#include "ledger/base64.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define ALGORITHM_ED25519 0x01
#define ALGORITHM_COSIGNATURE 0x04
#define HASH_SIZE 4
#define TIME_SIZE 8          /* in a cosignature: seconds, the high byte first */
#define DASH "\xe2\x80\x94 " /* U+2014 and a space: how each signature line begins */

static bool
is_letter_or_digit(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

bool
note_name_valid(const char *name)
{
    size_t size = strlen(name);
    if (size == 0 || size > NOTE_NAME_SIZE || !is_letter_or_digit(name[0]))
        return false;
    for (size_t at = 0; at < size; at++)
        if (!is_letter_or_digit(name[at]) && strchr(".-_/", name[at]) == NULL)
            return false;
    return true;
}

static unsigned char
algorithm_of(const NoteKey *key)
{
    return key->is_witness ? ALGORITHM_COSIGNATURE : ALGORITHM_ED25519;
}

void
note_key_hash(const NoteKey *key, unsigned char ret_hash[4])
{
    SCRATCH Arena *work = arena_new("key hash");
    Hasher *hasher = hasher_new(work);
    hasher_add(hasher, key->name, strlen(key->name));
    const unsigned char middle[2] = {'\n', algorithm_of(key)};
    hasher_add(hasher, middle, sizeof middle);
    hasher_add(hasher, key->public_key, sizeof key->public_key);
    Digest digest = hasher_end(hasher);
    memcpy(ret_hash, digest.bytes, HASH_SIZE);
}

char *
note_key_print(Arena *arena, const NoteKey *key)
{
    unsigned char hash[HASH_SIZE];
    note_key_hash(key, hash);
    unsigned char body[1 + NOTE_PUBLIC_KEY_SIZE] = {algorithm_of(key)};
    memcpy(body + 1, key->public_key, NOTE_PUBLIC_KEY_SIZE);
    return arena_print(arena, "%s+%s+%s", key->name, text_hex(arena, hash, sizeof hash),
                       base64_print(arena, body, sizeof body));
}

bool
note_key_parse(Arena *arena, const char *text, NoteKey *ret_key)
{
    char *copy = arena_copy_text(arena, text);
    char *first = strchr(copy, '+');
    char *second = first == NULL ? NULL : strchr(first + 1, '+');
    if (second == NULL)
        return false;
    *first = '\0';
    *second = '\0';
    unsigned char body[1 + NOTE_PUBLIC_KEY_SIZE];
    if (!note_name_valid(copy) || !base64_parse_exactly(second + 1, body, sizeof body) ||
        (body[0] != ALGORITHM_ED25519 && body[0] != ALGORITHM_COSIGNATURE))
        return false;
    ret_key->name = copy;
    ret_key->is_witness = body[0] == ALGORITHM_COSIGNATURE;
    memcpy(ret_key->public_key, body + 1, NOTE_PUBLIC_KEY_SIZE);
    /* The hash between the two is right exactly where all of it prints again to the same text. */
    return text_equal(note_key_print(arena, ret_key), text);
}

static bool
is_note_text(const char *text, size_t size)
{
    if (size == 0 || text[size - 1] != '\n' || !text_is_utf8(text, size))
        return false;
    for (size_t at = 0; at < size; at++)
        if ((unsigned char)text[at] < 0x20 && text[at] != '\n')
            return false;
    return true;
}

ErrorKind
note_build(Arena *arena, const char *text, const NoteKey *key,
           const unsigned char signature[NOTE_SIGNATURE_SIZE], char **ret_note, Error *err)
{
    if (!is_note_text(text, strlen(text)) || !note_name_valid(key->name))
        return error_set(err, ERROR_INTERNAL, "a note has not the form of a note");
    unsigned char body[HASH_SIZE + NOTE_SIGNATURE_SIZE];
    note_key_hash(key, body);
    memcpy(body + HASH_SIZE, signature, NOTE_SIGNATURE_SIZE);
    *ret_note = arena_print(arena, "%s\n" DASH "%s %s\n", text, key->name,
                            base64_print(arena, body, sizeof body));
    return ERROR_NONE;
}

ErrorKind
note_sign(Arena *arena, const char *text, const NoteKey *key, const Secret *secret, char **ret_note,
          Error *err)
{
    unsigned char signature[NOTE_SIGNATURE_SIZE];
    crypto_sign_detached(signature, NULL, (const unsigned char *)text, strlen(text), secret->bytes);
    return note_build(arena, text, key, signature, ret_note, err);
}

/* What a witness signs at that moment. */
static char *
cosigned_text(Arena *arena, const char *text, uint64_t at)
{
    return arena_print(arena, "cosignature/v1\ntime %" PRIu64 "\n%s", at, text);
}

char *
note_cosign(Arena *arena, const char *text, const NoteKey *witness, const Secret *secret,
            int64_t at)
{
    unsigned char body[HASH_SIZE + TIME_SIZE + NOTE_SIGNATURE_SIZE];
    const char *signed_text = cosigned_text(arena, text, (uint64_t)at);
    note_key_hash(witness, body);
    for (unsigned byte = 0; byte < TIME_SIZE; byte++)
        body[HASH_SIZE + byte] = (unsigned char)((uint64_t)at >> (8 * (TIME_SIZE - 1 - byte)));
    crypto_sign_detached(body + HASH_SIZE + TIME_SIZE, NULL, (const unsigned char *)signed_text,
                         strlen(signed_text), secret->bytes);
    return arena_print(arena, DASH "%s %s\n", witness->name,
                       base64_print(arena, body, sizeof body));
}

/* Does the signature (without the key hash) hold over the text? */
static bool
signature_holds(Arena *arena, const NoteKey *key, const unsigned char *body, size_t size,
                const char *text)
{
    if (size != NOTE_SIGNATURE_SIZE + (key->is_witness ? TIME_SIZE : 0))
        return false;
    uint64_t at = 0;
    for (unsigned byte = 0; key->is_witness && byte < TIME_SIZE; byte++)
        at = at << 8 | *body++;
    if (at > INT64_MAX)
        return false;
    if (key->is_witness)
        text = cosigned_text(arena, text, at);
    return crypto_sign_verify_detached(body, (const unsigned char *)text, strlen(text),
                                       key->public_key) == 0;
}

/* One signature line, without its line feed. Says in *ret_ours whether it is the key's, and then
 * whether it holds. */
static bool
read_signature(Arena *arena, char *line, const char *text, const NoteKey *key, bool *ret_ours)
{
    *ret_ours = false;
    if (!text_starts(line, DASH))
        return false;
    char *name = line + strlen(DASH);
    char *space = strchr(name, ' ');
    if (space == NULL || space == name)
        return false;
    *space = '\0';
    const char *encoded = space + 1;
    size_t size = 0;
    unsigned char *body = arena_take(arena, strlen(encoded) + 1);
    if (strchr(name, '+') != NULL || !base64_parse(encoded, body, strlen(encoded), &size) ||
        size <= HASH_SIZE)
        return false;
    unsigned char hash[HASH_SIZE];
    note_key_hash(key, hash);
    *ret_ours = text_equal(name, key->name) && memcmp(hash, body, HASH_SIZE) == 0;
    if (!*ret_ours)
        return true;
    return signature_holds(arena, key, body + HASH_SIZE, size - HASH_SIZE, text);
}

/* Where the last empty line begins: the line feed that ends the text; NULL where there is none. */
static char *
find_end_of_text(char *note, size_t size)
{
    for (size_t at = size; at >= 2; at--)
        if (note[at - 1] == '\n' && note[at - 2] == '\n')
            return note + at - 2;
    return NULL;
}

ErrorKind
note_open(Arena *arena, const char *bytes, size_t size, const NoteKey *key, char **ret_text,
          Error *err)
{
    if (size > NOTE_BYTES || !is_note_text(bytes, size))
        return error_set(err, ERROR_INTEGRITY, "not a signed note");
    char *note = arena_copy(arena, bytes, size);
    char *end = find_end_of_text(note, size);
    if (end == NULL)
        return error_set(err, ERROR_INTEGRITY, "the note has no signatures");
    *ret_text = arena_copy(arena, note, (size_t)(end - note) + 1);
    bool signed_by_key = false;
    size_t count = 0;
    char *line = end + 2;
    for (char *next = strchr(line, '\n'); next != NULL; next = strchr(line, '\n'))
    {
        *next = '\0';
        bool ours = false;
        if (++count > NOTE_SIGNATURES || !read_signature(arena, line, *ret_text, key, &ours))
            return error_set(err, ERROR_INTEGRITY, "signature %zu of the note %s", count,
                             ours ? "is wrong" : "is malformed");
        signed_by_key = signed_by_key || ours;
        line = next + 1;
    }
    if (!signed_by_key)
        return error_set(err, ERROR_INTEGRITY, "the note is not signed by '%s'", key->name);
    return ERROR_NONE;
}

char *
checkpoint_print(Arena *arena, const Checkpoint *checkpoint)
{
    return arena_print(arena, "%s\n%" PRIu64 "\n%s\n", checkpoint->origin, checkpoint->size,
                       base64_print(arena, checkpoint->root.bytes, DIGEST_SIZE));
}

static bool
parse_size(const char *text, uint64_t *ret_size)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 19 || text[digits] != '\0' || (text[0] == '0' && digits > 1))
        return false;
    *ret_size = strtoull(text, NULL, 10);
    return true;
}

ErrorKind
checkpoint_parse(Arena *arena, const char *text, Checkpoint *ret_checkpoint, Error *err)
{
    char *lines[3];
    char *at = arena_copy_text(arena, text);
    for (size_t line = 0; line < 3; line++)
    {
        char *end = strchr(at, '\n');
        if (end == NULL || end == at)
            return error_set(err, ERROR_INTEGRITY, "checkpoint: line %zu is missing", line + 1);
        *end = '\0';
        lines[line] = at;
        at = end + 1;
    }
    if (!parse_size(lines[1], &ret_checkpoint->size) ||
        !base64_parse_exactly(lines[2], ret_checkpoint->root.bytes, DIGEST_SIZE))
        return error_set(err, ERROR_INTEGRITY, "checkpoint: size or root is malformed");
    ret_checkpoint->origin = lines[0];
    return ERROR_NONE;
}
