#include "custody/enclave.h"

#include "custody/inner.h"
#include "custody/obligation.h"
#include "custody/pause.h"
#include "fixture.h"

#include "../core/cmocka_all.h"

static DatasetYear
prepare(Fixture *fixture, int year)
{
    Error err = {0};
    DatasetYear made = {.deliberation = "A/19/1",
                        .deliberation_digest = fixture->deliberation.digest,
                        .communication = "population",
                        .year = year,
                        .rows = 1000,
                        .manifest = digest_of("m", 1),
                        .folder = arena_print(fixture->arena, "a-19-1-population-%d", year),
                        .index = digest_of("i", 1),
                        .size = 12345};
    assert_int_equal(
        enclave_record_dataset(fixture->custody, fixture->ann, &fixture->deliberation, &made, &err),
        ERROR_NONE);
    return made;
}

static Import
import(Fixture *fixture)
{
    Error err = {0};
    Import made = {.deliberation = "A/19/1",
                   .communication = "population",
                   .files = 2,
                   .index = digest_of("k", 1),
                   .size = 99};
    assert_int_equal(enclave_next_import(fixture->custody, &made.number, &err), ERROR_NONE);
    assert_int_equal(
        enclave_record_import(fixture->custody, fixture->ann,
                              deliberation_communication(&fixture->deliberation, "population"),
                              &made, &err),
        ERROR_NONE);
    return made;
}

static Job
start(Fixture *fixture)
{
    Error err = {0};
    Job job = {.kind = JOB_RUN, .deliberation = "A/19/1", .communication = "population"};
    *LIST_ADD(fixture->arena, &job.years) = 2012;
    *LIST_ADD(fixture->arena, &job.years) = 2018;
    assert_int_equal(enclave_record_started(fixture->custody, fixture->ann, &job, &err),
                     ERROR_NONE);
    return job;
}

static void
end(Fixture *fixture, Job *job)
{
    Error err = {0};
    job->outcome = "done";
    job->seconds = 3;
    job->quarantined = true;
    job->index = digest_of("q", 1);
    job->files = 2;
    job->size = 77;
    assert_int_equal(enclave_record_ended(fixture->custody, fixture->ann, job, &err), ERROR_NONE);
}

static void
fill(Fixture *fixture)
{
    fixture_register(fixture);
    (void)prepare(fixture, 2018);
    (void)prepare(fixture, 2012);
    (void)import(fixture);
    Job job = start(fixture);
    end(fixture, &job);
    (void)start(fixture);
}

static void
what_was_recorded_is_read_back(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    DatasetYearList years = {0};
    ImportList imports = {0};
    Job *job = NULL;
    fill(fixture);
    fixture_reopen(fixture, FIXTURE_TOMORROW, false);
    Custody *custody = fixture->custody;
    assert_int_equal(
        enclave_datasets(custody, fixture->arena, "A/19/1", "population", &years, &err),
        ERROR_NONE);
    assert_int_equal(years.count, 2);
    assert_int_equal(years.items[0].year, 2012);
    assert_int_equal(years.items[1].year, 2018);
    assert_string_equal(years.items[1].folder, "a-19-1-population-2018");
    assert_string_equal(years.items[1].prepared_by, "ann");
    assert_int_equal(years.items[1].prepared_at, FIXTURE_NOW);
    assert_int_equal(enclave_imports(custody, fixture->arena, NULL, NULL, &imports, &err),
                     ERROR_NONE);
    assert_int_equal(imports.count, 1);
    assert_int_equal(imports.items[0].files, 2);
    assert_int_equal(enclave_job(custody, fixture->arena, 1, &job, &err), ERROR_NONE);
    assert_string_equal(job->outcome, "done");
    assert_true(job->quarantined);
    assert_int_equal(job->years.count, 2);
    assert_int_equal(enclave_job(custody, fixture->arena, 2, &job, &err), ERROR_NONE);
    assert_null(job->outcome);
    assert_false(job->quarantined);
    assert_int_equal(enclave_job(custody, fixture->arena, 3, &job, &err), ERROR_NONE);
    assert_null(job);
    assert_int_equal(record_verify(custody, &summary, &err), ERROR_NONE);
}

static void
a_year_is_prepared_once_and_has_its_obligation(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    ObligationList list = {0};
    char date[DATE_TEXT_SIZE];
    fixture_register(fixture);
    DatasetYear made = prepare(fixture, 2018);
    assert_int_equal(
        enclave_record_dataset(fixture->custody, fixture->ann, &fixture->deliberation, &made, &err),
        ERROR_STATE);
    (void)prepare(fixture, 2012);
    assert_int_equal(obligation_list(fixture->custody, fixture->arena, &list, &err), ERROR_NONE);
    assert_int_equal(list.count, 2);
    /* 2018 goes five years after the last delivery, today, which may move; 2012 too, and on
     * 2029-03-31 whatever comes: the earlier binds. */
    for (size_t at = 0; at < list.count; at++)
    {
        assert_string_equal(date_print(list.items[at].destroy_by, date), "2025-06-01");
        assert_true(list.items[at].pending);
    }
}

