#include "custody/recipient.h"

#include "../core/cmocka_all.h"

#include <stdio.h>
#include <string.h>

/* The first is the example of age's own manual; the others were made by age-keygen 1.1.1. */
static const char *const keys[] = {
    "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    "age1px9r2kq5trp982938msw0ufe94cynr95symj3ncq9s4cmqjrjcjqqvttvf",
};

static void
keys_of_age_are_valid(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof keys / sizeof *keys; at++)
        assert_true(age_key_valid(keys[at]));
}

/* BIP 173: the checksum finds any change of up to four characters; here all of one, and all swaps
 * of neighbours. */
static void
each_change_of_a_character_is_noticed(void **state)
{
    (void)state;
    char text[128];
    for (size_t key = 0; key < sizeof keys / sizeof *keys; key++)
        for (size_t at = 0; at < strlen(keys[key]); at++)
        {
            (void)snprintf(text, sizeof text, "%s", keys[key]);
            for (int byte = 1; byte < 256; byte++)
            {
                text[at] = (char)byte;
                assert_int_equal(age_key_valid(text), strcmp(text, keys[key]) == 0);
            }
            (void)snprintf(text, sizeof text, "%s", keys[key]);
            char kept = text[at];
            text[at] = text[at + 1];
            text[at + 1] = kept;
            assert_int_equal(age_key_valid(text), strcmp(text, keys[key]) == 0);
        }
}

static void
other_forms_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "age1",
        /* upper case, which Bech32 would allow and age does not write */
        "AGE1QL3Z7HJY54PW3HYWW5AYYFG7ZQGVC7W3J2ELW8ZMRJ2KG5SFN9AQMCAC8P",
        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8",
        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8pp",
        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n",
        /* valid Bech32 of BIP 173 with another prefix or size */
        "a12uel5l",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN",
    };
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_false(age_key_valid(wrong[at]));
}

static void
names_of_recipients(void **state)
{
    (void)state;
    assert_true(recipient_id_valid("study-service-2"));
    assert_false(recipient_id_valid(""));
    assert_false(recipient_id_valid("Lab"));
    assert_false(recipient_id_valid("2lab"));
    assert_false(recipient_id_valid("lab/x"));
    assert_false(recipient_id_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_age_are_valid),
        cmocka_unit_test(each_change_of_a_character_is_noticed),
        cmocka_unit_test(other_forms_are_refused),
        cmocka_unit_test(names_of_recipients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
