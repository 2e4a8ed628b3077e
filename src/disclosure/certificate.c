#include "disclosure/certificate.h"

#include <inttypes.h>

static void
print_numbers(Text *text, const char *name, const int64_t *numbers, size_t count)
{
    text_print(text, ",\n\"%s\":[", name);
    for (size_t at = 0; at < count; at++)
    {
        bool bound = numbers[at] > -MODEL_LIMIT && numbers[at] < MODEL_LIMIT;
        if (bound)
            text_print(text, "%s%" PRId64, at > 0 ? "," : "", numbers[at]);
        else
            text_print(text, "%snull", at > 0 ? "," : "");
    }
    text_add(text, "]");
}

static void
print_cell(Text *text, const Model *model, size_t number)
{
    static const char *const names[] = {[CELL_PUBLISHED] = "published",
                                        [CELL_PRIMARY] = "primary",
                                        [CELL_SECONDARY] = "secondary",
                                        [CELL_VIRTUAL] = "virtual"};
    const Cell *cell = &model->cell[number];
    text_print(text, "{\"status\":\"%s\",\"value\":%" PRId64 ",\"inner\":[", names[cell->status],
               cell->value);
    bool plain = true;
    for (size_t at = model->start[number]; at < model->start[number + 1]; at++)
    {
        text_print(text, "%s%u", at > model->start[number] ? "," : "", model->row[at]);
        plain &= model->factor[at] == 1;
    }
    text_add(text, "]");
    if (!plain)
    {
        text_add(text, ",\"factor\":[");
        for (size_t at = model->start[number]; at < model->start[number + 1]; at++)
            text_print(text, "%s%d", at > model->start[number] ? "," : "", model->factor[at]);
        text_add(text, "]");
    }
    text_add(text, "}");
}

static void
print_interval(Text *text, const Cell *cell, size_t number, Reach reach)
{
    text_print(text,
               "{\"cell\":%zu,\"upper\":%" PRId64 ",\"lower\":%" PRId64 ",\"width\":%" PRId64
               ",\"least\":%" PRId64 ",\"most\":%" PRId64,
               number, cell->upper, cell->lower, cell->width, cell->value + reach.down,
               cell->value + reach.up);
    if (reach.down_point != PROOFS_TRUTH)
        text_print(text, ",\"least_point\":%u", reach.down_point);
    if (reach.up_point != PROOFS_TRUTH)
        text_print(text, ",\"most_point\":%u", reach.up_point);
    text_add(text, "}");
}

static void
print_point(Text *text, const Point *point)
{
    text_add(text, "[");
    for (size_t at = 0; at < point->count; at++)
        text_print(text, "%s[%u,%" PRId64 "]", at > 0 ? "," : "", point->row[at],
                   point->change[at]);
    text_add(text, "]");
}

Text
certificate_print(Arena *arena, const Model *model, const Proofs *proofs, const Digest *rules)
{
    Text text = text_new(arena);
    text_print(&text, "{\"format\":\"beraad disclosure certificate 1\",\n\"rules\":\"%s\"",
               digest_print(arena, rules));
    print_numbers(&text, "value", model->value, model->inner);
    print_numbers(&text, "least", model->least, model->inner);
    print_numbers(&text, "most", model->most, model->inner);
    text_add(&text, ",\n\"cells\":[");
    for (size_t cell = 0; cell < model->cells; cell++)
    {
        text_add(&text, cell > 0 ? ",\n" : "\n");
        print_cell(&text, model, cell);
    }
    text_add(&text, "],\n\"points\":[");
    for (size_t at = 0; at < proofs->points.count; at++)
    {
        text_add(&text, at > 0 ? ",\n" : "\n");
        print_point(&text, &proofs->points.items[at]);
    }
    text_add(&text, "],\n\"intervals\":[");
    bool first = true;
    for (size_t cell = 0; cell < model->cells; cell++)
        if (cell_is_sensitive(&model->cell[cell]))
        {
            text_add(&text, first ? "\n" : ",\n");
            print_interval(&text, &model->cell[cell], cell, proofs->reach[cell]);
            first = false;
        }
    text_add(&text, "]}\n");
    return text;
}
