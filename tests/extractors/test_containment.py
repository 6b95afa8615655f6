"""Nobody gets out: every attempt is stopped with its reason, by all fences and by what is left of them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.codec import from_json
from domain.errors import ReadingError
from domain.pages import Page
from domain.policy import ReadingLimits
from extractors.fence import Fence, Work, WorkKind
from tests.extractors import escapes

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LIMITS = ReadingLimits(memory_bytes=400_000_000, cpu_seconds=2, wall_seconds=3, output_bytes=5_000_000)
SECRET = "hunter2"
NAMESPACES = ("network", "processes", "shared memory")
ALL = [reader.name for reader in escapes.escapes() if reader.name != "polite"]
ALONE = [name for name in ALL if not name.endswith("+programs")]
STOPPED_BY_LIMITS = {"map_memory_without_end": "memory"}
OPEN_WITHOUT = {
    ("connect_to_unix_socket", "calls"),
    ("take_shared_memory", "calls"),
    ("start_kernel_machinery", "calls"),
}
"""What one fence alone stops; the sentence of `ardoise check` on a machine without it names these."""
MAY_HAPPEN_TO_PROGRAMS = {"fork_a_thousand", "run_a_program", "leave_a_daemon"}
"""What a reader that starts programs is allowed to try; it ends with its document all the same."""


@dataclass
class House:
    """A service with all that a reader could be after, on which every attempt is made."""

    folder: Path
    listener: socket.socket
    unix: socket.socket
    abstract: socket.socket
    victim: subprocess.Popen[bytes]

    @property
    def files(self) -> dict[str, Path]:
        names = {
            "config": "config.local.yaml",
            "database": "ardoise.sqlite",
            "blob": "blobs/ab",
            "key": "key",
        }
        return {what: self.folder / name for what, name in names.items()}

    def target(self, attempt: str) -> str:
        """Return what the attempt is aimed at."""
        match attempt.removesuffix("+programs"):
            case "connect_to_loopback":
                return str(self.listener.getsockname()[1])
            case "connect_to_unix_socket":
                return str(self.folder / "socket")
            case "connect_to_abstract_socket":
                return f"ardoise-test-{os.getpid()}"
            case "write_without_end":
                return str(self.folder / "planted")
            case "list_a_folder":
                return str(self.folder)
            case "append_to_a_file" | "empty_a_file" | "delete_a_file" | "rename_a_file" | "open_a_file":
                return str(self.files["database"])
        return str(self.victim.pid)

    def unharmed(self) -> bool:
        whole = all(file.read_text() == SECRET for file in self.files.values())
        names = {path.name for path in self.folder.iterdir()}
        return (
            whole
            and names == {"config.local.yaml", "ardoise.sqlite", "blobs", "key", "socket"}
            and self.victim.poll() is None
            and not Path("/dev/shm/left-by-a-reader").exists()
        )


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    # Open to everybody, so that the fences are tried and not the rights of the files.
    folder = Path(tempfile.mkdtemp(prefix="ardoise-house-"))
    folder.chmod(0o777)
    victim = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(3600)"], env={"IMAP_PASSWORD": SECRET}
    )
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        unix.listen()
        with socket.socket(socket.AF_UNIX) as abstract:
            abstract.bind(f"\0ardoise-test-{os.getpid()}")
            abstract.listen()
            made = House(folder, listener, unix, abstract, victim)
            (folder / "blobs").mkdir(mode=0o777)
            for file in made.files.values():
                file.write_text(SECRET)
                file.chmod(0o666)
            yield made
    victim.kill()
    victim.wait()
    shutil.rmtree(folder)


def fence_without(*left_out: str) -> Fence:
    registry = "tests.extractors.escapes:escapes"
    return Fence(LIMITS, registry=registry, search_path=(ROOT,), left_out=left_out)


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    with fence_without() as opened:
        yield opened


def attempt(fence: Fence, name: str, target: str) -> str:
    """Return what came of it: the reader's own words, or the reason by which it was stopped."""
    try:
        answer = fence.run(Work(WorkKind.READ, "advice.pdf", name), target.encode())
    except ReadingError as error:
        return f"{error.reason}: {error}"
    return from_json(tuple[Page, ...], answer)[0].text


