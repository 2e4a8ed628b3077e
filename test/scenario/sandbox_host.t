Hosts that cannot hold a job: each is told what it lacks, and no job runs with less. The hosts are made (host.py): a user namespace in which few or no namespaces
can be made, a kernel that calls itself old, another bubblewrap.

  $ test "$(id -u)" = 0 || exit 80
  $ . "$TESTDIR/setup.sh"
  $ host() { /usr/bin/python3 "$TESTDIR/host.py" "$@" -- "$BERAAD" enclave selftest >said 2>&1; local status=$?; grep -e "^[0-9]* of" -e "^beraad" said | sed 's/in force: .*rlimits/in force: rlimits/'; return $status; }
  $ host
  133 of 133 held; limits in force: rlimits and watch
  $ host user=0
  beraad: this host cannot hold a job; it lacks: user namespaces (user.max_user_namespaces is 0, a job takes 2)
  [6]
  $ host user=1
  beraad: this host cannot hold a job; it lacks: user namespaces (user.max_user_namespaces is 1, a job takes 2)
  [6]
  $ host pid=1 net=0
  beraad: this host cannot hold a job; it lacks: pid namespaces (user.max_pid_namespaces is 1, a job takes 2), net namespaces (user.max_net_namespaces is 0, a job takes 1)
  [6]
  $ host mnt=1; for kind in ipc uts cgroup; do host $kind=0; done
  beraad: this host cannot hold a job; it lacks: mnt namespaces (user.max_mnt_namespaces is 1, a job takes 2)
  beraad: this host cannot hold a job; it lacks: ipc namespaces (user.max_ipc_namespaces is 0, a job takes 1)
  beraad: this host cannot hold a job; it lacks: uts namespaces (user.max_uts_namespaces is 0, a job takes 1)
  beraad: this host cannot hold a job; it lacks: cgroup namespaces (user.max_cgroup_namespaces is 0, a job takes 1)
  [6]
  $ host --empty /proc/sys/kernel/seccomp/actions_avail
  beraad: this host cannot hold a job; it lacks: seccomp filters
  [6]
  $ host --old /usr/bin/bwrap
  beraad: this host cannot hold a job; it lacks: bwrap 0.8
  [6]
  $ host --empty /usr/bin/bwrap
  beraad: this host cannot hold a job; it lacks: bwrap 0.8
  [6]
  $ setarch "$(uname -m)" --uname-2.6 "$BERAAD" enclave selftest
  beraad: this host cannot hold a job; it lacks: Linux 5.14 or later
  [6]

A host with room for a few is enough (a job takes two of a kind, and the kernel counts those of the jobs before until it has cleared them away), so what was said of fewer is the host's fault and not the test's; and what the kernel refuses that could not be seen before is told in
the words of who met it (here a namespace whose number an outer host bounds):

  $ host user=32 pid=32 net=32 ipc=32 uts=32 mnt=32 cgroup=32
  133 of 133 held; limits in force: rlimits and watch
  $ /usr/bin/python3 "$TESTDIR/host.py" net=0 -- /usr/bin/python3 "$TESTDIR/host.py" -- "$BERAAD" enclave selftest
  beraad: the host cannot give a barrier of the sandbox: bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)
          beraad enclave selftest says what the host lacks
  [6]
  $ /usr/bin/python3 "$TESTDIR/host.py" pid=0 -- /usr/bin/python3 "$TESTDIR/host.py" -- "$BERAAD" enclave selftest
  beraad: the host cannot give a barrier of the sandbox: launch: a process in a pid namespace of its own: too many namespaces
  [6]

Who is not root has the same sandbox, from one more user namespace:

  $ chmod a+x "$CRAMTMP" . && runuser -u nobody -- test -x "$BERAAD" || exit 80
  $ host --nobody
  133 of 133 held; limits in force: rlimits and watch
  $ host --nobody user=2
  beraad: this host cannot hold a job; it lacks: user namespaces (user.max_user_namespaces is 2, a job takes 3)
  [6]

A job of a custody whose host lost its user namespaces is recorded as refused, with nothing of it; where it has them, who is not root runs a job from beginning to end.
The limits that were in force are told with its end:

  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad undertaking sign $ID >/dev/null
  $ as els beraad enclave prepare $ID --year 2012 --warehouse "$WAREHOUSE" --quiet >/dev/null
  $ chown -R nobody custody secret
  $ as ria /usr/bin/python3 "$TESTDIR/host.py" --nobody user=0 -- "$BERAAD" enclave run $ID --quiet true
  beraad: this host cannot hold a job; it lacks: user namespaces (user.max_user_namespaces is 0, a job takes 3)
  [6]
  $ as ria runuser -u nobody -- "$BERAAD" enclave run $ID --quiet sh -c 'wc -l </data/population-2012.csv >/out/lines' >said
  $ sed 's/[0-9.]* s, .*/(resources)/; s/: cgroup v2, rlimits/: rlimits/' said
  job 2: it came to its end, exit status 0
    (resources)
    limits in force: rlimits and watch
    in quarantine: 3 files ('enclave files 2')
  $ as els runuser -u nobody -- "$BERAAD" enclave list --json | jq -c '.jobs[] | [.job, .outcome, .files]'
  [1,"refused",0]
  [2,"done",3]
