#include "custody/record.h"

#include "core/file.h"
#include "custody/attested.h"
#include "custody/course.h"
#include "custody/destruction.h"
#include "custody/inner.h"
#include "custody/obligation.h"
#include "custody/undertaking.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <unistd.h>

static void
must_hold(Fixture *fixture)
{
    Error err = {0};
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    int64_t count = 0;
    assert_int_equal(record_count(fixture->custody, &count, &err), ERROR_NONE);
    assert_int_equal(summary.entries, count);
}

/* Suspended and resumed; an end proposed and taken back; an undertaking; a key changed and one
 * revoked. */
static void
fill_course(Fixture *fixture)
{
    Error err = {0};
    Custody *custody = fixture->custody;
    Registration *registration = NULL;
    Digest words = digest_of("words", 5);
    FREES_SECRET Secret *passphrase = secret_of("new");
    ActorNew wish = {
        .name = "dan", .passphrase = passphrase, .cost = {.passes = 1, .memory = 8192}};
    assert_int_equal(course_suspend(custody, fixture->ann, "A/19/1", &err), ERROR_NONE);
    assert_int_equal(course_propose(custody, fixture->ann, "A/19/1", ACT_DELIBERATION_RESUME, &err),
                     ERROR_NONE);
    fixture_confirm(fixture, &fixture->deliberation);
    assert_int_equal(course_propose(custody, fixture->ann, "A/19/1", ACT_DELIBERATION_END, &err),
                     ERROR_NONE);
    assert_int_equal(proposal_withdraw(custody, fixture->carol, 3, &err), ERROR_NONE);
    assert_int_equal(registration_find(custody, fixture->arena, "A/19/1", &registration, &err),
                     ERROR_NONE);
    assert_int_equal(undertaking_sign(custody, fixture->carol, registration, &words, &err),
                     ERROR_NONE);
    assert_int_equal(actor_rotate(custody, NULL, &wish, &err), ERROR_NONE);
    assert_int_equal(actor_revoke(custody, NULL, "dan", &err), ERROR_NONE);
}

/* A custody with an entry of each type but the withdrawn. */
static void
fill(Fixture *fixture)
{
    Error err = {0};
    fixture_register(fixture);
    (void)fixture_deliver(fixture, "sample", "one", (const int[]){2012, 2014, 0});
    Question question = {.act = ACT_RELEASE_RUN, .actor = "ann", .deliberation_id = "none"};
    Verdict verdict;
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_false(verdict.allowed);
    (void)fixture_deliver(fixture, "sample", "two", (const int[]){2014, 0});
    must_hold(fixture);
    fill_course(fixture);
    must_hold(fixture);
}

static void
a_refusal_opens_no_key_and_is_signed_over_later(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    fixture_reopen(fixture, FIXTURE_NOW, false);
    Question question = {.act = ACT_RELEASE_RUN, .actor = "ann", .deliberation_id = "none"};
    Verdict verdict;
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_false(verdict.allowed);
    assert_false(custody_unlocked(fixture->custody));
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    assert_int_equal(summary.entries, 7);
    assert_int_equal(summary.signed_size, 6);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    fixture_register(fixture);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    assert_int_equal(summary.signed_size, 9);
}

/* What somebody typed does not come into the ledger. */
static void
a_refusal_repeats_no_unknown_name(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Verdict verdict;
    RecordedEntries entries = {0};
    fixture_register(fixture);
    Question question = {.act = ACT_RELEASE_RUN,
                         .actor = "a85073003328",
                         .deliberation_id = "A/19/1",
                         .deliberation = &fixture->deliberation,
                         .catalogue = &fixture->catalogue.digest,
                         .communication = "c85073003328",
                         .recipient = "r85073003328",
                         .today = date_of(2020, 6, 1)};
    *LIST_ADD(fixture->arena, &question.variables) = (AskedVariable){.name = "v85073003328"};
    *LIST_ADD(fixture->arena, &question.years) = 850730033;
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    question.deliberation_id = "d85073003328";
    assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                     ERROR_NONE);
    assert_int_equal(record_read(fixture->custody, fixture->arena, 0, 100, &entries, &err),
                     ERROR_NONE);
    assert_int_equal(entries.count, 10);
    for (size_t at = 0; at < entries.count; at++)
        assert_null(strstr(entries.items[at].bytes, "850730033"));
    assert_non_null(strstr(entries.items[9].bytes, "\"actor\":\"unknown\""));
}

