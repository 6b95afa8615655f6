"""Tokens from Google, by google-auth: a service account, or a user's refresh token."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from google.auth.exceptions import GoogleAuthError
from google.oauth2 import credentials, service_account

from domain.errors import ConfigurationError, SourceError
from domain.mailbox_policy import Mailbox
from domain.section import Secret
from intake.sign_in.google_faults import refusal
from intake.sign_in.grants import Granted, lifetime_of
from intake.sign_in.web import TokenWeb

SCOPES = ("https://mail.google.com/",)
"""The one scope with which Google lets IMAP and SMTP in."""
TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105


def open_google(mailbox: Mailbox, read_secret: Callable[[Secret, str], str | None]) -> "GoogleGrant":
    """Return the way to Google for an account. Raises ConfigurationError for what it lacks."""
    settings, account = mailbox.google, mailbox.name
    if settings.token_uri and not settings.token_uri.startswith("https://"):
        raise ConfigurationError(f"account {account!r}: google.token_uri must begin with https://.")
    if settings.service_account is not None:
        return GoogleGrant(mailbox, _key_of(account, settings.service_account, settings.token_uri), None)
    secret = read_secret(settings.client_secret, f"client secret of the account {account}")
    if not settings.client_id or not secret:
        raise ConfigurationError(
            f"account {account!r} signs in to Google; set google.service_account, or google.client_id and "
            "google.client_secret."
        )
    return GoogleGrant(mailbox, None, secret)


class GoogleGrant:
    """One account's way to Google."""

    def __init__(self, mailbox: Mailbox, key: Mapping[str, object] | None, secret: str | None) -> None:
        settings = mailbox.google
        self.by_refresh_token = key is None
        if key is None:
            self.origin = f"{settings.token_uri or TOKEN_URI} {settings.client_id}"
        else:
            subject = settings.subject or mailbox.user
            self.origin = f"{key.get('token_uri')} {key.get('client_email')} {subject}"
        self._mailbox = mailbox
        self._key = key
        self._secret = secret

    def ask(self, refresh_token: str | None) -> Granted:
        """Ask for a token; see `intake.sign_in.grants.Grant`."""
        web = _Web(TokenWeb(self._mailbox.name, self._mailbox.google.ca_file))
        held = self._credentials(refresh_token)
        try:
            held.refresh(web)
        except GoogleAuthError as error:
            answer = error.args[1] if len(error.args) > 1 else web.said
            raise refusal(self._mailbox, answer if isinstance(answer, dict) else {}) from None
        finally:
            web.inner.close()
        if not isinstance(held.token, str) or not held.token:
            raise refusal(self._mailbox, web.said)
        follower = web.said.get("refresh_token")
        return Granted(
            held.token,
            lifetime_of(web.said.get("expires_in")),
            follower if isinstance(follower, str) and follower else None,
        )

    def explain(self, token: str) -> str | None:
        """Say what usually stands against a sound token."""
        return (
            f"Google hands out the token, but Gmail does not open {self._mailbox.user} with it: allow IMAP "
            "for that user, grant the scope https://mail.google.com/, and let `user` be the address that "
            "consented"
        )

    def _credentials(self, refresh_token: str | None) -> Any:
        settings = self._mailbox.google
        if self._key is not None:
            subject = settings.subject or self._mailbox.user
            try:
                kind: Any = service_account.Credentials
                return kind.from_service_account_info(self._key, scopes=list(SCOPES), subject=subject)
            except (ValueError, GoogleAuthError):
                raise ConfigurationError(
                    f"account {self._mailbox.name!r}: {settings.service_account} is no key file of a service "
                    "account; make a new JSON key and set google.service_account."
                ) from None
        user: Any = credentials.Credentials
        return user(
            None,
            refresh_token=refresh_token,
            token_uri=settings.token_uri or TOKEN_URI,
            client_id=settings.client_id,
            client_secret=self._secret,
        )


@dataclass(slots=True)
class _Reply:
    """What google-auth expects of a transport's answer."""

    status: int
    headers: Mapping[str, str]
    data: bytes = field(repr=False)


class _Web:
    """google-auth's transport over our own HTTP client; `said` is the last answer, for the life it states."""

    def __init__(self, inner: TokenWeb) -> None:
        self.inner = inner
        self.said: Mapping[str, object] = {}

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **unused: object,
    ) -> _Reply:
        ask = self.inner.post if method == "POST" else self.inner.get
        answer = ask(url, data=body, headers=headers)
        self.said = json.loads(answer.text)
        if self.said.get("error") in ("temporarily_unavailable", "internal_failure", "server_error"):
            raise _later(self.said)
        return _Reply(answer.status_code, answer.headers, answer.text.encode())


def _later(said: Mapping[str, object]) -> SourceError:
    return SourceError(
        f"Google cannot hand out tokens now ({said.get('error')}); it is asked again by itself."
    )


def _key_of(account: str, path: Path, token_uri: str) -> Mapping[str, object]:
    try:
        key = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        key = None
    if not isinstance(key, dict) or key.get("type") != "service_account":
        raise ConfigurationError(
            f"account {account!r}: google.service_account {path} is no key file of a service account; make a "
            "JSON key for it in the Google Cloud console and put it there."
        )
    uri = token_uri or key.get("token_uri") or TOKEN_URI
    return key | {"token_uri": uri}
