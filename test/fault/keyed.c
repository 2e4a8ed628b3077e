/*
 * keyed make             a custody in a new directory of TMPDIR, with two project keys; prints
 * where keyed destroy CUSTODY  destroys the key of 'sample', as ann keyed state CUSTODY    "live"
 * or "destroyed", and opens the key of 'population'
 */
#include "../unit/custody/fixture.h"

#include "core/file.h"
#include "custody/epoch.h"
#include "custody/key.h"
#include "custody/record.h"

#include <stdio.h>
#include <time.h>

static ErrorKind
open_key(Custody *custody, const Actor *actor, const char *communication, Error *err)
{
    FREES_SECRET Secret *key = NULL;
    return project_key_open(custody, actor, "A/19/1", communication, &key, err);
}

static ErrorKind
make(Error *err)
{
    void *state = NULL;
    TRY(secret_prepare(err));
    if (fixture_setup(&state) != 0)
        return error_set(err, ERROR_INTERNAL, "no fixture");
    Fixture *fixture = state;
    fixture_register(fixture);
    TRY(open_key(fixture->custody, fixture->ann, "sample", err));
    TRY(open_key(fixture->custody, fixture->ann, "population", err));
    (void)printf("%s\n", fixture->directory);
    return ERROR_NONE;
}

static ErrorKind
open_custody(const char *directory, Custody **ret_custody, Error *err)
{
    TRY(secret_prepare(err));
    FREES_SECRET Secret *passphrase = secret_of("the custody's own");
    TRY(custody_open(directory, CUSTODY_WRITE, (int64_t)time(NULL), ret_custody, err));
    return custody_unlock(*ret_custody, passphrase, err);
}

static ErrorKind
destroy(const char *directory, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    CLOSES_ACTOR Actor *ann = NULL;
    TRY(open_custody(directory, &custody, err));
    FREES_SECRET Secret *passphrase = secret_of("ann");
    TRY(actor_unlock(custody, "ann", passphrase, &ann, err));
    return project_key_destroy(custody, ann, "A/19/1", "sample", err);
}

static ErrorKind
tell(const char *directory, Error *err)
{
    CLOSES_CUSTODY Custody *custody = NULL;
    ProjectKeyState state = PROJECT_KEY_NONE;
    RecordSummary summary;
    EpochStatus epoch;
    TRY(open_custody(directory, &custody, err));
    TRY(record_verify(custody, &summary, err));
    TRY(epoch_status(custody, &epoch, err));
    TRY(project_key_state(custody, "A/19/1", "sample", &state, err));
    TRY(open_key(custody, NULL, "population", err));
    if (state == PROJECT_KEY_LIVE)
        TRY(open_key(custody, NULL, "sample", err));
    (void)printf("%s %d\n", state == PROJECT_KEY_LIVE ? "live" : "destroyed", (int)epoch.epoch);
    return ERROR_NONE;
}

int
main(int count, char **arguments)
{
    Error err = {0};
    ErrorKind kind = count == 2                             ? make(&err)
                     : strcmp(arguments[1], "destroy") == 0 ? destroy(arguments[2], &err)
                                                            : tell(arguments[2], &err);
    if (kind == ERROR_NONE)
        return 0;
    (void)fprintf(stderr, "keyed: %s\n", err.message);
    return error_class(kind)->exit_status;
}
