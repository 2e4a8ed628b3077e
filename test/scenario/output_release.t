An output on its way out: asked for by a researcher, computed from the data set on site, protected, agreed to by another, released.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ for name in rik chris; do echo "the passphrase of $name" >"secret/$name"; done
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ masked() { sed -E 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/MOMENT              /; s/[(]20[0-9]{2}-[0-9]{2}-[0-9]{2}[)]/(DAY)/'; }
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as rik beraad undertaking sign $ID --quiet >/dev/null
  $ as els beraad enclave prepare $ID --year 2016 --warehouse "$WAREHOUSE" --quiet >/dev/null

A table that the engine makes itself; it is well, and leaves:

  $ as rik beraad output table $ID --by sex --year 2016
  output 1: requested
    deliberation  IVC/KSZG/19/002, population
    author        rik
    votes         0 of 1
  $ as rik beraad output check 1 | masked
  output 1: checked
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         1, method none
    votes         0 of 1
  
  table.csv: frequency_table by sex@2016
  sex  count  status
  ---  -----  ------
  1      100  p
  2      119  p
  9        0  p
  *      219  p
  
  judged at the level of persons and households
  
  nothing was found against it
  
  how it came to this
  round  at                    by   method  fail  review  note
  -----  --------------------  ---  ------  ----  ------  ----
      1  MOMENT                rik  none       0       0     0
  $ as rik beraad output approve 1
  refused: output approve
    - 'output approve' is not for the role researcher (but for: checker)
    - output 1 was asked for by 'rik', so another person must judge it  [9, 10]
  beraad: refused, for 2 reasons
  [5]
  $ as chris beraad output approve 1
  output 1: approved
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         1, method none
    votes         1 of 1
  $ as chris beraad output release 1
  output 1: released
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         1, method none
    votes         1 of 1
    released      outgoing/output-1
  $ ls custody/outgoing/output-1
  decision.json
  decision.tlog-proof
  record.json
  record.json.note
  table.csv
  $ cat custody/outgoing/output-1/table.csv
  sex,count,status
  1,100,p
  2,119,p
  9,0,p
  *,219,p

A table with small cells is refused as it is, whoever asks. What was published before cannot be hidden again; with that given no pattern of
suppressions is proven safe here, so nothing leaves:

  $ as rik beraad output table $ID --by sex,socio_economic_position:position4 --year 2016 >/dev/null
  $ as rik beraad output check 2 | grep -c FAIL
  4
  $ as chris beraad output approve 2
  refused: output approve
    - output 2 has findings with which nobody can approve it  [9, 10]
  beraad: refused, for 1 reason
  [5]
  $ as chris beraad output protect 2 | masked
  output 2: checked
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         2, method suppress
    votes         0 of 1
  
  table.csv: frequency_table by sex@2016, socio_economic_position@2016 in position4; protected by suppress
  sex  socio_economic_position  count  status
  ---  -----------------------  -----  ------
  1    1                               s
  1    2                            0  p
  1    3                               s
  1    9                               s
  1    *                          100  p
  2    1                           16  p
  2    2                               s
  2    3                               s
  2    9                            0  p
  2    *                          119  p
  9    1                               s
  9    2                               s
  9    3                            0  p
  9    9                               s
  9    *                            0  p
  *    1                               s
  *    2                               s
  *    3                          193  p
  *    9                               s
  *    *                          219  p
  certificate: 8 cells unsafe, 3 more suppressed for their sake; 8 intervals proven by 2 other tables that would look the same
  
  judged at the level of persons and households
  
  FAIL  table.csv: a suppressed cell can be computed
          the certificate failed: no pattern of suppressions was proven safe
          by Handbook on Statistical Disclosure Control for Outputs (2019), secondary disclosure; paragraphs [9, 10]
          do: protect it with the tables named in mind
  
  review  table.csv: nearly everybody of a margin is in one cell (2 cells)
          sex=1, socio_economic_position=3
          sex=2, socio_economic_position=2
          by ESSnet SDC, Guidelines for the checking of output based on microdata research (2009), rule 3 (group disclosure); paragraphs [9, 10]
          do: judge whether it says something about each of them; coarser classes
  
  how it came to this
  round  at                    by     method    fail  review  note
  -----  --------------------  -----  --------  ----  ------  ----
      1  MOMENT                rik    none        20       2     0
      2  MOMENT                chris  suppress     1       2     0
  
  released before of the same variables and years
    output 1, table.csv (DAY): frequency_table by sex@2016

In coarser classes it cannot be mended either, since the coarsest was asked for, nor rounded beside what shows the sums exactly. The rounds stand on the page, and what was released before:

  $ as chris beraad output protect 2 --method recode | grep -E 'FAIL|protected'
  table.csv: frequency_table by sex@2016, socio_economic_position@2016 in position4; protected by recode
  FAIL  table.csv: too few persons (3 cells)
  FAIL  table.csv: with a margin it gives a count of too few persons (3 cells)
  FAIL  table.csv: differs from another table by too few persons (1 cell)
  FAIL  table.csv: together with other tables it gives a count of too few persons (13 cells)
  $ as chris beraad output protect 2 --method round --all | sed -n '/^how/,$p' | masked
  how it came to this
  round  at                    by     method    fail  review  note
  -----  --------------------  -----  --------  ----  ------  ----
      1  MOMENT                rik    none        20       2     0
      2  MOMENT                chris  suppress     1       2     0
      3  MOMENT                chris  recode      20       2     0
      4  MOMENT                chris  round        3       2     0
  
  released before of the same variables and years
    output 1, table.csv (DAY): frequency_table by sex@2016
  $ as chris beraad output show 2 --json | jq -c '[.rounds[] | [.round, .by, .method, .fail, .review]], [.related[] | [.output, .file, .of]]'
  [[1,"rik","none",20,2],[2,"chris","suppress",1,2],[3,"chris","recode",20,2],[4,"chris","round",3,2]]
  [[1,"table.csv","sex@2016"]]

A certificate is checked by another program, which knows nothing of this one; here of a table of which nothing was published:

  $ as rik beraad output table $ID --by age,household_size:household_size4 --year 2016 >/dev/null
  $ as chris beraad output check 3 | grep -c FAIL
  2
  $ as chris beraad output protect 3 | grep -E 'FAIL|certificate'
  certificate: 18 cells unsafe, 4 more suppressed for their sake; 18 intervals proven by 13 other tables that would look the same
  $ as chris beraad output show 3 --json | jq .files[0].certificate >certificate.json
  $ /usr/bin/python3 "$PROJECT/test/vector/disclosure_certificate.py" --file certificate.json
  the certificate holds

  $ as chris beraad output reject 2 --reason "ask for coarser classes"
  output 2: rejected
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         4, method round
    votes         1 of 1
    rejected      ask for coarser classes
  $ as rik beraad output show 2 | head -8
  output 2: rejected
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         4, method round
    votes         1 of 1
    rejected      ask for coarser classes
  
  table.csv: frequency_table by sex@2016, socio_economic_position@2016 in position4; protected by round
  $ as rik beraad output list
  output  state     deliberation     author  round  votes   found
  ------  --------  ---------------  ------  -----  ------  -----
       1  released  IVC/KSZG/19/002  rik         1  1 of 1  -
       2  rejected  IVC/KSZG/19/002  rik         4  1 of 1  fail
       3  checked   IVC/KSZG/19/002  rik         2  0 of 1  -
  $ beraad ledger verify --quiet | head -1
  the ledger holds: 29 entries, 29 of them under 25 signed checkpoints

Who lives together is kept beside the data set for this check alone; where that was touched, nothing is judged:

  $ last=$(ls custody/dataset/ivc-kszg-19-002-population-2016 | sort -n | tail -1)
  $ printf x | dd of=custody/dataset/ivc-kszg-19-002-population-2016/$last bs=1 seek=300 conv=notrunc status=none
  $ as rik beraad output check 3
  beraad: data set of 2016, 'control/household.parquet': a sealed file is damaged, or not the one that belongs here
  [6]
