#include "store/store.h"

#include "core/file.h"

#include "../core/cmocka_all.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const tables[] = {
    "CREATE TABLE parent(id INTEGER PRIMARY KEY, name TEXT UNIQUE, bytes BLOB) STRICT;",
    "CREATE TABLE child(parent INTEGER NOT NULL REFERENCES parent(id)) STRICT;", NULL};

static const StoreSchema schema = {
    .name = "test state", .application_id = 0x74657374, .version = 3, .sql = tables};

typedef struct Place
{
    Arena *arena;
    char *directory;
    char *path;
} Place;

static Place
place_new(void)
{
    Place place = {.arena = arena_new("test")};
    const char *parent = getenv("TMPDIR");
    place.directory =
        arena_print(place.arena, "%s/store-XXXXXX", parent != NULL ? parent : P_tmpdir);
    assert_non_null(mkdtemp(place.directory));
    place.path = file_join(place.arena, place.directory, "state ?%#.db");
    return place;
}

static void
place_free(Place *place)
{
    Error err;
    assert_int_equal(file_remove_tree(place->directory, &err), ERROR_NONE);
    arena_free(place->arena);
}
#define REMOVES __attribute__((cleanup(place_free)))

static Store *
store_at(const Place *place, StoreMode mode)
{
    Error err = {0};
    Store *store = NULL;
    if (!file_exists(place->path))
        assert_int_equal(store_create(place->path, &schema, &err), ERROR_NONE);
    assert_int_equal(store_open(place->path, &schema, mode, &store, &err), ERROR_NONE);
    return store;
}

static int64_t
count(Store *store, const char *sql)
{
    Error err = {0};
    int64_t value = -1;
    assert_int_equal(store_integer(store, sql, NO_BINDS, &value, &err), ERROR_NONE);
    return value;
}

static void
values_round_trip(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    CLOSES_STORE Store *store = store_at(&place, STORE_WRITE);
    Error err = {0};
    static const char odd[] = "'; DROP TABLE parent; --\xc3\xa9";
    static const unsigned char bytes[4] = {0, 1, 0, 255};
    assert_int_equal(store_run(store, "INSERT INTO parent VALUES(?, ?, ?)",
                               BINDS(bind_integer(INT64_MIN), bind_text(odd), bind_bytes(bytes, 4)),
                               &err),
                     ERROR_NONE);
    assert_int_equal(store_run(store, "INSERT INTO parent VALUES(?, ?, ?)",
                               BINDS(bind_integer(2), bind_text(NULL), bind_bytes(NULL, 0)), &err),
                     ERROR_NONE);
    CLOSES_QUERY Query *query = NULL;
    bool row = false;
    assert_int_equal(store_query(store, "SELECT id, name, bytes FROM parent ORDER BY id", NO_BINDS,
                                 &query, &err),
                     ERROR_NONE);
    assert_int_equal(query_next(query, &row, &err), ERROR_NONE);
    assert_true(row);
    size_t size = 0;
    assert_true(query_integer(query, 0) == INT64_MIN);
    assert_string_equal(query_text(query, place.arena, 1), odd);
    const char *read = query_bytes(query, place.arena, 2, &size);
    assert_int_equal(size, 4);
    assert_memory_equal(read, bytes, 4);
    assert_int_equal(query_next(query, &row, &err), ERROR_NONE);
    assert_true(row);
    assert_true(query_null(query, 1));
    assert_null(query_text(query, place.arena, 1));
    assert_int_equal(query_next(query, &row, &err), ERROR_NONE);
    assert_false(row);
}

