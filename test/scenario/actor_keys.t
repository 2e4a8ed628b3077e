Keys of actors: changed, revoked, and taken from a service's credentials.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ echo 'a new passphrase' >secret/new
  $ as els beraad actor rotate els --new-passphrase-file secret/new | tail -n 1 | tr -s ' ' | cut -d ' ' -f 1,2,4,5
  els operator 2, since

The old key is gone and the old passphrase opens nothing; the new one works:

  $ ls custody/actor
  els.2.key
  jan.key
  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet
  beraad: the passphrase for 'els.2.key' is wrong
  [6]
  $ mv secret/new secret/els
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002

Nobody changes the key of another, but the custodian:

  $ as els beraad actor rotate jan --new-passphrase-file secret/els
  refused: actor rotate
    - the key of actor 'jan' is changed by herself or by the custodian
  beraad: refused, for 1 reason
  [5]
  $ as els beraad actor revoke nobody
  refused: actor revoke
    - there is no actor 'nobody' in this custody
  beraad: refused, for 1 reason
  [5]

A revoked key signs nothing more, and who has no key does nothing at all; what it signed stays valid:

  $ beraad actor revoke jan | tail -n 1 | tr -s ' ' | cut -d ' ' -f 1,2,4
  jan approver revoked
  $ ls custody/actor
  els.2.key
  $ as jan beraad deliberation suspend IVC/KSZG/19/002
  refused: deliberation suspend
    - the key of actor 'jan' is revoked
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad ledger show
  refused: ledger show
    - the key of actor 'jan' is revoked
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad actor rotate jan --new-passphrase-file secret/jan
  refused: actor rotate
    - the key of actor 'jan' is revoked
  beraad: refused, for 1 reason
  [5]
  $ beraad actor revoke jan
  refused: actor revoke
    - the key of actor 'jan' is revoked already
  beraad: refused, for 1 reason
  [5]
  $ as els beraad ledger verify | head -n 1
  the ledger holds: 14 entries, 10 of them under 8 signed checkpoints

The custodian gives a new one:

  $ beraad actor rotate jan --new-passphrase-file secret/jan >/dev/null
  $ as jan beraad deliberation suspend IVC/KSZG/19/002 | head -n 1
  deliberation 'IVC/KSZG/19/002': suspended

As a service of systemd has it, from a folder of credentials that only its user may read:

  $ mkdir credentials && cp secret/jan secret/custody credentials && chmod 400 credentials/* && chmod 500 credentials
  $ export CREDENTIALS_DIRECTORY=$PWD/credentials
  $ BERAAD_ACTOR=jan BERAAD_PASSPHRASE_FILE=$CREDENTIALS_DIRECTORY/jan BERAAD_CUSTODY_PASSPHRASE_FILE=$CREDENTIALS_DIRECTORY/custody beraad deliberation resume IVC/KSZG/19/002 | head -n 1
  deliberation 'IVC/KSZG/19/002': to be resumed, waits for another person's approval
  $ as els beraad ledger verify | head -n 1
  the ledger holds: 17 entries, 17 of them under 11 signed checkpoints
