"""The filter of system calls on each machine, worked through as the kernel would."""

import pytest

from extractors.fence.profiles import Profile
from extractors.fence.seccomp import Instruction, filter_for

ALLOWED, REFUSED, NOT_THERE, KILLED = 0x7FFF0000, 0x50001, 0x50026, 0x80000000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CALLS = {
    "read": (0, 63), "mmap": (9, 222), "openat": (257, 56), "socket": (41, 198), "connect": (42, 203),
    "clone": (56, 220), "clone3": (435, 435), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "kill": (62, 129), "tkill": (200, 130), "unshare": (272, 97),
    "mount": (165, 40), "unlinkat": (263, 35),
    "memfd_create": (319, 279), "io_uring_setup": (425, 425), "bpf": (321, 280), "setns": (308, 268),
    "fcntl": (72, 25), "prlimit64": (302, 261), "process_vm_readv": (310, 270),
    "pidfd_send_signal": (424, 424),
}  # fmt: skip


def verdict(machine: str, profile: Profile, call: str | int, *arguments: int, files: bool = True) -> int:
    number = CALLS[call][list(ARCHITECTURES).index(machine)] if isinstance(call, str) else call
    return run(list(filter_for(profile, machine, files=files)), ARCHITECTURES[machine], number, arguments)


def run(program: list[Instruction], architecture: int, number: int, arguments: tuple[int, ...]) -> int:
    """Work a filter through: loads, three kinds of jumps, return."""
    at = accumulator = 0
    while True:
        code, if_true, if_false, value = program[at]
        match code:
            case 0x20:
                given = {0: number, 4: architecture}
                given |= {16 + 8 * place: argument & 0xFFFFFFFF for place, argument in enumerate(arguments)}
                accumulator = given.get(value, 0)
                at += 1
                continue
            case 0x06:
                return value
            case 0x15:
                holds = accumulator == value
            case 0x35:
                holds = accumulator >= value
            case _:
                assert code == 0x45
                holds = bool(accumulator & value)
        at += 1 + (if_true if holds else if_false)


@pytest.mark.parametrize("machine", ARCHITECTURES)
class TestEachMachine:
    def test_reading_may_read_and_nothing_more(self, machine: str) -> None:
        for call in CALLS:
            expected = {
                "read": ALLOWED,
                "mmap": ALLOWED,
                "openat": ALLOWED,
                "fcntl": ALLOWED,
                "prlimit64": ALLOWED,
            }
            found = verdict(machine, Profile.READING, call)
            assert found == expected.get(call, NOT_THERE if call == "clone3" else REFUSED), call

    def test_files_are_opened_for_reading_only_and_not_at_all_without_landlock(self, machine: str) -> None:
        for flags in (1, 2, 0x40, 0x200, 0x400, 0x400000 | 0x10000):
            assert verdict(machine, Profile.READING, "openat", 0, 0, flags) == REFUSED
        assert verdict(machine, Profile.READING, "openat", files=False) == REFUSED
        assert verdict(machine, Profile.PROGRAMS, "openat", 0, 0, 2) == ALLOWED
        assert verdict(machine, Profile.PROGRAMS, "openat", 0, 0, 0x241) == REFUSED

    def test_threads_are_no_processes_and_programs_get_no_namespaces(self, machine: str) -> None:
        assert verdict(machine, Profile.THREADS, "clone", 0x10000) == ALLOWED
        assert verdict(machine, Profile.THREADS, "clone", 17) == REFUSED
        assert verdict(machine, Profile.THREADS, "execve") == REFUSED
        assert verdict(machine, Profile.PROGRAMS, "clone", 17) == ALLOWED
        assert verdict(machine, Profile.PROGRAMS, "clone", 0x10000000 | 17) == REFUSED
        assert verdict(machine, Profile.PROGRAMS, "execve") == ALLOWED
        for call in ("socket", "ptrace", "unshare", "setns", "mount", "memfd_create", "unlinkat", "execveat"):
            assert verdict(machine, Profile.PROGRAMS, call) == REFUSED, call

    def test_limits_and_descriptors_are_ones_own(self, machine: str) -> None:
        assert verdict(machine, Profile.READING, "prlimit64", 7) == REFUSED
        assert verdict(machine, Profile.READING, "fcntl", 3, 8) == REFUSED  # F_SETOWN: have signals sent

    def test_calls_by_another_machines_numbers_end_the_child(self, machine: str) -> None:
        program = list(filter_for(Profile.READING, machine, files=True))
        assert run(program, 0x40000003, 0, ()) == KILLED
        assert max(max(one[1], one[2]) for one in program) < 256
        assert len(program) < 4096


def test_the_second_table_of_x86_is_closed() -> None:
    assert verdict("x86_64", Profile.READING, 0x40000000) == REFUSED
