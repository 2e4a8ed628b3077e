/*
 * manifest.json: what a package is, as canonical JSON without reals (doc/format/manifest.md). Plain
 * values; manifest_print and manifest_read are inverse. It holds counts, names and digests, never a
 * record.
 */
#ifndef BERAAD_RELEASE_MANIFEST_H
#define BERAAD_RELEASE_MANIFEST_H

#include "core/date.h"
#include "core/digest.h"
#include "core/list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MANIFEST_BYTES ((size_t)8 * 1024 * 1024)
#define MANIFEST_FILES 4096
#define MANIFEST_NAME_SIZE 100           /* what a ustar header holds */
#define MANIFEST_FILE_BYTES 8589934591LL /* likewise: 8 GiB less one */

typedef struct ManifestFile
{
    const char *name; /* relative, '/' between parts; [A-Za-z0-9._-], no part begins with '.' */
    Digest digest;
    int64_t size;
} ManifestFile;

typedef struct ManifestStratum
{
    const char *classes; /* "sex=1" */
    int64_t cohort;
    int64_t sample;
} ManifestStratum;

typedef struct ManifestYear
{
    int64_t year;
    Date reference_date;
    int64_t cohort;
    int64_t sample;
    int64_t rows;
    int64_t left_out; /* persons of the cohort whose identifier is not valid */
    struct LIST_OF(ManifestStratum) strata;
} ManifestYear;

typedef struct ManifestVariable
{
    const char *name;
    const char *classification;
    Digest classification_digest;
} ManifestVariable;

typedef struct ManifestRisk
{
    int64_t year;
    const char *variables;
    int64_t unique_in_sample;
    int64_t unique_in_population;
    struct LIST_OF(int64_t) below; /* one for each of risk_k */
} ManifestRisk;

typedef struct ManifestWarning
{
    const char *name;
    int64_t year;
    int64_t rows;
} ManifestWarning;

typedef struct ManifestAfter
{
    int64_t years;
    const char *event; /* "delivery", "receipt", "last delivery" */
} ManifestAfter;

/* Until when the rows of a year may be kept. A rule that counts from an event gives no date here:
 * the manifest knows no clock. The earliest of all rules holds. */
typedef struct ManifestRetention
{
    int64_t year;
    bool dated;
    Date destroy_by;
    struct LIST_OF(ManifestAfter) after;
    struct LIST_OF(int64_t) cites;
} ManifestRetention;

typedef struct Manifest
{
    const char *format;   /* manifest_print writes its own, manifest_read takes no other */
    const char *software; /* "beraad 0.1.0" */
    const char *deliberation;
    Digest deliberation_digest;
    const char *catalogue;
    Digest catalogue_digest;
    const char *communication;
    const char *setting; /* "delivered", "on site" */
    const char *provider;
    const char *recipient_id;
    const char *recipient_name;
    const char *recipient_unit; /* "" where none is named */
    const char *cohort;
    bool sampled;
    int64_t percent_millionths;
    const char *panel; /* "sampled dates", "cohort dates", "all dates" */
    int64_t key_version;
    struct LIST_OF(ManifestYear) years;
    struct LIST_OF(ManifestVariable) variables;
    struct LIST_OF(int64_t) risk_k;
    struct LIST_OF(ManifestRisk) risks;
    struct LIST_OF(ManifestWarning) warnings;
    struct LIST_OF(ManifestRetention) retention;
    struct LIST_OF(ManifestFile) files; /* ascending in byte order of names */
} Manifest;

/* May a file of a package have this name? */
bool manifest_name_valid(const char *name);

/* The file's bytes. */
char *manifest_print(Arena *arena, const Manifest *manifest, size_t *ret_size);

/* ERROR_DATA with the place inside where bytes are not exactly what manifest_print makes of a sound
 * manifest: unknown or missing keys, wrong types, counts below 0, unordered or repeated file names,
 * bytes that are not canonical. */
ErrorKind manifest_read(Arena *arena, const char *bytes, size_t size, Manifest **ret_manifest,
                        Error *err) MUST_CHECK;

#endif
