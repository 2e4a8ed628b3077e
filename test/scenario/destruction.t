The last delivery is declared by two, and what must go is destroyed by two: keys first, then files, then a certificate.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ as els beraad retention declare-last IVC/KSZG/19/002
  beraad: which communication? nothing was delivered
  [2]
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ as els beraad retention declare-last IVC/KSZG/19/002
  the last delivery of 'sample' was made, says 'els'; another person must agree:
  beraad retention approve IVC/KSZG/19/002
  $ as els beraad retention approve IVC/KSZG/19/002
  refused: retention approve
    - 'retention approve' is not for the role operator (but for: approver)
    - 'retention declare-last' was proposed by 'els', so another person must confirm it
  beraad: refused, for 2 reasons
  [5]
  $ as jan beraad retention approve IVC/KSZG/19/002
  the series is closed: 'beraad retention show' has the dates that hold now
  $ as els beraad retention declare-last IVC/KSZG/19/002 sample
  beraad: the last delivery of communication 'sample' was made
  [6]

No later delivery is taken:

  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 2 | head -n 3
  beraad: the last delivery of communication 'sample' was made

The destruction, by one person first; it can be taken back.

  $ as jan beraad retention destroy IVC/KSZG/19/002
  refused: retention destroy
    - 'retention destroy' is not for the role approver (but for: operator)
  beraad: refused, for 1 reason
  [5]
  $ as els beraad retention destroy IVC/KSZG/19/002 nothing
  beraad: deliberation 'IVC/KSZG/19/002' has no communication 'nothing'
  [2]
  $ as els beraad retention destroy IVC/KSZG/19/002
  artefact  what     communication  years             under key
  --------  -------  -------------  ----------------  ---------
         1  package  sample         2012, 2014, 2016  -
         2  package  sample         2012, 2014, 2016  -
  keys: 'sample'
  proposed; nothing is destroyed before another person agrees:
  beraad retention approve IVC/KSZG/19/002
  $ find custody/outgoing custody/key/project -type f | wc -l
  3
  $ as els beraad retention withdraw IVC/KSZG/19/002
  what was proposed is withdrawn
Whatever became of the catalogue, the calendar is to be read and what must go can go:

  $ keep=$BERAAD_CATALOGUE_PATH; export BERAAD_CATALOGUE_PATH=$PWD/nowhere
  $ as els beraad retention show --language en | grep -c 'Storage limitation'
  1
  $ as els beraad retention destroy IVC/KSZG/19/002 sample >/dev/null
  $ as els beraad retention destroy IVC/KSZG/19/002 sample
  refused: retention destroy
    - for deliberation 'IVC/KSZG/19/002' a proposal of 'els' (retention destroy) waits for another person
  beraad: refused, for 1 reason
  [5]
  $ as els beraad retention complete IVC/KSZG/19/002
  beraad: no decided destruction waits for its end
  [6]
  $ as els beraad retention certificate IVC/KSZG/19/002
  beraad: nothing of deliberation 'IVC/KSZG/19/002' was destroyed
  [6]
  $ as jan beraad retention approve IVC/KSZG/19/002 | sed -E 's/sha256:[0-9a-f]{64}/DIGEST/'
  destruction 1 is completed: 2 artefacts, 1 key
  certificate DIGEST
  $ export BERAAD_CATALOGUE_PATH=$keep
  $ find custody/outgoing custody/held custody/key/project -type f
  $ as els beraad ledger verify | head -n 1 | cut -d: -f1
  the ledger holds
  $ as els beraad release list --json | jq -c '.[] | [.release, .state]'
  [1,"delivered"]
  [2,"withdrawn"]
  $ as els beraad release deliver 2 2>/dev/null | sed -n 2p
    - release 2 is withdrawn

It does not come back: no new key takes its place, and nothing is made again.

  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet | tail -n 1
  beraad: the key 'sample' was destroyed
  $ as els beraad retention show --language fr | sed -n 1,2p | sed -E "s|[0-9]{4}-[0-9]{2}-[0-9]{2}|DATE|"
  D\xc3\xa9truit (esc)
      DATE  IVC/KSZG/19/002 sample  2012, 2014, 2016  paquet 1, chez pod-mi  [4, 11] +

The certificate is checked with Debian's minisign and sha256sum alone:

  $ as ria beraad retention certificate IVC/KSZG/19/002 --out certificate
  refused: retention certificate
    - actor 'ria' is not known in this custody
  beraad: refused, for 1 reason
  [5]
  $ as els beraad retention certificate IVC/KSZG/19/002 --out certificate
  1 certificate in 'certificate'
  $ ls certificate
  certificate-1.html
  certificate-1.html.minisig
  certificate-1.json
  certificate-1.json.minisig
  $ for file in json html; do minisign -Vqm certificate/certificate-1.$file -p custody/public/beraad.pub && echo good; done
  good
  good
  $ test "$(as els beraad ledger show --json | jq -r 'select(.type == "destruction_completed").body.certificate')" = "sha256:$(sha256sum <certificate/certificate-1.json | cut -d' ' -f1)" && echo the same
  the same
  $ jq -c '[.artefacts[] | {artefact, kind, method, years}], .keys, .key_store, .recipients' certificate/certificate-1.json
  [{"artefact":1,"kind":"package","method":"file removed","years":[2012,2014,2016]},{"artefact":2,"kind":"package","method":"file removed","years":[2012,2014,2016]}]
  [{"key":"sample","probe":"does not open any more"}]
  {"cipher":"xchacha20-poly1305","kdf_memory":67108864,"kdf_name":"argon2id13","kdf_passes":3,"key_bits":256}
  [{"artefact":1}]
