"""The fence's twin without processes or limits, for tests whose subject is not the fence."""

from collections.abc import Sequence
from typing import Self

from domain.errors import ReadingError
from domain.policy import ReadingLimits
from domain.ports import Reader
from extractors.fence.verdicts import failure
from extractors.fence.work import ReaderEntry, Usage, Work
from extractors.limits import set_limits


class InProcessFence:
    """Reads in the calling process. Never for foreign files."""

    def __init__(self, limits: ReadingLimits | None = None, readers: Sequence[Reader] | None = None) -> None:
        self._limits = limits or ReadingLimits()
        self.usage = Usage()
        # Imported late: the service imports this module beside the fence, and no reader with it.
        from extractors.fence import errand

        self._readers = tuple(errand.installed_readers() if readers is None else readers)
        self._errand = errand

    @property
    def limits(self) -> ReadingLimits:
        """What one document may cost."""
        return self._limits

    @property
    def readers(self) -> tuple[ReaderEntry, ...]:
        """The installed readers."""
        return self._errand.entries_of(self._readers)

    def run(self, work: Work, content: bytes) -> bytes:
        """Do the work and return its bytes. Raises ReadingError with a fixed reason."""
        if not content:
            raise failure("empty", work.name, self.limits)
        if len(content) > self.limits.document_bytes:
            raise failure("too_large", work.name, self.limits)
        set_limits(self.limits)
        try:
            return self._errand.perform(work, content, self._readers)
        except ReadingError:
            raise
        except Exception as error:
            raise failure("crash", work.name, self.limits, f" ({type(error).__name__})") from error

    def close(self) -> None:
        """Nothing to end."""

    def __enter__(self) -> Self:
        """Give the fence itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()
