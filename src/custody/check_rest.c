/*
 * For each type of entry one row: the rows of the state that rest on an entry must repeat its
 * fields, and there must be as many of them as there are entries of the type.
 */
#include "custody/check_inner.h"

static const Rest rests[ENTRY_TYPE_COUNT] = {
    [ENTRY_CUSTODY_CREATED] = {"SELECT count(*) FROM custody WHERE entry = ? AND 'custody' = ?"
                               " AND public_key = ?",
                               {"public_key"},
                               "SELECT count(*) FROM custody"},
    [ENTRY_ACTOR_ADDED] = {"SELECT count(*) FROM actor AS a JOIN actor_key AS k"
                           " ON k.entry = a.entry AND k.actor = a.name WHERE a.entry = ?"
                           " AND 'custody' = ? AND name = ? AND roles = ? AND public_key = ?",
                           {"actor", "roles", "public_key"},
                           "SELECT count(*) FROM actor"},
    [ENTRY_ACTOR_KEY_ROTATED] = {"SELECT count(*) FROM actor_key WHERE entry = ?1"
                                 " AND ?2 IN ('custody', actor) AND version > 1 AND actor = ?3"
                                 " AND public_key = ?4 AND EXISTS("
                                 "SELECT 1 FROM actor_key AS old WHERE old.actor = ?3"
                                 " AND old.version = actor_key.version - 1"
                                 " AND old.ended_entry <= ?1)",
                                 {"actor", "public_key"},
                                 "SELECT count(*) FROM actor_key WHERE version > 1"},
    [ENTRY_ACTOR_KEY_REVOKED] =
        {"SELECT count(*) FROM actor_key WHERE ended_entry = ? AND ? IN ('custody', actor)"
         " AND actor = ?",
         {"actor"},
         "SELECT count(*) FROM actor_key AS k WHERE ended_entry IS NOT NULL AND NOT EXISTS("
         "SELECT 1 FROM actor_key AS n WHERE n.entry = k.ended_entry AND n.actor = k.actor)"},
    [ENTRY_RECIPIENT_ADDED] = {"SELECT count(*) FROM recipient WHERE entry = ? AND added_by = ?"
                               " AND id = ? AND age_key = ? AND minisign_key IS ?",
                               {"recipient", "age_key", "minisign_key"},
                               "SELECT count(*) FROM recipient"},
    [ENTRY_RECIPIENT_KEY_GIVEN] =
        {"SELECT count(*) FROM recipient_key WHERE entry = ? AND given_by = ? AND recipient = ?"
         " AND age_key IS ? AND minisign_key IS ?",
         {"recipient", "age_key", "minisign_key"},
         "SELECT count(*) FROM recipient_key"},
    [ENTRY_PROPOSED] = {"SELECT count(*) FROM proposal WHERE entry = ? AND proposed_by = ?"
                        " AND number = ? AND act = ? AND deliberation IS ? AND digest = ?"
                        " AND catalogue_digest IS ? AND text_digest IS ?",
                        {"proposal", "act", "deliberation", "digest", "catalogue_digest",
                         "text_digest"},
                        "SELECT count(*) FROM proposal"},
    [ENTRY_PROPOSAL_WITHDRAWN] = {"SELECT count(*) FROM proposal WHERE settled_entry = ?"
                                  " AND settled_by = ? AND number = ? AND state = 'withdrawn'",
                                  {"proposal"},
                                  "SELECT count(*) FROM proposal WHERE state = 'withdrawn'"},
    [ENTRY_SUBJECT_ANSWERED] =
        {"SELECT count(*) FROM subject_answer AS a JOIN proposal AS p ON p.number = a.proposal"
         " WHERE a.entry = ? AND a.answered_by = ? AND a.proposal = ? AND p.digest = ?"
         " AND a.deliveries = ?",
         {"proposal", "digest", "deliveries"},
         "SELECT count(*) FROM subject_answer"},
    [ENTRY_DELIBERATION_REGISTERED] =
        {"SELECT count(*) FROM deliberation WHERE entry = ? AND registered_by = ? AND id = ?"
         " AND digest = ? AND decided = ? AND amends IS ? AND catalogue = ? AND catalogue_digest = "
         "? AND text_digest IS ? AND continues IS ? AND proposal = ?",
         {"deliberation", "digest", "decided", "amends", "catalogue", "catalogue_digest",
          "text_digest", "continues", "proposal"},
         "SELECT count(*) FROM deliberation"},
    [ENTRY_DELIBERATION_SUSPENDED] =
        {"SELECT count(*) FROM deliberation_change WHERE entry = ? AND changed_by = ?"
         " AND deliberation = ? AND digest = ? AND state = 'suspended'",
         {"deliberation", "digest"},
         "SELECT count(*) FROM deliberation_change WHERE state = 'suspended'"},
    [ENTRY_DELIBERATION_RESUMED] =
        {"SELECT count(*) FROM deliberation_change WHERE entry = ? AND changed_by = ?"
         " AND deliberation = ? AND digest = ? AND proposal = ? AND state = 'in force'",
         {"deliberation", "digest", "proposal"},
         "SELECT count(*) FROM deliberation_change WHERE state = 'in force'"},
    [ENTRY_DELIBERATION_ENDED] =
        {"SELECT count(*) FROM deliberation_change WHERE entry = ? AND changed_by = ?"
         " AND deliberation = ? AND digest = ? AND proposal = ? AND state = 'ended'",
         {"deliberation", "digest", "proposal"},
         "SELECT count(*) FROM deliberation_change WHERE state = 'ended'"},
    [ENTRY_UNDERTAKING_SIGNED] =
        {"SELECT count(*) FROM undertaking WHERE entry = ? AND actor = ? AND deliberation = ?"
         " AND deliberation_digest = ? AND text = ?",
         {"deliberation", "deliberation_digest", "text"},
         "SELECT count(*) FROM undertaking"},
    [ENTRY_KEY_CREATED] = {"SELECT count(*) FROM project_key WHERE entry = ? AND ? IS NOT NULL"
                           " AND deliberation = ? AND communication = ? AND version = ?",
                           {"deliberation", "communication", "version"},
                           "SELECT count(*) FROM project_key"},
    [ENTRY_KEY_DESTROYED] = {"SELECT count(*) FROM project_key AS k JOIN epoch AS e"
                             " ON e.entry = k.destroyed WHERE k.destroyed = ? AND ? IS NOT NULL"
                             " AND k.deliberation = ? AND k.communication = ? AND k.version = ?"
                             " AND e.number = ?",
                             {"deliberation", "communication", "version", "epoch"},
                             "SELECT count(*) FROM project_key WHERE destroyed IS NOT NULL"},
    [ENTRY_BACKUP_MADE] = {"SELECT count(*) FROM backup WHERE entry = ? AND ? IS NOT NULL"
                           " AND epoch = ?",
                           {"epoch"},
                           "SELECT count(*) FROM backup"},
    [ENTRY_ROOT_SPLIT] = {"SELECT count(*) FROM root_split WHERE entry = ? AND ? IS NOT NULL"
                          " AND set_name = ? AND needed = ? AND commitments = ? AND sealed = ?",
                          {"set", "needed", "shares", "sealed"},
                          "SELECT count(*) FROM root_split"},
    [ENTRY_ROOT_WRAPPED] = {"SELECT count(*) FROM root_wrap WHERE entry = ? AND ? IS NOT NULL"
                            " AND kind = ?",
                            {"by"},
                            "SELECT count(*) FROM root_wrap"},
    [ENTRY_MEDIUM_WRITTEN] = {"SELECT count(*) FROM medium WHERE entry = ? AND ? IS NOT NULL"
                              " AND epoch = ?",
                              {"epoch"},
                              "SELECT count(*) FROM medium"},
    [ENTRY_RELEASE_PREPARED] =
        {"SELECT count(*) FROM release WHERE entry = ? AND prepared_by = ? AND number = ?"
         " AND deliberation = ? AND deliberation_digest = ? AND communication = ?"
         " AND recipient = ? AND years = ? AND variables = ? AND manifest = ? AND package = ?"
         " AND package_file = ? AND approvals_needed = ?",
         {"release", "deliberation", "deliberation_digest", "communication", "recipient", "years",
          "variables", "manifest", "package", "package_file", "approvals_needed"},
         "SELECT count(*) FROM release"},
    [ENTRY_RELEASE_APPROVED] = {"SELECT count(*) FROM approval AS a JOIN release AS r"
                                " ON r.number = a.release WHERE a.entry = ? AND a.actor = ?"
                                " AND a.release = ? AND r.manifest = ? AND r.package = ?",
                                {"release", "manifest", "package"},
                                "SELECT count(*) FROM approval"},
    [ENTRY_RELEASE_DELIVERED] =
        {"SELECT count(*) FROM release WHERE delivered_entry = ?"
         " AND ? IS NOT NULL AND number = ? AND manifest = ? AND package = ?",
         {"release", "manifest", "package"},
         "SELECT count(*) FROM release WHERE state = 'delivered'"},
    [ENTRY_RELEASE_WITHDRAWN] = {"SELECT count(*) FROM release WHERE withdrawn_entry = ?"
                                 " AND ? IS NOT NULL AND number = ?",
                                 {"release"},
                                 "SELECT count(*) FROM release WHERE state = 'withdrawn'"
                                 " AND withdrawn_entry NOT IN (SELECT entry FROM destruction)"},
    [ENTRY_SERIES_CLOSED] = {"SELECT count(*) FROM series WHERE entry = ? AND closed_by = ?"
                             " AND deliberation = ? AND communication = ? AND proposal = ?",
                             {"deliberation", "communication", "proposal"},
                             "SELECT count(*) FROM series"},
    /* Of the entry before it: what it lists is compared like that (check_listed.c). */
    [ENTRY_OBLIGATIONS_CONTINUED] = {"SELECT count(*) FROM entry WHERE number < ?1"
                                     " AND ?2 IS NOT NULL AND number = ?3",
                                     {"entry"},
                                     NULL},
    [ENTRY_DESTRUCTION_DECIDED] =
        {"SELECT count(*) FROM destruction AS d WHERE entry = ? AND decided_by = ? AND number = ?"
         " AND proposal = ? AND deliberation = ? AND plan_digest = ?"
         " AND (SELECT json_group_array(a.artefact) FROM (SELECT artefact FROM"
         "  destruction_artefact WHERE destruction = d.number ORDER BY artefact) AS a)"
         " = json_extract(plan, '$.artefacts')"
         " AND (SELECT json_group_array(k.name) FROM (SELECT name FROM destruction_key"
         "  WHERE destruction = d.number ORDER BY name) AS k) = json_extract(plan, '$.keys')"
         " AND json_array_length(plan, '$.artefacts') = ?"
         " AND json_array_length(plan, '$.keys') = ?",
         {"destruction", "proposal", "deliberation", "plan", "artefacts", "keys"},
         "SELECT count(*) FROM destruction"},
    [ENTRY_DESTRUCTION_COMPLETED] =
        {"SELECT count(*) FROM destruction WHERE completed_entry = ? AND ? IS NOT NULL"
         " AND number = ? AND deliberation = ? AND certificate_digest = ?",
         {"destruction", "deliberation", "certificate"},
         "SELECT count(*) FROM destruction WHERE completed IS NOT NULL"},
    [ENTRY_DATASET_PREPARED] =
        {"SELECT count(*) FROM dataset WHERE entry = ? AND prepared_by = ? AND deliberation = ?"
         " AND deliberation_digest = ? AND communication = ? AND year = ? AND rows = ?"
         " AND manifest = ? AND folder = ? AND index_digest = ? AND size = ?",
         {"deliberation", "deliberation_digest", "communication", "year", "rows", "manifest",
          "folder", "index", "size"},
         "SELECT count(*) FROM dataset"},
    [ENTRY_IMPORTED] =
        {"SELECT count(*) FROM import WHERE entry = ? AND imported_by = ? AND number = ?"
         " AND deliberation = ? AND communication = ? AND files = ? AND index_digest = ?"
         " AND size = ?",
         {"import", "deliberation", "communication", "files", "index", "size"},
         "SELECT count(*) FROM import"},
    [ENTRY_JOB_STARTED] =
        {"SELECT count(*) FROM job WHERE entry = ? AND actor = ? AND number = ? AND kind = ?"
         " AND deliberation = ? AND communication = ? AND years = ?",
         {"job", "kind", "deliberation", "communication", "years"},
         "SELECT count(*) FROM job"},
    [ENTRY_JOB_ENDED] =
        {"SELECT count(*) FROM job WHERE ended_entry = ? AND ? IS NOT NULL AND number = ?"
         " AND outcome = ? AND exit_status = ? AND seconds = ? AND index_digest IS ?"
         " AND files = ? AND size = ?",
         {"job", "outcome", "exit_status", "seconds", "index", "files", "size"},
         "SELECT count(*) FROM job WHERE ended_entry IS NOT NULL"},
    [ENTRY_ATTESTATION_RECEIVED] =
        {"SELECT count(DISTINCT a.entry) FROM attested AS a WHERE entry = ? AND ? IS NOT NULL"
         " AND recipient = ? AND event = ? AND on_date = ? AND statement = ?"
         " AND (SELECT json_group_array(b.artefact) FROM (SELECT artefact FROM attested"
         "  WHERE entry = a.entry ORDER BY rowid) AS b) = ?"
         " AND (SELECT t.deliberation = ? AND t.communication = ? FROM artefact AS t"
         "  WHERE t.number = a.artefact)",
         {"recipient", "event", "on_date", "statement", "artefacts", "deliberation",
          "communication"},
         "SELECT count(DISTINCT entry) FROM attested"},
    [ENTRY_OUTPUT_REQUESTED] =
        {"SELECT count(*) FROM output WHERE entry = ? AND author = ? AND number = ?"
         " AND deliberation = ? AND deliberation_digest = ? AND communication = ? AND years = ?"
         " AND job = ? AND files = ? AND checkers_needed = ?",
         {"output", "deliberation", "deliberation_digest", "communication", "years", "job", "files",
          "checkers"},
         "SELECT count(*) FROM output"},
    [ENTRY_OUTPUT_CHECKED] =
        {"SELECT count(*) FROM output_round WHERE entry = ? AND ? IS NOT NULL AND output = ?"
         " AND round = ? AND method = ? AND canonical = ? AND findings = ? AND fails = ?",
         {"output", "round", "method", "canonical", "findings", "fails"},
         "SELECT count(*) FROM output_round WHERE round > 0"},
    [ENTRY_OUTPUT_VOTED] =
        {"SELECT count(*) FROM output_vote AS v JOIN output_round AS r ON r.output = v.output"
         " AND r.round = v.round WHERE v.entry = ? AND v.actor = ? AND v.output = ? AND v.round = ?"
         " AND r.canonical = ? AND r.findings = ? AND v.commitment = ?",
         {"output", "round", "canonical", "findings", "commitment"},
         "SELECT count(*) FROM output_vote"},
    [ENTRY_OUTPUT_DECIDED] =
        {"SELECT count(*) FROM output_decision WHERE entry = ? AND ? IS NOT NULL AND output = ?"
         " AND round = ? AND decision = ? AND votes = ?",
         {"output", "round", "decision", "votes"},
         "SELECT count(*) FROM output_decision"},
    [ENTRY_OUTPUT_RELEASED] =
        {"SELECT count(*) FROM output WHERE last_entry = ? AND ? IS NOT NULL AND number = ?"
         " AND round = ? AND folder = ? AND state = 'released'",
         {"output", "round", "folder"},
         "SELECT count(*) FROM output WHERE state = 'released'"},
    [ENTRY_OUTPUT_WITHDRAWN] =
        {"SELECT count(*) FROM output WHERE last_entry = ? AND ? IS NOT NULL AND number = ?"
         " AND state = 'withdrawn'",
         {"output"},
         "SELECT count(*) FROM output WHERE state = 'withdrawn'"},
};

const Rest *
state_rest(EntryType type)
{
    return &rests[type];
}
