What table refuses: with the place, never with a value, and without leaving anything behind.

  $ . "$TESTDIR/setup.sh"
  $ cat >people.csv <<'END'
  > region,sex,income
  > N,M,10
  > N,F,12.5
  > S,M,9
  > S,F,
  > END
  $ beraad table suppress people.csv --by region,sex --quiet
  beraad: no rule says which cells are unsafe
          for example '--minimum 5'
  [2]
  $ beraad table make people.csv --by region,age --quiet
  beraad: *'age'* (glob)
          The file has: region, sex, income
  [4]
  $ beraad table make people.csv --quiet
  beraad: option '--by': expected 1 to 12 columns, found 0
  [2]
  $ beraad table make people.csv --by region --value income --quiet
  beraad: row 2, column 'income': * (glob)
  [4]
  $ beraad table make people.csv --by region --value income --decimals 1 --quiet
  beraad: row 4, column 'income': the value is missing
  [4]
  $ beraad table make people.csv --by region --only sex --quiet
  beraad: option '--only': 'sex' is no column of '--by'
  [2]
  $ beraad table make people.csv --by region --hierarchy sex=x.csv --quiet
  beraad: option '--hierarchy': expected COLUMN=FILE with a column of '--by'
  [2]
  $ beraad table make people.csv --by region --format xml --quiet
  beraad: option '--format': expected csv, json or html
  [2]
  $ beraad table suppress people.csv --by region --dominance 9,80 --quiet
  beraad: option '--dominance': expected N,K with N from 1 to 5 and a percentage K
  [2]
  $ beraad table suppress people.csv --by region --percent 12.345 --quiet
  beraad: option '--percent': expected a percentage above 0 and at most 10000, with at most two decimals
  [2]
  $ beraad table suppress people.csv --by region --minimum 3 --prior 50 --quiet
  beraad: options '--prior' and '--coalition' need '--percent'
  [2]

Hierarchies, with the line:

  $ beraad table make people.csv --by region --hierarchy region=none.csv --quiet
  beraad: cannot open 'none.csv': No such file or directory
  [74]
  $ printf 'region,part\nN,up\n' >lacks.csv
  $ beraad table make people.csv --by region --hierarchy region=lacks.csv --quiet
  beraad: column 'region': 1 of its values are not in 'lacks.csv'
  [4]
  $ sed 's/,/;/' lacks.csv >semicolons.csv
  $ beraad table make people.csv --by region --hierarchy region=semicolons.csv --quiet 2>&1 | tail -n 1
          a hierarchy has commas between its columns and no byte order mark
  $ printf 'region,part\nN,up\nS,down\nN,down\n' >twice.csv
  $ beraad table make people.csv --by region --hierarchy region=twice.csv --quiet
  beraad: 'twice.csv', line 4: a value that was there before
  [4]
  $ printf 'region,part\nN,up\nS\n' >ragged.csv
  $ beraad table make people.csv --by region --hierarchy region=ragged.csv --quiet
  beraad: 'ragged.csv', line 3, column 1: expected 2 fields, found 1
  [4]
  $ printf 'up\n@N\n@@@S\n' >jump.hrc
  $ beraad table make people.csv --by region --hierarchy region=jump.hrc --quiet
  beraad: 'jump.hrc': line 3: expected at most one level below the code before it
  [4]
  $ printf 'up\n@\n' >bare.hrc
  $ beraad table make people.csv --by region --hierarchy region=bare.hrc --quiet
  beraad: 'bare.hrc': line 2: expected a code behind the '@'
  [4]
  $ printf 'region,part\nN,Total\nS,down\n' >total.csv
  $ beraad table make people.csv --by region --hierarchy region=total.csv --quiet
  beraad: column 'region': two of its values, groups and total have the same name
          give groups names of their own, or the total with '--total'
  [4]
  $ beraad table make people.csv --by region --hierarchy region=total.csv --total All --quiet
  region,count,status,contributors,reason
  All,4,unprotected,4,
  Total,2,unprotected,2,
  N,2,unprotected,2,
  down,2,unprotected,2,
  S,2,unprotected,2,

Where everything hangs on one person nothing is shown, not even the total; and what is in the way stays as it is:

  $ printf 'region\nN\n' >one.csv
  $ beraad table suppress one.csv --by region --minimum 3 --quiet
  region,count,status
  Total,,suppressed
  N,,suppressed
  $ echo mine >out.csv
  $ beraad table suppress one.csv --by region --minimum 3 --quiet --out out.csv --certificate out.json
  beraad: 'out.csv': it is there already
  [74]
  $ beraad table suppress one.csv --by region --minimum 3 --quiet --out new.csv --certificate out.csv
  beraad: 'out.csv': it is there already
  [74]
  $ cat out.csv; ls out.json new.csv 2>/dev/null
  mine
  [2]

