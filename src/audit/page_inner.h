/* What the files of the audit's page share (page.c, page_paragraph.c). */
#ifndef BERAAD_AUDIT_PAGE_INNER_H
#define BERAAD_AUDIT_PAGE_INNER_H

#include "audit/audit.h"
#include "audit/phrase.h"

typedef struct Page
{
    Arena *arena;
    const Audit *audit;
    Text *text;
} Page;

/* A phrase in three languages; as an element; as a heading inside a paragraph. */
void page_say(const Page *page, AuditPhrase which);
void page_element(const Page *page, const char *tag, AuditPhrase which);
void page_subhead(const Page *page, AuditPhrase which);

/* The head of a table of entries, with a column for rules or without; a row of it, with the rules
 * by which it is evidence for the paragraph (0: for none). */
void page_open_entries(const Page *page, bool with_rules);
void page_add_entry(const Page *page, const Evidence *evidence, int paragraph);

/* One paragraph: words, treatment, rules, readings, evidence. */
void page_add_paragraph(const Page *page, const AuditParagraph *paragraph);

#endif
