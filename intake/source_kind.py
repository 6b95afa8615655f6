"""What a kind of mail source offers to whoever opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from domain.clock import Clock
from domain.mail import DeliveryKey
from domain.mail_ports import MailSource
from domain.mailbox_policy import Mailbox
from domain.sign_in import Credential

Known = Callable[[DeliveryKey], bool]
"""Tells whether a delivery is stored already."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried when a source was checked."""

    works: bool
    sentence: str


class Source(MailSource, Protocol):
    """A mail source that can also tell whether it would work."""

    def check(self) -> tuple[Finding, ...]:
        """Try connection, sign-in and every folder, changing nothing; never raises for what does not work."""
        ...


class SourceKind(Protocol):
    """The plug-in of one kind of source."""

    name: str
    """The kind, as it stands in the configuration."""

    def open(
        self,
        mailbox: Mailbox,
        credential: Credential,
        clock: Clock,
        state_dir: Path | None = None,
        known: Known | None = None,
    ) -> Source:
        """Return the source, not yet connected. Raises ConfigurationError."""
        ...
