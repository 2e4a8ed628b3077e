#include "release/fill.h"

static const char *const panel_names[] = {"sampled dates", "sampled dates", "cohort dates",
                                          "all dates"};
static const char *const event_names[] = {"delivery", "receipt", "last delivery"};

static void
fill_years(Arena *arena, Manifest *manifest, const Extract *extract)
{
    for (size_t at = 0; at < extract->years.count; at++)
    {
        const ExtractYear *from = &extract->years.items[at];
        ManifestYear *year = LIST_ADD(arena, &manifest->years);
        *year = (ManifestYear){.year = from->year,
                               .reference_date = from->reference_date,
                               .cohort = from->cohort,
                               .sample = from->sample,
                               .rows = from->rows,
                               .left_out = from->invalid};
        for (size_t one = 0; one < from->strata.count; one++)
            *LIST_ADD(arena, &year->strata) =
                (ManifestStratum){.classes = from->strata.items[one].classes,
                                  .cohort = from->strata.items[one].cohort,
                                  .sample = from->strata.items[one].sample};
    }
}

static void
fill_variables(Arena *arena, Manifest *manifest, const PackageInput *input)
{
    for (size_t at = 0; at < input->deliberation->variables.count; at++)
    {
        const AllowedVariable *allowed = &input->deliberation->variables.items[at];
        const Classification *list =
            catalogue_classification(input->catalogue, allowed->classification);
        *LIST_ADD(arena, &manifest->variables) =
            (ManifestVariable){.name = allowed->name,
                               .classification = allowed->classification,
                               .classification_digest = list->digest};
    }
}

static void
fill_risk(Arena *arena, Manifest *manifest, const Risk *risk)
{
    for (size_t at = 0; at < risk->k_count; at++)
        *LIST_ADD(arena, &manifest->risk_k) = risk->k[at];
    for (size_t at = 0; at < risk->sets.count; at++)
    {
        const RiskSet *from = &risk->sets.items[at];
        ManifestRisk *set = LIST_ADD(arena, &manifest->risks);
        *set = (ManifestRisk){.year = from->year,
                              .variables = from->variables,
                              .unique_in_sample = from->unique_in_sample,
                              .unique_in_population = from->unique_in_population};
        for (size_t k = 0; k < risk->k_count; k++)
            *LIST_ADD(arena, &set->below) = from->below[k];
    }
}

static void
fill_warnings(Arena *arena, Manifest *manifest, const Extract *extract)
{
    for (size_t at = 0; at < extract->warnings.count; at++)
        *LIST_ADD(arena, &manifest->warnings) =
            (ManifestWarning){.name = extract->warnings.items[at].name,
                              .year = extract->warnings.items[at].year,
                              .rows = extract->warnings.items[at].count};
}

static bool
rule_covers(const RetentionRule *rule, int year)
{
    return rule->all_years || years_contain(&rule->years, year);
}

static void
fill_retention(Arena *arena, Manifest *manifest, const Deliberation *deliberation, int year)
{
    static const RetentionEvents none = {0}; /* no clock: only the fixed dates are known */
    ManifestRetention *one = LIST_ADD(arena, &manifest->retention);
    one->year = year;
    one->dated = deliberation_destroy_by(deliberation, year, &none, &one->destroy_by);
    for (size_t at = 0; at < deliberation->retention.count; at++)
    {
        const RetentionRule *rule = &deliberation->retention.items[at];
        if (rule->relative && rule_covers(rule, year))
            *LIST_ADD(arena, &one->after) =
                (ManifestAfter){.years = rule->after_years, .event = event_names[rule->event]};
    }
    Cites cites = deliberation_retention_cites(arena, deliberation, year);
    for (size_t at = 0; at < cites.count; at++)
        *LIST_ADD(arena, &one->cites) = cites.items[at];
}

static void
fill_deliberation(Manifest *manifest, const PackageInput *input)
{
    const Deliberation *deliberation = input->deliberation;
    const Communication *communication = input->communication;
    manifest->deliberation = deliberation->id;
    manifest->deliberation_digest = deliberation->digest;
    manifest->catalogue = input->catalogue->id;
    manifest->catalogue_digest = input->catalogue->digest;
    manifest->communication = communication->name;
    manifest->setting = communication->setting == SETTING_DELIVERED ? "delivered" : "on site";
    manifest->provider = deliberation->provider;
    manifest->recipient_id = deliberation->recipient_id;
    manifest->recipient_name = deliberation->recipient_name;
    manifest->recipient_unit =
        deliberation->recipient_unit != NULL ? deliberation->recipient_unit : "";
    manifest->cohort = deliberation->cohort;
    manifest->sampled = communication->sample.present;
    manifest->percent_millionths =
        communication->sample.present ? communication->sample.percent_millionths : 100000000;
    manifest->panel = panel_names[communication->panel];
}

Manifest *
manifest_fill(Arena *arena, const PackageInput *input)
{
    Manifest *manifest = arena_take(arena, sizeof *manifest);
    manifest->software = "beraad " BERAAD_VERSION;
    manifest->key_version = input->key_version;
    fill_deliberation(manifest, input);
    fill_years(arena, manifest, input->extract);
    fill_variables(arena, manifest, input);
    fill_risk(arena, manifest, &input->extract->risk);
    fill_warnings(arena, manifest, input->extract);
    for (size_t at = 0; at < input->extract->years.count; at++)
        fill_retention(arena, manifest, input->deliberation, input->extract->years.items[at].year);
    return manifest;
}
