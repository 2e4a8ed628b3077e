#include "custody/wrap.h"

#include "core/file.h"
#include "core/json.h"
#include "core/text.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#define FORMAT "beraad key v1"
#define CIPHER "xchacha20-poly1305"
#define KDF "argon2id13"
#define KEY_FILE_BYTES ((size_t)16 * 1024)
#define CONTENT_BYTES 4096
#define KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SALT_SIZE crypto_pwhash_SALTBYTES

/* A file that asks for more than this was not made by us: it would stop the machine. */
#define MOST_PASSES 64
#define MOST_MEMORY ((int64_t)4 * 1024 * 1024 * 1024)

const KdfCost kdf_cost_default = {.passes = 3, .memory = (uint64_t)64 * 1024 * 1024};

static ErrorKind
derive_key(const Secret *passphrase, KdfCost cost, const unsigned char salt[SALT_SIZE],
           Secret **ret_key, Error *err)
{
    FREES_SECRET Secret *key = secret_new(KEY_SIZE);
    if (crypto_pwhash(key->bytes, key->size, (const char *)passphrase->bytes, passphrase->size,
                      salt, cost.passes, (size_t)cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return error_set(err, ERROR_STATE, "not enough memory for Argon2id: %zu MiB are needed",
                         (size_t)cost.memory / 1024 / 1024);
    *ret_key = key;
    key = NULL;
    return ERROR_NONE;
}

/* The wrapping key itself, from the passphrase where that is what there is. */
static ErrorKind
wrapping_key(const Wrapping *wrapping, KdfCost cost, const unsigned char salt[SALT_SIZE],
             Secret **ret_key, Error *err)
{
    if (wrapping->key == NULL)
        return derive_key(wrapping->passphrase, cost, salt, ret_key, err);
    *ret_key = secret_derive(wrapping->key, "beraad wrap v1", KEY_SIZE);
    return ERROR_NONE;
}

/* All of the file but the sealed bytes: what is authenticated with them. */
static json_t *
key_head(Arena *arena, const Wrapping *wrapping, const unsigned char salt[SALT_SIZE],
         const unsigned char nonce[NONCE_SIZE])
{
    json_t *head = json_keep(arena, json_object());
    json_put_text(head, "format", FORMAT);
    json_put_text(head, "purpose", wrapping->purpose);
    json_put_text(head, "cipher", CIPHER);
    json_put_text(head, "nonce", text_hex(arena, nonce, NONCE_SIZE));
    if (wrapping->key != NULL)
        return head;
    json_t *kdf = json_object();
    json_put_text(kdf, "name", KDF);
    json_put(kdf, "passes", json_integer((json_int_t)wrapping->cost.passes));
    json_put(kdf, "memory", json_integer((json_int_t)wrapping->cost.memory));
    json_put_text(kdf, "salt", text_hex(arena, salt, SALT_SIZE));
    json_put(head, "kdf", kdf);
    return head;
}

ErrorKind
key_wrap(const char *path, const Wrapping *wrapping, const Secret *content, Error *err)
{
    SCRATCH Arena *work = arena_new("wrap");
    FREES_SECRET Secret *key = NULL;
    unsigned char salt[SALT_SIZE];
    unsigned char nonce[NONCE_SIZE];
    randombytes_buf(salt, sizeof salt);
    randombytes_buf(nonce, sizeof nonce);
    TRY(wrapping_key(wrapping, wrapping->cost, salt, &key, err));
    json_t *file = key_head(work, wrapping, salt, nonce);
    size_t head_size = 0;
    const char *head = json_canonical(work, file, &head_size);
    unsigned char *sealed = arena_take(work, content->size + TAG_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, content->bytes, content->size,
                                               (const unsigned char *)head, head_size, NULL, nonce,
                                               key->bytes);
    json_put_text(file, "sealed", text_hex(work, sealed, content->size + TAG_SIZE));
    size_t size = 0;
    const char *bytes = json_pretty(work, file, &size);
    return file_write_new(path, bytes, size, 0600, err);
}

static ErrorKind
read_file(Arena *arena, const char *path, json_t **ret_file, Error *err)
{
    struct stat about;
    const char *name = file_name(path);
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(err, ERROR_INTEGRITY, "the key file '%s' is missing", name);
    if ((about.st_mode & 077) != 0)
    {
        (void)error_set(err, ERROR_STATE, "the key file '%s' is open to other users", name);
        return error_hint(err, "find out who may have read it; then chmod 600");
    }
    char *bytes = NULL;
    size_t size = 0;
    TRY(file_read(arena, path, KEY_FILE_BYTES, ERROR_INTEGRITY, &bytes, &size, err));
    if (json_read(arena, bytes, size, ERROR_INTEGRITY, ret_file, err) != ERROR_NONE ||
        !json_is_object(*ret_file))
        return error_set(err, ERROR_INTEGRITY, "the key file '%s' is damaged", name);
    return ERROR_NONE;
}

/* size bytes written in hexadecimal under key; false where there is anything else. */
static bool
read_hex(const json_t *object, const char *key, void *ret_bytes, size_t size)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL && strlen(text) == 2 * size && text_hex_parse(text, ret_bytes, size);
}

static bool
read_kdf(const json_t *kdf, KdfCost *ret_cost, unsigned char ret_salt[SALT_SIZE])
{
    const char *name = json_string_value(json_object_get(kdf, "name"));
    json_int_t passes = json_integer_value(json_object_get(kdf, "passes"));
    json_int_t memory = json_integer_value(json_object_get(kdf, "memory"));
    if (name == NULL || !text_equal(name, KDF) || passes < 1 || passes > MOST_PASSES ||
        memory < (json_int_t)crypto_pwhash_MEMLIMIT_MIN || memory > MOST_MEMORY)
        return false;
    *ret_cost = (KdfCost){.passes = (uint64_t)passes, .memory = (uint64_t)memory};
    return read_hex(kdf, "salt", ret_salt, SALT_SIZE);
}

typedef struct KeyFile
{
    KdfCost cost;
    unsigned char salt[SALT_SIZE];
    unsigned char nonce[NONCE_SIZE];
    unsigned char sealed[CONTENT_BYTES + TAG_SIZE];
    size_t sealed_size;
    const char *head;
    size_t head_size;
} KeyFile;

/* The parts of a file that should hold size secret bytes for this purpose. */
static bool
read_parts(Arena *arena, json_t *file, const Wrapping *wrapping, size_t size, KeyFile *ret_parts)
{
    const char *format = json_string_value(json_object_get(file, "format"));
    const char *purpose = json_string_value(json_object_get(file, "purpose"));
    const json_t *kdf = json_object_get(file, "kdf");
    ret_parts->sealed_size = size + TAG_SIZE;
    if (format == NULL || purpose == NULL || !text_equal(format, FORMAT) ||
        !text_equal(purpose, wrapping->purpose) || (kdf == NULL) != (wrapping->key != NULL) ||
        !read_hex(file, "nonce", ret_parts->nonce, NONCE_SIZE) ||
        !read_hex(file, "sealed", ret_parts->sealed, ret_parts->sealed_size) ||
        (kdf != NULL && !read_kdf(kdf, &ret_parts->cost, ret_parts->salt)))
        return false;
    (void)json_object_del(file, "sealed");
    ret_parts->head = json_canonical(arena, file, &ret_parts->head_size);
    return true;
}

ErrorKind
key_unwrap(const char *path, const Wrapping *wrapping, size_t size, Secret **ret_content,
           Error *err)
{
    SCRATCH Arena *work = arena_new("unwrap");
    FREES_SECRET Secret *key = NULL;
    FREES_SECRET Secret *content = secret_new(size);
    json_t *file = NULL;
    KeyFile parts = {0};
    TRY(read_file(work, path, &file, err));
    if (size > CONTENT_BYTES || !read_parts(work, file, wrapping, size, &parts))
        return error_set(err, ERROR_INTEGRITY, "the key file '%s' is damaged, or is another key's",
                         file_name(path));
    TRY(wrapping_key(wrapping, parts.cost, parts.salt, &key, err));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            content->bytes, NULL, NULL, parts.sealed, parts.sealed_size,
            (const unsigned char *)parts.head, parts.head_size, parts.nonce, key->bytes) != 0)
        return wrapping->key == NULL
                   ? error_set(err, ERROR_STATE, "the passphrase for '%s' is wrong",
                               file_name(path))
                   : error_set(err, ERROR_INTEGRITY, "the key file '%s' is damaged",
                               file_name(path));
    *ret_content = content;
    content = NULL;
    return ERROR_NONE;
}
