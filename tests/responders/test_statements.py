"""Statements made on the spot: figures, ages, languages, harmless cells, the same bytes each time."""

import base64
import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from domain.decisions import Reply
from domain.ledger import Ledger, OpenItem
from domain.policy import Answering, Authentication
from domain.words import DocumentType, Intent, Mode
from responders.answering import answer
from responders.attached import bytes_of
from responders.reverification import reverify
from responders.statements import made
from responders.statements.figures import figures_of
from tests.responders.answering_cases import LEDGER, NOW, SERVER, Asked, content_of, item, request_for

WISH = Asked(Intent.STATEMENT_REQUEST, ())


def owed(number: str, due: date | None, amount: str, currency: str = "EUR", **more: object) -> OpenItem:
    value = Decimal(amount)
    return replace(
        item(number, "C001", due_date=due), amount=value, open_amount=value, currency=currency, **more
    )


ITEMS = (
    owed("A-1", date(2026, 5, 4), "1234.50"),
    owed("A-2", date(2026, 5, 3), "10.00"),
    owed("A-3", date(2026, 4, 3), "20.00"),
    owed("A-4", date(2026, 3, 4), "40.00"),
    owed("A-5", date(2026, 1, 1), "80.00"),
    owed("A-6", None, "160.00"),
    owed("CN-7", date(2026, 5, 3), "-5.00", document_type=DocumentType.CREDIT_NOTE),
    owed("B-1", date(2026, 2, 1), "7.00", "USD", po_number="=HYPERLINK(1)"),
    replace(item("PAID-1", "C001"), open_amount=Decimal(0)),
    item("FOREIGN-1", "C002"),
)


def ledger(*items: OpenItem) -> Ledger:
    return replace(LEDGER, open_items=items, supporting_documents=())


def statement(language: str = "en", *items: OpenItem, answering: Answering | None = None) -> Reply:
    wish = replace(WISH, more={"language": language})
    policy = {} if answering is None else {"answering": answering}
    found = answer(request_for(wish, ledger=ledger(*(items or ITEMS)), **policy))
    assert found is not None
    return found


def text_of(reply: Reply) -> str:
    document = pypdfium2.PdfDocument(bytes_of(reply.attachments[0], content_of))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def rows_of(reply: Reply) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bytes_of(reply.attachments[1], content_of).decode("utf-8-sig"))))


def test_totals_stand_by_age_and_currency() -> None:
    figures = figures_of(ledger(*ITEMS), LEDGER.customers[0], date(2026, 5, 4))
    euro, dollar = figures.totals
    assert [str(each) for each in euro.buckets] == ["1394.50", "5.00", "20.00", "40.00", "80.00"]
    assert (str(euro.total), dollar.currency, str(dollar.total)) == ("1539.50", "USD", "7.00")
    assert [line.item.document_number for line in figures.lines][:2] == ["A-5", "A-4"]


@pytest.mark.parametrize(
    ("language", "title", "amount", "day"),
    [
        ("en", "Statement of account", "1,539.50", "04 May 2026"),
        ("fr", "Relevé de compte", "1 539,50", "04/05/2026"),
        ("de", "Kontoauszug", "1.539,50", "04.05.2026"),
        ("es", "Estado de cuenta", "1.539,50", "04/05/2026"),
        ("it", "Estratto conto", "1.539,50", "04/05/2026"),
        ("nl", "Rekeningoverzicht", "1.539,50", "04-05-2026"),
        ("pt", "Extrato de conta", "1 539,50", "04/05/2026"),
    ],
)
def test_a_statement_speaks_the_language_of_the_mail(
    language: str, title: str, amount: str, day: str
) -> None:
    shown = " ".join(text_of(statement(language)).split())
    assert all(words in shown for words in (title, day, "Acme Corp (C001)", "USD"))
    assert amount in shown
    assert "FOREIGN-1" not in shown
    assert "PAID-1" not in shown


def test_the_sheet_holds_the_same_items_and_nothing_that_computes() -> None:
    rows = rows_of(statement())
    assert len(rows) == 9
    assert [
        "B-1",
        "Invoice",
        "2026-02-28",
        "2026-02-01",
        "'=HYPERLINK(1)",
        "USD",
        "7.00",
        "7.00",
        "92",
    ] in rows
    assert any(row[0] == "CN-7" and row[7] == "-5.00" for row in rows)


def test_the_same_books_give_the_same_bytes_and_are_checked_again() -> None:
    first, second = statement(), statement()
    assert [each.sha256 for each in first.attachments] == [each.sha256 for each in second.attachments]
    assert reverify(first, ledger(*ITEMS), content_of) == ()
    assert reverify(first, replace(LEDGER, customers=()), content_of) != ()
    forged = replace(first.attachments[0], made=base64.b64encode(b"other").decode())
    assert reverify(replace(first, attachments=(forged,)), LEDGER, content_of) != ()


def test_names_are_drawn_as_text_and_never_read_as_markup() -> None:
    hostile = replace(LEDGER.customers[0], name='Łódź <img src="file:///etc/hostname"/> & <b>Söhne</b> Ωμέγα')
    books = replace(ledger(*ITEMS), customers=(hostile,))
    found = answer(request_for(WISH, ledger=books))
    assert found is not None
    assert 'Lódz <img src="file:///etc/hostname"/> & <b>Söhne</b>' in " ".join(text_of(found).split())


def test_a_customer_without_open_items_gets_a_statement_that_says_so() -> None:
    assert "No items are open." in text_of(statement("en", item("FOREIGN-1", "C002")))


def test_a_statement_of_too_many_items_is_for_a_person() -> None:
    many = tuple(owed(f"M-{number}", None, "1.00") for number in range(made.MOST_LINES + 1))
    assert statement("en", *many).blocked_by == ("not_on_file",)


def test_a_statement_never_leaves_by_itself_unless_its_kind_is_let_go() -> None:
    careful = Answering(mode=Mode.AUTOMATIC, authentication=Authentication(trusted_authserv_id=SERVER))
    assert statement(answering=careful).blocked_by == ("sensitive_kind",)
    assert NOW.date() == date(2026, 5, 4)