static void
it_is_durable_and_private(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    CLOSES_STORE Store *store = store_at(&place, STORE_WRITE);
    struct stat about;
    assert_int_equal(stat(place.path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(count(store, "PRAGMA synchronous"), 2);
    assert_int_equal(count(store, "PRAGMA foreign_keys"), 1);
    assert_int_equal(
        count(store, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
}

static void
a_transaction_is_all_or_nothing(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    CLOSES_STORE Store *store = store_at(&place, STORE_WRITE);
    Error err = {0};
    assert_int_equal(store_begin(store, &err), ERROR_NONE);
    assert_true(store_in_transaction(store));
    assert_int_equal(
        store_run(store, "INSERT INTO parent(id) VALUES(?)", BINDS(bind_integer(1)), &err),
        ERROR_NONE);
    store_rollback(store);
    assert_false(store_in_transaction(store));
    assert_int_equal(count(store, "SELECT count(*) FROM parent"), 0);
    assert_int_equal(store_begin(store, &err), ERROR_NONE);
    assert_int_equal(
        store_run(store, "INSERT INTO parent(id) VALUES(?)", BINDS(bind_integer(1)), &err),
        ERROR_NONE);
    assert_int_equal(store_commit(store, &err), ERROR_NONE);
    CLOSES_STORE Store *reader = store_at(&place, STORE_READ);
    assert_int_equal(count(reader, "SELECT count(*) FROM parent"), 1);
    assert_int_equal(
        store_run(reader, "INSERT INTO parent(id) VALUES(?)", BINDS(bind_integer(2)), &err),
        ERROR_IO);
    store_rollback(store);
}

/* What others commit meanwhile is not seen before the end of it. */
static void
a_frozen_state_stands_still(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    Error err = {0};
    int64_t count = 0;
    CLOSES_STORE Store *writer = store_at(&place, STORE_WRITE);
    CLOSES_STORE Store *reader = store_at(&place, STORE_READ);
    assert_int_equal(store_freeze(reader, &err), ERROR_NONE);
    assert_int_equal(store_run(writer, "INSERT INTO parent(name) VALUES('one')", NO_BINDS, &err),
                     ERROR_NONE);
    assert_int_equal(store_integer(reader, "SELECT count(*) FROM parent", NO_BINDS, &count, &err),
                     ERROR_NONE);
    assert_int_equal(count, 0);
    assert_int_equal(store_freeze(reader, &err), ERROR_NONE);
    store_rollback(reader);
    assert_int_equal(store_integer(reader, "SELECT count(*) FROM parent", NO_BINDS, &count, &err),
                     ERROR_NONE);
    assert_int_equal(count, 1);
}

static void
contradictions_are_integrity_errors(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    CLOSES_STORE Store *store = store_at(&place, STORE_WRITE);
    Error err = {0};
    assert_int_equal(store_run(store, "INSERT INTO child VALUES(?)", BINDS(bind_integer(7)), &err),
                     ERROR_INTEGRITY);
    assert_string_equal(err.message, "the test state would contradict itself");
    assert_int_equal(
        store_run(store, "INSERT INTO parent(id) VALUES(?)", BINDS(bind_integer(1)), &err),
        ERROR_NONE);
    assert_int_equal(
        store_run(store, "INSERT INTO parent(id) VALUES(?)", BINDS(bind_integer(1)), &err),
        ERROR_INTEGRITY);
}

static void
wrong_use_is_an_internal_error(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    CLOSES_STORE Store *store = store_at(&place, STORE_WRITE);
    Error err = {0};
    assert_int_equal(store_run(store, "INSERT INTO parent(id) VALUES(?)", NO_BINDS, &err),
                     ERROR_INTERNAL);
    assert_int_equal(store_run(store, "NO SUCH STATEMENT", NO_BINDS, &err), ERROR_INTERNAL);
}

static void
other_files_are_refused(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    Error err = {0};
    Store *store = NULL;
    assert_int_equal(store_open(place.path, &schema, STORE_WRITE, &store, &err), ERROR_STATE);
    assert_string_equal(err.message, "there is no test state");
    CLOSES_STORE Store *made = store_at(&place, STORE_WRITE);
    StoreSchema other = schema;
    other.application_id++;
    assert_int_equal(store_open(place.path, &other, STORE_READ, &store, &err), ERROR_STATE);
    assert_string_equal(err.message, "the file is not a test state");
    other = schema;
    other.version++;
    assert_int_equal(store_open(place.path, &other, STORE_READ, &store, &err), ERROR_STATE);
    assert_string_equal(err.message, "the test state has version 3, this beraad needs 4");
    assert_int_equal(store_create(place.path, &schema, &err), ERROR_IO);
    const char *text = file_join(place.arena, place.directory, "text");
    char junk[8192];
    memset(junk, 'x', sizeof junk);
    assert_int_equal(file_write(text, junk, sizeof junk, 0600, &err), ERROR_NONE);
    assert_int_equal(store_open(text, &schema, STORE_READ, &store, &err), ERROR_INTEGRITY);
    assert_string_equal(err.message, "the test state is damaged");
}

/* A hole burnt into the middle of the file. */
static void
damage_is_found(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    Error err = {0};
    Store *store = store_at(&place, STORE_WRITE);
    for (int64_t id = 1; id <= 2000; id++)
        assert_int_equal(store_run(store, "INSERT INTO parent(id, name) VALUES(?, 'x' || ?1)",
                                   BINDS(bind_integer(id)), &err),
                         ERROR_NONE);
    assert_int_equal(store_check(store, &err), ERROR_NONE);
    store_close(&store);
    int fd = open(place.path, O_RDWR | O_CLOEXEC);
    char hole[4096];
    memset(hole, 0xa5, sizeof hole);
    assert_int_equal(pwrite(fd, hole, sizeof hole, 8192), sizeof hole);
    (void)close(fd);
    assert_int_equal(store_open(place.path, &schema, STORE_READ, &store, &err), ERROR_NONE);
    assert_int_equal(store_check(store, &err), ERROR_INTEGRITY);
    store_close(&store);
}

/* A process killed inside its transaction leaves nothing of it. */
static void
a_killed_writer_leaves_nothing(void **state)
{
    (void)state;
    REMOVES Place place = place_new();
    Store *store = store_at(&place, STORE_WRITE);
    store_close(&store);
    pid_t child = fork();
    if (child == 0)
    {
        Error err;
        Store *mine = NULL;
        if (store_open(place.path, &schema, STORE_WRITE, &mine, &err) != ERROR_NONE ||
            store_begin(mine, &err) != ERROR_NONE ||
            store_run(mine, "INSERT INTO parent(id) VALUES(?)", BINDS(bind_integer(1)), &err) !=
                ERROR_NONE)
            _exit(1);
        (void)kill(getpid(), SIGKILL);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    store = store_at(&place, STORE_WRITE);
    assert_int_equal(count(store, "SELECT count(*) FROM parent"), 0);
    store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_round_trip),
        cmocka_unit_test(it_is_durable_and_private),
        cmocka_unit_test(a_transaction_is_all_or_nothing),
        cmocka_unit_test(a_frozen_state_stands_still),
        cmocka_unit_test(contradictions_are_integrity_errors),
        cmocka_unit_test(wrong_use_is_an_internal_error),
        cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(damage_is_found),
        cmocka_unit_test(a_killed_writer_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
