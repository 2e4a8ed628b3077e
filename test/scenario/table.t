Tables of real persons (Adult, 1994), with hierarchies as tau-ARGUS and as CSV have them, from the true table to one that can be published.

  $ . "$TESTDIR/setup.sh"
  $ [ -f "$SHARED/data/adult.csv" ] || exit 80
  $ ADULT=$SHARED/data/adult.csv
  $ cat >education.hrc <<'END'
  > School
  > @Primary
  > @@Preschool
  > @@1st-4th
  > @@5th-6th
  > @Secondary
  > @@7th-8th
  > @@9th
  > @@10th
  > @@11th
  > @@12th
  > @@HS-grad
  > Higher
  > @Some-college
  > @Assoc-acdm
  > @Assoc-voc
  > @Bachelors
  > @Masters
  > @Prof-school
  > @Doctorate
  > END
  $ cat >work.csv <<'END'
  > workclass,kind
  > Federal-gov,public
  > Local-gov,public
  > State-gov,public
  > Private,private
  > Self-emp-inc,self-employed
  > Self-emp-not-inc,self-employed
  > Without-pay,none
  > END
  $ SHAPE="--by education,workclass --hierarchy education=education.hrc workclass=work.csv --quiet"

The true table, with what the rules say of it. An independent count of three cells:

  $ beraad table make "$ADULT" $SHAPE --minimum 5 >made.csv
  $ head -n 3 made.csv
  education,workclass,count,status,contributors,reason
  Total,Total,30162,unprotected,30162,
  Total,none,14,unprotected,14,
  $ awk -F';' '$5 ~ /^(Preschool|1st-4th|5th-6th)$/ {n++; if ($7 ~ /-gov$/) g++; if ($7 == "Federal-gov") f++} END {print n, g, f}' "$ADULT"
  484 23 1
  $ grep -E '^Primary,(Total|public|Federal-gov),' made.csv
  Primary,Total,484,unprotected,484,
  Primary,public,23,unprotected,23,
  Primary,Federal-gov,1,primary,1,frequency

One that can be published. Neither a value nor a reason of a suppressed cell is in it; everything shown is true; a second run gives the same bytes:

  $ beraad table suppress "$ADULT" $SHAPE --minimum 5 --certificate certificate.json >published.csv
  $ head -n 1 published.csv
  education,workclass,count,status
  $ cut -d, -f4 published.csv | sort -u
  published
  status
  suppressed
  $ grep -c ',[0-9][0-9]*,suppressed' published.csv
  0
  [1]
  $ cat >compare.py <<'END'
  > import csv, sys
  > made = {(r["education"], r["workclass"]): r for r in csv.DictReader(open("made.csv"))}
  > shown = {(r["education"], r["workclass"]): r for r in csv.DictReader(open(sys.argv[1]))}
  > assert made.keys() == shown.keys()
  > assert all(shown[at]["count"] in ("", made[at]["count"]) for at in made)
  > unsafe = [at for at in made if 0 < int(made[at]["count"]) < 5]
  > print(len(made), "cells,", len(unsafe), "unsafe,", sum(shown[at]["count"] != "" for at in unsafe), "of them shown")
  > END
  $ /usr/bin/python3 compare.py published.csv
  252 cells, 20 unsafe, 0 of them shown
  $ beraad table suppress "$ADULT" $SHAPE --minimum 5 | cmp - published.csv
  $ (head -n 1 "$ADULT"; tail -n +2 "$ADULT" | sort) >sorted.csv
  $ beraad table suppress sorted.csv $SHAPE --minimum 5 | cmp - published.csv

Another program believes the certificate, and only whoever made it may read it:

  $ /usr/bin/python3 "$PROJECT/test/vector/disclosure_certificate.py" --file certificate.json
  the certificate holds
  $ stat -c %a certificate.json
  600

