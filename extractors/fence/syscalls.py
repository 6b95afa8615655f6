"""The numbers of the system calls that a reading child may make, on x86_64 and aarch64."""

from collections.abc import Mapping

Numbers = tuple[int | None, int | None]
"""On x86_64 and on aarch64; None: not there."""

READING: Mapping[str, Numbers] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "preadv": (295, 69), "close": (3, 57), "fstat": (5, 80), "newfstatat": (262, 79), "statx": (332, 291),
    "stat": (4, None), "lstat": (6, None), "lseek": (8, 62), "mmap": (9, 222), "munmap": (11, 215),
    "mremap": (25, 216), "mprotect": (10, 226), "brk": (12, 214), "madvise": (28, 233),
    "mincore": (27, 232), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "futex": (202, 98), "set_robust_list": (273, 99), "rseq": (334, 293),
    "membarrier": (324, 283), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "getcpu": (309, 168), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "nanosleep": (35, 101), "gettimeofday": (96, 169), "times": (100, 153),
    "getrusage": (98, 165), "sysinfo": (99, 179), "uname": (63, 160), "getrandom": (318, 278),
    "getpid": (39, 172), "gettid": (186, 178), "getppid": (110, 173), "getuid": (102, 174),
    "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177), "getpgrp": (111, None),
    "getpgid": (121, 155), "getsid": (124, 156), "getgroups": (115, 158), "getcwd": (79, 17),
    "umask": (95, 166), "poll": (7, None), "ppoll": (271, 73), "select": (23, None),
    "pselect6": (270, 72), "pipe": (22, None), "pipe2": (293, 59), "dup": (32, 23), "dup2": (33, None),
    "dup3": (292, 24), "exit": (60, 93), "exit_group": (231, 94), "access": (21, None),
    "faccessat": (269, 48), "faccessat2": (439, 439), "readlink": (89, None), "readlinkat": (267, 78),
    "getdents64": (217, 61), "fadvise64": (221, 223), "set_tid_address": (218, 96),
    "arch_prctl": (158, None), "getrlimit": (97, 163),
}  # fmt: skip
"""Memory, clocks, descriptors that are open already, and looking up files (which Landlock limits)."""

THREADING: Mapping[str, Numbers] = {
    "sched_setaffinity": (203, 122), "sched_getscheduler": (145, 120), "sched_getparam": (143, 121),
    "sched_setscheduler": (144, 119), "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126), "epoll_create1": (291, 20), "epoll_ctl": (233, 21),
    "epoll_wait": (232, None), "epoll_pwait": (281, 22), "eventfd2": (290, 19),
}  # fmt: skip
"""What a library with threads of its own needs besides; `clone` is looked at in detail."""

RUNNING: Mapping[str, Numbers] = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "wait4": (61, 260), "waitid": (247, 95),
    "chdir": (80, 49), "fchdir": (81, 50), "statfs": (137, 43), "fstatfs": (138, 44), "capget": (125, 90),
}  # fmt: skip
"""What starting a program and waiting for it needs besides."""

LOOKED_AT: Mapping[str, Numbers] = {
    "open": (2, None), "openat": (257, 56), "clone": (56, 220), "clone3": (435, 435), "fcntl": (72, 25),
    "ioctl": (16, 29), "kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261),
    "prctl": (157, 167),
}  # fmt: skip
"""Calls whose arguments decide."""
