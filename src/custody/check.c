/*
 * Does the state say what the ledger says? One step for each entry, by the table of check_rest.c,
 * and one at the end.
 */
#include "core/text.h"
#include "custody/check_inner.h"
#include "custody/inner.h"

#include <inttypes.h>

/* What must never be found in the state, whatever the ledger says. */
typedef struct StateContradiction
{
    const char *count;
    const char *words;
} StateContradiction;

static const StateContradiction contradictions[] = {
    {"SELECT (SELECT count(*) FROM epoch)"
     " <> 1 + (SELECT count(*) FROM project_key WHERE destroyed IS NOT NULL)"
     " OR (SELECT count(*) FROM epoch) IS NOT (SELECT max(number) FROM epoch)"
     " OR (SELECT entry FROM epoch WHERE number = 1) IS NOT 0",
     "an epoch that no destruction of a key began"},
    {"SELECT count(*) FROM output AS o WHERE state IN ('approved', 'released') AND"
     " (checkers_needed > (SELECT count(*) FROM output_vote AS v WHERE v.output = o.number"
     "   AND v.round = o.round AND v.actor <> o.author)"
     "  OR NOT EXISTS (SELECT 1 FROM output_decision AS d WHERE d.output = o.number"
     "   AND d.round = o.round AND d.decision = 'approved')"
     "  OR EXISTS (SELECT 1 FROM output_round AS r WHERE r.output = o.number"
     "   AND r.round = o.round AND r.fails <> 0))",
     "an output that is approved against its votes or findings"},
    {"SELECT count(*) FROM output AS o WHERE round <>"
     " (SELECT max(round) FROM output_round AS r WHERE r.output = o.number)",
     "an output that is not in its newest round"},
    {"SELECT count(*) FROM release AS r WHERE state NOT IN"
     " ('prepared', 'approved', 'delivered', 'withdrawn') OR (state IN ('approved', 'delivered')"
     "  AND approvals_needed > (SELECT count(*) FROM approval AS a WHERE a.release = r.number))"
     " OR (state = 'prepared'"
     "  AND approvals_needed <= (SELECT count(*) FROM approval AS a WHERE a.release = r.number))",
     "a release whose state is not that of its approvals"},
    {"SELECT count(*) FROM proposal WHERE state = 'confirmed' AND settled_by = proposed_by",
     "a proposal that one actor made and confirmed"},
    {"SELECT count(*) FROM subject_answer AS a WHERE NOT EXISTS(SELECT 1 FROM proposal AS p"
     " WHERE p.number = a.proposal AND p.state = 'confirmed' AND p.settled_entry = a.entry"
     " AND p.settled_by = a.answered_by AND p.act = 'subject ask')",
     "an answer to a person that nobody asked for"},
    {"SELECT count(*) FROM deliberation AS d WHERE NOT EXISTS(SELECT 1 FROM proposal AS p"
     " WHERE p.number = d.proposal AND p.state = 'confirmed' AND p.settled_entry = d.entry"
     " AND p.settled_by = d.registered_by AND p.act = 'deliberation register'"
     " AND p.deliberation = d.id AND p.digest = d.digest"
     " AND p.catalogue_digest = d.catalogue_digest AND p.text_digest IS d.text_digest)",
     "a deliberation that is not what was proposed"},
    {"SELECT count(*) FROM deliberation_change AS c WHERE proposal IS NOT NULL AND NOT EXISTS("
     "SELECT 1 FROM proposal AS p WHERE p.number = c.proposal AND p.state = 'confirmed'"
     " AND p.settled_entry = c.entry AND p.settled_by = c.changed_by"
     " AND p.act = CASE c.state WHEN 'ended' THEN 'deliberation end' ELSE 'deliberation resume' END"
     " AND p.deliberation = c.deliberation AND p.digest = c.digest)",
     "a change of a deliberation that was not proposed"},
    {"SELECT count(*) FROM deliberation_change AS c JOIN deliberation AS d ON d.id = c.deliberation"
     " WHERE c.digest <> d.digest",
     "a change of another text than was registered"},
    {"SELECT count(*) FROM undertaking AS u JOIN deliberation AS d ON d.id = u.deliberation"
     " WHERE u.deliberation_digest <> d.digest",
     "an undertaking for another text than was registered"},
    {"SELECT count(*) FROM deliberation AS d WHERE amended_by IS NOT"
     " (SELECT id FROM deliberation AS n WHERE n.amends = d.id)",
     "a deliberation whose amendment is not the registered one"},
    {"SELECT count(*) FROM release AS r WHERE (SELECT count(*) FROM artefact AS a"
     " WHERE a.kind = 'package' AND a.source = r.number AND a.entry = r.entry"
     "  AND a.deliberation = r.deliberation AND a.communication = r.communication"
     "  AND a.digest = r.package AND a.size = r.package_size"
     "  AND a.path = iif(r.delivered IS NULL, 'held/', 'outgoing/') || r.staged"
     "  AND a.delivered IS r.delivered AND a.years ="
     "   (SELECT json_group_array(y.value ->> 'year') FROM json_each(r.years) AS y)) <> 1",
     "a release whose package is not among what must be destroyed"},
    {"SELECT count(*) FROM artefact WHERE kind = 'package'"
     " AND source NOT IN (SELECT number FROM release)",
     "a package of no release"},
    {"SELECT (SELECT count(*) FROM artefact WHERE kind IN ('data set', 'import', 'quarantine'))"
     " - (SELECT count(*) FROM dataset) - (SELECT count(*) FROM import)"
     " - (SELECT count(*) FROM job WHERE index_digest IS NOT NULL)",
     "a thing of the enclave that is not among what must be destroyed, or the reverse"},
    {"SELECT count(*) FROM (SELECT 'data set' AS kind, deliberation, communication,"
     "  '[' || year || ']' AS years, 'dataset/' || folder AS path, index_digest, size,"
     "  communication || ' ' || year AS key, 0 AS source, entry FROM dataset"
     " UNION ALL SELECT 'import', deliberation, communication, NULL, 'model/' || number,"
     "  index_digest, size, communication || ' import ' || number, number, entry FROM import"
     " UNION ALL SELECT 'quarantine', deliberation, communication, years,"
     "  'quarantine/' || number, index_digest, size, communication || ' job ' || number, number,"
     "  ended_entry FROM job WHERE index_digest IS NOT NULL) AS t"
     " WHERE (SELECT count(*) FROM artefact AS a WHERE a.kind = t.kind"
     "  AND a.deliberation = t.deliberation AND a.communication = t.communication"
     "  AND a.years = coalesce(t.years, a.years) AND a.path = t.path"
     "  AND a.digest = t.index_digest AND a.size = t.size AND a.key = t.key"
     "  AND a.source = t.source AND a.entry = t.entry"
     "  AND (a.delivered IS NOT NULL) = (t.kind = 'data set')) <> 1",
     "a thing of the enclave that is other than what must be destroyed"},
    {"SELECT count(*) FROM release AS r JOIN artefact AS a ON a.kind = 'package'"
     " AND a.source = r.number WHERE r.state = 'withdrawn' AND a.destroyed_entry IS NOT"
     " r.withdrawn_entry AND NOT EXISTS (SELECT 1 FROM destruction_artefact AS p"
     "  JOIN destruction AS d ON d.number = p.destruction WHERE p.artefact = a.number"
     "  AND d.entry = r.withdrawn_entry)",
     "a withdrawn release whose package is still there"},
    {"SELECT count(*) FROM release AS r JOIN artefact AS a ON a.kind = 'package'"
     " AND a.source = r.number WHERE r.state IN ('prepared', 'approved')"
     " AND (a.destroyed IS NOT NULL OR a.number IN (SELECT artefact FROM destruction_artefact))",
     "a release that waits for its delivery although its package goes"},
    {"SELECT count(*) FROM artefact AS a WHERE a.destroyed IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM release AS r WHERE a.kind = 'package' AND r.number = a.source"
     "  AND r.withdrawn_entry = a.destroyed_entry) AND NOT EXISTS"
     " (SELECT 1 FROM destruction_artefact AS p JOIN destruction AS d ON d.number = p.destruction"
     "  WHERE p.artefact = a.number AND d.completed_entry = a.destroyed_entry)",
     "something destroyed that nobody destroyed"},
    {"SELECT count(*) FROM destruction_artefact AS p JOIN destruction AS d"
     " ON d.number = p.destruction JOIN artefact AS a ON a.number = p.artefact"
     " WHERE a.destroyed_entry IS NOT d.completed_entry",
     "a completed destruction that left something"},
    {"SELECT count(*) FROM destruction AS d WHERE NOT EXISTS (SELECT 1 FROM proposal AS p"
     " WHERE p.number = d.proposal AND p.state = 'confirmed' AND p.settled_entry = d.entry"
     "  AND p.digest = d.plan_digest AND CAST(p.bytes AS TEXT) = d.plan"
     "  AND p.proposed_by = d.proposed_by AND p.act = 'retention destroy')",
     "a destruction that two actors did not decide"},
    {"SELECT count(*) FROM series AS s WHERE NOT EXISTS (SELECT 1 FROM proposal AS p"
     " WHERE p.number = s.proposal AND p.state = 'confirmed' AND p.settled_entry = s.entry"
     "  AND p.settled_by = s.closed_by AND p.act = 'retention declare-last')",
     "a series that two actors did not close"},
    {"SELECT (SELECT count(*) FROM attested WHERE entry NOT IN (SELECT entry FROM attestation))"
     " + (SELECT count(*) FROM attestation WHERE entry NOT IN (SELECT entry FROM attested))",
     "an attestation without its signed text, or the reverse"},
    {"SELECT count(*) FROM obligation AS o JOIN artefact AS a ON a.number = o.artefact"
     " WHERE a.delivered IS NULL",
     "an obligation of what was not delivered"},
    {"SELECT count(*) FROM artefact AS a WHERE delivered IS NOT NULL AND json_array_length(years)"
     " <> (SELECT count(*) FROM obligation AS o WHERE o.artefact = a.number)",
     "a delivered year without its obligation"},
};

