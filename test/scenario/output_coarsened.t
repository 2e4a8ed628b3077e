An amendment has a variable in coarser classes, another one drops it; what was released of the finer ones is counted from the data set that had them.

  $ . "$TESTDIR/setup.sh"
  $ DAY=2020-03-02
  $ beraad() { CLOCK_AT=$(date -u -d "$DAY 12:00" +%s) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@"; }
  $ people pod-mi
  $ for name in rik chris; do echo "the passphrase of $name" >"secret/$name"; done
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ COARSE=IVC/KSZG/21/009
  $ NONE=IVC/KSZG/21/031
  $ FILE="$PROJECT/deliberation/ksz-19-002.yaml"
  $ registered "$FILE" $ID
  $ prepare() { as els beraad enclave prepare $1 --year $2 --warehouse "$WAREHOUSE" --quiet >/dev/null; }
  $ prepare $ID 2014 && prepare $ID 2016 && as rik beraad undertaking sign $ID --quiet >/dev/null
  $ ask() { as rik beraad output table "$@" --quiet >/dev/null; }
  $ wrong() { as chris beraad output check $1 --all >page; grep FAIL page || echo nothing; }
  $ release() { as chris beraad output check $1 --quiet >/dev/null && as chris beraad output approve $1 --quiet >/dev/null && as chris beraad output release $1 --quiet | head -n 1; }
  $ ask $ID --by sex --where education_level=3 --year 2016 && release 1
  output 1: released
  $ ask $ID --by sex --where education_level=0,1,2,3,6,7,8,99 --year 2014 && release 2
  output 2: released

The amendment has three classes of education. Its class 2 is what 3 and 4 were, and its class 3 is not what 3 was: the five persons of 4 would be known.

  $ DAY=2021-02-08
  $ amend() { sed -e "s|^deliberation: .*|deliberation: $1|" -e "s|^decided: .*|decided: $3\namends: $2|" "$FILE" | sed "$4" >"amending.yaml" && as els beraad deliberation register amending.yaml --quiet >/dev/null && as jan beraad deliberation approve $1 --quiet | head -n 1; }
  $ amend $COARSE $ID 2021-02-02 's|^    - education_level|    - {name: education_level, as: education3}|'
  deliberation 'IVC/KSZG/21/009': in force
  $ prepare $COARSE 2016 && as rik beraad undertaking sign $COARSE --quiet >/dev/null
  $ ask $COARSE --by sex --where education_level=2 --year 2016 && wrong 3
  FAIL  table.csv: differs from another table by too few persons (*) (glob)
  FAIL  table.csv: together with other tables it gives a count of too few persons (*) (glob)
  $ grep -c "output 1, table.csv" page
  [0-9]+ (re)
  $ grep "released before" -A 3 page
  released before of the same variables and years
    output 1, table.csv (2020-03-02): frequency_table by sex@2016; only education_level@2016
  $ as rik beraad output withdraw 3 --quiet >/dev/null

What says nothing of them leaves, in the classes of the amendment:

  $ ask $COARSE --by parent_known --where education_level=1 --year 2016 && wrong 4
  nothing
  $ as rik beraad output withdraw 4 --quiet >/dev/null
  $ ask $COARSE --by parent_known --year 2016 && release 5
  output 5: released

The next amendment has no education at all. Few persons are of all but not of output 2:

  $ DAY=2021-06-07
  $ amend $NONE $COARSE 2021-06-01 '/^    - education_level/d'
  deliberation 'IVC/KSZG/21/031': in force
  $ prepare $NONE 2016 && prepare $NONE 2014 && prepare $NONE 2018 && as rik beraad undertaking sign $NONE --quiet >/dev/null
  $ ask $NONE --by sex --year 2014 && wrong 6
  FAIL  table.csv: differs from another table by too few persons (*) (glob)
  FAIL  table.csv: together with other tables it gives a count of too few persons (*) (glob)
  $ grep -c "output 2, table.csv" page
  [0-9]+ (re)
  $ ask $NONE --by nationality --year 2016 && wrong 7
  nothing

Once the data set that had it is destroyed, nobody can say any more what goes together with outputs 1 and 2; another year has nothing to do with them:

  $ as els beraad retention destroy $ID --quiet >/dev/null && as jan beraad retention approve $ID --quiet | head -n 1
  destruction 1 is completed: 2 artefacts, 2 keys
  $ wrong 7
  FAIL  table.csv: what was released before cannot be counted again, so that nothing can be judged against it
  $ grep -A 3 FAIL page
  FAIL  table.csv: what was released before cannot be counted again, so that nothing can be judged against it
          against output 1, table.csv: variable 'education_level' of 2016: no data set that is kept has it in classes of which those of both are unions
          by doc/decision/0027-outputs-across-amendments.md; paragraphs [9, 10]
          do: ask for no year of that output, or have the next amendment name its variables in these classes and the year prepared again
  $ ask $NONE --by nationality --year 2018 && wrong 8
  nothing
  $ as els beraad output profile $NONE --language en --quiet
  profile written: profile-en.html
