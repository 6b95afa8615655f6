"""Signs accounts in by token: asks Microsoft or Google, and renews in time."""

from collections.abc import Callable

from domain.clock import Clock
from domain.errors import ConfigurationError
from domain.mailbox_policy import Mailbox
from domain.section import Secret
from domain.sign_in import TokenShelf
from intake.sign_in.grants import Grant
from intake.sign_in.renewal import RenewingTokens

ReadSecret = Callable[[Secret, str], str | None]
"""Returns a secret's value; the text says what it is, for a sentence when it cannot be read."""


def open_tokens(mailbox: Mailbox, read_secret: ReadSecret, shelf: TokenShelf, clock: Clock) -> RenewingTokens:
    """Return what hands out the tokens of an account; nothing is asked yet.

    Raises ConfigurationError for an account that signs in by password, or lacks what its provider needs.
    """
    grant = open_grant(mailbox, read_secret)
    section = mailbox.microsoft if mailbox.sign_in == "microsoft" else mailbox.google
    seed = read_secret(section.refresh_token, f"refresh token of the account {mailbox.name}")
    return RenewingTokens(mailbox, grant, shelf, clock, seed)


def open_grant(mailbox: Mailbox, read_secret: ReadSecret) -> Grant:
    """Return the way to the account's provider. Raises ConfigurationError."""
    # The libraries of a provider take a tenth of a second to load: only who needs them pays.
    if mailbox.sign_in == "microsoft":
        from intake.sign_in.microsoft import open_microsoft

        return open_microsoft(mailbox, read_secret)
    if mailbox.sign_in == "google":
        from intake.sign_in.google import open_google

        return open_google(mailbox, read_secret)
    raise ConfigurationError(
        f"account {mailbox.name!r} signs in by password; set `sign_in: microsoft` or `google` for a token."
    )
