"""The fork server: a fresh process that holds only the warmed-up readers and forks one child a document."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from domain.codec import from_json, to_json
from domain.policy import ReadingLimits
from domain.ports import Reader
from extractors.fence.child import run_child
from extractors.fence.confine import Confinement
from extractors.fence.errand import entries_of, load_readers, warm_up
from extractors.fence.namespaces import adopt_orphans, become_first_process, leave
from extractors.fence.waiting import ready
from extractors.fence.work import KILL, ReaderEntry, Work

LARGEST_MESSAGE = 100_000
_STRAYS_SECONDS = 2.0


class Server:
    """Serves one parent over one socket, one document at a time, until the parent is gone."""

    def __init__(
        self, control: socket.socket, readers: Sequence[Reader], confinement: Confinement, parent: int
    ) -> None:
        """`parent` is a pidfd of the process that is served."""
        self._control = control
        self._readers = readers
        self._confinement = confinement
        self._limits = confinement.limits
        self._parent = parent

    def greet(self, missing: Mapping[str, str]) -> None:
        """Tell the parent which readers there are and what could not be fenced, with the reasons."""
        entries = json.loads(to_json(entries_of(self._readers), tuple[ReaderEntry, ...]))
        self._control.send(json.dumps({"readers": entries, "missing": dict(missing)}).encode())

    def serve(self) -> None:
        """Fork a child for each request; return when the parent has closed its end or died."""
        while self._parent_speaks(None):
            message, fds, _, _ = socket.recv_fds(self._control, LARGEST_MESSAGE, 2)
            if not message:
                return
            if message == KILL or len(fds) != 2:
                continue  # the child it was meant for has ended by itself
            if not self._document(from_json(Work, message), *fds):
                return

    def _parent_speaks(self, seconds: float | None) -> bool:
        """Wait for the parent's word; False when it is gone."""
        speaking = ready([self._control.fileno(), self._parent], seconds)
        return self._parent not in speaking

    def _document(self, work: Work, document_fd: int, answer_fd: int) -> bool:
        """Run one child to its end; False when the parent went away meanwhile."""
        server = os.getpid()
        child = os.fork()
        if child == 0:
            try:
                run_child(work, self._readers, self._confinement, document_fd, answer_fd, server)
            finally:
                os._exit(0)
        os.close(document_fd)
        os.close(answer_fd)
        how = self._watch(child)
        _kill_group(child)
        _, status, usage = os.wait4(child, 0)
        _end_strays()
        if how == "orphaned":
            return False
        ended = {
            "how": how,
            "code": os.waitstatus_to_exitcode(status),
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
        }
        self._control.send(json.dumps(ended).encode())
        return True

    def _watch(self, child: int) -> str:
        """Return how the child's time ended: ended, timeout, stopped (by the parent's word), orphaned."""
        pidfd = os.pidfd_open(child)
        deadline = time.monotonic() + self._limits.wall_seconds
        try:
            while True:
                left = deadline - time.monotonic()
                speaking = ready([pidfd, self._control.fileno(), self._parent], max(left, 0))
                if pidfd in speaking:
                    return "ended"
                if self._parent in speaking:
                    return "orphaned"
                if self._control.fileno() in speaking:
                    return "stopped" if self._control.recv(LARGEST_MESSAGE) else "orphaned"
                if left <= 0:
                    return "timeout"
        finally:
            os.close(pidfd)


def _kill_group(child: int) -> None:
    for end in (os.kill, os.killpg):
        try:
            end(child, signal.SIGKILL)
        except ProcessLookupError:
            continue  # gone already, or not yet in a session of its own


def _end_strays() -> None:
    """Kill and collect descendants that left the child's group; as their adopter we get them all."""
    if os.getpid() == 1:
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # everything in our namespace but us
    deadline = time.monotonic() + _STRAYS_SECONDS
    while time.monotonic() < deadline:
        try:
            gone, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not gone:
            for stray in _children() if os.getpid() != 1 else ():
                _kill_group(stray)
            time.sleep(0.002)


def _children() -> list[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    if listed.exists():
        return [int(pid) for pid in listed.read_text().split()]
    own = str(os.getpid())
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended between listing and reading
        if fields[1] == own:
            found.append(int(status.parent.name))
    return found


def main(arguments: Sequence[str]) -> None:
    """Serve the socket whose number, with registry, limits and search path, the parent passes."""
    number, registry, limits, left_out, *search_path = arguments
    sys.path.extend(search_path)
    control = socket.socket(fileno=int(number))
    control.set_inheritable(False)
    parent = os.pidfd_open(os.getppid())
    readers = load_readers(registry)
    warm_up(readers)
    confinement = Confinement(
        ReadingLimits.model_validate_json(limits), frozenset(left_out.split(",")) - {""}
    )
    confinement.prepare()
    # After the imports: in namespaces of its own this process may no longer open every file.
    account = os.geteuid()
    missing = leave(confinement.left_out)
    confinement.counted_apart = os.geteuid() != account  # as nobody is, in a user namespace without a map
    if not {"processes"} & (missing.keys() | confinement.left_out):
        become_first_process()
    adopt_orphans()
    server = Server(control, readers, confinement, parent)
    server.greet({**missing, **confinement.missing})
    server.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
