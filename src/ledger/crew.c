#include "ledger/crew.h"

#include <pthread.h>
#include <unistd.h>

#define MOST_WAITING 16
#define MOST_THREADS 15
#define ALONE 2 /* tasks that are done without further threads */

typedef struct TaskList
{
    CrewTask *first;
    CrewTask **end;
    size_t count;
} TaskList;

struct Crew
{
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a task waits, one was done, or the end has come */
    TaskList urgent;
    TaskList waiting;
    size_t busy; /* tasks that are being done */
    size_t given;
    bool ended;
    pthread_t threads[MOST_THREADS];
    size_t thread_count;
};

static void
put(TaskList *list, CrewTask *task)
{
    task->next = NULL;
    *list->end = task;
    list->end = &task->next;
    list->count++;
}

/* The first; NULL: none. */
static CrewTask *
take(TaskList *list)
{
    CrewTask *task = list->first;
    if (task == NULL)
        return NULL;
    list->first = task->next;
    if (list->first == NULL)
        list->end = &list->first;
    list->count--;
    return task;
}

/* Does the next task; the lock is held before and after, not meanwhile. False: none waits. */
static bool
do_next(Crew *crew)
{
    CrewTask *task = take(&crew->urgent);
    if (task == NULL)
        task = take(&crew->waiting);
    if (task == NULL)
        return false;
    bool is_freed = task->free != NULL;
    crew->busy++;
    (void)pthread_mutex_unlock(&crew->lock);
    task->run(task);
    if (is_freed)
        task->free(task);
    (void)pthread_mutex_lock(&crew->lock);
    if (!is_freed)
        task->is_done = true;
    crew->busy--;
    (void)pthread_cond_broadcast(&crew->changed);
    return true;
}

static void *
work(void *what)
{
    Crew *crew = what;
    (void)pthread_mutex_lock(&crew->lock);
    while (!crew->ended)
        if (!do_next(crew))
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
    (void)pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static void
crew_end(void *what)
{
    Crew *crew = what;
    (void)pthread_mutex_lock(&crew->lock);
    crew->ended = true;
    (void)pthread_cond_broadcast(&crew->changed);
    (void)pthread_mutex_unlock(&crew->lock);
    for (size_t at = 0; at < crew->thread_count; at++)
        (void)pthread_join(crew->threads[at], NULL);
    for (CrewTask *task = take(&crew->waiting); task != NULL; task = take(&crew->waiting))
        if (task->free != NULL)
            task->free(task);
    (void)pthread_cond_destroy(&crew->changed);
    (void)pthread_mutex_destroy(&crew->lock);
}

Crew *
crew_new(Arena *arena)
{
    Crew *crew = arena_take(arena, sizeof *crew);
    crew->urgent.end = &crew->urgent.first;
    crew->waiting.end = &crew->waiting.first;
    (void)pthread_mutex_init(&crew->lock, NULL);
    (void)pthread_cond_init(&crew->changed, NULL);
    arena_on_free(arena, crew_end, crew);
    return crew;
}

static void
start_threads(Crew *crew)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    while (crew->thread_count < MOST_THREADS && (long)crew->thread_count + 1 < cores &&
           pthread_create(&crew->threads[crew->thread_count], NULL, work, crew) == 0)
        crew->thread_count++;
}

static void
give(Crew *crew, TaskList *list, CrewTask *task)
{
    put(list, task);
    if (++crew->given == ALONE + 1)
        start_threads(crew);
    (void)pthread_cond_broadcast(&crew->changed);
}

void
crew_add(Crew *crew, CrewTask *task)
{
    (void)pthread_mutex_lock(&crew->lock);
    while (crew->waiting.count >= MOST_WAITING)
        (void)do_next(crew);
    give(crew, &crew->waiting, task);
    (void)pthread_mutex_unlock(&crew->lock);
}

void
crew_add_first(Crew *crew, CrewTask *task)
{
    (void)pthread_mutex_lock(&crew->lock);
    give(crew, &crew->urgent, task);
    (void)pthread_mutex_unlock(&crew->lock);
}

void
crew_wait(Crew *crew, CrewTask *task)
{
    (void)pthread_mutex_lock(&crew->lock);
    while (!task->is_done)
        if (!do_next(crew))
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
    (void)pthread_mutex_unlock(&crew->lock);
}

void
crew_settle(Crew *crew)
{
    (void)pthread_mutex_lock(&crew->lock);
    for (;;)
        if (!do_next(crew))
        {
            if (crew->busy == 0)
                break;
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
        }
    (void)pthread_mutex_unlock(&crew->lock);
}
