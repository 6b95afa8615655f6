"""The settings of signing in by token: which application asks, on whose behalf, and where."""

from pathlib import Path
from typing import Literal

from domain.section import Secret, Section


class MicrosoftSignIn(Section):
    """Microsoft 365: an application of your directory, as itself or on behalf of a user."""

    tenant: str = ""
    """The directory: its id, or its domain."""
    client_id: str = ""
    """The application's id."""
    client_secret: Secret = Secret()
    """The application's secret; or give `certificate`. Neither: a public application, `act_as: user` only."""
    certificate: Path | None = None
    """PEM file with the application's private key and certificate."""
    certificate_password: Secret = Secret()
    """Opens the private key, where it is encrypted."""
    act_as: Literal["application", "user"] = "application"
    """`application`: client credentials; `user`: the refresh token of somebody who signed in once."""
    refresh_token: Secret = Secret()
    """The first refresh token; or store it with `ardoise sign-in`. Later ones are kept by Ardoise itself."""
    scopes: tuple[str, ...] = ()
    """What is asked for; empty: reading by IMAP and sending by SMTP in Exchange Online."""
    authority: str = "https://login.microsoftonline.com"
    """The sign-in service; other for national clouds."""
    ca_file: Path | None = None
    """A certificate authority of your own for the sign-in service; null: the public ones."""


class GoogleSignIn(Section):
    """Google Workspace and Gmail: a service account, or the refresh token of a user."""

    service_account: Path | None = None
    """JSON key file of a service account with domain-wide delegation."""
    subject: str = ""
    """Whose mailbox the service account opens; blank: the account's `user`."""
    client_id: str = ""
    """The OAuth client's id, for a refresh token."""
    client_secret: Secret = Secret()
    """The OAuth client's secret."""
    refresh_token: Secret = Secret()
    """The first refresh token; or store it with `ardoise sign-in`."""
    token_uri: str = ""
    """The token service; blank: the one in the key file, or Google's own."""
    ca_file: Path | None = None
    """A certificate authority of your own for the token service; null: the public ones."""
