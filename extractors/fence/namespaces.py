"""Gives the fork server and its children a network, processes and memory of their own to see."""

import ctypes
import os
import signal
from collections.abc import Mapping

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_USER = 0x10000000
_KINDS: Mapping[str, int] = {"network": 0x40000000, "processes": 0x20000000, "shared memory": 0x08000000}

_libc = ctypes.CDLL(None, use_errno=True)


def leave(left_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Move this process into namespaces of its own; return kind and reason for each that was refused.

    "processes" holds only for children forked afterwards.
    """
    wanted = {kind: flag for kind, flag in _KINDS.items() if kind not in left_out}
    together = 0
    for flag in wanted.values():
        together |= flag
    # As root first: a user namespace takes the right to become other accounts.
    for base in (0, _USER):
        if _libc.unshare(base | together) == 0:
            return {}
    missing = {}
    base = 0
    for kind, flag in wanted.items():
        if _libc.unshare(flag) == 0:
            continue
        if base == 0 and _libc.unshare(_USER | flag) == 0:
            base = _USER
            continue
        missing[kind] = os.strerror(ctypes.get_errno())
    return missing


def become_first_process() -> bool:
    """Fork, so that this process is the first of its namespace; True when it is.

    The process before only waits and ends with it: when either dies, the kernel ends all that is inside.
    """
    inner = os.fork()
    if inner:
        # Whatever this process holds open would keep the other side from noticing its end.
        os.closerange(3, 1 << 20)
        _, status = os.waitpid(inner, 0)
        os._exit(max(os.waitstatus_to_exitcode(status), 0))
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return os.getpid() == 1


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none is lost."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