struct StateCheck
{
    Arena *arena;
    Custody *custody;
    ListedObligations *listed;
    int64_t counts[ENTRY_TYPE_COUNT];
};

StateCheck *
state_check_new(Arena *arena, Custody *custody)
{
    StateCheck *check = arena_take(arena, sizeof *check);
    check->arena = arena;
    check->custody = custody;
    check->listed = listed_new(arena, custody);
    return check;
}

/* A field as the state holds it: text and number as they are, anything else as canonical JSON. */
static Bind
bind_field(Arena *arena, const json_t *value)
{
    if (value == NULL)
        return (Bind){.kind = BIND_NULL};
    if (json_is_integer(value))
        return bind_integer(json_integer_value(value));
    if (json_is_string(value))
        return bind_text(json_string_value(value));
    return bind_text(json_canonical(arena, value, NULL));
}

static ErrorKind
count_match(StateCheck *check, const Entry *entry, int64_t *ret_count, Error *err)
{
    SCRATCH Arena *work = arena_new("check");
    const Rest *rest = state_rest(entry->type);
    Bind binds[2 + FIELDS_MOST] = {bind_integer(entry->number), bind_text(entry->actor)};
    size_t count = 2;
    for (size_t at = 0; at < FIELDS_MOST && rest->fields[at] != NULL; at++)
        binds[count++] = bind_field(work, json_object_get(entry->body, rest->fields[at]));
    return store_integer(check->custody->store, rest->match, (Binds){binds, count}, ret_count, err);
}

