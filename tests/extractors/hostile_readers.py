"""Readers that misbehave, one a content type; the fence loads them in its server by name."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium


class Hostile:
    medium = Medium.TEXT

    def __init__(
        self,
        name: str,
        misdeed: Callable[[bytes], str],
        *,
        starts_programs: bool = False,
        starts_threads: bool = False,
    ) -> None:
        self.name = name
        self.content_types = frozenset({f"x-hostile/{name}"})
        self.starts_programs = starts_programs
        self.starts_threads = starts_threads
        self._misdeed = misdeed

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        return (Page(1, text=self._misdeed(content)),)


def _polite(content: bytes) -> str:
    return content.decode()


def _sleep(_: bytes) -> str:
    time.sleep(3600)
    return ""


def _spin(_: bytes) -> str:
    while True:
        pass


def _eat(_: bytes) -> str:
    return str(len(bytearray(8 << 30)))


def _eat_slowly(_: bytes) -> str:
    kept = []
    while True:
        kept.append(bytearray(b"x" * (8 << 20)))


def _die(_: bytes) -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return ""


def _leave(_: bytes) -> str:
    os._exit(0)


def _raise(_: bytes) -> str:
    raise ZeroDivisionError("a bug")


def _recurse(content: bytes) -> str:
    return _recurse(content)


def _print(_: bytes) -> str:
    line = "x" * 65536
    for _ in range(2000):
        print(line)
        sys.stderr.write(line)
    return "printed"


def _talk(_: bytes) -> str:
    return "x" * 20_000_000


def _flood(_: bytes) -> str:
    # Past the reader's own counting: straight into the pipe.
    while True:
        os.write(4, b"x" * 65536)


def _fork(_: bytes) -> str:
    made = 0
    try:
        for _ in range(1000):
            if os.fork() == 0:
                time.sleep(3600)
            made += 1
    except OSError:
        pass
    return f"{made} children"


def _escape(_: bytes) -> str:
    # A grandchild that outlives its parent.
    child = subprocess.Popen(["/bin/sleep", "3600"])
    return str(child.pid)


def _write(content: bytes) -> str:
    try:
        with Path(content.decode()).open("wb") as file:
            while True:
                file.write(b"x" * (1 << 20))
    except OSError as error:
        return type(error).__name__


def _environment(_: bytes) -> str:
    return "\n".join(f"{name}={value}" for name, value in os.environ.items())


def _connect(content: bytes) -> str:
    try:
        with socket.socket() as caller:
            caller.settimeout(2)
            caller.connect((b"127.0.0.1", int(content)))
    except OSError as error:
        return type(error).__name__
    return "connected"


def _threads(_: bytes) -> str:
    worked: list[str] = []
    thread = threading.Thread(target=lambda: worked.append("a thread"))
    thread.start()
    thread.join()
    try:
        os.fork()
    except OSError as error:
        worked.append(type(error).__name__)
    return ", ".join(worked)


def _user(_: bytes) -> str:
    return str(os.geteuid())


def _descriptors(_: bytes) -> str:
    found = []
    for number in range(1024):
        with suppress(OSError):
            os.fstat(number)
            found.append(str(number))
    return " ".join(found)


def _lock(_: bytes) -> str:
    raise ReadingError("encrypted", "x is protected by a password; ask the sender for an open copy.")


def hostile() -> tuple[Hostile, ...]:
    misdeeds = (_polite, _sleep, _spin, _eat, _eat_slowly, _die, _leave, _raise, _recurse, _print, _talk)
    further = (_flood, _fork, _write, _environment, _connect, _user, _descriptors, _lock)
    plain = tuple(Hostile(misdeed.__name__[1:], misdeed) for misdeed in misdeeds + further)
    return (
        *plain,
        Hostile("threads", _threads, starts_threads=True),
        Hostile("escape", _escape, starts_programs=True),
        Hostile("fork_programs", _fork, starts_programs=True),
    )
