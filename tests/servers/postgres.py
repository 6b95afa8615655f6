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


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server and yield the URL of its maintenance database; stop it and remove its folder after."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="ardoise-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        cluster = folder / "cluster"
        _run(
            programs / "initdb",
            "-D",
            cluster,
            "-U",
            _NAME,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            cwd=folder,
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=30"
        _run(
            programs / "pg_ctl", "-D", cluster, "-w", "-o", options, "-l", folder / "log", "start", cwd=folder
        )
        try:
            yield f"postgresql+psycopg://{_NAME}@/postgres?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop", cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