ErrorKind
state_check_entry(StateCheck *check, const Entry *entry, Error *err)
{
    check->counts[entry->type]++;
    if (state_rest(entry->type)->match == NULL)
        return ERROR_NONE;
    int64_t count = 0;
    TRY(count_match(check, entry, &count, err));
    if (count != 1)
        return error_set(err, ERROR_INTEGRITY,
                         "the state does not say what ledger entry %" PRId64 " says (%s)",
                         entry->number, entry_form(entry->type)->name);
    TRY(state_check_text(check->custody, entry, err));
    if (json_object_get(entry->body, "obligations") != NULL)
        return listed_check(check->listed, entry, err);
    return ERROR_NONE;
}

ErrorKind
state_check_end(StateCheck *check, Error *err)
{
    for (size_t type = 0; type < ENTRY_TYPE_COUNT; type++)
    {
        const char *sql = state_rest((EntryType)type)->total;
        if (sql == NULL)
            continue;
        int64_t total = 0;
        TRY(store_integer(check->custody->store, sql, NO_BINDS, &total, err));
        if (total != check->counts[type])
            return error_set(err, ERROR_INTEGRITY,
                             "the state holds %" PRId64 " of what the ledger has %" PRId64
                             " of (%s)",
                             total, check->counts[type], entry_form((EntryType)type)->name);
    }
    TRY(listed_end(check->listed, err));
    for (size_t at = 0; at < sizeof contradictions / sizeof *contradictions; at++)
    {
        int64_t found = 0;
        TRY(store_integer(check->custody->store, contradictions[at].count, NO_BINDS, &found, err));
        if (found != 0)
            return error_set(err, ERROR_INTEGRITY, "the state holds %s", contradictions[at].words);
    }
    return ERROR_NONE;
}
