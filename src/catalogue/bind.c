#include "catalogue/bind.h"

#include "core/text.h"

#include <string.h>

static bool
name_continues(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static bool
name_begins(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* To the closing quote, two of which are one inside. */
static StretchKind
quoted_stretch(const char *text, size_t *ret_size)
{
    size_t at = 1;
    while (text[at] != '\0' && (text[at] != text[0] || text[at + 1] == text[0]))
        at += text[at] == text[0] ? 2 : 1;
    *ret_size = text[at] == '\0' ? at : at + 1;
    return text[at] == '\0' ? STRETCH_BROKEN : STRETCH_QUOTED;
}

/* A block comment in another one means different things to different engines: refused. */
static StretchKind
comment_stretch(const char *text, size_t *ret_size)
{
    if (text[0] == '-')
    {
        *ret_size = strcspn(text, "\n");
        return STRETCH_COMMENT;
    }
    const char *end = strstr(text + 2, "*/");
    const char *nested = strstr(text + 2, "/*");
    bool sound = end != NULL && (nested == NULL || nested > end);
    *ret_size = sound ? (size_t)(end - text) + 2 : strlen(text);
    return sound ? STRETCH_COMMENT : STRETCH_BROKEN;
}

static StretchKind
dollar_stretch(const char *text, size_t *ret_size)
{
    size_t size = 1;
    if (name_begins(text[1]))
    {
        while (name_continues(text[size]))
            size++;
    }
    *ret_size = size;
    return size > 1 ? STRETCH_PLACEHOLDER : STRETCH_BROKEN;
}

static bool
comment_begins(const char *text)
{
    return (text[0] == '-' && text[1] == '-') || (text[0] == '/' && text[1] == '*');
}

StretchKind
sql_stretch(const char *text, size_t *ret_size)
{
    *ret_size = text[0] == '\0' ? 0 : 1;
    if (text[0] == '\0')
        return STRETCH_END;
    if (text[0] == '\'' || text[0] == '"')
        return quoted_stretch(text, ret_size);
    if (comment_begins(text))
        return comment_stretch(text, ret_size);
    if (text[0] == '$')
        return dollar_stretch(text, ret_size);
    if (text[0] == ';')
        return STRETCH_SEMICOLON;
    while (text[*ret_size] != '\0' && strchr("'\"$;", text[*ret_size]) == NULL &&
           !comment_begins(text + *ret_size))
        (*ret_size)++;
    return STRETCH_PLAIN;
}

bool
placeholder_reserved(const char *name)
{
    return text_equal(name, "date") || text_equal(name, "year") || text_equal(name, "quarter") ||
           text_equal(name, "month");
}

const char *
catalogue_placeholder(Arena *arena, const Catalogue *catalogue, const char *name, Date date)
{
    char text[DATE_TEXT_SIZE];
    int year = 0;
    int month = 0;
    int day = 0;
    date_parts(date, &year, &month, &day);
    if (text_equal(name, "date"))
        return arena_print(arena, "DATE '%s'", date_print(date, text));
    if (text_equal(name, "year"))
        return arena_print(arena, "%d", year);
    if (text_equal(name, "quarter"))
        return arena_print(arena, "%d", (month + 2) / 3);
    if (text_equal(name, "month"))
        return arena_print(arena, "%d", month);
    const Parameter *parameter = catalogue_parameter(catalogue, name);
    return parameter == NULL ? NULL : parameter->value;
}

char *
catalogue_bind_sql(Arena *arena, const Catalogue *catalogue, const char *sql, Date date)
{
    Text bound = text_new(arena);
    size_t size = 0;
    for (const char *at = sql; *at != '\0'; at += size)
    {
        StretchKind kind = sql_stretch(at, &size);
        const char *literal = NULL;
        if (kind == STRETCH_PLACEHOLDER)
            literal =
                catalogue_placeholder(arena, catalogue, arena_copy(arena, at + 1, size - 1), date);
        if (literal != NULL)
            text_add(&bound, literal);
        else
            text_add_bytes(&bound, at, size);
    }
    return bound.bytes;
}
