The same table from CSV, Parquet and SPSS; and files that are not what they seem, refused with their place and never with a value.

  $ . "$TESTDIR/setup.sh"
  $ /usr/bin/python3 - <<'END'
  > import random
  > random.seed(7)
  > rows = [(random.choice("NSW"), random.choice(["01", "1", "2", ""]), random.choice(["", "1.5", "20", "-3.25"])) for _ in range(400)]
  > for name, mark, end in ("plain.csv", ",", "\n"), ("german.csv", ";", "\r\n"), ("tabs.tsv", "\t", "\n"), ("bars.txt", "|", "\n"):
  >     with open(name, "w", newline="") as made:
  >         made.writelines(mark.join(row) + end for row in [("REGION", "CLASS", "INCOME")] + rows)
  > END
  $ echo "COPY (SELECT * FROM read_csv('plain.csv', all_varchar = true)) TO 'plain.parquet' (FORMAT parquet);" >parquet.sql
  $ "$RUN_SQL" parquet.sql >/dev/null
  $ for end in sav zsav por; do "$SPSS" plain.csv plain.$end; done
  $ beraad table make plain.csv --by REGION,CLASS --minimum 5 --quiet >one.csv
  $ wc -l <one.csv
  21
  $ for file in german.csv tabs.tsv bars.txt plain.parquet; do beraad table make $file --by REGION,CLASS --minimum 5 --quiet | cmp - one.csv; done

SPSS keeps numbers: there a class 01 is a class 1, and what is empty is missing in each of them.

  $ sed 's/,01,/,1,/' plain.csv >numbers.csv
  $ beraad table make numbers.csv --by REGION,CLASS --minimum 5 --quiet >numbers
  $ grep -c '^N,1,' numbers
  1
  $ for end in sav zsav por; do beraad table make plain.$end --by REGION,CLASS --minimum 5 --quiet | cmp - numbers; done
  $ sed '/,$/d' numbers.csv >paid.csv
  $ for end in sav zsav por; do "$SPSS" paid.csv paid.$end; done
  $ beraad table make paid.csv --by REGION --value INCOME --decimals 2 --percent 10 --quiet >paid
  $ for end in sav zsav por; do beraad table make paid.$end --by REGION --value INCOME --decimals 2 --percent 10 --quiet | cmp - paid; done
  $ for end in csv sav; do beraad risk paid.$end --keys REGION,CLASS,INCOME 2>/dev/null >risk.$end; done
  $ cmp risk.csv risk.sav
  $ beraad table make plain.sav --by REGION --value INCOME --decimals 2 --quiet
  beraad: row [0-9]+, column 'INCOME': the value is missing (re)
  [4]

A column may be asked for twice:

  $ beraad table make paid.sav --by REGION --holding REGION --minimum 2 --quiet
  REGION,count,status,contributors,reason
  Total,*,unprotected,3, (glob)
  N,*,primary,1,frequency (glob)
  S,*,primary,1,frequency (glob)
  W,*,primary,1,frequency (glob)

A name with characters of a pattern is the name of one file:

  $ cp one.csv 'one[1].csv'; printf 'REGION\nX\n' >one1.csv
  $ beraad table make 'one[1].csv' --by REGION --total All --quiet | head -n 3
  REGION,count,status,contributors,reason
  All,20,unprotected,20,
  N,5,unprotected,5,

