On site, too, nobody is asked for a passphrase before everything is said that can be refused without one. Here no passphrase can be read at all:
a command that asks says so, one that refuses before says why.

  $ . "$TESTDIR/setup.sh"
  $ ID=IVC/KSZG/19/002
  $ people pod-mi
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ for name in ria rob mia; do echo "the passphrase of $name" >secret/$name; done
  $ for name in ria rob; do beraad actor add $name --role researcher --new-passphrase-file secret/$name >/dev/null; done
  $ beraad actor add mia --role checker --new-passphrase-file secret/mia >/dev/null
  $ as ria beraad undertaking sign $ID >/dev/null
  $ echo 'open("/out/note.txt", "w").write("a")' >leave.py
  $ ask() { BERAAD_CUSTODY_PASSPHRASE_FILE=$1 BERAAD_PASSPHRASE_FILE=$2 BERAAD_ACTOR=$3 beraad "${@:4}" </dev/null 2>&1; }
  $ says() { ask none none "$@" | head -n 1; } # an error
  $ reason() { ask none none "$@" | sed -n 's/^  - //p'; } # of the gate
  $ asks() { ask none none "$@" | grep -c "cannot open 'none'"; ask secret/custody none "$@" | grep -c "cannot open 'none'"; }

Before anything is prepared:

  $ reason ria enclave import $ID leave.py
  no year of the data set is prepared  [2, 4, 9]
  $ reason ria enclave run $ID leave.py
  no year of the data set is prepared  [2, 4, 9]
  $ says ria enclave run $ID leave.py --year 2012
  beraad: year 2012 of communication 'population' is not prepared
  $ says ria enclave shell $ID --year 2012
  beraad: an interactive job needs a terminal
  $ says els enclave prepare $ID
  beraad: option '--warehouse' is missing
  $ says els enclave prepare $ID --year 2012 --warehouse nowhere
  beraad: the warehouse: no table 'person' (the first of 8 faults)
  $ says els release run $ID sample --warehouse nowhere
  beraad: the warehouse: no table 'person' (the first of 8 faults)
  $ says els release plan $ID sample --warehouse '*'
  beraad: the warehouse's directory: expected a name without *?[]{}\
  $ says els enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --threads none
  beraad: option '--threads': expected a whole number from 1 to 1024
  $ says els enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --memory plenty
  beraad: the query engine does not take its settings: * (glob)
  $ says els enclave prepare $ID --year twelve --warehouse "$WAREHOUSE"
  beraad: option '--year': expected a year
  $ reason els enclave prepare $ID --year 2013 --warehouse "$WAREHOUSE"
  year 2013 is not a year of communication 'population' (allowed: 2012, 2014, 2016, 2018, 2020, 2022, 2024)  [2, 4, 8, 9]
  $ reason els enclave prepare $ID --communication sample --year 2012 --warehouse "$WAREHOUSE"
  communication 'sample' is delivered, not used on site  [2, 3, 4, 8]
  $ reason els enclave prepare IVC/KSZG/19/003 --year 2012 --warehouse "$WAREHOUSE"
  deliberation 'IVC/KSZG/19/003' is not registered in this custody
  $ mkdir custody/spill
  $ says els enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" | sed "s#$PWD/##"
  beraad: 'custody/spill' lies on a disk in clear
  $ rmdir custody/spill
  $ asks els enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE"
  1
  1

