"""What every provider of tokens offers to whoever renews them."""

from dataclasses import dataclass, field
from typing import Protocol

LONGEST = 86_400
UNSTATED = 300
"""Seconds that a token counts as living when nobody said how long."""


@dataclass(frozen=True, slots=True)
class Granted:
    """What a provider handed out; no secret shows in its repr."""

    access_token: str = field(repr=False)
    lifetime: int
    """Seconds."""
    refresh_token: str | None = field(default=None, repr=False)
    """A new one; None: the old one goes on."""


class Grant(Protocol):
    """One account's way to its provider."""

    origin: str
    """Provider, application and user; tokens of another origin are none of its business."""
    by_refresh_token: bool
    """True when it needs the refresh token of somebody who signed in once."""

    def ask(self, refresh_token: str | None) -> Granted:
        """Ask for a token.

        Raises SignInError for a refusal that only a person mends, SourceError when the provider cannot
        be reached, Throttled when it asks for patience.
        """
        ...

    def explain(self, token: str) -> str | None:
        """Return why a mail server may refuse this sound token, None when nothing is known."""
        ...


def lifetime_of(stated: object) -> int:
    """Return a token's life in seconds from what the provider stated, kept within sense."""
    try:
        seconds = int(str(stated))
    except ValueError:
        return UNSTATED
    return min(max(seconds, 1), LONGEST)
