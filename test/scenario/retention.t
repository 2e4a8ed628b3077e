What must be destroyed, by when, and why: for people, for programs, for calendars.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ as els beraad retention show
  nothing was delivered, so nothing must be destroyed
  $ as els beraad retention show --ical >empty.ics && /usr/bin/python3 "$TESTDIR/ics.py" empty.ics
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as els beraad retention show --json
  []
  $ as jan beraad release approve 1 >/dev/null
  $ as els beraad retention show --json | jq -c '.[] | del(.days_left)'
  {"artefact":1,"by_text":"IVC/KSZG/19/002","cites":[4,11],"communication":"sample","deliberation":"IVC/KSZG/19/002","destroy_by":"2029-03-31","kind":"package","pending":false,"recipient":"pod-mi","release":1,"years":[2012,2014,2016]}
  $ as els beraad retention show --language nl | sed -E 's/nog [0-9]+ dagen/nog N dagen/'
  2029
    31 maart 2029
      nog N dagen  IVC/KSZG/19/002 sample  2012, 2014, 2016  pakket 1, bij pod-mi  [4, 11]
  
  IVC/KSZG/19/002
     [4] De studiedienst van de POD voert het onderzoek uit, en de verwerking
         keert terug: eerst 2012, 2014 en 2016, later 2018, 2020, 2022 en 2024
         naarmate de gegevens er zijn. Het gaat om de personen uit de steekproeven
         van 2012, 2014 en 2016 en om de volledige populatie van alle zeven jaren.
         Vijf jaar na de laatste levering worden de gegevens vernietigd.
    [11] Opslagbeperking: bewaring ten hoogste vijf jaar na de laatste levering.
         De gegevens van 2012, 2014 en 2016 worden uiterlijk op 31 maart 2029
         vernietigd, de andere uiterlijk vijf jaar na de laatste levering. Enkel
         een nieuwe beraadslaging kan daarvan afwijken.
  $ as els beraad retention show --ical >calendar.ics
  $ /usr/bin/python3 "$TESTDIR/ics.py" calendar.ics
  2029-03-31 CONFIRMED -30 To be destroyed: IVC/KSZG/19/002 sample, 2012, 2014, 2016 | package 1, with pod-mi; paragraph [4, 11]

Past the date (in a copy of the custody, with a clock of its own) nothing more is planned, made, approved or delivered of it, and the calendar says how late it is:

  $ as els beraad release run IVC/KSZG/19/002 sample --year 2014 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ cp -a custody past
  $ on() { # on DAY NAME WORD...
  >   local day=$1 name=$2
  >   shift 2
  >   BERAAD_CUSTODY=$PWD/past BERAAD_ACTOR=$name BERAAD_PASSPHRASE_FILE=$PWD/secret/$name CLOCK_AT=$(date -u -d "$day 12:00" +%s) \
  >     ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@" 2>/dev/null
  > }
  $ for act in "els release plan" "els release run"; do on 2029-04-01 $act IVC/KSZG/19/002 sample --year 2012 --warehouse "$WAREHOUSE"; done
  refused: release plan
    - what there is of year 2012 had to be destroyed by 2029-03-31  [4, 11]
  refused: release run
    - what there is of year 2012 had to be destroyed by 2029-03-31  [4, 11]
  [5]
  $ on 2029-04-01 jan release approve 2
  refused: release approve
    - what there is of year 2014 had to be destroyed by 2029-03-31  [4, 11]
  [5]
  $ on 2029-04-01 els release deliver 2
  refused: release deliver
    - what there is of year 2014 had to be destroyed by 2029-03-31  [4, 11]
    - release 2 has 0 of the 1 approval of others that it needs  [6]
  [5]
  $ on 2029-04-01 els retention show --language en | sed -n 3p
      1 day late  IVC/KSZG/19/002 sample  2012, 2014, 2016  package 1, with pod-mi  [4, 11]
  $ ls past/outgoing | wc -l
  1

An amendment moves what was delivered before it, and nothing else does: longer, then shorter, with the paragraphs of the text that holds.

  $ amending() { # amending ID DECIDED OLD BY AFTER
  >   sed -e "s|^deliberation: .*|deliberation: $1|" -e "s|^decided: .*|decided: $2\namends: $3|" -e "s|destroy_by: 2029-03-31|destroy_by: $4|" \
  >     -e "s|destroy_after: {years: 5,|destroy_after: {years: $5,|" "$PROJECT/deliberation/ksz-19-002.yaml" >amending.yaml
  >   registered amending.yaml "$1"
  > }
  $ dates() { as els beraad retention show --json | jq -c '.[] | [.deliberation, .by_text, .years, .destroy_by, .pending]'; }
  $ amending IVC/KSZG/26/001 2026-01-13 IVC/KSZG/19/002 2030-06-30 9
  $ dates
  ["IVC/KSZG/19/002","IVC/KSZG/26/001",[2012,2014,2016],"2030-06-30",false]
  $ as els beraad retention show --language en | sed -n '5,6p'
  IVC/KSZG/26/001 (amends IVC/KSZG/19/002)
     [4] The study service of the PPS carries out the research, and the processing
  $ amending IVC/KSZG/26/002 2026-02-10 IVC/KSZG/26/001 2027-01-31 5
  $ dates
  ["IVC/KSZG/19/002","IVC/KSZG/26/002",[2012,2014,2016],"2027-01-31",false]

The series goes on under the amendment, and is closed there:

  $ as els beraad release run IVC/KSZG/26/002 sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 3 >/dev/null
  $ as els beraad retention declare-last IVC/KSZG/19/002 sample
  refused: retention declare-last
    - deliberation 'IVC/KSZG/19/002' was amended: 'IVC/KSZG/26/001' took its place
  beraad: refused, for 1 reason
  [5]
  $ as els beraad retention declare-last IVC/KSZG/26/002 sample >/dev/null
  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1
