One person asks: which deliveries and on-site data sets held me? Two people answer, and her number is nowhere.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ beraad actor add eva --role approver --new-passphrase-file secret/jan >/dev/null
  $ day=$(date -u +%F)
  $ today=$(LC_ALL=C date -u '+%-d %B %Y')
  $ mkdir planted printed numbers
  $ sed -e "s|@WAREHOUSE@|$WAREHOUSE|; s|@OUT@|$PWD/planted|" "$TESTDIR/canary.sql" >plant.sql
  $ "$RUN_SQL" plant.sql >/dev/null
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as els beraad release run $ID sample --year 2012 2014 --variable age sex --warehouse planted --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 --warehouse planted --quiet >/dev/null

Who is in the delivered files, by these files themselves: the first of the canaries of 2012, and the first that is in neither:

  $ beraad package open custody/outgoing/*/*.tar.age --key custody/public/beraad.pub --identity identity.txt --out opened >/dev/null 2>&1
  $ for base in $(seq 700101001 700101400); do printf '%s%02d\n' $base $((97 - base % 97)); done >canaries
  $ "$PSEUDONYM" custody secret/custody $ID sample $(date +%s) <canaries >pseudonyms
  $ grep -F -f <(cut -d , -f 1 opened/data/sample-2012.csv | tail -n +2) pseudonyms | cut -d ' ' -f 1 >in-2012
  $ grep -F -f <(cut -d , -f 1 opened/data/sample-2014.csv | tail -n +2) pseudonyms | cut -d ' ' -f 1 >in-2014
  $ head -n 1 in-2012 >numbers/in
  $ grep -v -F -f in-2012 canaries | grep -v -F -f in-2014 | head -n 1 >numbers/out
  $ wc -l <numbers/out
  1
  $ grep -q -F -f numbers/in in-2014 && held14=yes || held14=no

A number that was replaced since, one that the warehouse does not know, one with a typing error:

  $ printf '%s%02d\n' 700101901 $((97 - 700101901 % 97)) >numbers/old
  $ printf '%s%02d\n' 700101902 $((97 - 700101902 % 97)) >numbers/nobody
  $ echo 70010190200 >numbers/wrong
  $ export ALSO="$(cat numbers/old numbers/nobody)"
  $ echo "COPY (FROM read_parquet('$WAREHOUSE/insz_history.parquet') UNION ALL BY NAME SELECT $(cat numbers/old) AS old_insz, $(cat numbers/in) AS insz, DATE '2019-01-01' AS changed_on, 'correction' AS reason) TO 'planted/insz_history.parquet' (FORMAT parquet);" >plant.sql
  $ "$RUN_SQL" plant.sql >/dev/null

It is no argument, and what is typed in its place is not repeated:

  $ beraad subject $(cat numbers/in)
  beraad: 'subject' needs one of its verbs, found something else
          'beraad subject --help' lists them
  [2]
  $ as els beraad subject ask $(cat numbers/in)
  beraad: subject ask: expected no argument, found 1 argument
          '--help' shows what it takes
  [2]
  $ as jan beraad subject answer $(cat numbers/in) --warehouse planted
  beraad: expected the number of a question
  [2]
  $ as els beraad subject ask --number-file $(cat numbers/in)
  beraad: cannot open '--number-file': No such file or directory
  [74]
  $ as els beraad subject ask --number-file numbers/wrong
  beraad: not a valid INSZ: the check digits fit neither century
  [4]
  $ (as els beraad subject ask </dev/null 2>&1) | head -n 1
  beraad: number of the person is needed and there is no terminal to ask it on

On a terminal it is asked for and not shown:

  $ cat >terminal.py <<'END'
  > import os, pty, sys
  > child, terminal = pty.fork()
  > if child == 0:
  >     os.execvp(sys.argv[2], sys.argv[2:])
  > shown = b""
  > while True:
  >     try:
  >         got = os.read(terminal, 4096)
  >     except OSError:
  >         break
  >     shown += got
  >     if shown.endswith(b"person: "):
  >         os.write(terminal, open(sys.argv[1], "rb").read())
  > number = open(sys.argv[1], "rb").read().strip()
  > print(shown.decode().replace("\r", ""), end="")
  > print("shown" if number in shown else "not shown")
  > END
  $ as els /usr/bin/python3 terminal.py numbers/nobody "$BERAAD" subject ask
  number of the person: 
  question 2 waits for another person, who gives the same number:
  beraad subject answer 2 --warehouse DIR
  not shown
  $ as els beraad subject withdraw 2
  the question is withdrawn

Asked by one, answered by another, who gives the same number:

  $ as jan beraad subject ask --number-file numbers/in
  refused: subject ask
    - 'subject ask' is not for the role approver (but for: operator)
  beraad: refused, for 1 reason
  [5]
  $ as els beraad subject ask --number-file numbers/in
  question 3 waits for another person, who gives the same number:
  beraad subject answer 3 --warehouse DIR
  $ as els beraad subject answer 3 --number-file numbers/in --warehouse planted
  refused: subject answer
    - 'subject answer' is not for the role operator (but for: approver)
    - 'subject ask' was proposed by 'els', so another person must confirm it
  beraad: refused, for 2 reasons
  [5]
  $ as jan beraad subject answer 3 --number-file numbers/out --warehouse planted
  refused: subject answer
    - it is another person's number than 'els' gave
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad subject answer 9 --number-file numbers/out --warehouse planted
  refused: subject answer
    - no question of the number 9 waits
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad subject answer 3 --number-file numbers/in --warehouse planted --language en --quiet >answer
  $ sed '/31 March 2014/,/^$/d' answer | awk 'BEGIN { RS = "" } { gsub(/\n */, " "); print }' | sed "s/$today/TODAY/g" | fold -s -w 110 | sed 's/ *$//'
  Answer to a request for access (GDPR, article 15)
  On TODAY ksz.test looked for the deliveries, and the data sets on its premises, that hold data about you.
  They were made from: Data warehouse labour market and social protection. Question number 3.
  Data about you were in what is marked 'yes' below. Neither your name nor your number stands in them, only a
  pseudonym. Whoever was given the data cannot tell from it who you are, and may not try.
  Deliberation IVC/KSZG/19/002 of 15 January 2019 Purpose: determining the profile of the living-wage
  beneficiaries. Given by: Crossroads Bank for Social Security (KSZ).
    Delivery 1 (sample), delivered on TODAY to: PPS Social Integration, study service. What it tells: age; sex.
  31 March 2012: yes. The recipient must destroy its copies by 31 March 2029 at the latest. Data set on the
  premises (population), made on TODAY. Researchers of this recipient work with it on the spot: PPS Social
  Integration, study service. Only results that are anonymous and were checked leave the premises. What it
  tells: age; sex; nationality; origin; socio-economic position; level of education; field of study; household
  type; number of household members; LIPRO position; work intensity of the household; parent earlier known as
  beneficiary; category of living wage; dimension of the centre. 31 March 2012: yes. To be destroyed by 31
  March 2029 at the latest.
  You can ask for your data to be corrected or erased or their use to be restricted, you can object to it, and
  you can complain to the supervisory authority. Where the data serve research the law can limit these rights
  (GDPR, articles 17(3) and 89).
  $ test $held14 = yes && grep -c '31 March 2014: yes' answer || grep -c '31 March 2014: no. You were among' answer
  1
  $ as jan beraad subject answer 3 --number-file numbers/in --warehouse planted
  refused: subject answer
    - no question of the number 3 waits
  beraad: refused, for 1 reason
  [5]

