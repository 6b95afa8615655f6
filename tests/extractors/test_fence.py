import os
import select
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.codec import from_json
from domain.errors import ConfigurationError, ReadingError
from domain.pages import Page
from domain.policy import ReadingLimits
from extractors.fence import Fence, InProcessFence, Work, WorkKind, fences_offered

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TIGHT = ReadingLimits(
    memory_bytes=400_000_000,
    cpu_seconds=1,
    wall_seconds=2,
    output_bytes=5_000_000,
    document_bytes=1_000_000,
)


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    with Fence(TIGHT, registry="hostile_readers:hostile", search_path=(HERE,)) as opened:
        yield opened


def ask(fence: Fence, reader: str, content: bytes = b"hello") -> str:
    answer = fence.run(Work(WorkKind.READ, "advice.pdf", reader), content)
    return from_json(tuple[Page, ...], answer)[0].text


def server_pid(fence: Fence) -> int:
    assert fence.readers
    return fence.server_pid


def gone(pid: int) -> bool:
    """True when the process has ended; waits for it without polling."""
    try:
        pidfd = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([pidfd], [], [], 5)[0])
    finally:
        os.close(pidfd)


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        ("sleep", "timeout"),
        ("spin", "timeout"),
        ("eat", "memory"),
        ("eat_slowly", "memory"),
        ("die", "crash"),
        ("leave", "crash"),
        ("raise", "crash"),
        ("recurse", "crash"),
        ("talk", "output"),
        ("flood", "output"),
        ("lock", "encrypted"),
    ],
)
def test_each_misdeed_ends_in_its_named_reason_and_the_fence_still_works(
    fence: Fence, reader: str, reason: str
) -> None:
    with pytest.raises(ReadingError) as caught:
        ask(fence, reader)
    assert caught.value.reason == reason
    assert str(caught.value)
    assert ask(fence, "polite") == "hello"


