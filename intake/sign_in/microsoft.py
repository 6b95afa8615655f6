"""Tokens from Microsoft's sign-in service, by MSAL."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import Any

import msal

from domain.errors import ConfigurationError, SignInError, SourceError
from domain.mailbox_policy import Mailbox
from domain.section import Secret
from intake.sign_in.certificates import client_certificate
from intake.sign_in.grants import Granted, lifetime_of
from intake.sign_in.microsoft_faults import refusal, unknown_tenant
from intake.sign_in.web import TokenWeb

AS_APPLICATION = ("https://outlook.office365.com/.default",)
AS_USER = (
    "https://outlook.office365.com/IMAP.AccessAsUser.All",
    "https://outlook.office365.com/SMTP.Send",
)
"""MSAL adds offline_access by itself, without which no refresh token comes."""
_NO_TENANTS = ("common", "organizations", "consumers")
_READING = {"application": "IMAP.AccessAsApp", "user": "IMAP.AccessAsUser.All"}


def open_microsoft(mailbox: Mailbox, read_secret: Callable[[Secret, str], str | None]) -> "MicrosoftGrant":
    """Return the way to Microsoft for an account. Raises ConfigurationError for what it lacks."""
    settings, account = mailbox.microsoft, mailbox.name
    for name in ("tenant", "client_id"):
        if not getattr(settings, name):
            raise ConfigurationError(
                f"account {account!r} signs in to Microsoft, but microsoft.{name} is empty; set it."
            )
    if not settings.authority.startswith("https://"):
        raise ConfigurationError(f"account {account!r}: microsoft.authority must begin with https://.")
    secret = read_secret(settings.client_secret, f"client secret of the account {account}")
    phrase = read_secret(settings.certificate_password, f"certificate password of the account {account}")
    if settings.act_as == "application" and not (secret or settings.certificate):
        raise ConfigurationError(
            f"account {account!r} signs in as an application; set microsoft.client_secret or certificate."
        )
    if settings.act_as == "application" and settings.tenant.lower() in _NO_TENANTS:
        raise ConfigurationError(
            f"account {account!r} signs in as an application, which belongs to one directory; set "
            "microsoft.tenant to its id or domain."
        )
    if settings.certificate is not None:
        return MicrosoftGrant(mailbox, client_certificate(account, settings.certificate, phrase))
    return MicrosoftGrant(mailbox, secret)


class MicrosoftGrant:
    """One account's way to Microsoft: client credentials, or the refresh token of a user."""

    def __init__(self, mailbox: Mailbox, credential: str | Mapping[str, str] | None) -> None:
        settings = mailbox.microsoft
        self.origin = f"{settings.authority}/{settings.tenant} {settings.client_id} {settings.act_as}"
        self.by_refresh_token = settings.act_as == "user"
        self._mailbox = mailbox
        self._settings = settings
        self._credential = credential

    def ask(self, refresh_token: str | None) -> Granted:
        """Ask for a token; see `intake.sign_in.grants.Grant`."""
        application = self._application()
        try:
            if refresh_token is None:
                return self._granted(application.acquire_token_for_client(self._scopes()))
            return self._granted(application.acquire_token_by_refresh_token(refresh_token, self._scopes()))
        except (ValueError, TypeError, KeyError, RuntimeError):
            # The cause stays out: MSAL quotes what it could not read.
            raise SourceError(
                f"{self._settings.authority} hands account {self._mailbox.name!r} what is no token; "
                "it is asked again by itself; check this machine's clock if this lasts."
            ) from None

    def begin_device_flow(self) -> tuple[str, Callable[[], Granted | None], int]:
        """Return what to tell a person, what asks whether they did it, and how often to ask (seconds)."""
        application = self._application(public=True)
        try:
            flow = application.initiate_device_flow(self._scopes())
        except (ValueError, KeyError) as error:
            raise SignInError(
                f"{self._settings.authority} offers no sign-in by code for account {self._mailbox.name!r}; "
                "give a refresh token on standard input instead."
            ) from error
        if "user_code" not in flow:
            raise refusal(self._mailbox, flow)

        def done() -> Granted | None:
            answer = application.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)
            pending = answer.get("error") in ("authorization_pending", "slow_down")
            return None if pending else self._granted(answer)

        return str(flow.get("message", "")), done, int(flow.get("interval", 5))

    def explain(self, token: str) -> str | None:
        """Say what the token lacks, or who has not let it in; None for a token that cannot be looked into."""
        claims = _claims(token)
        if claims is None:
            return None
        wanted = _READING[self._settings.act_as]
        granted = [*_words(claims.get("roles")), *_words(claims.get("scp"))]
        if wanted not in granted:
            return (
                f"the token carries no permission {wanted}: add it to the application under API permissions, "
                "Office 365 Exchange Online, and let an administrator grant consent"
            )
        if self._settings.act_as == "application":
            return (
                f"the token is sound, but the mailbox {self._mailbox.user} is not open to the application, "
                "or IMAP is switched off for it: in Exchange Online run New-ServicePrincipal and "
                "Add-MailboxPermission, and Set-CASMailbox -ImapEnabled $true; docs/accounts.md has the lines"
            )
        return (
            f"the token is sound, but whoever signed in may not open {self._mailbox.user}, or IMAP is "
            "switched off for it: grant full access to that mailbox, and Set-CASMailbox -ImapEnabled $true"
        )

    def _application(self, *, public: bool = False) -> Any:
        settings = self._settings
        kind = msal.ConfidentialClientApplication if self._credential else msal.PublicClientApplication
        # A device flow belongs to public applications, which show no secret.
        kind = msal.PublicClientApplication if public else kind
        try:
            return kind(
                settings.client_id,
                client_credential=None if public else self._credential,
                authority=f"{settings.authority.rstrip('/')}/{settings.tenant}",
                http_client=TokenWeb(self._mailbox.name, settings.ca_file),
                instance_discovery=False,  # else MSAL asks a host of its own whether it knows the authority
            )
        except (ValueError, KeyError):
            raise unknown_tenant(self._mailbox) from None

    def _scopes(self) -> list[str]:
        usual = AS_USER if self._settings.act_as == "user" else AS_APPLICATION
        return [scope for scope in self._settings.scopes or usual if scope != "offline_access"]

    def _granted(self, answer: Any) -> Granted:
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            raise refusal(self._mailbox, answer if isinstance(answer, dict) else {})
        refresh_token = answer.get("refresh_token")
        return Granted(
            answer["access_token"],
            lifetime_of(answer.get("expires_in")),
            refresh_token if isinstance(refresh_token, str) and refresh_token else None,
        )


def _claims(token: str) -> Mapping[str, object] | None:
    """Look into a token, only to say what it lacks; whether it is genuine is the mail server's affair."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return None
    return claims if isinstance(claims, dict) else None


def _words(claim: object) -> list[str]:
    if isinstance(claim, str):
        return claim.split()
    return [str(word) for word in claim] if isinstance(claim, list) else []
