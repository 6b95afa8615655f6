"""The files that a child may open, by the kernel's Landlock: libraries and fonts, nothing of the service."""

import ctypes
import errno
import os
import site
import stat
import struct
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.fence.profiles import Profile

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From this version on, so many kinds of access are known, one a bit."""
_BIND_AND_CONNECT_TCP = 3
_ABSTRACT_SOCKETS_AND_SIGNALS = 3
_TCP_SINCE, _SCOPES_SINCE = 4, 6

_LOOKED_UP = (
    *("/usr/share", "/usr/local/share", "/usr/lib", "/lib", "/lib64"),
    *("/etc/fonts", "/etc/localtime", "/etc/ld.so.cache"),
)
"""Fonts, zones, libraries: what libraries look up while they read."""
_PROGRAM_PLACES = ("/usr", "/bin", "/lib", "/lib64", "/etc/alternatives")
_NOWHERE = "/dev/null"

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Return the version of Landlock that the kernel offers. Raises OSError when it offers none."""
    found: int = _libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if found < 1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return found


def signals_are_kept_in() -> bool:
    """Tell whether Landlock here also keeps signals and abstract sockets inside."""
    return version() >= _SCOPES_SINCE


def ruleset(profile: Profile) -> int:
    """Return a descriptor of the rules for one profile. Raises OSError."""
    offered = version()
    known = max(bits for since, bits in _FILE_RIGHTS if offered >= since)
    attributes = [(1 << known) - 1]
    if offered >= _TCP_SINCE:
        attributes.append(_BIND_AND_CONNECT_TCP)
    if offered >= _SCOPES_SINCE:
        attributes.append(_ABSTRACT_SOCKETS_AND_SIGNALS)
    packed = struct.pack(f"={len(attributes)}Q", *attributes)
    rules: int = _libc.syscall(_CREATE, packed, ctypes.c_size_t(len(packed)), ctypes.c_uint32(0))
    if rules < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    _allow(rules, _code_places(), _READ_FILE | _READ_DIR)
    _allow(rules, _LOOKED_UP, _READ_FILE | _READ_DIR)
    if profile is Profile.PROGRAMS:
        languages = [os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ]
        _allow(rules, languages, _READ_FILE | _READ_DIR)
        _allow(rules, _PROGRAM_PLACES, _READ_FILE | _READ_DIR | _EXECUTE)
        _allow(rules, (_NOWHERE,), _READ_FILE | _WRITE_FILE)
    return rules


def restrict(rules: int) -> None:
    """Put this process under the rules for good; needs PR_SET_NO_NEW_PRIVS. Raises OSError."""
    if _libc.syscall(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _code_places() -> Sequence[str]:
    """Return where installed libraries lie: they load code and tables of their own while they read.

    The checkout or folder that Ardoise itself lies in is not among them: configuration and mails may
    lie there too, and what is ours is imported before any child is forked.
    """
    paths = sysconfig.get_paths()
    return tuple({paths["stdlib"], paths["platstdlib"], *site.getsitepackages()})


def _allow(rules: int, places: Iterable[str], rights: int) -> None:
    for place in places:
        if not Path(place).exists():
            continue
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            # For a file the kernel refuses rights that only folders have.
            packed = struct.pack("=Qi", rights if folder else rights & ~_READ_DIR, descriptor)
            done = _libc.syscall(
                _ADD, ctypes.c_int(rules), ctypes.c_int(_PATH_BENEATH), packed, ctypes.c_uint32(0)
            )
            if done != 0 and ctypes.get_errno() != errno.EBADFD:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        finally:
            os.close(descriptor)
