One question over several catalogues, each with its warehouse.

  $ . "$TESTDIR/setup.sh"
  $ cp -r "$PROJECT/catalogue" catalogue && export BERAAD_CATALOGUE_PATH=$PWD/catalogue
  $ cp -r catalogue/amsb catalogue/second && sed -i 's/^catalogue: amsb/catalogue: second/' catalogue/second/catalogue.yaml
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ sed 's|IVC/KSZG/19/002|IVC/KSZG/19/003|; s/^catalogue: amsb/catalogue: second/' "$PROJECT/deliberation/ksz-19-002.yaml" >second.yaml
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ registered second.yaml IVC/KSZG/19/003
  $ mkdir planted
  $ sed -e "s|@WAREHOUSE@|$WAREHOUSE|; s|@OUT@|$PWD/planted|" "$TESTDIR/canary.sql" >plant.sql
  $ "$RUN_SQL" plant.sql >/dev/null
  $ for one in $ID IVC/KSZG/19/003; do as els beraad enclave prepare $one --year 2012 --warehouse planted --quiet >/dev/null; done
  $ printf '%s%02d\n' 700101001 $((97 - 700101001 % 97)) >number
  $ as els beraad subject ask --number-file number
  question 3 waits for another person, who gives the same number:
  beraad subject answer 3 --warehouse amsb=DIR second=DIR
  $ answer() { as jan beraad subject answer 3 --number-file number --quiet "$@"; }
  $ answer --warehouse planted
  beraad: option '--warehouse': expected 2, one for each catalogue, found 1
  [2]
  $ answer --warehouse amsb=planted third=planted
  beraad: option '--warehouse': expected 'second=DIR'
  [2]

Each is looked for in its own warehouse: the person is in the one, and not in the other.

  $ answer --warehouse second="$WAREHOUSE" amsb=planted --json | jq -c '.[] | [.catalogue, .deliveries[].deliberation, .deliveries[].years[].held]'
  ["amsb","IVC/KSZG/19/002","yes"]
  ["second","IVC/KSZG/19/003","no"]
  $ as els beraad subject list | tail -n 1 | tr -s ' ' | cut -d ' ' -f 2-5
  3 amsb, second els
  $ beraad ledger show --json | tail -n 1 | jq -c '[.type, .body.deliveries]'
  ["subject_answered",2]
  $ beraad ledger verify | head -n 1
  the ledger holds: 16 entries, 16 of them under 16 signed checkpoints

One catalogue alone, as text; what has numbers of another kind is another question:

  $ as els beraad subject ask --number-file number --catalogue second | tail -n 1
  beraad subject answer 4 --warehouse DIR
  $ as jan beraad subject answer 4 --number-file number --warehouse planted --language en --quiet | grep -c ': yes'
  1
  $ as els beraad subject ask --number-file number --catalogue amsb census1994
  beraad: the catalogues 'amsb' and 'census1994' have numbers of different kinds
          ask one question for each kind: '--catalogue NAME...'
  [2]
