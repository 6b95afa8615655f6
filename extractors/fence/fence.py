"""The parent's side of the fence: starts the fork server, hands it documents, never waits for ever."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import extractors
from domain.codec import from_json, to_json
from domain.errors import ConfigurationError
from domain.policy import ReadingLimits
from extractors.fence.recognising import ROOM, RecognisingPool
from extractors.fence.verdicts import Ended, failure, result_of
from extractors.fence.waiting import ready
from extractors.fence.weaknesses import weaknesses
from extractors.fence.work import KILL, ReaderEntry, Usage, Work, WorkKind

INSTALLED = "extractors.fence.errand:installed_readers"
_START_SECONDS = 60.0
_GRACE_SECONDS = 10.0
"""How much longer than the server's own limit the parent waits before it ends the server."""
_BLOCK = 1 << 18
_LONGEST_NAME = 500
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
_ONE_THREAD = {name: "1" for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}


class _ServerGone(Exception):
    """The server ended under our hands."""


class Fence:
    """Reads documents in limited children of a fork server of its own; one caller at a time.

    `registry` names the readers as module:function, `search_path` where that module may lie,
    `left_out` fences that are not put up, so that a test can prove the others alone.
    Use it as a context manager, or call `close`. A server that died is started anew.
    """

    def __init__(
        self,
        limits: ReadingLimits | None = None,
        *,
        registry: str = INSTALLED,
        search_path: Sequence[Path] = (),
        left_out: Sequence[str] = (),
    ) -> None:
        self._limits = limits or ReadingLimits()
        self.usage = Usage()
        """What the last document cost its child."""
        self._registry = registry
        self._search_path = tuple(str(path) for path in search_path)
        self._left_out = ",".join(left_out)
        self._turn = threading.RLock()
        self._owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._readers: tuple[ReaderEntry, ...] = ()
        self._missing: dict[str, str] = {}
        self._recognising = RecognisingPool(self._limits, self._for_pictures)

    @property
    def limits(self) -> ReadingLimits:
        """What one document may cost."""
        return self._limits

    @property
    def readers(self) -> tuple[ReaderEntry, ...]:
        """The readers that the server holds. Raises ConfigurationError when it cannot be started."""
        with self._turn:
            self._started()
            return self._readers

    @property
    def weaknesses(self) -> tuple[str, ...]:
        """Sentences naming what this machine cannot enforce. Starts the server."""
        with self._turn:
            self._started()
            return weaknesses(self._missing)

    @property
    def server_pid(self) -> int:
        """The process id of the fork server, for health pages and tests. Starts the server."""
        with self._turn:
            self._started()
            assert self._process is not None
            return self._process.pid

    def run(self, work: Work, content: bytes) -> bytes:
        """Do the work in a child and return its bytes. Raises ReadingError with a fixed reason."""
        if work.kind is WorkKind.OCR and work.reader != ROOM:
            answer, self.usage = self._recognising.run(work, content)
            return answer
        self._recognising.let_go()
        if not content:
            raise failure("empty", work.name, self.limits)
        if len(content) > self.limits.document_bytes:
            raise failure("too_large", work.name, self.limits)
        with self._turn:
            try:
                return self._run(work, content)
            except _ServerGone:
                self._end_server()
            try:
                return self._run(work, content)
            except _ServerGone:
                self._end_server()
                raise failure("crash", work.name, self.limits) from None

    def close(self) -> None:
        """End the server and whatever it runs; may be called twice."""
        self._recognising.close()
        self._end_server()

    def _end_server(self) -> None:
        with self._turn:
            if self._control is not None:
                self._control.close()
                self._control = None
            if self._process is not None:
                _end(self._process)
                self._process = None

    def __enter__(self) -> Self:
        """Give the fence itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _for_pictures(self, limits: ReadingLimits, registry: str) -> "Fence":
        return Fence(limits, registry=registry, left_out=[name for name in self._left_out.split(",") if name])

    def _run(self, work: Work, content: bytes) -> bytes:
        control = self._started()
        try:
            answer, ended = self._exchange(control, _sendable(work), content)
        except BaseException:
            # Whatever cut the exchange short, its end must not be taken for that of the next one.
            self._end_server()
            raise
        self.usage = Usage(ended.cpu_seconds, ended.peak_bytes)
        return result_of(answer, ended, work.name, self.limits)

    def _exchange(self, control: socket.socket, work: Work, content: bytes) -> tuple[bytes, Ended]:
        """Send the document and receive the child's answer and how it ended."""
        answer_fd, child_fd = os.pipe()
        try:
            document_fd = _in_memory(content)
            try:
                socket.send_fds(control, [to_json(work)], [document_fd, child_fd])
            finally:
                os.close(document_fd)
                os.close(child_fd)
            return self._answer(control, answer_fd)
        except OSError as error:
            raise _ServerGone from error
        finally:
            os.close(answer_fd)

    def _answer(self, control: socket.socket, answer_fd: int) -> tuple[bytes, Ended]:
        """Read the child's answer as it comes, and the server's word on how the child ended."""
        os.set_blocking(answer_fd, False)
        parts: list[bytes] = []
        left = self.limits.output_bytes + 1
        deadline = time.monotonic() + self.limits.wall_seconds + _GRACE_SECONDS
        watched = [answer_fd, control.fileno()]
        while True:
            speaking = ready(watched, deadline - time.monotonic())
            if not speaking:
                raise _ServerGone
            if answer_fd in speaking:
                part = _available(answer_fd, left + 1)
                left -= len(part)
                if part and left >= 0:
                    parts.append(part)
                    continue
                watched.remove(answer_fd)
                if left < 0:
                    control.send(KILL)
            else:
                ended = _ended(control)
                # The server speaks only after the last writer is dead: what is left is in the pipe.
                while left >= 0 and answer_fd in watched and (part := _available(answer_fd, left + 1)):
                    left -= len(part)
                    parts.append(part)
                return b"".join(parts), ended if left >= 0 else replace(ended, how="stopped")

    def _forget(self) -> None:
        """Leave the server to the process that we were forked from."""
        if self._control is not None:
            self._control.close()
        self._control = self._process = None
        self._owner = os.getpid()

    def _started(self) -> socket.socket:
        if self._owner != os.getpid():
            self._forget()
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        self._end_server()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = _server_process(
                theirs, self._registry, self.limits, self._left_out, self._search_path
            )
        self._control = ours
        greeting = ours.recv(1 << 17) if ready([ours.fileno()], _START_SECONDS) else b""
        if not greeting:
            self._end_server()
            raise ConfigurationError(
                "the process that reads documents could not be started with the readers of "
                f"{self._registry}; run `ardoise check` and look at what it wrote to standard error."
            )
        told = json.loads(greeting)
        self._readers = from_json(tuple[ReaderEntry, ...], json.dumps(told["readers"]))
        self._missing = told["missing"]
        return ours


