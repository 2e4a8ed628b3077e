/*
 * The tables of state.db (doc/format/custody.md). Values are kept in the very form in which the
 * ledger has them, so that both can be compared (check.c).
 */
#include "custody/inner.h"

/* Split between tables wherever a text would grow over 4095 characters. */
static const char *const tables[] = {
    "CREATE TABLE entry(number INTEGER PRIMARY KEY, bytes BLOB NOT NULL,"
    "  leaf BLOB NOT NULL CHECK(length(leaf) = 32)) STRICT;"
    "CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;"
    "CREATE TABLE head(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL,"
    "  frontier BLOB NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE custody(one INTEGER PRIMARY KEY CHECK(one = 1), name TEXT NOT NULL,"
    "  public_key TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry(number)) STRICT;"
    "CREATE TABLE actor(name TEXT PRIMARY KEY, roles TEXT NOT NULL, public_key TEXT NOT NULL,"
    "  added INTEGER NOT NULL, entry INTEGER NOT NULL REFERENCES entry(number)) STRICT;"
    "CREATE TABLE recipient(id TEXT PRIMARY KEY, age_key TEXT NOT NULL, added INTEGER NOT NULL,"
    "  added_by TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry(number)) STRICT;"
    "CREATE TABLE deliberation(id TEXT PRIMARY KEY, digest TEXT NOT NULL, decided TEXT NOT "
    "NULL,"
    "  amends TEXT UNIQUE REFERENCES deliberation(id),"
    "  amended_by TEXT REFERENCES deliberation(id) DEFERRABLE INITIALLY DEFERRED,"
    "  catalogue TEXT NOT NULL, catalogue_digest TEXT NOT NULL, bytes BLOB NOT NULL,"
    "  registered INTEGER NOT NULL, registered_by TEXT NOT NULL,"
    "  entry INTEGER NOT NULL REFERENCES entry(number)) STRICT;"
    "CREATE TABLE project_key(deliberation TEXT NOT NULL REFERENCES deliberation(id),"
    "  communication TEXT NOT NULL, version INTEGER NOT NULL, file TEXT NOT NULL UNIQUE,"
    "  entry INTEGER NOT NULL REFERENCES entry(number),"
    "  PRIMARY KEY(deliberation, communication)) STRICT;",
    "CREATE TABLE release(number INTEGER PRIMARY KEY, state TEXT NOT NULL,"
    "  deliberation TEXT NOT NULL REFERENCES deliberation(id), deliberation_digest TEXT NOT "
    "NULL,"
    "  communication TEXT NOT NULL, recipient TEXT NOT NULL, years TEXT NOT NULL,"
    "  manifest TEXT NOT NULL, package TEXT NOT NULL, package_file TEXT NOT NULL,"
    "  package_size INTEGER NOT NULL, staged TEXT NOT NULL, approvals_needed INTEGER NOT NULL,"
    "  prepared INTEGER NOT NULL, prepared_by TEXT NOT NULL, delivered INTEGER,"
    "  entry INTEGER NOT NULL REFERENCES entry(number),"
    "  delivered_entry INTEGER REFERENCES entry(number),"
    "  withdrawn_entry INTEGER REFERENCES entry(number),"
    "  CHECK((state = 'delivered') = (delivered_entry IS NOT NULL)),"
    "  CHECK((delivered IS NULL) = (delivered_entry IS NULL)),"
    "  CHECK((state = 'withdrawn') = (withdrawn_entry IS NOT NULL))) STRICT;"
    "CREATE UNIQUE INDEX release_staged ON release(staged) WHERE state <> 'withdrawn';"
    "CREATE TABLE approval(release INTEGER NOT NULL REFERENCES release(number),"
    "  actor TEXT NOT NULL REFERENCES actor(name), at INTEGER NOT NULL,"
    "  entry INTEGER NOT NULL REFERENCES entry(number), PRIMARY KEY(release, actor)) STRICT;",
    "CREATE TABLE artefact(number INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
    "  deliberation TEXT NOT NULL REFERENCES deliberation(id), communication TEXT NOT NULL,"
    "  years TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL,"
    "  key TEXT, source INTEGER NOT NULL, made INTEGER NOT NULL,"
    "  entry INTEGER NOT NULL REFERENCES entry(number), delivered INTEGER,"
    "  destroyed INTEGER, destroyed_entry INTEGER REFERENCES entry(number),"
    "  CHECK((destroyed IS NULL) = (destroyed_entry IS NULL))) STRICT;"
    "CREATE UNIQUE INDEX artefact_path ON artefact(path) WHERE destroyed IS NULL;"
    "CREATE INDEX artefact_of ON artefact(deliberation, communication);"
    "CREATE TABLE series(deliberation TEXT NOT NULL REFERENCES deliberation(id),"
    "  communication TEXT NOT NULL, closed INTEGER NOT NULL, closed_by TEXT NOT NULL,"
    "  entry INTEGER NOT NULL REFERENCES entry(number),"
    "  PRIMARY KEY(deliberation, communication)) STRICT;"
    "CREATE TABLE attested(artefact INTEGER NOT NULL REFERENCES artefact(number),"
    "  event TEXT NOT NULL CHECK(event IN ('receipt', 'destruction')), on_date TEXT NOT NULL,"
    "  recipient TEXT NOT NULL, statement TEXT NOT NULL, received INTEGER NOT NULL,"
    "  entry INTEGER NOT NULL REFERENCES entry(number),"
    "  PRIMARY KEY(artefact, event)) STRICT;"
    "CREATE TABLE obligation(artefact INTEGER NOT NULL REFERENCES artefact(number),"
    "  year INTEGER NOT NULL, destroy_by TEXT, pending INTEGER NOT NULL CHECK(pending IN (0, "
    "1)),"
    "  cites TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entry(number),"
    "  PRIMARY KEY(artefact, year)) STRICT;"
    "INSERT INTO head VALUES(1, 0, x'', 0);",
    NULL};

const StoreSchema custody_schema = {.name = "custody state",
                                    .application_id = 0x62726164, /* "brad" */
                                    .version = 1,
                                    .sql = tables};
