#include "release/received.h"

#include "core/file.h"
#include "core/text.h"
#include "release/shape.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define REGISTER_FORMAT "beraad received 1"

typedef struct Received
{
    const char *key;
    const char *deliberation;
    const char *communication;
    int64_t release;
    Digest manifest;
} Received;

typedef struct PackageRegister
{
    const char *format;
    struct LIST_OF(Received) packages;
} PackageRegister;

#define IN(Struct, name, kind_)                                                                    \
    {                                                                                              \
        .key = #name, .kind = (kind_), .offset = offsetof(Struct, name)                            \
    }

static const Shape received_shape = {.size = sizeof(Received),
                                     .fields = (const Field[]){
                                         IN(Received, key, FIELD_TEXT),
                                         IN(Received, deliberation, FIELD_TEXT),
                                         IN(Received, communication, FIELD_TEXT),
                                         IN(Received, release, FIELD_COUNT),
                                         IN(Received, manifest, FIELD_DIGEST),
                                         {.key = NULL},
                                     }};

static const Shape register_shape = {.size = sizeof(PackageRegister),
                                     .fields = (const Field[]){
                                         IN(PackageRegister, format, FIELD_TEXT),
                                         {.key = "packages",
                                          .kind = FIELD_LIST,
                                          .offset = offsetof(PackageRegister, packages),
                                          .shape = &received_shape},
                                         {.key = NULL},
                                     }};

static ErrorKind
register_read(Arena *arena, const char *path, PackageRegister *ret_register, Error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    *ret_register = (PackageRegister){.format = REGISTER_FORMAT};
    if (path == NULL || !file_exists(path))
        return ERROR_NONE;
    TRY(file_read(arena, path, RECEIVED_BYTES, ERROR_STATE, &bytes, &size, err));
    if (shape_parse(arena, &register_shape, bytes, size, ret_register, err) != ERROR_NONE ||
        !text_equal(ret_register->format, REGISTER_FORMAT))
        return error_set(err, ERROR_STATE, "'%s' is not a register of packages received", path);
    return ERROR_NONE;
}

static bool
same_series(const Received *entry, const OpenSummary *package)
{
    return text_equal(entry->key, package->key) &&
           text_equal(entry->deliberation, package->statement.deliberation) &&
           text_equal(entry->communication, package->statement.communication);
}

static bool
same_package(const Received *entry, const OpenSummary *package)
{
    return entry->release == package->statement.release &&
           digest_equal(&entry->manifest, &package->statement.manifest);
}

static ErrorKind
judge(const Received *entry, const OpenSummary *package, bool known, const OpenInput *input,
      Error *err)
{
    if (entry->release == package->statement.release && !known)
        return error_set(err, ERROR_INTEGRITY,
                         "release %lld of '%s' was received before with other content",
                         (long long)entry->release, entry->communication);
    if (entry->release <= package->statement.release || (known && input->again))
        return ERROR_NONE;
    (void)error_set(err, ERROR_INTEGRITY,
                    "release %lld of '%s' is older than release %lld, which was received before",
                    (long long)package->statement.release, entry->communication,
                    (long long)entry->release);
    return known ? error_hint(err, "to open a package again that you received before: --again")
                 : err->kind;
}

ErrorKind
received_check(Arena *arena, const OpenInput *input, const OpenSummary *package, bool *ret_before,
               Error *err)
{
    PackageRegister all;
    *ret_before = false;
    TRY(register_read(arena, input->register_path, &all, err));
    for (size_t at = 0; at < all.packages.count; at++)
        *ret_before = *ret_before || (same_series(&all.packages.items[at], package) &&
                                      same_package(&all.packages.items[at], package));
    for (size_t at = 0; at < all.packages.count; at++)
        if (same_series(&all.packages.items[at], package))
            TRY(judge(&all.packages.items[at], package, *ret_before, input, err));
    return ERROR_NONE;
}

/* The directories of a path that are not there yet. */
static ErrorKind
make_parents(Arena *arena, const char *path, Error *err)
{
    char *directory = arena_copy_text(arena, path);
    for (char *slash = strchr(directory + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
    {
        *slash = '\0';
        if (mkdir(directory, 0700) != 0 && errno != EEXIST)
            return error_set_io(err, "cannot make directory '%s'", directory);
        *slash = '/';
    }
    return ERROR_NONE;
}

ErrorKind
received_add(Arena *arena, const OpenInput *input, const OpenSummary *package, Error *err)
{
    PackageRegister all;
    size_t size = 0;
    if (input->register_path == NULL || package->received_before)
        return ERROR_NONE;
    TRY(register_read(arena, input->register_path, &all, err));
    *LIST_ADD(arena, &all.packages) = (Received){.key = package->key,
                                                 .deliberation = package->statement.deliberation,
                                                 .communication = package->statement.communication,
                                                 .release = package->statement.release,
                                                 .manifest = package->statement.manifest};
    TRY(make_parents(arena, input->register_path, err));
    const char *bytes =
        json_canonical(arena, json_keep(arena, shape_print(&register_shape, &all)), &size);
    return file_write(input->register_path, bytes, size, 0600, err);
}

char *
package_register_path(Arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (state != NULL && state[0] == '/')
        return file_join(arena, state, "beraad/received.json");
    if (home != NULL && home[0] == '/')
        return file_join(arena, home, ".local/state/beraad/received.json");
    return NULL;
}
