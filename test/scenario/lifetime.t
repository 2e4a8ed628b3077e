A deliberation over time: registered by two, suspended, resumed, amended, ended; and what nobody gets past.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet >/dev/null

What is proposed is not registered, and is not proposed twice; nobody approves what he proposed, nor what has another digest:

  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet
  refused: deliberation register
    - for deliberation 'IVC/KSZG/19/002' a proposal of 'els' (deliberation register) waits for another person
  beraad: refused, for 1 reason
  [5]
  $ as els beraad deliberation approve $ID
  refused: deliberation approve
    - 'deliberation approve' is not for the role operator (but for: approver)
    - 'deliberation register' was proposed by 'els', so another person must confirm it
  beraad: refused, for 2 reasons
  [5]
  $ as jan beraad deliberation approve $ID --digest sha256:$(printf '%064d' 0)
  refused: deliberation approve
    - what is proposed for deliberation 'IVC/KSZG/19/002' has another digest than was said
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation approve IVC/KSZG/19/003
  refused: deliberation approve
    - nothing is proposed for deliberation 'IVC/KSZG/19/003'
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation withdraw $ID | head -n 1
  deliberation 'IVC/KSZG/19/002': what was proposed is withdrawn
  $ as jan beraad deliberation approve $ID
  refused: deliberation approve
    - nothing is proposed for deliberation 'IVC/KSZG/19/002'
  beraad: refused, for 1 reason
  [5]
  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet >/dev/null
  $ as jan beraad deliberation approve $ID --digest sha256:$(sha256sum <"$PROJECT/deliberation/ksz-19-002.yaml" | cut -c 1-64) | head -n 1
  deliberation 'IVC/KSZG/19/002': in force

A registered text is never changed, whatever is tried: the same again, a byte of it, another reference on top, an amendment of something else:

  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/19/002' is registered already
  beraad: refused, for 1 reason
  [5]
  $ sed 's/destroy_by: 2029-03-31/destroy_by: 2039-03-31/' "$PROJECT/deliberation/ksz-19-002.yaml" >longer.yaml
  $ as els beraad deliberation register longer.yaml --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/19/002' is registered already, with another text: only a new one that amends it can change it
  beraad: refused, for 1 reason
  [5]
  $ sed '0,\|IVC/KSZG/19/002|s||IVC/KSZG/19/003|' "$PROJECT/deliberation/ksz-19-002.yaml" >elsewhere.yaml
  $ as els beraad deliberation register elsewhere.yaml --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/19/003' is 'IVC/KSZG/19/002' word for word, under another reference
  beraad: refused, for 1 reason
  [5]
  $ amending() { sed -e "s|^deliberation: .*|deliberation: $1|" -e "s|^decided: .*|decided: $2\namends: $3|" longer.yaml; }
  $ amending IVC/KSZG/26/001 2026-01-13 IVC/KSZG/19/004 >wrong.yaml
  $ as els beraad deliberation register wrong.yaml --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/26/001' amends 'IVC/KSZG/19/004', which is not registered
  beraad: refused, for 1 reason
  [5]
  $ amending IVC/KSZG/18/001 2018-01-09 $ID >older.yaml
  $ as els beraad deliberation register older.yaml --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/18/001' of 2018-01-09 is older than 'IVC/KSZG/19/002' of 2019-01-15, which it amends
  beraad: refused, for 1 reason
  [5]

The undertaking: a researcher signs it, once, and nobody else does:

  $ as ria beraad undertaking sign $ID --language en
  Deliberation IVC/KSZG/19/002 of 15\xc2\xa0January\xc2\xa02019 (esc)
  sha256:* (glob)
  
  I, ria, undertake:
  
    to do nothing that is meant to find out who a person in the data is (paragraph\xc2\xa010). (esc)
    to use the data for this purpose only: * (glob)
  * (glob)
    to take nothing out of the secured environment, in whatever way, but what has been checked and
    released (paragraphs\xc2\xa02\xc2\xa0and\xc2\xa09). (esc)
  
  signed
  sha256:* (glob)
  $ as ria beraad undertaking sign $ID
  refused: undertaking sign
    - actor 'ria' has signed the undertaking of deliberation 'IVC/KSZG/19/002' already  [10]
  beraad: refused, for 1 reason
  [5]
  $ as els beraad undertaking sign $ID
  refused: undertaking sign
    - 'undertaking sign' is not for the role operator (but for: researcher)
  beraad: refused, for 1 reason
  [5]
  $ as ria beraad undertaking show $ID --language fr | tail -n 2 | head -n 1
  signed

