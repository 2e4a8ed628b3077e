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
    const char *staging;
    PackedColumns columns;
    Manifest *manifest;
} Build;

static ErrorKind
put_file(const Build *build, const char *name, const void *bytes, size_t size, Error *err)
{
    return file_write_new(file_join(build->arena, build->staging, name), bytes, size, 0644, err);
}

static ErrorKind
put_text(const Build *build, const char *name, const Text *text, Error *err)
{
    return put_file(build, name, text->bytes, text->size, err);
}

static void
list_file(Build *build, const char *name)
{
    LIST_ADD(build->arena, &build->manifest->files)->name = arena_copy_text(build->arena, name);
}

static ErrorKind
put_sav(const Build *build, const ExtractYear *year, const char *path, Error *err)
{
    if (build->input->progress != NULL)
        progress_begin(build->input->progress, "%s", file_name(path));
    TRY(sav_write(build->input, &build->columns, year, path, err));
    if (build->input->progress != NULL)
        progress_end(build->input->progress, "%s", "");
    return ERROR_NONE;
}

static ErrorKind
put_year(Build *build, const ExtractYear *year, Error *err)
{
    static const char *const endings[] = {"csv", "parquet", "sav"};
    const char *stem = column_stem(build->arena, build->input, year->year);
    const char *path = arena_print(build->arena, "%s/data/%s", build->staging, stem);
    TRY(table_check(build->input, year, err));
    TRY(table_write(build->input, &build->columns, year, path, err));
    TRY(put_sav(build, year, arena_print(build->arena, "%s.sav", path), err));
    for (size_t at = 0; at < sizeof endings / sizeof *endings; at++)
        list_file(build, arena_print(build->arena, "data/%s.%s", stem, endings[at]));
    PackageFacts facts = {build->input, &build->columns, build->manifest};
    size_t size = 0;
    const char *metadata = csvw_print(build->arena, &facts, year, &size);
    const char *name = arena_print(build->arena, "codebook/%s.csv-metadata.json", stem);
    list_file(build, name);
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
    TRY(put_file(build, "deliberation.yaml", build->input->deliberation_bytes,
                 build->input->deliberation_size, err));
    list_file(build, "codebook/codebook.html");
    list_file(build, "codebook/ddi-codebook.xml");
    list_file(build, "NOTICE.txt");
    list_file(build, "deliberation.yaml");
    return ERROR_NONE;
}

static int
compare_names(const void *one, const void *other)
{
    return strcmp(((const ManifestFile *)one)->name, ((const ManifestFile *)other)->name);
}

static ErrorKind
digest_files(Build *build, PackageSummary *summary, Error *err)
{
    Manifest *manifest = build->manifest;
    qsort(manifest->files.items, manifest->files.count, sizeof(ManifestFile), compare_names);
    for (size_t at = 0; at < manifest->files.count; at++)
    {
        ManifestFile *file = &manifest->files.items[at];
        if (!manifest_name_valid(file->name))
            return error_set(err, ERROR_CATALOGUE,
                             "a communication's name cannot be a file's name");
        TRY(file_digest(file_join(build->arena, build->staging, file->name), &file->digest,
                        &file->size, err));
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
    size_t size = 0;
    const char *bytes = manifest_print(build->arena, build->manifest, &size);
    char *note = NULL;
    summary->manifest = digest_of(bytes, size);
    TRY(statement_note_sign(build->arena, build->manifest, &summary->manifest, build->input->signer,
                            &note, err));
    TRY(put_file(build, "manifest.json", bytes, size, err));
    TRY(put_file(build, "manifest.json.note", note, strlen(note), err));
    summary->bytes += (int64_t)(size + strlen(note));
    return ERROR_NONE;
}

static ErrorKind
sync_directories(const Build *build, Error *err)
{
    TRY(file_sync(file_join(build->arena, build->staging, "data"), err));
    TRY(file_sync(file_join(build->arena, build->staging, "codebook"), err));
    return file_sync(build->staging, err);
}

ErrorKind
package_build(Arena *arena, const PackageInput *input, const char *staging,
              PackageSummary *ret_summary, Error *err)
{
    Build build = {.arena = arena, .input = input, .staging = staging};
    *ret_summary = (PackageSummary){0};
    TRY(columns_make(arena, input, &build.columns, err));
    build.manifest = manifest_fill(arena, input);
    if (build.manifest->years.count == 0)
        return error_set(err, ERROR_INTERNAL, "a package without a year");
    TRY(file_make_directory(file_join(arena, staging, "data"), 0755, err));
    TRY(file_make_directory(file_join(arena, staging, "codebook"), 0755, err));
    for (size_t at = 0; at < input->extract->years.count; at++)
        TRY(put_year(&build, &input->extract->years.items[at], err));
    TRY(put_documents(&build, err));
    TRY(digest_files(&build, ret_summary, err));
    TRY(put_manifest(&build, ret_summary, err));
    return sync_directories(&build, err);
}
