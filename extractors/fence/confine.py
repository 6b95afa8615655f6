"""Takes away from a child what reading does not need: limits, account, files, system calls."""

import ctypes
import errno
import os
import resource
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

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
    counted_apart: bool = False
    """True in a user namespace, which counts its processes by itself."""
    _rules: Mapping[Profile, int] = field(default_factory=dict)
    _filters: Mapping[Profile, CallFilter] = field(default_factory=dict)
    _accounts: bool = False

    def prepare(self) -> None:
        """Build rules and filters once and try each fence on a child; what does not hold is missing."""
        wanted = [fence for fence in FENCES if fence not in self.left_out]
        for fence in wanted:
            try:
                self._build(fence)
            except OSError as error:
                self.missing[fence] = error.strerror or str(error)
                self._drop(fence)
                continue
            if reason := _tried(partial(self._put_up, fence, Profile.READING, self._rules)):
                self.missing[fence] = reason
                self._drop(fence)
        if self._rules and not landlock.signals_are_kept_in():
            self.missing["signals"] = f"Landlock {landlock.version()} is older than 6"

    def _build(self, fence: str) -> None:
        if fence == "account":
            if os.geteuid() != 0:
                raise OSError(0, "it was not started as root")
            self._accounts = True
        elif fence == "files":
            self._rules = {profile: landlock.ruleset(profile) for profile in Profile}
        elif reason := seccomp.why_not():
            raise OSError(0, reason)
        else:
            self._filters = {profile: CallFilter(profile, files=bool(self._rules)) for profile in Profile}

    def _drop(self, fence: str) -> None:
        if fence == "account":
            self._accounts = False
        elif fence == "files":
            self._rules = {}
        else:
            self._filters = {}

    def keep_open(self, profile: Profile) -> int | None:
        """Return the descriptor that `apply` needs at number 5, None when it needs none."""
        return self._rules.get(profile)

    def apply(self, profile: Profile, server: int) -> None:
        """Confine this child for good. Raises OSError when a fence that was there is refused."""
        os.umask(0o777)
        _forget_variables(profile)
        _set_limits(self.limits)
        _be_first_to_go()
        if self._accounts or self.counted_apart or profile is Profile.READING:
            # Counted by account: one that is shared would let others' processes count.
            _set(resource.RLIMIT_NPROC, 1 if profile is Profile.READING else _TASKS)
        self._put_up("account", profile, {})
        _give_up_capabilities()
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # After the change of account, which would undo it.
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != server:
            os._exit(1)
        self._put_up("files", profile, dict.fromkeys(self._rules, RULES_FD))
        self._put_up("calls", profile, {})

    def _put_up(self, fence: str, profile: Profile, rules: Mapping[Profile, int]) -> None:
        """Put up one fence where it stands ready; Landlock's rules lie at the given descriptors."""
        if fence == "account" and self._accounts:
            _take_account_of_its_own()
            return
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if fence == "files" and profile in rules:
            landlock.restrict(rules[profile])
            os.close(rules[profile])
        if fence == "calls" and profile in self._filters:
            self._filters[profile].install()


def _tried(step: Callable[[], None]) -> str | None:
    """Try a step on a child of its own; return why it failed."""
    child = os.fork()
    if child == 0:
        code = 255
        try:
            step()
            code = 0
        except OSError as error:
            code = error.errno or 255
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return None if code == 0 else os.strerror(code) if 0 < code < 255 else "it did not hold"


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

    The limit on processes counts by account, and does not hold for root at all. Raises OSError.
    """
    os.setgroups([])
    chosen = FIRST_ACCOUNT + int.from_bytes(os.urandom(4), "big") % _ACCOUNTS
    for account in (chosen, NOBODY):  # a container may know but few accounts
        with suppress(OSError):
            os.setresgid(account, account, account)
            os.setresuid(account, account, account)
            return
    raise PermissionError(errno.EPERM, "root could not become anybody else")


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
