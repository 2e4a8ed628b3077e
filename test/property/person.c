/*
 * Laws of identifiers.
 */
#include "person/identifier.h"
#include "person/insz.h"
#include "person/pseudonym.h"
#include "tape.h"

#include <stdio.h>
#include <string.h>

/* Nine digits whose month and serial are good in most draws. */
static int64_t
draw_nine_digits(Tape *tape)
{
    static const int month_codes[] = {0, 20, 40};
    if (tape_rarely(tape, 8))
        return (int64_t)tape_draw(tape, 1000000000);
    int64_t year = (int64_t)tape_draw(tape, 100);
    int64_t month = month_codes[tape_draw(tape, 3)] + (int64_t)tape_draw(tape, 13);
    int64_t day = (int64_t)tape_draw(tape, 40);
    int64_t serial = (int64_t)tape_draw(tape, 1000);
    return ((year * 100 + month) * 100 + day) * 1000 + serial;
}

static int64_t
draw_number(Tape *tape)
{
    if (tape_rarely(tape, 8))
        return (int64_t)tape_draw(tape, 0);
    int64_t number = insz_complete(draw_nine_digits(tape), 19 + (int)tape_draw(tape, 2));
    return tape_rarely(tape, 4) ? number + (int64_t)tape_draw(tape, 100) - 50 : number;
}

static bool
insz_print_and_parse_are_inverse(Tape *tape)
{
    int64_t number = draw_number(tape);
    Insz judged = {0};
    Insz parsed = {0};
    Insz plain = {0};
    Error err;
    char text[INSZ_TEXT_SIZE];
    char digits[32];
    bool good = insz_verdict_good(insz_check(number, &judged));
    if (number < 0 || number > INT64_C(99999999999))
        return !good;
    insz_print(number, text);
    (void)snprintf(digits, sizeof digits, "%011lld", (long long)number);
    bool read_text = insz_parse(text, strlen(text), &parsed, &err) == ERROR_NONE;
    bool read_digits = insz_parse(digits, strlen(digits), &plain, &err) == ERROR_NONE;
    if (!good)
        return !read_text && !read_digits;
    return read_text && read_digits && parsed.number == number && plain.number == number &&
           parsed.verdict == judged.verdict && parsed.year == judged.year;
}

static bool
accepts_only_what_is_printed(const char *bytes, size_t size)
{
    Insz insz;
    Error err;
    char text[INSZ_TEXT_SIZE];
    char digits[32];
    if (insz_parse(bytes, size, &insz, &err) != ERROR_NONE)
        return err.message[0] != '\0';
    insz_print(insz.number, text);
    (void)snprintf(digits, sizeof digits, "%011lld", (long long)insz.number);
    return (size == strlen(text) && memcmp(bytes, text, size) == 0) ||
           (size == INSZ_DIGITS && memcmp(bytes, digits, size) == 0);
}

/* Any bytes: what is accepted is one of the two texts of its number. */
static bool
insz_parse_accepts_only_what_it_prints(Tape *tape)
{
    size_t size = 0;
    const char *bytes = (const char *)tape_bytes(tape, 20, &size);
    return accepts_only_what_is_printed(bytes, size);
}

/* The same for bytes that are nearly right. */
static bool
insz_parse_accepts_only_what_it_prints_nearby(Tape *tape)
{
    char text[INSZ_TEXT_SIZE];
    insz_print(insz_complete(draw_nine_digits(tape), 19 + (int)tape_draw(tape, 2)), text);
    size_t at = (size_t)tape_draw(tape, strlen(text));
    text[at] = (char)tape_draw(tape, 256);
    return accepts_only_what_is_printed(text, INSZ_TEXT_SIZE - 1 - (size_t)tape_draw(tape, 2));
}

/* Every message of a refusal is free of the digits that were given. */
static bool
insz_refusal_shows_no_digit_of_the_number(Tape *tape)
{
    char digits[32];
    Insz insz;
    Error err;
    uint64_t number = tape_draw(tape, UINT64_C(100000000000));
    (void)snprintf(digits, sizeof digits, "%011llu", (unsigned long long)number);
    if (insz_parse(digits, strlen(digits), &insz, &err) == ERROR_NONE)
        return true;
    for (size_t at = 0; at + 4 <= strlen(digits); at++)
    {
        char part[5];
        memcpy(part, digits + at, 4);
        part[4] = '\0';
        if (strstr(err.message, part) != NULL)
            return false;
    }
    return true;
}

/* With the century known, every change of one digit and every swap of neighbours is caught.
 */