What can be seen in the data only: the year before it stays. Then, of a year that is there among others that are not, none is begun.

  $ cp -r "$WAREHOUSE" broken && for file in broken/living_wage_payment/year=2014/*; do echo no Parquet >"$file"; done
  $ as els beraad enclave prepare $ID --year 2012 2014 --warehouse broken --quiet
  beraad: cohort 2014: a value or a file is not as the statement expects it
          1 year before it was prepared: see 'enclave list'
  [4]
  $ rm -r broken && ls custody/dataset custody/work
  custody/dataset:
  ivc-kszg-19-002-population-2012
  
  custody/work:
  $ says els enclave prepare $ID --year 2014 2012 --warehouse "$WAREHOUSE"
  beraad: year 2012 of communication 'population' was prepared already

What is brought in:

  $ says ria enclave run $ID leave.py
  beraad: no file 'leave.py' was brought in
  $ says ria enclave import $ID nowhere.py
  beraad: cannot read 'nowhere.py': No such file or directory
  $ says ria enclave import $ID leave.py .
  beraad: file 2: its name cannot stand in /model
  $ says ria enclave import $ID leave.py secret
  beraad: 'secret' is not a regular file
  $ mkfifo pipe.py && says ria enclave import $ID pipe.py
  beraad: 'pipe.py' is not a regular file
  $ says ria enclave import $ID leave.py ./leave.py
  beraad: two files are named 'leave.py'
  $ truncate -s 65M large.bin && says ria enclave import $ID large.bin
  beraad: 'large.bin' has more than 64 MiB
  $ for n in 1 2 3 4 5; do truncate -s 60M part$n; done; says ria enclave import $ID part1 part2 part3 part4 part5
  beraad: the files have more than 256 MiB together
  $ rm large.bin part?
  $ reason rob enclave import $ID leave.py
  actor 'rob' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  $ asks ria enclave import $ID leave.py
  1
  1
  $ as ria beraad enclave import $ID leave.py --quiet >/dev/null

Jobs:

  $ says ria enclave run $ID leave.py --year 2014
  beraad: year 2014 of communication 'population' is not prepared
  $ says ria enclave run $ID leave.py --year last
  beraad: option '--year': expected a year
  $ says ria enclave run $ID leave.py --minutes 0
  beraad: option '--minutes': expected a whole number from 1 to 10080
  $ says ria enclave run $ID leave.py --memory-limit much
  beraad: option '--memory-limit': expected a whole number from 64 to 1048576
  $ says ria enclave shell $ID
  beraad: an interactive job needs a terminal
  $ reason rob enclave run $ID leave.py
  actor 'rob' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  $ reason els enclave shell $ID
  'enclave shell' is not for the role operator (but for: researcher)
  actor 'els' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  $ asks ria enclave run $ID leave.py
  1
  1
  $ as ria beraad enclave run $ID leave.py --quiet --json | jq -r .outcome
  done
  $ says ria enclave files 2
  beraad: there is no job 2
  $ says ria enclave files first
  beraad: expected the number of a job
  $ reason rob enclave files 1
  actor 'rob' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  $ asks ria enclave files 1
  1
  1

Outputs:

  $ says ria output request $ID one
  beraad: job: expected a number from 1
  $ reason ria output request $ID 2
  no year is asked for  [2, 4, 9]
  $ says ria output table $ID
  beraad: expected '--by' with 1 to 5 dimensions, and at most 4 '--where'
  $ says ria output table $ID --by age --year 2012 --where 'sex='
  beraad: option '--where': expected VARIABLE=CODE
  $ says ria output table $ID --by age --year 2012 --where 'sex=none'
  beraad: option '--where': variable 'sex': code 1 of the condition is no class of 'sex2'
  $ says ria output table $ID --by age,age --year 2012
  beraad: dimension 'age' is there twice
  $ reason ria output table $ID --by name --year 2012
  variable 'name' is not in deliberation 'IVC/KSZG/19/002'  [3]
  $ reason rob output table $ID --by age --year 2012
  actor 'rob' has not signed the undertaking of deliberation 'IVC/KSZG/19/002'  [10]
  $ says ria output table $ID --by age --year 2014
  beraad: year 2014 of communication 'population' is not prepared
  $ asks ria output table $ID --by age --year 2012
  1
  1
  $ as ria beraad output table $ID --by age --year 2012 >/dev/null
  $ says mia output check first
  beraad: output: expected a number from 1
  $ reason mia output check 2
  there is no output 2
  $ says mia output protect 1 --method none
  beraad: option '--method': expected recode, suppress, round or cell-key
  $ reason mia output protect 1
  output 1 is requested
  $ reason mia output approve 1
  output 1 is requested
  $ says mia output reject 1
  beraad: option '--reason': expected up to 2000 bytes of text
  $ reason ria output approve 1 | tail -n 1
  output 1 was asked for by 'ria', so another person must judge it  [9, 10]
  $ reason els output release 1
  output 1 is requested
  $ says ria output show 1
  output 1: requested
  $ says els output profile $ID
  beraad: no output of this deliberation was released yet
  $ asks mia output check 1
  1
  1

A job of which nothing is kept, another's job, and a deliberation that is suspended:

  $ as ria beraad enclave run $ID --quiet --json bash -c 'for n in {1..3000}; do echo >/out/$n; done' | jq -r '.outcome, .files' | xargs
  files 0
  $ says ria output request $ID 2
  beraad: job 2 left no 'output.yaml' beside its files
  $ ask none none ria enclave files 2
  file  name  bytes  digest
  ----  ----  -----  ------
  $ as rob beraad undertaking sign $ID >/dev/null
  $ says rob output request $ID 1
  beraad: there is no job 1 of yours

  $ as els beraad deliberation suspend $ID --quiet >/dev/null
  $ reason els enclave prepare $ID --year 2014 --warehouse "$WAREHOUSE" | sed 's/since .*/since today/'
  deliberation 'IVC/KSZG/19/002' is suspended since today
  $ for verb in "import $ID leave.py" "run $ID leave.py" "shell $ID" "files 1"; do reason ria enclave $verb | sed 's/since .*/since today/'; done
  deliberation 'IVC/KSZG/19/002' is suspended since today
  deliberation 'IVC/KSZG/19/002' is suspended since today
  deliberation 'IVC/KSZG/19/002' is suspended since today
  deliberation 'IVC/KSZG/19/002' is suspended since today
