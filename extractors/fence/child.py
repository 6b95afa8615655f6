"""What a forked child does: confine itself, read one document, write one answer, end."""

import errno
import fcntl
import gc
import json
import os
from collections.abc import Sequence

from domain.errors import ReadingError
from domain.policy import ReadingLimits
from domain.ports import Reader
from extractors.fence.confine import RULES_FD, Confinement
from extractors.fence.errand import perform
from extractors.fence.profiles import Profile
from extractors.fence.work import DONE, FAILED, Work, WorkKind
from extractors.limits import set_limits

_DOCUMENT_FD = 3
_ANSWER_FD = 4
_NO_MEMORY = FAILED + b'{"reason": "memory", "message": ""}'


def run_child(
    work: Work,
    readers: Sequence[Reader],
    confinement: Confinement,
    document_fd: int,
    answer_fd: int,
    server: int,
) -> None:
    """Read the document and write the answer; the caller ends the process right after."""
    os.setsid()
    profile = _profile(work, readers)
    _keep_only(document_fd, answer_fd, confinement.keep_open(profile))
    gc.disable()  # it would copy every page shared with the server
    set_limits(confinement.limits)
    confinement.apply(profile, server)
    content = _content(_DOCUMENT_FD)
    _write(_ANSWER_FD, _answer(work, content, readers, confinement.limits))


def _keep_only(document_fd: int, answer_fd: int, rules_fd: int | None) -> None:
    """Leave three streams to nowhere, the document, the answer and the rules; close everything else."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    # Above all numbers that are given out anew below.
    kept = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 32) for one in (document_fd, answer_fd, nowhere)]
    rules = None if rules_fd is None else fcntl.fcntl(rules_fd, fcntl.F_DUPFD_CLOEXEC, 32)
    for stream in (0, 1, 2):
        os.dup2(kept[2], stream)
    os.dup2(kept[0], _DOCUMENT_FD, inheritable=False)
    os.dup2(kept[1], _ANSWER_FD, inheritable=False)
    if rules is not None:
        os.dup2(rules, RULES_FD, inheritable=False)
    os.closerange(RULES_FD + (rules is not None), 1 << 20)


def _profile(work: Work, readers: Sequence[Reader]) -> Profile:
    """Return what this work may do; a reader asks for more by `starts_programs` or `starts_threads`."""
    reader = next((reader for reader in readers if reader.name == work.reader), None)
    if work.kind is WorkKind.OCR and reader is None:
        return Profile.PROGRAMS
    if getattr(reader, "starts_programs", False):
        return Profile.PROGRAMS
    return Profile.THREADS if getattr(reader, "starts_threads", False) else Profile.READING


def _content(document_fd: int) -> bytes:
    size = os.fstat(document_fd).st_size
    parts = []
    offset = 0
    while offset < size and (part := os.pread(document_fd, size - offset, offset)):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


def _answer(work: Work, content: bytes, readers: Sequence[Reader], limits: ReadingLimits) -> bytes:
    try:
        result = perform(work, content, readers)
    except ReadingError as error:
        return _failed(error.reason, str(error))
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # noqa: BLE001 - the fence: whatever a reader raises becomes its named reason
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            return _NO_MEMORY
        return _failed("crash", type(error).__name__)
    if len(result) > limits.output_bytes:
        return _failed("output", "")
    return DONE + result


def _failed(reason: str, message: str) -> bytes:
    return FAILED + json.dumps({"reason": reason, "message": message[:2000]}).encode()


def _write(answer_fd: int, answer: bytes) -> None:
    view = memoryview(answer)
    while view:
        view = view[os.write(answer_fd, view) :]
