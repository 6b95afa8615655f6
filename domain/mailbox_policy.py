"""Settings of a mailbox that is watched."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.after_work import AfterWork
from domain.section import Port, Seconds, Secret, Section
from domain.sign_in_policy import GoogleSignIn, MicrosoftSignIn


class Mailbox(Section):
    """One account that is watched."""

    name: str
    """Our name for the account."""
    company: str = ""
    """An entry of `companies` whose mail comes here; blank: told by the addresses that a mail is sent to."""
    kind: Literal["imap", "maildir", "folder"] = "imap"
    """`imap`, `maildir`, or `folder` (of .eml files and documents)."""
    host: str = ""
    """The server; blank for `maildir` and `folder`."""
    port: Port = 993
    """The server's port."""
    security: Literal["tls", "starttls", "none"] = "tls"
    """`none` is refused for any host but loopback."""
    ca_file: Path | None = None
    """A certificate authority of your own; None: the system's."""
    user: str = ""
    """Who signs in; with a token: the mailbox's own address, a shared one's too."""
    password: Secret = Secret()
    """Where the password is kept."""
    sign_in: Literal["password", "microsoft", "google"] = "password"
    """`password`, or by a token of `microsoft` or `google`; docs/accounts.md leads through both."""
    microsoft: MicrosoftSignIn = MicrosoftSignIn()
    """For `sign_in: microsoft`."""
    google: GoogleSignIn = GoogleSignIn()
    """For `sign_in: google`."""
    folders: tuple[str, ...] = ("INBOX",)
    """Folders that are watched."""
    sent_folder: str | None = None
    """Where answers can be looked up after a lost connection; None: the server's \\Sent folder."""
    path: Path | None = None
    """For `maildir` and `folder`."""
    idle: bool = True
    """Listen for new mail between polls."""
    timeout_seconds: Seconds = 60
    """How long the server may be silent."""
    batch_bytes: int = 8_000_000
    """Fetched and stored together at most."""
    batch_messages: int = 50
    """Fetched and stored together at most."""
    after_work: AfterWork = AfterWork()
    """What to do with a mail there once its work is done; off by itself (docs/running.md)."""
    largest_mail_bytes: int = 50_000_000
    """A larger mail is recorded and shown, not fetched."""
    reconcile_minutes: Annotated[float, Field(gt=0)] = 60
    """So often, and at each start, what lies in a folder is compared with what was taken from it."""
    reconcile_days: Annotated[int, Field(ge=0)] = 30
    """The comparison looks at mail that arrived in so many days; 0: at all of it."""

    @model_validator(mode="after")
    def _marks_need_imap(self) -> "Mailbox":
        if self.kind != "imap" and self.after_work.wanted:
            raise ValueError(f"account {self.name!r}: `after_work` is for kind imap alone; take it out")
        return self
