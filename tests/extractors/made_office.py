"""Office files for tests, made here: OpenDocument sheets from XML, workbooks behind a password."""

import io
import zipfile

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def zipped(entries: dict[str, bytes]) -> bytes:
    """Return an archive of these entries, the first one stored."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (name, content) in enumerate(entries.items()):
            archive.writestr(name, content, zipfile.ZIP_DEFLATED if at else zipfile.ZIP_STORED)
    return made.getvalue()


def ods(tables: str, manifest: str = "<manifest/>", styles: str = "") -> bytes:
    """Return an OpenDocument sheet file with these `table:table` elements."""
    body = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {"mimetype": ODS_TYPE, "content.xml": body.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def text_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def money_cell(value: str, text: str) -> str:
    return (
        f'<table:table-cell office:value-type="currency" office:currency="EUR" office:value="{value}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def day_cell(day: str, text: str) -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{day}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def table(name: str, *rows: str, more: str = "", columns: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{columns}{"".join(rows)}</table:table>'
