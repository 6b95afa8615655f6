"""A TCP proxy on loopback that breaks connections at a chosen moment; for IMAP, SMTP and PostgreSQL alike.

with FaultProxy(server.port) as proxy:
    proxy.plan(Plan(Fault.BLACK_HOLE, Direction.TO_SERVER, after_lines=3))
    ...  # connect to proxy.port; after the third line of the client nothing passes any more
    proxy.heal()
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum

_MOST_CONNECTIONS = 200
_PIECE = 65536


class Direction(StrEnum):
    """Which way bytes go."""

    TO_SERVER = "to_server"
    TO_CLIENT = "to_client"


class Fault(StrEnum):
    """What happens to a connection from then on."""

    BLACK_HOLE = "black_hole"
    """It stays open and nothing passes, either way: no FIN, no RST."""
    RESET = "reset"
    """Both ends get an RST."""
    CLOSE = "close"
    """Both ends get a FIN."""
    SLOW = "slow"
    """Bytes go on one way, `bytes_per_second` of them."""
    GARBLE = "garble"
    """Bytes go on one way, each but line ends replaced by another."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Breaks one connection, once: when so many bytes or lines have passed that way; without, at once."""

    fault: Fault
    direction: Direction = Direction.TO_SERVER
    """Which way is counted, and which way is slowed or garbled."""
    after_bytes: int | None = None
    after_lines: int | None = None
    before: bytes | None = None
    """Strikes in front of the first piece of network traffic that holds this."""
    connection: int | None = None
    """Which connection, from 1 on; None: the first that comes so far."""
    bytes_per_second: float = 1000


@dataclass(slots=True)
class Passed:
    """What one connection let through one way."""

    bytes: int = 0
    lines: int = 0


