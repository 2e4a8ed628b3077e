#include "release/package.h"

#include "core/file.h"
#include "core/text.h"
#include "release/codebook.h"
#include "release/csvw.h"
#include "release/ddi.h"
#include "release/fill.h"
#include "release/notice.h"
#include "release/sav.h"
#include "release/statement.h"
#include "release/table.h"

#include <stdlib.h>
#include <string.h>

typedef struct Build
{
    Arena *arena;
    const PackageInput *input;
    const PackageSink *sink;
    PackedColumns columns;
    Manifest *manifest;
} Build;

static ErrorKind
check_name(const char *name, Error *err)
{
    if (!manifest_name_valid(name))
        return error_set(err, ERROR_CATALOGUE, "a communication's name cannot be a file's name");
    return ERROR_NONE;
}

static ErrorKind
put_file(Build *build, const char *name, const void *bytes, size_t size, Error *err)
{
    ManifestFile file = {.name = arena_copy_text(build->arena, name)};
    TRY(check_name(name, err));
    TRY(build->sink->put(build->sink->context, bytes, size, &file, err));
    *LIST_ADD(build->arena, &build->manifest->files) = file;
    return ERROR_NONE;
}

static ErrorKind
put_text(Build *build, const char *name, const Text *text, Error *err)
{
    return put_file(build, name, text->bytes, text->size, err);
}

typedef ErrorKind (*YearWrite)(const Build *build, const ExtractYear *year, const char *path,
                               Error *err);

static ErrorKind
write_parquet(const Build *build, const ExtractYear *year, const char *path, Error *err)
{
    return table_write(build->input, &build->columns, year, TABLE_PARQUET, path, err);
}

static ErrorKind
write_csv(const Build *build, const ExtractYear *year, const char *path, Error *err)
{
    return table_write(build->input, &build->columns, year, TABLE_CSV, path, err);
}

static ErrorKind
write_sav(const Build *build, const ExtractYear *year, const char *path, Error *err)
{
    if (build->input->progress != NULL)
        progress_begin(build->input->progress, "%s", file_name(path));
    TRY(sav_write(build->input, &build->columns, year, path, err));
    if (build->input->progress != NULL)
        progress_end(build->input->progress, "%s", "");
    return ERROR_NONE;
}

/* One data file of the year, written by the engine or ReadStat where the sink says. */
static ErrorKind
put_data(Build *build, const ExtractYear *year, const char *ending, YearWrite write, Error *err)
{
    const char *stem = column_stem(build->arena, build->input, year->year);
    ManifestFile file = {.name = arena_print(build->arena, "data/%s.%s", stem, ending)};
    const char *path = NULL;
    TRY(check_name(file.name, err));
    TRY(build->sink->begin(build->sink->context, file.name, &path, err));
    TRY(write(build, year, path, err));
    TRY(build->sink->end(build->sink->context, &file, err));
    *LIST_ADD(build->arena, &build->manifest->files) = file;
    return ERROR_NONE;
}

static ErrorKind
put_year(Build *build, const ExtractYear *year, Error *err)
{
    const char *stem = column_stem(build->arena, build->input, year->year);
    TRY(table_check(build->input, year, err));
    TRY(put_data(build, year, "parquet", write_parquet, err));
    TRY(put_data(build, year, "csv", write_csv, err));
    if (build->sink->with_spss)
        TRY(put_data(build, year, "sav", write_sav, err));
    PackageFacts facts = {build->input, &build->columns, build->manifest};
    size_t size = 0;
    const char *metadata = csvw_print(build->arena, &facts, year, &size);
    const char *name = arena_print(build->arena, "codebook/%s.csv-metadata.json", stem);
    return put_file(build, name, metadata, size, err);
}

static ErrorKind
put_documents(Build *build, Error *err)
{
    PackageFacts facts = {build->input, &build->columns, build->manifest};
    Text page = text_new(build->arena);
    Text xml = text_new(build->arena);
    Text notice = text_new(build->arena);
    codebook_print(&page, &facts);
    ddi_print(&xml, &facts);
    notice_print(&notice, &facts);
    TRY(put_text(build, "codebook/codebook.html", &page, err));
    TRY(put_text(build, "codebook/ddi-codebook.xml", &xml, err));
    TRY(put_text(build, "NOTICE.txt", &notice, err));
    return put_file(build, "deliberation.yaml", build->input->deliberation_bytes,
                    build->input->deliberation_size, err);
}

