/*
 * Plays histories of deliveries on a real custody and prints the obligations that it has at the
 * end, for retention_history.py to compare with its own.
 *
 *   history ONCE             a new custody
 *   rule YEARS BY AFTER EVENT   YEARS: all or 2012,2014; BY: a date or -; AFTER: years or -
 *   deliver SECONDS YEARS
 *   receive SECONDS ARTEFACT DATE
 *   close SECONDS
 *   amend ONCE APART         another text, with the rules that follow; APART: for another recipient
 *   confirm SECONDS          it is in force
 *   print
 */
#include "../unit/custody/fixture.h"

#include "core/file.h"
#include "core/text.h"
#include "custody/obligation.h"
#include "custody/record.h"
#include "custody/series.h"

#include "../unit/core/cmocka_all.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

static Fixture *fixture;
static int packages;
static int texts;
static const char *delivered_under[64]; /* by number of the artefact */

static void
clear_rules(bool once)
{
    fixture->deliberation.retention.items = NULL;
    fixture->deliberation.retention.count = fixture->deliberation.retention.capacity = 0;
    fixture->deliberation.communications.items[0].once = once;
}

/* Deliberation 19/002 under this reference and for this recipient: what an amendment goes on with
 * is read from the texts. */
static void
write_text(const char *id, const char *recipient)
{
    Error err = {0};
    size_t size = 0;
    char *bytes = NULL;
    Text text = text_new(fixture->arena);
    Deliberation *deliberation = &fixture->deliberation;
    assert_int_equal(file_read(fixture->arena, BERAAD_SOURCE "/deliberation/ksz-19-002.yaml",
                               1 << 20, ERROR_DATA, &bytes, &size, &err),
                     ERROR_NONE);
    const char *reference = strstr(bytes, "IVC/KSZG/19/002");
    const char *named = strstr(bytes, "id: pod-mi");
    assert_true(reference != NULL && named != NULL && reference < named);
    text_print(&text, "%.*s%s%.*sid: %s%s", (int)(reference - bytes), bytes, id,
               (int)(named - reference - 15), reference + 15, recipient, named + 10);
    fixture->text = text.bytes;
    deliberation->id = id;
    deliberation->recipient_id = recipient;
    deliberation->catalogue = "amsb";
    deliberation->cohort = "living_wage_beneficiaries";
    deliberation->digest = digest_of(fixture->text, strlen(fixture->text));
}

static void
begin(bool once)
{
    void *state = NULL;
    if (fixture != NULL)
    {
        void *old = fixture;
        (void)fixture_teardown(&old);
    }
    (void)fixture_setup(&state);
    fixture = state;
    clear_rules(once);
    write_text("A/19/1", "pod-mi");
    fixture_register(fixture);
    packages = texts = 0;
}

static void
amend(bool once, bool apart)
{
    Deliberation *deliberation = &fixture->deliberation;
    clear_rules(once);
    deliberation->amends = deliberation->id;
    texts++;
    write_text(arena_print(fixture->arena, "A/20/%d", texts),
               apart ? arena_print(fixture->arena, "lab-%d", texts) : deliberation->recipient_id);
}

static void
confirm(int64_t now)
{
    fixture_reopen(fixture, now, true);
    fixture_register(fixture);
}

static size_t
read_years(char *text, int years[16])
{
    size_t count = 0;
    for (char *rest = NULL, *at = strtok_r(text, ",", &rest); at != NULL && count < 15;
         at = strtok_r(NULL, ",", &rest))
        years[count++] = (int)strtol(at, NULL, 10);
    years[count] = 0;
    return count;
}

static void
add_rule(char *years, const char *by, const char *after, const char *event)
{
    RetentionRule *rule = LIST_ADD(fixture->arena, &fixture->deliberation.retention);
    int listed[16];
    rule->all_years = strcmp(years, "all") == 0;
    size_t count = rule->all_years ? 0 : read_years(years, listed);
    for (size_t at = 0; at < count; at++)
        *LIST_ADD(fixture->arena, &rule->years) = listed[at];
    rule->fixed = date_parse(by, &rule->destroy_by);
    rule->relative = strcmp(after, "-") != 0;
    rule->after_years = (int)strtol(after, NULL, 10);
    rule->event = strcmp(event, "receipt") == 0 ? EVENT_RECEIPT
                  : strcmp(event, "last") == 0  ? EVENT_LAST_DELIVERY
                                                : EVENT_DELIVERY;
    *LIST_ADD(fixture->arena, &rule->cites) = 11;
}

