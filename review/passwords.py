"""Passwords: argon2id hashes (OWASP: at least 19 MiB and two passes), length instead of composition rules."""

import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from domain.errors import ConfigurationError

SHORTEST = 12
LONGEST = 128

_HASHER = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1, type=Type.ID)
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 46 MiB: a flood of sign-ins must not take all memory."""


def hash_password(password: str) -> str:
    """Return the hash to store. Raises ConfigurationError for a password of the wrong length."""
    check_length(password)
    with _AT_ONCE:
        return _HASHER.hash(password)


def check_length(password: str) -> None:
    """Raise ConfigurationError unless the password has 12 to 128 characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ConfigurationError(
            f"the password has {len(password)} characters; choose one of {SHORTEST} to {LONGEST}."
        )


def fits(stored: str | None, password: str) -> bool:
    """Tell whether the password is the stored one; None (no such user) takes as long and is False."""
    with _AT_ONCE:
        try:
            _HASHER.verify(stored or _NOBODY, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Tell whether a stored hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


_NOBODY = _HASHER.hash("nobody has this password")