static bool
insz_catches_a_slip_within_the_century(Tape *tape)
{
    Insz before;
    Insz after;
    int64_t number = insz_complete(draw_nine_digits(tape), 19 + (int)tape_draw(tape, 2));
    if (!insz_verdict_good(insz_check(number, &before)) || before.year == 0)
        return true;
    int64_t place = 1;
    for (uint64_t step = tape_draw(tape, 10); step > 0; step--)
        place *= 10;
    int64_t low = number / place % 10;
    int64_t high = number / place / 10 % 10;
    int64_t slipped = tape_rarely(tape, 2)
                          ? number + ((int64_t)tape_draw(tape, 10) - low) * place
                          : number + (high - low) * place + (low - high) * place * 10;
    if (slipped == number || !insz_verdict_good(insz_check(slipped, &after)))
        return true;
    return before.year / 100 != after.year / 100;
}

static bool
identifier_parse_gives_the_number_written(Tape *tape)
{
    char digits[32];
    int64_t number = -1;
    int64_t written = (int64_t)(tape_draw(tape, 0) >> 1);
    (void)snprintf(digits, sizeof digits, "%lld", (long long)written);
    return identifier_parse(IDENTIFIER_OPAQUE, digits, strlen(digits), &number) &&
           number == written && identifier_valid(IDENTIFIER_OPAQUE, number);
}

/* However the numbers are cut into calls, each has the same block; other numbers, kinds, keys have
 * others. */
static bool
block_depends_on_key_kind_and_number_only(Tape *tape)
{
    unsigned char key[BLOCK_KEY_SIZE] = {0};
    int64_t numbers[1100];
    unsigned char whole[sizeof numbers / sizeof numbers[0] * BLOCK_SIZE];
    unsigned char one[BLOCK_SIZE];
    Error err;
    FREES_CIPHER BlockCipher *cipher = NULL;
    FREES_CIPHER BlockCipher *copy = NULL;
    for (size_t at = 0; at < sizeof key; at++)
        key[at] = (unsigned char)tape_draw(tape, 256);
    int64_t first = (int64_t)tape_draw(tape, 0);
    size_t count = 1 + (size_t)tape_draw(tape, sizeof numbers / sizeof numbers[0]);
    for (size_t at = 0; at < count; at++)
        numbers[at] = (int64_t)((uint64_t)first + at * 0x10001);
    size_t probe = (size_t)tape_draw(tape, count);
    if (block_cipher_new(key, &cipher, &err) != ERROR_NONE ||
        block_cipher_copy(cipher, &copy, &err) != ERROR_NONE ||
        block_encipher(cipher, IDENTIFIER_INSZ, numbers, count, whole, &err) != ERROR_NONE ||
        block_encipher(copy, IDENTIFIER_INSZ, &numbers[probe], 1, one, &err) != ERROR_NONE ||
        memcmp(whole + probe * BLOCK_SIZE, one, BLOCK_SIZE) != 0)
        return false;
    return block_encipher(copy, IDENTIFIER_OPAQUE, &numbers[probe], 1, one, &err) == ERROR_NONE &&
           memcmp(whole + probe * BLOCK_SIZE, one, BLOCK_SIZE) != 0;
}

/* What was enciphered is opened under the same key and kind, and under no other. */
static bool
a_block_opens_to_its_number(Tape *tape)
{
    Error err;
    unsigned char key[BLOCK_KEY_SIZE];
    unsigned char block[BLOCK_SIZE];
    FREES_CIPHER BlockCipher *cipher = NULL;
    int64_t opened = -1;
    for (size_t at = 0; at < sizeof key; at++)
        key[at] = (unsigned char)tape_draw(tape, 256);
    int64_t number = (int64_t)(tape_draw(tape, 0) >> 1);
    if (block_cipher_new(key, &cipher, &err) != ERROR_NONE ||
        block_encipher(cipher, IDENTIFIER_INSZ, &number, 1, block, &err) != ERROR_NONE ||
        block_open(key, IDENTIFIER_INSZ, block, 1, &opened, &err) != ERROR_NONE ||
        opened != number ||
        block_open(key, IDENTIFIER_OPAQUE, block, 1, &opened, &err) != ERROR_INTEGRITY)
        return false;
    key[tape_draw(tape, sizeof key)] ^= 1;
    return block_open(key, IDENTIFIER_INSZ, block, 1, &opened, &err) == ERROR_INTEGRITY;
}

static const Property properties[] = {
    PROPERTY_TIMES(insz_print_and_parse_are_inverse, 20000),
    PROPERTY_TIMES(insz_parse_accepts_only_what_it_prints, 20000),
    PROPERTY_TIMES(insz_parse_accepts_only_what_it_prints_nearby, 20000),
    PROPERTY_TIMES(insz_refusal_shows_no_digit_of_the_number, 20000),
    PROPERTY_TIMES(insz_catches_a_slip_within_the_century, 20000),
    PROPERTY(identifier_parse_gives_the_number_written),
    PROPERTY_TIMES(block_depends_on_key_kind_and_number_only, 200),
    PROPERTY_TIMES(a_block_opens_to_its_number, 200),
};
TAPE_MAIN(properties)