static void
deliver(int64_t now, char *text)
{
    int years[16];
    (void)read_years(text, years);
    fixture_reopen(fixture, now, true);
    delivered_under[packages + 1] = fixture->deliberation.id;
    (void)fixture_deliver(fixture, "sample", arena_print(fixture->arena, "package-%d", packages++),
                          years);
}

static void
receive(int64_t now, int64_t artefact, const char *date)
{
    Error err = {0};
    Attested attested = {.event = ATTESTED_RECEIPT,
                         .deliberation = delivered_under[artefact],
                         .communication = "sample",
                         .recipient = "lab"};
    attested.text = attested.signature = attested.minisign_key = date;
    assert_true(date_parse(date, &attested.on_date));
    *LIST_ADD(fixture->arena, &attested.artefacts) = artefact;
    fixture_reopen(fixture, now, true);
    if (attested_record(fixture->custody, fixture->ann, &fixture->deliberation, &attested, &err) !=
        ERROR_NONE)
        (void)printf("fault %s\n", err.message);
}

static void
close_series(int64_t now)
{
    Error err = {0};
    fixture_reopen(fixture, now, true);
    char *bytes = NULL;
    ErrorKind kind = series_proposed(fixture->custody, fixture->arena, &fixture->deliberation,
                                     "sample", &bytes, &err);
    assert_int_equal(kind, ERROR_NONE);
    Proposal proposal = {.matter = MATTER_RETENTION,
                         .act = "retention declare-last",
                         .deliberation = fixture->deliberation.id,
                         .digest = digest_of(bytes, strlen(bytes)),
                         .bytes = bytes,
                         .size = strlen(bytes)};
    if (proposal_add(fixture->custody, fixture->ann, &proposal, &err) != ERROR_NONE ||
        series_close(fixture->custody, fixture->bob, &fixture->deliberation, &proposal, &err) !=
            ERROR_NONE)
        (void)printf("fault %s\n", err.message);
}

static void
print(void)
{
    Error err = {0};
    ObligationList list = {0};
    RecordSummary summary;
    if (obligation_list(fixture->custody, fixture->arena, &list, &err) != ERROR_NONE ||
        record_verify(fixture->custody, &summary, &err) != ERROR_NONE)
        (void)printf("fault %s\n", err.message);
    for (size_t at = 0; at < list.count; at++)
    {
        const Obligation *obligation = &list.items[at];
        char date[DATE_TEXT_SIZE];
        (void)printf("%" PRId64 " %d %s %s\n", obligation->artefact, obligation->year,
                     obligation->dated ? date_print(obligation->destroy_by, date) : "-",
                     obligation->pending ? "pending" : "fixed");
    }
    (void)printf("end\n");
}

int
main(void)
{
    char line[512];
    if (sodium_init() < 0)
        return 1;
    while (fgets(line, sizeof line, stdin) != NULL)
    {
        char none[] = "";
        char *words[5] = {none, none, none, none, none};
        int count = 0;
        for (char *rest = NULL, *at = strtok_r(line, " \n", &rest); at != NULL && count < 5;
             at = strtok_r(NULL, " \n", &rest))
            words[count++] = at;
        int64_t now = strtoll(words[1], NULL, 10);
        if (strcmp(words[0], "history") == 0)
            begin(now != 0);
        else if (strcmp(words[0], "rule") == 0)
            add_rule(words[1], words[2], words[3], words[4]);
        else if (strcmp(words[0], "deliver") == 0)
            deliver(now, words[2]);
        else if (strcmp(words[0], "receive") == 0)
            receive(now, strtoll(words[2], NULL, 10), words[3]);
        else if (strcmp(words[0], "close") == 0)
            close_series(now);
        else if (strcmp(words[0], "amend") == 0)
            amend(now != 0, strcmp(words[2], "1") == 0);
        else if (strcmp(words[0], "confirm") == 0)
            confirm(now);
        else
            print();
    }
    void *state = fixture;
    return fixture == NULL ? 0 : fixture_teardown(&state);
}