def below(pid: int) -> list[int]:
    """Return every living process below one."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [further for child in children for further in below(child)]


def sized() -> list[object]:
    """Every attempt of ordinary readers; of those that start programs the telling ones, the others `long`."""
    telling = {*MAY_HAPPEN_TO_PROGRAMS, "open_a_file", "kill_a_process", "connect_to_loopback"}
    quick = {*ALONE, *(f"{name}+programs" for name in telling)}
    return [name if name in quick else pytest.param(name, marks=pytest.mark.long) for name in ALL]


@pytest.mark.parametrize("name", sized())
def test_an_attempt_is_stopped_with_its_reason_and_leaves_nothing(
    fence: Fence, house: House, name: str
) -> None:
    server, inside = fence.server_pid, below(fence.server_pid)
    outcome = attempt(fence, name, house.target(name))
    bare = name.removesuffix("+programs")
    if bare in STOPPED_BY_LIMITS:
        assert outcome.startswith(f"{STOPPED_BY_LIMITS[bare]}: ")
    elif bare != name and bare in MAY_HAPPEN_TO_PROGRAMS:
        assert outcome != escapes.DONE
    elif not outcome.startswith("crash: "):
        assert outcome in ("refused", "none seen", "no rights in it", "still here")
    assert house.unharmed()
    assert attempt(fence, "polite", "hello") == "hello"
    assert (fence.server_pid, below(fence.server_pid)) == (server, inside)


@pytest.mark.parametrize("what", ["config", "database", "blob", "key"])
def test_no_file_of_the_service_can_be_opened(fence: Fence, house: House, what: str) -> None:
    outcome = attempt(fence, "open_a_file", str(house.files[what]))
    assert outcome.startswith("crash: ")
    assert "PermissionError" in outcome


@pytest.mark.parametrize("without", ["calls", "files", "account", "namespaces"])
def test_each_attempt_meets_a_fence_even_where_one_is_missing(house: House, without: str) -> None:
    left_out = NAMESPACES if without == "namespaces" else (without,)
    with fence_without(*left_out) as weaker:
        for name in ALONE:
            if name in STOPPED_BY_LIMITS or (name, without) in OPEN_WITHOUT:
                continue
            assert attempt(weaker, name, house.target(name)) != escapes.DONE, name
            assert house.unharmed(), name
        assert attempt(weaker, "polite", "hello") == "hello"


def test_a_daemon_ends_with_its_document(fence: Fence, house: House) -> None:
    before = below(fence.server_pid)
    for _ in range(3):
        assert attempt(fence, "leave_a_daemon+programs", "x") == "left behind"
        assert below(fence.server_pid) == before


def test_every_child_has_an_account_of_its_own() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give children accounts of their own; `ardoise check` says so")
    with Fence(LIMITS, registry="hostile_readers:hostile", search_path=(HERE,)) as fence:
        accounts = {attempt(fence, "user", "x") for _ in range(3)}
    assert len(accounts) == 3
    assert all(int(account) >= 0x70000000 for account in accounts)


def test_fences_that_are_missing_are_named() -> None:
    from extractors.fence.weaknesses import weaknesses

    missing = {fence: "it was refused" for fence in ("account", "files", "calls", "signals", *NAMESPACES)}
    sentences = weaknesses(missing)
    assert len(sentences) == len(missing)
    assert all("it was refused" in sentence and sentence.endswith(".") for sentence in sentences)
    assert weaknesses({}) == ()


@pytest.mark.parametrize(
    ("which", "size"),
    [
        ("is_stopped_with_its_reason or daemon_ends", "not long"),
        pytest.param(
            "is_stopped_with_its_reason or meets_a_fence", "long or not long", marks=pytest.mark.long
        ),
    ],
)
def test_an_unprivileged_service_is_contained_as_well(which: str, size: str) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv to become somebody else; the other tests ran unprivileged then")
    become = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"]
    asked = [*become, sys.executable, "-c", "import sys; sys.stdout.write(sys.base_prefix)"]
    if subprocess.run(asked, capture_output=True, text=True).stdout != sys.base_prefix:
        # The interpreter lies where only root may look: let it be read, and nothing else.
        become += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    tests = [f"{HERE / 'test_containment.py'}", "-k", f"({which}) and not unprivileged", "-m", size]
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, 12345, 12345)
        ran = subprocess.run(
            [*become, sys.executable, "-m", "pytest", *tests, "-p", "no:cacheprovider", "-q", "-rs"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "SKIPPED" not in ran.stdout, ran.stdout
