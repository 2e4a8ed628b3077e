/* The acts, and who may do them: one table. */
#include "core/text.h"
#include "custody/gate.h"

#define ROLE_READERS ROLE_EVERY

static const ActRule rules[ACT_COUNT] = {
    [ACT_CUSTODY_BACKUP] = {.name = "custody backup", .roles = ROLE_CUSTODIAN, .records = true},
    [ACT_CUSTODY_MEDIUM] = {.name = "custody medium", .roles = ROLE_CUSTODIAN, .records = true},
    [ACT_CUSTODY_SPLIT] = {.name = "custody split", .roles = ROLE_CUSTODIAN, .records = true},
    /* The shares open the custody, not its passphrase. */
    [ACT_CUSTODY_JOIN] = {.name = "custody join", .roles = ROLE_CUSTODIAN},
    [ACT_CUSTODY_WRAP] = {.name = "custody wrap", .roles = ROLE_CUSTODIAN, .records = true},
    [ACT_ACTOR_ADD] = {.name = "actor add", .roles = ROLE_CUSTODIAN, .records = true},
    [ACT_ACTOR_ROTATE] = {.name = "actor rotate",
                          .roles = ROLE_EVERY,
                          .records = true,
                          .on_key = true},
    [ACT_ACTOR_REVOKE] = {.name = "actor revoke",
                          .roles = ROLE_EVERY,
                          .records = true,
                          .on_key = true},
    [ACT_RECIPIENT_ADD] = {.name = "recipient add",
                           .roles = ROLE_OPERATOR | ROLE_CUSTODIAN,
                           .records = true},
    [ACT_DELIBERATION_REGISTER] = {.name = "deliberation register",
                                   .roles = ROLE_OPERATOR,
                                   .records = true,
                                   .states = DELIBERATION_UNKNOWN,
                                   .proposes = MATTER_DELIBERATION},
    [ACT_DELIBERATION_APPROVE] = {.name = "deliberation approve",
                                  .roles = ROLE_APPROVER,
                                  .records = true,
                                  .states = DELIBERATION_UNKNOWN | DELIBERATION_OPEN,
                                  .confirms = MATTER_DELIBERATION},
    [ACT_DELIBERATION_WITHDRAW] = {.name = "deliberation withdraw",
                                   .roles = ROLE_OPERATOR | ROLE_APPROVER,
                                   .records = true,
                                   .states = DELIBERATION_EVERY,
                                   .withdraws = MATTER_DELIBERATION},
    [ACT_DELIBERATION_SUSPEND] = {.name = "deliberation suspend",
                                  .roles = ROLE_OPERATOR | ROLE_APPROVER,
                                  .records = true,
                                  .states = DELIBERATION_IN_FORCE},
    [ACT_DELIBERATION_RESUME] = {.name = "deliberation resume",
                                 .roles = ROLE_OPERATOR | ROLE_APPROVER,
                                 .records = true,
                                 .states = DELIBERATION_SUSPENDED,
                                 .proposes = MATTER_DELIBERATION},
    [ACT_DELIBERATION_END] = {.name = "deliberation end",
                              .roles = ROLE_OPERATOR | ROLE_APPROVER,
                              .records = true,
                              .states = DELIBERATION_OPEN,
                              .proposes = MATTER_DELIBERATION},
    [ACT_UNDERTAKING_SIGN] = {.name = "undertaking sign",
                              .roles = ROLE_RESEARCHER,
                              .records = true,
                              .states = DELIBERATION_IN_FORCE,
                              .on_deliberation = true},
    [ACT_RELEASE_PLAN] = {.name = "release plan",
                          .roles = ROLE_OPERATOR | ROLE_APPROVER,
                          .records = true,
                          .states = DELIBERATION_IN_FORCE,
                          .on_deliberation = true,
                          .on_years = true},
    [ACT_RELEASE_RUN] = {.name = "release run",
                         .roles = ROLE_OPERATOR,
                         .records = true,
                         .states = DELIBERATION_IN_FORCE,
                         .on_deliberation = true,
                         .on_years = true},
    [ACT_RELEASE_APPROVE] = {.name = "release approve",
                             .roles = ROLE_APPROVER,
                             .records = true,
                             .states = DELIBERATION_IN_FORCE,
                             .on_deliberation = true,
                             .on_years = true,
                             .on_release = true},
    [ACT_RELEASE_DELIVER] = {.name = "release deliver",
                             .roles = ROLE_OPERATOR | ROLE_APPROVER,
                             .records = true,
                             .states = DELIBERATION_IN_FORCE,
                             .on_deliberation = true,
                             .on_years = true,
                             .on_release = true},
    [ACT_RELEASE_WITHDRAW] = {.name = "release withdraw",
                              .roles = ROLE_OPERATOR | ROLE_APPROVER,
                              .records = true,
                              .on_release = true},
    [ACT_RELEASE_LIST] = {.name = "release list", .roles = ROLE_READERS},
    [ACT_ENCLAVE_PREPARE] = {.name = "enclave prepare",
                             .roles = ROLE_OPERATOR,
                             .records = true,
                             .states = DELIBERATION_IN_FORCE,
                             .on_deliberation = true,
                             .on_years = true},
    [ACT_ENCLAVE_IMPORT] = {.name = "enclave import",
                            .roles = ROLE_RESEARCHER,
                            .records = true,
                            .states = DELIBERATION_IN_FORCE,
                            .on_deliberation = true,
                            .on_years = true,
                            .on_undertaking = true},
    [ACT_ENCLAVE_RUN] = {.name = "enclave run",
                         .roles = ROLE_RESEARCHER,
                         .records = true,
                         .states = DELIBERATION_IN_FORCE,
                         .on_deliberation = true,
                         .on_years = true,
                         .on_undertaking = true},
    [ACT_ENCLAVE_SHELL] = {.name = "enclave shell",
                           .roles = ROLE_RESEARCHER,
                           .records = true,
                           .states = DELIBERATION_IN_FORCE,
                           .on_deliberation = true,
                           .on_years = true,
                           .on_undertaking = true},
    [ACT_ENCLAVE_FILES] = {.name = "enclave files",
                           .roles = ROLE_RESEARCHER,
                           .records = true,
                           .states = DELIBERATION_IN_FORCE,
                           .on_deliberation = true,
                           .on_years = true,
                           .on_undertaking = true},
    [ACT_ENCLAVE_LIST] = {.name = "enclave list", .roles = ROLE_READERS},
    [ACT_RETENTION_SHOW] = {.name = "retention show", .roles = ROLE_READERS},
    [ACT_LEDGER_COSIGN] = {.name = "ledger cosign",
                           .roles = ROLE_OPERATOR | ROLE_AUDITOR | ROLE_CUSTODIAN},
    /* What must be destroyed must be so in every state of the deliberation, and whatever became of
     * its catalogue: the deliberation is not asked to be read as it was registered. */
    [ACT_RETENTION_DECLARE_LAST] = {.name = "retention declare-last",
                                    .roles = ROLE_OPERATOR,
                                    .records = true,
                                    .states = DELIBERATION_REGISTERED,
                                    .proposes = MATTER_RETENTION},
    [ACT_RETENTION_DESTROY] = {.name = "retention destroy",
                               .roles = ROLE_OPERATOR,
                               .records = true,
                               .states = DELIBERATION_REGISTERED,
                               .proposes = MATTER_RETENTION},
    [ACT_RETENTION_APPROVE] = {.name = "retention approve",
                               .roles = ROLE_APPROVER,
                               .records = true,
                               .states = DELIBERATION_REGISTERED,
                               .confirms = MATTER_RETENTION},
    [ACT_RETENTION_WITHDRAW] = {.name = "retention withdraw",
                                .roles = ROLE_OPERATOR | ROLE_APPROVER,
                                .records = true,
                                .states = DELIBERATION_REGISTERED,
                                .withdraws = MATTER_RETENTION},
    [ACT_RETENTION_COMPLETE] = {.name = "retention complete",
                                .roles = ROLE_OPERATOR | ROLE_APPROVER,
                                .records = true,
                                .states = DELIBERATION_REGISTERED},
    [ACT_RETENTION_CERTIFICATE] = {.name = "retention certificate",
                                   .roles = ROLE_READERS,
                                   .records = true,
                                   .states = DELIBERATION_REGISTERED},
    [ACT_LEDGER_SHOW] = {.name = "ledger show", .roles = ROLE_READERS},
};

const ActRule *
act_rule(Act act)
{
    return &rules[act];
}

bool
act_parse(const char *name, Act *ret_act)
{
    for (Act act = 0; act < ACT_COUNT; act++)
        if (text_equal(rules[act].name, name))
        {
            *ret_act = act;
            return true;
        }
    return false;
}

unsigned
act_rule_states(const ActRule *rule)
{
    return rule->states == 0 && rule->on_deliberation ? DELIBERATION_IN_FORCE : rule->states;
}

Matter
act_rule_matter(const ActRule *rule)
{
    if (rule->proposes != MATTER_NONE)
        return rule->proposes;
    return rule->confirms != MATTER_NONE ? rule->confirms : rule->withdraws;
}
