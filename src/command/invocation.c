/* What a call was given: values of options. */
#include "command/command.h"
#include "core/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *
invocation_option(const Invocation *call, const char *name)
{
    const char *value = NULL;
    for (size_t at = 0; at < call->options.count; at++)
        if (text_equal(call->options.items[at].option->name, name))
            value = call->options.items[at].text;
    return value;
}

bool
invocation_flag(const Invocation *call, const char *name)
{
    for (size_t at = 0; at < call->options.count; at++)
        if (text_equal(call->options.items[at].option->name, name))
            return true;
    return false;
}

size_t
invocation_option_many(Invocation *call, const char *name, const char ***ret_values)
{
    struct LIST_OF(const char *) values = {0};
    for (size_t at = 0; at < call->options.count; at++)
        if (text_equal(call->options.items[at].option->name, name))
            *LIST_ADD(call->arena, &values) = call->options.items[at].text;
    *ret_values = values.items;
    return values.count;
}

ErrorKind
invocation_integer(const Invocation *call, const char *name, int64_t least, int64_t most,
                   int64_t fallback, int64_t *ret_value, Error *err)
{
    const char *text = invocation_option(call, name);
    *ret_value = fallback;
    if (text == NULL)
        return ERROR_NONE;
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < least || value > most)
        return error_set(err, ERROR_USAGE,
                         "option '--%s': expected a whole number from %lld to %lld", name,
                         (long long)least, (long long)most);
    *ret_value = value;
    return ERROR_NONE;
}

ErrorKind
invocation_language(const Invocation *call, Language *ret_language, Error *err)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *asked = invocation_option(call, "language");
    if (asked != NULL)
    {
        if (language_parse(asked, ret_language))
            return ERROR_NONE;
        return error_set(err, ERROR_USAGE, "option '--language': expected nl, fr or en");
    }
    *ret_language = LANGUAGE_EN;
    for (size_t at = 0; at < sizeof variables / sizeof *variables; at++)
    {
        const char *locale = getenv(variables[at]);
        if (locale == NULL || strlen(locale) < 2)
            continue;
        char code[3] = {locale[0], locale[1], '\0'};
        (void)language_parse(code, ret_language);
        break;
    }
    return ERROR_NONE;
}
