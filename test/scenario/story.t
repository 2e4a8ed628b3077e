The same release made twice has the same content; every act is in the ledger; nothing is delivered by one person.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ beraad deliberation explain IVC/KSZG/19/002 --language nl >explained && head -n 2 explained
  Beraadslaging IVC/KSZG/19/002 van 15\xc2\xa0januari\xc2\xa02019 (esc)
  Informatieveiligheidscomit\xc3\xa9, kamer sociale zekerheid en gezondheid (esc)
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet --json >first.json
  $ as els beraad release run IVC/KSZG/19/002 sample --year 2016 2014 2012 --warehouse "$WAREHOUSE" --threads 1 --quiet --json >second.json
  $ jq -r .release,.state first.json second.json
  1
  prepared
  2
  prepared
  $ diff <(jq .manifest,.tar first.json) <(jq .manifest,.tar second.json) && echo the same
  the same
  $ jq -e '.years | map(.sample == ((.cohort * 2 + 10) / 20 | floor)) | all' first.json
  true
  $ as els beraad release withdraw 2
  release 2 is withdrawn: 0 of 1 approvals
  $ as els beraad release list | cut -c 1-75
  release  state      deliberation     communication  years           rows  p
  -------  ---------  ---------------  -------------  --------------  ----  -
        1  prepared   IVC/KSZG/19/002  sample         2012 2014 2016    56  2
        2  withdrawn  IVC/KSZG/19/002  sample         2012 2014 2016    56  2
  $ as jan beraad release approve 1 >/dev/null
  $ find custody/held custody/work custody/outgoing -type f | sort
  custody/outgoing/ivc-kszg-19-002-sample-1/ivc-kszg-19-002-sample-1.tar.age
  custody/outgoing/ivc-kszg-19-002-sample-1/ivc-kszg-19-002-sample-1.tar.age.minisig
  $ as els beraad ledger show | awk 'NR > 2 {print $4}' | sort | uniq -c
        2 actor_added
        1 custody_created
        1 deliberation_registered
        1 key_created
        1 proposed
        1 recipient_added
        1 release_approved
        1 release_delivered
        2 release_prepared
        1 release_withdrawn

A wrong passphrase, a missing option, a warehouse that is not there:

  $ BERAAD_ACTOR=els BERAAD_PASSPHRASE_FILE=secret/jan beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet
  beraad: the passphrase for 'els.key' is wrong
  [6]
  $ as els beraad release run IVC/KSZG/19/002 sample --quiet
  beraad: option '--warehouse' is missing
  [2]
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse nowhere --quiet
  beraad: the warehouse: no table 'person' (the first of 8 faults)
  [4]
  $ beraad release fly
  beraad: 'release' needs one of its verbs, found 'fly'
          'beraad release --help' lists them
  [2]
  $ beraad deliberation check nothing.yaml
  beraad: cannot open 'nothing.yaml': No such file or directory
  [74]
  $ echo 'deliberation: [' >bad.yaml && beraad deliberation check bad.yaml
  bad.yaml:2:1: not valid YAML: did not find expected node content (while parsing a flow node from line 2, column 1)
  beraad: 'bad.yaml', line 2, column 1: not valid YAML: did not find expected node content (while parsing a flow node from line 2, column 1)
  [3]
