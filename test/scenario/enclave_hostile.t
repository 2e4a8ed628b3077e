Jobs that mean harm: they crash, take what there is, and leave names that would be read by a terminal. The host stays well, and each is told by its class.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad undertaking sign $ID >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ run() { as ria beraad enclave run $ID --quiet "$@"; }
  $ class() { run --json "$@" | jq -c '[.outcome, .exit_status, .files, .left_out, .survivors > 0]'; }

Ends that are no end of its own, one after the other: a signal, too much memory, too many files, a file larger than all of /out, processes that were left
behind, a program that is not there:

  $ class sh -c 'kill -SEGV $$'
  ["crashed",0,2,0,false]
  $ class --memory-limit 100 python3 -c 'b = bytearray(2 ** 28)'
  ["failed",1,2,0,false]
  $ class sh -c 'for n in $(seq 1100); do : >/out/$n; done; sleep 5'
  ["files",0,0,0,false]
  $ class sh -c 'truncate -s 2G /out/sparse'
  ["output",0,0,0,false]
  $ class sh -c 'sleep 86306 & setsid sleep 86306 & exit 0'
  ["done",0,2,0,true]
  $ class nothing-of-that-name
  ["absent",0,2,0,false]
  $ class sh -c 'exit 255'
  ["failed",255,2,0,false]
  $ pgrep -x -f "sleep 86306"
  [1]
  $ ls custody/quarantine custody/work
  custody/quarantine:
  1
  2
  5
  6
  7
  
  custody/work:

What is no regular file of one name stays behind and is counted:

  $ class sh -c 'cd /out; ln -s /data/population-2012.csv link; : >one; ln one other; mkdir -p d/e/f/g/h/i/j/k/l; : >d/e/f/g/h/i/j/k/l/deep; mkfifo pipe 2>/dev/null; : >kept'
  ["done",0,3,4,false]
  $ as ria beraad enclave files 8 --json | jq -r '.[].name'
  kept
  stderr.txt
  stdout.txt

Names with a new line, a tab, a terminal's sequences (of seven bits and of eight), characters that turn the direction of reading or are not seen, bytes that are
not UTF-8, and one that is long; no byte of them reaches the screen, whatever is printed:

  $ cat >names.py <<'.'
  > names = ["line\nfeed", "tab\tand\rreturn", "\x1b[2J\x1b]52;c;eA==\x07clipboard", "\x9b31mred", "\u202egnp.exe", "\u2066isolated\u2069", "\u200bzero\ufeff", "\u2028separated\u2029", "\u061cmarked", "joined\u2060\u00ad", "tag\U000e0041\U000e007f", "\ufff9noted\ufffb",
  >          "delete\x7f", "b" * 255, "caf\u00e9 \U0001f600", "a/b\nc/d", "../up".replace("/", "\u2215"), " space ", "-rf", "$(id)", "'quoted\""]
  > import os
  > os.mkdir("/out/a"); os.mkdir("/out/a/b\nc")
  > for name in names:
  >     open("/out/" + name, "w")
  > open(b"/out/\xff\xfe", "w")
  > .
  $ as ria beraad enclave import $ID names.py --quiet >/dev/null
  $ class names.py
  ["done",0,23,1,false]
  $ as ria beraad enclave files 9 --json | jq -r '.[].name'
  ?[2J?]52;c;eA==?clipboard
   space 
  $(id)
  'quoted"
  -rf
  ..\xe2\x88\x95up (esc)
  a/b?c/d
  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
  caf\xc3\xa9 \xf0\x9f\x98\x80 (esc)
  delete?
  joined??
  line?feed
  stderr.txt
  stdout.txt
  tab?and?return
  tag??
  ?31mred
  ?marked
  ?zero?
  ?separated?
  ?gnp.exe
  ?isolated?
  ?noted?
  $ as ria beraad enclave files 9 >listed
  $ wc -l <listed
  25
  $ LC_ALL=C grep -c -P '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xc2[\x80-\x9f\xad]|\xd8\x9c|\xf3\xa0\x8[01]|\xef\xbf[\xb9-\xbb]' listed
  0
  [1]
  $ as ria beraad output request $ID 9
  beraad: job 9 left no 'output.yaml' beside its files
          the job itself says in it what each file is; 'man beraad' shows how
  [4]
  $ as els beraad ledger show | LC_ALL=C grep -c -e clipboard -e gnp
  0
  [1]
  $ grep -rl -e clipboard -e gnp.exe custody
  [1]