def test_printing_readers_reach_nobody_and_do_no_harm(
    fence: Fence, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask(fence, "print") == "printed"
    assert capfd.readouterr() == ("", "")


def test_a_reader_cannot_start_processes(fence: Fence) -> None:
    assert ask(fence, "fork") == "0 children"
    assert not children_of(inner(fence))


def test_children_of_a_reader_that_may_start_programs_end_with_it(fence: Fence) -> None:
    answer = ask(fence, "fork_programs")
    assert answer.endswith("children")
    if os.geteuid() == 0:
        assert int(answer.split()[0]) < 200
    assert not children_of(inner(fence))


def test_a_grandchild_that_leaves_the_group_is_ended_too(fence: Fence) -> None:
    assert ask(fence, "escape").isdigit()
    assert not children_of(inner(fence))


def test_a_reader_that_may_run_threads_starts_no_process(fence: Fence) -> None:
    assert ask(fence, "threads") == "a thread, PermissionError"
    assert not children_of(inner(fence))


def children_of(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().strip()


def inner(fence: Fence) -> int:
    """The process that forks: the server's only child where it has a namespace of processes."""
    return inside(server_pid(fence), fence.weaknesses)


def inside(server: int, weaknesses: tuple[str, ...]) -> int:
    return server if any("processes" in one for one in weaknesses) else int(children_of(server))


def test_a_reader_cannot_write_files(fence: Fence, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    target = tmp_path / "planted"
    assert ask(fence, "write", str(target).encode()) in ("OSError", "PermissionError")
    assert not target.exists() or target.stat().st_size == 0


def test_a_reader_sees_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAP_PASSWORD", "hunter2")
    with Fence(TIGHT, registry="hostile_readers:hostile", search_path=(HERE,)) as fresh:
        seen = ask(fresh, "environment")
    assert "hunter2" not in seen
    assert "IMAP_PASSWORD" not in seen


def test_a_reader_holds_nothing_open_but_document_and_answer(fence: Fence) -> None:
    assert set(ask(fence, "descriptors").split()) == {"0", "1", "2", "3", "4"}


def test_a_reader_has_no_network(fence: Fence) -> None:
    if any("network" in weakness for weakness in fence.weaknesses):
        pytest.skip("this kernel offers no network namespace; `fences_offered` says so")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert ask(fence, "connect", str(port).encode()) != "connected"


def test_an_empty_document_is_named_without_a_child(fence: Fence) -> None:
    with pytest.raises(ReadingError, match=r"advice\.pdf is empty") as caught:
        ask(fence, "polite", b"")
    assert caught.value.reason == "empty"


def test_a_document_over_the_limit_is_named_without_a_child(fence: Fence) -> None:
    with pytest.raises(ReadingError, match="larger than the 1,000,000 bytes") as caught:
        ask(fence, "polite", b"x" * 1_000_001)
    assert caught.value.reason == "too_large"


def test_any_file_name_reaches_the_reader(fence: Fence) -> None:
    for name in ("x" * 300_000, "\udcff.pdf", "a\0b", "../../etc/passwd"):
        answer = fence.run(Work(WorkKind.READ, name, "polite"), b"hello")
        assert from_json(tuple[Page, ...], answer)[0].text == "hello"


def test_a_forked_process_gets_a_server_of_its_own(fence: Fence) -> None:
    before = server_pid(fence)
    child = os.fork()
    if child == 0:
        try:
            fine = ask(fence, "polite") == "hello" and fence.server_pid != before
            fence.close()
            os._exit(0 if fine else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert server_pid(fence) == before
    assert ask(fence, "polite") == "hello"


def test_a_fence_whose_server_was_killed_starts_another() -> None:
    with Fence(TIGHT, registry="hostile_readers:hostile", search_path=(HERE,)) as fresh:
        first = server_pid(fresh)
        os.kill(first, signal.SIGKILL)
        assert ask(fresh, "polite") == "hello"
        assert server_pid(fresh) != first


def test_closing_ends_the_server_and_may_be_done_twice() -> None:
    fresh = Fence(TIGHT, registry="hostile_readers:hostile", search_path=(HERE,))
    pid = server_pid(fresh)
    fresh.close()
    fresh.close()
    assert gone(pid)


def test_two_fences_read_side_by_side(fence: Fence) -> None:
    with Fence(TIGHT, registry="hostile_readers:hostile", search_path=(HERE,)) as second:
        assert ask(second, "polite", b"two") == "two"
        assert ask(fence, "polite", b"one") == "one"
        assert server_pid(second) != server_pid(fence)


def test_a_killed_worker_leaves_neither_server_nor_child() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKER), str(HERE)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert worker.stdout is not None
    server, told = worker.stdout.readline().split(maxsplit=1)
    child = first_child(inside(int(server), (told,)))
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert gone(int(server))
    assert gone(child)


WORKER = """
    import sys, threading
    from pathlib import Path
    from domain.policy import ReadingLimits
    from extractors.fence import Fence, Work, WorkKind
    fence = Fence(ReadingLimits(), registry="hostile_readers:hostile", search_path=(Path(sys.argv[1]),))
    print(fence.server_pid, "".join(fence.weaknesses) or "none", flush=True)
    fence.run(Work(WorkKind.READ, "x", "sleep"), b"x")
"""


def first_child(server: int) -> int:
    while not (listed := children_of(server)):
        os.sched_yield()
    return int(listed.split()[0])


def test_a_registry_that_is_not_there_is_a_clear_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    with (
        Fence(TIGHT, registry="no_such_module:readers") as broken,
        pytest.raises(ConfigurationError, match="ardoise check"),
    ):
        _ = broken.readers


def test_the_cost_of_the_last_child_is_known(fence: Fence) -> None:
    ask(fence, "polite")
    assert 0 < fence.usage.cpu_seconds < 1
    assert fence.usage.peak_bytes > 1_000_000


def test_what_this_machine_cannot_fence_is_said_in_sentences() -> None:
    for sentence in fences_offered():
        assert sentence.endswith(".")


def test_the_twin_in_this_process_names_a_broken_reader_likewise() -> None:
    twin = InProcessFence(TIGHT)
    assert {entry.name for entry in twin.readers} >= {"pdf", "html", "csv", "xlsx", "text", "image"}
    with pytest.raises(ReadingError) as caught:
        twin.run(Work(WorkKind.READ, "advice.pdf", "pdf"), b"no pdf")
    assert caught.value.reason == "broken"
