"""A small provider of OpenID Connect on loopback: real keys, real signatures, PKCE and codes used once."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "ardoise-client", "a secret of the client"


@dataclass
class Provider:
    """Use as a context manager; the fields say what it does to whoever comes next."""

    claims: dict[str, Any] = field(default_factory=dict)
    """Laid over the claims of the token."""
    tamper: str = ""
    """ "key": sign with an unknown key; "none": do not sign; "hmac": sign with the client's secret."""
    issuer_says: str | None = None
    clock: Callable[[], float] = time.time
    """Seconds since the epoch, by which tokens are dated."""
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                provider.requests.append(parts.path)
                if parts.path == "/authorize":
                    code = f"code-{len(provider.codes)}"
                    provider.codes[code] = asked
                    back = urlencode({"code": code, "state": asked["state"]})
                    self.send_response(302)
                    self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                    self.end_headers()
                elif parts.path == "/keys":
                    self._send(200, KeySet([provider.key]).as_dict(private=False))
                else:
                    self._send(200, provider.about())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                sent = {name: values[0] for name, values in parse_qs(body).items()}
                self._send(*provider.token(sent, self.headers.get("Authorization", "")))

            def _send(self, status: int, value: object) -> None:
                content = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "Provider":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def about(self) -> dict[str, str]:
        """What the provider says of itself."""
        return {
            "issuer": self.issuer_says or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/out",
        }

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, object]]:
        """Answer a request for a token: code, client, redirect and PKCE must fit, and only once."""
        asked = self.codes.pop(sent.get("code", ""), None)
        client = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        fits = (
            asked is not None
            and authorization == f"Basic {client}"
            and asked.get("code_challenge_method") == "S256"
            and asked.get("code_challenge") == challenge
            and sent.get("redirect_uri") == asked.get("redirect_uri")
        )
        if not fits or asked is None:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(asked["nonce"])}

    def signed(self, nonce: str) -> str:
        """Return the token that says who signed in."""
        now = int(self.clock())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "u-1",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
        }
        claims |= {"preferred_username": "dora", "groups": ["ar-team"]} | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.tamper == "none":
            parts = [json.dumps({"alg": "none"}), json.dumps(claims)]
            return (
                ".".join(base64.urlsafe_b64encode(each.encode()).decode().rstrip("=") for each in parts) + "."
            )
        if self.tamper == "hmac":
            from joserfc.jwk import OctKey

            return jwt.encode({"alg": "HS256", "kid": "first"}, claims, OctKey.import_key(SECRET))
        key = RSAKey.generate_key(2048, {"kid": "first"}) if self.tamper == "key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "first"}, claims, key)