static int
compare_names(const void *one, const void *other)
{
    return strcmp(((const ManifestFile *)one)->name, ((const ManifestFile *)other)->name);
}

static ErrorKind
sum_files(Build *build, PackageSummary *summary, Error *err)
{
    Manifest *manifest = build->manifest;
    qsort(manifest->files.items, manifest->files.count, sizeof(ManifestFile), compare_names);
    for (size_t at = 0; at < manifest->files.count; at++)
    {
        const ManifestFile *file = &manifest->files.items[at];
        if (file->size > MANIFEST_FILE_BYTES)
            return error_set(err, ERROR_IO, "'%s' is larger than a package holds", file->name);
        summary->bytes += file->size;
        *LIST_ADD(build->arena, &summary->files) = *file;
    }
    return ERROR_NONE;
}

static ErrorKind
put_manifest(Build *build, PackageSummary *summary, Error *err)
{
    const PackageSink *sink = build->sink;
    ManifestFile file = {.name = "manifest.json"};
    ManifestFile signed_file = {.name = "manifest.json.note"};
    size_t size = 0;
    const char *bytes = manifest_print(build->arena, build->manifest, &size);
    char *note = NULL;
    summary->manifest = digest_of(bytes, size);
    TRY(statement_note_sign(build->arena, build->manifest, &summary->manifest, build->input->signer,
                            &note, err));
    TRY(sink->put(sink->context, bytes, size, &file, err));
    TRY(sink->put(sink->context, note, strlen(note), &signed_file, err));
    summary->bytes += (int64_t)(size + strlen(note));
    return ERROR_NONE;
}

ErrorKind
package_write(Arena *arena, const PackageInput *input, const PackageSink *sink,
              PackageSummary *ret_summary, Error *err)
{
    Build build = {.arena = arena, .input = input, .sink = sink};
    *ret_summary = (PackageSummary){0};
    TRY(columns_make(arena, input, &build.columns, err));
    build.manifest = manifest_fill(arena, input);
    if (build.manifest->years.count == 0)
        return error_set(err, ERROR_INTERNAL, "a package without a year");
    for (size_t at = 0; at < input->extract->years.count; at++)
        TRY(put_year(&build, &input->extract->years.items[at], err));
    TRY(put_documents(&build, err));
    TRY(sum_files(&build, ret_summary, err));
    return put_manifest(&build, ret_summary, err);
}

/* A directory as a sink. */
typedef struct Staging
{
    Arena *arena;
    const char *path;
} Staging;

static ErrorKind
staging_begin(void *context, const char *name, const char **ret_path, Error *err)
{
    Staging *staging = context;
    (void)err;
    *ret_path = file_join(staging->arena, staging->path, name);
    return ERROR_NONE;
}

static ErrorKind
staging_end(void *context, ManifestFile *file, Error *err)
{
    Staging *staging = context;
    const char *path = file_join(staging->arena, staging->path, file->name);
    TRY(file_sync(path, err));
    return file_digest(path, &file->digest, &file->size, err);
}

static ErrorKind
staging_put(void *context, const void *bytes, size_t size, ManifestFile *file, Error *err)
{
    Staging *staging = context;
    file->digest = digest_of(bytes, size);
    file->size = (int64_t)size;
    return file_write_new(file_join(staging->arena, staging->path, file->name), bytes, size, 0644,
                          err);
}

ErrorKind
package_build(Arena *arena, const PackageInput *input, const char *staging,
              PackageSummary *ret_summary, Error *err)
{
    Staging where = {.arena = arena, .path = staging};
    PackageSink sink = {.context = &where,
                        .with_spss = true,
                        .begin = staging_begin,
                        .end = staging_end,
                        .put = staging_put};
    TRY(file_make_directory(file_join(arena, staging, "data"), 0755, err));
    TRY(file_make_directory(file_join(arena, staging, "codebook"), 0755, err));
    TRY(package_write(arena, input, &sink, ret_summary, err));
    TRY(file_sync(file_join(arena, staging, "data"), err));
    TRY(file_sync(file_join(arena, staging, "codebook"), err));
    return file_sync(staging, err);
}
