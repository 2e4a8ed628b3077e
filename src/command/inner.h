/*
 * What the files of this folder share: verbs that stand in a file of their own.
 */
#ifndef BERAAD_COMMAND_INNER_H
#define BERAAD_COMMAND_INNER_H

#include "command/command.h"

/* warehouse synth DIR --residents N --seed S (synth.c); its options stand there too. */
extern const Option command_warehouse_synth_options[];
ErrorKind command_warehouse_synth(Invocation *call, Error *err) MUST_CHECK;

/* warehouse check SOURCE --catalogue NAME (warehouse.c). */
ErrorKind command_warehouse_check(Invocation *call, Error *err) MUST_CHECK;

/* custody matrix (matrix.c). */
ErrorKind command_custody_matrix(Invocation *call, Error *err) MUST_CHECK;

/* custody check (custody_check.c); its options stand there too. */
extern const Option command_custody_check_options[];
ErrorKind command_custody_check(Invocation *call, Error *err) MUST_CHECK;

/* custody keys, backup, restore, medium, split, join, wrap (custody_key.c); their options stand
 * there too. */
ErrorKind command_custody_keys(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_custody_backup(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_custody_restore_options[];
ErrorKind command_custody_restore(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_custody_medium(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_custody_split_options[];
ErrorKind command_custody_split(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_custody_join_options[];
ErrorKind command_custody_join(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_custody_wrap_options[];
ErrorKind command_custody_wrap(Invocation *call, Error *err) MUST_CHECK;

/* enclave run, shell, selftest (enclave_job.c); the options of the first two stand there too. */
extern const Option command_enclave_job_options[];
ErrorKind command_enclave_run(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_enclave_shell(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_enclave_selftest(Invocation *call, Error *err) MUST_CHECK;

/* ledger prove, check, witness, cosign (ledger_proof.c); their options stand there too. */
extern const Option command_ledger_prove_options[];
ErrorKind command_ledger_prove(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_ledger_check_options[];
ErrorKind command_ledger_check(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_ledger_witness_options[];
ErrorKind command_ledger_witness(Invocation *call, Error *err) MUST_CHECK;
extern const Option command_ledger_cosign_options[];
ErrorKind command_ledger_cosign(Invocation *call, Error *err) MUST_CHECK;

/* deliberation register FILE, and what becomes of it (registration.c). */
extern const Option command_deliberation_register_options[];
extern const Option command_deliberation_approve_options[];
ErrorKind command_deliberation_register(Invocation *call, Error *err) MUST_CHECK;
/* explain ID --on DATE (standing.c). */
ErrorKind command_deliberation_on(Invocation *call, const char *on, Language language,
                                  Error *err) MUST_CHECK;
ErrorKind command_deliberation_text(Invocation *call, Error *err) MUST_CHECK; /* official.c */
ErrorKind command_deliberation_list(Invocation *call,
                                    Error *err) MUST_CHECK; /* deliberation_list.c */
ErrorKind command_deliberation_approve(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_deliberation_withdraw(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_deliberation_suspend(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_deliberation_resume(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_deliberation_end(Invocation *call, Error *err) MUST_CHECK;

/* retention, what takes two actors and what follows (destruction.c, certificate.c). */
extern const Option command_retention_destroy_options[];
extern const Option command_retention_certificate_options[];
ErrorKind command_retention_declare_last(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_retention_destroy(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_retention_approve(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_retention_withdraw(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_retention_complete(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_retention_certificate(Invocation *call, Error *err) MUST_CHECK;

/* audit record ID (audit_record.c); its options stand there too. */
extern const Option command_audit_record_options[];
ErrorKind command_audit_record(Invocation *call, Error *err) MUST_CHECK;

/* audit kit ID DIR (audit_kit.c); its options stand there too. */
extern const Option command_audit_kit_options[];
ErrorKind command_audit_kit(Invocation *call, Error *err) MUST_CHECK;

/* What a recipient signed (attestation.c). */
ErrorKind command_retention_attest(Invocation *call, Error *err) MUST_CHECK;

/* output request ID JOB, table ID (output_ask.c); the options stand there too. */
extern const Option command_output_table_options[];
ErrorKind command_output_request(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_output_table(Invocation *call, Error *err) MUST_CHECK;

/* output profile ID (output_profile.c); its options stand there too. */
extern const Option command_output_profile_options[];
ErrorKind command_output_profile(Invocation *call, Error *err) MUST_CHECK;

/* The verbs of table, each in the file of its name (table_make.c ...); their options stand there
 * too. */
extern const Option command_table_make_options[];
extern const Option command_table_suppress_options[];
extern const Option command_table_perturb_options[];
extern const Option command_table_round_options[];
extern const Option command_table_audit_options[];
ErrorKind command_table_make(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_table_suppress(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_table_perturb(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_table_round(Invocation *call, Error *err) MUST_CHECK;
ErrorKind command_table_audit(Invocation *call, Error *err) MUST_CHECK;

#endif
