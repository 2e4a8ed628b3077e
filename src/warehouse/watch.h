/*
 * Shows the engine's own measure of a running statement on the progress line, from a thread of its
 * own: the engine gives no control back before the statement ends.
 */
#ifndef BERAAD_WAREHOUSE_WATCH_H
#define BERAAD_WAREHOUSE_WATCH_H

#include "core/progress.h"

#include <duckdb.h>
#include <pthread.h>

typedef struct Watch
{
    duckdb_connection connection;
    Progress *progress;
    double done;  /* share of the step before this statement */
    double share; /* of this statement in the step */
    bool running;
    bool stop;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
} Watch;

/* Between the two only the watch touches progress. Where no terminal watches, or no thread can be
 * had, nothing is drawn and no thread runs. */
void watch_begin(Watch *watch, duckdb_connection connection, Progress *progress, double done,
                 double share);
void watch_end(Watch *watch);

#endif
