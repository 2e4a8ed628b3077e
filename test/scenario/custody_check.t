What is wrong with a custody, and what is safe. Each fault is a real one.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ codes() { "$@" --json >found 2>err; status=$?; python3 -c "import json; print(*sorted({f['code'] for f in json.load(open('found'))['faults']}))"; return $status; }
  $ again() { rm -rf custody && cp -a good custody; }
  $ print_all() { (cd custody && find . -type f ! -name '*-shm' ! -empty -exec sha256sum {} + | sort -k2; find . -printf '%p %m\n' | grep -v -e '-shm ' -e '-wal ' | sort) >"$1"; }
  $ print_all before # but for SQLite's companions, which every reader makes
  $ beraad custody check
  nothing is wrong: the ledger holds with its 4 entries, and 5 keys and things are where the state has them
  $ beraad custody check --keys
  nothing is wrong: the ledger holds with its 4 entries, and 5 keys and things are where the state has them
  2 keys opened
  $ print_all after && cmp before after
  $ BERAAD_CUSTODY_PASSPHRASE_FILE=secret/els beraad custody check --keys
  key
    wrong    the passphrase for 'root.key' is wrong
    follows  what lies under the key cannot be opened or signed
    safe     all that does not lie under it; the file was not changed
    to do    put the right file back, from where it went or by 'beraad custody restore' into a new directory
  beraad: 1 thing is wrong with the custody
  [6]
  $ beraad custody check --custody nowhere
  beraad: there is no custody 'nowhere'
  [6]
  $ cp -a custody good

Several at once; each is told, and the rest is looked at all the same:

  $ chmod 640 custody/key/root.key && chmod 750 custody/held && rm custody/actor/els.key custody/public/checkpoint
  $ (cd custody && cp key/signing.key key/epoch-1.key && echo half >work/half && echo half >public/checkpoint.part-7 && mkdir outgoing/theirs)
  $ print_all before
  $ beraad custody check 2>/dev/null | grep wrong
    wrong    'held' is open to other users
    wrong    'key/root.key' is open to other users
    wrong    1 of its published files is missing
    wrong    'work/half' is in no state of the custody
    wrong    'public/checkpoint.part-7' is a file that was not written to its end
    wrong    the ledger does not know 'outgoing/theirs'
    wrong    the key file 'actor/els.key' is missing
    wrong    'key/epoch-1.key' is the file of another key
  $ print_all after && cmp before after
  $ again && rm -r custody/state.db* && codes beraad custody check
  missing
  [6]

What a stopped process left in key/ and public/ goes at the next opening for writing:

  $ again && cp custody/key/root.key custody/key/root.key.part-7 && echo half >custody/public/checkpoint.part-7
  $ codes beraad custody check
  unfinished
  [6]
  $ beraad actor add mia --role checker --new-passphrase-file secret/els >/dev/null && ls custody/key
  epoch-1.key
  project
  root.key
  signing.key
  $ beraad custody check
  nothing is wrong: the ledger holds with its 5 entries, and 6 keys and things are where the state has them

The state: damaged, of a newer version, of another program.

  $ again && python3 - <<'END'
  > import sqlite3
  > with sqlite3.connect("custody/state.db") as state:
  >     state.execute("PRAGMA wal_checkpoint(TRUNCATE)")
  > state.close()
  > with open("custody/state.db", "r+b") as file:
  >     file.seek(3 * 4096)
  >     file.write(b"\xff" * 4 * 4096)
  > END
  $ codes beraad custody check
  state-damaged
  [6]
  $ pragma() { python3 -c "import sqlite3, sys; c = sqlite3.connect('custody/state.db'); c.execute(sys.argv[1]); c.commit(); c.close()" "$1"; }
  $ again && pragma 'PRAGMA user_version=2' && codes beraad custody check --keys
  state-version
  [6]
  $ cat err
  {"error":"integrity","hint":"the keys were not tried: the state cannot be read","message":"1 thing is wrong with the custody"}
  $ again && pragma 'PRAGMA application_id=7' && codes beraad custody check
  state-version
  [6]
  $ again && echo text >custody/state.db && codes beraad custody check
  state-damaged
  [6]

The ledger, and what is published of it:

  $ again && pragma "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'operator', 'approver') AS BLOB) WHERE number = 1"
  $ beraad custody check 2>/dev/null | head -2
  ledger
    wrong    ledger entry 1 has a signature that does not hold
  $ again && echo tampered >custody/public/tile/0/000.p/4 && codes beraad custody check
  ledger
  [6]
  $ again && rm -r custody/public/tile/0 && codes beraad custody check
  tiles
  [6]

A mount for reading only, another process, a clock that was set back:

  $ again && bwrap --dev-bind / / --ro-bind "$PWD/custody" "$PWD/custody" "$BERAAD" custody check --json 2>/dev/null | grep -o '"code":"[a-z-]*"'
  "code":"read-only"
  $ codes flock custody/lock "$BERAAD" custody check
  in-use
  [6]
  $ CLOCK_AT=1577880000 LD_PRELOAD=$CLOCK ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 "$BERAAD" custody check 2>/dev/null | head -1
  clock

On such a mount a killed process's last transactions, which are in SQLite's log alone, are read and not passed over:

  $ again && python3 - <<'END'
  > import os, shutil, sqlite3, subprocess
  > reader = sqlite3.connect("custody/state.db")
  > reader.execute("SELECT count(*) FROM entry").fetchall()
  > subprocess.run([os.environ["BERAAD"], "actor", "add", "mia", "--role", "checker", "--new-passphrase-file", "secret/els"], check=True, stdout=subprocess.DEVNULL)
  > shutil.copytree("custody", "killed")
  > assert os.path.getsize("killed/state.db-wal") > 0
  > END
  $ bwrap --dev-bind / / --ro-bind "$PWD/killed" "$PWD/killed" "$BERAAD" ledger verify --custody killed | head -1
  the ledger holds: 5 entries, 5 of them under 5 signed checkpoints
