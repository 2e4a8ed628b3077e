What the gate refuses: exit status 5, all reasons with their paragraphs, an entry in the ledger, no file, no key touched.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ run() { as els beraad release run "$@" --warehouse "$WAREHOUSE" --quiet; }

Before the deliberation is registered:

  $ run IVC/KSZG/19/002 sample --year 2012
  refused: release run
    - deliberation 'IVC/KSZG/19/002' is not registered in this custody
  beraad: refused, for 1 reason
  [5]

  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet
  deliberation 'IVC/KSZG/19/002': proposed, waits for another person's approval
  sha256:* (glob)

And after one person has said so:

  $ run IVC/KSZG/19/002 sample --year 2012
  refused: release run
    - deliberation 'IVC/KSZG/19/002' is not registered in this custody
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation approve IVC/KSZG/19/002 --quiet
  deliberation 'IVC/KSZG/19/002': in force
  sha256:* (glob)

A year that the sample has not, a communication that there is not, a recipient that is another:

  $ run IVC/KSZG/19/002 sample --year 2012 2018
  refused: release run
    - year 2018 is not a year of communication 'sample' (allowed: 2012, 2014, 2016)  [2, 3, 4, 8]
  beraad: refused, for 1 reason
  [5]
  $ run IVC/KSZG/19/002 census --year 2012
  refused: release run
    - communication 'census' is not in deliberation 'IVC/KSZG/19/002' (it has: 'sample', 'population')  [2, 3, 4, 8, 9]
  beraad: refused, for 1 reason
  [5]
  $ run IVC/KSZG/19/002 sample --year 2012 --recipient newspaper
  refused: release run
    - recipient 'newspaper' is not the one of deliberation 'IVC/KSZG/19/002' (which is 'pod-mi')  [1, 3, 4]
  beraad: refused, for 1 reason
  [5]

A variable that it has not, one in another class list; what it has may be taken in part:

  $ run IVC/KSZG/19/002 sample --year 2012 --variable age municipality
  refused: release run
    - variable 'municipality' is not in deliberation 'IVC/KSZG/19/002'  [3]
  beraad: refused, for 1 reason
  [5]
  $ run IVC/KSZG/19/002 sample --year 2012 --variable age:age5y
  refused: release run
    - variable 'age' may come out in the classes 'age7' only, not in 'age5y'  [3]
  beraad: refused, for 1 reason
  [5]
  $ as els beraad release plan IVC/KSZG/19/002 sample --year 2012 --variable age:age7 sex | grep -A 4 ^variables
  variables  [3]
  variable  group   classes  from
  --------  ------  -------  ------------
  age       person  age7     person_facts
  sex       person  sex2     person_facts

The population may be worked on on site; it may not be delivered:

  $ run IVC/KSZG/19/002 population --year 2018
  refused: release run
    - communication 'population' may be used on site only, never delivered  [2, 4, 9]
  beraad: refused, for 1 reason
  [5]

Who may not:

  $ as jan beraad release run IVC/KSZG/19/002 sample --year 2012 --warehouse "$WAREHOUSE" --quiet
  refused: release run
    - 'release run' is not for the role approver (but for: operator)
  beraad: refused, for 1 reason
  [5]
  $ BERAAD_ACTOR=nobody BERAAD_PASSPHRASE_FILE=secret/els beraad release run IVC/KSZG/19/002 sample --year 2012 --warehouse "$WAREHOUSE" --quiet
  refused: release run
    - actor 'nobody' is not known in this custody
  beraad: refused, for 1 reason
  [5]

Several things wrong at once are told at once:

  $ as jan beraad release run IVC/KSZG/19/002 population --year 2011 2018 --recipient newspaper --warehouse "$WAREHOUSE" --quiet
  refused: release run
    - 'release run' is not for the role approver (but for: operator)
    - communication 'population' may be used on site only, never delivered  [2, 4, 9]
    - year 2011 is not a year of communication 'population' (allowed: 2012, 2014, 2016, 2018, 2020, 2022, 2024)  [2, 4, 8, 9]
    - recipient 'newspaper' is not the one of deliberation 'IVC/KSZG/19/002' (which is 'pod-mi')  [1, 3, 4]
  beraad: refused, for 4 reasons
  [5]

The same as JSON:

  $ run IVC/KSZG/19/002 sample --year 2018 --json
  {"act":"release run","deliberation":"IVC/KSZG/19/002","reasons":[{"cites":[2,3,4,8],"code":"year","words":"year 2018 is not a year of communication 'sample' (allowed: 2012, 2014, 2016)"}],"verdict":"refused"}
  {"error":"refused","hint":"","message":"refused, for 1 reason"}
  [5]

No key was made, nothing is staged:

  $ ls custody/key/project custody/held custody/outgoing custody/work
  custody/held:
  
  custody/key/project:
  
  custody/outgoing:
  
  custody/work:

A release that nobody approved, approved by its own operator, or that is not there:

  $ run IVC/KSZG/19/002 sample --year 2012 >/dev/null
  $ as els beraad release deliver 1
  refused: release deliver
    - release 1 has 0 of the 1 approval of others that it needs  [6]
  beraad: refused, for 1 reason
  [5]
  $ as els beraad release approve 1
  refused: release approve
    - 'release approve' is not for the role operator (but for: approver)
    - release 1 was made by 'els', so another person must approve it  [6]
  beraad: refused, for 2 reasons
  [5]
  $ as jan beraad release approve 7
  refused: release approve
    - there is no release 7
  beraad: refused, for 1 reason
  [5]
  $ ls custody/outgoing

An operator who is an approver too cannot approve what he ran himself:

  $ beraad actor add ria --role operator --role approver --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad release run IVC/KSZG/19/002 sample --year 2014 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as ria beraad release approve 2
  refused: release approve
    - release 2 was made by 'ria', so another person must approve it  [6]
  beraad: refused, for 1 reason
  [5]

Past its date nothing comes out, and what is amended away allows nothing more:

  $ sed -e 's|IVC/KSZG/19/002|TEST/PAST/1|' -e 's/destroy_by: 2029-03-31/destroy_by: 2021-03-31/' "$PROJECT/deliberation/ksz-19-002.yaml" >past.yaml
  $ registered past.yaml TEST/PAST/1
  $ run TEST/PAST/1 sample --year 2012
  refused: release run
    - what there is of year 2012 had to be destroyed by 2021-03-31  [4, 11]
  beraad: refused, for 1 reason
  [5]
  $ sed -e 's|^deliberation: .*|deliberation: IVC/KSZG/26/001|' -e 's/^decided: .*/decided: 2026-01-13\namends: IVC\/KSZG\/19\/002/' "$PROJECT/deliberation/ksz-19-002.yaml" >amending.yaml
  $ registered amending.yaml IVC/KSZG/26/001
  $ run IVC/KSZG/19/002 sample --year 2012
  refused: release run
    - deliberation 'IVC/KSZG/19/002' was amended: 'IVC/KSZG/26/001' took its place
  beraad: refused, for 1 reason
  [5]

Every refusal is in the ledger, and the ledger holds:

  $ as els beraad ledger show | grep -c refused
  18
  $ as els beraad ledger verify
  the ledger holds: 32 entries, 31 of them under 14 signed checkpoints
  root sha256:* (glob)
