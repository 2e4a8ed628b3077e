/* System calls that are not on the list. */
#include "sandbox/attempt/attempt.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whatever the arguments: a call that is reached answers something else than ENOSYS. */
Answer
call_absent(const Marks *marks, Aim aim)
{
    (void)marks;
    return refused(syscall(aim.number, 0, 0, 0, 0, 0, 0), ENOSYS);
}

Answer
call_ptrace(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return refused(ptrace(PTRACE_ATTACH, 1, NULL, NULL), ENOSYS);
}

/* As a fork that asks for a user namespace. */
Answer
call_clone(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        _exit(0);
    return refused(child, ENOSYS);
}

/* Also with high bits set, which the kernel ignores and a careless list would not. */
Answer
call_ioctl(const Marks *marks, Aim aim)
{
    (void)marks;
    char byte = 'x';
    long high = syscall(SYS_ioctl, 0, aim.number | (long)(UINT64_C(1) << 40), &byte);
    if (high >= 0 || errno != ENOSYS)
        return open_door("it is let through with high bits");
    return refused(syscall(SYS_ioctl, 0, aim.number, &byte), ENOSYS);
}

Answer
call_limits(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    return refused(syscall(SYS_prlimit64, 1, RLIMIT_NOFILE, NULL, NULL), ENOSYS);
}

/* It would outlive its mapping in no process's count. */
Answer
call_shared_memory(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return refused(memory == MAP_FAILED ? -1 : 0, ENOSYS);
}

/* In a process of its own: it is killed. */
Answer
call_foreign(const Marks *marks, Aim aim)
{
    (void)marks;
    (void)aim;
#ifdef __x86_64__
    int status = 0;
    pid_t child = fork();
    if (child == 0)
    {
        long result = SYS_getpid | 0x40000000; /* x32 */
        __asm__ volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
        if (result > 0)
            _exit(1);
        result = 20; /* getpid of i386 */
        __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
        _exit(result > 0 ? 1 : 2);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return open_door("cannot be tried");
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS ? held("SIGSYS")
                                                             : open_door("it was not killed");
#else
    return held("this architecture has no other");
#endif
}