The same person, by her replaced number, for a program; two questions about her cannot be told to be about one:

  $ cat >years.py <<'END'
  > import json, sys
  > answer = json.load(sys.stdin)
  > print("replaced" if answer["replaced"] else "not replaced")
  > for one in answer["deliveries"]:
  >     for year in one["years"]:
  >         print(one["kind"], year["year"], year["held"], year.get("because", "-"), "changed" if year["warehouse_changed"] else "same", year["destroy_by"] if not year["pending"] else "pending", len(one["variables"]))
  > END
  $ asked() { # asked FILE: by els, answered by jan
  >   N=$(as els beraad subject ask --number-file $1 --json | grep -o '[0-9]*' | head -n 1)
  >   as jan beraad subject answer $N --number-file $1 --warehouse planted --json | /usr/bin/python3 years.py
  > }
  $ asked numbers/old | sed "s/2014 $held14 \(-\|sample\)/2014 HELD/"
  replaced
  package 2012 yes - same 2029-03-31 2
  package 2014 HELD same 2029-03-31 2
  data set 2012 yes - same 2029-03-31 14
  $ as els beraad ledger show --json | grep -o '"act":"subject ask","digest":"[^"]*"' | sort -u | wc -l
  3

In the cohort and not sampled; in nothing at all:

  $ asked numbers/out
  not replaced
  package 2012 no sample same 2029-03-31 2
  package 2014 no sample same 2029-03-31 2
  data set 2012 yes - same 2029-03-31 14
  $ asked numbers/nobody
  not replaced
  package 2012 no cohort same 2029-03-31 2
  package 2014 no cohort same 2029-03-31 2
  data set 2012 no cohort same 2029-03-31 14
  $ N=$(as els beraad subject ask --number-file numbers/nobody --json | grep -o '[0-9]*' | head -n 1)
  $ as jan beraad subject answer $N --number-file numbers/nobody --warehouse planted --language nl --quiet | sed -n 6,8p
  
  Geen enkele levering en geen enkel gegevensbestand bevatte gegevens over u.
  Hieronder staat wat is nagekeken.
  $ as els beraad subject ask --number-file numbers/nobody >/dev/null
  $ as els beraad subject withdraw $((N + 1))
  the question is withdrawn
  $ as els beraad subject list | sed -e 's/ *$//' -e 's/20[0-9-]*T[0-9:]*Z/MOMENT/g'
  question  catalogues  asked by  asked                 state      by   answered
  --------  ----------  --------  --------------------  ---------  ---  --------------------
         2  amsb        els       MOMENT  withdrawn  els
         3  amsb        els       MOMENT  answered   jan  MOMENT
         4  amsb        els       MOMENT  answered   jan  MOMENT
         5  amsb        els       MOMENT  answered   jan  MOMENT
         6  amsb        els       MOMENT  answered   jan  MOMENT
         7  amsb        els       MOMENT  answered   jan  MOMENT
         8  amsb        els       MOMENT  withdrawn  els

