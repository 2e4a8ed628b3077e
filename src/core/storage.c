#include "core/storage.h"

#include "core/file.h"
#include "core/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/fscrypt.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

enum
{
    DEEP = 8, /* devices on devices; more is no storage that anybody made */
    SYSFS_BYTES = 4096,
    SWAPS_BYTES = 65536
};

/* What cryptsetup calls the devices that dm-crypt makes for it (CRYPT- TYPE - UUID - name). It
 * gives such names to checksums too (CRYPT-VERITY, CRYPT-INTEGRITY), which hide nothing. */
static bool
names_cipher(const char *uuid)
{
    static const char *const types[] = {"LUKS1-",  "LUKS2-", "PLAIN-",  "LOOPAES-",
                                        "TCRYPT-", "BITLK-", "FVAULT2-"};
    static const char maker[] = "CRYPT-";
    if (!text_starts(uuid, maker))
        return false;
    for (size_t at = 0; at < sizeof types / sizeof *types; at++)
        if (text_starts(uuid + sizeof maker - 1, types[at]))
            return true;
    return false;
}

static bool enciphered(Arena *arena, const char *device, int depth);

/* It has slaves, and each is enciphered. */
static bool
lies_on_enciphered(Arena *arena, const char *device, int depth)
{
    const char *path = file_join(arena, device, "slaves");
    DIR *slaves = opendir(path);
    bool found = false;
    bool all = true;
    if (slaves == NULL)
        return false;
    for (const struct dirent *at = readdir(slaves); at != NULL; at = readdir(slaves))
    {
        if (at->d_name[0] == '.')
            continue;
        found = true;
        all = all && enciphered(arena, file_join(arena, path, at->d_name), depth + 1);
    }
    (void)closedir(slaves);
    return found && all;
}

/* The device's folder in sysfs. A partition is what its disk is. */
static bool
enciphered(Arena *arena, const char *device, int depth)
{
    char *uuid = NULL;
    size_t size = 0;
    Error unheard;
    if (depth > DEEP)
        return false;
    if (file_exists(file_join(arena, device, "partition")))
        return enciphered(arena, file_join(arena, device, ".."), depth + 1);
    if (file_read(arena, file_join(arena, device, "dm/uuid"), SYSFS_BYTES, ERROR_IO, &uuid, &size,
                  &unheard) == ERROR_NONE &&
        names_cipher(uuid))
        return true;
    return lies_on_enciphered(arena, device, depth);
}

bool
storage_device_enciphered(const char *sysfs, unsigned device_major, unsigned device_minor)
{
    SCRATCH Arena *work = arena_new("storage");
    return enciphered(
        work, arena_print(work, "%s/dev/block/%u:%u", sysfs, device_major, device_minor), 0);
}

/* A device, or the device that a file lies on. */
static bool
place_safe(const char *sysfs, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return false;
    dev_t device = S_ISBLK(about.st_mode) ? about.st_rdev : about.st_dev;
    return storage_device_enciphered(sysfs, major(device), minor(device));
}

/* zram is memory, but can be told of a device for what does not compress (the kernel's
 * Documentation/admin-guide/blockdev/zram.rst, "writeback"); without such a kernel there is no
 * such file. */
static bool
zram_safe(Arena *arena, const char *sysfs, const char *name)
{
    char *backing = NULL;
    size_t size = 0;
    Error unheard;
    const char *path = arena_print(arena, "%s/block/%s/backing_dev", sysfs, name);
    if (!file_exists(path))
        return true;
    if (file_read(arena, path, SYSFS_BYTES, ERROR_IO, &backing, &size, &unheard) != ERROR_NONE)
        return false;
    backing[strcspn(backing, "\n")] = '\0';
    return text_equal(backing, "none") || place_safe(sysfs, backing);
}

static bool
swap_safe(Arena *arena, const char *sysfs, const char *path)
{
    static const char devices[] = "/dev/";
    if (text_starts(path, "/dev/zram"))
        return zram_safe(arena, sysfs, path + sizeof devices - 1);
    return place_safe(sysfs, path);
}

bool
storage_swaps_safe(const char *sysfs, const char *swaps)
{
    SCRATCH Arena *work = arena_new("storage");
    const char *line = strchr(swaps, '\n'); /* behind the heading */
    while (line != NULL && line[1] != '\0')
    {
        line++;
        const char *path = arena_print(work, "%.*s", (int)strcspn(line, " \t\n"), line);
        if (!swap_safe(work, sysfs, path))
            return false;
        line = strchr(line, '\n');
    }
    return true;
}

static StorageKind
kind_of_memory(void)
{
    SCRATCH Arena *work = arena_new("storage");
    char *swaps = NULL;
    size_t size = 0;
    Error unheard;
    /* A kernel without swap has no such file. */
    if (file_read(work, "/proc/swaps", SWAPS_BYTES, ERROR_IO, &swaps, &size, &unheard) !=
        ERROR_NONE)
        return file_exists("/proc/swaps") ? STORAGE_CLEAR : STORAGE_MEMORY;
    return storage_swaps_safe("/sys", swaps) ? STORAGE_MEMORY : STORAGE_CLEAR;
}

static bool
under_fscrypt(int fd)
{
    struct fscrypt_get_policy_ex_arg policy = {.policy_size = sizeof policy.policy};
    return ioctl(fd, FS_IOC_GET_ENCRYPTION_POLICY_EX, &policy) == 0;
}

ErrorKind
storage_kind(const char *directory, StorageKind *ret_kind, Error *err)
{
    struct statfs system;
    struct stat about;
    CLOSES_FILE int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fstatfs(fd, &system) != 0 || fstat(fd, &about) != 0)
        return error_set_io(err, "cannot look at '%s'", directory);
    *ret_kind = STORAGE_CLEAR;
    if (system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC)
        *ret_kind = kind_of_memory();
    else if (under_fscrypt(fd) ||
             storage_device_enciphered("/sys", major(about.st_dev), minor(about.st_dev)))
        *ret_kind = STORAGE_ENCIPHERED;
    return ERROR_NONE;
}