class FaultProxy:
    """Forwards to that port of loopback; use as a context manager."""

    host = "127.0.0.1"

    def __init__(self, target_port: int) -> None:
        self.target_port = target_port
        self.links: list[_Link] = []
        """Every connection since the start; each counts what `passed`."""
        self._plans: list[Plan] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server((self.host, 0))
        self.port: int = self._listener.getsockname()[1]
        self._pool = ThreadPoolExecutor(2 * _MOST_CONNECTIONS + 1)
        self._running: list[Future[None]] = []
        self._stopped = False
        self._all_held = False

    def plan(self, plan: Plan) -> None:
        """Break one connection that way when the moment comes; open connections count too."""
        with self._lock:
            self._plans.append(plan)

    def hold_all(self) -> None:
        """Black-hole every connection there is and every new one, until `heal`."""
        self._all_held = True
        for link in list(self.links):
            link.strike(Plan(Fault.BLACK_HOLE))

    def cut_all(self, fault: Fault = Fault.RESET) -> None:
        """Cut every connection there is."""
        for link in list(self.links):
            link.strike(Plan(fault))

    def heal(self) -> None:
        """Forget all plans and let everything pass again, also what was held back."""
        with self._lock:
            self._plans.clear()
        self._all_held = False
        for link in list(self.links):
            link.heal()

    def passed(self, direction: Direction) -> Passed:
        """Return what passed that way, over all connections."""
        each = [link.count(direction) for link in list(self.links)]
        return Passed(sum(one.bytes for one in each), sum(one.lines for one in each))

    def start(self) -> "FaultProxy":
        """Start listening."""
        self._running.append(self._pool.submit(self._listen))
        return self

    def stop(self) -> None:
        """Stop listening and cut every connection."""
        self._stopped = True
        with socket.socket() as last:
            last.connect((self.host, self.port))
        self._running[0].result(10)
        self._listener.close()
        self.cut_all()
        for one in self._running:
            one.result(10)
        self._pool.shutdown()

    def __enter__(self) -> "FaultProxy":
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    def due(self, link: "_Link", direction: Direction, piece: bytes) -> tuple[int, Plan] | None:
        """Take the plan that strikes within this piece, with the place; None when there is none."""
        with self._lock:
            for plan in self._plans:
                at = _place(plan, link, direction, piece)
                if at is not None:
                    self._plans.remove(plan)
                    return at, plan
        return None

    def _listen(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self._stopped:
                client.close()
                return
            try:
                server = socket.create_connection((self.host, self.target_port), timeout=10)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            link = _Link(self, client, server, len(self.links) + 1)
            self.links.append(link)
            if self._all_held:
                link.strike(Plan(Fault.BLACK_HOLE))
            self._running += [self._pool.submit(link.pump, direction) for direction in Direction]


class _Link:
    """One connection through the proxy."""

    def __init__(self, proxy: FaultProxy, client: socket.socket, server: socket.socket, number: int) -> None:
        self.number = number
        self.passed = {direction: Passed() for direction in Direction}
        self.counting = threading.Lock()
        """Held from the sending of bytes until they are counted."""
        self._proxy = proxy
        self._ends = (client, server)
        self._fault: Plan | None = None
        self._flowing = {direction: threading.Event() for direction in Direction}
        self._flow(True)
        self._cut = threading.Event()
        for end in self._ends:
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def count(self, direction: Direction) -> Passed:
        """Return what passed that way so far."""
        with self.counting:
            return replace(self.passed[direction])

    def strike(self, plan: Plan) -> None:
        """Break now."""
        if plan.fault in (Fault.RESET, Fault.CLOSE):
            self._end(reset=plan.fault is Fault.RESET)
            return
        self._fault = plan
        if plan.fault is Fault.BLACK_HOLE:
            self._flow(False)

    def heal(self) -> None:
        """Pass everything on again."""
        self._fault = None
        self._flow(True)

    def pump(self, direction: Direction) -> None:
        """Carry bytes one way until the end."""
        source, target = self._ends if direction is Direction.TO_SERVER else self._ends[::-1]
        with contextlib.suppress(OSError):  # either end is gone
            while piece := source.recv(_PIECE):
                self._carry(piece, direction, target)
            self._flowing[direction].wait()
            target.shutdown(socket.SHUT_WR)

    def _carry(self, piece: bytes, direction: Direction, target: socket.socket) -> None:
        while piece:
            struck = self._proxy.due(self, direction, piece)
            now = piece if struck is None else piece[: struck[0]]
            if struck is not None and struck[1].fault is Fault.BLACK_HOLE:
                self._flowing[_other(direction)].clear()  # first, or the answer slips through
            self._send(now, direction, target)
            if struck is None:
                return
            self.strike(struck[1])
            piece = piece[struck[0] :]

    def _send(self, piece: bytes, direction: Direction, target: socket.socket) -> None:
        self._flowing[direction].wait()
        for part in self._spoilt(piece, direction):
            with self.counting:  # whoever has received the bytes must find them counted
                target.sendall(part)
                self.passed[direction].bytes += len(part)
                self.passed[direction].lines += part.count(b"\n")

    def _spoilt(self, piece: bytes, direction: Direction) -> Iterator[bytes]:
        plan = self._fault
        if plan is None or plan.direction is not direction:
            yield piece
        elif plan.fault is Fault.GARBLE:
            yield bytes(byte if byte in b"\r\n" else (byte + 64) % 128 or 1 for byte in piece)
        else:
            for at in range(len(piece)):
                if not self._cut.wait(1 / plan.bytes_per_second):
                    yield piece[at : at + 1]

    def _flow(self, on: bool) -> None:
        for gate in self._flowing.values():
            if on:
                gate.set()
            else:
                gate.clear()

    def _end(self, *, reset: bool) -> None:
        self._cut.set()
        self._flow(True)
        for end in self._ends:
            with contextlib.suppress(OSError):
                if reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)
            end.close()


def _other(direction: Direction) -> Direction:
    return Direction.TO_CLIENT if direction is Direction.TO_SERVER else Direction.TO_SERVER


def _place(plan: Plan, link: _Link, direction: Direction, piece: bytes) -> int | None:
    """Return behind how many bytes of the piece the plan strikes, None when not in it."""
    if plan.direction is not direction or plan.connection not in (None, link.number):
        return None
    passed = link.passed[direction]
    if plan.before is not None:
        return 0 if plan.before in piece else None
    if plan.after_bytes is not None:
        at = max(0, plan.after_bytes - passed.bytes)
        return at if at < len(piece) or passed.bytes + len(piece) == plan.after_bytes else None
    if plan.after_lines is not None:
        return _behind_lines(piece, plan.after_lines - passed.lines)
    return 0


def _behind_lines(piece: bytes, count: int) -> int | None:
    at = 0
    for _ in range(count):
        at = piece.find(b"\n", at) + 1
        if at == 0:
            return None
    return at
