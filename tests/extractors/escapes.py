"""Readers that try to break out, each in one way; "done" means that it worked."""

import ctypes
import fcntl
import mmap
import os
import resource
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from domain.pages import Page
from domain.words import Medium

DONE = "done"
_libc = ctypes.CDLL(None, use_errno=True)


class Escape:
    medium = Medium.TEXT

    def __init__(self, name: str, attempt: Callable[[str], str], *, starts_programs: bool = False) -> None:
        self.name = name
        self.content_types = frozenset({f"x-escape/{name}"})
        self.starts_programs = starts_programs
        self._attempt = attempt

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        return (Page(1, text=self._attempt(content.decode())),)


def _check(result: int) -> str:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return DONE


def read_parents_environment(target: str) -> str:
    for pid in (os.getppid(), int(target)):
        if Path(f"/proc/{pid}/environ").read_bytes():
            return DONE
    return "nothing there"


def list_processes(_: str) -> str:
    return DONE if [path for path in Path("/proc").iterdir() if path.name.isdigit()] else "none seen"


def open_inet_socket(_: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
        caller.connect(("192.0.2.1", 53))
        return DONE


def connect_to_loopback(target: str) -> str:
    with socket.create_connection(("127.0.0.1", int(target)), timeout=2):
        return DONE


def connect_to_unix_socket(target: str) -> str:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(target)
        return DONE


def connect_to_abstract_socket(target: str) -> str:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect("\0" + target)
        return DONE


def fork_a_thousand(_: str) -> str:
    for _ in range(1000):
        if os.fork() == 0:
            time.sleep(3600)
    return DONE


def run_a_program(_: str) -> str:
    os.execv("/bin/true", ["true"])
    return DONE


def leave_a_daemon(_: str) -> str:
    if os.fork() == 0:
        with suppress(OSError):
            os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(3600)
        os._exit(0)
    return "left behind"


def write_without_end(target: str) -> str:
    with Path(target).open("wb", buffering=0) as file:
        for _ in range(10_000):
            file.write(bytes(1 << 20))
    return DONE


def append_to_a_file(target: str) -> str:
    with Path(target).open("ab", buffering=0) as file:
        file.write(b"x")
    return DONE


def empty_a_file(target: str) -> str:
    os.truncate(target, 0)
    return DONE


def delete_a_file(target: str) -> str:
    Path(target).unlink()
    return DONE


def rename_a_file(target: str) -> str:
    Path(target).rename(target + ".gone")
    return DONE


def open_a_file(target: str) -> str:
    return DONE if Path(target).read_bytes() else "empty"


def list_a_folder(target: str) -> str:
    return DONE if list(Path(target).iterdir()) else "empty"


def kill_a_process(target: str) -> str:
    os.kill(int(target), signal.SIGKILL)
    return DONE


def kill_the_server(_: str) -> str:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(0.05)
    return "still here"


def kill_by_pidfd(target: str) -> str:
    signal.pidfd_send_signal(os.pidfd_open(int(target)), signal.SIGKILL)
    return DONE


def have_signals_sent(target: str) -> str:
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, int(target))
    fcntl.fcntl(reading, 10, signal.SIGKILL)  # F_SETSIG
    fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(writing, b"x")
    return DONE


def trace_a_process(target: str) -> str:
    return _check(_libc.ptrace(16, int(target), 0, 0))


def read_a_process_memory(target: str) -> str:
    vector = struct.pack("=QQ", ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    return _check(_libc.process_vm_readv(int(target), vector, 1, vector, 1, 0))


def map_memory_without_end(_: str) -> str:
    kept = []
    while True:
        kept.append(mmap.mmap(-1, 64 << 20))
        for page in range(0, 64 << 20, 4096):
            kept[-1][page] = 1


def hide_memory_in_a_file(_: str) -> str:
    hidden = os.memfd_create("hidden")
    for _ in range(2_000):
        os.write(hidden, bytes(1 << 20))
    return DONE


def take_shared_memory(_: str) -> str:
    return _check(_libc.shmget(0, ctypes.c_size_t(64 << 20), 0o1600))


def mount_in_a_namespace_of_its_own(_: str) -> str:
    _check(_libc.unshare(0x10000000 | 0x20000))
    return _check(_libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))


def mount_something(_: str) -> str:
    return _check(_libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))


def raise_limits(_: str) -> str:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 40, 1 << 40))
    return DONE


def become_root(_: str) -> str:
    os.setuid(0)
    return DONE if os.getuid() == 0 and _libc.chroot(b"/") == 0 else "no rights in it"


def start_kernel_machinery(_: str) -> str:
    # bpf, perf_event_open, io_uring_setup, userfaultfd, keyctl, each with senseless arguments.
    numbers = (321, 298, 425, 323, 250) if os.uname().machine == "x86_64" else (280, 241, 425, 282, 219)
    for number in numbers:
        if _libc.syscall(number, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() not in (1, 13, 38):
            return DONE
    return "refused"


def remember_between_documents(_: str) -> str:
    left = Path("/dev/shm/left-by-a-reader")
    left.write_text("x")
    return DONE


def _attempts() -> Iterator[tuple[str, Callable[[str], str]]]:
    for name, found in list(globals().items()):
        ours = callable(found) and getattr(found, "__module__", "") == __name__
        if ours and not name.startswith("_") and name not in ("Escape", "escapes"):
            yield name, found


def escapes() -> tuple[Escape, ...]:
    """Each as an ordinary reader, and as one that may start programs."""
    plain = [Escape(name, attempt) for name, attempt in _attempts()]
    wider = [Escape(f"{name}+programs", attempt, starts_programs=True) for name, attempt in _attempts()]
    return (*plain, *wider, Escape("polite", lambda text: text))
