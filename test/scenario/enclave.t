The population on site: prepared year by year, models in, nothing out. What a job wrote is known here by its digest alone, so each answer is
compared with the digest of what it must be.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ echo "the passphrase of ria" >secret/ria
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ prepare() { as els beraad enclave prepare IVC/KSZG/19/002 --warehouse "$WAREHOUSE" --quiet "$@"; }
  $ job() { as ria beraad enclave run IVC/KSZG/19/002 --quiet --json "$@" | jq -r '.outcome, .exit_status, .files' | xargs; }
  $ digest() { as ria beraad enclave files "$1" --json | jq -r ".[] | select(.name == \"$2\") | .digest"; }
  $ of() { echo "sha256:$(sha256sum | cut -d ' ' -f 1)"; }

A year that is not the communication's, and a job before the undertaking is signed, are refused:

  $ prepare --year 2013
  refused: enclave prepare
    - year 2013 is not a year of communication 'population' (allowed: 2012, 2014, 2016, 2018, 2020, 2022, 2024)  [2, 4, 8, 9]
  beraad: refused, for 1 reason
  [5]
  $ prepare --year 2012 2014 --json | jq -c '.[] | [.year, .rows > 0]'
  [2012,true]
  [2014,true]
  $ sha256sum custody/dataset/*/* >before
  $ prepare --year 2018 >/dev/null
  $ sha256sum --check --status before && echo the earlier years are as they were
  the earlier years are as they were
  $ prepare --year 2012
  beraad: year 2012 of communication 'population' was prepared already
  [6]
  $ as ria beraad enclave run IVC/KSZG/19/002 true --year nineteen --quiet
  beraad: option '--year': expected a year
  [2]
  $ as ria beraad enclave run --quiet --year 2012 2014 IVC/KSZG/19/002 true
  refused: enclave run
    - actor 'ria' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  beraad: refused, for 1 reason
  [5]
  $ as ria beraad undertaking sign IVC/KSZG/19/002 >/dev/null

The pseudonyms of the delivered sample meet none of the population's:

  $ as els beraad release run IVC/KSZG/19/002 sample --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 --quiet >/dev/null
  $ beraad package open custody/outgoing/*/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened --quiet >/dev/null
  $ cut -d , -f 1 opened/data/sample-2012.csv >delivered.txt
  $ test "$(wc -l <delivered.txt)" -gt 10 && echo enough
  enough
  $ cat >meet.py <<'.'
  > import csv
  > delivered = set(open("/model/delivered.txt").read().split()[1:])
  > rows = [row["pseudonym"] for row in csv.DictReader(open("/data/population-2012.csv"))]
  > again = {row["pseudonym"] for row in csv.DictReader(open("/data/population-2014.csv"))}
  > open("/out/meet.txt", "w").write(f"{len(delivered & set(rows))} {rows == sorted(rows)} {len(again & set(rows)) > 0}\n")
  > .
  $ as ria beraad enclave import IVC/KSZG/19/002 meet.py delivered.txt "$PROJECT/example/transition/transition.py" --quiet --json | jq -r '.files[].path'
  /model/meet.py
  /model/delivered.txt
  /model/transition.py
  $ job meet.py
  done 0 3
  $ test "$(digest 1 meet.txt)" = "$(echo "0 True True" | of)" && echo nobody is met
  nobody is met

SQL, and the same answer from the file that the sandbox was given; a script twice gives the same bytes; a failure is a class and nothing else:

  $ echo "SELECT count(*) = (SELECT count(*) FROM read_csv('/data/population-2012.csv')) AS same FROM population_2012" >same.sql
  $ echo 'cat(runif(3), file = "/out/chance.txt")' >chance.R
  $ as ria beraad enclave import IVC/KSZG/19/002 same.sql chance.R --quiet >/dev/null
  $ job /model/same.sql
  done 0 2
  $ test "$(digest 2 stdout.txt)" = "$(printf 'same\ntrue\n' | of)" && echo the same
  the same
  $ job chance.R; job chance.R
  done 0 3
  done 0 3
  $ test "$(digest 3 chance.txt)" = "$(digest 4 chance.txt)" && echo the same
  the same
  $ job transition.py 2012 2014
  done 0 6
  $ job python3 -c "raise SystemExit(3)"
  failed 3 2
  $ as ria beraad enclave run IVC/KSZG/19/002 absent.py --quiet
  beraad: no file 'absent.py' was brought in
          bring it in with 'enclave import'
  [2]
  $ as ria beraad enclave run IVC/KSZG/19/002 ./same.sql --quiet
  beraad: no file './same.sql' was brought in
          bring it in with 'enclave import', and name it without a folder
  [2]
  $ as ria beraad enclave run IVC/KSZG/19/002 delivered.txt --quiet
  beraad: 'delivered.txt' ends in nothing that can be run
          a script ends in .R, .py, .sql or .sh
  [2]

