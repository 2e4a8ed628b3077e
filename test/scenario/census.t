Another custodian, real persons, another kind of identifier, a CSV file: the same program.

  $ . "$TESTDIR/setup.sh"
  $ [ -f "$SHARED/data/adult.csv" ] || exit 80
  $ people uni-labour
  $ beraad deliberation check "$PROJECT/deliberation/census-1994-001.yaml"
  */deliberation/census-1994-001.yaml: deliberation CENSUS/1994/001 is sound (paragraphs: 5, communications: 1, variables: 6, interpretations: 1) (glob)
  $ beraad warehouse check "$SHARED/data" --catalogue census1994 --quiet
  table   rows
  -----  -----
  adult  30162
  
  0 faults, 0 notes
  $ registered "$PROJECT/deliberation/census-1994-001.yaml" CENSUS/1994/001
  $ as els beraad release run CENSUS/1994/001 sample --warehouse "$SHARED/data" --quiet | sed -n 10p | cut -c 1-54
  1994  1994-12-31      30,162   1,508  1,508         0 
  $ as jan beraad release approve 1 >/dev/null

The sample is five per cent of each sex, 20,380 men and 9,782 women: 1,019 and 489.1, so 489:

  $ beraad package open custody/outgoing/*/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened --quiet >/dev/null
  $ cd opened/data
  $ head -n 1 sample-1994.csv
  pseudonym,reference_year,sex,age,country,education,work_class,salary,weight
  $ /usr/bin/python3 - <<'PY'
  > import collections, csv
  > rows = list(csv.DictReader(open("sample-1994.csv", newline="")))
  > print(sorted(collections.Counter(row["sex"] for row in rows).items()))
  > print(dict(sorted((row["sex"], row["weight"]) for row in rows)))
  > print(len({row["pseudonym"] for row in rows}), rows == sorted(rows, key=lambda row: row["pseudonym"]))
  > PY
  [('F', 489), ('M', 1019)]
  {'F': '20.004089979550102', 'M': '20.0'}
  1508 True
  $ cd ../..

Delivered once; a second time is refused:

  $ as els beraad release run CENSUS/1994/001 sample --warehouse "$SHARED/data" --quiet
  refused: release run
    - communication 'sample' may be delivered once, and was  [2]
  beraad: refused, for 1 reason
  [5]

It is to be destroyed two years after delivery:

  $ test "$(as els beraad retention show --json | jq -r '.[0].destroy_by // .obligations[0].destroy_by' | cut -c1-4)" -eq "$(( $(date -u +%Y) + 2 ))"
