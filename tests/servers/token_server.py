"""A token service on loopback over TLS: Microsoft's and Google's endpoints, rotation, and every refusal.

with TokenServer() as server:
    server.refresh_tokens["r1"] = "ar@tarvenne.example"
    server.script.append(Reply(503))       # what the next request for a token gets
    ...
    assert server.asked[0]["grant_type"] == "refresh_token"
"""

import json
import ssl
import tempfile
import threading
from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from tests.servers.certificates import write_certificate

TENANT = "11111111-2222-3333-4444-555555555555"
CLIENT_ID = "66666666-7777-8888-9999-000000000000"
CLIENT_SECRET = "planted~client.secret-Q8w2_never-to-be-seen"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer told beforehand."""

    status: int = 400
    body: Mapping[str, object] | bytes = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def refused(error: str, description: str = "", *codes: int) -> Reply:
    """Return a refusal as both services say it."""
    return Reply(400, {"error": error, "error_description": description, "error_codes": list(codes)})


class TokenServer:
    """Use as a context manager. `issued` holds every access token, in order; `works` tells a live one."""

    def __init__(self) -> None:
        self.script: deque[Reply | Callable[[Mapping[str, str]], Reply | None]] = deque()
        self.asked: list[dict[str, str]] = []
        self.issued: list[str] = []
        self.revoked: set[str] = set()
        self.refresh_tokens: dict[str, str] = {}
        """Those that work, with the user's name."""
        self.rotates = False
        """True: each use hands out a new refresh token."""
        self.strict = False
        """True: with the first use of a new refresh token the one before ends."""
        self.lifetime: object = 3600
        self.claims: dict[str, object] = {"roles": ["IMAP.AccessAsApp", "SMTP.SendAsApp"]}
        self.pending = 0
        """How often the device flow says that the person is not done."""
        self._parents: dict[str, str] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="ardoise-token-")
        self.ca_file = Path(self._folder.name) / "ca.pem"
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        key = self.ca_file.with_name("key.pem")
        write_certificate(self.ca_file, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca_file, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        """Where it is: "https://localhost:PORT"."""
        return f"https://localhost:{self._server.server_address[1]}"

    @property
    def token_uri(self) -> str:
        """Its token endpoint."""
        return f"{self.url}/{TENANT}/oauth2/v2.0/token"

    def works(self, token: str) -> bool:
        """Tell whether a mail server would take that access token."""
        return token in self.issued and token not in self.revoked

    def revoke_all(self) -> None:
        """End every access token that was handed out."""
        self.revoked.update(self.issued)

    def __enter__(self) -> "TokenServer":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()
        self._folder.cleanup()

    def page(self, path: str) -> Reply:
        """Answer a GET: the description of the directory."""
        if not path.startswith(f"/{TENANT}/v2.0/"):
            return Reply(
                400, {"error": "invalid_tenant", "error_description": "AADSTS90002: Tenant not found."}
            )
        base = f"{self.url}/{TENANT}"
        return Reply(
            200,
            {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
            },
        )

    def form(self, path: str, said: dict[str, str]) -> Reply:
        """Answer a POST."""
        if path.endswith("/devicecode"):
            flow = {"device_code": "device-1", "user_code": "AB12", "interval": 1, "expires_in": 900}
            return Reply(200, flow | {"message": "open the page and enter AB12"})
        with self._lock:
            self.asked.append(said)
            told = self.script.popleft() if self.script else None
            reply = told(said) if callable(told) else told
            return reply or self._grant(said)

    def _grant(self, said: Mapping[str, str]) -> Reply:
        grant = said.get("grant_type", "")
        if grant == "client_credentials":
            proved = said.get("client_secret") == CLIENT_SECRET or said.get("client_assertion")
            bad = refused("invalid_client", "AADSTS7000215: Invalid client secret provided.", 7000215)
            return self._token() if proved else bad
        if grant.endswith("jwt-bearer"):
            return self._token()
        if grant.endswith("device_code"):
            self.pending -= 1
            return refused("authorization_pending") if self.pending >= 0 else self._rotated("", "someone")
        user = self.refresh_tokens.get(said.get("refresh_token", ""))
        if user is None:
            return refused("invalid_grant", "AADSTS70008: The refresh token has expired.", 70008)
        return self._rotated(said["refresh_token"], user)

    def _rotated(self, used: str, user: str) -> Reply:
        if self.strict and used in self._parents:
            self.refresh_tokens.pop(self._parents[used], None)
        if used and not self.rotates:
            return self._token()
        follower = f"planted-refresh-token-{len(self.issued) + 1}-Zk4Qv9"
        self.refresh_tokens[follower] = user
        self._parents[follower] = used
        return self._token(refresh_token=follower)

    def _token(self, **more: object) -> Reply:
        number = len(self.issued) + 1
        parts = [json.dumps({"alg": "none"}), json.dumps(self.claims | {"number": number}), f"sign{number}"]
        token = ".".join(urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)
        self.issued.append(token)
        return Reply(200, {"token_type": "Bearer", "access_token": token, "expires_in": self.lifetime} | more)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(server.page(self.path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                said = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(server.form(self.path, said))

            def _answer(self, reply: Reply) -> None:
                raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                self.send_response(reply.status)
                for name, value in {**reply.headers, "Content-Length": str(len(raw))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        return Handler
