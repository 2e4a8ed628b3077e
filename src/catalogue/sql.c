#include "catalogue/inner.h"

#include "catalogue/bind.h"
#include "core/text.h"

#include <string.h>
#include <strings.h>

#define DERIVED_PREFIX "derived_"

static bool
is_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

static Place
place_behind(Place place, const char *text, size_t size)
{
    for (size_t at = 0; at < size; at++)
    {
        if (text[at] == '\n')
            place = (Place){place.line + 1, 1};
        else if (((unsigned char)text[at] & 0xc0U) != 0x80U)
            place.column++;
    }
    return place;
}

static void
check_word(CatalogueReader *reader, const char *word, Place place, const SqlRules *rules)
{
    Complaints *complaints = reader->complaints;
    if (rules->needs == NULL && text_equal(word, "subject"))
        complain(complaints, place, "'subject' is for derivations");
    if (!text_starts(word, DERIVED_PREFIX))
        return;
    if (rules->needs == NULL || !names_hold(rules->needs, word + strlen(DERIVED_PREFIX)))
        complain(complaints, place, "'%.80s' is no derivation that stands under 'needs'", word);
}

typedef struct Stretch
{
    StretchKind kind;
    const char *text;
    size_t size;
    Place place;
} Stretch;

static void
check_plain(CatalogueReader *reader, const Stretch *stretch, const SqlRules *rules)
{
    Place place = stretch->place;
    size_t size = 0;
    for (size_t at = 0; at < stretch->size; at += size)
    {
        const char *word = stretch->text + at;
        size = 0;
        while (at + size < stretch->size && is_word(word[size]))
            size++;
        if (size > 0)
            check_word(reader, arena_copy(reader->arena, word, size), place, rules);
        else
            size = 1;
        place = place_behind(place, word, size);
    }
}

static void
check_placeholder(CatalogueReader *reader, const Stretch *stretch)
{
    const char *name = arena_copy(reader->arena, stretch->text + 1, stretch->size - 1);
    if (!placeholder_reserved(name) && catalogue_parameter(reader->catalogue, name) == NULL)
        complain(reader->complaints, stretch->place, "no parameter '%.80s' in the catalogue", name);
}

/* A quoted name can be a derivation too. */
static void
check_quoted(CatalogueReader *reader, const Stretch *stretch, const SqlRules *rules)
{
    if (stretch->text[0] == '"')
        check_word(reader, arena_copy(reader->arena, stretch->text + 1, stretch->size - 2),
                   stretch->place, rules);
}

static void
check_stretch(CatalogueReader *reader, const Stretch *stretch, const SqlRules *rules)
{
    switch (stretch->kind)
    {
    case STRETCH_PLAIN:
        check_plain(reader, stretch, rules);
        break;
    case STRETCH_PLACEHOLDER:
        check_placeholder(reader, stretch);
        break;
    case STRETCH_SEMICOLON:
        complain(reader->complaints, stretch->place, "expected one statement, found a semicolon");
        break;
    case STRETCH_BROKEN:
        complain(reader->complaints, stretch->place, "%s",
                 stretch->text[0] == '$' ? "expected a name behind the dollar sign"
                                         : "this quote or comment has no sound end");
        break;
    case STRETCH_QUOTED:
        check_quoted(reader, stretch, rules);
        break;
    case STRETCH_COMMENT:
    case STRETCH_END:
        break;
    }
}

static bool
begins_as_query(const char *text, size_t size)
{
    size_t space = strspn(text, " \t\r\n");
    const char *word = text + (space < size ? space : size);
    return (strncasecmp(word, "select", 6) == 0 && !is_word(word[6])) ||
           (strncasecmp(word, "with", 4) == 0 && !is_word(word[4]));
}

static bool
is_blank(const char *text, size_t size)
{
    return strspn(text, " \t\r\n") >= size;
}

void
sql_check(CatalogueReader *reader, const char *sql, const SqlRules *rules)
{
    bool begun = false;
    Stretch stretch = {.place = rules->origin};
    for (stretch.text = sql; *stretch.text != '\0'; stretch.text += stretch.size)
    {
        stretch.kind = sql_stretch(stretch.text, &stretch.size);
        bool content = stretch.kind != STRETCH_COMMENT && !is_blank(stretch.text, stretch.size);
        if (content && !begun && rules->statement && !begins_as_query(stretch.text, stretch.size))
            complain(reader->complaints, stretch.place, "expected SELECT or WITH");
        begun = begun || content;
        check_stretch(reader, &stretch, rules);
        stretch.place = place_behind(stretch.place, stretch.text, stretch.size);
    }
    if (!begun)
        complain(reader->complaints, rules->origin, "expected SQL, found nothing");
}
