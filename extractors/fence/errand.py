"""Does one piece of work with the installed readers; runs inside the child."""

import codecs
import gc
import importlib
from collections.abc import Callable, Sequence

import extractors.readers
from domain.codec import from_json, to_json
from domain.errors import ReadingError
from domain.pages import Page
from domain.plugins import discover
from domain.ports import Reader
from extractors.fence.work import ReaderEntry, Work, WorkKind

INSTALLED = "extractors.fence.errand:installed_readers"
"""Where a fence finds its readers unless told otherwise: module:function."""

_CHARSETS = """
    ascii cp437 cp850 cp1250 cp1251 cp1252 cp1253 cp1254 cp1257 iso8859-1 iso8859-2 iso8859-5 iso8859-7
    iso8859-9 iso8859-15
    mac-roman utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be gb18030 big5 shift_jis
    euc-jp euc-kr
"""
"""Loaded before any child gives its rights away: it may not be able to open their files afterwards."""


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
    if work.kind is WorkKind.UNPACK:
        from extractors.outlook.unpacking import unpacked

        return unpacked(content, work.name, work.content_type)
    if work.kind is not WorkKind.READ:
        return _pictured(work, content)
    reader = next((reader for reader in readers if reader.name == work.reader), None)
    if reader is None:
        raise ReadingError("unsupported", f"no reader called {work.reader!r} is installed.")
    return to_json(tuple(reader.read(content, work.name)), tuple[Page, ...])


def _pictured(work: Work, content: bytes) -> bytes:
    # Imported late: the service reads plain text in its own process and needs no picture library.
    from extractors import pictures

    if work.kind is WorkKind.OCR:
        return to_json(
            pictures.recognised(content, work.content_type, work.name, work.page, work.dpi, work.engine)
        )
    return pictures.page_png(content, work.content_type, work.name, work.page, work.dpi, work.turn)


def warm_up(readers: Sequence[Reader]) -> None:
    """Read a small sample of each format, so that children find everything imported and built."""
    import extractors.outlook.unpacking  # noqa: F401 - imported for the children
    from extractors import pictures
    from extractors.fence.samples import SAMPLES

    for reader in readers:
        for content_type in sorted(reader.content_types & SAMPLES.keys()):
            pages = reader.read(SAMPLES[content_type](), "sample")
            from_json(tuple[Page, ...], to_json(tuple(pages), tuple[Page, ...]))
        if (prepare := getattr(reader, "prepare", None)) is not None:
            prepare()
    pictures.load_formats()
    for charset in _CHARSETS.split():
        codecs.lookup(charset)
    gc.collect()
    gc.freeze()
