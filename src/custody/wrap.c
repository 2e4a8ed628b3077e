#include "custody/wrap.h"

#include "core/file.h"
#include "core/json.h"
#include "core/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    if (wrapping->token != NULL)
        json_put(head, "token", json_incref(wrapping->token));
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
key_seal(Arena *arena, const Wrapping *wrapping, const Secret *content, char **ret_bytes,
         size_t *ret_size, Error *err)
{
    FREES_SECRET Secret *key = NULL;
    unsigned char salt[SALT_SIZE];
    unsigned char nonce[NONCE_SIZE];
    randombytes_buf(salt, sizeof salt);
    randombytes_buf(nonce, sizeof nonce);
    TRY(wrapping_key(wrapping, wrapping->cost, salt, &key, err));
    json_t *file = key_head(arena, wrapping, salt, nonce);
    size_t head_size = 0;
    const char *head = json_canonical(arena, file, &head_size);
    unsigned char *sealed = arena_take(arena, content->size + TAG_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, content->bytes, content->size,
                                               (const unsigned char *)head, head_size, NULL, nonce,
                                               key->bytes);
    json_put_text(file, "sealed", text_hex(arena, sealed, content->size + TAG_SIZE));
    *ret_bytes = json_pretty(arena, file, ret_size);
    return ERROR_NONE;
}

ErrorKind
key_wrap(const char *path, const Wrapping *wrapping, const Secret *content, Error *err)
{
    SCRATCH Arena *work = arena_new("wrap");
    char *bytes = NULL;
    size_t size = 0;
    TRY(key_seal(work, wrapping, content, &bytes, &size, err));
    return file_write_new(path, bytes, size, 0600, err);
}

ErrorKind
key_wrap_again(const char *path, const Wrapping *wrapping, const Secret *content, Error *err)
{
    SCRATCH Arena *work = arena_new("wrap");
    char *bytes = NULL;
    size_t size = 0;
    TRY(key_seal(work, wrapping, content, &bytes, &size, err));
    return file_write(path, bytes, size, 0600, err);
}

static ErrorKind
parse_file(Arena *arena, const KeyBytes *file, json_t **ret_file, Error *err)
{
    if (json_read(arena, file->bytes, file->size, ERROR_INTEGRITY, ret_file, err) != ERROR_NONE ||
        !json_is_object(*ret_file))
        return error_set(err, ERROR_INTEGRITY, "the key file '%s' is damaged", file->name);
    return ERROR_NONE;
}

static ErrorKind
read_file(Arena *arena, const char *path, KeyBytes *ret_file, Error *err)
{
    struct stat about;
    char *bytes = NULL;
    ret_file->name = file_name(path);
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(err, ERROR_INTEGRITY, "the key file '%s' is missing", ret_file->name);
    if ((about.st_mode & 077) != 0)
    {
        (void)error_set(err, ERROR_STATE, "the key file '%s' is open to other users",
                        ret_file->name);
        return error_hint(err, "find out who may have read it; then chmod 600");
    }
    if (about.st_uid != geteuid())
    {
        (void)error_set(err, ERROR_STATE, "the key file '%s' belongs to another user",
                        ret_file->name);
        return error_hint(err, "its owner can read and change it: find out who that is");
    }
    TRY(file_read(arena, path, KEY_FILE_BYTES, ERROR_INTEGRITY, &bytes, &ret_file->size, err));
    ret_file->bytes = bytes;
    return ERROR_NONE;
}

const char *
key_purpose_of(Arena *arena, const char *path)
{
    Error ignored = {0};
    KeyBytes file = {0};
    json_t *object = NULL;
    if (read_file(arena, path, &file, &ignored) != ERROR_NONE ||
        parse_file(arena, &file, &object, &ignored) != ERROR_NONE)
        return NULL;
    const char *format = json_string_value(json_object_get(object, "format"));
    return format != NULL && text_equal(format, FORMAT)
               ? json_string_value(json_object_get(object, "purpose"))
               : NULL;
}

json_t *
key_token_of(Arena *arena, const char *path)
{
    Error ignored = {0};
    KeyBytes file = {0};
    json_t *object = NULL;
    if (read_file(arena, path, &file, &ignored) != ERROR_NONE ||
        parse_file(arena, &file, &object, &ignored) != ERROR_NONE)
        return NULL;
    return json_object_get(object, "token");
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
key_unseal(const KeyBytes *from, const Wrapping *wrapping, size_t size, Secret **ret_content,
           Error *err)
{
    SCRATCH Arena *work = arena_new("unwrap");
    FREES_SECRET Secret *key = NULL;
    FREES_SECRET Secret *content = secret_new(size);
    json_t *file = NULL;
    KeyFile parts = {0};
    TRY(parse_file(work, from, &file, err));
    if (size > CONTENT_BYTES || !read_parts(work, file, wrapping, size, &parts))
        return error_set(err, ERROR_INTEGRITY, "the key file '%s' is damaged, or is another key's",
                         from->name);
    TRY(wrapping_key(wrapping, parts.cost, parts.salt, &key, err));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            content->bytes, NULL, NULL, parts.sealed, parts.sealed_size,
            (const unsigned char *)parts.head, parts.head_size, parts.nonce, key->bytes) != 0)
        return wrapping->key == NULL
                   ? error_set(err, ERROR_STATE, "the passphrase for '%s' is wrong", from->name)
                   : error_set(err, ERROR_INTEGRITY, "the key file '%s' is damaged", from->name);
    *ret_content = content;
    content = NULL;
    return ERROR_NONE;
}

ErrorKind
key_unwrap(const char *path, const Wrapping *wrapping, size_t size, Secret **ret_content,
           Error *err)
{
    SCRATCH Arena *work = arena_new("unwrap");
    KeyBytes file = {0};
    TRY(read_file(work, path, &file, err));
    return key_unseal(&file, wrapping, size, ret_content, err);
}

ErrorKind
key_erase(const char *path, Error *err)
{
    SCRATCH Arena *work = arena_new("erase");
    struct stat about;
    CLOSES_FILE int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT ? ERROR_NONE
                               : error_set_io(err, "cannot erase '%s'", file_name(path));
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(err, ERROR_STATE, "'%s' is not a file", file_name(path));
    size_t size = about.st_size < (off_t)KEY_FILE_BYTES ? (size_t)about.st_size : KEY_FILE_BYTES;
    TRY(file_put(fd, arena_take(work, size + 1), size, err));
    if (fsync(fd) != 0)
        return error_set_io(err, "cannot erase '%s'", file_name(path));
    TRY(file_remove_tree(path, err));
    return file_sync(arena_print(work, "%.*s.", (int)(file_name(path) - path), path), err);
}
