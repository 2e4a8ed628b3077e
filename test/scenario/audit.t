Every paragraph of a deliberation is accounted for: rules, readings, evidence, gaps.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ cp secret/ria secret/ada
  $ beraad actor add ada --role auditor --new-passphrase-file secret/ada >/dev/null
  $ ID=IVC/KSZG/19/002
  $ FILE="$PROJECT/deliberation/ksz-19-002.yaml"
  $ as ada beraad audit $ID
  refused: audit show
    - deliberation 'IVC/KSZG/19/002' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ (printf 'DELIBERATION %s\n\n' $ID; for at in $(seq 12); do printf '%d. What paragraph %d says,\non two lines.\n\n' $at $at; done) >text.txt
  $ as els beraad deliberation register "$FILE" --text text.txt --quiet >/dev/null
  $ as jan beraad deliberation approve $ID --quiet >/dev/null
  $ audited() { # as ada sees it, and worked out a second time from file, ledger and format page
  >   as ada beraad audit $ID --json >audit.json && beraad ledger show --json >ledger.jsonl &&
  >   /usr/bin/python3 "$TESTDIR/audit.py" audit.json "$FILE" ledger.jsonl "$PROJECT"
  > }
  $ audited
  15 rules, 3 entries of the deliberation: the same
  $ as els beraad release run $ID sample --warehouse "$WAREHOUSE" --year 2018 --quiet >/dev/null
  beraad: refused, for 1 reason
  [5]
  $ jq -c '.paragraphs[] | select(.paragraph == 2) | .treatments' audit.json
  ["enforced","organisational","interpreted"]
  $ audited
  15 rules, 4 entries of the deliberation: the same
  $ jq -c '.paragraphs[] | select(.paragraph == 2) | .treatments, .evidence' audit.json
  ["enforced","evidenced","organisational","interpreted"]
  [{"cites_itself":true,"entry":8,"rules":[]}]

A refusal opens no key: until the next signed act no checkpoint covers it.

  $ as ada beraad audit $ID | grep -c 'refused: release run .*els .*cites the paragraph itself  (under no signed checkpoint yet)'
  4
  $ as els beraad release run $ID sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ audited
  15 rules, 8 entries of the deliberation: the same
  $ as ada beraad audit $ID --language fr | grep '^Lacunes'
  Lacunes: 5 12

The gaps are those of the text: what only tells what the law is.

  $ jq -c '.totals, [.paragraphs[] | select(.gap).paragraph]' audit.json
  {"enforced":9,"evidenced":9,"gap":2,"interpreted":9,"organisational":9,"paragraphs":12}
  [5,12]
  $ as ada beraad audit $ID --language nl | grep '^\[5\]'
  [5] leemte

The official text stands with its paragraph:

  $ as ada beraad audit $ID | grep -A 1 -c 'What paragraph 11 says'
  1

On an earlier day, what was then:

  $ as ada beraad audit $ID --on 2019-01-01
  beraad: deliberation 'IVC/KSZG/19/002' was not registered on 2019-01-01
  [6]
  $ as ada beraad audit $ID --on 2999-01-01
  beraad: option '--on': expected a date as YYYY-MM-DD that has come
  [2]
  $ as ada beraad audit $ID --on yesterday
  beraad: option '--on': expected a date as YYYY-MM-DD that has come
  [2]

Page and proofs, each new:

  $ as ada beraad audit $ID --html audit.html --proofs proofs --json >audit.json
  $ as ada beraad audit $ID --html audit.html --proofs other >/dev/null
  beraad: cannot create 'audit.html': File exists
  [74]
  $ as ada beraad audit $ID --proofs proofs >/dev/null
  beraad: 'proofs' is there already
  [6]
  $ ls -d proofs*
  proofs
  $ test "$(ls proofs/*.tlog-proof | wc -l)" = "$(jq '.ledger | length' audit.json)" && echo all
  all
  $ for number in $(jq '.ledger[].entry' audit.json); do
  >   beraad ledger check proofs/entry-$number.tlog-proof --entry proofs/entry-$number.json --key custody/public/beraad.vkey >/dev/null || echo no; done
  $ xmllint --html --noout audit.html 2>&1 | grep ' error ' | grep -cv 'Tag \(section\|main\) invalid'
  0
  [1]
  $ grep -c '<a href="proofs/entry-8.tlog-proof">' audit.html
  4
