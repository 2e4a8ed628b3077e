/*
 * Text that grows, and the few questions about text that every folder asks.
 */
#ifndef BERAAD_CORE_TEXT_H
#define BERAAD_CORE_TEXT_H

#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Always ends in a zero byte that size does not count. */
typedef struct Text
{
    Arena *arena;
    char *bytes;
    size_t size;
    size_t capacity;
} Text;

/* An empty text that grows in arena. */
Text text_new(Arena *arena);

void text_add(Text *text, const char *words);
void text_add_bytes(Text *text, const void *bytes, size_t size);
void text_print(Text *text, const char *format, ...) FORMATS(2, 3);

/* Adds words with the five characters that HTML and XML give a meaning escaped; control characters
 * other than tab and line feed become U+FFFD. Good inside elements and inside quoted attributes. */
void text_add_markup(Text *text, const char *words);

/* Adds one CSV field as RFC 4180 section 2 asks: quoted only where it must be. */
void text_add_csv(Text *text, const char *words);

bool text_equal(const char *one, const char *other);
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);

/* Is it UTF-8 as RFC 3629 defines it (no overlong form, no surrogate, nothing above U+10FFFF)? */
bool text_is_utf8(const char *bytes, size_t size);

/* Characters (code points) of valid UTF-8: what one column of a terminal counts, wide scripts
 * aside. */
size_t text_width(const char *text);

/* Adds words in lines of at most `width` columns and a line feed. They go on at `column` of a line
 * that has been begun; the lines after it are indented by `indent`. Lines break at spaces and line
 * feeds only, so that a no-break space holds together what belongs together; a word that is too
 * long has a line of its own. */
void text_wrap(Text *text, const char *words, size_t width, size_t column, size_t indent);

/* Copies text for a terminal: control characters, those that turn the direction of reading, those
 * that break a line, and those that are not seen (Unicode's Default_Ignorable_Code_Point, in which
 * a tag can hide a text) are shown as '?'. */
const char *text_shown(Arena *arena, const char *text);

/* 2*size lower-case hexadecimal digits of size bytes. */
char *text_hex(Arena *arena, const void *bytes, size_t size);

/* Exactly 2*size hexadecimal digits into bytes; false if the text is anything else. */
bool text_hex_parse(const char *text, void *ret_bytes, size_t size);

#endif
