What was allowed when a job began, and is not any more while it runs: it is ended within a second or two, from another shell, and nothing of it is
kept. The job writes first, so that there would be something to keep.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ for name in ria rik roos; do echo "the passphrase of $name" >secret/$name; beraad actor add $name --role researcher --new-passphrase-file secret/$name; done >/dev/null
  $ for name in ria rik roos; do as $name beraad undertaking sign $ID; done >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ begin() { # begin NAME SECONDS: in the background, until it sleeps
  >   BERAAD_ACTOR=$1 BERAAD_PASSPHRASE_FILE=secret/$1 "$BERAAD" enclave run $ID --quiet sh -c "cp /data/population-2012.csv /out; sleep $2" >said 2>&1 & supervisor=$!
  >   for try in $(seq 3000); do pgrep -x -f "sleep $2" >/dev/null && echo it sleeps && break; done
  > }
  $ ended() { # ended SECONDS: how the program ended and what it said; what runs on
  >   wait $supervisor
  >   echo "exit status $?"
  >   sed 's/since .*/since today/' said
  >   pgrep -x -f "sleep $1"
  >   ls custody/quarantine custody/work
  > }
  $ jobs() { as els beraad enclave list --json | jq -c '.jobs[-1] | [.job, .kind, .outcome, .exit_status, .files]'; }
  $ last() { as els beraad ledger show --json | tail -n "$1" | jq -c '[.type, .actor, .body.act // .body.outcome, .body.reasons[0].code]'; }

A suspension:

  $ begin ria 86301
  it sleeps
  $ as els beraad deliberation suspend $ID --quiet >/dev/null
  $ ended 86301
  exit status 5
  refused: enclave run
    - deliberation 'IVC/KSZG/19/002' is suspended since today
  beraad: job 1: refused, for 1 reason: nothing of it is kept
  custody/quarantine:
  
  custody/work:
  $ jobs
  [1,"run","stopped",0,0]
  $ last 3
  ["deliberation_suspended","els",null,null]
  ["refused","ria","enclave run","suspended"]
  ["job_ended","ria","stopped",null]
  $ as els beraad deliberation resume $ID --quiet >/dev/null
  $ as jan beraad deliberation approve $ID --quiet >/dev/null

A key that is revoked (the custody signs the end), and one that is changed, with which the end cannot be signed:

  $ begin rik 86302
  it sleeps
  $ beraad actor revoke rik --quiet >/dev/null
  $ ended 86302
  exit status 5
  refused: enclave run
    - the key of actor 'rik' is revoked
  beraad: job 2: refused, for 1 reason: nothing of it is kept
  custody/quarantine:
  
  custody/work:
  $ last 2
  ["refused","rik","enclave run","key-revoked"]
  ["job_ended","custody","stopped",null]
  $ begin roos 86303
  it sleeps
  $ as roos beraad actor rotate roos --new-passphrase-file secret/roos >/dev/null
  $ ended 86303
  exit status 6
  beraad: the key of actor 'roos' was changed or revoked meanwhile
  custody/quarantine:
  
  custody/work:
  $ last 1
  ["job_ended","custody","lost",null]

With a terminal too, also where the screen stands still and what the job shows is not taken: the program that holds the terminal reads nothing.
What was told to the ledger does not wait for the screen:

  $ cat >still.py <<'.'
  > import os, pty, sys
  > pid, terminal = pty.fork()
  > if pid == 0:
  >     os.execv(sys.argv[1], sys.argv[1:])
  > open("still.pid", "w").write(str(pid))
  > sys.stdin.read()
  > seen = b""
  > while True:
  >     try:
  >         part = os.read(terminal, 65536)
  >     except OSError:
  >         break
  >     seen += part
  > lines = seen.decode().split("\r\n")
  > print("86304" in lines, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
  > print(*[line for line in lines if line.startswith(("refused", "beraad"))], sep="\n")
  > .
  $ mkfifo go
  $ as ria python3 still.py "$BERAAD" enclave shell $ID --quiet yes 86304 <go >said 2>&1 & supervisor=$!
  $ exec 7>go
  $ for try in $(seq 3000); do pgrep -x -f "yes 86304" >/dev/null && echo it writes && break; done
  it writes
  $ as els beraad deliberation suspend $ID --quiet >/dev/null
  $ for try in $(seq 100); do case $(jobs) in *stopped*) break; esac; done; jobs
  [4,"shell","stopped",0,0]
  $ pgrep -x -f "yes 86304"
  [1]
  $ last 2
  ["refused","ria","enclave shell","suspended"]
  ["job_ended","ria","stopped",null]
  $ exec 7>&-
  $ wait $supervisor
  $ cat said
  True 5
  refused: enclave shell
  beraad: job 4: refused, for 1 reason: nothing of it is kept
  $ as els beraad deliberation resume $ID --quiet >/dev/null
  $ as jan beraad deliberation approve $ID --quiet >/dev/null

  $ beraad custody check --json | jq -c .faults
  []