Where the key is destroyed nobody can tell any more; the whole population needs none:

  $ as els beraad retention destroy $ID sample >/dev/null
  $ as jan beraad retention approve $ID >/dev/null
  $ asked numbers/in
  not replaced
  package 2012 undetermined key destroyed same 2029-03-31 2
  package 2014 undetermined key destroyed same 2029-03-31 2
  data set 2012 yes - same 2029-03-31 14
  $ asked numbers/nobody
  not replaced
  package 2012 no cohort same 2029-03-31 2
  package 2014 no cohort same 2029-03-31 2
  data set 2012 no cohort same 2029-03-31 14
  $ N=$(as els beraad subject ask --number-file numbers/in --json | grep -o '[0-9]*' | head -n 1)
  $ as jan beraad subject answer $N --number-file numbers/in --warehouse planted --language fr --quiet | sed -n 6,12p
  
  Des donn\xc3\xa9es vous concernant figuraient dans ce qui est indiqu\xc3\xa9 ci-dessous par (esc)
  \xc2\xab\xc2\xa0oui\xc2\xa0\xc2\xbb. (esc)
  Pour une partie, il n'est plus possible de d\xc3\xa9terminer si des donn\xc3\xa9es vous (esc)
  concernant y figuraient ; la raison est indiqu\xc3\xa9e ci-dessous. (esc)
  Ni votre nom ni votre num\xc3\xa9ro n'y figurent, seulement un pseudonyme. Qui a re\xc3\xa7u (esc)
  les donn\xc3\xa9es ne peut en d\xc3\xa9duire qui vous \xc3\xaates et n'a pas le droit d'essayer. (esc)

The warehouse is not what it was:

  $ echo "COPY (FROM read_parquet('planted/living_wage_payment/year=2012/*.parquet') WHERE insz <> $(cat numbers/out)) TO 'fewer.parquet' (FORMAT parquet);" >plant.sql
  $ "$RUN_SQL" plant.sql >/dev/null
  $ rm planted/living_wage_payment/year=2012/*.parquet && mv fewer.parquet planted/living_wage_payment/year=2012/data_0.parquet
  $ asked numbers/in
  not replaced
  package 2012 undetermined key destroyed same 2029-03-31 2
  package 2014 undetermined key destroyed same 2029-03-31 2
  data set 2012 yes - changed 2029-03-31 14

No file of the custody, nothing printed, holds one of these numbers; every refusal and answer is in the ledger:

  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1
  $ as els beraad ledger show --json >printed/entries
  $ mv answer printed/
  $ /usr/bin/python3 "$TESTDIR/numbers.py" <printed/entries
  no identifier in any entry
  $ grep -o '"code":"other-number"' printed/entries | wc -l
  1
  $ grep -o '"deliveries":[0-9]*' printed/entries | sort | uniq -c
        9 "deliveries":2
  $ /usr/bin/python3 "$TESTDIR/search.py" custody printed state opened
  nothing found