/* Foreign keys off, as one would have them who changes the file behind beraad's back. */
static void
must_be_noticed(Fixture *fixture, const char *way)
{
    Error err = {0};
    RecordSummary summary;
    assert_int_equal(store_run(fixture->custody->store, "PRAGMA foreign_keys=OFF", NO_BINDS, &err),
                     ERROR_NONE);
    assert_int_equal(store_begin(fixture->custody->store, &err), ERROR_NONE);
    if (store_run(fixture->custody->store, way, NO_BINDS, &err) != ERROR_NONE)
        fail_msg("%s: %s", way, err.message);
    ErrorKind kind = record_verify(fixture->custody, &summary, &err);
    if (kind != ERROR_INTEGRITY)
        print_message("not noticed: %s\n", way);
    assert_int_equal(kind, ERROR_INTEGRITY);
    store_rollback(fixture->custody->store);
}

static void
each_tampering_is_noticed(void **state)
{
    static const char *const ways[] = {
        "DELETE FROM entry WHERE number = 3",
        "DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)",
        "UPDATE entry SET leaf = zeroblob(32) WHERE number = 2",
        "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'ann', 'bob') AS BLOB)"
        " WHERE number = 6",
        "UPDATE entry SET bytes = (SELECT bytes FROM entry WHERE number = 7) WHERE number = 8",
        "UPDATE head SET size = size - 1",
        "UPDATE head SET size = size + 1",
        "UPDATE head SET frontier = zeroblob(length(frontier))",
        "UPDATE checkpoint SET note = replace(note, 'agency', 'egency') WHERE size = 3",
        "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)",
        "DELETE FROM checkpoint",
        "INSERT INTO checkpoint VALUES(1000, 'x')",
        "UPDATE actor SET roles = '[\"operator\",\"approver\"]' WHERE name = 'ann'",
        "UPDATE actor_key SET public_key = replace(public_key, substr(public_key, 1, 8),"
        " 'AAAAAAAA') WHERE actor = 'ann'",
        "UPDATE actor_key SET ended = NULL, ended_entry = NULL WHERE actor = 'dan'"
        " AND version = 2",
        "UPDATE actor_key SET ended = 1, ended_entry = 3 WHERE actor = 'bob'",
        "DELETE FROM actor_key WHERE actor = 'carol'",
        "DELETE FROM actor WHERE name = 'dan'",
        "UPDATE recipient SET age_key = 'x'",
        "DELETE FROM recipient",
        "UPDATE proposal SET proposed_by = 'carol' WHERE number = 1",
        "UPDATE proposal SET settled_by = proposed_by WHERE number = 1",
        "UPDATE proposal SET state = 'standing', settled_by = NULL, settled_entry = NULL"
        " WHERE number = 1",
        "UPDATE proposal SET act = 'deliberation end' WHERE number = 1",
        "UPDATE proposal SET digest = catalogue_digest WHERE number = 1",
        "DELETE FROM proposal WHERE number = 3",
        "UPDATE deliberation SET proposal = 3",
        "UPDATE deliberation_change SET state = 'ended' WHERE state = 'in force'",
        "UPDATE deliberation_change SET changed_by = 'carol' WHERE state = 'suspended'",
        "DELETE FROM deliberation_change WHERE state = 'suspended'",
        "UPDATE undertaking SET actor = 'bob'",
        "UPDATE undertaking SET text = deliberation_digest",
        "DELETE FROM undertaking",
        "UPDATE deliberation SET decided = '2029-01-01'",
        "UPDATE deliberation SET bytes = CAST('deliberation: A/19/2' AS BLOB)",
        "UPDATE deliberation SET digest = catalogue_digest",
        "UPDATE deliberation SET catalogue_digest = digest",
        "UPDATE deliberation SET amended_by = id",
        "UPDATE release SET state = 'approved', delivered_entry = NULL, delivered = NULL"
        " WHERE number = 1",
        "UPDATE release SET recipient = 'other' WHERE number = 1",
        "UPDATE release SET years = '[{\"rows\":10,\"year\":2016}]' WHERE number = 1",
        "UPDATE release SET package = manifest WHERE number = 1",
        "UPDATE release SET prepared_by = 'bob' WHERE number = 1",
        "UPDATE release SET approvals_needed = 2 WHERE number = 1",
        "DELETE FROM approval",
        "UPDATE approval SET actor = 'carol'",
        "UPDATE obligation SET destroy_by = '2099-01-01' WHERE artefact = 1 AND year = 2012",
        "UPDATE obligation SET pending = 1 - pending WHERE artefact = 2",
        "UPDATE obligation SET entry = 0 WHERE artefact = 1",
        "DELETE FROM obligation WHERE artefact = 1 AND year = 2012",
        "UPDATE obligation SET entry = 0",
        "DELETE FROM obligation",
        "DELETE FROM artefact WHERE number = 1",
        "UPDATE artefact SET years = '[2012]' WHERE number = 1",
        "UPDATE artefact SET digest = 'sha256:' || hex(zeroblob(32)) WHERE number = 1",
        "UPDATE artefact SET delivered = delivered + 86400 WHERE number = 1",
        "UPDATE artefact SET communication = 'single' WHERE number = 1",
        "UPDATE artefact SET source = 99 WHERE number = 1",
        "UPDATE artefact SET destroyed = 1, destroyed_entry = 1 WHERE number = 1",
        "UPDATE artefact SET path = 'state.db' WHERE number = 1",
    };
    Fixture *fixture = *state;
    fill(fixture);
    for (size_t at = 0; at < sizeof ways / sizeof *ways; at++)
        must_be_noticed(fixture, ways[at]);
    must_hold(fixture);
}

