/* The acts, and who may do them: one table. */
#include "custody/gate.h"

#define ROLE_READERS ROLE_EVERY

static const ActRule rules[ACT_COUNT] = {
    [ACT_ACTOR_ADD] = {.name = "actor add", .roles = ROLE_CUSTODIAN, .records = true},
    [ACT_RECIPIENT_ADD] = {.name = "recipient add",
                           .roles = ROLE_OPERATOR | ROLE_CUSTODIAN,
                           .records = true},
    [ACT_DELIBERATION_REGISTER] = {.name = "deliberation register",
                                   .roles = ROLE_OPERATOR,
                                   .records = true},
    [ACT_RELEASE_PLAN] = {.name = "release plan",
                          .roles = ROLE_OPERATOR | ROLE_APPROVER,
                          .records = true,
                          .on_deliberation = true,
                          .on_years = true},
    [ACT_RELEASE_RUN] = {.name = "release run",
                         .roles = ROLE_OPERATOR,
                         .records = true,
                         .on_deliberation = true,
                         .on_years = true},
    [ACT_RELEASE_APPROVE] = {.name = "release approve",
                             .roles = ROLE_APPROVER,
                             .records = true,
                             .on_deliberation = true,
                             .on_years = true,
                             .on_release = true},
    [ACT_RELEASE_DELIVER] = {.name = "release deliver",
                             .roles = ROLE_OPERATOR | ROLE_APPROVER,
                             .records = true,
                             .on_deliberation = true,
                             .on_years = true,
                             .on_release = true},
    [ACT_RELEASE_WITHDRAW] = {.name = "release withdraw",
                              .roles = ROLE_OPERATOR | ROLE_APPROVER,
                              .records = true,
                              .on_release = true},
    [ACT_RELEASE_LIST] = {.name = "release list", .roles = ROLE_READERS},
    [ACT_RETENTION_SHOW] = {.name = "retention show", .roles = ROLE_READERS},
    [ACT_LEDGER_SHOW] = {.name = "ledger show", .roles = ROLE_READERS},
};

const ActRule *
act_rule(Act act)
{
    return &rules[act];
}
