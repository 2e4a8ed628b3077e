#include "custody/token.h"

#include "core/text.h"
#include "custody/inner.h"
#include "custody/wrap.h"

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define MODULE_VARIABLE "BERAAD_PKCS11_MODULE"
#define SLOTS_MOST 64
#define LABEL_SIZE 32 /* of CK_TOKEN_INFO: padded with spaces */

typedef struct Session
{
    void *library;
    CK_FUNCTION_LIST *calls;
    CK_SESSION_HANDLE handle;
    bool is_open;
} TokenSession;

static void
close_session(TokenSession *session)
{
    if (session->is_open)
        (void)session->calls->C_CloseSession(session->handle);
    if (session->calls != NULL)
        (void)session->calls->C_Finalize(NULL);
    if (session->library != NULL)
        (void)dlclose(session->library);
}
#define CLOSES_TOKEN __attribute__((cleanup(close_session)))

static ErrorKind
token_fault(const char *what, CK_RV code, Error *err)
{
    if (code == CKR_PIN_INCORRECT || code == CKR_PIN_LEN_RANGE || code == CKR_PIN_INVALID)
        return error_set(err, ERROR_STATE, "the PIN of the token is wrong");
    if (code == CKR_PIN_LOCKED)
        return error_set(err, ERROR_STATE, "the PIN of the token is locked");
    return error_set(err, ERROR_STATE, "the token cannot %s (PKCS#11 error 0x%lx)", what, code);
}

static ErrorKind
load_library(TokenSession *session, Error *err)
{
    CK_FUNCTION_LIST *calls = NULL;
    const char *path = getenv(MODULE_VARIABLE);
    if (path == NULL || path[0] != '/')
    {
        (void)error_set(err, ERROR_STATE, "no PKCS#11 library is named");
        return error_hint(err, "set " MODULE_VARIABLE " to its path, which begins with '/'");
    }
    session->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (session->library == NULL)
        return error_set(err, ERROR_STATE, "'%s' cannot be loaded", path);
    CK_C_GetFunctionList get = NULL;
    /* A function from dlsym, as POSIX has it. */
    *(void **)(&get) = dlsym(session->library, "C_GetFunctionList");
    if (get == NULL || get(&calls) != CKR_OK)
        return error_set(err, ERROR_STATE, "'%s' is not a PKCS#11 library", path);
    CK_RV code = calls->C_Initialize(NULL);
    if (code != CKR_OK)
        return token_fault("be used", code, err);
    session->calls = calls;
    return ERROR_NONE;
}

static ErrorKind
find_slot(const TokenSession *session, const char *label, CK_SLOT_ID *ret_slot, Error *err)
{
    CK_SLOT_ID slots[SLOTS_MOST];
    CK_ULONG count = SLOTS_MOST;
    char padded[LABEL_SIZE];
    CK_RV code = session->calls->C_GetSlotList(CK_TRUE, slots, &count);
    if (code != CKR_OK)
        return token_fault("be found", code, err);
    memset(padded, ' ', sizeof padded);
    memcpy(padded, label, strnlen(label, sizeof padded));
    for (CK_ULONG at = 0; at < count; at++)
    {
        CK_TOKEN_INFO info;
        *ret_slot = slots[at];
        if (session->calls->C_GetTokenInfo(slots[at], &info) == CKR_OK &&
            memcmp(info.label, padded, sizeof padded) == 0)
            return ERROR_NONE;
    }
    return error_set(err, ERROR_STATE, "there is no token '%s'", label);
}

ErrorKind
token_check(const char *label, Error *err)
{
    CLOSES_TOKEN TokenSession session = {0};
    CK_SLOT_ID slot = 0;
    TRY(load_library(&session, err));
    return find_slot(&session, label, &slot, err);
}

static ErrorKind
open_session(const TokenKey *key, TokenSession *session, Error *err)
{
    CK_SLOT_ID slot = 0;
    TRY(load_library(session, err));
    TRY(find_slot(session, key->token, &slot, err));
    CK_RV code = session->calls->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL,
                                               NULL, &session->handle);
    if (code != CKR_OK)
        return token_fault("be opened", code, err);
    session->is_open = true;
    code = session->calls->C_Login(session->handle, CKU_USER, key->pin->bytes, key->pin->size);
    return code == CKR_OK ? ERROR_NONE : token_fault("be logged in to", code, err);
}

