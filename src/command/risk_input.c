#include "command/risk.h"
#include "disclosure/individual.h"
#include "warehouse/microdata.h"

#include <string.h>

ErrorKind
risk_names(Invocation *call, const char *option, const char ***ret_names, size_t *ret_count,
           Error *err)
{
    struct LIST_OF(const char *) names = {0};
    const char **values = NULL;
    size_t count = invocation_option_many(call, option, &values);
    for (size_t at = 0; at < count; at++)
    {
        char *rest = arena_copy_text(call->arena, values[at]);
        for (char *name = rest; name != NULL;)
        {
            char *comma = strchr(name, ',');
            if (comma != NULL)
                *comma = '\0';
            for (size_t other = 0; other < names.count; other++)
                if (text_equal(names.items[other], name))
                    return error_set(err, ERROR_USAGE, "option '--%s': '%s' is there twice", option,
                                     name);
            if (*name == '\0')
                return error_set(err, ERROR_USAGE,
                                 "option '--%s': expected names, found an empty one", option);
            *LIST_ADD(call->arena, &names) = name;
            name = comma == NULL ? NULL : comma + 1;
        }
    }
    *ret_names = names.items;
    *ret_count = names.count;
    return ERROR_NONE;
}

const char *
risk_number(Arena *arena, double number)
{
    return arena_print(arena, "%.6g", number);
}

/* The labels of both files in one list, in byte order as each of them is; map[code] is the place of
 * a code of the one that it is made for. */
typedef struct Joined
{
    const char **labels;
    size_t count;
    uint32_t *map[2];
} Joined;

static Joined
join_labels(Arena *arena, const MicrodataColumn *one, const MicrodataColumn *other)
{
    size_t others = other == NULL ? 0 : other->label_count;
    Joined joined = {.labels = arena_take_array(arena, one->label_count + others, sizeof(char *)),
                     .map = {arena_take_array(arena, one->label_count, sizeof(uint32_t)),
                             arena_take_array(arena, others, sizeof(uint32_t))}};
    for (size_t first = 0, second = 0; first < one->label_count || second < others;)
    {
        int order = first == one->label_count ? 1
                    : second == others        ? -1
                                              : strcmp(one->labels[first], other->labels[second]);
        joined.labels[joined.count] = order <= 0 ? one->labels[first] : other->labels[second];
        if (order <= 0)
            joined.map[0][first++] = (uint32_t)joined.count;
        if (order >= 0)
            joined.map[1][second++] = (uint32_t)joined.count;
        joined.count++;
    }
    return joined;
}

/* The table in the making. */
typedef struct Joiner
{
    Arena *arena;
    Microdata files[2]; /* the second without columns where there is no population */
    size_t rows;
    const uint16_t **codes;
    uint32_t *sizes;
    uint32_t *missing;
    const char *const **labels;
} Joiner;

/* What is missing is the code behind the last, where anything is. */
static ErrorKind
join_column(Joiner *joiner, size_t column, Error *err)
{
    const MicrodataColumn *one = &joiner->files[0].columns[column];
    bool alone = joiner->files[1].columns == NULL;
    const MicrodataColumn *other = alone ? NULL : &joiner->files[1].columns[column];
    Joined joined = join_labels(joiner->arena, one, other);
    if (joined.count >= UINT16_MAX)
        return error_set(err, ERROR_DATA, "column '%s': expected fewer than %d values, found %zu",
                         one->name, UINT16_MAX, joined.count);
    size_t records = joiner->files[0].rows;
    uint16_t *codes = arena_take_array(joiner->arena, joiner->rows, sizeof *codes);
    bool any = false;
    for (size_t row = 0; row < joiner->rows; row++)
    {
        bool of_file = other == NULL || row < records;
        uint32_t code = of_file ? one->codes[row] : other->codes[row - records];
        bool missing = code == MICRODATA_MISSING;
        codes[row] = (uint16_t)(missing ? joined.count : joined.map[of_file ? 0 : 1][code]);
        any |= missing;
    }
    joiner->codes[column] = codes;
    size_t size = joined.count + any;
    joiner->sizes[column] = size == 0 ? 1 : (uint32_t)size;
    joiner->missing[column] = any ? (uint32_t)joined.count : KEY_NEVER_MISSING;
    joiner->labels[column] = (const char *const *)joined.labels;
    return ERROR_NONE;
}

static ErrorKind
take_weights(Arena *arena, const MicrodataColumn *column, size_t rows, RiskInput *input, Error *err)
{
    input->weight = arena_take_array(arena, rows, sizeof *input->weight);
    for (size_t row = 0; row < input->records; row++)
    {
        if (column->missing[row] || column->numbers[row] < (int64_t)WEIGHT_ONE)
            return error_set(err, ERROR_DATA,
                             "row %zu, column '%s': expected a weight of at least 1", row + 1,
                             column->name);
        input->weight[row] = (uint64_t)column->numbers[row];
    }
    return ERROR_NONE;
}

static ErrorKind
take_households(const MicrodataColumn *column, RiskInput *input, Error *err)
{
    input->household = column->codes;
    input->households = (uint32_t)column->label_count;
    for (size_t row = 0; row < input->records; row++)
        if (column->codes[row] == MICRODATA_MISSING)
            return error_set(err, ERROR_DATA, "row %zu, column '%s': the household is missing",
                             row + 1, column->name);
    return ERROR_NONE;
}

