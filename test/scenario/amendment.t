A deliberation that is suspended, amended and ended: what was allowed on any day, and a panel that goes on over the amendment.

  $ . "$TESTDIR/setup.sh"
  $ DAY=2020-03-02
  $ beraad() { CLOCK_AT=$(date -u -d "$DAY 12:00" +%s) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@"; }
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ FILE="$PROJECT/deliberation/ksz-19-002.yaml"
  $ registered "$FILE" $ID
  $ DAY=2020-03-10
  $ as els beraad release run $ID sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ DAY=2020-05-04; as els beraad deliberation suspend $ID >/dev/null
  $ DAY=2020-05-11; as els beraad deliberation resume $ID >/dev/null; as jan beraad deliberation approve $ID >/dev/null
  $ DAY=2021-02-01; as els beraad deliberation suspend $ID >/dev/null

Suspended as it is, it can be amended (decision 0021). Who approves sees in which communications persons keep their pseudonyms; what was proposed for the amended one is void:

  $ DAY=2021-02-05; as els beraad deliberation resume $ID >/dev/null
  $ DAY=2021-02-08
  $ amending() { sed -e "s|^deliberation: .*|deliberation: $1|" -e "s|^decided: .*|decided: $2\namends: $3|" -e "$4" "$FILE"; }
  $ amending IVC/KSZG/21/009 2021-02-02 $ID 's/destroy_by: 2029-03-31/destroy_by: 2031-03-31/' >amending.yaml
  $ as els beraad deliberation register amending.yaml --quiet >/dev/null
  $ as jan beraad deliberation approve IVC/KSZG/21/009 --quiet
  deliberation 'IVC/KSZG/21/009': in force
  sha256:* (glob)
  persons keep the pseudonyms of 'IVC/KSZG/19/002' in: sample
  $ as jan beraad deliberation approve $ID
  refused: deliberation approve
    - deliberation 'IVC/KSZG/19/002' was amended: 'IVC/KSZG/21/009' took its place
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation withdraw $ID | head -n 1
  deliberation 'IVC/KSZG/19/002': what was proposed is withdrawn
  $ as els beraad ledger show --json | grep -o '"continues":\[[^]]*\]'
  "continues":["sample"]

The persons of 2012 who are in the sample of 2014 too have the same pseudonym in both deliveries, though the second is under the amendment:

  $ DAY=2021-03-01
  $ as els beraad release run IVC/KSZG/21/009 sample --year 2014 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 2 >/dev/null
  $ for at in 1 2; do beraad package open custody/outgoing/*-$at/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened$at >/dev/null 2>&1; done
  $ pseudonyms() { tail -n +2 opened$1/data/sample-$2.csv | cut -d , -f 1 | sort; }
  $ test $(comm -12 <(pseudonyms 1 2012) <(pseudonyms 2 2014) | wc -l) -gt 0 && echo "persons can be followed"
  persons can be followed
  $ as els beraad release run IVC/KSZG/21/009 sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 3 >/dev/null
  $ beraad package open custody/outgoing/*-3/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened3 >/dev/null 2>&1
  $ cmp opened1/data/sample-2012.csv opened3/data/sample-2012.csv && echo "the same persons, the same rows"
  the same persons, the same rows

Other persons on the way of another recipient:

  $ DAY=2021-06-01
  $ as els beraad recipient add lab --age-key public.txt >/dev/null
  $ amending IVC/KSZG/21/030 2021-05-04 IVC/KSZG/21/009 's/^  id: pod-mi/  id: lab/; s/id: pod-mi,/id: lab,/' >other.yaml
  $ grep -c 'id: lab' other.yaml
  1
  $ as els beraad deliberation register other.yaml --quiet >/dev/null
  $ as jan beraad deliberation approve IVC/KSZG/21/030 --quiet | head -n 1
  deliberation 'IVC/KSZG/21/030': in force
  $ as els beraad release run IVC/KSZG/21/030 sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 4 >/dev/null
  $ beraad package open custody/outgoing/*-4/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened4 >/dev/null 2>&1
  $ comm -12 <(pseudonyms 1 2012) <(pseudonyms 4 2012) | wc -l
  0
  $ as els beraad deliberation end IVC/KSZG/21/030 >/dev/null
  $ DAY=2022-01-10; as jan beraad deliberation approve IVC/KSZG/21/030 | head -n 1
  deliberation 'IVC/KSZG/21/030': ended

How they stand now, and what waits for another person:

  $ sed 's|19/002|19/004|' "$FILE" >fourth.yaml
  $ as els beraad deliberation register fourth.yaml --quiet >/dev/null
  $ beraad deliberation list
  deliberation     decided     state                       since                 amends           waits for
  ---------------  ----------  --------------------------  --------------------  ---------------  --------------------------------------------
  IVC/KSZG/19/002  2019-01-15  amended by IVC/KSZG/21/009  2021-02-08T12:00:00Z                   
  IVC/KSZG/21/009  2021-02-02  amended by IVC/KSZG/21/030  2021-06-01T12:00:00Z  IVC/KSZG/19/002  
  IVC/KSZG/21/030  2021-05-04  ended                       2022-01-10T12:00:00Z  IVC/KSZG/21/009  
  IVC/KSZG/19/004              not registered                                                     'deliberation register' of els, for approval
  $ beraad deliberation list --json | grep -o '"proposed[^,}]*'
  "proposed":"deliberation register"
  "proposed_by":"els"

What was allowed on a day:

  $ on() { beraad deliberation explain $1 --on $2 --language ${3:-en} >said; sed -n '1,/^$/p' said | grep .; }
  $ for day in 2020-03-01 2020-03-02 2020-05-03 2020-05-04 2020-05-10 2020-05-11 2021-02-01 2021-02-07 2021-02-08 2022-01-10; do on $ID $day; done
  On 1 March 2020: not registered. Nothing was allowed under it.
  On 2 March 2020: in force since 2 March 2020. What follows was allowed.
  On 3 May 2020: in force since 2 March 2020. What follows was allowed.
  On 4 May 2020: suspended since 4 May 2020. Nothing of what follows was allowed
  while that lasted.
  On 10 May 2020: suspended since 4 May 2020. Nothing of what follows was allowed
  while that lasted.
  On 11 May 2020: in force since 11 May 2020. What follows was allowed.
  On 1 February 2021: suspended since 1 February 2021. Nothing of what follows was
  allowed while that lasted.
  On 7 February 2021: suspended since 1 February 2021. Nothing of what follows was
  allowed while that lasted.
  On 8 February 2021: amended since 8 February 2021; IVC/KSZG/21/009 took its
  place. What follows was not allowed any more.
  On 10 January 2022: amended since 8 February 2021; IVC/KSZG/21/009 took its
  place. What follows was not allowed any more.
  $ for day in 2021-02-07 2021-02-08 2021-05-31 2021-06-01; do on IVC/KSZG/21/009 $day; done
  On 7 February 2021: not registered. Nothing was allowed under it.
  On 8 February 2021: in force since 8 February 2021. What follows was allowed.
  On 31 May 2021: in force since 8 February 2021. What follows was allowed.
  On 1 June 2021: amended since 1 June 2021; IVC/KSZG/21/030 took its place. What
  follows was not allowed any more.
  $ for day in 2021-06-01 2022-01-09 2022-01-10; do on IVC/KSZG/21/030 $day; done
  On 1 June 2021: in force since 1 June 2021. What follows was allowed.
  On 9 January 2022: in force since 1 June 2021. What follows was allowed.
  On 10 January 2022: ended on 10 January 2022. What follows was not allowed any
  more.
  $ on IVC/KSZG/21/009 2021-03-01 nl
  Op 1 maart 2021: van kracht sinds 8 februari 2021. Toegelaten was wat volgt.
  $ beraad deliberation explain $ID --on 2020-03-02 --language fr | grep -c '2029'
  4
  $ beraad deliberation explain IVC/KSZG/21/009 --on 2021-03-01 --language fr | grep -c '2031'
  1
  $ beraad deliberation explain $ID --on 2021-02-08 --json | grep -o '"allowed":[a-z]*\|"amended_by":"[^"]*"\|"on":"[^"]*"\|"state":"[a-z ]*"'
  "allowed":false
  "amended_by":"IVC/KSZG/21/009"
  "on":"2021-02-08"
  "state":"amended"
  $ beraad deliberation explain $ID --on 2020-01-01 --json
  {"allowed":false,"deliberation":"IVC/KSZG/19/002","language":"en","on":"2020-01-01","state":"not registered"}
  $ beraad deliberation explain $ID --on 2022-01-11
  beraad: option '--on': that day has not come
  [2]
  $ beraad deliberation explain $ID --on 2021-02-30
  beraad: option '--on': expected a date as YYYY-MM-DD
  [2]
  $ beraad deliberation explain IVC/KSZG/99/001 --on 2021-02-01
  beraad: no deliberation of that reference is registered
  [2]

A deliberation can be registered before its day has come:

  $ sed -e "s|^deliberation: .*|deliberation: IVC/KSZG/22/001|" -e "s|^decided: .*|decided: 2022-01-18|" -e 's/destroy_by: 2029-03-31/destroy_by: 2030-03-31/' "$FILE" >early.yaml
  $ registered early.yaml IVC/KSZG/22/001
  $ on IVC/KSZG/22/001 2022-01-10
  On 10 January 2022: registered, but decided on 18 January 2022 only. Nothing of
  what follows was allowed yet.
  $ DAY=2022-01-18; on IVC/KSZG/22/001 2022-01-18
  On 18 January 2022: in force since 18 January 2022. What follows was allowed.
  $ beraad ledger verify | grep -c '^the ledger holds'
  1