def fences_offered(limits: ReadingLimits | None = None) -> tuple[str, ...]:
    """Return sentences naming what this machine cannot enforce on reading children; () when all holds."""
    with Fence(limits) as fence:
        return fence.weaknesses


def _server_process(
    control: socket.socket, registry: str, limits: ReadingLimits, left_out: str, search_path: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    number = control.fileno()
    root = str(Path(extractors.__file__).resolve().parent.parent)
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    what = [str(number), registry, limits.model_dump_json(), left_out, *search_path]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", "extractors.fence.server", *what],
        env={**kept, **_ONE_THREAD, "PYTHONPATH": root, "PYTHONUTF8": "1"},
        pass_fds=(number,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )


def _sendable(work: Work) -> Work:
    """Return the work with a name that fits into a message, whatever the sender called the file."""
    return replace(work, name=work.name[:_LONGEST_NAME].encode("utf-8", "replace").decode("utf-8"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Wait for the server to follow its closed socket, then insist."""
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _in_memory(content: bytes) -> int:
    """Return a file of its own in memory that holds the document."""
    file = os.memfd_create("document", os.MFD_CLOEXEC)
    view = memoryview(content)
    while view:
        view = view[os.write(file, view) :]
    return file


def _available(answer_fd: int, most: int) -> bytes:
    try:
        return os.read(answer_fd, min(most, _BLOCK))
    except BlockingIOError:
        return b""


def _ended(control: socket.socket) -> Ended:
    told = control.recv(1 << 16)
    if not told:
        raise _ServerGone
    words = json.loads(told)
    return Ended(str(words["how"]), int(words["code"]), float(words["cpu_seconds"]), int(words["peak_bytes"]))
