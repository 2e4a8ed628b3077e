#include "command/command.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

const Option global_options[] = {
    {"custody", "DIR", false, "the custody to work in (or BERAAD_CUSTODY)"},
    {"as", "ACTOR", false, "who acts (or BERAAD_ACTOR)"},
    {"passphrase-file", "FILE", false,
     "the actor's passphrase: first line of FILE, /dev/fd/N for a descriptor (or "
     "BERAAD_PASSPHRASE_FILE); else asked"},
    {"custody-passphrase-file", "FILE", false,
     "the custody's passphrase, likewise (or BERAAD_CUSTODY_PASSPHRASE_FILE)"},
    {"catalogue-path", "DIR", false,
     "where catalogues stand, each in a folder of its name (or BERAAD_CATALOGUE_PATH)"},
    {"json", NULL, false, "print the result as JSON"},
    {"quiet", NULL, false, "show no progress"},
    {"help", NULL, false, "show what this command takes"},
    {NULL, NULL, false, NULL},
};

static const Command *const nouns[] = {
    command_custody,      command_actor,       command_catalogue, command_warehouse,
    command_deliberation, command_undertaking, command_release,   command_package,
    command_enclave,      command_output,      command_retention, command_subject,
    command_ledger,       command_audit,       command_risk,      command_table,
};

#define OPTION_COLUMN 33
#define SUMMARY_COLUMN 49 /* on a narrow terminal that of the options */
#define NARROW 100

#define NOUN_COUNT (sizeof nouns / sizeof *nouns)

static const Option *
find_option(const Option *options, const char *name)
{
    for (const Option *at = options; at != NULL && at->name != NULL; at++)
        if (text_equal(at->name, name))
            return at;
    return NULL;
}

static const Command *
find_command(const char *noun, const char *verb, bool *ret_noun_known)
{
    *ret_noun_known = false;
    for (size_t at = 0; at < NOUN_COUNT; at++)
        for (const Command *command = nouns[at]; command->noun != NULL; command++)
        {
            if (!text_equal(command->noun, noun))
                continue;
            *ret_noun_known = true;
            if (command->verb == NULL || (verb != NULL && text_equal(command->verb, verb)))
                return command;
        }
    return NULL;
}

/* What `head` is about, beside it; on a terminal below it, as far in, where it is too long. */
static void
add_entry(Text *text, const char *head, size_t column, const char *about, size_t width)
{
    size_t wide = 2 + text_width(head);
    text_print(text, "  %s", head);
    if (wide + 2 <= column)
        text_print(text, "%*s", (int)(column - wide), "");
    else if (width != DISPLAY_WHOLE)
        text_print(text, "\n%*s", (int)column, "");
    else
        text_add(text, " ");
    text_wrap(text, about, width, column, column);
}

static void
add_options(Text *text, const char *title, const Option *options, size_t width)
{
    if (options == NULL || options->name == NULL)
        return;
    text_print(text, "\n%s\n", title);
    for (const Option *at = options; at->name != NULL; at++)
    {
        char head[64];
        (void)snprintf(head, sizeof head, "--%s%s%s%s", at->name, at->value == NULL ? "" : " ",
                       at->value == NULL ? "" : at->value, at->many ? "..." : "");
        add_entry(text, head, OPTION_COLUMN, at->help, width);
    }
}

static void
add_synopsis(Text *text, const Command *command)
{
    text_print(text, "beraad %s%s%s%s%s", command->noun, command->verb == NULL ? "" : " ",
               command->verb == NULL ? "" : command->verb, command->words == NULL ? "" : " ",
               command->words == NULL ? "" : command->words);
}

static ErrorKind
show_command_help(Invocation *call, const Command *command, Error *err)
{
    Text text = text_new(call->arena);
    text_add(&text, "usage: ");
    add_synopsis(&text, command);
    text_add(&text, " [OPTION...]\n");
    text_wrap(&text, command->summary, call->display.row, 0, 0);
    add_options(&text, "options:", command->options, call->display.row);
    add_options(&text, "options of every command:", global_options, call->display.row);
    return result_print(text.bytes, err);
}

/* All commands, or those of one noun. */
static ErrorKind
show_help(Invocation *call, const char *noun, Error *err)
{
    Text text = text_new(call->arena);
    size_t width = call->display.row;
    size_t column = width < NARROW ? OPTION_COLUMN : SUMMARY_COLUMN;
    text_print(&text, "usage: beraad %s VERB [ARGUMENT...] [OPTION...]\n\n",
               noun == NULL ? "NOUN" : noun);
    for (size_t at = 0; at < NOUN_COUNT; at++)
        for (const Command *command = nouns[at]; command->noun != NULL; command++)
        {
            if (noun != NULL && !text_equal(command->noun, noun))
                continue;
            Text synopsis = text_new(call->arena);
            add_synopsis(&synopsis, command);
            add_entry(&text, synopsis.bytes, column, command->summary, width);
        }
    add_options(&text, "options of every command:", global_options, width);
    text_add(&text, "\n");
    text_wrap(&text,
              "'beraad NOUN VERB --help' shows the options of one command; 'man beraad' tells all.",
              width, 0, 0);
    return result_print(text.bytes, err);
}

