"""A PostgreSQL server for tests: its own folder, its own user, loopback by a socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "ardoise"


def binaries() -> Path | None:
    """Return the folder of the server's programs, None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def why_not() -> str | None:
    """Say why no server can be started here, None when one can."""
    if binaries() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.geteuid() == 0 and not _user_exists("postgres"):
        return "PostgreSQL refuses root and there is no user postgres"
    return None


class Server:
    """One server, started and stopped as often as a test likes; its folder goes with `remove`."""

    def __init__(self, *, durable: bool = False) -> None:
        """Make the folder of a server; a durable one syncs what it commits, as a real one does."""
        self._sync = "on" if durable else "off"
        programs = binaries()
        assert programs is not None
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="ardoise-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._cluster = self._folder / "cluster"
        command = ("-D", self._cluster, "-U", _NAME, "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(programs / "initdb", *command, cwd=self._folder)
        self.url = f"postgresql+psycopg://{_NAME}@/postgres?host={self._folder}"

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = f"-k {self._folder} -c listen_addresses='' -c fsync={self._sync} -c max_connections=60"
        log = self._folder / "log"
        self._control("-w", "-o", options, "-l", log, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop, if it runs: `immediate` as after a crash, `fast` in order; every connection is cut."""
        if (self._cluster / "postmaster.pid").exists():
            self._control("-m", mode, "-w", "stop")

    def restart(self, mode: str = "immediate") -> None:
        """Stop and start again."""
        self.stop(mode)
        self.start()

    def remove(self) -> None:
        """Remove the stopped server's folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _control(self, *arguments: str | Path) -> None:
        _run(self._programs / "pg_ctl", "-D", self._cluster, *arguments, cwd=self._folder)


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server and yield the URL of its maintenance database; stop it and remove its folder after."""
    server = Server()
    try:
        server.start()
        try:
            yield server.url
        finally:
            server.stop()
    finally:
        server.remove()


def _run(*command: str | Path, cwd: Path) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=60,
    )


def _user_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
