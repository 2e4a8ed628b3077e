#include "catalogue/classification.h"

#include "catalogue/decimal.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

/* What a class claims for itself on the days on which it is valid. */
typedef enum ClaimKind
{
    CLAIM_NAME, /* its own code */
    CLAIM_NULL,
    CLAIM_REST,
    CLAIM_VALUE /* one source code */
} ClaimKind;

typedef struct Claim
{
    ClaimKind kind;
    const char *value;
    const Class *by;
    Place place;
} Claim;

/* An interval in half steps: a bound that is left out lies half a step inside, so that twice the
 * value, plus or minus one, keeps all comparisons in whole numbers. */
typedef struct Span
{
    int64_t low;
    int64_t high;
    const Class *of;
    Place place;
} Span;

typedef struct Claims LIST_OF(Claim) Claims;
typedef struct Spans LIST_OF(Span) Spans;

static const char *const claim_words[] = {
    [CLAIM_NAME] = "they have the same code",
    [CLAIM_NULL] = "both take missing values",
    [CLAIM_REST] = "both take every other value",
    [CLAIM_VALUE] = "they have a source code in common",
};

static bool
valid_together(const Class *one, const Class *other)
{
    return date_compare(one->valid_from, other->valid_to) <= 0 &&
           date_compare(other->valid_from, one->valid_to) <= 0;
}

static int64_t
bound_of(const char *text, int64_t absent, int64_t inside)
{
    Nano value = 0;
    if (text == NULL || !decimal_parse(text, strlen(text), &value))
        return absent;
    return 2 * value + inside;
}

static void
add_claim(Arena *arena, Claims *claims, Claim claim)
{
    *LIST_ADD(arena, claims) = claim;
}

static void
gather(Arena *arena, const Class *class_, Place place, Claims *claims)
{
    add_claim(arena, claims, (Claim){CLAIM_NAME, class_->code, class_, place});
    if (class_->takes_null)
        add_claim(arena, claims, (Claim){CLAIM_NULL, "", class_, place});
    if (class_->cover == COVER_REST)
        add_claim(arena, claims, (Claim){CLAIM_REST, "", class_, place});
    for (size_t at = 0; at < class_->codes.count; at++)
        add_claim(arena, claims, (Claim){CLAIM_VALUE, class_->codes.items[at], class_, place});
}

static int
claim_order(const void *one, const void *other)
{
    const Claim *left = one;
    const Claim *right = other;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    int order = strcmp(left->value, right->value);
    if (order == 0)
        order = date_compare(left->by->valid_from, right->by->valid_from);
    return order != 0
               ? order
               : (left->place.line > right->place.line) - (left->place.line < right->place.line);
}

static void
complain_of_claims(const Claim *earlier, const Claim *later, Complaints *complaints)
{
    if (earlier->by == later->by)
        complain(complaints, later->place, "source code '%.40s' stands twice", later->value);
    else
        complain(complaints, later->place, "classes '%s' and '%s' are valid on the same day: %s",
                 earlier->by->code, later->by->code, claim_words[later->kind]);
}

/* Sorted, claims to the same thing stand together in the order of their first day: it is enough to
 * look back at the one that lasts longest. */
static void
check_claims(Claims *claims, Complaints *complaints)
{
    qsort(claims->items, claims->count, sizeof *claims->items, claim_order);
    const Claim *longest = &claims->items[0];
    for (size_t at = 1; at < claims->count; at++)
    {
        const Claim *claim = &claims->items[at];
        bool same = claim->kind == longest->kind && text_equal(claim->value, longest->value);
        if (same && valid_together(longest->by, claim->by))
            complain_of_claims(longest, claim, complaints);
        if (!same || date_compare(claim->by->valid_to, longest->by->valid_to) > 0)
            longest = claim;
    }
}

