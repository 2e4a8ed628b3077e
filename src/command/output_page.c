#include "command/output_page.h"

#include "command/output_file.h"
#include "command/output_findings.h"
#include "command/output_past.h"
#include "command/output_report.h"
#include "core/text.h"

/* At which level it was judged. */
static void
add_level(const OutputPage *page, Text *text, json_t *item)
{
    const RoundContent *round = page->round;
    const char *level = level_name(round->households);
    json_put_text(item, "level", level);
    text_add(text, "\n");
    text_wrap(
        text,
        arena_print(text->arena, "judged at the level of %s%s", level,
                    round->households ? "" : ": who lives together was not kept with the data set"),
        page->display->row, 0, 4);
}

ErrorKind
output_page_show(Session *session, const OutputPage *page, Error *err)
{
    Invocation *call = session->call;
    Arena *arena = call->arena;
    const OutputRequest *request = page->asked->request;
    const Cites *cites = &page->asked->deliberation->outputs.cites;
    Text text = text_new(arena);
    json_t *item = NULL;
    TRY(report_state(call, session->custody, request, &text, &item, err));
    TRY(output_files_add(arena, page, &text, item, err));
    json_put(item, "findings", findings_json(&page->round->findings, cites));
    if (request->round > 0)
    {
        const FindingsStyle style = {.cites = cites, .all = page->all, .display = page->display};
        add_level(page, &text, item);
        output_findings_add(&page->round->findings, &style, &text);
    }
    TRY(output_rounds_add(session, page, &text, item, err));
    TRY(output_related_add(session, page, &text, item, err));
    if (call->json)
        return result_print_json(call, json_incref(item), err);
    return result_print(text.bytes, err);
}
