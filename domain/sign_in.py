"""Signing in by token: what a token is, who hands it out, and where it is kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

RENEW_AT = 0.8
"""Of a token's life: from then on a new one is asked for, while the old one still works."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What an account has at hand; no secret shows in its repr."""

    version: int = 0
    """As stored; 0 before the first."""
    access_token: str = field(default="", repr=False)
    acquired_at: datetime | None = None
    expires_at: datetime | None = None
    refresh_token: str | None = field(default=None, repr=False)
    earlier_refresh_token: str | None = field(default=None, repr=False)
    """The one before it: kept until its follower was used with success."""
    seed: str | None = field(default=None, repr=False)
    """Fingerprint of the configured refresh token that these descend from."""
    origin: str | None = None
    """Which provider, application and user they belong to; nobody else may ever see them."""
    unreadable: bool = False
    """True when something is stored that the key at hand does not open."""

    def works_at(self, now: datetime) -> bool:
        """True while the access token has not ended."""
        return bool(self.access_token) and self.expires_at is not None and now < self.expires_at

    def is_fresh_at(self, now: datetime) -> bool:
        """True before 80 % of the access token's life; False when the clock was set back behind its start."""
        if not self.works_at(now) or self.acquired_at is None or self.expires_at is None:
            return False
        age = now - self.acquired_at
        return -timedelta(minutes=5) <= age < (self.expires_at - self.acquired_at) * RENEW_AT


class AccessTokens(Protocol):
    """Hands out the access token of one account. Never shows it in its repr."""

    @property
    def user(self) -> str:
        """Who signs in with it: the mailbox's own address, a shared one's too."""
        ...

    def current(self) -> str:
        """Return a token that works now, renewed where its time has come. Raises SourceError."""
        ...

    def renewed(self, refused: str) -> str:
        """Return another token than the one that was refused. Raises SourceError."""
        ...

    def explain(self, token: str) -> str | None:
        """Return why a server may refuse this sound token and how to mend it, None when nothing is known."""
        ...


Credential = str | AccessTokens | None
"""How somebody signs in: a password, or tokens."""


class TokenShelf(Protocol):
    """Where every process keeps tokens, encrypted; one holder at a time may renew those of an account."""

    def load(self, account: str) -> Tokens | None:
        """Return what is stored; `unreadable` where the key at hand does not open it."""
        ...

    def claim(self, account: str, holder: str, until: datetime) -> bool:
        """Become the one who renews; False while another is."""
        ...

    def save(self, account: str, tokens: Tokens) -> bool:
        """Store durably what follows the version in `tokens`; False when another stored meanwhile."""
        ...

    def give_up(self, account: str, holder: str, problem: str | None) -> None:
        """End the renewal without new tokens, noting why."""
        ...
