What must be destroyed, by when, and why: for people, for programs, for calendars.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ as els beraad retention show
  nothing was delivered, so nothing must be destroyed
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as els beraad retention show --json
  []
  $ as jan beraad release approve 1 >/dev/null
  $ as els beraad retention show --json | jq -c '.[] | del(.days_left)'
  {"artefact":1,"cites":[4,11],"communication":"sample","deliberation":"IVC/KSZG/19/002","destroy_by":"2029-03-31","kind":"package","pending":false,"recipient":"pod-mi","release":1,"years":[2012,2014,2016]}
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
