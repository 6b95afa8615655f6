"""Keeps the tokens of accounts in the database, sealed, and the key outside it."""

import json
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from domain.clock import Clock
from domain.errors import ConfigurationError
from domain.section import Secret
from domain.sign_in import Tokens
from store.engine import Store
from store.repositories import tokens as rows
from store.sealing import SHORTEST_KEY, Seal

KEY_FILE = "token.key"
"""In the data folder, where no `token_key` is set; only its owner may read it."""


class TokenTable:
    """`domain.sign_in.TokenShelf` over the database; the seal is opened only when it is needed."""

    def __init__(self, store: Store, clock: Clock, open_seal: Callable[[], Seal]) -> None:
        self._store = store
        self._clock = clock
        self._open_seal = open_seal
        self._seal: Seal | None = None

    def load(self, account: str) -> Tokens | None:
        """Return what is stored; see the port."""
        with self._store.read() as session:
            row = rows.find_tokens(session, account)
        if row is None or row.sealed is None:
            return None if row is None else Tokens(version=row.version)
        opened = self._key().open(row.sealed, account)
        return Tokens(version=row.version, unreadable=True) if opened is None else _read(opened, row.version)

    def claim(self, account: str, holder: str, until: datetime) -> bool:
        """Become the one who renews; see the port."""
        with self._store.write() as session:
            return rows.claim_renewal(session, account, holder, self._clock.now(), until)

    def save(self, account: str, tokens: Tokens) -> bool:
        """Store durably what follows; see the port."""
        sealed = self._key().close(_written(tokens), account)
        with self._store.write() as session:
            rows.begin_tokens(session, account, self._clock.now())
            return rows.save_tokens(
                session, account, sealed, tokens.version, tokens.expires_at, self._clock.now()
            )

    def give_up(self, account: str, holder: str, problem: str | None) -> None:
        """End the renewal without new tokens; see the port."""
        with self._store.write() as session:
            rows.end_renewal(session, account, holder, problem)

    def _key(self) -> Seal:
        if self._seal is None:
            self._seal = self._open_seal()
        return self._seal


def open_seal(secret: Secret, data: Path, read_secret: Callable[[Secret, str], str | None]) -> Seal:
    """Return the seal of an installation: its configured key, or the key file, made at first use.

    Raises ConfigurationError for a key that is too short or cannot be read.
    """
    purpose = "the stored tokens"
    key = read_secret(secret, f"key of {purpose}") or key_file(data / KEY_FILE, purpose, "token_key")
    try:
        return Seal(key)
    except ValueError:
        raise ConfigurationError(
            f"the key of the stored tokens has fewer than {SHORTEST_KEY} characters; give `token_key` a long "
            "random one."
        ) from None


def key_file(path: Path, purpose: str, setting: str) -> str:
    """Read a key file, made complete and for its owner alone before anybody sees it under its name.

    Raises ConfigurationError that names it, and the setting that would do without it.
    """
    try:
        if not path.exists():
            _make_key_file(path)
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the key of {purpose} {path} cannot be read or made ({error}); mend its folder, or set "
            f"`{setting}`."
        ) from None


def _make_key_file(path: Path) -> None:
    written = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(written)
    except FileExistsError:
        pass  # another process was first: its key counts
    finally:
        written.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _written(tokens: Tokens) -> str:
    return json.dumps(
        {
            "access_token": tokens.access_token,
            "acquired_at": _text(tokens.acquired_at),
            "expires_at": _text(tokens.expires_at),
            "refresh_token": tokens.refresh_token,
            "earlier_refresh_token": tokens.earlier_refresh_token,
            "seed": tokens.seed,
            "origin": tokens.origin,
        }
    )


def _read(opened: str, version: int) -> Tokens:
    kept = json.loads(opened)
    return Tokens(
        version=version,
        access_token=kept["access_token"],
        acquired_at=_moment(kept["acquired_at"]),
        expires_at=_moment(kept["expires_at"]),
        refresh_token=kept["refresh_token"],
        earlier_refresh_token=kept["earlier_refresh_token"],
        seed=kept["seed"],
        origin=kept["origin"],
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