static void
attest(Fixture *fixture, AttestedEvent event)
{
    Error err = {0};
    Attested attested = {.event = event,
                         .deliberation = "A/19/1",
                         .communication = "sample",
                         .recipient = "lab",
                         .on_date = date_of(2020, 6, 1),
                         .text = attested_event_name(event),
                         .signature = "signed",
                         .minisign_key = "by this key"};
    *LIST_ADD(fixture->arena, &attested.artefacts) = 1;
    assert_int_equal(
        attested_record(fixture->custody, fixture->ann, &fixture->deliberation, &attested, &err),
        ERROR_NONE);
}

/* Two deliveries, one of them received; amended; one destroyed, which its recipient attests; and a
 * recipient with another key. */
static void
fill_retention(Fixture *fixture)
{
    Error err = {0};
    Custody *custody = fixture->custody;
    int64_t number = 0;
    Deliberation *deliberation = &fixture->deliberation;
    Artefact gone = {.number = 1};
    DestructionPlan plan = {.deliberation = "A/19/1"};
    KeyProbes probes = {0};
    Recipient keys = {.id = "lab",
                      .minisign_key = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0Q"
                                      "TaLn73Y7GFO3"};
    fixture_register(fixture);
    (void)fixture_deliver(fixture, "sample", "one", (const int[]){2012, 2014, 0});
    (void)fixture_prepare(fixture, "sample", "two", (const int[]){2014, 0});
    attest(fixture, ATTESTED_RECEIPT);
    deliberation->amends = deliberation->id;
    deliberation->id = "A/20/1";
    deliberation->retention.items[0].destroy_by = date_of(2024, 2, 29);
    fixture->text = arena_copy_text(fixture->arena, "deliberation: A/20/1\n");
    deliberation->digest = digest_of(fixture->text, strlen(fixture->text));
    fixture_register(fixture);
    *LIST_ADD(fixture->arena, &plan.artefacts) = gone;
    gone.number = 2;
    *LIST_ADD(fixture->arena, &plan.artefacts) = gone;
    const char *bytes = destruction_plan_print(fixture->arena, &plan);
    Proposal proposal = {.matter = MATTER_RETENTION,
                         .act = "retention destroy",
                         .deliberation = "A/19/1",
                         .digest = digest_of(bytes, strlen(bytes)),
                         .bytes = bytes,
                         .size = strlen(bytes)};
    Proposal *stands = NULL;
    assert_int_equal(proposal_add(custody, fixture->ann, &proposal, &err), ERROR_NONE);
    assert_int_equal(
        proposal_find(custody, fixture->arena, "A/19/1", MATTER_RETENTION, &stands, &err),
        ERROR_NONE);
    assert_int_equal(destruction_decide(custody, fixture->bob, stands, &probes, &number, &err),
                     ERROR_NONE);
    must_hold(fixture);
    assert_int_equal(destruction_complete(custody, fixture->ann, number, "{}", &err), ERROR_NONE);
    attest(fixture, ATTESTED_DESTRUCTION);
    assert_int_equal(recipient_give_keys(custody, fixture->ann, &keys, &err), ERROR_NONE);
    must_hold(fixture);
}

