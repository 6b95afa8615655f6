"""A real SMTP server on loopback that keeps what it gets and fails when it is told to."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.servers.ports import free_ports

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """One message with its envelope."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass(slots=True)
class Script:
    """What to answer to the next commands; an empty queue means success."""

    mail: deque[str] = field(default_factory=deque)
    rcpt: deque[str] = field(default_factory=deque)
    data: deque[str] = field(default_factory=deque)
    """Answers after the final dot, e.g. "451 4.3.0 try again"; DROP keeps nothing and hangs up,
    DROP_ACCEPTED keeps the message and hangs up without an answer."""


DROP = "drop"
DROP_ACCEPTED = "drop, accepted"


class SmtpSink:
    """Use as a context manager; `copy` gets every accepted message (e.g. into a Dovecot folder)."""

    host = "127.0.0.1"

    def __init__(self, copy: Callable[[bytes], None] | None = None) -> None:
        self.received: list[Received] = []
        self.script = Script()
        self._copy = copy
        (self.port,) = free_ports(1)
        self._controller = Controller(
            self, hostname=self.host, port=self.port, data_size_limit=MOST_BYTES, ready_timeout=20
        )

    def start(self) -> "SmtpSink":
        """Start listening."""
        self._controller.start()
        return self

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop(no_assert=True)

    def __enter__(self) -> "SmtpSink":
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Answer MAIL FROM."""
        if self.script.mail:
            return self.script.mail.popleft()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Answer RCPT TO."""
        if self.script.rcpt:
            return self.script.rcpt.popleft()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Keep the message and answer the final dot."""
        answer = self.script.data.popleft() if self.script.data else "250 2.0.0 kept"
        if answer.startswith("250") or answer == DROP_ACCEPTED:
            self._keep(
                Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.original_content)
            )
        if answer in (DROP, DROP_ACCEPTED):
            if server.transport is not None:
                server.transport.abort()
            return "421 4.4.2 gone"
        return answer

    def _keep(self, message: Received) -> None:
        self.received.append(message)
        if self._copy is not None:
            self._copy(message.content)
