Nobody is asked for a passphrase before everything is said that can be refused without one. Here no passphrase can be read at all: a command
that asks says so, one that refuses before says why.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" IVC/KSZG/19/002
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad undertaking sign IVC/KSZG/19/002 >/dev/null
  $ beraad custody medium usb.key >/dev/null && beraad custody backup first >/dev/null
  $ for n in 1 2 3; do echo "holder $n" >holder$n; done
  $ beraad custody split 1.share 2.share 3.share --needed 2 --share-passphrase-file holder1 holder2 holder3 >/dev/null
  $ beraad ledger prove --since 0 --out request && echo witness >secret/witness
  $ witness() { beraad ledger witness "$1" --state seen --key custody/public/beraad.vkey "${@:2}"; }
  $ witness request --name elsewhere --passphrase-file secret/witness --out cosigned
  $ beraad ledger prove --since 3 --out later
  $ BERAAD_CUSTODY_PASSPHRASE_FILE=none BERAAD_PASSPHRASE_FILE=none BERAAD_NEW_PASSPHRASE_FILE=none
  $ export BERAAD_PASSPHRASE_FILE BERAAD_NEW_PASSPHRASE_FILE
  $ by() { BERAAD_ACTOR=$1 beraad "${@:2}" 2>&1 | head -n 1; }

What would ask, does:

  $ by '' actor add mia --role auditor
  beraad: cannot open 'none': No such file or directory
  $ by els deliberation suspend IVC/KSZG/19/002
  beraad: cannot open 'none': No such file or directory

Names that are taken, keys that are none:

  $ by '' actor add els --role auditor
  beraad: actor 'els' is there already
  $ by '' actor add Els --role auditor
  beraad: the name is not one of an actor
  $ by els recipient add pod-mi --age-key public.txt
  beraad: recipient 'pod-mi' is there already
  $ by els recipient add other --age-key age1none
  beraad: recipient 'other': not an age public key
  $ by els recipient key pod-mi --age-key public.txt
  beraad: recipient 'pod-mi' has that key already
  $ by els recipient key nobody --age-key public.txt
  beraad: there is no recipient 'nobody'

A custody, its backups, its medium, its shares, a token:

  $ by '' custody init custody --name ksz.test
  beraad: 'custody' is there already and not an empty directory
  $ by '' custody init another --name 'no name'
  beraad: the name is not one of a custody
  $ by '' custody backup first
  beraad: 'first' is there already
  $ by '' custody backup nowhere/first
  beraad: cannot create 'nowhere/first': No such file or directory
  $ by '' custody medium public.txt
  beraad: 'public.txt' is not an epoch key of this custody
  $ by '' custody restore first custody --medium usb.key
  beraad: 'custody' is there already and not an empty directory
  $ by '' custody restore public.txt another --medium usb.key
  beraad: the file is not a backup of a custody, or is damaged
  $ by '' custody restore first another --medium public.txt
  beraad: 'public.txt' is not a medium, or is open to other users or another's
  $ by '' custody split 1.share 4.share --needed 2
  beraad: '1.share' is there already
  $ by '' custody split 4.share 5.share --needed 3
  beraad: of 2 to 32 shares at least 2 are needed, and at most all
  $ by '' custody split 4.share 4.share --needed 2
  beraad: '4.share' is named twice
  $ by '' custody join 1.share usb.key
  beraad: 'usb.key' is not a share, or is open to other users or another's
  $ by '' custody join 1.share 1.share
  beraad: share '1.share' was given already
  $ by '' custody wrap --token here
  beraad: no PKCS#11 library is named

A witness, before its key is opened:

  $ by '' ledger witness later --state seen --key custody/public/beraad.vkey --name elsewhere
  beraad: 'seen' is a witness already
  $ by '' ledger witness later --state none --key custody/public/beraad.vkey
  beraad: 'none' is not a witness
  $ by '' ledger witness later --state seen --key custody/public/beraad.vkey
  beraad: the request begins at 3 entries

Acts on a deliberation:

  $ BERAAD_ACTOR=ria beraad undertaking sign IVC/KSZG/19/002 2>&1 | tail -n 2
    - actor 'ria' has signed the undertaking of deliberation 'IVC/KSZG/19/002' already  [10]
  beraad: refused, for 1 reason
  $ by els retention destroy IVC/KSZG/19/002
  beraad: there is nothing of it to destroy
  $ by els retention destroy IVC/KSZG/19/002 other
  beraad: deliberation 'IVC/KSZG/19/002' has no communication 'other'
  $ by els retention declare-last IVC/KSZG/19/002
  beraad: which communication? nothing was delivered
  $ by els retention complete IVC/KSZG/19/002
  beraad: no decided destruction waits for its end
  $ by els retention certificate IVC/KSZG/19/002
  beraad: nothing of deliberation 'IVC/KSZG/19/002' was destroyed
  $ by els release plan IVC/KSZG/19/002 sample --threads 0
  beraad: option '--threads': expected a whole number from 1 to 1024
  $ by els release plan IVC/KSZG/19/002 sample --sql | head -n 1
  -- cohort 2012
  $ by els subject ask --catalogue none
  beraad: * (glob)
  $ by '' audit kit IVC/KSZG/19/002 nowhere/kit
  beraad: cannot create 'nowhere/kit': No such file or directory
  $ by '' audit kit IVC/KSZG/19/002 kit --details nowhere
  beraad: * 'nowhere': No such file or directory (glob)

When the root key is in shares only, nobody is asked for a passphrase that opens nothing:

  $ rm custody/key/root.key
  $ by els deliberation suspend IVC/KSZG/19/002
  beraad: the root key is sealed: it is in the shares only
