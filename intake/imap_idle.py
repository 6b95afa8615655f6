"""Waits for a server's hint of new mail (IDLE); a hint only, the next visit finds everything without it."""

from datetime import timedelta

from domain.clock import Clock
from domain.errors import SourceError
from domain.mailbox_policy import Mailbox
from intake.imap_connection import Connection

IDLE_SECONDS = 600.0
"""An IDLE is issued anew after this: servers and firewalls drop silent connections."""


class Listener:
    """Listens in one folder of one account."""

    def __init__(self, mailbox: Mailbox, connection: Connection, clock: Clock) -> None:
        self._mailbox = mailbox
        self._connection = connection
        self._clock = clock

    def wait(self, seconds: float, folder: str, next_uid: int | None) -> bool:
        """Wait so long for mail with that uid or a higher one; True when there was a hint of some.

        Falls back to plain waiting when the account is set so, the server has no IDLE, the folder was not
        read yet (None), or the connection fails: the next visit will say why.
        """
        deadline = self._clock.now() + timedelta(seconds=seconds)
        try:
            if self._mailbox.idle and next_uid is not None and self.can_idle():
                return self._wait(folder, next_uid, seconds)
        except SourceError:
            self._connection.close()
        left = (deadline - self._clock.now()).total_seconds()
        self._clock.sleep(min(seconds, max(0.0, left)))
        return False

    def can_idle(self) -> bool:
        """Tell whether the server has IDLE. Raises SourceError."""
        client = self._connection.client()
        with self._connection.command("asking what the server can do"):
            return bool(client.has_capability("IDLE"))

    def _wait(self, folder: str, next_uid: int, seconds: float) -> bool:
        opened = self._connection.examine(folder)
        if opened.uidnext is not None and opened.uidnext > next_uid:
            return True
        left = seconds
        while left > 0:
            begun, span = self._clock.now(), min(left, IDLE_SECONDS)
            if self._idle(span):
                return True
            passed = (self._clock.now() - begun).total_seconds()
            # A clock that was set back meanwhile tells nothing.
            left -= passed if passed >= 0 else span
        return False

    def _idle(self, seconds: float) -> bool:
        client = self._connection.client()
        with self._connection.command("waiting for new mail"):
            client.idle()
            said = client.idle_check(timeout=seconds)
            _, more = client.idle_done()
        return any(isinstance(line, tuple) and b"EXISTS" in line for line in [*said, *more])
