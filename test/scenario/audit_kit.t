The supervisor's kit: what was done under a deliberation is checked by a stranger, with Debian's packages alone.

  $ . "$TESTDIR/setup.sh"
  $ people nobody
  $ cp secret/ria secret/ada
  $ beraad actor add ada --role auditor --new-passphrase-file secret/ada >/dev/null
  $ minisign -GWf -p pod-mi.pub -s pod-mi.key >/dev/null
  $ as els beraad recipient add pod-mi --age-key public.txt --minisign-key pod-mi.pub >/dev/null
  $ ID=IVC/KSZG/19/002
  $ (printf 'DELIBERATION %s\n\n' $ID; for at in $(seq 12); do printf '%d. What paragraph %d says.\n\n' $at $at; done) >text.txt
  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --text text.txt --quiet >/dev/null
  $ as jan beraad deliberation approve $ID --quiet >/dev/null
  $ mkdir planted
  $ sed -e "s|@WAREHOUSE@|$WAREHOUSE|; s|@OUT@|$PWD/planted|" "$TESTDIR/canary.sql" >plant.sql
  $ "$RUN_SQL" plant.sql >/dev/null
  $ as els beraad release run $ID sample --warehouse planted --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null

It goes out by an auditor or the custodian, to a folder that is new; that it was asked for is recorded.

  $ as els beraad audit kit $ID kit
  refused: audit kit
    - 'audit kit' is not for the role operator (but for: auditor, custodian)
  beraad: refused, for 1 reason
  [5]
  $ mkdir there; as ada beraad audit kit $ID there
  beraad: 'there' is there already
  [6]
  $ as ada beraad audit kit IVC/KSZG/19/003 kit
  refused: audit kit
    - deliberation 'IVC/KSZG/19/003' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ as ada beraad audit kit $ID kit
  kit in 'kit': 15 entries of the ledger, 6 of them cited
  whoever checks it begins with README.txt
  $ beraad ledger show --json | tail -n 1 | jq -c '[.type, .actor, .body.deliberation]'
  ["audit_kit_made","ada","IVC/KSZG/19/002"]

The packages are destroyed, and the recipient attests it; the next kit has the certificate too.

  $ printf 'beraad attestation 1\ndeliberation: %s\ncommunication: sample\nrecipient: pod-mi\nact: destruction\ndate: %s\npackage: sha256:%s\n' $ID "$(date -u +%F)" "$(sha256sum custody/outgoing/*/*.tar.age | cut -d ' ' -f 1)" >said.txt
  $ minisign -S -s pod-mi.key -m said.txt >/dev/null
  $ as els beraad retention attest said.txt >/dev/null
  $ as els beraad retention destroy $ID sample >/dev/null
  $ as jan beraad retention approve $ID >/dev/null
  $ echo of a witness >secret/witness
  $ beraad ledger prove --since 0 --out request >/dev/null
  $ BERAAD_PASSPHRASE_FILE=secret/witness beraad ledger witness request --state witness --key custody/public/beraad.vkey --name elsewhere --out cosigned >/dev/null
  $ as ada beraad ledger cosign cosigned --witness witness/witness.vkey | sed 's/[0-9][0-9]*/N/'
  the first N entries are cosigned by 'elsewhere'
  $ beraad audit kit $ID later --json --language nl
  {"cited":11,"entries":21,"gaps":2,"kit":"later"}
  $ (cd later && find . -type f | sort | sed -E '/^.\/proof/d; s/attestation-[0-9]+/attestation-N/; s|000.p/[0-9]+|000.p/W|')
  ./README.txt
  ./SHA256SUMS
  ./SHA256SUMS.minisig
  ./audit/audit.html
  ./audit/audit.json
  ./audit/record.html
  ./audit/record.json
  ./beraad.pub
  ./beraad.vkey
  ./certificate/attestation-N.pub
  ./certificate/attestation-N.txt
  ./certificate/attestation-N.txt.minisig
  ./certificate/certificate-1.html
  ./certificate/certificate-1.html.minisig
  ./certificate/certificate-1.json
  ./certificate/certificate-1.json.minisig
  ./deliberation/ivc-kszg-19-002-1.txt
  ./deliberation/ivc-kszg-19-002-1.yaml
  ./kit.json
  ./ledger/checkpoint
  ./ledger/tile/0/000.p/W
  ./ledger/tile/entries/000.p/W
  ./ledger/witnessed
  ./verify.py

