"""Finds formulas of a workbook whose results were never saved: their cells would pass for blank."""

import io
import posixpath
import re
import zipfile

import lxml.etree

_FORMULA = re.compile(
    rb"<(?:\w{1,9}:)?c\s([^>]{0,200})>\s*<(?:\w{1,9}:)?f\b(?:[^>]{0,300}/>|[^>]{0,300}>[^<]*</(?:\w{1,9}:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_TEXT_RESULT = re.compile(rb'\bt="str"')
"""A formula may well result in no text."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def unsaved_formulas(content: bytes) -> dict[str, list[str]]:
    """Return the addresses ("C7") by sheet title; {} where the workbook's plan cannot be read."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        for title, part in _parts(archive, names):
            if part in names and (places := _unsaved(archive.read(part))):
                found[title] = places
    return found


def _unsaved(sheet: bytes) -> list[str]:
    places = []
    for cell in _FORMULA.finditer(sheet):
        place = _PLACE.search(cell.group(1))
        if place and not _TEXT_RESULT.search(cell.group(1)):
            places.append(place.group(1).decode())
    return places


def _parts(archive: zipfile.ZipFile, names: set[str]) -> list[tuple[str, str]]:
    """Return (title, entry name) of each sheet."""
    plan, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if plan not in names or relations not in names:
        return []
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    told = lxml.etree.fromstring(archive.read(relations), parser)
    book = lxml.etree.fromstring(archive.read(plan), parser)
    if told is None or book is None:
        return []
    targets = {relation.get("Id"): relation.get("Target", "") for relation in told}
    return [
        (sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))
        for sheet in book.iter("{*}sheet")
        if (target := targets.get(sheet.get(_RELATION)))
    ]
