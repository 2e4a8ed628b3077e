The population on site, when things go wrong: bounds of what is brought in, a supervisor that is killed, others who write meanwhile, a destruction
that is decided while a job runs, the end of a deliberation.

  $ . "$TESTDIR/setup.sh"
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad undertaking sign $ID >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ bring() { as ria beraad enclave import $ID "$@" --quiet; }

What is brought in has bounds, and comes in whole or not at all:

  $ mkdir in
  $ for number in $(seq 101); do echo "$number" >"in/file-$number"; done
  $ bring in/*
  beraad: from 1 to 100 files may be brought in at once
  [2]
  $ truncate -s 67108865 in/large
  $ bring in/file-1 in/large
  beraad: 'in/large' has more than 64 MiB
  [2]
  $ echo x >'in/a b'
  $ bring in/file-1 'in/a b'
  beraad: file 2: its name cannot stand in /model
          letters, digits, '.', '_' and '-', at most 100
  [2]
  $ bring in/file-1 secret/../in/file-1
  beraad: two files are named 'file-1'
  [2]
  $ bring in
  beraad: 'in' is not a regular file
  [2]
  $ bring absent
  beraad: cannot read 'absent': No such file or directory
  [74]
  $ as els beraad enclave list --json | jq -c '.imports'
  []
  $ ls custody/model custody/work
  custody/model:
  
  custody/work:

While a job runs others write; it is not taken for lost, and nothing of its deliberation can be destroyed:

  $ mark=$(/usr/bin/python3 -c 'import uuid; print("mark", uuid.uuid4())')
  $ echo "$mark" >in/marked
  $ bring in/marked >/dev/null
  $ cat /proc/self/mountinfo >mounts
  $ BERAAD_ACTOR=ria BERAAD_PASSPHRASE_FILE=secret/ria "$BERAAD" enclave run $ID --quiet sh -c \
  > "cp /data/population-2012.csv /model/marked /out; cp /model/marked /dev/shm; cp /model/marked /scratch; : $mark; sleep 86399" >said 2>&1 & supervisor=$!
  $ sleeping() { pgrep -x -f "sleep 86399" >/dev/null; }
  $ running() { as els beraad enclave list --json | jq -r '[.jobs[] | select(.outcome == null)] | length'; }
  $ for try in $(seq 200); do test "$(running)" = 1 && break; done
  $ for try in $(seq 100); do bring in/file-1 >/dev/null 2>&1 && echo brought in && break; done
  brought in
  $ as ria beraad enclave run $ID true --quiet | head -n 1
  job 2: it came to its end, exit status 0
  $ for try in $(seq 1000); do sleeping && echo it sleeps && break; done
  it sleeps
  $ running
  1
  $ as els beraad retention destroy $ID --quiet >/dev/null
  $ as jan beraad retention approve $ID --quiet
  beraad: job 1 of deliberation 'IVC/KSZG/19/002' is running
  [6]

Its supervisor is killed: nothing of it runs on, and the next act of the enclave tells that it was lost:

  $ { kill -9 $supervisor; wait $supervisor; } 2>/dev/null
  [137]
  $ for try in $(seq 1000); do sleeping || { echo nothing of it runs on; break; }; done
  nothing of it runs on

No process has its words in its command line, the mounts are those of before, and what it was given in clear is nowhere: not in the host's shared memory, not
where programs put what is temporary, not in the custody, and nothing of it is half in quarantine:

  $ for try in $(seq 1000); do pgrep -f "$mark" >/dev/null || { echo nobody; break; }; done
  nobody
  $ diff mounts /proc/self/mountinfo
  $ grep -rlsa --devices=skip "$mark" /dev/shm /var/tmp /run .
  ./in/marked
  $ find /tmp -maxdepth 2 -newer mounts -type f -exec grep -ls "$mark" {} + 2>/dev/null | grep -v "$PWD"
  [1]
  $ grep -rl reference_year custody
  [1]
  $ ls custody/quarantine custody/work
  custody/quarantine:
  2
  
  custody/work:
  $ as ria beraad enclave run $ID true --quiet | head -n 1
  job 3: it came to its end, exit status 0
  $ as els beraad enclave list --json | jq -r '.jobs[] | "\(.job) \(.outcome)"'
  1 lost
  2 done
  3 done
  $ as els beraad ledger show --json | jq -r 'select(.type == "job_ended") | "\(.body.job) \(.body.outcome)"'
  2 done
  1 lost
  3 done
  $ ls custody/quarantine custody/work
  custody/quarantine:
  2
  3
  
  custody/work:
  $ as els beraad ledger verify --quiet >/dev/null && echo it holds
  it holds

With a terminal: what is typed runs in the sandbox and is seen on the screen, the end is told, and what was written is in quarantine:

  $ cat >type.py <<'.'
  > import os, pty, re, sys
  > pid, terminal = pty.fork()
  > if pid == 0:
  >     os.execv(sys.argv[1], sys.argv[1:])
  > seen, typed = b"", [b"test -t 0 && test -t 1 && echo $((6*7)) | tee /out/x\n", b"cat /data/population-2012.csv | wc -l\n", b"exit 3\n"]
  > while True:
  >     try:
  >         part = os.read(terminal, 65536)
  >     except OSError:
  >         break
  >     if not part:
  >         break
  >     seen += part
  >     if typed and seen.endswith(b"$ "):
  >         os.write(terminal, typed.pop(0))
  > status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
  > lines = re.sub("\x1b.[?]2004[hl]\r?", "", seen.decode()).split("\r\n")
  > print("42" in lines, any(line.isdigit() and int(line) > 100 for line in lines), status)
  > print(*[line for line in lines if line.startswith("job ")])
  > .
  $ as ria python3 type.py "$BERAAD" enclave shell $ID --quiet
  True True 0
  job 4: it ended with an error of its own, exit status 3
  $ as els beraad enclave list --json | jq -c '.jobs[-1] | [.kind, .outcome, .exit_status, .files]'
  ["shell","failed",3,1]
  $ as ria beraad enclave files 4 --json | jq -r '.[] | "\(.name) \(.digest)"'
  x sha256:084c799cd551dd1d8d5c5f9a5d593b2e931f5e36122ee5c793c1d08a19839cc0

A job that turned the screen round, and a supervisor that is killed by it, as is its whole group: the terminal is as it was before, of itself. The
shell that began it (here the leader of the terminal's session) does nothing for that:

  $ cat >turn.py <<'.'
  > import fcntl, os, pty, signal, sys, termios, time
  > def state():
  >     return termios.tcgetattr(0), fcntl.fcntl(0, fcntl.F_GETFL)
  > def lead(report):
  >     before = state()
  >     job = os.fork()
  >     if job == 0:
  >         os.setpgid(0, 0)
  >         signal.signal(signal.SIGTTOU, signal.SIG_IGN)
  >         os.tcsetpgrp(0, os.getpid())
  >         signal.signal(signal.SIGTTOU, signal.SIG_DFL)
  >         os.execv(sys.argv[2], sys.argv[2:])
  >     os.write(report, f"{job} ".encode())
  >     os.waitpid(job, 0)
  >     for _ in range(100):
  >         if state() == before:
  >             break
  >         time.sleep(0.1)
  >     os.write(report, f"{state() == before}".encode())
  >     os._exit(0)
  > get, report = os.pipe()
  > pid, terminal = pty.fork()
  > if pid == 0:
  >     lead(report)
  > job = int(os.read(get, 100))
  > seen, turned, at = b"", False, 0
  > while True:
  >     try:
  >         part = os.read(terminal, 65536)
  >     except OSError:
  >         break
  >     if not part:
  >         break
  >     seen += part
  >     if not turned and seen.endswith(b"$ "):
  >         turned = True
  >         os.write(terminal, b"printf '\\33[?1049h\\33[?25l\\33[?1003h\\33[4h\\33[5;9r'; echo tur''ned\n")
  >     if at == 0 and b"turned" in seen:
  >         at = len(seen)
  >         print(termios.tcgetattr(terminal)[3] & termios.ICANON > 0, b"\33[?1049h" in seen)
  >         number = getattr(signal, "SIG" + sys.argv[1])
  >         os.kill(job, number) if number == signal.SIGKILL else os.killpg(job, number)
  > print(os.read(get, 100).decode(), *[back in seen[at:] for back in (b"\33[?1049l", b"\33[?25h", b"\33[?1003l", b"\33[4l", b"\33[r")])
  > .
  $ as ria python3 turn.py KILL "$BERAAD" enclave shell $ID --quiet
  False True
  True True True True True True
  $ as ria python3 turn.py TERM "$BERAAD" enclave shell $ID --quiet
  False True
  True True True True True True

Past the date on which the data had to be gone (in a copy of the custody, with a clock of its own), nothing of it opens. On the last day it does:

  $ cp -a custody past
  $ on() { # on DAY NAME WORD...
  >   local day=$1 name=$2
  >   shift 2
  >   BERAAD_CUSTODY=$PWD/past BERAAD_ACTOR=$name BERAAD_PASSPHRASE_FILE=$PWD/secret/$name CLOCK_AT=$(date -u -d "$day 12:00" +%s) \
  >     ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$CLOCK "$BERAAD" "$@" --quiet 2>/dev/null
  > }
  $ on 2029-03-31 ria enclave run $ID true | head -n 1
  job 7: it came to its end, exit status 0

A job that begins on the last day and ends after it leaves nothing (the clock is read when the program starts, when the job may begin, and at its end):

  $ export CLOCK_READ=3 CLOCK_THEN=$(date -u -d 2029-04-01 +%s)
  $ on 2029-03-31 ria enclave run $ID true
  refused: enclave run
    - what there is of year 2012 had to be destroyed by 2029-03-31  [4, 11]
  [5]
  $ unset CLOCK_READ CLOCK_THEN
  $ BERAAD_CUSTODY=$PWD/past as els beraad enclave list --json | jq -c '.jobs[-2:][] | [.job, .outcome, .files]'
  the clock stands * days* before the last ledger entry: 2029-04-01, the day of that, is taken for today (glob)
  [7,"done",2]
  [8,"stopped",0]
  $ BERAAD_CUSTODY=$PWD/past as els beraad ledger show --json | tail -n 2 | jq -c '[.type, .body.act // .body.outcome, .body.reasons[0].code, .at == 1869696000]'
  the clock stands * days* before the last ledger entry: 2029-04-01, the day of that, is taken for today (glob)
  ["refused","enclave run","past",true]
  ["job_ended","stopped",null,true]

After it:

  $ on 2029-04-01 ria enclave run $ID true
  refused: enclave run
    - what there is of year 2012 had to be destroyed by 2029-03-31  [4, 11]
  [5]
  $ on 2029-04-01 els enclave prepare $ID --year 2014 --warehouse "$WAREHOUSE"
  refused: enclave prepare
    - what there is of year 2014 had to be destroyed by 2029-03-31  [4, 11]
  [5]
  $ for act in import\ $ID\ in/file-1 shell\ $ID files\ 2; do on 2029-04-01 ria enclave $act | grep -c "had to be destroyed"; done
  1
  1
  1

Suspended, nothing prepares, comes in, runs or opens:

  $ as els beraad deliberation suspend $ID --quiet >/dev/null
  $ as els beraad enclave prepare $ID --year 2014 --warehouse "$WAREHOUSE" --quiet 2>/dev/null | sed 's/since .*/since today/'
  refused: enclave prepare
    - deliberation 'IVC/KSZG/19/002' is suspended since today
  $ for act in import\ $ID\ in/file-1 run\ $ID\ true shell\ $ID files\ 2; do as ria beraad enclave $act --quiet 2>/dev/null | grep -c suspended; done
  1
  1
  1
  1

A catalogue whose households are not one for each person makes no data set, and leaves nothing of it:

  $ cp -r "$PROJECT/catalogue" twice
  $ export BERAAD_CATALOGUE_PATH=$PWD/twice BERAAD_CUSTODY=$PWD/second
  $ sed -i -e 's/^household: .*/household: {derivation: lodging, column: household}/' \
  > -e '0,/^  origin:$/s#^  origin:$#  lodging: {label: {nl: x, fr: x, en: x}, sql: derivation/lodging.sql, needs: [household_members], columns: [household]}\n&#' twice/amsb/catalogue.yaml
  $ cat >twice/amsb/derivation/lodging.sql <<'END'
  > SELECT m.person AS person, m.household AS household FROM derived_household_members m, (SELECT 1 UNION ALL SELECT 2) AS twice
  > END
  $ beraad custody init --name ksz.second >/dev/null
  $ for name in els:operator jan:approver; do beraad actor add ${name%:*} --role ${name#*:} --new-passphrase-file secret/${name%:*} >/dev/null; done
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ as els beraad enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --quiet
  beraad: 2012: the derivation of households gives 164 rows beyond one for each person
  [3]
  $ ls second/dataset second/work
  second/dataset:
  
  second/work:
