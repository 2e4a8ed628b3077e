/* What is asked and what was released, in classes in which they can be counted together. */
#include "output/judging.h"

static ErrorKind
restate_asked(Judging *judging, Error *err)
{
    Request *told = arena_take(judging->arena, sizeof *told);
    const Attribute *lost = NULL;
    for (size_t at = 0; at < judging->asked->files.count; at++)
    {
        TRY(footing_restate(&judging->footing, &judging->asked->files.items[at],
                            LIST_ADD(judging->arena, &told->files), &lost, err));
        if (lost != NULL)
            return error_set(err, ERROR_INTERNAL, "variable '%s' of the request itself is lost",
                             lost->variable);
    }
    judging->told = told;
    return ERROR_NONE;
}

static void
add_years(Arena *arena, const RequestedFile *file, Years *years)
{
    for (size_t at = 0; requested_attribute(file, at) != NULL; at++)
        if (!years_contain(years, requested_attribute(file, at)->year))
            *LIST_ADD(arena, years) = requested_attribute(file, at)->year;
}

bool
judging_concerns(const Judging *judging, const RequestedFile *file)
{
    for (size_t at = 0; requested_attribute(file, at) != NULL; at++)
        if (years_contain(&judging->concerned, requested_attribute(file, at)->year))
            return true;
    return false;
}

static void
find_concerned(Judging *judging)
{
    size_t before = SIZE_MAX;
    for (size_t at = 0; at < judging->asked->files.count; at++)
        add_years(judging->arena, &judging->asked->files.items[at], &judging->concerned);
    while (judging->concerned.count != before)
    {
        before = judging->concerned.count;
        for (size_t at = 0; at < judging->earlier.count; at++)
            if (judging_concerns(judging, &judging->earlier.items[at].made_of))
                add_years(judging->arena, &judging->earlier.items[at].made_of, &judging->concerned);
    }
}

static ErrorKind
restate_earlier(Judging *judging, Error *err)
{
    EarlierFiles told = {0};
    find_concerned(judging);
    for (size_t at = 0; at < judging->earlier.count; at++)
    {
        EarlierFile file = judging->earlier.items[at];
        const Attribute *lost = NULL;
        TRY(footing_restate(&judging->footing, &judging->earlier.items[at].made_of, &file.made_of,
                            &lost, err));
        if (lost == NULL)
            *LIST_ADD(judging->arena, &told) = file;
        else if (judging_concerns(judging, &file.made_of))
            *LIST_ADD(judging->arena, &judging->findings) = (Finding){
                .rule = FINDING_EARLIER,
                .file = judging->asked->files.items[0].name,
                .against = file.name,
                .detail = arena_print(judging->arena,
                                      "variable '%s' of %d: no data set that is kept has it in "
                                      "classes of which those of both are unions",
                                      lost->variable, lost->year)};
    }
    judging->earlier = told;
    return ERROR_NONE;
}

ErrorKind
judging_restate(Judging *judging, Error *err)
{
    TRY(restate_asked(judging, err));
    return restate_earlier(judging, err);
}
