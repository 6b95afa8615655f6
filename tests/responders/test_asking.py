"""What the writer's words ask for beyond numbers: ranges, open items, periods."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.decisions import Dispute, Reply
from domain.ledger import Ledger
from domain.words import Band, DisputeReason, DocumentKind, DocumentType, Intent
from responders.answering import answer
from responders.asking.periods import Period, read_period
from tests.responders.answering_cases import LEDGER, Asked, item, listed, mail_from, request_for

TODAY = date(2026, 5, 4)
NUMBERS = [f"RX-{number}" for number in range(1001, 1007)]


def ledger() -> Ledger:
    """Six invoices, one a month from December 2025 on; the third is paid, the last is a credit note."""
    days = [date(2025 + (month > 12), (month - 1) % 12 + 1, 9) for month in range(12, 18)]
    items = [
        item(number, "C001", issue_date=day, due_date=date(2026, 4, 1))
        for number, day in zip(NUMBERS, days, strict=True)
    ]
    items[2] = replace(items[2], open_amount=Decimal(0))
    items[5] = replace(items[5], document_type=DocumentType.CREDIT_NOTE)
    files = [listed(f"{number}.pdf", DocumentKind.INVOICE_COPY, number, "C001") for number in NUMBERS]
    return replace(LEDGER, open_items=(*items, item("RX-1008", "C002")), supporting_documents=tuple(files))


def reply_to(text: str, *numbers: str) -> Reply:
    mail = mail_from(new_text=text, subject="Request")
    found = answer(
        request_for(Asked(numbers=numbers), mail=mail, ledger=replace(ledger(), imported_at=None or NOW))
    )
    assert found is not None
    return found


NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def short(reply: Reply) -> list[str]:
    return [each.file[3:7] for each in reply.attachments]


@pytest.mark.parametrize(
    "words",
    [
        "Please send RX-1001 to RX-1003.",
        "Send us invoices RX-1001 - 1003 please",
        "copies of RX-1001–RX-1003",
        "Bitte Rechnungen RX-1001 bis einschließlich RX-1003 senden",
        "les factures RX-1001 à RX-1003",
        "dalla RX-1001 alla RX-1003",
        "facturas de la RX-1001 hasta la RX-1003",
        "facturen RX-1001 t/m RX-1003",
        "faturas RX-1001 até RX-1003",
        "all invoices between RX-1001 and RX-1003",
    ],
)
def test_a_range_asks_for_every_number_between_its_ends(words: str) -> None:
    assert short(reply_to(words, "RX-1001", "RX-1003")) == ["1001", "1002", "1003"]


def test_a_gap_or_a_foreign_number_inside_a_range_goes_to_a_person() -> None:
    reply = reply_to("RX-1004 to RX-1008", "RX-1004", "RX-1008")
    assert (reply.blocked_by, short(reply)) == (("not_owned",), ["1004", "1005", "1006"])
    unknown_end = reply_to("RX-1005 to RX-1007", "RX-1005")
    assert (unknown_end.blocked_by, short(unknown_end)) == (("not_owned",), ["1005", "1006"])


@pytest.mark.parametrize(
    ("words", "numbers", "misses"),
    [
        ("Please send RX-1001 to RX-1020.", ("RX-1001", "RX-1020"), 0),
        ("RX-1001 to RX-1020, and RX-1009", ("RX-1001", "RX-1020", "RX-1009"), 1),
        ("RX-1001 to RX-1019", ("RX-1001", "RX-1019"), 1),
        ("RX-1001 to RX-1019", ("RX-1001",), 1),
        ("RX-1010 to RX-1019", ("RX-1010", "RX-1019"), 2),
    ],
)
@pytest.mark.parametrize("foreign", [False, True])
def test_gaps_of_a_range_are_no_guesses_but_its_ends_are(
    words: str, numbers: tuple[str, ...], misses: int, *, foreign: bool
) -> None:
    """Whether a gap is another customer's or nobody's makes no difference."""
    books = ledger()
    gaps = [item(f"RX-{number}", "C002") for number in range(1007, 1020)] if foreign else []
    books = replace(books, open_items=(*books.open_items[:-1], *gaps, item("RX-1020", "C001")))
    mail = mail_from(new_text=words, subject="Request")
    found = answer(request_for(Asked(numbers=numbers), mail=mail, ledger=replace(books, imported_at=NOW)))
    assert found is not None
    assert (found.misses, "not_owned" in found.blocked_by, found.auto_send) == (misses, True, False)


def test_an_endless_range_breaks_the_limit_instead_of_being_counted_out() -> None:
    reply = reply_to("RX-1001 to RX-9999999", "RX-1001", "RX-9999999")
    assert "cap" in reply.blocked_by


def test_two_numbers_that_a_to_stands_between_by_chance_are_no_range() -> None:
    assert short(reply_to("Send RX-1001 to 12 Mill Street", "RX-1001")) == ["1001"]
    assert short(reply_to("RX-1001 and RX-1003", "RX-1001", "RX-1003")) == ["1001", "1003"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Please send copies of all open invoices.", "1001 1002 1004 1005"),
        ("Please send all open invoices of March.", "1004"),
        ("Please send all invoices of February 2026.", "1003"),
        ("our January invoices, please", "1002"),
        ("copies of the invoices from December to February", "1001 1002 1003"),
        ("Kopien aller offenen Rechnungen aus dem ersten Quartal", "1002 1004"),
        ("sämtliche Rechnungen vom März 2026", "1004"),
        ("toutes les factures impayées du mois de mars", "1004"),
        ("todas las facturas pendientes de marzo", "1004"),
        ("tutte le fatture aperte di marzo", "1004"),
        ("alle openstaande facturen van maart", "1004"),
        ("todas as faturas em aberto de março", "1004"),
        ("all invoices of last month", "1005"),
        ("all overdue invoices", "1001 1002 1004 1005"),
        ("last month's invoices again, please", "1005"),
    ],
)
def test_open_invoices_and_those_of_a_period_are_found_in_seven_languages(words: str, numbers: str) -> None:
    reply = reply_to(words)
    assert (" ".join(short(reply)), reply.blocked_by) == (numbers, ())


@pytest.mark.parametrize(
    "words",
    [
        "Please send the invoice of 12 March.",
        "We close our books for March. Please send the missing invoices.",
        "May we have copies of the invoices so that we may pay?",
        "all open invoices from 1.3. to 15.3.",
        "invoices of 31 February 2026 to 3 March",
    ],
)
def test_what_is_no_whole_period_is_asked_for(words: str) -> None:
    assert reply_to(words).blocked_by == ("nothing_named",)


def test_a_period_without_invoices_is_not_on_file() -> None:
    assert reply_to("all open invoices of November").blocked_by == ("not_on_file",)


def test_beside_numbers_only_a_wish_for_all_widens_the_request() -> None:
    beside = reply_to("We checked our open invoices and miss RX-1001.", "RX-1001")
    assert short(beside) == ["1001"]
    more = reply_to("Please send RX-1001 and all open invoices of March.", "RX-1001")
    assert short(more) == ["1001", "1004"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("march", date(2026, 3, 1), date(2026, 3, 31)),
        ("december", date(2025, 12, 1), date(2025, 12, 31)),
        ("november to january", date(2025, 11, 1), date(2026, 1, 31)),
        ("q1 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("deuxieme trimestre", date(2026, 4, 1), date(2026, 6, 30)),
        ("vorige maand", date(2026, 4, 1), date(2026, 4, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_without_a_year_is_the_last_that_has_begun(text: str, first: date, last: date) -> None:
    assert read_period(text, TODAY) == Period(first, last)
    assert read_period("12 march", TODAY) is None


def kinds_of(text: str, wish: Asked, **more: object) -> tuple[list[str], tuple[str, ...]]:
    found = answer(request_for(wish, mail=mail_from(new_text=text, subject="x"), **more))
    assert found is not None
    return [each.file for each in found.attachments], found.blocked_by


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Please send us the proof of delivery for INV-1001 and a copy of the invoice."),
        ("fr", "Merci de nous envoyer la preuve de livraison et une copie de la facture INV-1001."),
        ("de", "Bitte senden Sie uns den Lieferschein zu INV-1001 und eine Rechnungskopie."),
        ("es", "Por favor envíen el albarán y una copia de la factura INV-1001."),
    ],
)
def test_a_copy_asked_for_beside_another_document_comes_along(language: str, words: str) -> None:
    wish = Asked(
        Intent.SUPPORTING_DOCUMENT_REQUEST,
        kinds=(DocumentKind.PROOF_OF_DELIVERY,),
        more={"language": language},
    )
    assert kinds_of(words, wish) == (["pod-1001.pdf", "INV-1001.pdf"], ())


def test_a_copy_of_another_document_is_no_copy_of_the_invoice() -> None:
    wish = Asked(Intent.SUPPORTING_DOCUMENT_REQUEST, kinds=(DocumentKind.PROOF_OF_DELIVERY,))
    assert kinds_of("Please send a copy of the delivery note for invoice INV-1001.", wish)[0] == [
        "pod-1001.pdf"
    ]


def test_a_statement_asked_for_beside_a_copy_comes_along_and_one_that_is_mentioned_does_not() -> None:
    both = kinds_of("Please send a copy of INV-1001 and a statement of account.", Asked())
    assert both[0] == ["INV-1001.pdf", "statement-c1.pdf"]
    one = kinds_of("INV-1001 stands on your statement of account. Please send a copy.", Asked())
    assert one[0] == ["INV-1001.pdf"]


@pytest.mark.parametrize(
    ("reason", "words", "files"),
    [
        (
            "supporting_document_missing",
            "We withhold payment until we get the proof of delivery.",
            ["pod-1001.pdf"],
        ),
        ("supporting_document_missing", "There is no delivery note for INV-1001.", ["pod-1001.pdf"]),
        ("tax_information", "We cannot pay without your tax residency certificate.", ["tax.pdf"]),
        ("tax_information", "The VAT number on the invoice is wrong.", []),
        ("invoice_not_received", "We never got INV-1001.", ["INV-1001.pdf"]),
        ("price", "The price is wrong, see the delivery note.", []),
    ],
)
def test_a_dispute_about_a_missing_document_is_answered_by_sending_it(
    reason: str, words: str, files: list[str]
) -> None:
    dispute = Dispute(DisputeReason(reason), ("INV-1001",), None, 50, Band.HIGH)
    found, blocked = kinds_of(words, Asked(Intent.DISPUTE), dispute=dispute)
    assert (found, blocked) == (files, ())


def test_a_copy_asked_for_beside_a_question_comes_along() -> None:
    wish = Asked(Intent.PO_INQUIRY)
    both = kinds_of("Could you send invoice INV-1001 and tell us which PO it belongs to?", wish)
    assert both == (["INV-1001.pdf"], ())
    assert kinds_of("Which PO does invoice INV-1001 belong to?", wish) == ([], ())
    pay = kinds_of("Please send a payment link for invoice INV-1001.", Asked(Intent.PAYMENT_LINK_REQUEST))
    assert pay == ([], ("not_on_file",))


@pytest.mark.parametrize(
    ("words", "files", "blocked"),
    [
        ("Please send us the signed delivery note DN-9.", ["pod-1001.pdf"], ()),
        ("Please send us the signed delivery notes DN-9 and DN-8.", ["pod-1001.pdf"], ("not_owned",)),
        ("Please send us the signed delivery note DN-777.", [], ("nothing_named",)),
    ],
)
def test_a_delivery_note_named_by_its_own_number_is_found(
    words: str, files: list[str], blocked: tuple[str, ...]
) -> None:
    wish = Asked(Intent.SUPPORTING_DOCUMENT_REQUEST, (), kinds=(DocumentKind.PROOF_OF_DELIVERY,))
    assert kinds_of(words, wish) == (files, blocked)


@pytest.mark.parametrize(
    "words",
    [
        "Please send the timesheets for invoice INV-1001.",
        "Please send us for invoice INV-1001 the proof of delivery.",
        "Please send payment details for the invoice.",
    ],
)
def test_an_invoice_that_is_only_named_is_not_asked_for(words: str) -> None:
    wish = Asked(Intent.SUPPORTING_DOCUMENT_REQUEST, kinds=(DocumentKind.PROOF_OF_DELIVERY,))
    assert kinds_of(words, wish)[0] == ["pod-1001.pdf"]


@pytest.mark.parametrize(
    "kernel",
    [
        "a",
        "1",
        "1 to ",
        "INV-1001 to ",
        "invoices of ",
        "2025 ",
        "march ",
        "all open invoices ",
        "RB-1-",
        "é",
    ],
)
def test_no_text_takes_long_to_read(kernel: str) -> None:
    text = kernel * (400_000 // len(kernel))
    started = time.process_time()
    for wish in (
        Asked(),
        Asked(Intent.SUPPORTING_DOCUMENT_REQUEST, (), kinds=(DocumentKind.PROOF_OF_DELIVERY,)),
    ):
        kinds_of(text, wish)
    assert time.process_time() - started < 4
