"""Does one piece of work with the installed readers; runs inside the child."""

import gc
import importlib
from collections.abc import Callable, Sequence

import extractors.readers
from domain.codec import from_json, to_json
from domain.errors import ReadingError
from domain.pages import Page
from domain.plugins import discover
from domain.ports import Reader
from extractors import pictures
from extractors.fence.samples import SAMPLES
from extractors.fence.work import ReaderEntry, Work, WorkKind

INSTALLED = "extractors.fence.errand:installed_readers"
"""Where a fence finds its readers unless told otherwise: module:function."""


def installed_readers() -> tuple[Reader, ...]:
    """Return the readers of this package and of installed plug-ins."""
    return discover(extractors.readers, "ardoise.readers")


def load_readers(registry: str) -> tuple[Reader, ...]:
    """Return the readers that `module:function` gives."""
    module, _, function = registry.partition(":")
    offered: Callable[[], tuple[Reader, ...]] = getattr(importlib.import_module(module), function)
    return tuple(offered())


def entries_of(readers: Sequence[Reader]) -> tuple[ReaderEntry, ...]:
    """Return what the parent must know of the readers."""
    return tuple(ReaderEntry(r.name, r.medium, frozenset(r.content_types)) for r in readers)


def perform(work: Work, content: bytes, readers: Sequence[Reader]) -> bytes:
    """Do the work. Raises ReadingError, and whatever a broken reader raises."""
    if work.kind is WorkKind.PICTURE:
        return pictures.page_png(content, work.content_type, work.name, work.page, work.dpi)
    if work.kind is WorkKind.OCR:
        return to_json(pictures.recognised(content, work.content_type, work.name, work.page, work.dpi))
    reader = next((reader for reader in readers if reader.name == work.reader), None)
    if reader is None:
        raise ReadingError("unsupported", f"no reader called {work.reader!r} is installed.")
    return to_json(tuple(reader.read(content, work.name)), tuple[Page, ...])


def warm_up(readers: Sequence[Reader]) -> None:
    """Read a small sample of each format, so that children find everything imported and built."""
    for reader in readers:
        for content_type in sorted(reader.content_types & SAMPLES.keys()):
            pages = reader.read(SAMPLES[content_type](), "sample")
            from_json(tuple[Page, ...], to_json(tuple(pages), tuple[Page, ...]))
    gc.collect()
    gc.freeze()
