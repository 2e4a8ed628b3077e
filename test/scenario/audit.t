Every paragraph of a deliberation is accounted for: rules, readings, evidence, gaps.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ for name in ada rik chris; do echo "the passphrase of $name" >secret/$name; done
  $ beraad actor add ada --role auditor --new-passphrase-file secret/ada >/dev/null
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
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
  [{"cites_itself":true,"entry":10,"rules":[]}]

A refusal opens no key: until the next signed act no checkpoint covers it.

  $ as ada beraad audit $ID | grep -c 'refused: release run .*els .*cites the paragraph itself  (under no signed checkpoint yet)'
  4
  $ as els beraad release run $ID sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ audited
  15 rules, 8 entries of the deliberation: the same
  $ as ada beraad audit $ID --language fr | grep '^Lacunes'
  Lacunes : 5 12

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

On site: what was prepared, promised, asked for, checked, decided and released is evidence too.

  $ as els beraad enclave prepare $ID --year 2016 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as rik beraad undertaking sign $ID --quiet >/dev/null
  $ as rik beraad output table $ID --by sex --year 2016 --quiet >/dev/null
  $ as chris beraad output check 1 --quiet >/dev/null && as chris beraad output approve 1 --quiet >/dev/null
  $ as els beraad output release 1 --quiet >/dev/null
  $ audited
  15 rules, 17 entries of the deliberation: the same
  $ jq -c '.paragraphs[] | select(.paragraph == 9) | .treatments' audit.json
  ["enforced","evidenced","organisational","interpreted"]
  $ as ada beraad audit $ID --language nl | sed -n '/^\[9\]/,/^\[10\]/p' | sed -n '/Bewijs/,$p' | sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}/DATE/'
    Bewijs in het register
        17  DATE  gegevens ter plaatse klaargezet   els         communications.population, enclave
        19  DATE  resultaat gevraagd                rik         outputs
        20  DATE  resultaat nagekeken               chris       outputs
        21  DATE  stem uitgebracht                  chris       outputs
        22  DATE  over resultaat beslist            chris       outputs
        23  DATE  resultaat vrijgegeven             els         outputs
  
  [10] afgedwongen, aangetoond, organisatorisch, uitgelegd

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
  1

Of each type the newest six a paragraph are shown, the others counted:

  $ for at in 1 2 3 4 5 6 7 8; do as els beraad release run $ID sample --year 2018 --warehouse "$WAREHOUSE" --quiet >/dev/null 2>&1; done
  [5]
  $ as ada beraad audit $ID | sed -n '/^\[8\]/,/^\[9\]/p' | grep -c 'refused: release run'
  6
  $ as ada beraad audit $ID | grep -c '+ 3 older ones of the same types are in the JSON'
  4
  $ audited
  15 rules, 25 entries of the deliberation: the same
  $ jq '[.paragraphs[] | select(.paragraph == 8).evidence[] | select(.cites_itself and .rules == [])] | length' audit.json
  9

Over time, with the amendment of another day: each deliberation has the evidence of its own, and a day shows what was then.

  $ beraad() { CLOCK_AT=$(date -u -d "$DAY 12:00" +%s) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@"; }
  $ mv custody custody.first && mv secret secret.first
  $ DAY=2020-03-02; people pod-mi
  $ registered "$FILE" $ID
  $ DAY=2020-03-10; as els beraad release run $ID sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null && as jan beraad release approve 1 >/dev/null
  $ DAY=2021-02-08; sed -e 's|^deliberation: .*|deliberation: IVC/KSZG/21/009|' -e "s|^decided: .*|decided: 2021-02-02\namends: $ID|" -e 's/cites: \[10\]}/cites: [10, 12]}/' "$FILE" >amending.yaml
  $ registered amending.yaml IVC/KSZG/21/009
  $ again() { as jan beraad audit $1 --json "${@:3}" >audit.json && beraad ledger show --json >ledger.jsonl && /usr/bin/python3 "$TESTDIR/audit.py" audit.json "$2" ledger.jsonl "$PROJECT"; }
  $ again $ID "$FILE"
  15 rules, 7 entries of the deliberation: the same
  $ jq -c '.deliberation | [.state, .since, .amended_by]' audit.json
  ["amended",1612785600,"IVC/KSZG/21/009"]
  $ again IVC/KSZG/21/009 amending.yaml
  15 rules, 3 entries of the deliberation: the same
  $ jq -c '.deliberation | [.state, .amends], .' audit.json | head -n 1
  ["in force","IVC/KSZG/19/002"]
  $ jq -c '[.paragraphs[] | select(.gap).paragraph], [.paragraphs[] | select(.paragraph == 12).rules[]]' audit.json
  [5]
  ["reidentification"]
  $ for DAY in 2021-03-01; do for on in 2020-03-01 2020-03-02 2020-03-09 2020-03-10 2021-03-01; do
  >   as jan beraad audit $ID --on $on --json | jq -c '[.deliberation.state, (.ledger | length), .totals.evidenced]'; done; done
  {"error":"state","hint":"","message":"deliberation 'IVC/KSZG/19/002' was not registered on 2020-03-01"}
  ["in force",3,3]
  ["in force",3,3]
  ["in force",6,9]
  ["amended",6,9]

A kit has the file of what was amended too, and both are those of the ledger:

  $ DAY=2021-03-01; beraad audit kit IVC/KSZG/21/009 kit >/dev/null; ls kit/deliberation
  ivc-kszg-19-002-2.yaml
  ivc-kszg-21-009-1.yaml
  $ (cd kit && env -i PATH=/usr/bin:/bin python3 verify.py | tail -n 1)
  2 deliberation files and 0 certificates are those of the ledger
