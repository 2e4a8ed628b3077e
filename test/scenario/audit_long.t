A long history: what the audit tells stays bounded, what is older is counted, and the kit is checked all the same.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ "$GROW" custody secret/custody 2998 $ID

Of each type more than are told bear on some paragraphs: plans by rules, refusals by what they cite. Worked out a second time:

  $ beraad audit $ID --json >audit.json && beraad ledger show --json >ledger.jsonl
  $ /usr/bin/python3 "$TESTDIR/audit.py" audit.json "$PROJECT/deliberation/ksz-19-002.yaml" ledger.jsonl "$PROJECT"
  15 rules, 3001 entries of the deliberation: the same
  $ jq -c '.paragraphs[] | select(.older != {}) | [.paragraph, (.evidence | length), .older]' audit.json
  [2,2000,{"refused":499,"release_planned":499}]
  [3,2001,{"refused":499,"release_planned":499}]
  [4,2001,{"refused":499,"release_planned":499}]
  [8,1000,{"release_planned":499}]
  $ jq '.ledger | length' audit.json
  2003
  $ beraad audit $ID --language en | sed -n '/^\[3\]/,/^\[4\]/p' | grep '+'
      + 1988 older ones of the same types are in the JSON
      + 998 still older ones are only counted: they are in the ledger
  $ beraad audit $ID --html audit.html >/dev/null && grep -c 'still older ones are only counted' audit.html
  1
  $ beraad audit kit $ID kit
  kit in 'kit': 3005 entries of the ledger, 2003 of them cited
  whoever checks it begins with README.txt
  $ (cd kit && env -i PATH=/usr/bin:/bin sh -c 'sha256sum --check --strict --quiet SHA256SUMS && python3 verify.py')
  4042 files, all listed
  3005 entries lead to the checkpoint signed by 'ksz.test'; 1506 are signed by their actors, 1499 are refusals
  2003 entries that the audit cites are proved
  1 deliberation file and 0 certificates are those of the ledger
