#include "warehouse/watch.h"

#include <time.h>

#define LOOK_NANOSECONDS 100000000L

static void
look(const Watch *watch)
{
    double percentage = duckdb_query_progress(watch->connection).percentage;
    progress_at(watch->progress,
                percentage < 0 ? watch->done : watch->done + watch->share * percentage / 100);
}

static void *
watch_run(void *argument)
{
    Watch *watch = argument;
    (void)pthread_mutex_lock(&watch->lock);
    while (!watch->stop)
    {
        struct timespec until;
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_NANOSECONDS;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        (void)pthread_cond_timedwait(&watch->wake, &watch->lock, &until);
        if (!watch->stop)
            look(watch);
    }
    (void)pthread_mutex_unlock(&watch->lock);
    return NULL;
}

void
watch_begin(Watch *watch, duckdb_connection connection, Progress *progress, double done,
            double share)
{
    *watch = (Watch){.connection = connection, .progress = progress, .done = done, .share = share};
    if (progress == NULL || progress->quiet || !progress->display.terminal)
        return;
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_mutex_init(&watch->lock, NULL);
    (void)pthread_cond_init(&watch->wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    watch->running = pthread_create(&watch->thread, NULL, watch_run, watch) == 0;
}

void
watch_end(Watch *watch)
{
    if (!watch->running)
        return;
    (void)pthread_mutex_lock(&watch->lock);
    watch->stop = true;
    (void)pthread_cond_signal(&watch->wake);
    (void)pthread_mutex_unlock(&watch->lock);
    (void)pthread_join(watch->thread, NULL);
    (void)pthread_cond_destroy(&watch->wake);
    (void)pthread_mutex_destroy(&watch->lock);
    watch->running = false;
}