static void
each_tampering_with_retention_is_noticed(void **state)
{
    static const char *const ways[] = {
        "UPDATE attested SET on_date = '2020-06-02' WHERE event = 'receipt'",
        "UPDATE attested SET recipient = 'other' WHERE event = 'destruction'",
        "UPDATE attested SET artefact = 2 WHERE event = 'destruction'",
        "UPDATE attested SET statement = 'sha256:' || hex(zeroblob(32))",
        "DELETE FROM attested WHERE event = 'receipt'",
        "INSERT INTO attested SELECT 2, event, on_date, recipient, statement, received, entry"
        " FROM attested WHERE event = 'destruction'",
        "UPDATE attestation SET text = 'destroyed'",
        "DELETE FROM attestation",
        "INSERT INTO attestation VALUES(1, 'x', 'x', 'x')",
        "UPDATE recipient_key SET minisign_key = age_key, age_key = minisign_key",
        "DELETE FROM recipient_key",
        "UPDATE destruction SET decided_by = 'carol'",
        "UPDATE destruction SET plan = replace(plan, '[1,2]', '[1]')",
        "UPDATE destruction SET certificate = '[]'",
        "UPDATE destruction SET completed = NULL, completed_entry = NULL, certificate = NULL,"
        " certificate_digest = NULL",
        "DELETE FROM destruction_artefact WHERE artefact = 2",
        "DELETE FROM destruction",
        "UPDATE artefact SET destroyed = NULL, destroyed_entry = NULL WHERE number = 1",
        "UPDATE release SET state = 'prepared', withdrawn_entry = NULL WHERE number = 2",
        "UPDATE release SET withdrawn_entry = withdrawn_entry + 1 WHERE number = 2",
        "UPDATE obligation SET destroy_by = '2029-03-31'",
        "UPDATE deliberation SET amends = NULL, continues = NULL",
    };
    Fixture *fixture = *state;
    Error err = {0};
    ObligationList list = {0};
    fill_retention(fixture);
    assert_int_equal(obligation_list(fixture->custody, fixture->arena, &list, &err), ERROR_NONE);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].by_text, "A/20/1");
    assert_int_equal(date_compare(list.items[0].destroy_by, date_of(2024, 2, 29)), 0);
    assert_true(list.items[0].attested);
    for (size_t at = 0; at < sizeof ways / sizeof *ways; at++)
        must_be_noticed(fixture, ways[at]);
    must_hold(fixture);
}

/* An older copy of the whole state, put back. */
static void
an_older_state_is_noticed(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    char *bytes = NULL;
    size_t size = 0;
    const char *path = file_join(fixture->arena, fixture->directory, "state.db");
    custody_close(&fixture->custody);
    assert_int_equal(file_read(fixture->arena, path, 1 << 24, ERROR_IO, &bytes, &size, &err),
                     ERROR_NONE);
    fixture_reopen(fixture, FIXTURE_NOW, true);
    fixture_register(fixture);
    custody_close(&fixture->custody);
    assert_int_equal(file_write(path, bytes, size, 0600, &err), ERROR_NONE);
    assert_int_equal(
        custody_open(fixture->directory, CUSTODY_WRITE, FIXTURE_NOW, &fixture->custody, &err),
        ERROR_INTEGRITY);
    assert_int_equal(
        custody_open(fixture->directory, CUSTODY_READ, FIXTURE_NOW, &fixture->custody, &err),
        ERROR_NONE);
    RecordSummary summary;
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_INTEGRITY);
}

/* A commit whose published copy was not written: the next opening writes it. */
static void
a_missing_publication_is_made_up(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    char *old = NULL;
    char *now = NULL;
    size_t size = 0;
    const char *path = file_join(fixture->arena, fixture->directory, "public/checkpoint");
    assert_int_equal(file_read(fixture->arena, path, 4096, ERROR_IO, &old, &size, &err),
                     ERROR_NONE);
    fixture_register(fixture);
    assert_int_equal(file_write(path, old, size, 0644, &err), ERROR_NONE);
    must_hold(fixture);
    fixture_reopen(fixture, FIXTURE_NOW, false);
    assert_int_equal(file_read(fixture->arena, path, 4096, ERROR_IO, &now, &size, &err),
                     ERROR_NONE);
    assert_string_not_equal(old, now);
    must_hold(fixture);
}

