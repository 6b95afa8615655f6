"""EXTRACT tries what is worth trying and gives each payment once."""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import advice_texts as texts
from made_documents import document

from domain.ports import ReadingAids
from domain.words import Look
from extractors.extraction import extract, extractors_known


def test_the_general_reader_is_found_as_a_plug_in() -> None:
    assert "general reader" in [extractor.name for extractor in extractors_known()]


def test_the_same_payment_in_body_and_attachment_is_one_entry() -> None:
    body = document(texts.LIST, "body")
    file = document(texts.LIST.replace("Hi team", "Remittance advice"), "advice.txt")
    (advice,) = extract([body, file], ReadingAids(), advice_expected=True)
    assert {advice.document, *advice.also_in} == {"body", "advice.txt"}


def test_the_better_proved_reading_of_a_payment_wins() -> None:
    poor = document(texts.SUB_TABLES.replace("Montant du virement       1 400,00 EUR", ""), "a.txt")
    good = document(texts.SUB_TABLES, "b.txt")
    (advice,) = extract([poor, good], ReadingAids(), advice_expected=True)
    assert (advice.document, advice.also_in) == ("b.txt", ("a.txt",))


def test_two_payments_stay_two_entries_in_order() -> None:
    found = extract(
        [document(texts.LIST, "1.txt"), document(texts.LABELS, "2.txt")], ReadingAids(), advice_expected=True
    )
    assert [advice.document for advice in found] == ["1.txt", "2.txt"]


def test_documents_of_no_certain_look_are_tried_only_when_an_advice_is_expected() -> None:
    unknown = replace(document(texts.LIST), look=Look.UNKNOWN)
    assert extract([unknown], ReadingAids(), advice_expected=False) == ()
    assert len(extract([unknown], ReadingAids(), advice_expected=True)) == 1


def test_an_invoice_is_never_read_as_a_remittance() -> None:
    invoice = replace(document(texts.LIST), look=Look.INVOICE)
    assert extract([invoice], ReadingAids(), advice_expected=True) == ()
