/* What a file is by its first bytes: whatever is not text of ours has a name. */
#include "core/text.h"
#include "output/given.h"

#include <string.h>

typedef struct Signature
{
    size_t at;
    const char *bytes;
    size_t size;
    const char *kind;
} Signature;

#define SIGN(at, bytes, kind)                                                                      \
    {                                                                                              \
        at, bytes, sizeof(bytes) - 1, kind                                                         \
    }

static const Signature signatures[] = {
    SIGN(0, "\x89PNG", "a PNG picture"),
    SIGN(0, "\xff\xd8\xff", "a JPEG picture"),
    SIGN(0, "GIF8", "a GIF picture"),
    SIGN(0, "BM", "a bitmap picture"),
    SIGN(0, "II*\0", "a TIFF picture"),
    SIGN(0, "MM\0*", "a TIFF picture"),
    SIGN(0, "RIFF", "a picture or sound"),
    SIGN(0, "%PDF", "a PDF document"),
    SIGN(0, "%!PS", "a PostScript document"),
    SIGN(0, "{\\rtf", "an RTF document"),
    SIGN(0, "PK\x03\x04", "a ZIP archive, spreadsheet or document"),
    SIGN(0, "PK\x05\x06", "a ZIP archive"),
    SIGN(0, "\x1f\x8b", "a gzip file or R data"),
    SIGN(0, "BZh", "a bzip2 file"),
    SIGN(0,
         "\xfd"
         "7zXZ",
         "an xz file"),
    SIGN(0, "\x28\xb5\x2f\xfd", "a zstd file"),
    SIGN(0, "7z\xbc\xaf", "a 7z archive"),
    SIGN(0, "Rar!", "a RAR archive"),
    SIGN(257, "ustar", "a tar archive"),
    SIGN(0, "PAR1", "a Parquet file"),
    SIGN(0, "ARROW1", "an Arrow file"),
    SIGN(0, "\x89HDF", "an HDF5 file or model"),
    SIGN(0, "\xd0\xcf\x11\xe0", "an old Office document"),
    SIGN(0, "SQLite format 3", "a database"),
    SIGN(8, "DUCK", "a database"),
    SIGN(0, "$FL", "an SPSS file"),
    SIGN(0, "<stata_dta>", "a Stata file"),
    SIGN(0, "RDX", "R data"),
    SIGN(0, "RDA", "R data"),
    SIGN(0, "X\n\0\0", "R data"),
    SIGN(0, "A\n3\n", "R data"),
    SIGN(0, "\x80\x02", "a pickled model"),
    SIGN(0, "\x80\x03", "a pickled model"),
    SIGN(0, "\x80\x04", "a pickled model"),
    SIGN(0, "\x80\x05", "a pickled model"),
    SIGN(0,
         "\x7f"
         "ELF",
         "a program"),
    SIGN(0, "MZ", "a program"),
    SIGN(0, "#!", "a script"),
    SIGN(0, "<!DOCTYPE", "an HTML page"),
    SIGN(0, "<!doctype", "an HTML page"),
    SIGN(0, "<html", "an HTML page"),
    SIGN(0, "<svg", "an SVG picture"),
    SIGN(0, "<?xml", "an XML document"),
};

const char *
content_kind(const char *bytes, size_t size)
{
    for (size_t at = 0; at < sizeof signatures / sizeof *signatures; at++)
    {
        const Signature *signature = &signatures[at];
        if (size >= signature->at + signature->size &&
            memcmp(bytes + signature->at, signature->bytes, signature->size) == 0)
            return signature->kind;
    }
    if (memchr(bytes, '\0', size) != NULL)
        return "a binary file";
    return text_is_utf8(bytes, size) ? NULL : "bytes that are no text";
}
