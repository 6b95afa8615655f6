"""The one tree of errors: each says what happened to which thing and how to mend it."""


class ArdoiseError(Exception):
    """Something that Ardoise can name.

    The message is one clear sentence for a person; `exit_code` is what a command ends with.
    """

    exit_code = 1


class ConfigurationError(ArdoiseError):
    """A setting, option or path that cannot be used; nothing was done."""

    exit_code = 2


class LedgerError(ArdoiseError):
    """A ledger folder with bad rows; `rows` names each. Nothing was loaded."""

    def __init__(self, message: str, rows: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.rows = rows


class MailError(ArdoiseError):
    """A mail that could not be read; it is stored and waits for a person."""


class ReadingError(ArdoiseError):
    """A document that no reader could take.

    `reason` is one of the fixed words: encrypted, timeout, memory, too_many_pages, too_large,
    output, crash, unsupported, broken, empty.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class SourceError(ArdoiseError):
    """A mailbox, folder or server that cannot be reached or used now; others go on."""


class SignInError(SourceError):
    """An account whose password, token or consent the server or the token service refuses; only a person
    mends it."""


class Throttled(SourceError):
    """A server that asks for patience; `wait_seconds` is the time it stated, None when it stated none."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class SessionExpired(SourceError):
    """A connection that its server ended because the token ran out; a new one goes on where it stopped."""


class DeliveryError(ArdoiseError):
    """An answer that did not leave.

    `permanent` is True for a refusal that no retry mends; `uncertain` when the connection was
    lost after the final dot, so that the answer may have left.
    """

    def __init__(self, message: str, *, permanent: bool = False, uncertain: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.uncertain = uncertain


class ConflictError(ArdoiseError):
    """Somebody else changed the thing in the meantime; nothing was overwritten."""


class NotFoundError(ArdoiseError):
    """The named thing is not there."""


class StoreError(ArdoiseError):
    """The database or the blob folder is not as it must be, or takes nothing more."""