Who began it ends it, on a terminal: by Ctrl-C, and by closing the window; by a signal without one. The end is told and recorded, and
then the program ends by that signal, so that a loop of a shell ends too:

  $ cat >end.py <<'.'
  > import os, pty, signal, subprocess, sys, time
  > how, sleeps, *words = sys.argv[1:]
  > pid, terminal = pty.fork()
  > if pid == 0:
  >     for number in signal.SIGHUP, signal.SIGINT, signal.SIGTERM:
  >         signal.signal(number, signal.SIG_DFL)
  >     os.execv(words[0], words)
  > while subprocess.run(["pgrep", "-x", "-f", f"sleep {sleeps}"], stdout=subprocess.DEVNULL).returncode != 0:
  >     time.sleep(0.02)
  > seen = b""
  > if how == "window":
  >     os.close(terminal)
  > else:
  >     os.write(terminal, b"\x03") if how == "key" else os.kill(pid, signal.SIGTERM)
  >     while True:
  >         try:
  >             seen += os.read(terminal, 4096)
  >         except OSError:
  >             break
  > status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
  > print(*[line.split("^C")[-1] for line in seen.decode().split("\r\n") if "beraad" in line], sep="\n", end="\n" if seen else "")
  > print("ended by", signal.Signals(-status).name)
  > .
  $ as ria python3 end.py key 86306 "$BERAAD" enclave run $ID --quiet sh -c "cp /data/population-2012.csv /out; sleep 86306"
  beraad: job 5 was interrupted: nothing of it is kept
  ended by SIGINT
  $ as ria python3 end.py other 86307 "$BERAAD" enclave run $ID --quiet sh -c "cp /data/population-2012.csv /out; sleep 86307"
  beraad: job 6 was interrupted: nothing of it is kept
  ended by SIGTERM
  $ as ria python3 end.py window 86308 "$BERAAD" enclave run $ID --quiet sleep 86308
  ended by SIGHUP
  $ as ria python3 end.py window 86309 "$BERAAD" enclave shell $ID --quiet sleep 86309
  ended by SIGHUP
  $ pgrep -x -f "sleep 8630."
  [1]
  $ ls custody/quarantine custody/work
  custody/quarantine:
  
  custody/work:
  $ jobs
  [8,"shell","interrupted",0,0]
  $ last 8
  ["job_started","ria",null,null]
  ["job_ended","ria","interrupted",null]
  ["job_started","ria",null,null]
  ["job_ended","ria","interrupted",null]
  ["job_started","ria",null,null]
  ["job_ended","ria","interrupted",null]
  ["job_started","ria",null,null]
  ["job_ended","ria","interrupted",null]

A signal that whoever began it does not want to hear (a shell's background, nohup) ends nothing:

  $ begin ria 6.86310
  it sleeps
  $ kill -INT $supervisor
  $ wait $supervisor
  $ head -n 1 said
  job 9: it came to its end, exit status 0

A date that passes while it runs (a clock of its own: read when the program starts, when the job may begin, and each second):

  $ at() { date -u -d "$1" +%s; }
  $ CLOCK_AT=$(at "2029-03-31 23:59") CLOCK_READ=4 CLOCK_THEN=$(at 2029-04-01) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK as ria beraad enclave run $ID --quiet sleep 86305
  refused: enclave run
    - what there is of year 2012 had to be destroyed by 2029-03-31  [4, 11]
  beraad: job 10: refused, for 1 reason: nothing of it is kept
  [5]
  $ CLOCK_AT=$(at 2029-04-01) ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK as els beraad ledger verify --quiet >/dev/null && echo it holds
  it holds
