"""An SMTP server on loopback that follows a script: which reply to which command, and where it hangs up."""

import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import BinaryIO

HANG_UP = "hang up"
SILENCE = "say nothing"
REPLIES = {
    "connect": "220 ready",
    "EHLO": "250 server.example",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "dot": "250 taken",
    "QUIT": "221 bye",
}


class ScriptedSmtp:
    """Serves connections one after the other; `script` replaces the reply of a phase."""

    def __init__(self, script: Mapping[str, str]) -> None:
        self._replies = {**REPLIES, **script}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.taken: list[bytes] = []
        self.commands: list[str] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "ScriptedSmtp":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        try:
            if not self._reply(connection, "connect"):
                return
            while line := stream.readline():
                word = line.split(None, 1)[0].decode().upper() if line.strip() else ""
                self.commands.append(word)
                if not self._reply(connection, word):
                    return
                if (
                    word == "DATA"
                    and self._replies["DATA"].startswith("354")
                    and not self._body(stream, connection)
                ):
                    return
        except OSError:
            return

    def _body(self, stream: BinaryIO, connection: socket.socket) -> bool:
        if self._replies.get("body") == HANG_UP:
            stream.readline()
            return False
        lines = []
        while (line := stream.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b".") else line)
        self.taken.append(b"".join(lines))
        return self._reply(connection, "dot")

    def _reply(self, connection: socket.socket, phase: str) -> bool:
        reply = self._replies.get(phase, "500 what")
        if reply == HANG_UP:
            return False
        if reply != SILENCE:
            connection.sendall(reply.encode() + b"\r\n")
        return True
