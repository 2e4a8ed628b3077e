A job of a custody on this machine, by the program itself. It takes some minutes under emulation, so it is not in the gate: script/machine BUILD test/machine/enclave.t

  $ . "$PROJECT/test/scenario/setup.sh"
  $ chmod a+x "$CRAMTMP" .
  $ people pod-mi
  $ ID=IVC/KSZG/19/002
  $ registered "$PROJECT/deliberation/ksz-19-002.yaml" $ID
  $ beraad actor add ria --role researcher --new-passphrase-file secret/ria >/dev/null
  $ as ria beraad undertaking sign $ID >/dev/null

What the engine spills may lie on dm-crypt and not on a bare disk:

  $ export DM_DISABLE_UDEV=1
  $ modprobe -d "$PROJECT/vendor/linux" loop
  $ truncate -s 32M disk.img && disk=$(losetup --find --show "$PWD/disk.img")
  $ mkfs.ext4 -q $disk && mkdir custody/spill && mount $disk custody/spill
  $ prepare() { as els beraad enclave prepare $ID --year "$1" --warehouse "$WAREHOUSE" --quiet; }
  $ prepare 2012
  beraad: '/*/custody/spill' lies on a disk in clear (glob)
          mount a tmpfs or an enciphered device there, or remove it
  [6]
  $ umount custody/spill && wipefs -q -a $disk
  $ cryptsetup open --type plain --cipher aes-xts-plain64 --key-size 256 --key-file /dev/urandom $disk spill
  $ mkfs.ext4 -q /dev/mapper/spill && mount /dev/mapper/spill custody/spill
  $ prepare 2012 | tail -n 1 | cut -d " " -f 1,2
  IVC/KSZG/19/002 population
  $ ls custody/spill
  lost+found
  $ umount custody/spill && rmdir custody/spill

A job as root, as who has a delegated cgroup, and as who has none; what fills the memory that there is, is ended:

  $ said() { grep -e ^job -e "limits in force"; }
  $ as ria beraad enclave run $ID --quiet sh -c 'wc -l </data/population-2012.csv >/out/lines' | said
  job 1: it came to its end, exit status 0
    limits in force: cgroup v2, rlimits and watch
  $ as ria beraad enclave run $ID --quiet sh -c 'yes >/scratch/x' | said
  job 2: it was ended for its memory
    limits in force: cgroup v2, rlimits and watch

Its supervisor is killed; the next job removes what is left:

  $ as ria "$BERAAD" enclave run $ID --quiet sleep 7781 >/dev/null 2>&1 & supervisor=$!
  $ for try in $(seq 1000); do pgrep -x -f "sleep 7781" >/dev/null && break; sleep 0.1; done
  $ { kill -9 $(pgrep -f "enclave run $ID --quiet sleep 7781"); wait $supervisor; } 2>/dev/null
  [137]
  $ for try in $(seq 200); do pgrep -x -f "sleep 7781" >/dev/null || break; sleep 0.1; done
  $ ls /sys/fs/cgroup | grep -c ^beraad
  1
  $ chown -R nobody custody secret .
  $ mkdir -p /sys/fs/cgroup/user/session
  $ echo "+memory +pids +cpu" >/sys/fs/cgroup/user/cgroup.subtree_control
  $ chown nobody /sys/fs/cgroup/user /sys/fs/cgroup/user/cgroup.procs
  $ member() { (echo $BASHPID >/sys/fs/cgroup/user/session/cgroup.procs && exec runuser -u nobody -- "$@"); }
  $ as ria member "$BERAAD" enclave run $ID --quiet true | said
  job 4: it came to its end, exit status 0
    limits in force: cgroup v2, rlimits and watch
  $ as ria runuser -u nobody -- "$BERAAD" enclave run $ID --quiet true | said
  job 5: it came to its end, exit status 0
    limits in force: rlimits and watch
  $ "$BERAAD" enclave selftest | tail -n 1
  133 of 133 held; limits in force: cgroup v2, rlimits and watch
  $ ls /sys/fs/cgroup | grep -c ^beraad
  0
  [1]
  $ as els runuser -u nobody -- "$BERAAD" enclave list --json | jq -r '.jobs[] | "\(.job) \(.outcome)"'
  1 done
  2 memory
  3 lost
  4 done
  5 done