/* The columns that both files have; those of the file alone stand behind them. */
static size_t
list_asks(const RiskAsk *ask, bool of_file, MicrodataAsk asks[RISK_KEYS + 3])
{
    size_t count = 0;
    for (; count < ask->key_count; count++)
        asks[count] = (MicrodataAsk){.name = ask->keys[count], .form = MICRODATA_CLASS};
    if (of_file && ask->sensitive != NULL)
        asks[count++] = (MicrodataAsk){.name = ask->sensitive, .form = MICRODATA_CLASS};
    if (of_file && ask->weight != NULL)
        asks[count++] =
            (MicrodataAsk){.name = ask->weight, .form = MICRODATA_NUMBER, .decimals = 6};
    if (of_file && ask->household != NULL)
        asks[count++] = (MicrodataAsk){.name = ask->household, .form = MICRODATA_CLASS};
    return count;
}

static ErrorKind
read_files(Invocation *call, const RiskAsk *ask, Joiner *joiner, Error *err)
{
    MicrodataAsk asks[RISK_KEYS + 3];
    size_t count = list_asks(ask, true, asks);
    TRY(microdata_read(call->arena, ask->file, asks, count, &call->progress, &joiner->files[0],
                       err));
    if (ask->population != NULL)
    {
        count = list_asks(ask, false, asks);
        TRY(microdata_read(call->arena, ask->population, asks, count, &call->progress,
                           &joiner->files[1], err));
    }
    joiner->rows = joiner->files[0].rows + joiner->files[1].rows;
    if (joiner->rows >= UINT32_MAX)
        return error_set(err, ERROR_DATA, "file and population: too many rows together");
    return ERROR_NONE;
}

/* The sensitive column is read from the file alone: rows of the population have a code of it that
 * nothing looks at. */
static void
join_sensitive(Joiner *joiner, size_t column)
{
    const MicrodataColumn *one = &joiner->files[0].columns[column];
    uint16_t *codes = arena_take_array(joiner->arena, joiner->rows, sizeof *codes);
    for (size_t row = 0; row < joiner->files[0].rows; row++)
        codes[row] =
            (uint16_t)(one->codes[row] == MICRODATA_MISSING ? one->label_count : one->codes[row]);
    joiner->codes[column] = codes;
    joiner->sizes[column] = (uint32_t)one->label_count + 1;
    joiner->missing[column] = KEY_NEVER_MISSING;
    joiner->labels[column] = (const char *const *)one->labels;
}

static ErrorKind
join_all(Joiner *joiner, const RiskAsk *ask, Error *err)
{
    size_t columns = ask->key_count + (ask->sensitive != NULL);
    joiner->codes = arena_take_array(joiner->arena, columns, sizeof *joiner->codes);
    joiner->sizes = arena_take_array(joiner->arena, columns, sizeof *joiner->sizes);
    joiner->missing = arena_take_array(joiner->arena, columns, sizeof *joiner->missing);
    joiner->labels = arena_take_array(joiner->arena, columns, sizeof *joiner->labels);
    for (size_t column = 0; column < ask->key_count; column++)
        TRY(join_column(joiner, column, err));
    if (ask->sensitive == NULL)
        return ERROR_NONE;
    const MicrodataColumn *sensitive = &joiner->files[0].columns[ask->key_count];
    if (sensitive->label_count >= UINT16_MAX)
        return error_set(err, ERROR_DATA, "column '%s': expected fewer than %d values, found %zu",
                         sensitive->name, UINT16_MAX, sensitive->label_count);
    join_sensitive(joiner, ask->key_count);
    return ERROR_NONE;
}

static void
fill_table(const Joiner *joiner, const RiskAsk *ask, RiskInput *input)
{
    bool alone = ask->population == NULL;
    bool *in_file = arena_take_array(joiner->arena, joiner->rows, sizeof *in_file);
    bool *in_population = arena_take_array(joiner->arena, joiner->rows, sizeof *in_population);
    for (size_t row = 0; row < joiner->rows; row++)
    {
        in_file[row] = row < input->records;
        in_population[row] = alone || row >= input->records;
    }
    input->labels = joiner->labels;
    input->table = (KeyTable){.rows = joiner->rows,
                              .columns = ask->key_count + (ask->sensitive != NULL),
                              .codes = joiner->codes,
                              .sizes = joiner->sizes,
                              .in_population = in_population,
                              .in_file = in_file,
                              .missing = joiner->missing};
}

ErrorKind
risk_read(Invocation *call, const RiskAsk *ask, RiskInput *ret_input, Error *err)
{
    Joiner joiner = {.arena = call->arena};
    TRY(read_files(call, ask, &joiner, err));
    TRY(join_all(&joiner, ask, err));
    *ret_input = (RiskInput){.ask = ask, .records = joiner.files[0].rows};
    for (size_t key = 0; key < ask->key_count; key++)
        ret_input->set[key] = key;
    size_t column = ask->key_count + (ask->sensitive != NULL);
    if (ask->weight != NULL)
        TRY(take_weights(call->arena, &joiner.files[0].columns[column++], joiner.rows, ret_input,
                         err));
    if (ask->household != NULL)
        TRY(take_households(&joiner.files[0].columns[column], ret_input, err));
    fill_table(&joiner, ask, ret_input);
    return ERROR_NONE;
}
