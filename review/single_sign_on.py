"""OpenID Connect with one provider: code flow with PKCE, state and nonce; every claim is checked."""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from domain.errors import ArdoiseError
from domain.sign_on_policy import SingleSignOn

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""None that the client's own secret could forge."""
KEPT_FOR = timedelta(hours=1)
SKEW = 60
"""Seconds by which clocks may differ."""
LARGEST = 1_000_000


class SignOnError(ArdoiseError):
    """The provider is away, or what it says proves nobody; the message is for the log."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Journey:
    """What the browser keeps while its person is at the provider."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is by the provider's word."""

    subject: str
    """Issuer and subject: what never changes."""
    name: str
    roles: tuple[str, ...]


@dataclass(slots=True)
class Provider:
    """The provider; what it says of itself is asked for once an hour."""

    policy: SingleSignOn
    secret: Callable[[], str | None]
    now: Callable[[], datetime]
    _about: Mapping[str, Any] | None = None
    _keys: KeySet | None = None
    _asked_at: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> tuple[str, Journey]:
        """Return where to send a browser, and what it must bring back. Raises SignOnError."""
        journey = Journey(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
        address = self._endpoint("authorization_endpoint")
        with self._client() as client:
            url, _ = client.create_authorization_url(
                address, state=journey.state, nonce=journey.nonce, code_verifier=journey.verifier
            )
        return str(url), journey

    def end(self, journey: Journey, state: str, code: str) -> Person:
        """Return who came back. Raises SignOnError for whatever does not fit."""
        if not code or not secrets.compare_digest(state.encode(), journey.state.encode()):
            raise SignOnError("the sign-in came back without code, or with the state of another.")
        try:
            with self._client() as client:
                token = client.fetch_token(
                    self._endpoint("token_endpoint"),
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=journey.verifier,
                    timeout=self.policy.timeout_seconds,
                    allow_redirects=False,
                )
        except (AuthlibBaseError, requests.RequestException, ValueError) as error:
            raise SignOnError(f"the provider gave no token ({type(error).__name__}).") from error
        return self._person(self._claims(str(token.get("id_token", "")), journey.nonce))

    def way_out(self) -> str | None:
        """Return where people end their sign-in at the provider, None where it has no such page."""
        try:
            address = self._described().get("end_session_endpoint")
        except SignOnError:
            return None
        if not isinstance(address, str) or not _is_safe(address):
            return None
        back = {
            "client_id": self.policy.client_id,
            "post_logout_redirect_uri": f"{self.policy.address}/sign-in",
        }
        return f"{address}{'&' if '?' in address else '?'}{urlencode(back)}"

    def _client(self) -> OAuth2Session:
        secret = self.secret()
        return OAuth2Session(
            self.policy.client_id,
            secret,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=" ".join(self.policy.scopes),
            redirect_uri=self.policy.redirect,
            code_challenge_method="S256",
            verify=str(self.policy.ca_file) if self.policy.ca_file else True,
        )

    def _claims(self, signed: str, nonce: str) -> Mapping[str, Any]:
        try:
            token = self._decoded(signed)
            rules = jwt.JWTClaimsRegistry(
                now=int(self.now().timestamp()),
                leeway=SKEW,
                iss={"essential": True, "value": self.policy.issuer},
                aud={"essential": True, "value": self.policy.client_id},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            rules.validate(token.claims)
        except (JoseError, ValueError, TypeError) as error:
            raise SignOnError(f"the provider's word proves nobody ({type(error).__name__}).") from error
        claims: Mapping[str, Any] = token.claims
        audience = claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", self.policy.client_id) != self.policy.client_id or (
            several and "azp" not in claims
        ):
            raise SignOnError("the provider's word is meant for another program.")
        return claims

    def _decoded(self, signed: str) -> jwt.Token:
        keys = self._known_keys()
        try:
            return jwt.decode(signed, keys, algorithms=list(ALGORITHMS))
        except (JoseError, ValueError):
            # The provider may have changed its keys since we asked.
            self._forget()
            return jwt.decode(signed, self._known_keys(), algorithms=list(ALGORITHMS))

    def _person(self, claims: Mapping[str, Any]) -> Person:
        name = claims.get(self.policy.name_claim)
        groups = claims.get(self.policy.roles_claim)
        named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
        mapped = {
            self.policy.roles[each] for each in named if isinstance(each, str) and each in self.policy.roles
        }
        shown = " ".join(name.split())[:100] if isinstance(name, str) else ""
        if not shown or not shown.isprintable():
            raise SignOnError(f"the provider's word has no usable claim {self.policy.name_claim}.")
        return Person(f"{self.policy.issuer} {claims['sub']}"[:500], shown, tuple(sorted(mapped)))

    def _endpoint(self, name: str) -> str:
        address = self._described().get(name)
        if not isinstance(address, str) or not _is_safe(address):
            raise SignOnError(f"the provider names no usable {name}.")
        return address

    def _described(self) -> Mapping[str, Any]:
        with self._lock:
            now = self.now()
            if self._about is None or self._asked_at is None or now - self._asked_at > KEPT_FOR:
                about = self._fetched(f"{self.policy.issuer.rstrip('/')}/.well-known/openid-configuration")
                if about.get("issuer") != self.policy.issuer:
                    raise SignOnError("the provider calls itself otherwise than `issuer` says.")
                self._about, self._keys, self._asked_at = about, None, now
            return self._about

    def _known_keys(self) -> KeySet:
        if self._keys is None:
            published = self._fetched(self._endpoint("jwks_uri"))
            try:
                self._keys = KeySet.import_key_set(published)  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError, TypeError) as error:
                raise SignOnError("the provider's keys cannot be read.") from error
        return self._keys

    def _forget(self) -> None:
        self._keys = None

    def _fetched(self, address: str) -> dict[str, Any]:
        try:
            with requests.get(
                address,
                timeout=self.policy.timeout_seconds,
                allow_redirects=False,
                stream=True,
                verify=str(self.policy.ca_file) if self.policy.ca_file else True,
            ) as answer:
                answer.raise_for_status()
                content = answer.raw.read(LARGEST + 1, decode_content=True)
                if answer.status_code != 200 or len(content) > LARGEST:
                    raise OSError("no description")
                found = json.loads(content)
        except (requests.RequestException, ValueError, OSError) as error:
            raise SignOnError(f"the provider cannot be asked ({type(error).__name__}).") from error
        if not isinstance(found, dict):
            raise SignOnError("the provider describes itself in another form than JSON.")
        return found


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    )
