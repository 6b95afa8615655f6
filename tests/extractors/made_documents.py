"""Documents made from text or HTML at test time, read by the real readers."""

from dataclasses import replace
from decimal import Decimal

from domain.ledger import Ledger
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Look, Medium
from extractors.readers.csv import PLUGIN as CSV
from extractors.readers.html import PLUGIN as HTML
from extractors.readers.text import PLUGIN as TEXT
from extractors.recognition.reader import GeneralReader

KNOWN = ReadingAids(customer_id="C1", company_name="Tarvenne Fasteners Ltd")
"""What a known customer sends to us: names that a document leaves out are no question."""


def document(content: str, name: str = "advice.txt", look: Look = Look.ADVICE) -> Document:
    if content.lstrip().startswith("<"):
        return Document(name, "", Medium.HTML, "text/html", HTML.read(content.encode(), name), look)
    if name.endswith(".csv"):
        return Document(name, "", Medium.CSV, "text/csv", CSV.read(content.encode(), name), look)
    return Document(name, "", Medium.TEXT, "text/plain", TEXT.read(content.encode(), name), look)


def read(content: str, name: str = "advice.txt", ledger: Ledger | None = None) -> tuple[Remittance, ...]:
    return GeneralReader().extract(document(content, name), replace(KNOWN, ledger=ledger))


def only(content: str, name: str = "advice.txt", ledger: Ledger | None = None) -> Remittance:
    (remittance,) = read(content, name, ledger)
    return remittance


def nets(remittance: Remittance) -> list[tuple[str | None, Decimal | None]]:
    return [(line.document_number, line.net_amount) for line in remittance.lines]
