"""An SMTP server on loopback that lets senders in by XOAUTH2 only."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.servers.ports import free_ports


class TokenSmtp:
    """Use as a context manager; `takes` is asked with user and token, `said` holds what clients answered."""

    host = "127.0.0.1"

    def __init__(self, takes: Callable[[str, str], bool]) -> None:
        self.takes = takes
        self.said: list[str] = []
        self.received: list[bytes] = []
        (self.port,) = free_ports(1)
        self._controller = Controller(
            self,
            hostname=self.host,
            port=self.port,
            auth_require_tls=False,
            auth_exclude_mechanism=("PLAIN", "LOGIN"),
            ready_timeout=20,
        )

    def __enter__(self) -> "TokenSmtp":
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop(no_assert=True)

    async def auth_XOAUTH2(self, server: Any, arguments: list[str]) -> AuthResult:
        """Take a token; a refusal is explained in a challenge that wants an empty answer."""
        user, _, rest = b64decode(arguments[1]).decode().partition("\x01")
        token = rest.removeprefix("auth=Bearer ").rstrip("\x01")
        if self.takes(user.removeprefix("user="), token):
            return AuthResult(success=True, auth_data=user)
        self.said.append(repr(await server.challenge_auth(b'{"status":"401"}')))
        return AuthResult(success=False, handled=False, message="535 5.7.3 Authentication unsuccessful")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the message."""
        self.received.append(envelope.content)
        return "250 2.0.0 kept"