/* What earlier trees had in the place of a tile, whether that is full by now or not. */
static void
an_altered_partial_tile_is_named(void **state)
{
    static const char *const tiles[] = {"public/tile/0/000.p/3", "public/tile/entries/000.p/6",
                                        "public/tile/0/000.p/1"};
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    for (size_t at = 0; at < sizeof tiles / sizeof *tiles; at++)
    {
        char *bytes = NULL;
        size_t size = 0;
        const char *path = file_join(fixture->arena, fixture->directory, tiles[at]);
        assert_int_equal(file_read(fixture->arena, path, 65536, ERROR_IO, &bytes, &size, &err),
                         ERROR_NONE);
        bytes[size / 2] ^= 1;
        assert_int_equal(file_write(path, bytes, size, 0644, &err), ERROR_NONE);
        assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_INTEGRITY);
        assert_non_null(strstr(err.message, tiles[at]));
        bytes[size / 2] ^= 1;
        assert_int_equal(file_write(path, bytes, size - 1, 0644, &err), ERROR_NONE);
        assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_INTEGRITY);
        assert_int_equal(file_write(path, bytes, size, 0644, &err), ERROR_NONE);
        must_hold(fixture);
        assert_int_equal(unlink(path), 0);
        must_hold(fixture);
    }
}

static void
an_abandoned_recording_leaves_nothing(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    int64_t before = 0;
    int64_t after = 0;
    assert_int_equal(record_count(fixture->custody, &before, &err), ERROR_NONE);
    {
        ENDS_RECORDING Recording recording = {0};
        assert_int_equal(record_begin(fixture->custody, &recording, &err), ERROR_NONE);
        assert_int_equal(record_append(fixture->custody, fixture->ann, NULL,
                                       ENTRY_RELEASE_WITHDRAWN, json_pack("{s:i}", "release", 1),
                                       NULL, &err),
                         ERROR_NONE);
    }
    assert_int_equal(record_count(fixture->custody, &after, &err), ERROR_NONE);
    assert_int_equal(before, after);
    assert_int_equal(record_append(fixture->custody, fixture->ann, NULL, ENTRY_RELEASE_WITHDRAWN,
                                   json_pack("{s:i}", "release", 1), NULL, &err),
                     ERROR_INTERNAL);
    must_hold(fixture);
}

#define LONG 1100 /* entries: several batches, of which the later ones are read ahead */

/* Entries on which nothing of the state rests. */
static void
lengthen(Fixture *fixture)
{
    Error err = {0};
    ENDS_RECORDING Recording recording = {0};
    assert_int_equal(record_begin(fixture->custody, &recording, &err), ERROR_NONE);
    for (int64_t at = 0; at < LONG; at++)
        assert_int_equal(
            record_append(fixture->custody, fixture->ann, NULL, ENTRY_AUDIT_KIT_MADE,
                          json_pack("{s:s, s:s}", "deliberation", "A/19/1", "deliberation_digest",
                                    "sha256:0123456789abcdef0123456789abcdef"
                                    "0123456789abcdef0123456789abcdef"),
                          NULL, &err),
            ERROR_NONE);
    assert_int_equal(record_commit(&recording, &err), ERROR_NONE);
}

/* Another deliberation in the entry, with the leaf that goes with it: only its signature tells. */
static void
forge(Fixture *fixture, int64_t number)
{
    Error err = {0};
    RecordedEntries entries = {0};
    assert_int_equal(record_read(fixture->custody, fixture->arena, number, 1, &entries, &err),
                     ERROR_NONE);
    char *bytes = arena_copy(fixture->arena, entries.items[0].bytes, entries.items[0].size);
    char *id = strstr(bytes, "A/19/1");
    assert_non_null(id);
    id[strlen("A/19/")] = '2';
    Digest leaf = tree_leaf(bytes, entries.items[0].size);
    assert_int_equal(store_run(fixture->custody->store,
                               "UPDATE entry SET bytes = ?, leaf = ? WHERE number = ?",
                               BINDS(bind_bytes(bytes, entries.items[0].size),
                                     bind_bytes(leaf.bytes, DIGEST_SIZE), bind_integer(number)),
                               &err),
                     ERROR_NONE);
}

/* In a ledger of several batches the first bad entry is told, though later ones were read and
 * parsed before it was judged. */
