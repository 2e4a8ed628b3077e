The keys of a custody: backup and medium, shares, a token.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ as els beraad custody backup first
  refused: custody backup
    - 'custody backup' is not for the role operator (but for: custodian)
  beraad: refused, for 1 reason
  [5]
  $ beraad custody keys
  epoch   1
  medium  never written
  backup  none
  $ beraad custody backup first
  backup made: 6 ledger entries, 0 project keys of epoch 1, 0 missing
  $ beraad custody medium usb.key
  epoch   1
  medium  1
  backup  1
  $ beraad custody backup first
  beraad: 'first' is there already
  [6]
  $ beraad custody restore first again
  beraad: give '--medium FILE', or else '--without-project-keys'
  [2]
  $ beraad custody restore first again --medium usb.key
  custody restored: 6 ledger entries, 0 project keys of epoch 1, 0 missing
  $ beraad ledger verify --custody again | head -n 1
  the ledger holds: 7 entries, 7 of them under 6 signed checkpoints
  $ beraad custody restore first again --medium usb.key
  beraad: 'again' is there already and not an empty directory
  [6]
  $ BERAAD_CUSTODY_PASSPHRASE_FILE=secret/els beraad custody restore first third --medium usb.key
  beraad: the passphrase for 'root.key' is wrong
          a backup has the passphrase of the day on which it was made
  [6]
  $ test -e third -o -e third.new
  [1]

Three of five holders open it when nobody else can:

  $ for n in 1 2 3 4 5; do echo "holder $n" >secret/holder$n; done
  $ beraad custody split 1.share 2.share 3.share 4.share 5.share --seal --share-passphrase-file secret/holder1 secret/holder2 secret/holder3 secret/holder4 secret/holder5
  5 shares made, any 3 of them open the custody, and nothing else does but its earlier backups, with the passphrase of then
  $ beraad actor add mia --role auditor --new-passphrase-file secret/els
  beraad: the root key is sealed: it is in the shares only
          'beraad custody join' with as many shares as are needed
  [6]
  $ beraad custody restore first shared --medium usb.key --share 1.share 5.share 1.share --share-passphrase-file secret/holder1 secret/holder5 secret/holder1 --new-passphrase-file secret/jan
  beraad: share '1.share' was given already
  [6]
  $ beraad custody restore first shared --medium usb.key --share 1.share 5.share 2.share --share-passphrase-file secret/holder1 secret/holder5 secret/holder2 --new-passphrase-file secret/jan
  custody restored: 6 ledger entries, 0 project keys of epoch 1, 0 missing
  $ BERAAD_CUSTODY_PASSPHRASE_FILE=secret/jan beraad custody check --keys --custody shared | tail -n 1
  2 keys opened
  $ beraad custody join 1.share 5.share --share-passphrase-file secret/holder1 secret/holder5 --new-passphrase-file secret/jan
  beraad: 2 shares are given, 3 of 5 are needed
  [6]
  $ beraad custody join 1.share 5.share 3.share --share-passphrase-file secret/holder1 secret/holder5 secret/holder3 --new-passphrase-file secret/jan
  joined: the custody has a new passphrase
  $ export BERAAD_CUSTODY_PASSPHRASE_FILE=secret/jan
  $ beraad actor add mia --role auditor --new-passphrase-file secret/els >/dev/null

A token (SoftHSM) that makes the wrapping key itself and opens the custody for its PIN:

  $ mkdir tokens && echo "directories.tokendir = $PWD/tokens" >softhsm.conf && export SOFTHSM2_CONF=$PWD/softhsm.conf
  $ softhsm2-util --init-token --free --label custodian --so-pin 12345678 --pin 4321 >/dev/null
  $ echo 4321 >secret/pin && echo 1111 >secret/other-pin
  $ beraad custody wrap --token custodian --new-passphrase-file secret/pin
  beraad: no PKCS#11 library is named
          set BERAAD_PKCS11_MODULE to its path, which begins with '/'
  [6]
  $ export BERAAD_PKCS11_MODULE=/usr/lib/softhsm/libsofthsm2.so
  $ beraad custody wrap --token nobodys --new-passphrase-file secret/pin
  beraad: there is no token 'nobodys'
  [6]
  $ beraad custody wrap --token custodian --new-passphrase-file secret/other-pin
  beraad: the PIN of the token is wrong
  [6]
  $ beraad custody wrap --token custodian --new-passphrase-file secret/pin
  the root key lies under the token's key
  $ beraad actor add ben --role auditor --new-passphrase-file secret/els
  beraad: the PIN of the token is wrong
  [6]
  $ export BERAAD_CUSTODY_PASSPHRASE_FILE=secret/pin
  $ beraad actor add ben --role auditor --new-passphrase-file secret/els >/dev/null
  $ beraad custody backup second
  backup made: 13 ledger entries, 0 project keys of epoch 1, 0 missing
  $ beraad custody restore second fourth --medium usb.key
  custody restored: 13 ledger entries, 0 project keys of epoch 1, 0 missing
  $ mv tokens elsewhere && mkdir tokens
  $ beraad custody backup third
  beraad: there is no token 'custodian'
  [6]
  $ rmdir tokens && mv elsewhere tokens
  $ beraad custody wrap --new-passphrase-file secret/els
  the root key lies under the new passphrase
  $ BERAAD_CUSTODY_PASSPHRASE_FILE=secret/els beraad actor add eva --role auditor --new-passphrase-file secret/els >/dev/null
  $ beraad ledger verify | head -n 1
  the ledger holds: 15 entries, 15 of them under 14 signed checkpoints
