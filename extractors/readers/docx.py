"""Reads DOCX files: headers, paragraphs, tables, text boxes and footers as lines and tables."""

import io
import posixpath
import zipfile
from collections.abc import Iterable

import lxml.etree
from lxml.etree import _Element as Element

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.archives import check_office_file
from extractors.limits import check_rows
from extractors.office.flow import Flow
from extractors.office.macros import macros_in
from extractors.office.word import W, Walk, plain_names

_MAIN = "word/document.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


class DocxReader:
    """The reader of word-processing documents; macros are never run, deleted and hidden text is left out."""

    name = "docx"
    medium = Medium.HTML
    content_types = frozenset(
        {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-word.document.macroenabled.12",
        }
    )

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page, however many are printed. Raises ReadingError: empty, broken, encrypted,
        too_large."""
        entries = check_office_file(content, name)
        flow = Flow()
        walk = Walk(flow, name)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            main = _main_part(entries)
            if main is None:
                raise _broken(name, _MAIN)
            document = _parsed(archive, main, name)
            heads, feet = _margins(archive, document, main, set(entries), name)
            notes = [_parsed(archive, note, name) for note in _NOTES if note in entries]
        for part in (*heads, document, *feet, *notes):
            walk.take(part)
        page = flow.page(1, macros_in(entries, name))
        if not page.tokens:
            raise ReadingError("empty", _empty(name, entries))
        check_rows(page.text.count("\n"), name)
        return (page,)


def _empty(name: str, entries: Iterable[str]) -> str:
    if any(entry.startswith("word/media/") for entry in entries):
        return f"{name} shows no text, only pictures; ask the sender for a PDF of it."
    return f"{name} shows no text; ask the sender what was meant to be in it."


def _main_part(entries: tuple[str, ...]) -> str | None:
    if _MAIN in entries:
        return _MAIN
    others = (e for e in entries if e.startswith("word/document") and e.endswith(".xml"))
    return next(others, None)


def _parsed(archive: zipfile.ZipFile, part: str, name: str) -> Element:
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return lxml.etree.fromstring(plain_names(archive.read(part)), parser)
    except (KeyError, lxml.etree.XMLSyntaxError) as error:
        raise _broken(name, part) from error


def _broken(name: str, part: str) -> ReadingError:
    return ReadingError("broken", f"{name} is damaged ({part}); ask the sender to send it again.")


def _margins(
    archive: zipfile.ZipFile, document: Element, main: str, entries: set[str], name: str
) -> tuple[list[Element], list[Element]]:
    """Return the headers and the footers that the document's sections name, each once."""
    folder, file = posixpath.split(main)
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in entries:
        return [], []
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join(f"/{folder}", relation.get("Target", "")))[1:]
        for relation in _parsed(archive, relations, name)
    }

    def named(kind: str) -> list[Element]:
        told = (e.get(_RELATION) or e.get(_STRICT_RELATION) for e in document.iter(f"{W}{kind}Reference"))
        parts = dict.fromkeys(targets[one] for one in told if one in targets)
        return [_parsed(archive, part, name) for part in parts if part in entries]

    return named("header"), named("footer")


PLUGIN = DocxReader()
