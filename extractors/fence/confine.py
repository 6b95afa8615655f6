"""Takes away from a child what reading does not need: limits, account, files, system calls."""

import ctypes
import os
import resource
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from domain.policy import ReadingLimits
from extractors.fence import landlock, seccomp
from extractors.fence.profiles import Profile
from extractors.fence.seccomp import CallFilter

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CAPABILITY_VERSION_3 = 0x20080522
NOBODY = 65534
FIRST_ACCOUNT = 0x70000000
"""Above the accounts of people, services and containers; no file belongs to one of these."""
_ACCOUNTS = 1 << 24
_OPEN_FILES = 64
_TASKS = 64
"""Processes and threads of a child that may have several."""
RULES_FD = 5
"""Where a child finds its rules of files."""
_KEPT_VARIABLES = frozenset({"PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH"})

FENCES = ("account", "files", "calls")
"""Beside the resource limits, which every system has; a test may leave some out."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True)
class Confinement:
    """What a server made ready for its children, who have no time to."""

    limits: ReadingLimits
    left_out: frozenset[str] = frozenset()
    missing: dict[str, str] = field(default_factory=dict)
    """Fence and reason, for each that this machine does not offer."""
    _rules: Mapping[Profile, int] = field(default_factory=dict)
    _filters: Mapping[Profile, CallFilter] = field(default_factory=dict)

    def prepare(self) -> None:
        """Build rules and filters once; what cannot be built is noted as missing."""
        if "files" not in self.left_out:
            self._rules = (
                self._offered("files", lambda: {one: landlock.ruleset(one) for one in Profile}) or {}
            )
            if self._rules and not landlock.signals_are_kept_in():
                self.missing["signals"] = f"Landlock {landlock.version()} is older than 6"
        if "calls" not in self.left_out and (reason := seccomp.why_not()):
            self.missing["calls"] = reason
        elif "calls" not in self.left_out:
            self._filters = {one: CallFilter(one, files=bool(self._rules)) for one in Profile}
        if os.geteuid() != 0:
            self.missing["account"] = "it was not started as root"

    def keep_open(self, profile: Profile) -> int | None:
        """Return the descriptor that `apply` needs at number 5, None when it needs none."""
        return self._rules.get(profile)

    def apply(self, profile: Profile, server: int) -> None:
        """Confine this child for good. Raises OSError when a fence that was there is refused."""
        os.umask(0o777)
        _forget_variables(profile)
        _set_limits(self.limits)
        _be_first_to_go()
        if "account" not in self.left_out:
            _take_account_of_its_own()
            _set(resource.RLIMIT_NPROC, 1 if profile is Profile.READING else _TASKS)
        elif profile is Profile.READING:
            _set(resource.RLIMIT_NPROC, 1)
        _give_up_capabilities()
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # After the change of account, which would undo it.
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != server:
            os._exit(1)
        if profile in self._rules:
            landlock.restrict(RULES_FD)
            os.close(RULES_FD)
        if profile in self._filters:
            self._filters[profile].install()

    def _offered(self, fence: str, build: Callable[[], dict[Profile, int]]) -> dict[Profile, int] | None:
        try:
            return build()
        except OSError as error:
            self.missing[fence] = error.strerror or str(error)
            return None


def _forget_variables(profile: Profile) -> None:
    kept = _KEPT_VARIABLES if profile is Profile.PROGRAMS else frozenset[str]()
    for name in list(os.environ):
        if name not in kept and not name.endswith(("_NUM_THREADS", "_THREAD_LIMIT")):
            del os.environ[name]


def _set_limits(limits: ReadingLimits) -> None:
    _set(resource.RLIMIT_AS, limits.memory_bytes)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    _set(resource.RLIMIT_NOFILE, _OPEN_FILES)
    for kind in (
        resource.RLIMIT_FSIZE,
        resource.RLIMIT_CORE,
        resource.RLIMIT_MEMLOCK,
        resource.RLIMIT_MSGQUEUE,
    ):
        _set(kind, 0)


def _take_account_of_its_own() -> None:
    """Become somebody that nothing belongs to and no other child is; only root can.

    The limit on processes counts by account, and does not hold for root at all.
    """
    if os.geteuid() != 0:
        return
    os.setgroups([])
    chosen = FIRST_ACCOUNT + int.from_bytes(os.urandom(4), "big") % _ACCOUNTS
    for account in (chosen, NOBODY):  # a container may know but few accounts
        with suppress(OSError):
            os.setresgid(account, account, account)
            os.setresuid(account, account, account)
            return
    raise OSError(0, "root could not become anybody else")


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
