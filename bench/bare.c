/*
 * The bare engine: runs a file of SQL with nothing of beraad in the process, and prints wall
 * seconds. bare SQL-FILE [THREADS]
 */
#include <duckdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static char *
read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long size = ftell(file);
    char *text = calloc(1, (size_t)size + 1);
    rewind(file);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size)
        return NULL;
    (void)fclose(file);
    return text;
}

int
main(int count, char **arguments)
{
    char *sql = count > 1 ? read_all(arguments[1]) : NULL;
    duckdb_config config;
    duckdb_database database;
    duckdb_connection connection;
    duckdb_result result;
    struct timespec begun;
    struct timespec ended;
    if (sql == NULL || duckdb_create_config(&config) != DuckDBSuccess)
        return 2;
    if (count > 2)
        (void)duckdb_set_config(config, "threads", arguments[2]);
    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    if (duckdb_open_ext(NULL, &database, config, NULL) != DuckDBSuccess ||
        duckdb_connect(database, &connection) != DuckDBSuccess)
        return 2;
    if (duckdb_query(connection, sql, &result) != DuckDBSuccess)
    {
        (void)fprintf(stderr, "bare: %s\n", duckdb_result_error(&result));
        return 1;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &ended);
    (void)printf("%.4f\n", (double)(ended.tv_sec - begun.tv_sec) +
                               (double)(ended.tv_nsec - begun.tv_nsec) * 1e-9);
    duckdb_destroy_result(&result);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    duckdb_destroy_config(&config);
    free(sql);
    return 0;
}
