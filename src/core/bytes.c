#include "core/inner.h"

#include "core/text.h"

#include <string.h>

/* Bytes of the character at bytes, which the size bytes may not all hold; 0 where it is not UTF-8.
 */
static size_t
character_size(const char *bytes, size_t size)
{
    for (size_t length = 1; length <= 4 && length <= size; length++)
    {
        if (text_is_utf8(bytes, length))
            return length;
    }
    return 0;
}

/*
 * What YAML 1.1 forbids, and what would make its lines other lines than an editor shows (U+0085,
 * U+2028, U+2029). NULL: it may stand in the file.
 */
static const char *
character_fault(const char *bytes, size_t length, bool line_start)
{
    unsigned char first = (unsigned char)bytes[0];
    if (length == 0)
        return "bytes that are not UTF-8";
    if (length == 1 && ((first < 0x20 && strchr("\t\n\r", first) == NULL) || first == 0x7f))
        return "a control character";
    if (length == 1 && first == '\0')
        return "a zero byte";
    if (length == 2 && first == 0xc2 && (unsigned char)bytes[1] < 0xa0)
        return "a control character";
    if (length == 3 &&
        (memcmp(bytes, "\xe2\x80\xa8", 3) == 0 || memcmp(bytes, "\xe2\x80\xa9", 3) == 0))
        return "a line or paragraph separator";
    /* Each %TAG is compared with all earlier ones by the parser; none is needed. */
    return line_start && first == '%' ? "a directive" : NULL;
}

bool
document_bytes_check(const char *bytes, size_t size, Complaints *complaints)
{
    Place place = {1, 1};
    if (size > DOCUMENT_BYTES)
    {
        complain(complaints, (Place){0, 0}, "expected at most %zu bytes, found %zu", DOCUMENT_BYTES,
                 size);
        return false;
    }
    for (size_t at = 0; at < size;)
    {
        size_t length = character_size(bytes + at, size - at);
        const char *fault = character_fault(bytes + at, length, place.column == 1);
        if (fault != NULL)
        {
            complain(complaints, place, "expected text, found %s", fault);
            return false;
        }
        bool carriage = bytes[at] == '\r' && !(at + 1 < size && bytes[at + 1] == '\n');
        bool line_end = bytes[at] == '\n' || carriage;
        place.column = line_end ? 1 : place.column + 1;
        place.line += line_end ? 1 : 0;
        at += length;
    }
    return true;
}