Tables from elsewhere:

  $ printf 'region,count\nTotal,9\nN,4\nS,secret-4711\n' >odd.csv
  $ beraad table audit odd.csv --by region --quiet
  beraad: row 3, column 'count': expected a number with at most 0 decimals, or a mark of '--suppressed'
  [4]
  $ printf 'region,count\nTotal,9\nN,4\nN,5\nS,5\n' >again.csv
  $ beraad table audit again.csv --by region --quiet
  beraad: row 3: its cell was there before, and is not the same
  [4]
  $ printf 'region,sex,count\nTotal,Total,9\nN,M,4\nS,F,5\n' >holes.csv
  $ beraad table audit holes.csv --by region,sex --quiet
  beraad: 6 of 9 cells of the table have no row
          '--absent zero' or '--absent unknown' says what they are
  [4]
  $ printf 'region,count\nTotal,9\nN,4\nS,6\n' >wrong.csv
  $ beraad table audit wrong.csv --by region --quiet
  beraad: no table of whole numbers was found that agrees with all shown cells
          each total is the exact sum of its parts; what was rounded cell by cell no longer is
  [4]

Marks that are on no cell, and statuses that nobody has told of, are not taken for cells that are shown:

  $ printf 'a,count,status\nTotal,10,V\nx,3,A\ny,4,M\nz,3,V\n' >marked.csv
  $ beraad table audit marked.csv --by a --status status --quiet
  beraad: row 1, column 'status': neither 'published' nor a usual mark
          '--suppressed' and '--secondary' say which marks cells have that are not shown
  [4]
  $ beraad table audit marked.csv --by a --status status --suppressed A,B --secondary M --quiet
  beraad: option '--suppressed': no cell has the mark 'A,B'
          several marks stand apart, each a word of its own
  [2]
  $ beraad table audit marked.csv --by a --status status --suppressed A --secondary M --quiet
  a,count,status,least,most
  Total,10,published,,
  x,,suppressed,0,7
  y,,secondary,0,7
  z,3,published,,

What says two things says none:

  $ beraad table make marked.csv --by a --minimum 2 --minimum 3
  beraad: option '--minimum' stands there twice
  [2]
  $ beraad table make marked.csv --by a --hierarchy a=one.csv a=two.csv --quiet
  beraad: option '--hierarchy': two files for column 'a'
  [2]
  $ beraad table make marked.csv --by a --json --format html
  {"error":"usage","hint":"","message":"options '--json' and '--format': expected one form"}
  [2]
  $ beraad risk marked.csv --keys a --alpha 500
  beraad: option '--alpha' needs '--missing wildcard' or '--suppress'
  [2]

A file that cannot be made is said before the work and not after it, and nothing is left where the rest fails:

  $ beraad table suppress people.csv --by region --minimum 3 --quiet --out nowhere/out.csv
  beraad: cannot create 'nowhere/out.csv': No such file or directory
  [74]
  $ beraad table suppress people.csv --by region --minimum 3 --quiet --out same --certificate same
  beraad: options '--out' and '--certificate': expected two different files
  [2]
  $ beraad table suppress people.csv --by region --minimum 3 --quiet --certificate proof >/dev/full
  beraad: cannot write to standard output: No space left on device
  [74]
  $ ls proof same 2>/dev/null
  [2]
  $ beraad risk people.csv --keys region --suppress 2 --out out.csv
  beraad: 'out.csv': it is there already
  [74]

Options that do not go together, or that no noise can have, are wrong use:

  $ beraad table suppress people.csv --by region --value income --decimals 1 --percent 10 --range 3 --quiet
  beraad: option '--range' needs '--minimum', '--zeros', '--share' or '--difference'
  [2]
  $ beraad table make people.csv --by region,sex --only region,region --quiet
  beraad: option '--only': 'region' is there twice
  [2]
  $ beraad table audit people.csv --by region --absent maybe --quiet
  beraad: option '--absent': expected zero or unknown
  [2]
  $ echo 'short' >secret
  $ beraad table perturb people.csv --by region --id sex --key-file secret --quiet
  beraad: option '--key-file': expected a secret of at least 16 characters
  [2]
  $ echo 'not to be guessed' >secret
  $ beraad table perturb people.csv --by region --id sex --key-file secret --most 2 --variance 50 --quiet
  beraad: perturbation of a count of 2: a variance from 0 to 4 can be had, asked for 50
          '--most', '--variance' and '--barred' make the noise
  [2]
  $ beraad table perturb people.csv --by region --id sex --key-file secret --value income --barred 2 --quiet
  beraad: option '--barred' is for counts
  [2]
