/* The deliberation, its file and the ledger brought together. */
#include "audit/audit.h"
#include "core/file.h"
#include "custody/record.h"

#include <inttypes.h>

#define SECONDS_A_DAY 86400
#define ENTRIES_AT_ONCE 1000

/* How many entries the newest signed checkpoint covers. */
static ErrorKind
read_signed_size(Custody *custody, int64_t *ret_size, Error *err)
{
    SCRATCH Arena *work = arena_new("checkpoint");
    NoteKey key = custody_note_key(custody);
    Checkpoint checkpoint = {0};
    char *note = NULL;
    char *text = NULL;
    size_t size = 0;
    TRY(file_read(work, custody_path(work, custody, "public/checkpoint"), NOTE_BYTES,
                  ERROR_INTEGRITY, &note, &size, err));
    TRY(note_open(work, note, size, &key, &text, err));
    TRY(checkpoint_parse(work, text, &checkpoint, err));
    *ret_size = (int64_t)checkpoint.size;
    return ERROR_NONE;
}

static ErrorKind
read_ledger(Custody *custody, EvidenceReader *reader, Audit *audit, Error *err)
{
    int64_t count = 0;
    TRY(record_count(custody, &count, err));
    for (int64_t first = 0; first < count; first += ENTRIES_AT_ONCE)
    {
        SCRATCH Arena *work = arena_new("entries");
        RecordedEntries entries = {0};
        TRY(record_read(custody, work, first, ENTRIES_AT_ONCE, &entries, err));
        for (size_t at = 0; at < entries.count; at++)
        {
            bool taken = false;
            TRY(evidence_read(reader, entries.items[at].bytes, entries.items[at].size, &taken,
                              err));
            if (!taken)
                return ERROR_NONE;
            audit->entries = entries.items[at].number + 1;
        }
    }
    return ERROR_NONE;
}

/* What is told, once more. */
static ErrorKind
read_told(Custody *custody, Arena *arena, EvidenceReader *reader, Error *err)
{
    EvidenceNumbers told = evidence_told(reader, arena);
    for (size_t at = 0; at < told.count; at++)
    {
        SCRATCH Arena *work = arena_new("entries");
        RecordedEntries entries = {0};
        TRY(record_read(custody, work, told.items[at], 1, &entries, err));
        if (entries.count != 1 || entries.items[0].number != told.items[at])
            return error_set(err, ERROR_INTEGRITY, "the state lacks entry %" PRId64,
                             told.items[at]);
        TRY(evidence_tell(reader, entries.items[0].bytes, entries.items[0].size, err));
    }
    return ERROR_NONE;
}

static void
add_evidence(Arena *arena, const EvidenceReader *reader, AuditParagraph *paragraph, size_t place)
{
    const EvidenceList *all = evidence_found(reader);
    for (size_t at = 0; at < all->count; at++)
        if (evidence_is_told(reader, &all->items[at], place))
            *LIST_ADD(arena, &paragraph->evidence) = &all->items[at];
    for (EntryType type = 0; type < ENTRY_TYPE_COUNT; type++)
    {
        paragraph->older[type] = evidence_older(reader, place, type);
        paragraph->older_total += paragraph->older[type];
    }
}

static void
add_references(Arena *arena, const Audit *audit, AuditParagraph *paragraph)
{
    int number = paragraph->paragraph->number;
    const Deliberation *deliberation = audit->deliberation;
    for (size_t at = 0; at < audit->rules.count; at++)
        if (cites_contain(&audit->rules.items[at].cites, number))
            *LIST_ADD(arena, &paragraph->rules) = &audit->rules.items[at];
    for (size_t at = 0; at < deliberation->interpretations.count; at++)
        if (cites_contain(&deliberation->interpretations.items[at].cites, number))
            *LIST_ADD(arena, &paragraph->readings) = &deliberation->interpretations.items[at];
}

/* The newest AUDIT_SHOWN of each type. */
static void
choose_shown(Arena *arena, AuditParagraph *paragraph)
{
    size_t newer[ENTRY_TYPE_COUNT] = {0};
    for (size_t at = 0; at < paragraph->evidence.count; at++)
        *LIST_ADD(arena, &paragraph->shown) = false;
    for (size_t at = paragraph->evidence.count; at-- > 0;)
        paragraph->shown.items[at] = newer[paragraph->evidence.items[at]->type]++ < AUDIT_SHOWN;
}

static void
add_paragraph(Arena *arena, const EvidenceReader *reader, Audit *audit,
              const OfficialParagraphs *official)
{
    const Deliberation *deliberation = audit->deliberation;
    const size_t place = audit->paragraphs.count;
    const Paragraph *paragraph = &deliberation->paragraphs.items[place];
    AuditParagraph *added = LIST_ADD(arena, &audit->paragraphs);
    *added =
        (AuditParagraph){.paragraph = paragraph,
                         .official = official_paragraph(official, paragraph->number),
                         .treatments = coverage_of(&audit->rules, deliberation, paragraph->number)};
    added->is_gap = added->treatments == 0;
    add_references(arena, audit, added);
    add_evidence(arena, reader, added, place);
    choose_shown(arena, added);
    if (added->evidence.count > 0)
        added->treatments |= TREATED_EVIDENCED;
    audit->gaps += added->is_gap ? 1 : 0;
    for (size_t at = 0; at < TREATMENTS; at++)
        audit->treated[at] += added->treatments >> at & 1;
}

static void
add_paragraphs(Arena *arena, const EvidenceReader *reader, Audit *audit)
{
    const Deliberation *deliberation = audit->deliberation;
    OfficialParagraphs official = {0};
    if (audit->registration->text != NULL)
        official = official_split(arena, audit->registration->text, audit->registration->text_size,
                                  deliberation->paragraphs.count);
    for (size_t at = 0; at < deliberation->paragraphs.count; at++)
        add_paragraph(arena, reader, audit, &official);
    for (size_t at = 0; at < audit->evidence->count; at++)
        if (audit->evidence->items[at].of_course)
            *LIST_ADD(arena, &audit->course) = &audit->evidence->items[at];
}

ErrorKind
audit_make(Custody *custody, Arena *arena, const AuditInput *input, Audit *ret_audit, Error *err)
{
    *ret_audit = (Audit){.custody = custody_name(custody),
                         .on = input->on,
                         .registration = input->registration,
                         .deliberation = input->deliberation,
                         .rules = coverage_rules(arena, input->deliberation, input->catalogue)};
    EvidenceReader *reader = evidence_reader_new(arena, input->deliberation, &ret_audit->rules,
                                                 ((int64_t)input->on.days + 1) * SECONDS_A_DAY);
    TRY(read_signed_size(custody, &ret_audit->signed_size, err));
    TRY(read_ledger(custody, reader, ret_audit, err));
    TRY(read_told(custody, arena, reader, err));
    ret_audit->evidence = evidence_found(reader);
    add_paragraphs(arena, reader, ret_audit);
    return ERROR_NONE;
}

char *
audit_proof_name(Arena *arena, int64_t number)
{
    return arena_print(arena, "entry-%" PRId64 ".tlog-proof", number);
}

char *
audit_entry_name(Arena *arena, int64_t number)
{
    return arena_print(arena, "entry-%" PRId64 ".json", number);
}
