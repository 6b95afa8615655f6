"""The wording files are complete in every language, and filling them in executes nothing."""

import re
from datetime import date
from pathlib import Path

import pytest

from domain.errors import ConfigurationError
from domain.policy import Company
from domain.words import DisputeReason, DocumentKind, Intent
from responders import wording
from responders.answering import answer
from responders.paragraphs import language_of
from responders.wording.texts import (
    LANGUAGES,
    PLACEHOLDERS,
    choose_language,
    fill,
    label,
    long_date,
    substitute,
)
from tests.responders.answering_cases import Asked, mail_from, request_for

FOLDER = Path(wording.__file__).parent


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{([^{}]*)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_files_with_the_same_placeholders(language: str) -> None:
    english = {path.name: path.read_text("utf-8") for path in (FOLDER / "en").iterdir()}
    other = {path.name: path.read_text("utf-8") for path in (FOLDER / language).iterdir()}
    assert other.keys() == english.keys()
    assert all(slots(other[name]) == slots(english[name]) for name in english)
    assert all(slots(text) <= PLACEHOLDERS for text in other.values())
    names = [line.partition("=")[0] for line in other["labels.txt"].splitlines()]
    assert names == [line.partition("=")[0] for line in english["labels.txt"].splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_document_and_reason_has_its_words(language: str) -> None:
    values = {"number": "X1"}
    assert all(label(language, kind.value, values) for kind in DocumentKind)
    reasons = [reason for reason in DisputeReason if reason is not DisputeReason.OTHER]
    assert all(label(language, f"reason.{reason.value}") for reason in reasons)


@pytest.mark.parametrize(
    ("language", "greeting", "line"),
    [
        ("en", "Hello,", "- Invoice INV-1001 of 28 February 2026"),
        ("fr", "Bonjour,", "- Facture INV-1001 du 28 février 2026"),
        ("de", "Guten Tag,", "- Rechnung INV-1001 vom 28. Februar 2026"),
        ("es", "Buenos días:", "- Factura INV-1001 del 28 de febrero de 2026"),
        ("it", "Buongiorno,", "- Fattura INV-1001 del 28 febbraio 2026"),
        ("nl", "Goedendag,", "- Factuur INV-1001 van 28 februari 2026"),
        ("pt", "Bom dia,", "- Fatura INV-1001 de 28 de fevereiro de 2026"),
    ],
)
def test_an_answer_speaks_the_language_of_the_mail(language: str, greeting: str, line: str) -> None:
    reply = answer(request_for(Asked(more={"language": language})))
    assert reply is not None
    assert reply.language == language
    assert reply.body.startswith(greeting)
    assert line in reply.body.splitlines()


def test_the_language_falls_back_to_the_customers_then_to_ours_then_to_english() -> None:
    unknown = Asked(more={"language": "fi"})
    assert language_of(request_for(unknown)) == "fr"
    ours = Company(language="de")
    assert language_of(request_for(Asked(customer_id=None, more={"language": None}), company=ours)) == "de"
    assert choose_language(None, "xx", "") == "en"
    assert choose_language("PT-BR") == "pt"


HOSTILE = (
    "{signature}", "{{signature}}", "{documents}", "{0}", "{0.__class__.__mro__}", "{self}", "{{7*7}}",
    "${7*7}", "#{7*7}", "<%= 7*7 %>", "{%import os%}", "%(signature)s", "$signature", "{address!r:>99}",
    "{paragraphs}{paragraphs}", "{address", "address}", "{}", "{ address }", "\\{address\\}",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_looks_like_a_template_inside_a_value_appears_literally(hostile: str) -> None:
    assert hostile in fill("en", "unsubscribe_confirmation", {"address": hostile})
    signed = answer(request_for(company=Company(name="Seller", signature=hostile)))
    assert signed is not None
    assert signed.body.endswith(f"Kind regards,\n{hostile}\n")


def test_a_placeholder_outside_the_closed_list_is_refused() -> None:
    for wording_text in ("{customer.name}", "{__class__}", "{date}"):
        with pytest.raises(ConfigurationError, match="use one of"):
            substitute(wording_text, {"number": "1"})


def test_a_value_cannot_add_a_line_to_a_list() -> None:
    sneaky = "INV\n- Invoice INV-666 of today"
    reply = answer(request_for(Asked(Intent.UNSUBSCRIBE, (sneaky,)), mail=mail_from()))
    assert reply is not None
    assert "INV-666" not in reply.body


def test_the_first_of_a_month_is_written_as_the_french_do() -> None:
    assert long_date("fr", date(2026, 5, 1)) == "1er mai 2026"
    assert long_date("fr", date(2026, 5, 11)) == "11 mai 2026"
    assert long_date("it", date(2026, 5, 1)).startswith("1 ")