Suspended by one; nothing opens, whatever the options; resumed by two:

  $ as els beraad release run $ID sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as els beraad deliberation suspend $ID | head -n 1
  deliberation 'IVC/KSZG/19/002': suspended
  $ day=$(date -u +%F)
  $ as els beraad release run $ID sample --year 2012 --warehouse "$WAREHOUSE" --variable age --recipient pod-mi --threads 1 --quiet 2>/dev/null | sed "s/$day/today/"
  refused: release run
    - deliberation 'IVC/KSZG/19/002' is suspended since today
  $ as els beraad release plan $ID sample --sql 2>/dev/null | sed "s/$day/today/"
  refused: release plan
    - deliberation 'IVC/KSZG/19/002' is suspended since today
  $ as jan beraad release approve 1 2>/dev/null | sed "s/$day/today/"
  refused: release approve
    - deliberation 'IVC/KSZG/19/002' is suspended since today
  $ as ria beraad undertaking sign $ID 2>/dev/null | head -n 2 | sed "s/$day/today/"
  refused: undertaking sign
    - deliberation 'IVC/KSZG/19/002' is suspended since today
  $ find custody/outgoing -type f
  $ as jan beraad deliberation resume $ID | head -n 1
  deliberation 'IVC/KSZG/19/002': to be resumed, waits for another person's approval
  $ as jan beraad deliberation approve $ID
  refused: deliberation approve
    - 'deliberation resume' was proposed by 'jan', so another person must confirm it
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation withdraw $ID >/dev/null
  $ as els beraad deliberation resume $ID >/dev/null
  $ as jan beraad deliberation approve $ID | head -n 1
  deliberation 'IVC/KSZG/19/002': in force
  $ as els beraad deliberation resume $ID
  refused: deliberation resume
    - deliberation 'IVC/KSZG/19/002' is in force
  beraad: refused, for 1 reason
  [5]

An amendment takes its place: only that prolongs. The undertaking is to be signed anew, the old text is never registered again:

  $ amending IVC/KSZG/26/001 2026-01-13 $ID >amending.yaml
  $ registered amending.yaml IVC/KSZG/26/001
  $ as jan beraad release approve 1
  refused: release approve
    - deliberation 'IVC/KSZG/19/002' was amended: 'IVC/KSZG/26/001' took its place
  beraad: refused, for 1 reason
  [5]
  $ as els beraad deliberation register "$PROJECT/deliberation/ksz-19-002.yaml" --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/19/002' is registered already
  beraad: refused, for 1 reason
  [5]
  $ amending IVC/KSZG/26/002 2026-01-20 $ID >second.yaml
  $ as els beraad deliberation register second.yaml --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/26/002' amends 'IVC/KSZG/19/002', which 'IVC/KSZG/26/001' has amended already
  beraad: refused, for 1 reason
  [5]
  $ as ria beraad undertaking show IVC/KSZG/26/001 --language en | tail -n 2 | head -n 1
  not signed

Ended, by two, for good:

  $ as els beraad deliberation end IVC/KSZG/26/001 >/dev/null
  $ as jan beraad deliberation approve IVC/KSZG/26/001 | head -n 1
  deliberation 'IVC/KSZG/26/001': ended
  $ as els beraad release run IVC/KSZG/26/001 sample --year 2012 --warehouse "$WAREHOUSE" --quiet 2>/dev/null | sed "s/$day/today/"
  refused: release run
    - deliberation 'IVC/KSZG/26/001' ended on today
  $ as els beraad deliberation resume IVC/KSZG/26/001 2>/dev/null | sed "s/$day/today/"
  refused: deliberation resume
    - deliberation 'IVC/KSZG/26/001' ended on today
  $ amending IVC/KSZG/26/003 2026-01-27 IVC/KSZG/26/001 >third.yaml
  $ as els beraad deliberation register third.yaml --quiet
  refused: deliberation register
    - deliberation 'IVC/KSZG/26/003' amends 'IVC/KSZG/26/001', which has ended
  beraad: refused, for 1 reason
  [5]
  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1
