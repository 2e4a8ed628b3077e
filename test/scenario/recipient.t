On the recipient's machine: no custody, the package, the sender's public key, an identity.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ as els beraad release run IVC/KSZG/19/002 sample --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 1 >/dev/null
  $ as els beraad release run IVC/KSZG/19/002 sample --year 2014 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 2 >/dev/null
  $ mkdir desk && cp custody/outgoing/*/* custody/public/beraad.pub identity.txt desk && mv custody elsewhere && cd desk
  $ unset BERAAD_CUSTODY BERAAD_CUSTODY_PASSPHRASE_FILE
  $ one=ivc-kszg-19-002-sample-1.tar.age two=ivc-kszg-19-002-sample-2.tar.age

Stock programs:

  $ minisign -V -q -p beraad.pub -m $one
  $ age --decrypt -i identity.txt $one | tar -t | sort
  NOTICE.txt
  codebook/codebook.html
  codebook/ddi-codebook.xml
  codebook/sample-2012.csv-metadata.json
  data/sample-2012.csv
  data/sample-2012.parquet
  data/sample-2012.sav
  deliberation.yaml
  manifest.json
  manifest.json.note

beraad, from outside and inside:

  $ beraad package verify $one --key beraad.pub
    signature
  deliberation IVC/KSZG/19/002, communication sample, release 1, made \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (re)
  manifest sha256:[0-9a-f]{64} (re)
  checked: the signature of key [0-9A-F]{16} over every byte of the file, and its name (re)
  checked: against the packages received before
  not checked: what is inside (give --identity for that)
  $ beraad package verify $one --key beraad.pub --identity identity.txt --quiet | tail -n 4
    2012  to be destroyed by 2029-03-31 and at the latest 5 years after last delivery \(not before \d{4}-\d\d-\d\d\) (re)
  checked: the signature of key [0-9A-F]{16} over every byte of the file, and its name (re)
  checked: against the packages received before
  checked: what is inside: manifest, its signed note, and the digests of 8 files; nothing else is there

Changed by one byte, cut, under another name, with another's signature, by another key:

  $ cp $one changed.tar.age && cp $one.minisig changed.tar.age.minisig
  $ beraad package verify changed.tar.age --key beraad.pub
  beraad: the file was signed under another name
          its name is ivc-kszg-19-002-sample-1.tar.age
  [6]
  $ mkdir cut && head -c 20000 $one >cut/$one && cp $one.minisig cut/
  $ beraad package verify cut/$one --key beraad.pub
  beraad: 'cut/ivc-kszg-19-002-sample-1.tar.age': the signature does not fit the file: one of them was changed, or they do not belong together
  [6]
  $ mkdir swapped && cp $two swapped/$one && cp $one.minisig swapped/
  $ beraad package open swapped/$one --key beraad.pub --identity identity.txt --out no
  beraad: 'swapped/ivc-kszg-19-002-sample-1.tar.age': the signature does not fit the file: one of them was changed, or they do not belong together
  [6]
  $ mkdir forged && cp $one forged/ && (cd forged && printf '\n\n' | minisign -G -f -p other.pub -s other.key >/dev/null 2>&1; printf '\n' | minisign -S -s other.key -m $one >/dev/null 2>&1; true)
  $ beraad package verify forged/$one --key beraad.pub
  beraad: 'forged/ivc-kszg-19-002-sample-1.tar.age': signed with key [0-9A-F]{16}, not with the given key [0-9A-F]{16} (re)
  [6]
  $ beraad package verify $one --key beraad.pub --communication population
  beraad: the package is of communication 'sample', asked was 'population'
  [6]
  $ ls no
  ls: cannot access 'no': No such file or directory
  [2]

The second first; then the first is an old one, replayed:

  $ beraad package open $two --key beraad.pub --identity identity.txt --out second --quiet >/dev/null
  $ beraad package open $one --key beraad.pub --identity identity.txt --out first --quiet
  beraad: release 1 of 'sample' is older than release 2, which was received before
  [6]
  $ ls first
  ls: cannot access 'first': No such file or directory
  [2]

What is there already is not touched:

  $ beraad package open $two --key beraad.pub --identity identity.txt --out second --quiet
  beraad: 'second' exists already
  [6]

Past the fixed date nothing opens, whatever the options; on the last day it does. Of what counts from an event only the provider knows the date: told, not refused.

  $ on() { # on DAY WORD...
  >   local day=$1
  >   shift
  >   CLOCK_AT=$(date -u -d "$day 12:00" +%s) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@" --key beraad.pub --identity identity.txt --quiet
  > }
  $ on 2029-03-31 package open $two --out lastday >/dev/null && test -f lastday/data/sample-2014.csv && echo opened
  opened
  $ on 2029-04-01 package open $two --again --out past
  refused: package open
    - what there is of year 2014 had to be destroyed by 2029-03-31  [4, 11]
  beraad: refused, for 1 reason
  [5]
  $ on 2029-04-01 package open $two --register fresh.json --out past --json 2>/dev/null | jq -c '.verdict, .act, .reasons[0].code, .reasons[0].cites'
  "refused"
  "package open"
  "past"
  [4,11]
  $ ls past past.part fresh.json 2>&1 | grep -c 'No such file'
  3
  $ on 2029-04-01 package verify $two | grep '^  2014  to'
    2014  to be destroyed by 2029-03-31 and at the latest 5 years after last delivery \(not before \d{4}-\d\d-\d\d\): PAST, nothing of this package opens any more (re)
  $ on 2029-04-01 package verify $two --json | jq -c '.retention[0] | .destroy_by, .past, .may_be_past, .after[0].event'
  "2029-03-31"
  true
  false
  "last delivery"
  $ cd .. && export BERAAD_CUSTODY=$PWD/elsewhere BERAAD_CUSTODY_PASSPHRASE_FILE=$PWD/secret/custody
  $ sed -e 's|^deliberation: .*|deliberation: IVC/KSZG/26/001|' -e 's|^decided: .*|decided: 2026-01-13\namends: IVC/KSZG/19/002|' -e '/destroy_by: 2029-03-31/d' "$PROJECT/deliberation/ksz-19-002.yaml" >relative.yaml
  $ registered relative.yaml IVC/KSZG/26/001
  $ as els beraad release run IVC/KSZG/26/001 sample --year 2016 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ as jan beraad release approve 3 >/dev/null
  $ cp elsewhere/outgoing/*26-001*/* desk && cd desk && three=ivc-kszg-26-001-sample-3.tar.age
  $ on 2027-01-01 package verify $three | grep '^  2016  to'
    2016  to be destroyed at the latest 5 years after last delivery \(not before \d{4}-\d\d-\d\d\) (re)
  $ on 2040-01-01 package open $three --out late | grep '^  2016  to'
    2016  to be destroyed at the latest 5 years after last delivery \(not before \d{4}-\d\d-\d\d\): may be past, ask the provider (re)
