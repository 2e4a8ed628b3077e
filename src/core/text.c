#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Text
text_new(Arena *arena)
{
    Text text = {.arena = arena, .capacity = 256};
    text.bytes = arena_take(arena, text.capacity);
    return text;
}

static void
text_room(Text *text, size_t more)
{
    size_t wanted = 0;
    if (__builtin_add_overflow(text->size, more, &wanted) ||
        __builtin_add_overflow(wanted, (size_t)1, &wanted))
        error_out_of_memory();
    if (wanted <= text->capacity)
        return;
    size_t capacity = text->capacity;
    while (capacity < wanted)
    {
        if (__builtin_mul_overflow(capacity, (size_t)2, &capacity))
            error_out_of_memory();
    }
    char *larger = arena_take(text->arena, capacity);
    memcpy(larger, text->bytes, text->size);
    text->bytes = larger;
    text->capacity = capacity;
}

void
text_add_bytes(Text *text, const void *bytes, size_t size)
{
    text_room(text, size);
    if (size > 0)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

void
text_add(Text *text, const char *words)
{
    text_add_bytes(text, words, strlen(words));
}

void
text_print(Text *text, const char *format, ...)
{
    va_list measure;
    va_list print;
    va_start(measure, format);
    va_copy(print, measure);
    int length = vsnprintf(NULL, 0, format, measure);
    va_end(measure);
    size_t size = length < 0 ? 0 : (size_t)length;
    text_room(text, size);
    (void)vsnprintf(text->bytes + text->size, size + 1, format, print);
    va_end(print);
    text->size += size;
}

void
text_add_markup(Text *text, const char *words)
{
    for (const char *at = words; *at != '\0'; at++)
    {
        switch (*at)
        {
        case '&':
            text_add(text, "&amp;");
            break;
        case '<':
            text_add(text, "&lt;");
            break;
        case '>':
            text_add(text, "&gt;");
            break;
        case '"':
            text_add(text, "&quot;");
            break;
        case '\'':
            text_add(text, "&#39;");
            break;
        default:
            if ((unsigned char)*at < 0x20 && *at != '\t' && *at != '\n')
                text_add(text, "\xef\xbf\xbd");
            else
                text_add_bytes(text, at, 1);
        }
    }
}

void
text_add_csv(Text *text, const char *words)
{
    if (strpbrk(words, ",\"\r\n") == NULL)
    {
        text_add(text, words);
        return;
    }
    text_add(text, "\"");
    for (const char *at = words; *at != '\0'; at++)
        text_add_bytes(text, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    text_add(text, "\"");
}

bool
text_equal(const char *one, const char *other)
{
    return strcmp(one, other) == 0;
}

bool
text_starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool
text_ends(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t tail = strlen(end);
    return tail <= size && memcmp(text + size - tail, end, tail) == 0;
}

/* Bytes of the code point at bytes, 0 if it is not one. */
static size_t
utf8_length(const unsigned char *bytes, size_t size, uint32_t *ret_point)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = bytes[0] < 0x80             ? 1
                    : (bytes[0] & 0xe0) == 0xc0 ? 2
                    : (bytes[0] & 0xf0) == 0xe0 ? 3
                    : (bytes[0] & 0xf8) == 0xf0 ? 4
                                                : 0;
    if (length == 0 || length > size)
        return 0;
    uint32_t point = length == 1 ? bytes[0] : bytes[0] & (0xffu >> (length + 1));
    for (size_t at = 1; at < length; at++)
    {
        if ((bytes[at] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (bytes[at] & 0x3fu);
    }
    bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < smallest[length] || point > 0x10ffff || surrogate)
        return 0;
    *ret_point = point;
    return length;
}

bool
text_is_utf8(const char *bytes, size_t size)
{
    uint32_t point = 0;
    for (size_t at = 0; at < size;)
    {
        size_t length = utf8_length((const unsigned char *)bytes + at, size - at, &point);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

size_t
text_width(const char *text)
{
    size_t width = 0;
    for (const char *at = text; *at != '\0'; at++)
        width += ((unsigned char)*at & 0xc0) != 0x80;
    return width;
}

void
text_wrap(Text *text, const char *words, size_t width, size_t column, size_t indent)
{
    bool fresh = true; /* no word stands on this line yet */
    words += strspn(words, " \n");
    while (*words != '\0')
    {
        size_t size = strcspn(words, " \n");
        size_t wide = text_width(arena_copy(text->arena, words, size));
        if (!fresh && column + 1 + wide > width)
        {
            text_print(text, "\n%*s", (int)indent, "");
            column = indent;
            fresh = true;
        }
        text_add(text, fresh ? "" : " ");
        text_add_bytes(text, words, size);
        column += wide + (fresh ? 0 : 1);
        fresh = false;
        words += size;
        words += strspn(words, " \n");
    }
    text_add(text, "\n");
}

/* Unicode 15: general category Cc, Bidi_Control, Default_Ignorable_Code_Point, and the separators
 * and marks of lines and notes. Ascending. */
static const struct
{
    uint32_t first;
    uint32_t last;
} deceiving[] = {
    {0x0000, 0x001f}, {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x034f, 0x034f},   {0x061c, 0x061c},
    {0x115f, 0x1160}, {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x206f}, {0x3164, 0x3164},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},
    {0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

static bool
deceives(uint32_t point)
{
    for (size_t at = 0; at < sizeof deceiving / sizeof *deceiving; at++)
        if (point <= deceiving[at].last)
            return point >= deceiving[at].first;
    return false;
}

const char *
text_shown(Arena *arena, const char *text)
{
    Text shown = text_new(arena);
    size_t size = strlen(text);
    for (size_t at = 0; at < size;)
    {
        uint32_t point = 0;
        size_t length = utf8_length((const unsigned char *)text + at, size - at, &point);
        if (length == 0 || deceives(point))
            text_add(&shown, "?");
        else
            text_add_bytes(&shown, text + at, length);
        at += length == 0 ? 1 : length;
    }
    return shown.bytes;
}

char *
text_hex(Arena *arena, const void *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    char *hex = arena_take_array(arena, size + 1, 2);
    for (size_t at = 0; at < size; at++)
    {
        hex[2 * at] = digits[from[at] >> 4];
        hex[2 * at + 1] = digits[from[at] & 15];
    }
    return hex;
}

static int
hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

bool
text_hex_parse(const char *text, void *ret_bytes, size_t size)
{
    unsigned char *to = ret_bytes;
    if (strlen(text) != 2 * size)
        return false;
    for (size_t at = 0; at < size; at++)
    {
        int high = hex_digit(text[2 * at]);
        int low = hex_digit(text[2 * at + 1]);
        if (high < 0 || low < 0)
            return false;
        to[at] = (unsigned char)(high << 4 | low);
    }
    return true;
}
