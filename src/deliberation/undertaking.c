#include "deliberation/undertaking.h"

#include "deliberation/explanation.h"

void
undertaking_text(Arena *arena, const Deliberation *deliberation, const char *actor,
                 Language language, size_t width, Text *ret_text)
{
    Explanation explanation = {
        .sentences = {.arena = arena, .language = language, .width = width, .text = ret_text},
        .deliberation = deliberation};
    Sentences *sentences = &explanation.sentences;
    const char *date = sentence_date(sentences, deliberation->decided);
    const char *purpose = explanation_word(&explanation, &deliberation->purpose);
    sentence_wrap(sentences, "", "",
                  sentence_fill(sentences, WORDS_TITLE, (Slots){{deliberation->id, date}}));
    sentence_wrap(sentences, "", "", digest_print(arena, &deliberation->digest));
    sentence_head(sentences, sentence_fill(sentences, WORDS_UNDERTAKING_LEAD, (Slots){{actor}}));
    explanation_say(&explanation, WORDS_UNDERTAKING_IDENTIFY, (Slots){{0}},
                    &deliberation->reidentification_cites);
    explanation_say(&explanation, WORDS_UNDERTAKING_PURPOSE, (Slots){{purpose}},
                    &deliberation->purpose_cites);
    if (deliberation->enclave.present)
        explanation_say(&explanation, WORDS_UNDERTAKING_EGRESS, (Slots){{0}},
                        &deliberation->enclave.cites);
}

Digest
undertaking_digest(Arena *arena, const Deliberation *deliberation, const char *actor)
{
    Text text = text_new(arena);
    for (Language language = 0; language < LANGUAGE_COUNT; language++)
        undertaking_text(arena, deliberation, actor, language, UNDERTAKING_WIDTH, &text);
    return digest_of(text.bytes, text.size);
}
