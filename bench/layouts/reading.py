"""Reads a drawn document as the product does: type by content, installed readers, OCR where needed."""

from functools import cache

from bench.layouts.series import Drawn
from domain.content_type import sniff
from domain.pages import Document
from extractors.fence.in_process import InProcessFence
from extractors.reading import read


def read_whole(one: Drawn) -> Document:
    """Return the document; what could not be read stands in its problems."""
    name = f"advice.{one.kind}"
    return read(one.raw, name, sniff(one.raw, name), _fence())


@cache
def _fence() -> InProcessFence:
    return InProcessFence()
