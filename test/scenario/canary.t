No identifier gets out: not in the package, not in the custody, not in anything printed, also when things go wrong.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ mkdir planted
  $ sed -e "s|@WAREHOUSE@|$WAREHOUSE|; s|@OUT@|$PWD/planted|" "$TESTDIR/canary.sql" >plant.sql
  $ "$RUN_SQL" plant.sql >/dev/null

The search finds them where they are:

  $ /usr/bin/python3 "$TESTDIR/search.py" planted | tail -n 1 | grep -c nothing
  0
  [1]

A release with all its notes, a plan in counts, and a package opened:

  $ mkdir printed
  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet >printed/register 2>&1
  $ as jan beraad deliberation approve IVC/KSZG/19/002 --quiet >printed/confirm 2>&1
  $ beraad warehouse check planted --catalogue amsb >printed/check 2>&1
  $ as els beraad release plan IVC/KSZG/19/002 sample --warehouse planted >printed/plan 2>&1
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse planted >printed/run 2>&1
  $ as jan beraad release approve 1 >printed/approve 2>&1
  $ beraad package open custody/outgoing/*/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened >printed/open 2>&1
  $ wc -l <opened/data/sample-2012.csv
  58

Errors about their very rows: a column of the wrong type, a code that no class takes, a circle of replaced numbers.

  $ cp -r planted broken
  $ echo "COPY (SELECT * REPLACE (CASE WHEN insz BETWEEN 70010100000 AND 70010199999 THEN 9 ELSE category END AS category) FROM read_parquet('planted/living_wage_payment/**/*.parquet', hive_partitioning = true)) TO 'broken/living_wage_payment' (FORMAT parquet, PARTITION_BY (year), OVERWRITE);" >break.sql
  $ "$RUN_SQL" break.sql >/dev/null
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse broken --quiet
  beraad: variable 'living_wage_category', 2012: no class of 'category3' takes the value of 400 persons
          'beraad warehouse check' shows more; the class list is in the catalogue
  [4]
  $ cp -r planted circle
  $ echo "COPY (SELECT 70010100175 AS old_insz, 70010100274 AS insz, DATE '2010-01-01' AS changed_on, 'correction' AS reason UNION ALL SELECT 70010100274, 70010100175, DATE '2010-01-01', 'correction') TO 'circle/insz_history.parquet' (FORMAT parquet);" >break.sql
  $ "$RUN_SQL" break.sql >/dev/null
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse circle --quiet
  beraad: history of numbers: 2 replaced numbers lead into a circle
  [4]
  $ cp -r planted wrong
  $ echo "COPY (SELECT * REPLACE (CAST(birth_date AS VARCHAR) || ' ' || insz AS birth_date) FROM read_parquet('planted/person.parquet')) TO 'wrong/person.parquet' (FORMAT parquet);" >break.sql
  $ "$RUN_SQL" break.sql >/dev/null
  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse wrong --quiet
  beraad: the warehouse: table 'person', column 'birth_date': expected DATE, found VARCHAR
  [4]

Nowhere is one of them, in any form, not even in what failed:

  $ for folder in broken circle wrong; do as els beraad release run IVC/KSZG/19/002 sample --warehouse $folder >>printed/failed 2>&1; beraad warehouse check $folder --catalogue amsb >>printed/failed 2>&1; done
  [4]
  $ /usr/bin/python3 "$TESTDIR/search.py" printed opened custody state
  nothing found

No entry of the ledger holds anything like an identifier, also where somebody gave one as a name:

  $ BERAAD_ACTOR=70010100188 beraad release plan 70.01.01-001.88 70010100188 >/dev/null 2>&1
  [5]
  $ as els beraad ledger show --json >entries
  $ /usr/bin/python3 "$TESTDIR/numbers.py" <entries
  no identifier in any entry
  $ for at in $(seq 0 $(($(wc -l <entries) - 1))); do beraad ledger show --json --from $at --count 1; done | cmp - entries
  $ /usr/bin/python3 "$TESTDIR/search.py" custody state
  nothing found