static void
a_job_ends_once_and_one_that_never_did_is_lost(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    int64_t lost = 0;
    Job *found = NULL;
    fixture_register(fixture);
    Job ended = start(fixture);
    end(fixture, &ended);
    assert_int_equal(enclave_record_ended(fixture->custody, fixture->ann, &ended, &err),
                     ERROR_STATE);
    (void)start(fixture);
    assert_int_equal(enclave_record_lost(fixture->custody, fixture->ann, &lost, &err), ERROR_NONE);
    assert_int_equal(lost, 1);
    assert_int_equal(enclave_job(fixture->custody, fixture->arena, 2, &found, &err), ERROR_NONE);
    assert_string_equal(found->outcome, JOB_LOST);
    assert_int_equal(enclave_record_lost(fixture->custody, fixture->ann, &lost, &err), ERROR_NONE);
    assert_int_equal(lost, 0);
}

/* Another process: a custody of its own, at the same moment. */
static Custody *
open_other(Fixture *fixture)
{
    Error err = {0};
    Custody *other = NULL;
    if (custody_open(fixture->directory, CUSTODY_WRITE, FIXTURE_NOW, &other, &err) != ERROR_NONE)
        return NULL;
    assert_int_equal(custody_unlock(other, fixture->passphrase, &err), ERROR_NONE);
    return other;
}

static void
while_a_job_runs_others_write_and_take_it_neither_for_lost_nor_for_idle(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    int64_t lost = 0;
    fixture_register(fixture);
    Job job = start(fixture);
    assert_null(open_other(fixture));
    assert_int_equal(custody_pause(fixture->custody, job.number, &err), ERROR_NONE);
    {
        CLOSES_CUSTODY Custody *other = open_other(fixture);
        assert_non_null(other);
        assert_int_equal(enclave_record_lost(other, fixture->bob, &lost, &err), ERROR_NONE);
        assert_int_equal(lost, 0);
        assert_int_equal(enclave_check_idle(other, "A/19/1", &err), ERROR_STATE);
        assert_int_equal(enclave_check_idle(other, "B/1", &err), ERROR_NONE);
        Job second = {.kind = JOB_RUN, .deliberation = "A/19/1", .communication = "population"};
        assert_int_equal(enclave_record_started(other, fixture->bob, &second, &err), ERROR_NONE);
        assert_int_equal(second.number, job.number + 1);
    }
    assert_int_equal(custody_resume(fixture->custody, job.number, &err), ERROR_NONE);
    custody_advance(fixture->custody, FIXTURE_TOMORROW);
    assert_int_equal(custody_now(fixture->custody), FIXTURE_TOMORROW);
    assert_null(open_other(fixture));
    end(fixture, &job);
    /* The second one's process is gone. */
    assert_int_equal(enclave_record_lost(fixture->custody, fixture->ann, &lost, &err), ERROR_NONE);
    assert_int_equal(lost, 1);
    assert_int_equal(enclave_check_idle(fixture->custody, "A/19/1", &err), ERROR_NONE);
}

static void
a_job_whose_actor_lost_her_key_meanwhile_is_ended_by_the_custody(void **state)
{
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    fixture_register(fixture);
    Job job = start(fixture);
    assert_int_equal(custody_pause(fixture->custody, job.number, &err), ERROR_NONE);
    {
        CLOSES_CUSTODY Custody *other = open_other(fixture);
        assert_non_null(other);
        assert_int_equal(actor_revoke(other, NULL, "ann", &err), ERROR_NONE);
    }
    assert_int_equal(custody_resume(fixture->custody, job.number, &err), ERROR_NONE);
    custody_advance(fixture->custody, FIXTURE_NOW - 9); /* time does not go back with the clock */
    assert_int_equal(custody_now(fixture->custody), FIXTURE_NOW);
    assert_int_equal(actor_check_key(fixture->custody, fixture->ann, &err), ERROR_STATE);
    job.outcome = JOB_STOPPED;
    assert_int_equal(enclave_record_ended(fixture->custody, NULL, &job, &err), ERROR_NONE);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
}