The transition table is the one that the bare engine counts in the warehouse, with nothing of the enclave in between (class N of the plan is code
N + 1), and it can be asked for as an output:

  $ cat >count.sh <<'.'
  > echo "CREATE MACRO identifier_valid(p) AS p IS NOT NULL; CREATE MACRO pseudonym(p) AS p; CREATE MACRO sample_number(p) AS hash(p);"
  > for path in "$WAREHOUSE"/*; do
  >   test -d "$path" && echo "CREATE VIEW $(basename "$path") AS FROM read_parquet('$path/**/*.parquet', hive_partitioning = true);"
  >   test "$path" != "${path%.parquet}" && echo "CREATE VIEW $(basename "$path" .parquet) AS FROM read_parquet('$path');"
  > done
  > as els beraad release plan IVC/KSZG/19/002 sample --year 2012 2014 --sql
  > echo "COPY (SELECT a.socio_economic_position + 1 AS \"socio_economic_position@2012\", b.socio_economic_position + 1 AS \"socio_economic_position@2014\","
  > echo "count(*) AS count FROM unit_2012 AS a JOIN unit_2014 AS b USING (person) WHERE a.in_cohort AND b.in_cohort GROUP BY ALL ORDER BY ALL)"
  > echo "TO 'counted.csv' (HEADER);"
  > .
  $ . ./count.sh >count.sql
  $ "$RUN_SQL" count.sql >/dev/null
  $ test "$(wc -l <counted.csv)" -gt 5 && test "$(digest 5 transition.csv)" = "$(of <counted.csv)" && echo the same
  the same
  $ as ria beraad output request IVC/KSZG/19/002 5 --quiet | head -n 1
  output 1: requested

The model of "works": fitted outside on the delivered sample (there the slope of what it maximises is nought, in plain Python too), its coefficients
brought in, applied to everybody of 2014. The area under the curve is what counting pairs one by one gives, and the slope what plain Python finds:

  $ Rscript "$PROJECT/example/calibration/fit.R" coefficients.csv opened/data/sample-*.csv
  $ cat >slope.py <<'.'
  > import csv, glob, math
  > beta = {row["term"]: float(row["estimate"]) for row in csv.DictReader(open("coefficients.csv"))}
  > slope = {term: -value / (100 if term == "(intercept)" else 1) for term, value in beta.items()}
  > for row in (row for path in glob.glob("opened/data/sample-*.csv") for row in csv.DictReader(open(path))):
  >     terms = ["(intercept)"] + [f"{n}={row[n]}" for n in ("age", "sex", "origin", "household_type", "living_wage_category")]
  >     chance = 1 / (1 + math.exp(-sum(beta[term] for term in terms)))
  >     for term in terms:
  >         slope[term] += (row["socio_economic_position"] in "123") - chance
  > print(len(beta) > 20, max(map(abs, slope.values())) < 1e-4, max(map(abs, beta.values())) > 0.5)
  > .
  $ python3 slope.py
  True True True
  $ cat >pairs.py <<'.'
  > import csv, math
  > beta = {row["term"]: float(row["estimate"]) for row in csv.DictReader(open("/model/coefficients.csv"))}
  > score, works = [], []
  > for row in csv.DictReader(open("/data/population-2014.csv")):
  >     terms = [f"{n}={row[n]}" for n in ("age", "sex", "origin", "household_type", "living_wage_category")]
  >     score.append(round(beta["(intercept)"] + sum(beta.get(term, 0) for term in terms), 6))
  >     works.append(row["socio_economic_position"] in "123")
  > ones = [s for s, w in zip(score, works) if w]
  > noughts = [s for s, w in zip(score, works) if not w]
  > auc = sum((one > nought) + (one == nought) / 2 for one in ones for nought in noughts) / (len(ones) * len(noughts))
  > a = b = 0.0
  > for _ in range(50):
  >     p = [1 / (1 + math.exp(-a - b * s)) for s in score]
  >     u, v = sum(w - q for w, q in zip(works, p)), sum((w - q) * s for w, q, s in zip(works, p, score))
  >     k, l, m = sum(q * (1 - q) for q in p), sum(q * (1 - q) * s for q, s in zip(p, score)), sum(q * (1 - q) * s * s for q, s in zip(p, score))
  >     a, b = a + (m * u - l * v) / (k * m - l * l), b + (k * v - l * u) / (k * m - l * l)
  > with open("/out/auc.txt", "w") as file:
  >     file.write(f"Model of the sample, applied to the population.\nArea under the curve {auc:.2f}; calibration slope {b:.2f}\n")
  > .
  $ as ria beraad enclave import IVC/KSZG/19/002 coefficients.csv pairs.py "$PROJECT/example/calibration/validate.R" --quiet >/dev/null
  $ job validate.R 2014
  done 0 6
  $ job pairs.py
  done 0 3
  $ test "$(digest 7 auc.txt)" = "$(digest 8 auc.txt)" && echo the same
  the same

