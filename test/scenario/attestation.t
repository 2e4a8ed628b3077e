What a recipient did with a package it says itself, signed with the stock minisign: received, so that what counts from the receipt has its date; and
destroyed, which the certificate cites.

  $ . "$TESTDIR/setup.sh"
  $ people nobody
  $ ID=IVC/KSZG/19/002
  $ minisign -GWf -p pod-mi.pub -s pod-mi.key >/dev/null
  $ minisign -GWf -p other.pub -s other.key >/dev/null
  $ as els beraad recipient add pod-mi --age-key public.txt --minisign-key identity.txt
  beraad: public key 'identity.txt': line 1: expected 'untrusted comment: '
  [4]
  $ as els beraad recipient add pod-mi --age-key public.txt --minisign-key pod-mi.pub --json | jq -r '.[].minisign_key' >line
  $ tail -n 1 pod-mi.pub | cmp - line && echo the same
  the same
  $ sed -e 's/destroy_after: {years: 5, event: last delivery}/destroy_after: {years: 2, event: receipt}/' "$PROJECT/deliberation/ksz-19-002.yaml" >receipt.yaml
  $ registered receipt.yaml $ID
  $ as els beraad release run $ID sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 --quiet >/dev/null
  $ today=$(date -u +%F)
  $ due() { as els beraad retention show --json | jq -r '.[] | [.destroy_by, .pending] | @tsv'; }
  $ due | sed "s/$(years_after $today 2)/in two years/"
  in two years\ttrue (esc)