Nobody is in it whom the data are about, and no secret:

  $ /usr/bin/python3 "$TESTDIR/search.py" kit later
  nothing found
  $ cat kit/proof/*.json later/proof/*.json | sed 's/}{/}\n{/g' | /usr/bin/python3 "$TESTDIR/numbers.py"
  no identifier in any entry
  $ grep -rlE 'AGE-SECRET|the passphrase of' kit later
  [1]
  $ for key in $(find custody/key custody/actor -type f); do tail -c 32 $key | base64; jq -r '.. | strings | select(length > 20)' $key 2>/dev/null; done | sort -u >secrets
  $ grep -rqFf secrets custody/key custody/actor && echo found where they are
  found where they are
  $ grep -rlFf secrets kit later
  [1]

Another custodian's ledger, for later:

  $ beraad custody init --custody other --name ksz.test >/dev/null && cp other/public/checkpoint other-checkpoint

Away from the custody, without beraad, by the very words of its README:

  $ mv custody away && chmod 0 away
  $ unset BERAAD BERAAD_CUSTODY
  $ sed -n 's/^    \$ //p' later/README.txt >steps
  $ (cd later && env -i PATH=/usr/bin:/bin sh -e ../steps | sed -E 's/^[0-9a-f]{64}/DIGEST/')
  DIGEST  beraad.pub
  44 files, all listed
  21 entries lead to the checkpoint signed by 'ksz.test'; 19 are signed by their actors, 2 are refusals
  11 entries that the audit cites are proved
  1 deliberation file and 1 certificate are those of the ledger
  $ (cd later && env -i PATH=/usr/bin:/bin python3 verify.py ../kit/ledger/checkpoint | tail -n 1)
  1 deliberation file and 1 certificate are those of the ledger
  $ (cd later && env -i PATH=/usr/bin:/bin python3 verify.py ../witness/witness.vkey | tail -n 1)
  1 deliberation file and 1 certificate are those of the ledger
  $ (cd kit && env -i PATH=/usr/bin:/bin python3 verify.py ../witness/witness.vkey)
  WRONG: no checkpoint of this kit is cosigned
  [1]
  $ sed 's/+....../+000000/' witness/witness.vkey >false.vkey; (cd later && env -i PATH=/usr/bin:/bin python3 verify.py ../false.vkey)
  WRONG: false.vkey is no verifier key
  [1]
  $ (cd kit && env -i PATH=/usr/bin:/bin python3 verify.py ../later/ledger/checkpoint)
  WRONG: this ledger does not add to that of the earlier checkpoint
  [1]
  $ (cd later/certificate && minisign -Vqm attestation-*.txt -p attestation-*.pub && tail -n 1 attestation-*.pub | cmp - <(tail -n 1 ../../pod-mi.pub))

What somebody changes is noticed:

  $ /usr/bin/python3 "$TESTDIR/audit_kit.py" later other-checkpoint
  nothing changed: nothing noticed
  a byte of any file: noticed
  and the list rewritten: noticed
  what the ledger carries, by verify.py alone: noticed
  an entry dropped from the middle: sums, verify; the list rewritten: signature, verify
  the last entry dropped: sums, verify; the list rewritten: signature, verify
  two entries exchanged: sums, verify; the list rewritten: signature, verify
  an entry put in twice: sums, verify; the list rewritten: signature, verify
  a foreign checkpoint: sums, verify; the list rewritten: signature, verify
  a file put in: verify; the list rewritten: signature
  a file taken out: sums, verify; the list rewritten: signature
  $ chmod 700 away
