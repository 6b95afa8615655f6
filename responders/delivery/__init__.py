"""Hands frozen answers to the outside: an SMTP server, or a local folder."""

from pathlib import Path

from domain.errors import ConfigurationError
from domain.policy import Outgoing
from domain.ports import Submission
from domain.sign_in import Credential
from responders.delivery.folder import FolderSubmission
from responders.delivery.smtp import SmtpSubmission

__all__ = ["FolderSubmission", "SmtpSubmission", "open_submission"]


def open_submission(outgoing: Outgoing, credential: Credential, folder: Path) -> Submission:
    """Return the configured way out; nothing is connected yet. `folder` is where `folder` writes.

    Raises ConfigurationError for settings that cannot work.
    """
    if outgoing.kind == "folder":
        return FolderSubmission(folder)
    if not outgoing.host:
        raise ConfigurationError("outgoing.kind is smtp, but outgoing.host is empty; name the server.")
    return SmtpSubmission(outgoing, credential)
