"""Takes away from a process what reading does not need; every call acts on the caller alone."""

import ctypes
import os
import resource
import signal

from domain.policy import ReadingLimits

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CAPABILITY_VERSION_3 = 0x20080522
NOBODY = 65534
_OPEN_FILES = 64
_TASKS_WITH_PROGRAMS = 64
"""Processes and threads of a child that may start programs (OCR)."""

_libc = ctypes.CDLL(None, use_errno=True)


def leave_network() -> str | None:
    """Move into a network of its own without any way out; return why not when the kernel refuses."""
    for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):
        if _libc.unshare(flags) == 0:
            return None
    return os.strerror(ctypes.get_errno())


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none is lost."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def limit_child(limits: ReadingLimits, parent: int, *, programs: bool) -> None:
    """Confine this child for good: own session, resource limits, no rights, ends with its parent.

    `programs` lets it start other programs; they inherit every limit.
    """
    _set(resource.RLIMIT_AS, limits.memory_bytes)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _set(resource.RLIMIT_CORE, 0)
    _be_first_to_go()
    if os.geteuid() == 0:
        _set(resource.RLIMIT_NPROC, _TASKS_WITH_PROGRAMS if programs else 1)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    elif not programs:
        _set(resource.RLIMIT_NPROC, 1)
    _give_up_capabilities()
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # After the change of user, which would undo it.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _give_up_capabilities() -> None:
    """Empty all capability sets: a user namespace of its own would leave a full one."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _libc.capset(header, (ctypes.c_uint32 * 6)())


def _be_first_to_go() -> None:
    """Let the kernel, short of memory, end this child before anything else of ours."""
    try:
        with open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123 - no need for a Path here
            score.write("1000")
    except OSError:
        return  # no /proc: the limits above hold all the same


def _set(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (bound, bound))