The table of the calibration is asked for as proportions, the area as a note; the engine finds the same shares, and says which persons are too few:

  $ as ria beraad output request IVC/KSZG/19/002 7 --quiet | head -n 1
  output 2: requested
  $ as ria beraad output check 2 >checked.txt
  $ grep -c "^[1239*] .* p$" checked.txt
  25
  $ grep "^Area" checked.txt | sed 's/-\{0,1\}[0-9]*[.][0-9][0-9]/#/g'
  Area under the curve #; calibration slope #
  $ grep -c "too few persons" checked.txt | xargs test 0 -lt && echo it may not leave as it is
  it may not leave as it is

Nothing lies in clear, nothing is left in work/, and state, ledger and folders agree:

  $ grep -rl -e reference_year -e PAR1 -e meet.txt -e household_type= custody/dataset custody/model custody/quarantine custody/state.db*
  [1]
  $ ls custody/work
  $ ls custody/quarantine | xargs
  1 2 3 4 5 6 7 8
  $ as els beraad ledger verify --quiet >/dev/null && echo it holds
  it holds

A name that a job gives is shown safely:

  $ job python3 -c "open('/out/' + chr(27) + '[31mx', 'w')"
  done 0 3
  $ as ria beraad enclave files 9 --json | jq -r '.[].name'
  ?[31mx
  stderr.txt
  stdout.txt

A job sees the files of the manifests and no others; who lives together, which the custodian keeps beside them for the check of outputs, is not among them:

  $ echo 'find /data -type f | sort >/out/files.txt; grep -c . /data/2012/manifest.json >/dev/null; find / -xdev -name "*household.parquet" >>/out/files.txt 2>/dev/null; exit 0' >files.sh
  $ as ria beraad enclave import IVC/KSZG/19/002 files.sh --quiet >/dev/null
  $ job files.sh
  done 0 3
  $ for year in 2012 2014 2018; do
  >   for name in $year/NOTICE.txt $year/codebook/codebook.html $year/codebook/ddi-codebook.xml $year/codebook/population-$year.csv-metadata.json $year/deliberation.yaml population-$year.csv population-$year.parquet; do
  >     echo "/data/$name"
  >   done
  > done | LC_ALL=C sort >seen.txt
  $ test "$(digest 10 files.txt)" = "$(of <seen.txt)" && echo those and no others
  those and no others
  $ ls custody/dataset/ivc-kszg-19-002-population-2012 | wc -l
  11

SQL, Python and bash begin with the same random numbers each time too:

  $ echo "COPY (SELECT random() AS chance FROM range(3)) TO '/out/chance.txt'" >chance.sql
  $ echo 'import random; open("/out/chance.txt", "w").write(str(random.random()))' >chance.py
  $ echo 'echo $RANDOM $RANDOM >/out/chance.txt' >chance.sh
  $ as ria beraad enclave import IVC/KSZG/19/002 chance.sql chance.py chance.sh --quiet >/dev/null
  $ for ending in sql py sh; do job chance.$ending; job chance.$ending; done
  done 0 3
  done 0 3
  done 0 3
  done 0 3
  done 0 3
  done 0 3
  $ for number in $(seq 11 16); do digest $number chance.txt; done | uniq -c | grep -o " 2 sha256"
   2 sha256
   2 sha256
   2 sha256

An interactive job without a terminal is told so before it is one:

  $ as ria beraad enclave shell IVC/KSZG/19/002 --quiet </dev/null
  beraad: an interactive job needs a terminal
  [2]
  $ as els beraad enclave list --json | jq '.jobs | length'
  16

A changed byte of the data set is noticed, and the job is refused; suspended, nothing opens:

  $ printf x | dd of=custody/dataset/ivc-kszg-19-002-population-2012/2 bs=1 seek=300 conv=notrunc status=none
  $ as ria beraad enclave run IVC/KSZG/19/002 true --quiet 2>&1 | grep -c damaged
  1
  $ as els beraad enclave list --json | jq -r '.jobs[-1].outcome'
  refused
  $ as els beraad deliberation suspend IVC/KSZG/19/002 --quiet >/dev/null
  $ as ria beraad enclave files 1 2>/dev/null | head -n 1
  refused: enclave files
