"""What a forked child does: confine itself, read one document, write one answer, end."""

import gc
import json
import os
from collections.abc import Sequence

from domain.errors import ReadingError
from domain.policy import ReadingLimits
from domain.ports import Reader
from extractors.fence.confine import limit_child
from extractors.fence.errand import perform
from extractors.fence.work import DONE, FAILED, Work, WorkKind
from extractors.limits import set_limits

_DOCUMENT_FD = 3
_ANSWER_FD = 4
_NO_MEMORY = FAILED + b'{"reason": "memory", "message": ""}'


def run_child(
    work: Work,
    readers: Sequence[Reader],
    limits: ReadingLimits,
    document_fd: int,
    answer_fd: int,
    server: int,
) -> None:
    """Read the document and write the answer; the caller ends the process right after."""
    os.setsid()
    _keep_only(document_fd, answer_fd)
    gc.disable()  # it would copy every page shared with the server
    set_limits(limits)
    limit_child(limits, server, programs=_needs_programs(work, readers))
    content = _content(_DOCUMENT_FD)
    _write(_ANSWER_FD, _answer(work, content, readers, limits))


def _keep_only(document_fd: int, answer_fd: int) -> None:
    """Leave three streams to nowhere, the document and the answer; close everything else."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    high = os.dup(document_fd), os.dup(answer_fd), os.dup(nowhere)
    for stream in (0, 1, 2):
        os.dup2(high[2], stream)
    # Both lie above 4 by now, because the server holds more than that open.
    os.dup2(high[0], _DOCUMENT_FD, inheritable=False)
    os.dup2(high[1], _ANSWER_FD, inheritable=False)
    os.closerange(5, 1 << 20)


def _needs_programs(work: Work, readers: Sequence[Reader]) -> bool:
    if work.kind is WorkKind.OCR:
        return True
    return any(reader.name == work.reader and getattr(reader, "starts_programs", False) for reader in readers)


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
