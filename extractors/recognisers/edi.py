"""Registers the extractor of self-describing formats: X12 820, REMADV, ISO 20022, UBL."""

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.electronic.reading import remittances_of


class ElectronicReader:
    """Reads payments out of segments and elements; see the modules of `extractors.electronic`."""

    name = "electronic"

    def extract(self, document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
        """Return one Remittance a payment; () for documents of any other form."""
        return remittances_of(document, aids)


PLUGIN = ElectronicReader()
