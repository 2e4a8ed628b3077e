#include "custody/pause.h"

#include "custody/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

static struct flock
byte_of(int64_t job, short type)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = job, .l_len = 1};
}

static ErrorKind
set_byte(const Custody *custody, int64_t job, short type, Error *err)
{
    struct flock byte = byte_of(job, type);
    if (fcntl(custody->lock, F_OFD_SETLK, &byte) != 0)
        return error_set_io(err, "cannot lock the custody '%s'", custody->directory);
    return ERROR_NONE;
}

ErrorKind
custody_pause(Custody *custody, int64_t job, Error *err)
{
    TRY(set_byte(custody, job, F_WRLCK, err));
    if (flock(custody->lock, LOCK_UN) != 0)
        return error_set_io(err, "cannot unlock the custody '%s'", custody->directory);
    return ERROR_NONE;
}

ErrorKind
custody_resume(Custody *custody, int64_t job, Error *err)
{
    while (flock(custody->lock, LOCK_EX) != 0)
        if (errno != EINTR)
            return error_set_io(err, "cannot lock the custody '%s'", custody->directory);
    TRY(custody_recover(custody, &custody->recovery, err));
    return set_byte(custody, job, F_UNLCK, err);
}

ErrorKind
custody_job_held(const Custody *custody, int64_t job, bool *ret_held, Error *err)
{
    struct flock byte = byte_of(job, F_WRLCK);
    if (fcntl(custody->lock, F_OFD_GETLK, &byte) != 0)
        return error_set_io(err, "cannot ask for the locks of the custody '%s'",
                            custody->directory);
    *ret_held = byte.l_type != F_UNLCK;
    return ERROR_NONE;
}
