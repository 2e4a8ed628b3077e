#include "custody/course.h"

#include "core/text.h"
#include "custody/inner.h"

/* What an act makes of a deliberation: the entry and the state, by name as the table has it. */
typedef struct Turn
{
    Act act;
    EntryType entry;
    DeliberationState state;
} Turn;

static const Turn turns[] = {
    {ACT_DELIBERATION_SUSPEND, ENTRY_DELIBERATION_SUSPENDED, DELIBERATION_SUSPENDED},
    {ACT_DELIBERATION_RESUME, ENTRY_DELIBERATION_RESUMED, DELIBERATION_IN_FORCE},
    {ACT_DELIBERATION_END, ENTRY_DELIBERATION_ENDED, DELIBERATION_ENDED},
};

#define TURNS (sizeof turns / sizeof *turns)

static const Turn *
find_turn(const char *act)
{
    for (size_t at = 0; at < TURNS; at++)
        if (text_equal(act_rule(turns[at].act)->name, act))
            return &turns[at];
    return NULL;
}

/* The deliberation, in a state from which the act may start. */
static ErrorKind
find_ready(Custody *custody, Arena *arena, const char *deliberation, Act act,
           Registration **ret_registration, Error *err)
{
    TRY(registration_find(custody, arena, deliberation, ret_registration, err));
    if (*ret_registration == NULL)
        return error_set(err, ERROR_STATE, "there is no such deliberation");
    if ((act_rule(act)->states & (unsigned)(*ret_registration)->state) == 0)
        return error_set(err, ERROR_STATE, "deliberation '%s' is %s", (*ret_registration)->id,
                         deliberation_state_name((*ret_registration)->state));
    return ERROR_NONE;
}

/* Entry and row, inside the transaction that is open; proposal 0: none. */
static ErrorKind
record_turn(Custody *custody, const Actor *actor, const Registration *registration,
            const Turn *turn, int64_t proposal, int64_t *ret_entry, Error *err)
{
    SCRATCH Arena *work = arena_new("course");
    const char *digest = digest_print(work, &registration->digest);
    json_t *body = json_object();
    json_put_text(body, "deliberation", registration->id);
    json_put_text(body, "digest", digest);
    if (proposal != 0)
        json_put(body, "proposal", json_integer(proposal));
    TRY(record_append(custody, actor, NULL, turn->entry, body, ret_entry, err));
    return store_run(custody->store, "INSERT INTO deliberation_change VALUES(?, ?, ?, ?, ?, ?, ?)",
                     BINDS(bind_integer(*ret_entry), bind_text(registration->id), bind_text(digest),
                           bind_text(deliberation_state_name(turn->state)),
                           bind_integer(custody->now), bind_text(actor_name(actor)),
                           proposal == 0 ? (Bind){.kind = BIND_NULL} : bind_integer(proposal)),
                     err);
}

ErrorKind
course_suspend(Custody *custody, const Actor *actor, const char *deliberation, Error *err)
{
    SCRATCH Arena *work = arena_new("course");
    ENDS_RECORDING Recording recording = {0};
    Registration *registration = NULL;
    int64_t entry = 0;
    TRY(record_begin(custody, &recording, err));
    TRY(find_ready(custody, work, deliberation, ACT_DELIBERATION_SUSPEND, &registration, err));
    TRY(record_turn(custody, actor, registration, &turns[0], 0, &entry, err));
    return record_commit(&recording, err);
}

ErrorKind
course_propose(Custody *custody, const Actor *actor, const char *deliberation, Act act, Error *err)
{
    SCRATCH Arena *work = arena_new("course");
    Registration *registration = NULL;
    TRY(find_ready(custody, work, deliberation, act, &registration, err));
    Proposal proposal = {.matter = MATTER_DELIBERATION,
                         .act = act_rule(act)->name,
                         .deliberation = registration->id,
                         .digest = registration->digest};
    return proposal_add(custody, actor, &proposal, err);
}

ErrorKind
course_confirm(Custody *custody, const Actor *actor, const Proposal *proposal, Error *err)
{
    SCRATCH Arena *work = arena_new("course");
    ENDS_RECORDING Recording recording = {0};
    Registration *registration = NULL;
    int64_t entry = 0;
    const Turn *turn = find_turn(proposal->act);
    if (turn == NULL || turn->act == ACT_DELIBERATION_SUSPEND)
        return error_set(err, ERROR_INTERNAL, "a proposal of another kind");
    TRY(record_begin(custody, &recording, err));
    TRY(find_ready(custody, work, proposal->deliberation, turn->act, &registration, err));
    if (!digest_equal(&registration->digest, &proposal->digest))
        return error_set(err, ERROR_INTEGRITY, "a proposal for another text than is registered");
    TRY(record_turn(custody, actor, registration, turn, proposal->number, &entry, err));
    TRY(proposal_confirm(custody, actor, proposal->number, entry, err));
    return record_commit(&recording, err);
}
