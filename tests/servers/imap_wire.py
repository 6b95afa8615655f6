"""Lines and literals over one connection of the scripted IMAP server."""

import contextlib
import re
import select
import socket
import ssl
import struct

_LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r?\n$")
_MOST_LINE = 1_000_000


class Wire:
    """A buffered socket that can also wait for a wake-up from another thread."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self._buffer = bytearray()
        self._wake, self._waker = socket.socketpair()
        self._wake.setblocking(False)
        self._waker.setblocking(False)

    def wake(self) -> None:
        """End `wait`; called by other threads."""
        with contextlib.suppress(OSError):  # full of wake-ups, or closed meanwhile
            self._waker.send(b".")

    def wait(self) -> bool:
        """Wait for input (True) or for a wake-up (False)."""
        if self._buffer or (isinstance(self.socket, ssl.SSLSocket) and self.socket.pending()):
            return True
        ready, _, _ = select.select([self.socket, self._wake], [], [])
        if self._wake in ready:
            self._wake.recv(4096)
        return self.socket in ready

    def command(self) -> bytes:
        """Return one command with its literals, without its last line end. Raises EOFError at the end."""
        whole = b""
        while True:
            line = self.line()
            literal = _LITERAL.search(line)
            if literal is None:
                return whole + line.rstrip(b"\r\n")
            if not literal[2]:
                self.send(b"+ go on\r\n")
            whole += line[: literal.start()] + b"{%d}\r\n" % int(literal[1]) + self._take(int(literal[1]))

    def line(self) -> bytes:
        """Return one line with its end. Raises EOFError."""
        while b"\n" not in self._buffer:
            if len(self._buffer) > _MOST_LINE:
                raise EOFError
            self._more()
        return self._take(self._buffer.index(b"\n") + 1)

    def send(self, content: bytes) -> None:
        """Send all of it."""
        self.socket.sendall(content)

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from here on; what was sent before in the clear is thrown away."""
        self._buffer.clear()
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def close(self, *, reset: bool = False) -> None:
        """End the connection, by RST when asked for."""
        with contextlib.suppress(OSError):
            if reset:
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.socket.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)
        for one in (self.socket, self._wake, self._waker):
            one.close()

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._more()
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def _more(self) -> None:
        received = self.socket.recv(65536)
        if not received:
            raise EOFError
        self._buffer += received
