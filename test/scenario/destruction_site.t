On site every year goes by itself: one is destroyed, with all that holds data of it, and the others of the same data set still open.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad undertaking sign $ID >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 2014 2018 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ job() { as ria beraad enclave run $ID --quiet --json "$@" | jq -r '.outcome, .files' | xargs; }
  $ echo 'open("/out/rows.txt", "w").write("%d\n" % sum(1 for _ in open("/data/population-2018.csv")))' >rows.py
  $ as ria beraad enclave import $ID rows.py --quiet >/dev/null
  $ job rows.py --year 2018
  done 3
  $ job --year 2012 2014 -- true
  done 2
  $ before=$(as ria beraad enclave files 1 --json | jq -r '.[] | select(.name == "rows.txt") | .digest')

A later year moves what counts from the last delivery, and never what has a fixed date (in a copy of the custody, with a clock of its own):

  $ cp -a custody later
  $ dates() { as els beraad retention show --json | jq -r '.[] | [.years[0], .destroy_by, .pending] | @tsv'; }
  $ dates | sed "s/$(years_after $(date -u +%F) 5)/in five years/"
  2012	2029-03-31	false (esc)
  2014	2029-03-31	false (esc)
  2018	in five years	true (esc)
  $ on() { # on DAY NAME WORD...
  >   local day=$1 name=$2
  >   shift 2
  >   BERAAD_CUSTODY=$PWD/later BERAAD_ACTOR=$name BERAAD_PASSPHRASE_FILE=$PWD/secret/$name CLOCK_AT=$(date -u -d "$day 12:00" +%s) \
  >     ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@" --quiet 2>/dev/null
  > }
  $ on 2028-02-29 els enclave prepare $ID --year 2020 --warehouse "$WAREHOUSE" >/dev/null
  $ BERAAD_CUSTODY=$PWD/later dates
  the clock stands * days* before the last ledger entry: 2028-02-29, the day of that, is taken for today (glob)
  2012	2029-03-31	false (esc)
  2014	2029-03-31	false (esc)
  2018	2033-02-28	true (esc)
  2020	2033-02-28	true (esc)
  $ on 2033-02-28 ria enclave run $ID --year 2018 -- true | head -n 1
  job 3: it came to its end, exit status 0
  $ on 2033-03-01 ria enclave run $ID --year 2018 -- true
  refused: enclave run
    - what there is of year 2018 had to be destroyed by 2033-02-28  [4, 11]
  [5]

A plan in which what goes and what stays is to be seen; a file that was brought in may hold something of every year:

  $ as els beraad retention destroy $ID population --year 2012
  artefact  what        communication  years                                     under key
  --------  ----------  -------------  ----------------------------------------  -------------------
         1  data set    population     2012                                      population 2012
         4  import      population     2012, 2014, 2016, 2018, 2020, 2022, 2024  population import 1
         6  quarantine  population     2012, 2014                                population job 2
  keys: 'population 2012', 'population import 1', 'population job 2'
  proposed; nothing is destroyed before another person agrees:
  beraad retention approve IVC/KSZG/19/002
  $ cp -a custody old
  $ as jan beraad retention approve $ID | sed -E 's/sha256:[0-9a-f]{64}/DIGEST/'
  destruction 1 is completed: 3 artefacts, 3 keys
  certificate DIGEST
  $ as els beraad enclave list --json | jq -c '[.data_sets[].year], [.imports[].import], [.jobs[] | select(.files > 0) | .job]'
  [2014,2018]
  []
  [1,2]
  $ ls custody/dataset | wc -l; ls custody/model custody/quarantine
  2
  custody/model:
  
  custody/quarantine:
  1

What stays opens as before; what went does not, and is not made again:

  $ echo 'open("/out/rows.txt", "w").write("%d\n" % sum(1 for _ in open("/data/population-2018.csv")))' >rows.py
  $ as ria beraad enclave import $ID rows.py --quiet >/dev/null
  $ job rows.py --year 2014 2018
  done 3
  $ test "$(as ria beraad enclave files 3 --json | jq -r '.[] | select(.name == "rows.txt") | .digest')" = "$before" && echo the same
  the same
  $ as ria beraad enclave files 1 --json | jq -r '.[] | select(.name == "rows.txt") | .digest' | cmp - <(echo "$before") && echo the same
  the same
  $ job --year 2012 -- true
  {"error":"state","hint":"","message":"year 2012 of communication 'population' is not prepared"}
  
  $ as ria beraad enclave files 2 --quiet
  beraad: quarantine of job 2: the key 'population job 2' was destroyed
  [6]
  $ as els beraad enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --quiet
  beraad: the key 'population 2012' was destroyed
  [6]
  $ as els beraad retention show --language en | grep -A 1 Destroyed | sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}/DATE/'
  Destroyed
      DATE * IVC/KSZG/19/002 population  2012 * data set 1, on site * (glob)

Files and keys that somebody puts back from a copy of the custody are of no use, and go again:

  $ cp -a old/dataset old/quarantine old/model custody/ && cp -an old/key custody/
  $ job --year 2012 -- true
  {"error":"state","hint":"","message":"year 2012 of communication 'population' is not prepared"}
  
  $ ls custody/dataset | wc -l; ls custody/quarantine custody/model; ls custody/key/project | wc -l
  2
  custody/model:
  2
  
  custody/quarantine:
  1
  3
  6
  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1

In the end all of it, the key of the pseudonyms too:

  $ as els beraad retention destroy $ID >/dev/null
  $ as jan beraad retention approve $ID | head -n 1
  destruction 2 is completed: 5 artefacts, 6 keys
  $ find custody/dataset custody/model custody/quarantine custody/key/project -type f
  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1
