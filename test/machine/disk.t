Whether a disk is enciphered, asked of the kernel's own devices: each with a file system on it, and what is said of that.

  $ export DM_DISABLE_UDEV=1
  $ modprobe -d "$PROJECT/vendor/linux" -a loop zram
  $ disk() { truncate -s "$2" "$1.img" && losetup --find --show "$PWD/$1.img"; }
  $ sectors() { blockdev --getsz "$1"; }
  $ format() { mkfs.ext4 -q -N 16 -O ^has_journal,^resize_inode -E nodiscard "$1"; }
  $ said() { format "$1" && mkdir -p on && mount "$1" on && mkdir on/folder && "$STORAGE" on/folder | cut -d " " -f 2; umount on; }
  $ echo a passphrase >passphrase
  $ luks() { cryptsetup luksFormat -q --type luks2 --luks2-metadata-size 16k --luks2-keyslots-size 4M --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$1" passphrase && cryptsetup open "$1" "$2" --key-file passphrase; }
  $ bare=$(disk bare 4M)
  $ said $bare
  clear
  $ luks $(disk luks 9M) luks
  $ said /dev/mapper/luks
  enciphered
  $ cryptsetup open --type plain --cipher aes-xts-plain64 --key-size 256 --key-file /dev/urandom $(disk plain 4M) plain
  $ said /dev/mapper/plain
  enciphered

A volume on one of them, as LVM makes it (device-mapper's linear, under a name of LVM's), on a bare disk, and on one of each:

  $ volume() { dmsetup create $1 --uuid LVM-$1; }
  $ echo 0 $(sectors /dev/mapper/luks) linear /dev/mapper/luks 0 | volume upper
  $ said /dev/mapper/upper
  enciphered
  $ echo 0 $(sectors $bare) linear $bare 0 | volume lower
  $ said /dev/mapper/lower
  clear
  $ dmsetup remove upper; dmsetup remove lower
  $ half=$(($(sectors /dev/mapper/luks) / 2))
  $ printf "0 $half linear /dev/mapper/luks 0\n$half $half linear $bare 0\n" | volume both
  $ said /dev/mapper/both
  clear
  $ dmsetup remove both

Checksums are no cipher, though the device has a name that begins as that of one:

  $ sums=$(disk sums 4M)
  $ integritysetup format -q $sums >/dev/null && integritysetup open $sums sums
  $ dmsetup info -c --noheadings -o uuid sums | cut -d - -f 1,2
  CRYPT-INTEGRITY
  $ said /dev/mapper/sums
  clear
  $ integritysetup close sums

Memory is as safe as what it is swapped to:

  $ memory() { "$STORAGE" /dev/shm | cut -d " " -f 2; }
  $ swap() { mkswap -q "$1" && swapon "$1" && memory; swapoff "$1"; }
  $ memory
  memory
  $ swap /dev/mapper/plain
  memory
  $ swap $bare
  clear
  $ format /dev/mapper/luks && mount /dev/mapper/luks on
  $ head -c 2M /dev/zero >on/swap && chmod 600 on/swap && swap on/swap
  memory
  $ echo 4M >/sys/block/zram0/disksize
  $ swap /dev/zram0
  memory
  $ echo 1 >/sys/block/zram0/reset
  $ echo $bare >/sys/block/zram0/backing_dev
  $ echo 4M >/sys/block/zram0/disksize
  $ swap /dev/zram0
  clear
  $ echo 1 >/sys/block/zram0/reset
  $ echo /dev/mapper/plain >/sys/block/zram0/backing_dev
  $ echo 4M >/sys/block/zram0/disksize
  $ swap /dev/zram0
  memory
  $ umount on
