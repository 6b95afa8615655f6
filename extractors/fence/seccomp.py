"""The system calls that a child may make, as a filter in the kernel: what is not listed is refused."""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

from extractors.fence.profiles import Profile
from extractors.fence.syscalls import LOOKED_AT, READING, RUNNING, THREADING

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_REFUSE = 0x00050000 | errno.EPERM
_NOT_THERE = 0x00050000 | errno.ENOSYS
"""For calls whose arguments lie in memory, where no filter sees them: the C library takes the older one."""

_LOAD = 0x20
_EQUAL = 0x15
_AT_LEAST = 0x35
_ANY_BIT = 0x45
_RETURN = 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000
_O_WRITING = 0x1 | 0x2 | 0x40 | 0x200 | 0x400 | 0x400000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE."""
_O_CHANGING = _O_WRITING & ~0x2
"""For programs, whose streams are opened for both on the way to nowhere."""
_CLONE_THREAD = 0x10000
_CLONE_NAMESPACES = 0x7E020000
_FCNTL = (0, 1, 2, 3, 4, 1030)
"""Duplicating a descriptor, its flags; nothing that sends signals or locks."""
_IOCTL = (0x5401, 0x541B, 0x5450, 0x5451)
"""Is it a terminal, how much is there, keep or close at exec."""
_OWN_PID = 0xFFFFFFFF
"""Stands in the filter until the child fills in its own."""

Instruction = tuple[int, int, int, int]
_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def why_not() -> str | None:
    """Say why this machine runs no such filter, None when it does."""
    if platform.machine() not in _MACHINES:
        return f"the calls of the machine {platform.machine()} are not known"
    if _libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EFAULT:
        return None
    return os.strerror(ctypes.get_errno())


class CallFilter:
    """One filter, built once before children are forked; `files` False refuses to open any file."""

    def __init__(self, profile: Profile, *, files: bool) -> None:
        instructions = list(filter_for(profile, platform.machine(), files=files))
        packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)
        self._buffer = ctypes.create_string_buffer(packed, len(packed))
        self._program = _Program(len(instructions), ctypes.addressof(self._buffer))
        self._own = [8 * at + 4 for at, one in enumerate(instructions) if one[3] == _OWN_PID]

    def install(self) -> None:
        """Let the kernel apply it to this process for good; needs PR_SET_NO_NEW_PRIVS. Raises OSError."""
        for offset in self._own:
            struct.pack_into("=I", self._buffer, offset, os.getpid())
        if _libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(self._program), 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


def filter_for(profile: Profile, machine: str, *, files: bool) -> Iterator[Instruction]:
    """Yield the instructions (code, jump if true, jump if false, value) of one profile on one machine."""
    column, architecture = _MACHINES[machine]
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _EQUAL, 1, 0, architecture
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    if column == 0:
        yield _AT_LEAST, 0, 1, _X32
        yield _RETURN, 0, 0, _REFUSE
    tables = {
        Profile.READING: (READING,),
        Profile.THREADS: (READING, THREADING),
        Profile.PROGRAMS: (READING, THREADING, RUNNING),
    }
    for table in tables[profile]:
        for numbers in table.values():
            if (number := numbers[column]) is not None:
                yield _EQUAL, 0, 1, number
                yield _RETURN, 0, 0, _ALLOW
    for name, numbers in LOOKED_AT.items():
        if (number := numbers[column]) is not None:
            checks = list(_looked_at(name, profile, files=files))
            yield _EQUAL, 0, len(checks), number
            yield from checks
    yield _RETURN, 0, 0, _REFUSE


def _looked_at(name: str, profile: Profile, *, files: bool) -> Iterator[Instruction]:
    """Yield what decides about one call; ends with a return in every case."""
    match name:
        case "open" | "openat":
            refused = _O_CHANGING if profile is Profile.PROGRAMS else _O_WRITING
            if files or profile is Profile.PROGRAMS:
                yield from _without_bits(1 if name == "open" else 2, refused)
        case "clone" if profile is Profile.PROGRAMS:
            yield from _without_bits(0, _CLONE_NAMESPACES)
        case "clone" if profile is Profile.THREADS:
            yield _LOAD, 0, 0, _ARGUMENTS
            yield _ANY_BIT, 0, 1, _CLONE_THREAD
            yield _RETURN, 0, 0, _ALLOW
        case "clone3":
            yield _RETURN, 0, 0, _NOT_THERE
        case "fcntl":
            yield from _one_of(1, _FCNTL)
        case "ioctl":
            yield from _one_of(1, _IOCTL)
        case "kill" | "tgkill":
            yield from _one_of(0, (_OWN_PID,))
        case "prlimit64":
            yield from _one_of(0, (0,))
    yield _RETURN, 0, 0, _REFUSE


def _without_bits(argument: int, bits: int) -> Iterator[Instruction]:
    yield _LOAD, 0, 0, _ARGUMENTS + 8 * argument
    yield _ANY_BIT, 1, 0, bits
    yield _RETURN, 0, 0, _ALLOW


def _one_of(argument: int, values: tuple[int, ...]) -> Iterator[Instruction]:
    yield _LOAD, 0, 0, _ARGUMENTS + 8 * argument
    for value in values:
        yield _EQUAL, 0, 1, value
        yield _RETURN, 0, 0, _ALLOW
