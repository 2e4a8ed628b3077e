#include "custody/condition.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/condition_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

static const FaultForm forms[FAULT_KIND_COUNT] = {
    [FAULT_MISSING] = {"missing", "no command opens the custody",
                       "what lies in the other directories; every backup",
                       "put it back from where it went, or 'beraad custody restore' the newest "
                       "backup into a new directory"},
    [FAULT_OWNER] = {"owner",
                     "no command opens as this user what is named; its owner can read and "
                     "change it",
                     "all that is recorded: beraad changed nothing; what lies under keys",
                     "work as that user, or find out who gave it away before you take it back"},
    [FAULT_OPEN] = {"open", "no command opens the custody; others may have read state and packages",
                    "the keys: they are wrapped; packages: they are sealed",
                    "find out who may have read it; then chmod go= what is named"},
    [FAULT_KEY_OPEN] = {"key-open",
                        "the key is not used; whoever has read the file can try passphrases on it",
                        "what lies under the key, as long as its passphrase is strong",
                        "find out who may have read it; chmod go= the file; then a new passphrase "
                        "or key ('custody wrap', 'actor rotate')"},
    [FAULT_READ_ONLY] = {"read-only", "nothing can be recorded, so no act can be done",
                         "all that is there; commands that only show work",
                         "find out why (a failing disk is often mounted so), then mount it for "
                         "writing"},
    [FAULT_FULL] = {"full", "nothing can be recorded, so no act can be done",
                    "all that is recorded; a command that met it left nothing half-done",
                    "make room outside the custody; remove nothing in it by hand"},
    [FAULT_IN_USE] = {"in-use",
                      "no other can write meanwhile; unfinished files were not looked for",
                      "all that is recorded", "wait until it has ended, and check again"},
    [FAULT_DAMAGED] = {"state-damaged",
                       "what the state says cannot be relied on, and no act should be done",
                       "public/ (what outsiders have of the ledger), outgoing/, the key files; "
                       "every backup",
                       "stop; copy the whole directory as it is; then 'beraad custody restore' the "
                       "newest backup and hold it against public/checkpoint"},
    [FAULT_VERSION] =
        {"state-version", "no command opens the custody",
         "all that is recorded: nothing was changed",
         "use the beraad of that version, or put the state.db that belongs here back"},
    [FAULT_UNREADABLE] = {"state-unreadable", "no command opens the custody",
                          "all that is recorded, if the disk is sound",
                          "look at permissions, mount and disk; copy the whole directory before "
                          "anything else"},
    [FAULT_CLOCK] = {"clock", "no act can be done: dates decide what is allowed",
                     "all that is recorded", "set the clock right"},
    [FAULT_LEDGER] = {"ledger", "from there on, nothing that the custody says proves anything",
                      "the entries before the one that is named; checkpoints that others keep",
                      "stop; copy the whole directory as it is; find out who changed it; hold it "
                      "against a backup and a witness's checkpoint"},
    [FAULT_TILES] = {"tiles", "outsiders cannot verify the whole ledger from public/",
                     "the ledger itself: it is in the state",
                     "nothing: the next act writes them anew"},
    [FAULT_UNFINISHED] = {"unfinished", "a process was stopped before it had ended",
                          "all that is recorded",
                          "nothing: the next act finishes it where it is recorded, and removes it "
                          "where it is not"},
    [FAULT_FOREIGN] = {"foreign", "no act can be done before it is gone",
                       "all that is recorded; what is named is not from this custody",
                       "find out who put it there, and take it out"},
    [FAULT_LOST] =
        {"lost", "it cannot be shown, delivered or read any more",
         "its digest is in the ledger: whoever finds it can tell that it is the right one",
         "put it back from where it went; else withdraw it, or make it again"},
    [FAULT_CHANGED] =
        {"changed", "it cannot be delivered or opened any more: beraad holds it against the ledger",
         "its digest is in the ledger: nothing else passes for it",
         "find out who changed it; put the right one back, from where copies are kept; else "
         "withdraw it, or make it again"},
    [FAULT_KEY_LOST] = {"key-lost", "what lies under the key cannot be opened or signed any more",
                        "all that does not lie under it",
                        "put the file back, from where it went or by 'beraad custody restore' into "
                        "a new directory; an actor gets another by 'actor rotate'"},
    [FAULT_KEY] =
        {"key", "what lies under the key cannot be opened or signed",
         "all that does not lie under it; the file was not changed",
         "put the right file back, from where it went or by 'beraad custody restore' into "
         "a new directory"},
};

const FaultForm *
fault_form(FaultKind kind)
{
    return &forms[kind];
}

void
fault_add(const Examination *examination, FaultKind kind, const char *what, const char *where)
{
    Arena *arena = examination->arena;
    *LIST_ADD(arena, &examination->condition->faults) = (Fault){
        .kind = kind, .what = arena_copy_text(arena, what), .where = arena_copy_text(arena, where)};
}

bool
fault_known(const Examination *examination, const char *where)
{
    for (size_t at = 0; at < examination->condition->faults.count; at++)
        if (text_equal(examination->condition->faults.items[at].where, where))
            return true;
    return false;
}

