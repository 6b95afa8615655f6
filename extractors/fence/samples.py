"""The smallest document of each format, made here, that a reader is warmed up with."""

import io
from collections.abc import Callable, Mapping

import openpyxl

_PDF_STREAM = b"BT /F 10 Tf 10 50 Td (Invoice 1) Tj ET 10 10 80 30 re S"
_PDF = b"".join(
    (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R",
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        % (len(_PDF_STREAM), _PDF_STREAM),
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    )
)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Invoice", "Amount"])
    sheet.append(["1", 1.5])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "application/pdf": lambda: _PDF,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _workbook,
    "text/html": lambda: b"<table><tr><td>Invoice<td>Amount</tr><tr><td>1<td>1.50</tr></table>",
    "text/csv": lambda: b"Invoice;Amount\n1;1,50\n",
    "application/edi-x12": lambda: b"ST*820*1~BPR*C*1.5*C~RMR*IV*1**1.5~SE*4*1~",
    "application/edifact": lambda: b"UNH+1+REMADV:D:96A:UN'DOC+380+1'MOA+12:1.5'UNT+4+1'",
    "application/xml": lambda: b"<RemittanceAdvice><ID>1</ID></RemittanceAdvice>",
    "text/plain": lambda: b"Invoice 1",
}
