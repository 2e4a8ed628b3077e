/*
 * The pseudonyms of numbers, one a line on standard input, by the keys of a custody: for scenarios
 * that must know whom a delivered file holds without asking the program.
 *
 *     pseudonym CUSTODY PASSPHRASE-FILE DELIBERATION COMMUNICATION NOW
 */
#include "person/pseudonym.h"
#include "custody/custody.h"
#include "custody/key.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

static ErrorKind
print_all(const Secret *key, Error *err)
{
    FREES_CIPHER BlockCipher *cipher = NULL;
    char line[64];
    TRY(block_cipher_new(key->bytes, &cipher, err));
    while (fgets(line, sizeof line, stdin) != NULL)
    {
        unsigned char block[BLOCK_SIZE];
        int64_t number = strtoll(line, NULL, 10);
        TRY(block_encipher(cipher, IDENTIFIER_INSZ, &number, 1, block, err));
        (void)printf("%011lld ", (long long)number);
        for (size_t at = 0; at < BLOCK_SIZE; at++)
            (void)printf("%s%02x", at == 4 || at == 6 || at == 8 || at == 10 ? "-" : "", block[at]);
        (void)printf("\n");
    }
    return ERROR_NONE;
}

static ErrorKind
run(char **arguments, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    FREES_SECRET Secret *passphrase = NULL;
    FREES_SECRET Secret *project = NULL;
    TRY(custody_open(arguments[1], CUSTODY_READ, strtoll(arguments[5], NULL, 10), &custody, err));
    TRY(secret_read_passphrase(arguments[2], "", &passphrase, err));
    TRY(custody_unlock(custody, passphrase, err));
    TRY(project_key_open(custody, NULL, arguments[3], arguments[4], &project, err));
    FREES_SECRET Secret *key = secret_derive(project, PURPOSE_PSEUDONYM, BLOCK_KEY_SIZE);
    return print_all(key, err);
}

int
main(int count, char **arguments)
{
    Error err = {0};
    if (count != 6 || sodium_init() < 0)
        return 2;
    if (run(arguments, &err) == ERROR_NONE)
        return 0;
    (void)fprintf(stderr, "%s\n", err.message);
    return 1;
}
