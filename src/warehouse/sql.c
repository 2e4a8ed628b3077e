/*
 * beraad-sql SCRIPT [ARG...]: SQL inside the enclave's sandbox, a program of its own. Each file
 * /data/NAME.parquet is a view, its hyphens written as underscores (population_2018); the arguments
 * are getvariable('arg1') and so on. The rows of each SELECT go to standard output as CSV; COPY
 * writes to /out. One thread, rows in a fixed order, and a fixed random start: the same script
 * gives the same bytes.
 *
 * It stands on nothing of beraad, because it runs where nothing of beraad is.
 */
#include <duckdb.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCRIPT_BYTES ((size_t)1024 * 1024)
#define WORDS_BYTES ((size_t)4096)

static int
complain(const char *place, const char *words)
{
    (void)fprintf(stderr, "beraad-sql: %s: %s\n", place, words != NULL ? words : "failed");
    return 1;
}

static void
print_field(const char *text)
{
    if (text[0] != '\0' && strpbrk(text, ",\"\r\n") == NULL)
    {
        (void)fputs(text, stdout);
        return;
    }
    (void)putchar('"');
    for (const char *at = text; *at != '\0'; at++)
    {
        if (*at == '"')
            (void)putchar('"');
        (void)putchar(*at);
    }
    (void)putchar('"');
}

/* A NULL is an empty field, an empty text two quotes. */
static void
print_row(duckdb_result *result, idx_t row)
{
    for (idx_t column = 0; column < duckdb_column_count(result); column++)
    {
        char *value = duckdb_value_varchar(result, column, row);
        if (column > 0)
            (void)putchar(',');
        if (value != NULL)
            print_field(value);
        duckdb_free(value);
    }
    (void)putchar('\n');
}

static void
print_rows(duckdb_result *result)
{
    if (duckdb_result_return_type(*result) != DUCKDB_RESULT_TYPE_QUERY_RESULT)
        return;
    for (idx_t column = 0; column < duckdb_column_count(result); column++)
    {
        if (column > 0)
            (void)putchar(',');
        print_field(duckdb_column_name(result, column));
    }
    (void)putchar('\n');
    for (idx_t row = 0; row < duckdb_row_count(result); row++)
        print_row(result, row);
}

static int
run(duckdb_connection connection, const char *place, const char *sql)
{
    duckdb_result result;
    int status = 0;
    if (duckdb_query(connection, sql, &result) != DuckDBSuccess)
        status = complain(place, duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return status;
}

static int
run_script(duckdb_connection connection, const char *sql)
{
    duckdb_extracted_statements statements = NULL;
    idx_t count = duckdb_extract_statements(connection, sql, &statements);
    int status = 0;
    if (count == 0)
        status = complain("script", duckdb_extract_statements_error(statements));
    for (idx_t at = 0; at < count && status == 0; at++)
    {
        char place[64];
        duckdb_prepared_statement prepared = NULL;
        duckdb_result result;
        (void)snprintf(place, sizeof place, "statement %llu", (unsigned long long)at + 1);
        if (duckdb_prepare_extracted_statement(connection, statements, at, &prepared) !=
            DuckDBSuccess)
            status = complain(place, duckdb_prepare_error(prepared));
        else
        {
            if (duckdb_execute_prepared(prepared, &result) != DuckDBSuccess)
                status = complain(place, duckdb_result_error(&result));
            else
                print_rows(&result);
            duckdb_destroy_result(&result);
        }
        duckdb_destroy_prepare(&prepared);
    }
    duckdb_destroy_extracted(&statements);
    return status;
}

static int
make_views(duckdb_connection connection)
{
    glob_t found;
    int status = 0;
    if (glob("/data/*.parquet", 0, NULL, &found) != 0)
        return 0;
    for (size_t at = 0; at < found.gl_pathc && status == 0; at++)
    {
        char name[256];
        char sql[WORDS_BYTES];
        const char *base = strrchr(found.gl_pathv[at], '/') + 1;
        (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
        for (char *hyphen = strchr(name, '-'); hyphen != NULL; hyphen = strchr(hyphen, '-'))
            *hyphen = '_';
        (void)snprintf(sql, sizeof sql, "CREATE VIEW \"%s\" AS SELECT * FROM read_parquet('%s')",
                       name, found.gl_pathv[at]);
        status = run(connection, name, sql);
    }
    globfree(&found);
    return status;
}

static int
set_argument(duckdb_connection connection, int number, const char *value)
{
    char sql[WORDS_BYTES];
    size_t size = (size_t)snprintf(sql, sizeof sql, "SET VARIABLE arg%d = '", number);
    for (const char *at = value; *at != '\0'; at++)
    {
        if (size + 4 > sizeof sql)
            return complain("arguments", "one is too long");
        if (*at == '\'')
            sql[size++] = '\'';
        sql[size++] = *at;
    }
    (void)snprintf(sql + size, sizeof sql - size, "'");
    return run(connection, "arguments", sql);
}

static const char settings[] =
    "SELECT setseed(0.5); SET threads = 1; SET preserve_insertion_order = true; SET TimeZone = "
    "'UTC';"
    "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;"
    "SET temp_directory = '/scratch/.spill';"
    "SET allowed_directories = ['/data/', '/model/', '/out/', '/scratch/'];"
    "SET enable_external_access = false; SET lock_configuration = true";

static int
work(duckdb_connection connection, int count, char **arguments)
{
    static char script[SCRIPT_BYTES];
    FILE *file = fopen(arguments[1], "re");
    size_t size = file == NULL ? 0 : fread(script, 1, sizeof script - 1, file);
    if (file == NULL || ferror(file) != 0 || size == sizeof script - 1)
        return complain("script", "cannot be read, or is larger than 1 MiB");
    (void)fclose(file);
    script[size] = '\0';
    int status = make_views(connection);
    for (int at = 2; at < count && status == 0; at++)
        status = set_argument(connection, at - 1, arguments[at]);
    if (status == 0)
        status = run(connection, "settings", settings);
    if (status == 0)
        status = run_script(connection, script);
    if (fflush(stdout) != 0 && status == 0)
        status = complain("output", "cannot be written");
    return status;
}

int
main(int count, char **arguments)
{
    duckdb_database database = NULL;
    duckdb_connection connection = NULL;
    if (count < 2)
        return complain("usage", "beraad-sql SCRIPT [ARG...]");
    if (duckdb_open(NULL, &database) != DuckDBSuccess ||
        duckdb_connect(database, &connection) != DuckDBSuccess)
        return complain("engine", "cannot start");
    int status = work(connection, count, arguments);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    return status;
}
