"""An IMAP server of our own on loopback: mailboxes are objects, and every fault can be called for.

    with ScriptedImap() as server:
        mail = server.mailbox("ar").deliver(b"Subject: hello\\r\\n\\r\\nhi\\r\\n")
        server.script.after("UID COPY", drop(), nth=1)
        ...
        assert server.sent("EXPUNGE") == []

Every user signs in with PASSWORD, or with a token that `check_token` takes.
"""

import socket
import ssl
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Literal

from tests.servers import imap_commands, imap_selected
from tests.servers.certificates import write_certificate
from tests.servers.imap_connection import Connection, Shared
from tests.servers.imap_mailbox import Mailbox
from tests.servers.imap_script import Command, Script
from tests.servers.imap_wire import Wire
from tests.servers.imap_words import Word

PASSWORD = "secret"
_MOST_CONNECTIONS = 500
"""At the same time, the listener counted in."""
CAPABILITIES = (
    "IMAP4rev1",
    "IDLE",
    "MOVE",
    "UIDPLUS",
    "NAMESPACE",
    "SPECIAL-USE",
    "UNSELECT",
    "LITERAL+",
    "SASL-IR",
    "AUTH=PLAIN",
    "AUTH=XOAUTH2",
)
"""What it offers unless told otherwise; UTF8=ACCEPT and ENABLE may be added."""
Tls = Literal["none", "tls", "starttls"]


class ScriptedImap:
    """One server; use as a context manager. A failure inside it is raised when it is stopped."""

    host = "127.0.0.1"

    def __init__(self, capabilities: Iterable[str] = CAPABILITIES, *, tls: Tls = "none") -> None:
        self.script = Script()
        self.received: list[Command] = []
        """Every command of every connection, in order."""
        self._tls = tls
        self._folder = tempfile.TemporaryDirectory(prefix="ardoise-imap-")
        self.ca_file = Path(self._folder.name) / "ca.pem"
        self._shared = Shared(
            set(capabilities) | ({"STARTTLS"} if tls == "starttls" else set()),
            self.script,
            {},
            lambda user, password: password == PASSWORD,
            lambda user, token: False,
            self.received,
            None if tls == "none" else self._context(),
        )
        self._listener = socket.create_server((self.host, 0))
        self.port: int = self._listener.getsockname()[1]
        self._wires: list[Wire] = []
        self._pool = ThreadPoolExecutor(_MOST_CONNECTIONS)
        self._running: list[Future[None]] = []
        self._stopped = False

    @property
    def capabilities(self) -> set[str]:
        """What it offers; may be changed at any time."""
        return self._shared.capabilities

    def accept(
        self,
        *,
        password: Callable[[str, str], bool] | None = None,
        token: Callable[[str, str], bool] | None = None,
    ) -> None:
        """Set who may sign in: each is asked with the user's name and the secret."""
        self._shared.check_password = password or self._shared.check_password
        self._shared.check_token = token or self._shared.check_token

    def mailbox(self, user: str) -> Mailbox:
        """Return that user's mailbox, made when it is not there."""
        return self._shared.mailboxes.setdefault(user, Mailbox())

    def sent(self, *names: str) -> list[Command]:
        """Return the received commands of those names, e.g. "EXPUNGE", "UID STORE"."""
        return [command for command in list(self.received) if command.name in names]

    def cut_all(self) -> None:
        """Cut every connection that is open now."""
        for wire in list(self._wires):
            wire.close(reset=True)

    def start(self) -> "ScriptedImap":
        """Start listening."""
        self._running.append(self._pool.submit(self._listen))
        return self

    def stop(self) -> None:
        """Stop listening and cut every connection."""
        self._stopped = True
        with socket.socket() as last:  # a listener that waits does not notice that it was closed
            last.connect((self.host, self.port))
        wait(self._running[:1], 10)
        self._listener.close()
        for wire in list(self._wires):
            wire.wake()
            wire.close()
        self._folder.cleanup()
        for one in self._running:
            one.result(10)
        self._pool.shutdown()

    def __enter__(self) -> "ScriptedImap":
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    def _listen(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stopped:
                connection.close()
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = len(self._wires) + 1
            wire = Wire(connection)
            self._wires.append(wire)
            self._running.append(self._pool.submit(self._serve, wire, number))

    def _serve(self, wire: Wire, number: int) -> None:
        try:
            if self._tls == "tls" and self._shared.tls is not None:
                wire.secure(self._shared.tls)
        except OSError:
            wire.close()
            return
        Connection(self._shared, wire, number).serve(_COMMANDS)

    def _context(self) -> ssl.SSLContext:
        key = self.ca_file.with_name("key.pem")
        write_certificate(self.ca_file, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca_file, key)
        return context


_COMMANDS: dict[str, Callable[[Connection, list[Word]], str]] = (
    imap_commands.COMMANDS | imap_selected.COMMANDS
)