/* An option of years leaves what is no number to the command: its deliberation, its script. */
static bool
takes_more(const Option *option, const char *argument)
{
    bool number = argument[0] != '\0' && argument[strspn(argument, "0123456789")] == '\0';
    return option->many && (!text_equal(option->value, "Y") || number);
}

static ErrorKind
take_option(Invocation *call, const Command *command, int count, char **arguments, int *at,
            Error *err)
{
    char *name = arena_copy_text(call->arena, arguments[*at] + 2);
    char *equals = strchr(name, '=');
    if (equals != NULL)
        *equals = '\0';
    const Option *option = command == NULL ? NULL : find_option(command->options, name);
    if (option == NULL)
        option = find_option(global_options, name);
    if (option == NULL)
    {
        (void)error_set(err, ERROR_USAGE, "option '--%s' is not known here",
                        text_shown(call->arena, name));
        return error_hint(err, "'--help' lists the options; what is none stands behind '--'");
    }
    if (option->value == NULL && equals != NULL)
        return error_set(err, ERROR_USAGE, "option '--%s' takes no value", option->name);
    if (option->value != NULL && !option->many && invocation_option(call, option->name) != NULL)
        return error_set(err, ERROR_USAGE, "option '--%s' stands there twice", option->name);
    if (option->value == NULL || equals != NULL)
    {
        *LIST_ADD(call->arena, &call->options) =
            (OptionValue){.option = option, .text = equals == NULL ? NULL : equals + 1};
        return ERROR_NONE;
    }
    int taken = 0;
    while (*at + 1 < count && strncmp(arguments[*at + 1], "--", 2) != 0 &&
           (taken == 0 || takes_more(option, arguments[*at + 1])))
    {
        *at += 1;
        taken++;
        *LIST_ADD(call->arena, &call->options) =
            (OptionValue){.option = option, .text = arguments[*at]};
    }
    if (taken == 0)
        return error_set(err, ERROR_USAGE, "option '--%s' needs a value: %s", option->name,
                         option->value);
    return ERROR_NONE;
}

static ErrorKind
take_arguments(Invocation *call, const Command *command, int count, char **arguments, Error *err)
{
    struct LIST_OF(const char *) words = {0};
    bool plain = false;
    for (int at = 0; at < count; at++)
    {
        if (!plain && text_equal(arguments[at], "--"))
            plain = true;
        else if (!plain && text_starts(arguments[at], "--"))
            TRY(take_option(call, command, count, arguments, &at, err));
        else
            *LIST_ADD(call->arena, &words) = arguments[at];
    }
    call->words = words.items;
    call->word_count = words.count;
    call->json = invocation_flag(call, "json");
    if (call->json)
        call->display = (Display){.prose = DISPLAY_PROSE, .row = DISPLAY_WHOLE};
    call->progress = progress_new(call->json || invocation_flag(call, "quiet"));
    return ERROR_NONE;
}

/* What stands in the place of a verb is shown where it looks like one: it could be anything, a
 * person's number among them. */
static const char *
shown_verb(Arena *arena, const char *verb)
{
    if (verb == NULL)
        return "nothing";
    for (const char *at = verb; *at != '\0'; at++)
        if ((*at < 'a' || *at > 'z') && *at != '-')
            return "something else";
    return arena_print(arena, "'%s'", verb);
}

static ErrorKind
unknown_command(Invocation *call, const char *noun, const char *verb, bool noun_known, Error *err)
{
    if (noun_known)
        (void)error_set(err, ERROR_USAGE, "'%s' needs one of its verbs, found %s", noun,
                        shown_verb(call->arena, verb));
    else
        (void)error_set(err, ERROR_USAGE, "'%s' is no noun of beraad",
                        text_shown(call->arena, noun));
    return noun_known ? error_hint(err, "'beraad %s --help' lists them", noun)
                      : error_hint(err, "'beraad --help' lists all");
}

ErrorKind
command_run(Invocation *call, int count, char **arguments, Error *err)
{
    if (count == 0 || text_equal(arguments[0], "--help") || text_equal(arguments[0], "help"))
        return show_help(call, NULL, err);
    if (text_equal(arguments[0], "--version"))
        return result_print("beraad " BERAAD_VERSION "\n", err);
    const char *verb = count > 1 ? arguments[1] : NULL;
    bool noun_known = false;
    const Command *command = find_command(arguments[0], verb, &noun_known);
    if (command == NULL && noun_known && verb != NULL && text_equal(verb, "--help"))
        return show_help(call, arguments[0], err);
    if (command == NULL)
        return unknown_command(call, arguments[0], verb, noun_known, err);
    int skip = command->verb == NULL ? 1 : 2;
    TRY(take_arguments(call, command, count - skip, arguments + skip, err));
    if (invocation_flag(call, "help"))
        return show_command_help(call, command, err);
    if (call->word_count < command->least_words || call->word_count > command->most_words)
    {
        (void)error_set(err, ERROR_USAGE, "%s%s%s: expected %s, found %zu argument%s",
                        command->noun, command->verb == NULL ? "" : " ",
                        command->verb == NULL ? "" : command->verb,
                        command->words == NULL ? "no argument" : command->words, call->word_count,
                        call->word_count == 1 ? "" : "s");
        return error_hint(err, "'--help' shows what it takes");
    }
    return command->run(call, err);
}
