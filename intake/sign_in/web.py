"""The HTTP client of both providers' libraries: verified TLS, time limits, no redirects, named failures."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from domain.errors import ConfigurationError, SourceError, Throttled
from intake.charsets import printable

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 20.0
MOST_BYTES = 1_000_000

# MSAL writes answers that it cannot read, whole, into its log; there could be a token among them.
logging.getLogger("msal").setLevel(logging.CRITICAL)
logging.getLogger("google").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a token service said, in the shape that MSAL expects."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


class TokenWeb:
    """Asks a token service for one account; MSAL takes it as its `http_client`.

    Raises SourceError with one sentence when the service cannot be reached or answers nonsense, Throttled
    when it asks for patience. A redirect is no answer: it would carry the secret elsewhere.
    """

    def __init__(self, account: str, ca_file: Path | None) -> None:
        self._account = account
        if ca_file is not None and not ca_file.is_file():
            raise ConfigurationError(
                f"account {account!r}: the sign-in's `ca_file` {ca_file} is not there; correct it."
            )
        self._verify: str | bool = str(ca_file) if ca_file else True
        self._session = requests.Session()

    def get(self, url: str, **arguments: Any) -> Answer:
        """Read a page of the service."""
        return self._ask("GET", url, **arguments)

    def post(self, url: str, **arguments: Any) -> Answer:
        """Ask for a token."""
        return self._ask("POST", url, **arguments)

    def close(self) -> None:
        """Give back the connection."""
        self._session.close()

    def _ask(
        self,
        method: str,
        url: str,
        *,
        params: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        **unused: object,
    ) -> Answer:
        place = _place(url)
        if not url.startswith("https://"):
            raise ConfigurationError(
                f"account {self._account!r} would send its secret to {place} in the clear; use https://."
            )
        try:
            with self._session.request(
                method,
                url,
                params=params,
                data=data,
                headers=headers,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                verify=self._verify,
                allow_redirects=False,
                stream=True,
            ) as response:
                raw = _bounded(response)
        except (requests.RequestException, OSError) as error:
            raise SourceError(self._unreachable(place, error)) from None
        return self._checked(place, response, raw)

    def _checked(self, place: str, response: requests.Response, raw: bytes) -> Answer:
        status = response.status_code
        if status == 429 or status >= 500:
            self._busy(place, status, response.headers.get("Retry-After", ""))
        text = raw.decode("utf-8", "replace")
        if 300 <= status < 400 or len(raw) > MOST_BYTES or not _is_object(text):
            raise SourceError(
                f"{place}, which hands out the tokens of account {self._account!r}, answers {status} with "
                "something that is no token; check the address and whether a proxy answers in its place."
            )
        return Answer(status, text, dict(response.headers))

    def _busy(self, place: str, status: int, retry_after: str) -> None:
        sentence = (
            f"{place}, which hands out the tokens of account {self._account!r}, cannot do so now "
            f"(HTTP {status}); it is asked again by itself."
        )
        seconds = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
        if status == 429 or seconds is not None:
            raise Throttled(sentence, seconds)
        raise SourceError(sentence)

    def _unreachable(self, place: str, error: Exception) -> str:
        what = f"{place}, which hands out the tokens of account {self._account!r},"
        if isinstance(error, requests.exceptions.SSLError):
            return (
                f"{what} shows a certificate that is not trusted; set the sign-in's `ca_file` to the "
                "authority that issued it, or correct the address."
            )
        if isinstance(error, requests.exceptions.ProxyError):
            return f"{what} cannot be reached through the proxy; check HTTPS_PROXY and the network."
        if isinstance(error, requests.Timeout | TimeoutError):
            return f"{what} does not answer; it is asked again by itself; check the network if this lasts."
        reason = printable(type(error).__name__, 60)
        return (
            f"{what} cannot be reached ({reason}); it is asked again by itself; check the network, the "
            "firewall and the address if this lasts."
        )


def _bounded(response: requests.Response) -> bytes:
    """Read at most a little more than `MOST_BYTES`."""
    raw = b""
    for chunk in response.iter_content(65_536):
        raw += chunk
        if len(raw) > MOST_BYTES:
            break
    return raw


def _place(url: str) -> str:
    return printable(url.split("://", 1)[-1].split("/", 1)[0].rpartition("@")[2], 100)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
