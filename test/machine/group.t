A job's cgroup on a host that has the controllers (this machine's kernel is Debian's):

  $ "$BERAAD" enclave selftest | tail -n 1
  133 of 133 held; limits in force: cgroup v2, rlimits and watch
