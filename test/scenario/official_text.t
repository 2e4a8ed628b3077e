The official text beside the rules: attached when a deliberation is registered, agreed to by digest, shown as it was given.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ FILE="$PROJECT/deliberation/ksz-19-002.yaml"
  $ text() { # an invented text of $1 in $2 paragraphs
  >   printf 'A COMMITTEE\n\nDELIBERATION %s\n\n' "$1"
  >   for at in $(seq "$2"); do printf '%d. What paragraph %d says,\non two lines.\n\n' $at $at; done
  >   printf 'So it was decided.\n'
  > }

What is no official text of this deliberation is refused, with its place, before the gate is asked:

  $ printf '\377\376t' >bytes.txt
  $ as els beraad deliberation register "$FILE" --text bytes.txt --quiet
  bytes.txt: expected UTF-8 text, found other bytes
  beraad: 'bytes.txt': expected UTF-8 text, found other bytes
  [3]
  $ text IVC/KSZG/19/003 12 >other.txt
  $ as els beraad deliberation register "$FILE" --text other.txt --quiet
  other.txt: expected the official text of 'IVC/KSZG/19/002', found no such reference in it
  beraad: 'other.txt': expected the official text of 'IVC/KSZG/19/002', found no such reference in it
  [3]
  $ (text $ID 12; printf 'It is \033[8mnot\033[0m allowed.\n') >hiding.txt
  $ as els beraad deliberation register "$FILE" --text hiding.txt --quiet
  hiding.txt:42:7: expected a visible text, found a control or direction character in it
  beraad: 'hiding.txt', line 42, column 7: expected a visible text, found a control or direction character in it
  [3]
  $ head -c 1048577 /dev/zero | tr '\0' a >large.txt
  $ as els beraad deliberation register "$FILE" --text large.txt --quiet
  beraad: 'large.txt' is larger than 1048576 bytes
  [3]
  $ as els beraad deliberation register "$FILE" --text nowhere.txt --quiet
  beraad: cannot open 'nowhere.txt': No such file or directory
  [74]
  $ beraad ledger verify | head -n 1
  the ledger holds: 4 entries, 4 of them under 4 signed checkpoints

Proposed with its text; who is to approve can read it, and says which text she read:

  $ text $ID 12 >official.txt
  $ as els beraad deliberation register "$FILE" --text official.txt --quiet
  deliberation 'IVC/KSZG/19/002': proposed, waits for another person's approval
  sha256:* (glob)
  its official text, in 12 paragraphs:
  sha256:9ec5b403d9cc9ea3931dacb4016cc3da91859db1b411604a585a5da179d54565
  $ beraad deliberation text $ID | cmp - official.txt
  $ beraad deliberation text $ID --json | grep -o '"state":"[a-z]*"'
  "state":"proposed"
  $ as jan beraad deliberation approve $ID --text-digest sha256:$(sha256sum <other.txt | cut -c 1-64)
  refused: deliberation approve
    - what is proposed for deliberation 'IVC/KSZG/19/002' has another official text than was said
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation approve $ID --text-digest sha256:$(sha256sum <official.txt | cut -c 1-64)
  deliberation 'IVC/KSZG/19/002': in force
  sha256:* (glob)
  its official text, in 12 paragraphs:
  sha256:9ec5b403d9cc9ea3931dacb4016cc3da91859db1b411604a585a5da179d54565
  $ beraad deliberation text $ID 9
  9. What paragraph 9 says,
  on two lines.
  $ beraad deliberation text $ID 13
  beraad: the official text has 12 paragraphs
  [2]
  $ beraad deliberation text $ID --json | grep -o '"paragraph":[0-9]*' | wc -l
  12

The ledger binds it:

  $ as els beraad ledger show --json | grep -c "\"text_digest\":\"sha256:$(sha256sum <official.txt | cut -c 1-64)\""
  2
  $ as els beraad ledger verify | grep -c '^the ledger holds'
  1

An amendment brings its own, or none; where numbers leave a doubt the text stays whole:

  $ sed -e "s|^deliberation: .*|deliberation: IVC/KSZG/26/001|" -e "s|^decided: .*|decided: 2026-01-13\namends: $ID|" "$FILE" >amending.yaml
  $ text IVC/KSZG/26/001 11 >eleven.txt
  $ as els beraad deliberation register amending.yaml --text eleven.txt --quiet
  deliberation 'IVC/KSZG/26/001': proposed, waits for another person's approval
  sha256:* (glob)
  its official text, as a whole:
  sha256:03bcf5980f6bde139510596d4de5388320c9579a1b774103ad12c6998970d4d0
  $ as jan beraad deliberation withdraw IVC/KSZG/26/001 >/dev/null
  $ as els beraad deliberation register amending.yaml --quiet >/dev/null
  $ as jan beraad deliberation approve IVC/KSZG/26/001 --text-digest sha256:$(sha256sum <eleven.txt | cut -c 1-64)
  refused: deliberation approve
    - what is proposed for deliberation 'IVC/KSZG/26/001' has no official text
  beraad: refused, for 1 reason
  [5]
  $ as jan beraad deliberation withdraw IVC/KSZG/26/001 >/dev/null
  $ as els beraad deliberation register amending.yaml --text eleven.txt --quiet >/dev/null
  $ as jan beraad deliberation approve IVC/KSZG/26/001
  deliberation 'IVC/KSZG/26/001': in force
  sha256:* (glob)
  its official text, as a whole:
  sha256:03bcf5980f6bde139510596d4de5388320c9579a1b774103ad12c6998970d4d0
  $ beraad deliberation text IVC/KSZG/26/001 3
  beraad: the official text does not say beyond doubt where its paragraphs begin
  [6]
  $ beraad deliberation text IVC/KSZG/26/001 | cmp - eleven.txt
  $ beraad deliberation text $ID | cmp - official.txt

A text that was changed in the state is noticed:

  $ /usr/bin/python3 -c "import sqlite3; sqlite3.connect('custody/state.db').execute('UPDATE deliberation SET text = CAST(replace(CAST(text AS TEXT), \'says\', \'said\') AS BLOB)').connection.commit()"
  $ beraad deliberation text $ID
  beraad: deliberation 'IVC/KSZG/19/002': the stored official text is not the registered one
  [6]