For inside eyes, all of it; what has been proven encloses the truth:

  $ beraad table suppress "$ADULT" $SHAPE --minimum 5 --inside >inside.csv
  $ grep -E '^Primary,Federal-gov,' inside.csv
  Primary,Federal-gov,1,primary,1,frequency,[01],[1-9][0-9]* (re)
  $ cut -d, -f1,2 inside.csv | cmp - <(cut -d, -f1,2 published.csv)

An audit of it judges what was unsafe; a cell that only protects others may follow:

  $ beraad table audit inside.csv $SHAPE --status status --json | jq -c '.summary | {exposed, narrow, open}'
  {"exposed":0,"narrow":0,"open":0}

The audit of what was published finds that no cell which had to stay unknown follows:

  $ beraad table audit published.csv $SHAPE --status status --certificate audit.json >audit.csv
  $ /usr/bin/python3 "$PROJECT/test/vector/disclosure_certificate.py" --file audit.json
  the certificate holds

A table that somebody suppressed badly: the cell follows by subtraction, and the audit says so.

  $ cat >bad.csv <<'END'
  > region,sex,count
  > Total,Total,40
  > Total,M,20
  > Total,F,20
  > N,Total,15
  > N,M,x
  > N,F,5
  > S,Total,25
  > S,M,10
  > S,F,15
  > END
  $ beraad table audit bad.csv --by region,sex --suppressed x --quiet
  region,sex,count,status,least,most
  Total,Total,40,published,,
  Total,F,20,published,,
  Total,M,20,published,,
  N,Total,15,published,,
  N,F,5,published,,
  N,M,,exposed,10,10
  S,Total,25,published,,
  S,F,15,published,,
  S,M,10,published,,
  beraad: suppressed cells that are not safe: 1
          one that was left out only to protect others may follow: '--secondary' tells which
  [4]

Four suppressed cells in a square hide each other, but only as far as their neighbours let them: with N,M at least 0 and at most 2, an interval of 3 was asked for.

  $ cat >narrow.csv <<'END'
  > region,sex,count
  > Total,Total,40
  > Total,M,20
  > Total,F,20
  > N,Total,2
  > N,M,x
  > N,F,x
  > S,Total,38
  > S,M,x
  > S,F,x
  > END
  $ beraad table audit narrow.csv --by region,sex --suppressed x --range 2 --quiet | grep ',suppressed,'
  N,F,,suppressed,0,2
  N,M,,suppressed,0,2
  S,F,,suppressed,18,20
  S,M,,suppressed,18,20
  $ beraad table audit narrow.csv --by region,sex --suppressed x --range 3 --json 2>/dev/null | jq -c .summary
  {"cells":9,"exposed":0,"narrow":4,"not_shown":4,"open":0}

Linked tables are protected together: where two of them show the same margin, they agree about it.

  $ beraad table suppress "$ADULT" --by education,race,sex --only education,race --only race,sex --minimum 5 --quiet >linked.csv
  $ head -n 1 linked.csv
  table,education,race,sex,count,status
  $ awk -F, 'NR > 1 && $2 == "Total" && $4 == "Total" {print $3, $5, $6}' linked.csv | sort | uniq -c | awk '{print $1}' | sort -u
  2

Sums, with a rule on the greatest contributors, and households as contributors:

  $ cat >firm.csv <<'END'
  > region,branch,group,turnover
  > N,a,g1,900.50
  > N,a,g2,20
  > N,a,g3,10
  > N,b,g4,300
  > N,b,g5,280
  > N,b,g6,310
  > S,a,g7,200
  > S,a,g7,210
  > S,a,g8,190
  > S,b,g9,120
  > S,b,g10,110
  > S,b,g11,130
  > W,a,g12,95
  > W,a,g13,99
  > W,a,g14,97
  > W,b,g15,101
  > W,b,g16,88
  > W,b,g17,93
  > END
  $ beraad table make firm.csv --by region,branch --value turnover --decimals 2 --percent 10 --holding group --quiet | grep -E 'reason|primary'
  region,branch,turnover,status,contributors,reason
  N,a,930.50,primary,3,percent
  S,a,600.00,primary,2,percent
  $ beraad table suppress firm.csv --by region,branch --value turnover --decimals 2 --percent 10 --holding group --quiet --intervals | grep -c suppressed
  [4-9] (re)

