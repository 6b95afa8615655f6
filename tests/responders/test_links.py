"""Links in answers: what they hold, who may have them, and what is too large to attach."""

import hmac
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from domain.decisions import Reply
from domain.link_policy import Links
from domain.policy import Company, Outgoing
from domain.words import Intent
from responders.answering import answer
from responders.links import is_signed, token_parts
from responders.message import freeze
from tests.responders.answering_cases import (
    LEDGER,
    NOW,
    POLICY,
    Asked,
    content_of,
    item,
    mail_from,
    request_for,
)

KEY = b"a made-up key of links"
PAGE = "https://pay.example/?n={number}&a={amount}&c={currency}&k={customer}&e={expires}&s={signature}"
LINKS = Links(payment=PAGE, download="https://ar.example")
SMALL = POLICY.model_copy(update={"attachment_bytes": 10})


def reply_to(wish: Asked, **more: object) -> Reply:
    found = answer(request_for(wish, **{"links": LINKS, "link_key": KEY, **more}))
    assert found is not None
    return found


PAY = Asked(Intent.PAYMENT_LINK_REQUEST)


def test_a_payment_link_is_signed_over_what_it_holds() -> None:
    reply = reply_to(PAY)
    address = next(word for word in reply.body.split() if word.startswith("https://"))
    held = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (held["n"], held["a"], held["c"], held["k"]) == ("INV-1001", "100.00", "EUR", "C001")
    assert int(held["e"]) == int((NOW + timedelta(days=14)).timestamp())
    message = "\n".join((held["n"], held["k"], held["a"], held["c"], held["e"])).encode()
    assert hmac.new(KEY, message, "sha256").hexdigest() == held["s"]
    assert reply.auto_send and "18 May 2026" in reply.body


def test_a_hostile_number_of_the_books_stays_inside_its_place() -> None:
    number = 'X&a=1#{amount} "<b>/../'
    books = replace(LEDGER, open_items=(item(number, "C001"),))
    reply = reply_to(replace(PAY, numbers=(number,)), ledger=books)
    address = reply.body.split(": https", 1)[1].split()[0]
    assert parse_qs(urlsplit("https" + address).query)["n"] == [number]


@pytest.mark.parametrize(
    ("numbers", "blocked"),
    [
        (("INV-1004",), ("not_on_file",)),
        (("INV-2001",), ("not_owned",)),
        (("INV-9999",), ("not_owned",)),
        ((), ("nothing_named",)),
    ],
)
def test_what_is_paid_foreign_or_not_named_gets_no_link(
    numbers: tuple[str, ...], blocked: tuple[str, ...]
) -> None:
    reply = reply_to(replace(PAY, numbers=numbers))
    assert reply.blocked_by == blocked
    assert "https://" not in reply.body


def test_without_address_or_key_a_person_answers() -> None:
    assert reply_to(PAY, links=Links()).blocked_by == ("not_on_file",)
    assert reply_to(PAY, link_key=b"short").blocked_by == ("not_on_file",)


@pytest.mark.parametrize(
    "address",
    [
        "http://pay.example/{number}{expires}{signature}",
        "https://pay.example/{number}{expires}",
        "https://pay.example/{number}{expires}{signature}{iban}",
        "https://{customer}/{number}{expires}{signature}",
        "javascript:alert({number}{expires}{signature})",
        'https://pay.example/"{number}{expires}{signature}',
    ],
)
def test_an_address_that_could_lead_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        Links(payment=address)


def test_what_is_too_large_is_offered_and_not_attached() -> None:
    reply = reply_to(Asked(numbers=("INV-1001", "INV-1002")), answering=SMALL)
    assert reply.auto_send
    assert [each.file for each in reply.attachments] == ["INV-1001.pdf", "INV-1002.pdf"]
    for each in reply.attachments:
        assert each.link is not None and f"https://ar.example/download/{each.link}" in reply.body
        assert is_signed(each.link, KEY, each.sha256)
        parts = token_parts(each.link)
        assert parts is not None and parts[1] == NOW + timedelta(days=7) == each.link_until
    raw = freeze(
        reply,
        mail_from(),
        Company(name="Seller"),
        Outgoing(sender="ar@seller.example"),
        "<a@seller.example>",
        NOW,
        content_of,
        automatic=True,
    )
    message = message_from_bytes(raw, policy=policy.default)
    assert list(message.iter_attachments()) == []
    html = message.get_body(("html",)).get_content()
    assert f'<a href="https://ar.example/download/{reply.attachments[0].link}">' in html


def test_two_links_to_the_same_document_are_never_the_same() -> None:
    first, second = (reply_to(Asked(), answering=SMALL).attachments[0].link for _ in range(2))
    assert first != second


def test_without_a_public_address_the_size_blocks() -> None:
    reply = reply_to(Asked(), answering=SMALL, links=Links())
    assert reply.blocked_by == ("cap",)
    assert all(each.link is None for each in reply.attachments)
    assert reply_to(Asked()).attachments[0].link is None


def test_an_overpaid_item_and_a_credit_note_are_nothing_to_pay() -> None:
    credit = replace(item("CN-1", "C001"), open_amount=Decimal("-5.00"))
    books = replace(LEDGER, open_items=(credit,))
    assert reply_to(replace(PAY, numbers=("CN-1",)), ledger=books).blocked_by == ("not_on_file",)
