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
  $ as ria beraad enclave run IVC/KSZG/19/002 true --quiet
  refused: enclave run
    - actor 'ria' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  beraad: refused, for 1 reason
  [5]
  $ as ria beraad undertaking sign IVC/KSZG/19/002 >/dev/null

The pseudonyms of the delivered sample meet none of the population's:

  $ as els beraad release run IVC/KSZG/19/002 sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
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
  $ job same.sql
  done 0 2
  $ test "$(digest 2 stdout.txt)" = "$(printf 'same\ntrue\n' | of)" && echo the same
  the same
  $ job chance.R; job chance.R
  done 0 3
  done 0 3
  $ test "$(digest 3 chance.txt)" = "$(digest 4 chance.txt)" && echo the same
  the same
  $ job transition.py 2012 2014
  done 0 4
  $ job python3 -c "raise SystemExit(3)"
  failed 3 2
  $ as ria beraad enclave run IVC/KSZG/19/002 absent.py --quiet
  beraad: no file 'absent.py' was brought in
          bring it in with 'enclave import'
  [2]

Nothing lies in clear, nothing is left in work/, and state, ledger and folders agree:

  $ grep -rl -e reference_year -e PAR1 -e meet.txt custody/dataset custody/model custody/quarantine custody/state.db*
  [1]
  $ ls custody/work
  $ ls custody/quarantine | xargs
  1 2 3 4 5 6
  $ as els beraad ledger verify --quiet >/dev/null && echo it holds
  it holds

A name that a job gives is shown safely:

  $ job python3 -c "open('/out/' + chr(27) + '[31mx', 'w')"
  done 0 3
  $ as ria beraad enclave files 7 --json | jq -r '.[].name'
  ?[31mx
  stderr.txt
  stdout.txt

A changed byte of the data set is noticed, and the job is refused; suspended, nothing opens:

  $ printf x | dd of=custody/dataset/ivc-kszg-19-002-population-2012/2 bs=1 seek=300 conv=notrunc status=none
  $ as ria beraad enclave run IVC/KSZG/19/002 true --quiet 2>&1 | grep -c damaged
  1
  $ as els beraad enclave list --json | jq -r '.jobs[-1].outcome'
  refused
  $ as els beraad deliberation suspend IVC/KSZG/19/002 --quiet >/dev/null
  $ as ria beraad enclave files 1 2>/dev/null | head -n 1
  refused: enclave files
