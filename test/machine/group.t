A job's cgroup on a kernel that has the controllers. Its bounds are seen from outside while it runs; with its supervisor, who is killed, its processes go, and
with the next job what is left of its cgroup.

  $ chmod a+x "$CRAMTMP" .
  $ small="memory=64 scratch=8 out=8 processes=16 processors=1 seconds=100"
  $ groups() { ls "${1:-/sys/fs/cgroup}" | grep ^beraad; }
  $ until_gone() { for try in $(seq 200); do pgrep -x -f "$1" >/dev/null || break; sleep 0.1; done; }
  $ until_there() { for try in $(seq 200); do pgrep -x -f "$1" >/dev/null && break; sleep 0.1; done; }
  $ "$JOB" $small file=16 -- sh -c 'setsid sleep 7771 & sleep 7772' & supervisor=$!
  $ until_there "sleep 7771"; until_there "sleep 7772"
  $ bounds() { (cd /sys/fs/cgroup/beraad-job-$supervisor && echo $(($(cat memory.max) >> 20)) $(cat memory.swap.max memory.oom.group pids.max cpu.max)); }
  $ bounds
  160 0 1 19 100000 100000
  $ for process in $(pgrep -x -f "sleep 777."); do grep -c beraad-job-$supervisor /proc/$process/cgroup; done
  1
  1
  $ echo $(($(cat /sys/fs/cgroup/beraad-job-$supervisor/memory.current) >> 24))
  1
  $ { kill -9 $supervisor; wait $supervisor; } 2>/dev/null
  [137]
  $ until_gone "sleep 777."
  $ test "$(groups)" = beraad-job-$supervisor
  $ "$JOB" $small -- true | head -n 2
  end: done
  limits: cgroup v2, rlimits and watch
  $ groups
  [1]

Inside it sees no cgroup but its own, no file of any, and where the host's memory ends it is the first to be ended, which it cannot change:

  $ "$JOB" $small -- sh -c 'cat /proc/self/cgroup; grep -c -e "- cgroup" /proc/self/mountinfo; cat /proc/self/oom_score_adj
  > (echo 0 >/proc/self/oom_score_adj) 2>/dev/null; cat /proc/self/oom_score_adj' | tail -n 4
  0::/
  0
  1000
  1000

Each bound by itself: the first process is told others (in the place of bubblewrap stands what changes its arguments), so that neither rlimits nor watch hold the
job. Memory, of one process; processes; processors, of which it may run on two. The last two without a cgroup, so that what held them is seen to be it:

  $ loose() { printf '#!/bin/bash\nexec taskset -c 0,1 /usr/bin/bwrap "${@/#%s=*/%s=%s}"\n' $1 $1 $2 >$1; chmod +x $1; }
  $ loose memory 1099511627776; loose processes 1000; loose processors 2
  $ "$JOB" $small bwrap=$PWD/memory -- python3 -c 'x = bytearray(b"x") * (300 << 20)' | grep -e end -e memory
  end: memory
  memory: 144 MiB
  $ dmesg | grep -o "Memory cgroup out of memory" | sort -u
  Memory cgroup out of memory
  $ cat >many.py <<'.'
  > import os, time
  > made = 0
  > try:
  >     while made < 40:
  >         if os.fork() == 0:
  >             time.sleep(3600)
  >         made += 1
  > except OSError as fault:
  >     print(os.strerror(fault.errno))
  > print(made, flush=True)
  > .
  $ many() { "$@" $small memory=256 bwrap=$PWD/processes -- python3 -c "$(cat many.py)" | grep -v "^[lmp]"; }
  $ many "$JOB"
  end: done
  Resource temporarily unavailable
  16
  $ burn() { "$@" $small seconds=2 bwrap=$PWD/processors -- sh -c 'while :; do :; done & while :; do :; done' | sed -n 's/.* \(.*\)\/\(.*\) ms/\1 \2/p' | \
  > while read used passed; do test $used -le $((passed * 6 / 5)) && echo one processor || echo more; done; }
  $ burn "$JOB"
  one processor
  $ groups
  [1]
  $ nobody() { runuser -u nobody -- "$@"; }
  $ many nobody "$JOB"
  end: done
  40
  $ burn nobody "$JOB"
  more

What fills the memory that the host has, before it comes to a limit of its own, meets the cgroup's, and no other process is ended; data that the host has no memory for is
refused, also where its size is none:

  $ "$JOB" seconds=100 -- sh -c 'yes >/scratch/x' | head -n 2
  end: memory
  limits: cgroup v2, rlimits and watch
  $ "$JOB" seconds=100 file=8796093022207 -- true
  the host has not enough memory for the job's files
  [1]
  $ dmesg | grep -c "Out of memory: Killed"
  0
  [1]
  $ groups
  [1]

Many jobs at a time: none takes the cgroup of another that is about to begin.

  $ (for job in $(seq 4); do "$JOB" $small -- true | head -n 1 & done; wait)
  end: done
  end: done
  end: done
  end: done
  $ groups
  [1]

Who is not root has no cgroup, and is told so; where one was delegated (here as systemd does it, by its owner), jobs have theirs in it:

  $ "$JOB" $small -- true | sed -n 2p
  limits: cgroup v2, rlimits and watch
  $ mkdir -p /sys/fs/cgroup/user/session
  $ echo "+memory +pids +cpu" >/sys/fs/cgroup/user/cgroup.subtree_control
  $ member() { (echo $BASHPID >/sys/fs/cgroup/user/session/cgroup.procs && exec runuser -u nobody -- "$@"); }
  $ member "$JOB" $small -- true | sed -n 2p
  limits: rlimits and watch
  $ chown nobody /sys/fs/cgroup/user /sys/fs/cgroup/user/cgroup.procs
  $ member "$JOB" $small bwrap=$PWD/memory -- python3 -c 'x = bytearray(b"x") * (300 << 20)' | head -n 3
  end: memory
  limits: cgroup v2, rlimits and watch
  memory: 144 MiB
  $ many member "$JOB"
  end: done
  Resource temporarily unavailable
  16
  $ groups /sys/fs/cgroup/user
  [1]

The self-test: all attempts are held (of who has a cgroup by delegation, and of others, in enclave.t and in sandbox_host.t).

  $ "$BERAAD" enclave selftest | tail -n 1
  133 of 133 held; limits in force: cgroup v2, rlimits and watch

Without a cgroup of its own, where the memory ends (here that of a cgroup which it shares with a larger process), the kernel ends the job and nothing else:

  $ chown root /sys/fs/cgroup/user /sys/fs/cgroup/user/cgroup.procs
  $ echo 300M >/sys/fs/cgroup/user/memory.max
  $ member python3 -c 'x = bytearray(b"x") * (100 << 20); import time; time.sleep(7773)' >/dev/null 2>&1 &
  $ for try in $(seq 200); do test $(cat /sys/fs/cgroup/user/memory.current) -gt 105000000 && break; sleep 0.1; done
  $ dmesg --clear
  $ member "$JOB" seconds=100 -- sh -c 'yes >/scratch/x' | head -n 2
  end: memory
  limits: rlimits and watch
  $ dmesg | sed -n 's/.*Killed process .* oom_score_adj:\(.*\)/\1/p' | sort -u
  1000
  $ pgrep -x -f "python3 -c .*sleep.7773." >/dev/null && echo the other one lives
  the other one lives
  $ pkill -KILL -x -f "python3 -c .*sleep.7773."
