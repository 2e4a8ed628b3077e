/* Where bytes end up. Devices are folders of a made-up /sys, in the form of the kernel's
 * (Documentation/ABI/testing/sysfs-block-dm, sysfs-block): dev/block/MAJOR:MINOR is a link to the
 * device's folder, which has dm/uuid, slaves/ and, for a partition, the file `partition`. */
#include "core/storage.h"

#include "core/arena.h"
#include "core/file.h"
#include "core/text.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char sysfs[] = "/tmp/storage-test-XXXXXX";

static void
put(const char *name, const char *text)
{
    Error err;
    SCRATCH Arena *work = arena_new("test");
    char *path = file_join(work, sysfs, name);
    for (char *at = path + strlen(sysfs) + 1; *at != '\0'; at++)
        if (*at == '/')
        {
            *at = '\0';
            assert_int_equal(file_make_directory(path, 0700, &err), ERROR_NONE);
            *at = '/';
        }
    if (text != NULL)
        assert_int_equal(file_write(path, text, strlen(text), 0600, &err), ERROR_NONE);
}

static void
link_to(const char *name, const char *target)
{
    SCRATCH Arena *work = arena_new("test");
    put(name, NULL);
    assert_int_equal(symlink(target, file_join(work, sysfs, name)), 0);
}

static int
make_sysfs(void **state)
{
    (void)state;
    if (mkdtemp(sysfs) == NULL)
        return 1;
    /* 8:0 a disk with partition 8:1 */
    put("devices/sda/size", "1\n");
    put("devices/sda/sda1/partition", "1\n");
    put("devices/sda/slaves/", NULL);
    link_to("dev/block/8:0", "../../devices/sda");
    link_to("dev/block/8:1", "../../devices/sda/sda1");
    /* 253:0 dm-crypt on 8:1; 253:1 a volume of LVM on it; 253:2 a volume on the bare disk */
    put("devices/dm-0/dm/uuid", "CRYPT-LUKS2-0123-home\n");
    link_to("devices/dm-0/slaves/sda1", "../../sda/sda1");
    put("devices/dm-1/dm/uuid", "LVM-abc\n");
    link_to("devices/dm-1/slaves/dm-0", "../../dm-0");
    put("devices/dm-2/dm/uuid", "LVM-CRYPT-def\n");
    link_to("devices/dm-2/slaves/sda1", "../../sda/sda1");
    link_to("dev/block/253:0", "../../devices/dm-0");
    link_to("dev/block/253:1", "../../devices/dm-1");
    link_to("dev/block/253:2", "../../devices/dm-2");
    /* 253:3 and 253:4 checksums on 8:1, and 253:5 a name that cryptsetup gives none */
    put("devices/dm-3/dm/uuid", "CRYPT-INTEGRITY-sums\n");
    put("devices/dm-4/dm/uuid", "CRYPT-VERITY-0123-sums\n");
    put("devices/dm-5/dm/uuid", "CRYPT-LUKS9-0123-home\n");
    for (int at = 3; at < 6; at++)
    {
        SCRATCH Arena *work = arena_new("test");
        link_to(arena_print(work, "devices/dm-%d/slaves/sda1", at), "../../sda/sda1");
        link_to(arena_print(work, "dev/block/253:%d", at),
                arena_print(work, "../../devices/dm-%d", at));
    }
    /* zram0 has no such file, zram1 writes nowhere, zram2 to a file on this machine */
    put("block/zram1/backing_dev", "none\n");
    put("block/zram2/backing_dev", "/proc/self/mounts\n");
    /* 9:0 RAID on dm-crypt twice, with a partition 9:1; 9:2 RAID with one half in clear */
    link_to("devices/md0/slaves/dm-0", "../../dm-0");
    link_to("devices/md0/slaves/dm-1", "../../dm-1");
    put("devices/md0/md0p1/partition", "1\n");
    link_to("devices/md2/slaves/dm-0", "../../dm-0");
    link_to("devices/md2/slaves/sda1", "../../sda/sda1");
    link_to("dev/block/9:0", "../../devices/md0");
    link_to("dev/block/9:1", "../../devices/md0/md0p1");
    link_to("dev/block/9:2", "../../devices/md2");
    /* 7:0 lies on itself */
    link_to("devices/loop0/slaves/loop0", "../../loop0");
    link_to("dev/block/7:0", "../../devices/loop0");
    return 0;
}