What the first line is, is never guessed from what stands below it. A line that does not fit is a fault with its place:

  $ refused() { beraad table make "$@" --by a,b --quiet; }
  $ printf 'a,b\nx,y\nsecret-4711,secret-4712,secret-4713\n' >ragged.csv
  $ refused ragged.csv
  beraad: 'ragged.csv', line 3: expected as many fields as in the first line, closed quotes and UTF-8
  [4]
  $ (echo a,b; yes x,y | head -n 50000; echo '"secret-4711,z') >late.csv
  $ refused late.csv
  beraad: 'late.csv', line 50002: expected as many fields as in the first line, closed quotes and UTF-8
  [4]
  $ printf 'a,b\nx,"secret-4711"y\n' >quoted.csv
  $ refused quoted.csv
  beraad: 'quoted.csv', line 2: expected as many fields as in the first line, closed quotes and UTF-8
  [4]
  $ printf 'a,b\nx,\377\n' >latin.csv
  $ refused latin.csv
  beraad: 'latin.csv', line 2: expected as many fields as in the first line, closed quotes and UTF-8
  [4]
  $ printf 'a,b\r\nx,y\nz,w\r\n' >mixed.csv
  $ refused mixed.csv
  beraad: 'mixed.csv': expected CSV as RFC 4180 has it, with closed quotes and all lines ended alike
  [4]
  $ printf 'a,a,b\nx,z,y\n' >twice.csv
  $ refused twice.csv
  beraad: 2 columns have the name 'a'
  [4]
  $ printf '' >empty.csv
  $ refused empty.csv
  beraad: 'empty.csv': line 1: expected the names of the columns
  [4]
  $ printf 'a\0,b\n' >nul.csv
  $ refused nul.csv
  beraad: 'nul.csv': line 1: expected UTF-8 text
  [4]

A first line that may be a record is not shown:

  $ printf 'secret-4711,1942\nsecret-4712,1950\n' >headless.csv
  $ refused headless.csv
  beraad: no column 'a'
          the first line must have the names of the columns; it has 2 fields
  [4]

Other forms, damaged:

  $ head -c 500 plain.parquet >cut.parquet
  $ refused cut.parquet
  beraad: 'cut.parquet': not a Parquet file, or a damaged one
  [4]
  $ head -c 700 plain.sav >cut.sav
  $ beraad table make cut.sav --by REGION --quiet
  beraad: 'cut.sav': not an SPSS file, or a damaged one
  [4]
  $ mkdir folder.csv folder.sav; refused folder.csv; refused folder.sav; refused none.parquet; refused plain.xls
  beraad: 'folder.csv': not a plain file
  beraad: 'folder.sav': not a plain file
  beraad: cannot open 'none.parquet': No such file or directory
  beraad: 'plain.xls': expected a name that ends in .parquet, .csv, .tsv, .txt, .sav, .zsav or .por
  [4]

The same rows in another order, on one core or on all, give the same bytes from every verb:

  $ /usr/bin/python3 - <<'END'
  > import random
  > random.seed(11)
  > rows = [f"{random.choice('NSWE')},{random.randint(1, 9)},{random.randint(1, 500)},h{random.randint(1, 150)},{random.choice([1, 2.5])},p{at}" for at in range(300)]
  > for name in "order", "shuffled":
  >     with open(name + ".csv", "w") as made:
  >         made.write("\n".join(["region,branch,income,house,weight,id", *rows, ""]))
  >     random.shuffle(rows)
  > END
  $ echo 'not to be guessed' >secret
  $ verb() { beraad "$@" --quiet >"one.$1$2" && taskset -c 0 "$BERAAD" "$1" "$2" shuffled.csv "${@:4}" --quiet | cmp - "one.$1$2"; }
  $ verb table make order.csv --by region,branch --minimum 5 --holding house
  $ verb table suppress order.csv --by region,branch --minimum 8 --holding house
  $ verb table suppress order.csv --by region,branch --value income --percent 15 --holding house --weight weight --json
  $ verb table perturb order.csv --by region,branch --id id --key-file secret
  $ verb table perturb order.csv --by region,branch --id id --key-file secret --value income
  $ for method in small controlled random; do verb table round order.csv --by region,branch --key-file secret --method $method $([ $method = random ] && echo --id id); done
  $ beraad risk order.csv --keys region,branch,income --weight weight --household house --fraction 0.1 --suppress 2 --recode 3 --left-out 40 --quiet >one.risk
  $ taskset -c 0 "$BERAAD" risk shuffled.csv --keys region,branch,income --weight weight --household house --fraction 0.1 --suppress 2 --recode 3 --left-out 40 --quiet | cmp - one.risk
