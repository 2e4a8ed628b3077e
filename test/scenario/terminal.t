Passphrases typed on a terminal: never shown, a new one twice, and the terminal is left as it was.

  $ . "$TESTDIR/setup.sh"
  $ unset BERAAD_CUSTODY_PASSPHRASE_FILE
  $ typed() { /usr/bin/python3 "$TESTDIR/terminal.py" "$@" | sed -E "s/ +$//; /^$/d; s|$PWD/||; s/age1[a-z0-9]+( +|$)/KEY  /; s/[0-9-]{10}T[0-9:]{8}Z/DATE/; /^-----/d"; }
  $ typed 'of the custody' 'of the custodi' -- "$BERAAD" custody init --name ksz.test
  new passphrase of the custody:
  new passphrase of the custody, again:
  beraad: the second passphrase is not the first
  exit 2, echo on
  $ ls
  $ typed 'of the custody' 'of the custody' -- "$BERAAD" custody init --name ksz.test
  new passphrase of the custody:
  new passphrase of the custody, again:
  custody 'ksz.test' made in custody
  public key for recipients: custody/public/beraad.pub
  exit 0, echo on
  $ typed 'of the custody' 'of els' 'of els' -- "$BERAAD" actor add els --role operator
  passphrase of the custody:
  passphrase of the new actor:
  passphrase of the new actor, again:
  actor  roles     added                 key
  els    operator  DATE  1
  exit 0, echo on
  $ typed 'of the custody' 'of jan' 'of els' -- "$BERAAD" actor add jan --role approver
  passphrase of the custody:
  passphrase of the new actor:
  passphrase of the new actor, again:
  beraad: the second passphrase is not the first
  exit 2, echo on
  $ typed 'of the custodi' -- "$BERAAD" actor add jan --role approver
  passphrase of the custody:
  beraad: the passphrase for 'root.key' is wrong
  exit 6, echo on

One that is known already is asked once:

  $ age-keygen 2>/dev/null | age-keygen -y >public.txt
  $ typed 'of els' 'of the custody' -- "$BERAAD" recipient add pod-mi --age-key public.txt --as els | grep -v KEY
  passphrase of els:
  passphrase of the custody:
  recipient  age key
      minisign key  added
      -             DATE
  exit 0, echo on

What is wider than the terminal (80 columns where it does not say) is folded or stands on several lines; in a pipe a row is one line, and its words are the same:

  $ typed -- "$BERAAD" custody matrix >narrow && typed -- "$BERAAD" --help >>narrow && typed -- "$BERAAD" deliberation explain "$PROJECT/deliberation/ksz-19-002.yaml" --language fr >>narrow
  $ wc -L <narrow
  80
  $ beraad custody matrix | wc -L
  154
  $ words() { tr -s ' \n' '\n\n' | grep -v -e '^-*$' | sort; }
  $ typed -- "$BERAAD" custody matrix | grep -v '^exit' | words >folded; beraad custody matrix | words | diff folded - && echo the same
  the same

Interrupted, nothing is done, and the terminal echoes again; stopped and gone on with, it asks again:

  $ typed ^C -- "$BERAAD" actor add jan --role approver
  passphrase of the custody:
  ended by SIGINT, echo on
  $ typed 'of the custody' ^C -- "$BERAAD" actor add jan --role approver
  passphrase of the custody:
  passphrase of the new actor:
  ended by SIGINT, echo on
  $ typed ^Z 'of the custody' 'of jan' ^Z 'of jan' -- "$BERAAD" actor add jan --role approver
  passphrase of the custody:
  stopped by SIGTSTP, echo on
  passphrase of the custody:
  passphrase of the new actor:
  passphrase of the new actor, again:
  stopped by SIGTSTP, echo on
  passphrase of the new actor, again:
  actor  roles     added                 key
  jan    approver  DATE  1
  exit 0, echo on
  $ typed 'of jan' 'of the custody' -- "$BERAAD" actor revoke jan --as jan
  passphrase of jan:
  passphrase of the custody:
  actor  roles     added                 key
  jan    approver  DATE  revoked
  exit 0, echo on

No terminal, no file: an error of usage; a program that reads its passphrase from a descriptor gets it there:

  $ setsid --wait "$BERAAD" actor add mia --role auditor </dev/null
  beraad: passphrase of the custody is needed and there is no terminal to ask it on
          name a file or descriptor that holds it; see the options
  [2]
  $ "$BERAAD" actor add mia --role auditor --custody-passphrase-file /dev/fd/3 --new-passphrase-file /dev/fd/4 3<<<'of the custody' 4<<<'of mia' | tail -n 1 | cut -d ' ' -f 1
  mia

No command takes a passphrase itself as an argument; shares and a witness have new ones too:

  $ for words in 'custody init' 'custody join' 'custody wrap' 'custody split' 'actor add' 'actor rotate' 'ledger witness'; do "$BERAAD" $words --help; done | grep -oE '^  --[a-z-]*passphrase[a-z-]* [A-Z.]+' | sort -u
    --custody-passphrase-file FILE
    --new-passphrase-file FILE
    --passphrase-file FILE
    --share-passphrase-file FILE...
  $ typed 'of the custody' 'of a' 'of a' 'of b' 'of c' -- "$BERAAD" custody split a.share b.share --needed 2
  passphrase of the custody:
  passphrase of a.share:
  passphrase of a.share, again:
  passphrase of b.share:
  passphrase of b.share, again:
  beraad: the second passphrase is not the first
  exit 2, echo on
  $ ls *.share
  ls: cannot access '*.share': No such file or directory
  [2]