static int
remove_sysfs(void **state)
{
    Error err;
    (void)state;
    return file_remove_tree(sysfs, &err) == ERROR_NONE ? 0 : 1;
}

static void
a_device_of_dm_crypt_or_on_one_is_enciphered(void **state)
{
    (void)state;
    assert_true(storage_device_enciphered(sysfs, 253, 0));
    assert_true(storage_device_enciphered(sysfs, 253, 1));
    assert_true(storage_device_enciphered(sysfs, 9, 0));
    assert_true(storage_device_enciphered(sysfs, 9, 1));
}

static void
a_disk_its_partition_and_what_lies_on_them_are_clear(void **state)
{
    (void)state;
    assert_false(storage_device_enciphered(sysfs, 8, 0));
    assert_false(storage_device_enciphered(sysfs, 8, 1));
    assert_false(storage_device_enciphered(sysfs, 253, 2));
}

static void
checksums_are_no_cipher(void **state)
{
    (void)state;
    for (unsigned device = 3; device < 6; device++)
        assert_false(storage_device_enciphered(sysfs, 253, device));
}

static void
one_half_in_clear_is_clear(void **state)
{
    (void)state;
    assert_false(storage_device_enciphered(sysfs, 9, 2));
}

static void
what_is_not_known_or_has_no_end_is_clear(void **state)
{
    (void)state;
    assert_false(storage_device_enciphered(sysfs, 0, 41)); /* btrfs, NFS: no block device */
    assert_false(storage_device_enciphered(sysfs, 7, 0));
}

static void
swap_in_clear_is_found(void **state)
{
    (void)state;
    static const char heading[] = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    SCRATCH Arena *work = arena_new("test");
    const char *file = file_join(work, sysfs, "devices/sda/size"); /* a file on this machine */
    assert_true(storage_swaps_safe(sysfs, heading));
    assert_true(
        storage_swaps_safe(sysfs, arena_print(work, "%s/dev/zram0 partition 1 0 100\n", heading)));
    assert_true(
        storage_swaps_safe(sysfs, arena_print(work, "%s/dev/zram1 partition 1 0 100\n", heading)));
    assert_false(
        storage_swaps_safe(sysfs, arena_print(work, "%s/dev/zram2 partition 1 0 100\n", heading)));
    assert_false(storage_swaps_safe(
        sysfs,
        arena_print(work, "%s/dev/zram0 partition 1 0 100\n%s file 1 0 -2\n", heading, file)));
    assert_false(
        storage_swaps_safe(sysfs, arena_print(work, "%s/nowhere partition 1 0 -2\n", heading)));
}

static void
memory_is_told_and_no_directory_is_an_error(void **state)
{
    (void)state;
    Error err;
    StorageKind kind = STORAGE_CLEAR;
    SCRATCH Arena *work = arena_new("test");
    char *swaps = NULL;
    size_t size = 0;
    /* /proc is in no memory that holds files, and on no device. */
    assert_int_equal(storage_kind("/proc", &kind, &err), ERROR_NONE);
    assert_int_equal(kind, STORAGE_CLEAR);
    assert_int_equal(storage_kind("/nowhere", &kind, &err), ERROR_IO);
    if (file_read(work, "/proc/swaps", 65536, ERROR_IO, &swaps, &size, &err) == ERROR_NONE &&
        strchr(swaps, '\n') == swaps + size - 1 &&
        storage_kind("/dev/shm", &kind, &err) == ERROR_NONE)
        assert_int_equal(kind, STORAGE_MEMORY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_of_dm_crypt_or_on_one_is_enciphered),
        cmocka_unit_test(a_disk_its_partition_and_what_lies_on_them_are_clear),
        cmocka_unit_test(checksums_are_no_cipher),
        cmocka_unit_test(one_half_in_clear_is_clear),
        cmocka_unit_test(what_is_not_known_or_has_no_end_is_clear),
        cmocka_unit_test(swap_in_clear_is_found),
        cmocka_unit_test(memory_is_told_and_no_directory_is_an_error),
    };
    return cmocka_run_group_tests(tests, make_sysfs, remove_sysfs);
}
