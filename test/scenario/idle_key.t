A key that an amendment goes on with, when what is under the amendment is destroyed first: it is left, and the calendar says so.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ NEW=IVC/KSZG/21/009
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ deliver() { as els beraad release run "$1" sample --year "$2" --warehouse "$WAREHOUSE" --quiet >/dev/null && as jan beraad release approve "$3" >/dev/null; }
  $ destroy() { as els beraad retention destroy "$1" sample --quiet >/dev/null && as jan beraad retention approve "$1" --quiet >/dev/null; }
  $ left() { beraad retention show --json | jq -c '.[] | select(.kind == "key")'; }
  $ deliver $ID 2012 1
  $ sed -e "0,/^deliberation: .*/s||deliberation: $NEW|" -e "s|^decided: .*|decided: 2021-02-02\namends: $ID|" "$PROJECT/deliberation/ksz-19-002.yaml" >amending.yaml
  $ registered amending.yaml $NEW
  $ deliver $NEW 2014 2
  $ left
  $ destroy $NEW
  $ ls custody/key/project | wc -l; left
  1
  $ destroy $ID
  $ ls custody/key/project | wc -l; left
  1
  {"communication":"sample","deliberation":"IVC/KSZG/21/009","kind":"key"}
  $ for language in en nl fr; do beraad retention show --language $language | sed -n '/retention destroy/,/sample$/p'; done
  Keys with nothing left of what was made with them: 'beraad retention destroy'
  takes them, unless more is to be delivered
      IVC/KSZG/21/009 sample
  Sleutels waarmee niets meer bestaat: 'beraad retention destroy' vernietigt ze,
  tenzij er nog geleverd wordt
      IVC/KSZG/21/009 sample
  Cl\xc3\xa9s dont plus rien ne d\xc3\xa9pend : 'beraad retention destroy' les d\xc3\xa9truit, sauf si (esc)
  une livraison doit suivre
      IVC/KSZG/21/009 sample

  $ destroy $NEW
  $ ls custody/key/project | wc -l; left
  0
  $ beraad custody check | cut -d : -f 1
  nothing is wrong
