"""XML that attacks its reader is refused with a named reason, whatever way it comes."""

import io
import time
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from domain.content_type import XML, sniff
from domain.errors import ReadingError
from domain.pages import Document
from extractors.fence.in_process import InProcessFence
from extractors.readers import pdf, xml
from extractors.reading import read

_INNER = "<RmtAdvc><RmtInf><Strd><RfrdDocInf><Nb>{}</Nb></RfrdDocInf></Strd></RmtInf></RmtAdvc>"
_BODY = "<Document>" + _INNER.format("&a;") + "</Document>"
_SAFE = "<Document>" + _INNER.format("INV-1") + "</Document>"


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE d [<!ENTITY a0 "x">{entities}<!ENTITY a "&a11;">]>{_BODY}'.encode()


ATTACKS: dict[str, bytes] = {
    "entity bomb": _bomb(),
    "quadratic entity": (
        f'<!DOCTYPE d [<!ENTITY a "{"x" * 100_000}">]>' + _BODY.replace("&a;", "&a;" * 1000)
    ).encode(),
    "external entity": f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>{_BODY}'.encode(),
    "parameter entity": f'<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>{_SAFE}'.encode(),
    "external DTD": f'<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/d.dtd">{_SAFE}'.encode(),
    "DTD between instructions": f"<?x <!-- ?><!DOCTYPE d [<!ENTITY a 'b'>]><?x --> ?>{_BODY}".encode(),
    "undeclared entity": _BODY.encode(),
    "XInclude": _SAFE.replace(
        "<Strd>",
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/><Strd>',
    ).encode(),
    "depth": ("<Document><RmtAdvc>" + "<a>" * 5_000 + "</a>" * 5_000 + "</RmtAdvc></Document>").encode(),
    "depth below the parser's own limit": (
        "<Document>" + "<a>" * 200 + "</a>" * 200 + "</Document>"
    ).encode(),
    "attributes": ("<Document " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>").encode(),
    "elements": ("<Document>" + "<a/>" * 400_000 + "</Document>").encode(),
    "UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-!DOCTYPE d+AD4-" + _SAFE.encode(),
    "UTF-16 that hides a DTD": f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]>{_BODY}'.encode("utf-16"),
    "EBCDIC": b'<?xml version="1.0" encoding="cp037"?>' + _SAFE.encode("cp037"),
    "codec that unpacks": b'<?xml version="1.0" encoding="zlib"?>' + _SAFE.encode(),
    "not well-formed": _SAFE.replace("</RmtInf>", "").encode(),
    "cut off": _SAFE.encode()[:60],
}


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_is_refused_with_a_named_reason_at_once(attack: str) -> None:
    started = time.process_time()
    with pytest.raises(ReadingError) as refused:
        xml.PLUGIN.read(ATTACKS[attack], "advice.xml")
    assert refused.value.reason in {"broken", "too_large"}
    assert "advice.xml" in str(refused.value)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_inside_a_pdf_leaves_the_pdf_readable(attack: str) -> None:
    pages = pdf.PLUGIN.read(_pdf_with(ATTACKS[attack]), "advice.pdf")
    assert [page.name for page in pages] == [None]
    assert "Remittance" in pages[0].text


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_as_a_file_of_any_name_becomes_a_problem_of_the_document(attack: str) -> None:
    content = ATTACKS[attack]
    kind = sniff(content, "advice.txt")
    document = read(content, "advice.txt", kind, InProcessFence())
    assert document.pages == () or not _holds_secrets(document)
    assert kind != XML or document.problems


def test_what_an_entity_names_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("INV-SECRET")
    for make in (_as_entity, _as_stylesheet):
        content = make(secret)
        try:
            pages = xml.PLUGIN.read(content, "a.xml")
        except ReadingError:
            continue
        assert "SECRET" not in "".join(page.text for page in pages)


def test_harmless_xml_is_read_in_the_charsets_that_it_names() -> None:
    for charset in ("utf-8", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"):
        text = f'<?xml version="1.0" encoding="{charset}"?>{_SAFE}'
        assert "INV-1" in xml.PLUGIN.read(text.encode(charset), "a.xml")[0].text


def _as_entity(secret: Path) -> bytes:
    return f'<!DOCTYPE d [<!ENTITY a SYSTEM "{secret.as_uri()}">]>{_BODY}'.encode()


def _as_stylesheet(secret: Path) -> bytes:
    return f'<?xml-stylesheet href="{secret.as_uri()}"?>{_SAFE}'.encode()


def _holds_secrets(document: Document) -> bool:
    return "root:" in document.text or document.text.count("x") > 100_000


def _pdf_with(content: bytes) -> bytes:
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    canvas.drawString(60, 780, "Remittance advice INV-1")
    canvas.save()
    document = pypdfium2.PdfDocument(drawn.getvalue())
    document.new_attachment("remittance.xml").set_data(content)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()