static void
the_first_bad_one_of_many_is_told(void **state)
{
    static const struct
    {
        int64_t forged;  /* 0: none */
        const char *way; /* NULL: no other */
        const char *told;
    } cases[] = {
        {300, NULL, "ledger entry 300 has a signature that does not hold"},
        {300, "DELETE FROM entry WHERE number = 900", "ledger entry 300 has a signature"},
        {0, "DELETE FROM entry WHERE number = 900", "ledger entry 900 is missing"},
        {0, "UPDATE entry SET bytes = x'5b5d' WHERE number IN (700, 900)", "ledger entry 700: not"},
        {600, "UPDATE entry SET bytes = x'00' WHERE number = 601", "ledger entry 600 has"},
        {0, "UPDATE entry SET leaf = zeroblob(32) WHERE number IN (255, 256, 1000)",
         "ledger entry 255"},
        {0, "DELETE FROM entry WHERE number >= 1024", "the ledger ends after entry 1023"},
    };
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    lengthen(fixture);
    must_hold(fixture);
    assert_int_equal(store_run(fixture->custody->store, "PRAGMA foreign_keys=OFF", NO_BINDS, &err),
                     ERROR_NONE);
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
    {
        assert_int_equal(store_begin(fixture->custody->store, &err), ERROR_NONE);
        if (cases[at].forged != 0)
            forge(fixture, cases[at].forged);
        if (cases[at].way != NULL &&
            store_run(fixture->custody->store, cases[at].way, NO_BINDS, &err) != ERROR_NONE)
            fail_msg("case %zu: %s", at, err.message);
        assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_INTEGRITY);
        if (strstr(err.message, cases[at].told) == NULL)
            fail_msg("case %zu: %s", at, err.message);
        store_rollback(fixture->custody->store);
    }
}

/* Within the slack the ledger's time stands still; it never goes back. */
static void
time_does_not_go_back(void **state)
{
    Fixture *fixture = *state;
    fixture_reopen(fixture, FIXTURE_NOW - 200, true);
    fixture_register(fixture);
    must_hold(fixture);
}

typedef struct Looking
{
    const char *directory;
    atomic_bool ended;
    ErrorKind kind;
    Error err;
} Looking;

static void *
look(void *context)
{
    Looking *looking = context;
    for (int time = 0; time < 12 && looking->kind == ERROR_NONE; time++)
    {
        CLOSES_CUSTODY Custody *custody = NULL;
        RecordSummary summary;
        looking->kind =
            custody_open(looking->directory, CUSTODY_READ, FIXTURE_NOW, &custody, &looking->err);
        if (looking->kind == ERROR_NONE)
            looking->kind = record_verify(custody, &summary, &looking->err);
    }
    looking->ended = true;
    return NULL;
}

/* Entries, checkpoints and tiles that come while the ledger is verified are no fault of it. */
static void
others_may_write_while_it_is_verified(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    Looking looking = {.directory = fixture->directory};
    pthread_t thread;
    int64_t before = 0;
    int64_t after = 0;
    lengthen(fixture);
    assert_int_equal(record_count(fixture->custody, &before, &err), ERROR_NONE);
    assert_int_equal(pthread_create(&thread, NULL, look, &looking), 0);
    while (!looking.ended)
    {
        Question question = {.act = ACT_RELEASE_RUN, .actor = "ann", .deliberation_id = "none"};
        Verdict verdict;
        assert_int_equal(gate_ask(fixture->custody, fixture->arena, &question, &verdict, &err),
                         ERROR_NONE);
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(record_count(fixture->custody, &after, &err), ERROR_NONE);
    assert_true(after > before);
    if (looking.kind != ERROR_NONE)
        fail_msg("%s", looking.err.message);
    must_hold(fixture);
}

#define WITH_FIXTURE(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(a_refusal_opens_no_key_and_is_signed_over_later),
        WITH_FIXTURE(a_refusal_repeats_no_unknown_name),
        WITH_FIXTURE(each_tampering_is_noticed),
        WITH_FIXTURE(each_tampering_with_retention_is_noticed),
        WITH_FIXTURE(an_older_state_is_noticed),
        WITH_FIXTURE(a_missing_publication_is_made_up),
        WITH_FIXTURE(an_altered_partial_tile_is_named),
        WITH_FIXTURE(an_abandoned_recording_leaves_nothing),
        WITH_FIXTURE(the_first_bad_one_of_many_is_told),
        WITH_FIXTURE(others_may_write_while_it_is_verified),
        WITH_FIXTURE(time_does_not_go_back),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