JSON has whole numbers as numbers and decimals as text:

  $ beraad table make firm.csv --by branch --value turnover --decimals 2 --json | jq -c '.cells[1]'
  {"at":{"branch":"a"},"contributors":9,"reason":null,"status":"unprotected","value":"1821.50"}

Noise that is the same wherever the same persons are counted, and rounding that adds up:

  $ echo 'not to be guessed' >secret
  $ tr -d '\r' <"$ADULT" | awk 'NR == 1 {print $0 ";id"} NR > 1 {print $0 ";p" NR}' >persons.csv
  $ beraad table perturb persons.csv --by education,sex --id id --key-file secret --quiet >one.csv
  $ beraad table perturb persons.csv --by sex,race --id id --key-file secret --quiet >other.csv
  $ diff <(grep ^Total,F one.csv | cut -d, -f2-) <(grep ^Female,T other.csv | cut -d, -f1,3-)
  $ beraad table round "$ADULT" --by education,workclass --hierarchy education=education.hrc --key-file secret --base 5 --quiet | grep -cE ',[1-4],rounded'
  0
  [1]

A page, for the screen and for paper; nothing from outside and no script in it:

  $ beraad table suppress "$ADULT" $SHAPE --minimum 5 --format html --out page.html
  252 cells, * of them not shown (glob)
  $ grep -ciE '<script|https?:|url\(' page.html
  0
  [1]
  $ grep -c 'a reader can tell: ' page.html >/dev/null
  $ beraad table suppress "$ADULT" $SHAPE --minimum 5 --format html --out page.html
  beraad: 'page.html': it is there already
  [74]
The page says what each sign means that it has, and no other; the axis of fewest classes, of several the last, goes across:

  $ beraad table audit bad.csv --by region,sex --suppressed x --quiet --format html >audit.html 2>/dev/null
  [4]
  $ grep -o '<li><span[^/]*/span>[^<]*' audit.html
  <li><span class="b">!</span>not shown, and yet it follows exactly from what is
  $ grep -o 'colspan="3">[a-z]*' audit.html
  colspan="3">sex
  $ beraad table round "$ADULT" --by sex --method nearest --quiet --format html | grep -cE '<h2>What was lost|not shown'
  0
  [1]

Progress is one line for each thing that is done, however often the search begins again:

  $ beraad table suppress "$ADULT" --by education,sex --minimum 5 --out words.csv
    reading adult.csv                        30162 rows
    protection                               done
  51 cells, * of them not shown (glob)

Taking single values out can be asked for every set of at most so many keys too; each is counted again by another program here (a record without a value is no
company for a complete one):

  $ printf 'a,b,c,d\n3,1,1,1\n3,1,1,3\n1,1,2,1\n1,1,2,1\n2,1,1,1\n2,2,1,1\n2,2,1,2\n1,2,1,2\n1,1,2,3\n2,1,2,1\n1,2,2,2\n2,2,2,2\n' >rare.csv
  $ beraad risk rare.csv --keys a,b,c,d --suppress 2 --subsets 2 --out less.csv --quiet | tail -n 1
    counted again and found to hold: 11 sets of keys
  $ python3 - <<'END'
  > import csv, itertools
  > rows = list(csv.DictReader(open("less.csv")))
  > for size in (1, 2, 4):
  >     for keys in itertools.combinations("abcd", size):
  >         for row in rows:
  >             like = [other for other in rows if all(not row[key] or row[key] == other[key] or (not other[key] and not all(row[k] for k in keys)) for key in keys)]
  >             complete = all(row[key] for key in keys)
  >             assert len(like) >= 2, (keys, complete)
  > print(len(rows), "records")
  > END
  12 records
