"""Encrypts what the database must not be able to show, under a key that lies elsewhere."""

import os
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = "aes256gcm:"
_NONCE_BYTES = 12
SHORTEST_KEY = 20
"""Characters; a key is random, not a word that somebody remembers."""


class Seal:
    """AES-256-GCM under one key. Nothing of the key shows in the repr."""

    def __init__(self, key: str) -> None:
        """Take any text of at least `SHORTEST_KEY` characters as the key. Raises ValueError."""
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"a key has at least {SHORTEST_KEY} characters")
        self._cipher = AESGCM(sha256(key.encode()).digest())

    def close(self, text: str, subject: str) -> str:
        """Return the text encrypted; only with the same subject it opens again."""
        nonce = os.urandom(_NONCE_BYTES)
        return (
            _FORM + b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), subject.encode())).decode()
        )

    def open(self, sealed: str, subject: str) -> str | None:
        """Return the text, None when this key does not open it for that subject."""
        if not sealed.startswith(_FORM):
            return None
        try:
            raw = b64decode(sealed.removeprefix(_FORM), validate=True)
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], subject.encode()).decode()
        except (ValueError, InvalidTag):
            return None