The statement, written with a shell and signed:

  $ PACKAGE=$(echo custody/outgoing/*/*.tar.age)
  $ say() { # say ACT DATE [PACKAGE]
  >   printf 'beraad attestation 1\ndeliberation: %s\ncommunication: sample\nrecipient: pod-mi\nact: %s\ndate: %s\n' $ID "$1" "$2" >said.txt
  >   echo "package: ${3-sha256:$(sha256sum <"$PACKAGE" | cut -d ' ' -f 1)}" >>said.txt
  > }
  $ sign() { rm -f said.txt.minisig; minisign -S "$@" -s pod-mi.key -m said.txt >/dev/null; }
  $ attest() { as els beraad retention attest said.txt; }

What does not hold is refused, and nothing of it recorded:

  $ entries() { as els beraad ledger show --json | grep -c '"type":"attestation_received"'; }
  $ say receipt "$today"; minisign -S -s other.key -m said.txt >/dev/null; attest 2>&1 | sed -E 's/[0-9A-F]{16}/KEY/g'
  beraad: signature 'said.txt.minisig': signed with key KEY, not with the given key KEY
  $ sign -l; attest
  beraad: signature 'said.txt.minisig': line 2: not a prehashed Ed25519 signature
          'minisign -S' makes one, from version 0.10 on without an option
  [4]
  $ sign; head -c -10 said.txt.minisig >cut; mv cut said.txt.minisig; attest
  beraad: signature 'said.txt.minisig': line 4: expected 64 bytes as base64
          'minisign -S' makes one, from version 0.10 on without an option
  [4]
  $ sign; sed -i 's/receipt/destruction/' said.txt; attest
  beraad: signature 'said.txt.minisig': the signature does not fit the file: one of them was changed, or they do not belong together
  [6]
  $ say receipt "$today"; sign; sed -i 's/^trusted comment: .*/trusted comment: another/' said.txt.minisig; attest
  beraad: signature 'said.txt.minisig': the trusted comment was changed after signing
  [6]
  $ say receipt "$today" sha256:$(printf %064d 0); sign; attest
  beraad: package 1: no package of that digest, deliberation and communication was delivered to 'pod-mi'
  [6]
  $ say receipt "$(date -u -d "$today - 2 days" +%F)"; sign; attest
  beraad: the attested day is before the delivery, or has not come
  [6]
  $ say receipt "$(date -u -d "$today + 2 days" +%F)"; sign; attest
  beraad: the attested day is before the delivery, or has not come
  [6]
  $ say receipt "$today"; tail -n 1 said.txt >again; cat again >>said.txt; sign; attest
  beraad: attestation 'said.txt': line 8: the same package as line 7
  [4]
  $ say received "$today"; sign; attest
  beraad: attestation 'said.txt': line 5: expected 'receipt' or 'destruction'
  [4]
  $ say receipt "$today"; sed -i 's/$/\r/' said.txt; sign; attest
  beraad: attestation 'said.txt': line 1: a control character (lines must end in a line feed alone)
  [4]
  $ say receipt "$today"; sed -i 's/recipient: pod-mi/recipient: nobody/' said.txt; sign; attest
  beraad: signature 'said.txt.minisig': recipient 'nobody' has no minisign key in this custody
  [6]
  $ say receipt "$today"; sed -i 's|deliberation: .*|deliberation: IVC/KSZG/19/003|' said.txt; sign; attest
  refused: retention attest
    - deliberation 'IVC/KSZG/19/003' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ say receipt "$today"; sign; as jan beraad retention attest said.txt
  refused: retention attest
    - 'retention attest' is not for the role approver (but for: operator)
  beraad: refused, for 1 reason
  [5]
  $ rm said.txt.minisig; attest
  beraad: cannot open 'said.txt.minisig': No such file or directory
  [74]
  $ entries
  0
  [1]

The receipt: the date is certain, and the same statement is not taken twice.

  $ sign -c 'any comment' -t 'as I please'; attest | sed "s/$today/today/; s/:.*/:/"
  the receipt of 1 package on today, signed by 'pod-mi'
  sha256:
  $ due | sed "s/$(years_after $today 2)/in two years/"
  in two years\tfalse (esc)
  $ attest
  beraad: the receipt of artefact 1 was attested already
  [6]

The recipient loses its key and gets another; what the old one signs is worth nothing from then on, and what it signed stands:

  $ minisign -GWf -p new.pub -s new.key >/dev/null
  $ as els beraad recipient key pod-mi
  beraad: no key is given
  [2]
  $ as els beraad recipient key pod-mi --minisign-key pod-mi.pub
  beraad: recipient 'pod-mi' has that key already
  [6]
  $ as els beraad recipient key nobody-else --minisign-key new.pub
  beraad: there is no recipient 'nobody-else'
  [6]
  $ as jan beraad recipient key pod-mi --minisign-key new.pub
  refused: recipient key
    - 'recipient key' is not for the role approver (but for: operator, custodian)
  beraad: refused, for 1 reason
  [5]
  $ as els beraad recipient key pod-mi --minisign-key new.pub --json | jq -r '.[].minisign_key' | cmp - <(tail -n 1 new.pub) && echo the new one
  the new one
  $ say destruction "$today"; sign; attest 2>&1 | sed -E 's/[0-9A-F]{16}/KEY/g'
  beraad: signature 'said.txt.minisig': signed with key KEY, not with the given key KEY
  $ mv new.key pod-mi.key; mv new.pub pod-mi.pub

After an amendment the package is still that of the old reference, and judged by the new text:

  $ sed -e 's|^deliberation: .*|deliberation: IVC/KSZG/26/001|' -e 's|^decided: .*|decided: 2026-01-13\namends: IVC/KSZG/19/002|' -e 's/{years: 2, event/{years: 1, event/' receipt.yaml >amending.yaml
  $ registered amending.yaml IVC/KSZG/26/001
  $ due | sed "s/$(years_after $today 1)/in one year/"
  in one year\tfalse (esc)

The destruction at the recipient, cited by the certificate and kept beside it:

  $ as els beraad retention destroy $ID >/dev/null
  $ as jan beraad retention approve $ID >/dev/null
  $ as els beraad retention certificate $ID --out before >/dev/null
  $ ls before
  certificate-1.html
  certificate-1.html.minisig
  certificate-1.json
  certificate-1.json.minisig
  $ grep -c 'has not yet attested' before/certificate-1.html
  1
  $ as els beraad retention show --language en | sed -n '2,4p' | sed "s/$today/today/"
      today  IVC/KSZG/19/002 sample  2012, 2014, 2016  package 1, with pod-mi  [4, 11] +
  
  + the recipient has not yet attested the destruction of its copies
  $ digest=$(jq -r '.artefacts[0].digest' before/certificate-1.json)
  $ say destruction "$today" "$digest"; sign; attest --json | sed "s/$today/today/; s/:.*/:/"
  the destruction of 1 package on today, signed by 'pod-mi'
  sha256:
  $ as els beraad retention show --language en | sed -n '2p' | sed "s/$today/today/"
      today  IVC/KSZG/19/002 sample  2012, 2014, 2016  package 1, with pod-mi  [4, 11]
  $ as els beraad retention show --ical >calendar.ics && /usr/bin/python3 "$TESTDIR/ics.py" calendar.ics | sed -E 's/^[0-9-]+/DATE/'
  DATE CANCELLED To be destroyed: IVC/KSZG/19/002 sample, 2012, 2014, 2016 | package 1, with pod-mi; paragraph [4, 11]
  $ as els beraad retention certificate $ID --out after >/dev/null
  $ cmp before/certificate-1.json after/certificate-1.json
  $ cd after
  $ for file in attestation-*.txt; do minisign -Vqm "$file" -p "${file%.txt}.pub" && cmp "$file" ../said.txt && tail -n 1 "${file%.txt}.pub" | cmp - <(tail -n 1 ../pod-mi.pub) && echo good; done
  good
  $ grep -o 'attests the destruction on' certificate-1.html
  attests the destruction on
  $ cd ..
  $ as els beraad ledger show --json | jq -r 'select(.type == "attestation_received") | .body | [.event, .artefacts[0], .statement] | @tsv' | tail -n 1 | cut -f 3 | cmp - <(echo "sha256:$(sha256sum <said.txt | cut -d ' ' -f 1)") && echo the same
  the same
  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1
