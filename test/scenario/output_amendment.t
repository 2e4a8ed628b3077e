What was released before an amendment still counts after it: two tables that differ by a few persons do not both leave, though each is asked for under another deliberation.

  $ . "$TESTDIR/setup.sh"
  $ DAY=2020-03-02
  $ beraad() { CLOCK_AT=$(date -u -d "$DAY 12:00" +%s) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@"; }
  $ people pod-mi
  $ for name in rik chris; do echo "the passphrase of $name" >"secret/$name"; done
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ NEW=IVC/KSZG/21/009
  $ FILE="$PROJECT/deliberation/ksz-19-002.yaml"
  $ registered "$FILE" $ID
  $ ready() { as rik beraad undertaking sign $1 --quiet >/dev/null; as els beraad enclave prepare $1 --year 2016 --warehouse "$WAREHOUSE" --quiet >/dev/null; }
  $ ready $ID
  $ as rik beraad output table $ID --by sex --year 2016 --quiet >/dev/null
  $ as rik beraad output check 1 | grep -c FAIL
  0
  [1]
  $ as chris beraad output approve 1 --quiet >/dev/null && as chris beraad output release 1 --quiet >/dev/null
  $ DAY=2021-02-08
  $ sed -e "s|^deliberation: .*|deliberation: $NEW|" -e "s|^decided: .*|decided: 2021-02-02\namends: $ID|" "$FILE" >amending.yaml
  $ as els beraad deliberation register amending.yaml --quiet >/dev/null
  $ as jan beraad deliberation approve $NEW --quiet | head -n 1
  deliberation 'IVC/KSZG/21/009': in force
  $ ready $NEW
  $ as rik beraad output table $NEW --by sex,socio_economic_position:position4 --year 2016 --quiet >/dev/null
  $ as rik beraad output check 2 --quiet >/dev/null
  $ as chris beraad output protect 2 --method suppress >page
  $ grep -A 1 -e FAIL -e "released before" page
  FAIL  table.csv: a suppressed cell can be computed
          the certificate failed: no pattern of suppressions was proven safe
  --
  released before of the same variables and years
    output 1, table.csv (2020-03-02): frequency_table by sex@2016

The profile is of what was released before the amendment and after it:

  $ as rik beraad output withdraw 2 --quiet >/dev/null
  $ as rik beraad output table $NEW --by parent_known --year 2016 --quiet >/dev/null
  $ as rik beraad output check 3 --quiet | grep -c FAIL
  0
  [1]
  $ as chris beraad output approve 3 --quiet >/dev/null && as chris beraad output release 3 --quiet >/dev/null
  $ as els beraad output profile $NEW --language en --quiet
  profile written: profile-en.html
  $ beraad ledger show --json | jq -c 'select(.type == "output_profiled") | .body.outputs'
  [1,3]
  $ sed -n '/<h2>Sources/,$p' profile-en.html | grep -o "<tr><td[^>]*>[0-9]*" | sed 's/.*>//' | xargs
  1 3

Past the date of its data nothing is asked, judged or released any more:

  $ as rik beraad output table $NEW --by lipro --year 2016 --quiet >/dev/null
  $ DAY=2030-01-07
  $ as rik beraad output table $NEW --by sex --year 2016
  refused: output request
    - what there is of year 2016 had to be destroyed by 2026-02-08  [4, 11]
  beraad: refused, for 1 reason
  [5]
  $ as rik beraad output check 4
  refused: output check
    - what there is of year 2016 had to be destroyed by 2026-02-08  [4, 11]
  beraad: refused, for 1 reason
  [5]
  $ as chris beraad output protect 4 2>/dev/null | grep destroyed
    - what there is of year 2016 had to be destroyed by 2026-02-08  [4, 11]
  $ as chris beraad output release 4 2>/dev/null | grep destroyed
    - what there is of year 2016 had to be destroyed by 2026-02-08  [4, 11]

What was released is anonymous and stays; the profile is made of it still:

  $ as els beraad output profile $NEW --language nl --quiet
  profile written: profile-nl.html
