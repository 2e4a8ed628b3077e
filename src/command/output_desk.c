#include "command/output_desk.h"

#include "core/text.h"
#include "custody/enclave.h"

static void
close_data(OpenData *data)
{
    engine_close(&data->engine);
    dataset_close(&data->dataset);
}

void
desk_close(Desk *desk)
{
    for (size_t at = 0; at < desk->older.count; at++)
        close_data(desk->older.items[at]);
    close_data(&desk->own);
}

static ErrorKind
open_data(const Desk *desk, OpenData *data, Error *err)
{
    Arena *arena = desk->session->call->arena;
    Years all = {0};
    TRY(dataset_open(desk->session->custody, data->deliberation, desk->communication, &all,
                     &data->dataset, err));
    TRY(dataset_engine(data->dataset, &(EngineOptions){0}, &data->engine, err));
    for (size_t at = 0; at < dataset_years(data->dataset); at++)
    {
        int year = dataset_year(data->dataset, at)->year;
        *LIST_ADD(arena, &data->years) = year;
        if (dataset_has_households(data->dataset, at))
            *LIST_ADD(arena, &data->households) = year;
    }
    return ERROR_NONE;
}

/* What was destroyed stands in no list of years. */
static ErrorKind
open_older(void *context, const char *deliberation, Engine **ret_engine, const Years **ret_years,
           Error *err)
{
    Desk *desk = context;
    Arena *arena = desk->session->call->arena;
    DatasetYearList prepared = {0};
    OpenData *data = NULL;
    for (size_t at = 0; at < desk->older.count; at++)
        if (text_equal(desk->older.items[at]->deliberation, deliberation))
            data = desk->older.items[at];
    if (data == NULL)
    {
        data = arena_take(arena, sizeof *data);
        data->deliberation = deliberation;
        *LIST_ADD(arena, &desk->older) = data;
        TRY(enclave_datasets(desk->session->custody, arena, deliberation, desk->communication,
                             &prepared, err));
        if (prepared.count > 0 && open_data(desk, data, err) != ERROR_NONE)
            return error_within(err, "what was on site under '%s'", deliberation);
    }
    *ret_engine = data->engine;
    *ret_years = &data->years;
    return ERROR_NONE;
}

ErrorKind
desk_check(Session *session, const OutputAsked *asked, Error *err)
{
    return dataset_check(session->custody, asked->request->deliberation,
                         asked->request->communication, &asked->request->years, err);
}

ErrorKind
desk_open(Session *session, const OutputAsked *asked, Desk *ret_desk, Error *err)
{
    *ret_desk = (Desk){.session = session,
                       .communication = asked->request->communication,
                       .own = {.deliberation = asked->request->deliberation}};
    TRY(open_data(ret_desk, &ret_desk->own, err));
    ret_desk->desk = (OutputDesk){.custody = session->custody,
                                  .actor = session->actor,
                                  .scope = &asked->scope,
                                  .engine = ret_desk->own.engine,
                                  .years = &ret_desk->own.years,
                                  .households = &ret_desk->own.households,
                                  .solver = disclosure_solver_clp(),
                                  .older = open_older,
                                  .older_context = ret_desk};
    return ERROR_NONE;
}