static ErrorKind
find_key(const TokenSession *session, const char *label, bool *ret_found, CK_OBJECT_HANDLE *ret_key,
         Error *err)
{
    SCRATCH Arena *work = arena_new("token");
    CK_OBJECT_CLASS kind = CKO_SECRET_KEY;
    CK_ULONG count = 0;
    CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &kind, sizeof kind},
                             {CKA_LABEL, arena_copy_text(work, label), strlen(label)}};
    CK_RV code = session->calls->C_FindObjectsInit(session->handle, wanted, 2);
    if (code == CKR_OK)
        code = session->calls->C_FindObjects(session->handle, ret_key, 1, &count);
    (void)session->calls->C_FindObjectsFinal(session->handle);
    *ret_found = count == 1;
    return code == CKR_OK ? ERROR_NONE : token_fault("be searched", code, err);
}

ErrorKind
token_make_key(const TokenKey *key, Error *err)
{
    SCRATCH Arena *work = arena_new("token");
    CLOSES_TOKEN TokenSession session = {0};
    CK_OBJECT_HANDLE made = 0;
    bool found = false;
    TRY(open_session(key, &session, err));
    TRY(find_key(&session, key->key, &found, &made, err));
    if (found)
    {
        (void)error_set(err, ERROR_STATE, "the token has a key '%s' already", key->key);
        return error_hint(err, "name another with '--key'; one that a call left there which was "
                               "stopped opens nothing");
    }
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    CK_OBJECT_CLASS kind = CKO_SECRET_KEY;
    CK_KEY_TYPE type = CKK_GENERIC_SECRET;
    CK_ULONG size = 32;
    CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &kind, sizeof kind},
                             {CKA_KEY_TYPE, &type, sizeof type},
                             {CKA_LABEL, arena_copy_text(work, key->key), strlen(key->key)},
                             {CKA_VALUE_LEN, &size, sizeof size},
                             {CKA_TOKEN, &yes, sizeof yes},
                             {CKA_PRIVATE, &yes, sizeof yes},
                             {CKA_SENSITIVE, &yes, sizeof yes},
                             {CKA_EXTRACTABLE, &no, sizeof no},
                             {CKA_SIGN, &yes, sizeof yes}};
    CK_MECHANISM mechanism = {.mechanism = CKM_GENERIC_SECRET_KEY_GEN};
    CK_RV code = session.calls->C_GenerateKey(session.handle, &mechanism, wanted,
                                              sizeof wanted / sizeof *wanted, &made);
    return code == CKR_OK ? ERROR_NONE : token_fault("make a key", code, err);
}

ErrorKind
token_answer(const TokenKey *key, const unsigned char challenge[TOKEN_CHALLENGE_SIZE],
             Secret **ret_answer, Error *err)
{
    CLOSES_TOKEN TokenSession session = {0};
    FREES_SECRET Secret *answer = secret_new(crypto_auth_hmacsha256_BYTES);
    unsigned char asked[TOKEN_CHALLENGE_SIZE];
    CK_OBJECT_HANDLE found = 0;
    CK_ULONG size = answer->size;
    bool is_there = false;
    TRY(open_session(key, &session, err));
    TRY(find_key(&session, key->key, &is_there, &found, err));
    if (!is_there)
        return error_set(err, ERROR_STATE, "the token has no key '%s'", key->key);
    memcpy(asked, challenge, sizeof asked);
    CK_MECHANISM mechanism = {.mechanism = CKM_SHA256_HMAC};
    CK_RV code = session.calls->C_SignInit(session.handle, &mechanism, found);
    if (code == CKR_OK)
        code = session.calls->C_Sign(session.handle, asked, sizeof asked, answer->bytes, &size);
    if (code != CKR_OK || size != answer->size)
        return token_fault("answer", code, err);
    *ret_answer = answer;
    answer = NULL;
    return ERROR_NONE;
}

ErrorKind
token_wrap_root(Custody *custody, const TokenKey *key, Error *err)
{
    SCRATCH Arena *work = arena_new("token");
    FREES_SECRET Secret *answer = NULL;
    unsigned char challenge[TOKEN_CHALLENGE_SIZE];
    if (!custody_unlocked(custody))
        return error_set(err, ERROR_STATE, "the custody is locked");
    randombytes_buf(challenge, sizeof challenge);
    TRY(token_make_key(key, err));
    TRY(token_answer(key, challenge, &answer, err));
    json_t *token = json_keep(work, json_object());
    json_put_text(token, "label", key->token);
    json_put_text(token, "key", key->key);
    json_put_text(token, "challenge", text_hex(work, challenge, sizeof challenge));
    Wrapping wrapping = {.purpose = ROOT_KEY_PURPOSE, .key = answer, .token = token};
    TRY(key_wrap_again(custody_path(work, custody, ROOT_KEY_FILE), &wrapping, custody->root, err));
    return record_wrapped(custody, "token", err);
}
