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
    2012  to be destroyed by 2029-03-31 and at the latest 5 years after last delivery
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
  beraad: signature 'forged/ivc-kszg-19-002-sample-1.tar.age.minisig': line 3: the trusted comment is not one line of plain text
  [4]
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
