"""Writes workbooks and letters by hand or by other libraries than those of the common techniques."""

import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

import xlwt
from openpyxl.utils import get_column_letter

from bench.layouts.speech import Day, Money

Rows = list[list[Any]]
_NS = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = f'xmlns="{_NS}/spreadsheetml/2006/main"'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET, _BOOK, _STYLE = f"{_KIND}.worksheet+xml", f"{_KIND}.sheet.main+xml", f"{_KIND}.styles+xml"
_STYLES = (
    f"{_HEAD}<styleSheet {_MAIN}>"
    '<fonts count="1"><font><sz val="10"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="4" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Sum:
    """A cell that a program worked out: its formula and what came of it."""

    formula: str
    amount: Decimal


def ooxml(parts: list[tuple[str, Rows]], merged: tuple[str, ...] = ()) -> bytes:
    """Return a workbook written part by part: strings in place, formulas with values, days as numbers."""
    names = range(1, len(parts) + 1)
    types = "".join(_override(f"worksheets/sheet{n}", _SHEET) for n in names)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in enumerate(parts, 1)
    )
    rels = "".join(_rel(n, "worksheet", f"worksheets/sheet{n}.xml") for n in names)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_NS}/package/2006/content-types">{defaults}'
        f"{_override('workbook', _BOOK)}{_override('styles', _STYLE)}{types}</Types>",
        "_rels/.rels": _rels(_rel(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"{_HEAD}<workbook {_MAIN} "
        f'xmlns:r="{_NS}/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _rels(rels + _rel(len(parts) + 1, "styles", "styles.xml")),
        "xl/styles.xml": _STYLES,
    }
    for n, (_, rows) in enumerate(parts, 1):
        files[f"xl/worksheets/sheet{n}.xml"] = _worksheet(rows, merged if n == 1 else ())
    return _zipped(files)


def _rel(n: int, kind: str, target: str) -> str:
    name = f"{_NS}/officeDocument/2006/relationships/{kind}"
    return f'<Relationship Id="rId{n}" Type="{name}" Target="{target}"/>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>'


def _rels(inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_NS}/package/2006/relationships">{inner}</Relationships>'


def _worksheet(rows: Rows, merged: tuple[str, ...]) -> str:
    body = ""
    for at, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{get_column_letter(i)}{at}", one) for i, one in enumerate(row, 1))
        body += f'<row r="{at}">{cells}</row>' if cells else ""
    spans = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    spans = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
    return f"{_HEAD}<worksheet {_MAIN}><sheetData>{body}</sheetData>{spans}</worksheet>"


def _cell(place: str, one: Any) -> str:
    if isinstance(one, Sum):
        return f'<c r="{place}" s="2"><f>{escape(one.formula)}</f><v>{one.amount}</v></c>'
    if isinstance(one, Money):
        return f'<c r="{place}" s="2"><v>{one.amount}</v></c>'
    if isinstance(one, Day):
        return f'<c r="{place}" s="1"><v>{one.day.toordinal() - 693594}</v></c>'
    text = f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(one))}</t></is></c>'
    return text if one else ""


def ods(parts: list[tuple[str, Rows]]) -> bytes:
    """Return an OpenDocument workbook; blank cells stand as one repeated cell."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    sheets = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in parts
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_row(row: list[Any]) -> str:
    cells, blank = "", 0
    for one in row:
        if not one:
            blank += 1
            continue
        if blank:
            cells += f'<table:table-cell table:number-columns-repeated="{blank}"/>'
            blank = 0
        kind = 'office:value-type="string"'
        if isinstance(one, Money):
            kind = f'office:value-type="float" office:value="{one.amount}"'
        elif isinstance(one, Day):
            kind = f'office:value-type="date" office:date-value="{one.day.isoformat()}"'
        cells += f"<table:table-cell {kind}><text:p>{escape(str(one))}</text:p></table:table-cell>"
    return f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"


def xls(parts: list[tuple[str, Rows]], merged: tuple[tuple[int, int, int, int, str], ...] = ()) -> bytes:
    """Return a workbook of the old kind; `merged`: first row, last row, first column, last column, text."""
    book = xlwt.Workbook()
    day, money = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str="#,##0.00")
    for number, (name, rows) in enumerate(parts):
        page = book.add_sheet(name[:30])
        for r, row in enumerate(rows):
            for c, one in enumerate(row):
                if isinstance(one, Money):
                    page.write(r, c, one.amount, money)
                elif isinstance(one, Day):
                    page.write(r, c, one.day, day)
                elif one:
                    page.write(r, c, str(one))
        for first, last, left, right, text in merged if number == 0 else ():
            page.write_merge(first, last, left, right, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, compress_type=kind)
    return out.getvalue()