static void
check_spans(const Spans *spans, Complaints *complaints)
{
    for (size_t at = 0; at < spans->count; at++)
    {
        const Span *later = &spans->items[at];
        for (size_t before = 0; before < at; before++)
        {
            const Span *earlier = &spans->items[before];
            if (earlier->low <= later->high && later->low <= earlier->high &&
                valid_together(earlier->of, later->of))
                complain(complaints, later->place,
                         "classes '%s' and '%s' are valid on the same day: their ranges overlap",
                         earlier->of->code, later->of->code);
        }
    }
}

static void
check_values_in_spans(const Claims *claims, const Spans *spans, Complaints *complaints)
{
    for (size_t at = 0; at < claims->count; at++)
    {
        const Claim *claim = &claims->items[at];
        Nano value = 0;
        if (claim->kind != CLAIM_VALUE ||
            !decimal_parse(claim->value, strlen(claim->value), &value))
            continue;
        for (size_t span = 0; span < spans->count; span++)
        {
            const Span *range = &spans->items[span];
            if (range->low <= 2 * value && 2 * value <= range->high &&
                valid_together(claim->by, range->of))
                complain(complaints, claim->place,
                         "classes '%s' and '%s' are valid on the same day: a source code of one "
                         "lies in the range of the other",
                         claim->by->code, range->of->code);
        }
    }
}

static int
span_order(const void *one, const void *other)
{
    const Span *left = one;
    const Span *right = other;
    return (left->low > right->low) - (left->low < right->low);
}

/* spans are sorted and do not overlap on any one day. */
static void
check_gaps(const Spans *spans, const Claim *rest, Date day, Complaints *complaints)
{
    const Span *before = NULL;
    for (size_t at = 0; at < spans->count; at++)
    {
        const Span *span = &spans->items[at];
        if (!class_valid(span->of, day))
            continue;
        if (before != NULL && span->low > before->high + 1)
            complain(complaints, rest->place,
                     "class '%s' takes every other value, and so what lies between the ranges of "
                     "'%s' and '%s'",
                     rest->by->code, before->of->code, span->of->code);
        before = span;
    }
}

/* Which ranges are valid changes only where one begins or ends. */
static void
check_rests(const Claims *claims, Spans *spans, Complaints *complaints)
{
    if (spans->count > 1)
        qsort(spans->items, spans->count, sizeof *spans->items, span_order);
    for (size_t at = 0; at < claims->count; at++)
    {
        const Claim *rest = &claims->items[at];
        if (rest->kind != CLAIM_REST)
            continue;
        check_gaps(spans, rest, rest->by->valid_from, complaints);
        for (size_t span = 0; span < spans->count; span++)
        {
            Date begins = spans->items[span].of->valid_from;
            Date ends = {spans->items[span].of->valid_to.days + 1};
            if (class_valid(rest->by, begins))
                check_gaps(spans, rest, begins, complaints);
            if (class_valid(rest->by, ends))
                check_gaps(spans, rest, ends, complaints);
        }
    }
}

void
classification_check(const Classification *classification, const Place *places,
                     Complaints *complaints)
{
    SCRATCH Arena *work = arena_new("class list");
    Claims claims = {0};
    Spans spans = {0};
    for (size_t at = 0; at < classification->classes.count; at++)
    {
        const Class *class_ = &classification->classes.items[at];
        gather(work, class_, places[at], &claims);
        if (class_->cover == COVER_RANGE)
            *LIST_ADD(work, &spans) =
                (Span){bound_of(class_->range_low, INT64_MIN, class_->low_included ? 0 : 1),
                       bound_of(class_->range_high, INT64_MAX, class_->high_included ? 0 : -1),
                       class_, places[at]};
    }
    if (spans.count > CLASS_LIST_RANGES)
    {
        complain(complaints, (Place){0, 0}, "expected at most %d ranges, found %zu",
                 CLASS_LIST_RANGES, spans.count);
        return;
    }
    size_t before = complaints->count;
    check_claims(&claims, complaints);
    check_spans(&spans, complaints);
    check_values_in_spans(&claims, &spans, complaints);
    if (complaints->count == before)
        check_rests(&claims, &spans, complaints);
}