static void
every_change_of_the_state_behind_the_ledger_is_noticed(void **state)
{
    static const char *const ways[] = {
        "UPDATE dataset SET rows = rows + 1 WHERE year = 2018",
        "UPDATE dataset SET manifest = index_digest WHERE year = 2018",
        "UPDATE dataset SET folder = 'other' WHERE year = 2018",
        "UPDATE dataset SET size = 1 WHERE year = 2018",
        "UPDATE dataset SET prepared_by = 'bob' WHERE year = 2018",
        "DELETE FROM dataset WHERE year = 2018",
        "INSERT INTO dataset SELECT deliberation, deliberation_digest, communication, 2014, rows,"
        " manifest, 'more', index_digest, size, prepared, prepared_by, entry FROM dataset LIMIT 1",
        "UPDATE import SET files = 3",
        "UPDATE import SET index_digest = (SELECT manifest FROM dataset LIMIT 1)",
        "DELETE FROM import",
        "UPDATE job SET years = '[2012]' WHERE number = 1",
        "UPDATE job SET kind = 'shell' WHERE number = 1",
        "UPDATE job SET actor = 'bob' WHERE number = 1",
        "UPDATE job SET outcome = 'failed' WHERE number = 1",
        "UPDATE job SET files = 1 WHERE number = 1",
        "UPDATE job SET index_digest = NULL WHERE number = 1",
        "UPDATE job SET outcome = 'done', ended_entry = entry WHERE number = 2",
        "DELETE FROM job WHERE number = 2",
        "UPDATE artefact SET path = 'dataset/other' WHERE years = '[2018]'",
        "UPDATE artefact SET key = 'population' WHERE kind = 'quarantine'",
        "UPDATE artefact SET years = '[2018]' WHERE kind = 'quarantine'",
        "UPDATE artefact SET digest = (SELECT manifest FROM dataset) WHERE kind = 'import'",
        "UPDATE artefact SET delivered = made WHERE kind = 'import'",
        "DELETE FROM artefact WHERE kind = 'quarantine'",
        "UPDATE obligation SET destroy_by = '2031-01-01'",
    };
    Fixture *fixture = *state;
    Error err = {0};
    RecordSummary summary;
    fill(fixture);
    assert_int_equal(record_verify(fixture->custody, &summary, &err), ERROR_NONE);
    Store *store = fixture->custody->store;
    assert_int_equal(store_run(store, "PRAGMA foreign_keys=OFF", NO_BINDS, &err), ERROR_NONE);
    for (size_t at = 0; at < sizeof ways / sizeof *ways; at++)
    {
        assert_int_equal(store_begin(store, &err), ERROR_NONE);
        if (store_run(store, ways[at], NO_BINDS, &err) != ERROR_NONE)
            fail_msg("%s: %s", ways[at], err.message);
        ErrorKind kind = record_verify(fixture->custody, &summary, &err);
        store_rollback(store);
        if (kind != ERROR_INTEGRITY)
            fail_msg("not noticed: %s", ways[at]);
    }
}

static void
what_no_state_knows_is_removed_at_the_next_start(void **state)
{
    Fixture *fixture = *state;
    fill(fixture);
    fixture_put(fixture, "dataset/a-19-1-population-2018", "known");
    fixture_put(fixture, "dataset/a-19-1-population-2014", "unknown");
    fixture_put(fixture, "model/1", "known");
    fixture_put(fixture, "model/2", "unknown");
    fixture_put(fixture, "quarantine/1", "known");
    fixture_put(fixture, "quarantine/2", "of a job that has not ended");
    fixture_put(fixture, "quarantine/01", "unknown");
    fixture_reopen(fixture, FIXTURE_TOMORROW, false);
    assert_true(fixture_has(fixture, "dataset/a-19-1-population-2018"));
    assert_false(fixture_has(fixture, "dataset/a-19-1-population-2014"));
    assert_true(fixture_has(fixture, "model/1"));
    assert_false(fixture_has(fixture, "model/2"));
    assert_true(fixture_has(fixture, "quarantine/1"));
    assert_false(fixture_has(fixture, "quarantine/2"));
    assert_false(fixture_has(fixture, "quarantine/01"));
}

int
main(void)
{
    Error err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_recorded_is_read_back, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(a_year_is_prepared_once_and_has_its_obligation,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_job_ends_once_and_one_that_never_did_is_lost,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(
            while_a_job_runs_others_write_and_take_it_neither_for_lost_nor_for_idle, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(
            a_job_whose_actor_lost_her_key_meanwhile_is_ended_by_the_custody, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(every_change_of_the_state_behind_the_ledger_is_noticed,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(what_no_state_knows_is_removed_at_the_next_start,
                                        fixture_setup, fixture_teardown),
    };
    if (secret_prepare(&err) != ERROR_NONE)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
