"""What the scripted IMAP server does wrong, and when: hooks around its commands."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

EVERY = "*"
"""Stands for every command; "CONNECT" for the moment before the greeting."""
EXPIRED = "Session invalidated - AccessTokenExpired"
"""How Exchange Online says that a token has ended in the middle."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command as it was received."""

    name: str
    """In capitals, "UID " in front where it was said: "UID FETCH"."""
    line: bytes
    """All of it without the tag, literals too."""
    connection: int
    """Which connection since the server was started, from 1 on."""
    user: str | None = None
    folder: str | None = None
    """What was selected when it came."""


class Dropped(Exception):
    """Ends the connection here; `reset` by RST, `bye` after that line."""

    def __init__(self, bye: str | None = None, *, reset: bool = False) -> None:
        super().__init__(bye)
        self.bye = bye
        self.reset = reset


class Answered(Exception):
    """Answers the command with that line instead of doing it (or instead of its own answer)."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


Say = Callable[[bytes], None]
Action = Callable[[Command, Say], None]
"""Does something at a command: says further lines, waits, changes the mailbox, or raises the two above."""


def drop(*, reset: bool = False) -> Action:
    """Cut the connection without a word."""

    def act(command: Command, say: Say) -> None:
        raise Dropped(reset=reset)

    return act


def bye(text: str = EXPIRED) -> Action:
    """Say `* BYE text` and end the connection."""

    def act(command: Command, say: Say) -> None:
        raise Dropped(text)

    return act


def answer(line: str) -> Action:
    """Answer with that instead, e.g. "NO [UNAVAILABLE] later", "BAD what?", "OK [None]"."""

    def act(command: Command, say: Say) -> None:
        raise Answered(line)

    return act


def tell(*lines: bytes) -> Action:
    """Send raw lines that nobody asked for, e.g. b"* 1 EXPUNGE"."""

    def act(command: Command, say: Say) -> None:
        for line in lines:
            say(line)

    return act


def wait_for(event: threading.Event, seconds: float = 30) -> Action:
    """Say nothing until the event is set."""

    def act(command: Command, say: Say) -> None:
        if not event.wait(seconds):
            raise Dropped

    return act


def call(function: Callable[[], object]) -> Action:
    """Let the test do something at that moment, e.g. move a mail away."""

    def act(command: Command, say: Say) -> None:
        function()

    return act


@dataclass(slots=True)
class _Hook:
    name: str
    action: Action
    nth: int | None
    seen: int = 0

    def due(self, command: Command) -> bool:
        if self.name not in (EVERY, command.name):
            return False
        self.seen += 1
        return self.nth is None or self.seen == self.nth


@dataclass(slots=True)
class Script:
    """The hooks of one server: `before` a command is done, and `after`, while its answer is still unsaid."""

    omitted: set[str] = field(default_factory=set)
    """FETCH items that are left out of every answer, e.g. "INTERNALDATE"."""
    _before: list[_Hook] = field(default_factory=list)
    _after: list[_Hook] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def before(self, name: str, action: Action, *, nth: int | None = None) -> None:
        """Act before such a command is done; with `nth` only at the n-th one from now on."""
        with self._lock:
            self._before.append(_Hook(name, action, nth))

    def after(self, name: str, action: Action, *, nth: int | None = None) -> None:
        """Act when such a command was done and its answer is still unsaid."""
        with self._lock:
            self._after.append(_Hook(name, action, nth))

    def expire_after(self, commands: int) -> None:
        """Let the token end after so many commands: the next one is answered by BYE."""
        self.before(EVERY, bye(), nth=commands + 1)

    def clear(self) -> None:
        """Behave from now on."""
        with self._lock:
            self.omitted.clear()
            self._before.clear()
            self._after.clear()

    def at_start(self, command: Command, say: Say) -> None:
        """Run what is due before the command."""
        self._run(self._before, command, say)

    def at_end(self, command: Command, say: Say) -> None:
        """Run what is due after the command."""
        self._run(self._after, command, say)

    def _run(self, hooks: list[_Hook], command: Command, say: Say) -> None:
        with self._lock:
            due = [hook for hook in hooks if hook.due(command)]
        for hook in due:
            hook.action(command, say)
