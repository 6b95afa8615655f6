"""How accounts and the outgoing server sign in: a password, or tokens that every process shares."""

from dataclasses import dataclass

from app.settings import Settings, secret_value
from app.token_shelf import TokenTable, open_seal
from domain.errors import ConfigurationError, SignInError
from domain.mailbox_policy import Mailbox
from domain.policy import Outgoing
from domain.sign_in import Credential
from intake.sign_in import open_tokens
from intake.sign_in.renewal import RenewingTokens
from pipeline.engines import Engines


def credential_of(settings: Settings, engines: Engines, mailbox: Mailbox) -> Credential:
    """Return how an account signs in; nothing is asked yet.

    Raises ConfigurationError for a secret that cannot be read, or settings that lack something.
    """
    if mailbox.kind != "imap" or mailbox.sign_in == "password":
        return secret_value(mailbox.password, f"password of the account {mailbox.name}")
    return tokens_of(settings, engines, mailbox)


def tokens_of(settings: Settings, engines: Engines, mailbox: Mailbox) -> RenewingTokens:
    """Return the tokens of an account that signs in by token. Raises ConfigurationError."""
    shelf = TokenTable(
        engines.store, engines.clock, lambda: open_seal(settings.token_key, settings.data, secret_value)
    )
    return open_tokens(mailbox, secret_value, shelf, engines.clock)


def outgoing_of(settings: Settings) -> Outgoing:
    """Return the way out; where an account's token signs in, its user does, unless another is set.

    Raises ConfigurationError for an account that is none, or that has no token.
    """
    outgoing = settings.outgoing
    if outgoing.account is None or outgoing.user:
        return outgoing
    return outgoing.model_copy(update={"user": _account_of(settings, outgoing.account).user})


def outgoing_credential(settings: Settings, engines: Engines) -> Credential:
    """Return how the outgoing server is signed in to. Raises ConfigurationError for a password.

    An account that lacks something for its token stops no worker: its answers wait, and say why.
    """
    outgoing = settings.outgoing
    if outgoing.account is None:
        return secret_value(outgoing.password, "password of the outgoing server")
    mailbox = _account_of(settings, outgoing.account)
    try:
        return tokens_of(settings, engines, mailbox)
    except ConfigurationError as error:
        return Unusable(mailbox.user, str(error))


@dataclass(frozen=True, slots=True)
class Unusable:
    """`domain.sign_in.AccessTokens` of an account that lacks something; asking says what."""

    user: str
    sentence: str

    def current(self) -> str:
        """Raise SignInError."""
        raise SignInError(self.sentence)

    def renewed(self, refused: str) -> str:
        """Raise SignInError."""
        raise SignInError(self.sentence)

    def explain(self, token: str) -> str | None:
        """Nothing is known."""
        return None


def _account_of(settings: Settings, name: str) -> Mailbox:
    found = next((box for box in settings.mailboxes if box.name == name), None)
    if found is None or found.sign_in == "password":
        raise ConfigurationError(
            f"outgoing.account is {name!r}, but no entry of `mailboxes` of that name signs in by token; "
            "correct it, or set outgoing.user and outgoing.password."
        )
    return found
