# The first process of the machine of script/machine, on the host's root, which cannot be written: begin.sh PROJECT
project=$1
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts -o mode=620,ptmxmode=666 pts /dev/pts
mount -t tmpfs shm /dev/shm
# Where programs write: into memory; into the project too, which may lie below one of these places.
mkdir /run/project /run/written /run/work
mount --bind "$project" /run/project
# The modules of the kernel are the project's, not the host's.
printf '#!/bin/sh\nexec /sbin/modprobe -d /run/project/vendor/linux "$@"\n' >/run/modprobe
chmod +x /run/modprobe
echo /run/modprobe >/proc/sys/kernel/modprobe
for place in /tmp /var/tmp; do mount -t tmpfs -o mode=1777 tmp $place; done
mkdir -p "$project"
mount -t overlay -o lowerdir=/run/project,upperdir=/run/written,workdir=/run/work project "$project"
cd "$project"
busybox hostname machine
busybox ifconfig lo up
mount -t cgroup2 cgroup /sys/fs/cgroup
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control

busybox stty -F /dev/ttyS1 raw -echo
exec >/dev/ttyS1 2>&1 </dev/null
try() { # try NAME FOLDER WORD...: one test, with its variables and command
  local name=$1 folder=$2
  shift 2
  (cd "$folder" && exec env "$@")
  echo "machine: $name: exit status $?"
}
. /run/tests
busybox poweroff -f