static void
examine_mount(const Examination *examination)
{
    struct statvfs about;
    if (statvfs(examination->custody->directory, &about) != 0)
        return;
    if ((about.f_flag & ST_RDONLY) != 0)
        fault_add(examination, FAULT_READ_ONLY, "its file system is mounted read-only", ".");
    else if (about.f_bavail == 0)
        fault_add(examination, FAULT_FULL, "its file system is full", ".");
}

/* Kept as long as the examination lasts: what is looked at does not move meanwhile. */
static void
examine_lock(Examination *examination)
{
    SCRATCH Arena *work = arena_new("lock");
    Custody *custody = examination->custody;
    custody->lock =
        open(custody_path(work, custody, "lock"), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (custody->lock < 0 || flock(custody->lock, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return;
    examination->in_use = true;
    fault_add(examination, FAULT_IN_USE, "another process is writing in it", "lock");
}

static FaultKind
state_fault(ErrorKind kind)
{
    return kind == ERROR_INTEGRITY ? FAULT_DAMAGED
           : kind == ERROR_IO      ? FAULT_UNREADABLE
                                   : FAULT_VERSION;
}

/* Opens the state as far as it can be relied on; else a fault, and the store stays NULL. */
static void
examine_state(const Examination *examination)
{
    SCRATCH Arena *work = arena_new("state");
    Custody *custody = examination->custody;
    Error fault = {0};
    const char *path = custody_path(work, custody, "state.db");
    if (!file_exists(path))
        return; /* told with the directories */
    ErrorKind kind = store_open(path, &custody_schema, STORE_READ, &custody->store, &fault);
    if (kind == ERROR_NONE)
        kind = store_check(custody->store, &fault);
    if (kind == ERROR_NONE)
        kind = custody_identify(custody, &fault);
    if (kind == ERROR_NONE)
        return;
    store_close(&custody->store);
    fault_add(examination, state_fault(kind), fault.message, "state.db");
}

static ErrorKind
examine_clock(const Examination *examination, Error *err)
{
    SCRATCH Arena *work = arena_new("clock");
    const Custody *custody = examination->custody;
    int64_t last = 0;
    char words[DURATION_TEXT_SIZE];
    TRY(store_integer(custody->store, "SELECT at FROM head", NO_BINDS, &last, err));
    if (custody->now < last - CUSTODY_CLOCK_SLACK)
        fault_add(examination, FAULT_CLOCK,
                  arena_print(work, "the clock stands %s before the last entry",
                              duration_print(last - custody->now, words)),
                  "state.db");
    return ERROR_NONE;
}

static ErrorKind
examine_ledger(const Examination *examination, Error *err)
{
    SCRATCH Arena *work = arena_new("ledger");
    Custody *custody = examination->custody;
    RecordSummary summary = {0};
    Error fault = {0};
    int64_t missing = 0;
    ErrorKind kind = record_verify(custody, &summary, &fault);
    if (kind != ERROR_NONE)
    {
        fault_add(examination, FAULT_LEDGER, fault.message, "state.db");
        return ERROR_NONE;
    }
    examination->condition->entries = summary.entries;
    TRY(publish_missing(custody, summary.signed_size, &missing, err));
    if (missing != 0)
        fault_add(examination, FAULT_TILES,
                  arena_print(work, "%" PRId64 " of its published files %s missing", missing,
                              missing == 1 ? "is" : "are"),
                  "public");
    return ERROR_NONE;
}

/* What needs the state. Where a statement fails all the same, the state is to blame. */
static ErrorKind
examine_recorded(Examination *examination, Error *err)
{
    TRY(examine_clock(examination, err));
    TRY(examine_ledger(examination, err));
    TRY(examine_key_files(examination, err));
    return examine_files(examination, err);
}

ErrorKind
condition_examine(Arena *arena, const char *directory, int64_t now, Condition *ret_condition,
                  Error *err)
{
    struct stat about;
    if (stat(directory, &about) != 0 || !S_ISDIR(about.st_mode))
        return error_set(err, ERROR_STATE, "there is no custody '%s'", directory);
    *ret_condition = (Condition){0};
    Arena *inside = arena_new("custody");
    CLOSES_CUSTODY Custody *custody = arena_take(inside, sizeof *custody);
    *custody = (Custody){.arena = inside, .mode = CUSTODY_READ, .now = now, .lock = -1};
    custody->directory = arena_copy_text(inside, directory);
    Examination examination = {.arena = arena, .custody = custody, .condition = ret_condition};
    TRY(examine_places(&examination, err));
    examine_mount(&examination);
    examine_lock(&examination);
    examine_state(&examination);
    ret_condition->readable = custody->store != NULL;
    Error fault = {0};
    if (!ret_condition->readable)
        return ERROR_NONE;
    ErrorKind kind = examine_recorded(&examination, &fault);
    if (kind == ERROR_INTEGRITY || kind == ERROR_STATE || kind == ERROR_IO)
        fault_add(&examination, state_fault(kind), fault.message, "state.db");
    else if (kind != ERROR_NONE)
    {
        *err = fault;
        return kind;
    }
    return ERROR_NONE;
}
