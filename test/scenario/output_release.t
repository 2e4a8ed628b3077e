An output on its way out: asked for by a researcher, computed from the data set on site, protected, agreed to by another, released.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ for name in rik chris; do echo "the passphrase of $name" >"secret/$name"; done
  $ beraad actor add rik --role researcher --new-passphrase-file secret/rik >/dev/null
  $ beraad actor add chris --role checker --new-passphrase-file secret/chris >/dev/null
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as rik beraad undertaking sign $ID --quiet >/dev/null
  $ as els beraad enclave prepare $ID --year 2016 --warehouse "$WAREHOUSE" --quiet >/dev/null

A table that the engine makes itself; it is well, and leaves:

  $ as rik beraad output table $ID --by sex --year 2016
  output 1: requested
    deliberation  IVC/KSZG/19/002, population
    author        rik
    votes         0 of 1
  $ as rik beraad output check 1
  output 1: checked
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         1, method none
    votes         0 of 1
  
  table.csv
  sex  count  status
  ---  -----  ------
  1      100  p
  2      119  p
  9        0  p
  *      219  p
  
  nothing was found against it
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
  12
  $ as chris beraad output approve 2
  refused: output approve
    - output 2 has findings with which nobody can approve it  [9, 10]
  beraad: refused, for 1 reason
  [5]
  $ as chris beraad output protect 2
  output 2: checked
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         2, method suppress
    votes         0 of 1
  
  table.csv, protected by suppress, with certificate
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
  
  review  table.csv, sex=1, socio_economic_position=3: nearly everybody of a margin is in one cell
          by ESSnet SDC, Guidelines for the checking of output based on microdata research (2009), rule 3 (group disclosure); paragraphs [9, 10]
          do: judge whether it says something about each of them; coarser classes
  
  review  table.csv, sex=2, socio_economic_position=2: nearly everybody of a margin is in one cell
          by ESSnet SDC, Guidelines for the checking of output based on microdata research (2009), rule 3 (group disclosure); paragraphs [9, 10]
          do: judge whether it says something about each of them; coarser classes
  
  FAIL  table.csv: a suppressed cell can be computed
          the certificate failed: no pattern of suppressions was proven safe
          by Handbook on Statistical Disclosure Control for Outputs (2019), secondary disclosure; paragraphs [9, 10]
          do: protect it with the tables named in mind
  $ as chris beraad output reject 2 --reason "ask for coarser classes"
  output 2: rejected
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         2, method suppress
    votes         1 of 1
    rejected      ask for coarser classes
  $ as rik beraad output show 2 | head -8
  output 2: rejected
    deliberation  IVC/KSZG/19/002, population
    author        rik
    round         2, method suppress
    votes         1 of 1
    rejected      ask for coarser classes
  
  table.csv, protected by suppress, with certificate
  $ as rik beraad output list
  output  state     deliberation     author  round  votes   found
  ------  --------  ---------------  ------  -----  ------  -----
       1  released  IVC/KSZG/19/002  rik         1  1 of 1  -
       2  rejected  IVC/KSZG/19/002  rik         2  1 of 1  fail
  $ beraad ledger verify --quiet | head -1
  the ledger holds: 24 entries, 24 of them under 20 signed checkpoints
