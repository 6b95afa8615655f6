"""Says by which named reason a child ended, and the sentence for a person."""

import json
import signal
from dataclasses import dataclass

from domain.errors import ReadingError
from domain.policy import ReadingLimits
from extractors.fence.work import DONE
from extractors.limits import PageLimits

_NEAR_THE_LIMIT = 0.7


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child came to its end, as the server saw it."""

    how: str
    """ended, timeout, stopped or orphaned."""
    code: int
    """Exit code, or minus the signal."""
    cpu_seconds: float
    peak_bytes: int


def result_of(answer: bytes, ended: Ended, name: str, limits: ReadingLimits) -> bytes:
    """Return the bytes of a child that did its work. Raises ReadingError with the reason otherwise."""
    if ended.how == "ended" and ended.code == 0 and answer:
        if answer[:1] == DONE:
            return answer[1:]
        raise _told(answer, name, limits)
    raise failure(_reason(ended, limits), name, limits)


def failure(reason: str, name: str, limits: ReadingLimits, what: str = "") -> ReadingError:
    """Return the error of that reason with its sentence."""
    part = "reading.ocr_" if isinstance(limits, PageLimits) else "reading."
    return ReadingError(reason, _SENTENCES[reason].format(name=name, what=what, limits=limits, part=part))


def _told(answer: bytes, name: str, limits: ReadingLimits) -> ReadingError:
    try:
        told = json.loads(answer[1:])
        reason, message = str(told["reason"]), str(told["message"])
    except (ValueError, KeyError, TypeError):
        return failure("crash", name, limits)
    if reason in ("memory", "output", "crash"):
        return failure(reason, name, limits, f" ({message})" if message else "")
    return ReadingError(reason if reason in _REASONS else "broken", message)


def _reason(ended: Ended, limits: ReadingLimits) -> str:
    if ended.how == "timeout" or ended.code == -signal.SIGXCPU or ended.cpu_seconds >= limits.cpu_seconds:
        return "timeout"
    if ended.how == "stopped":
        return "output"
    # A native library that gets no memory aborts; a kill that is not ours is the kernel's for memory.
    full = ended.peak_bytes >= _NEAR_THE_LIMIT * limits.memory_bytes
    if ended.code == -signal.SIGKILL or (ended.code < 0 and full):
        return "memory"
    return "crash"


_SENTENCES = {
    "empty": "{name} is empty; ask the sender to send it again.",
    "too_large": "{name} is larger than the {limits.document_bytes:,} bytes that are read; "
    "ask for a smaller file or raise reading.document_bytes.",
    "timeout": "{name} took longer to read than {limits.wall_seconds} seconds ({limits.cpu_seconds} of "
    "computing); look at it by hand or raise {part}wall_seconds and {part}cpu_seconds.",
    "memory": "{name} needs more memory than the {limits.memory_bytes:,} bytes allowed; "
    "look at it by hand or raise {part}memory_bytes.",
    "output": "{name} yields more than the {limits.output_bytes:,} bytes of text allowed; "
    "look at it by hand or raise reading.output_bytes.",
    "crash": "the reader broke down on {name}{what}; look at it by hand, nothing else was harmed.",
}
_REASON_WORDS = "encrypted timeout memory too_many_pages too_large output crash unsupported broken empty"
_REASONS = frozenset(_REASON_WORDS.split())
