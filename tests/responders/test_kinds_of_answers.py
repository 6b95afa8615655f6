"""What each kind of answer carries and says."""

import importlib
import pkgutil
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.decisions import AlsoDecision, Dispute, Reply
from domain.remittance import Remittance, RemittanceLine
from domain.words import WRITTEN_KINDS, Band, DisputeReason, DocumentKind, Intent, Layout, ReplyKind, Route
from responders import kinds
from responders.answering import answer, responders
from responders.requested import requested_documents
from tests.responders.answering_cases import LEDGER, Asked, listed, mail_from, request_for

SUPPORT = Intent.SUPPORTING_DOCUMENT_REQUEST


def reply_to(asked: Asked, **more: object) -> Reply:
    reply = answer(request_for(asked, **more))
    assert reply is not None
    return reply


def files(reply: Reply) -> list[str]:
    return [each.file for each in reply.attachments]


def dispute(reason: DisputeReason, *documents: str) -> Dispute:
    return Dispute(reason, documents, Decimal("12.00"), 50, Band.HIGH)


def test_every_kind_of_reply_has_one_responder_in_a_file_of_its_own() -> None:
    modules = [module.name for module in pkgutil.iter_modules(kinds.__path__)]
    assert sorted(each.kind.value for each in responders()) == sorted(modules)
    assert sorted(modules) == sorted(set(ReplyKind) - WRITTEN_KINDS)
    assert all(importlib.import_module(f"responders.kinds.{name}").PLUGIN.name == name for name in modules)


def test_several_invoices_come_in_one_answer_that_names_just_these() -> None:
    reply = reply_to(Asked(numbers=("INV-1002", "INV-1001")))
    assert files(reply) == ["INV-1002.pdf", "INV-1001.pdf"]
    assert "- Invoice INV-1001 of 28 February 2026" in reply.body
    assert reply.body.endswith("Kind regards,\nThe AR team\nSeller Inc\n")


def test_an_order_number_alone_asks_for_the_invoices_of_that_order() -> None:
    reply = reply_to(Asked(numbers=(), orders=("PO-77",)))
    assert (files(reply), reply.auto_send) == (["INV-1001.pdf", "INV-1002.pdf"], True)
    assert reply_to(Asked(numbers=(), orders=("PO-88",))).blocked_by == ("not_owned",)
    assert reply_to(Asked(numbers=(), orders=("PO-79",))).blocked_by == ("not_on_file",)


def test_a_draft_attaches_and_names_only_what_may_go() -> None:
    reply = reply_to(Asked(numbers=("INV-1001", "INV-2001", "INV-1003")))
    assert files(reply) == ["INV-1001.pdf"]
    assert reply.blocked_by == ("not_owned", "not_on_file")
    assert "INV-2001" not in reply.body
    assert "INV-1003" not in reply.body


@pytest.mark.parametrize(
    ("kind", "numbers", "orders", "file"),
    [
        (DocumentKind.PROOF_OF_DELIVERY, ("INV-1001",), (), "pod-1001.pdf"),
        (DocumentKind.PURCHASE_ORDER, ("INV-1002",), (), "po-77.pdf"),
        (DocumentKind.PURCHASE_ORDER, (), ("po 77",), "po-77.pdf"),
        (DocumentKind.W9, (), (), "w9.pdf"),
        (DocumentKind.TAX_CERTIFICATE, (), (), "tax.pdf"),
        (DocumentKind.CONTRACT, (), (), "contract-c1.pdf"),
    ],
)
def test_a_supporting_document_is_found_by_kind_and_number(
    kind: DocumentKind, numbers: tuple[str, ...], orders: tuple[str, ...], file: str
) -> None:
    reply = reply_to(Asked(SUPPORT, numbers, orders, kinds=(kind,)))
    assert (reply.kind, files(reply), reply.auto_send) == (ReplyKind.SUPPORTING_DOCUMENT, [file], True)


def test_an_order_copy_is_refused_when_the_order_is_not_the_customers_even_beside_an_own_invoice() -> None:
    reply = reply_to(Asked(SUPPORT, ("INV-1001",), ("PO-88",), kinds=(DocumentKind.PURCHASE_ORDER,)))
    assert reply.blocked_by == ("not_owned",)


def test_a_request_without_kind_or_number_is_for_a_person() -> None:
    assert reply_to(Asked(SUPPORT, ("INV-1001",))).blocked_by == ("nothing_named",)
    without = reply_to(Asked(SUPPORT, (), kinds=(DocumentKind.PROOF_OF_DELIVERY,)))
    assert without.blocked_by == ("nothing_named",)


def test_further_kinds_asked_for_with_a_copy_come_along_or_stop_it() -> None:
    reply = reply_to(Asked(kinds=(DocumentKind.PROOF_OF_DELIVERY,)))
    assert files(reply) == ["INV-1001.pdf", "pod-1001.pdf"]
    stopped = reply_to(Asked(numbers=("INV-1002",), kinds=(DocumentKind.PROOF_OF_DELIVERY,)))
    assert stopped.blocked_by == ("not_on_file",)


def test_order_information_names_the_customers_own_items_only() -> None:
    reply = reply_to(Asked(Intent.PO_INQUIRY, ("INV-1001",)))
    assert "Invoice INV-1001 of 28 February 2026: purchase order PO-77" in reply.body
    of_order = reply_to(Asked(Intent.PO_INQUIRY, (), ("PO-77",)))
    assert "INV-1002" in of_order.body
    assert of_order.auto_send
    assert reply_to(Asked(Intent.PO_INQUIRY, (), ("PO-88",))).blocked_by == ("not_owned",)
    assert reply_to(Asked(Intent.PO_INQUIRY, ("INV-1003",))).blocked_by == ("not_on_file",)
    assert reply_to(Asked(Intent.PO_INQUIRY, ())).blocked_by == ("nothing_named",)
    partly = reply_to(Asked(Intent.PO_INQUIRY, ("INV-1001", "INV-2001")))
    assert "INV-2001" not in partly.body


def test_order_information_needs_the_right_to_receive_documents() -> None:
    reply = reply_to(Asked(Intent.PO_INQUIRY), mail=mail_from("intern@acme.example"))
    assert reply.blocked_by == ("contact_may_not_receive",)


def test_a_dispute_is_acknowledged_with_what_was_understood() -> None:
    price = dispute(DisputeReason.PRICE, "INV-1001")
    reply = reply_to(Asked(Intent.DISPUTE), dispute=price)
    assert (reply.kind, files(reply), reply.auto_send) == (ReplyKind.DISPUTE_ACKNOWLEDGEMENT, [], True)
    assert "- Reason: the price\n- Invoice INV-1001" in reply.body


def test_a_dispute_over_a_missing_invoice_carries_it() -> None:
    missing = dispute(DisputeReason.INVOICE_NOT_RECEIVED, "INV-1001")
    reply = reply_to(Asked(Intent.DISPUTE), dispute=missing)
    assert (reply.kind, files(reply), reply.auto_send) == (
        ReplyKind.DISPUTE_ACKNOWLEDGEMENT,
        ["INV-1001.pdf"],
        True,
    )
    pod = dispute(DisputeReason.SUPPORTING_DOCUMENT_MISSING, "INV-1001")
    carried = reply_to(Asked(Intent.DISPUTE, kinds=(DocumentKind.PROOF_OF_DELIVERY,)), dispute=pod)
    assert files(carried) == ["pod-1001.pdf"]
    assert reply_to(Asked(Intent.DISPUTE), dispute=pod).blocked_by == ("nothing_named",)
    lost = dispute(DisputeReason.INVOICE_NOT_RECEIVED, "INV-1003")
    assert reply_to(Asked(Intent.DISPUTE, ("INV-1003",)), dispute=lost).blocked_by == ("not_on_file",)


def test_a_dispute_over_a_foreign_document_is_not_acknowledged_by_itself_and_does_not_name_it() -> None:
    reply = reply_to(Asked(Intent.DISPUTE), dispute=dispute(DisputeReason.PRICE, "INV-2001"))
    assert reply.blocked_by == ("not_owned",)
    assert "INV-2001" not in reply.body


def test_a_listed_statement_is_sent_and_without_one_the_open_items() -> None:
    wish = Asked(Intent.STATEMENT_REQUEST, ())
    assert files(reply_to(wish)) == ["statement-c1.pdf"]
    bare = replace(LEDGER, supporting_documents=())
    made = reply_to(wish, ledger=bare)
    assert (files(made), made.auto_send) == (["statement.pdf", "statement.csv"], True)


def test_a_payment_link_is_for_a_person() -> None:
    assert reply_to(Asked(Intent.PAYMENT_LINK_REQUEST)).blocked_by == ("not_on_file",)


def test_a_wish_to_be_written_to_no_more_is_confirmed_also_for_an_address_of_two_customers() -> None:
    reply = reply_to(Asked(Intent.UNSUBSCRIBE, ()), mail=mail_from("shared@group.example"))
    assert reply.auto_send
    assert "shared@group.example" in reply.body


def test_all_matters_of_a_mail_get_one_answer_under_the_kind_of_the_first() -> None:
    also = (
        AlsoDecision(Route.INVOICE_COPY_REQUEST, SUPPORT, 0.9),
        AlsoDecision(Route.INVOICE_COPY_REQUEST, Intent.INVOICE_COPY_REQUEST, 0.9),
    )
    price = dispute(DisputeReason.PRICE, "INV-1001")
    asked = Asked(
        Intent.DISPUTE, ("INV-1001", "INV-1002"), kinds=(DocumentKind.PROOF_OF_DELIVERY,), more={"also": also}
    )
    mail = mail_from(new_text="INV-1001 is too dear. Please resend INV-1002 and INV-1001.")
    reply = reply_to(asked, mail=mail, dispute=replace(price, documents=("INV-1001", "INV-1002")))
    assert reply.kind is ReplyKind.DISPUTE_ACKNOWLEDGEMENT
    assert files(reply) == ["pod-1001.pdf", "INV-1001.pdf", "INV-1002.pdf"]
    assert reply.body.count("Please find attached") == 1


def test_a_first_matter_that_calls_for_nothing_leaves_the_kind_to_the_next() -> None:
    also = (AlsoDecision(Route.INVOICE_COPY_REQUEST, Intent.INVOICE_COPY_REQUEST, 0.9),)
    asked = Asked(Intent.PAYMENT_ADVICE, ("INV-1002", "INV-1001"), more={"also": also})
    lines = (RemittanceLine("INV-1002"),)
    mail = mail_from(subject="Payment", new_text="We lack INV-1001.")
    reply = reply_to(asked, mail=mail, remittances=(Remittance("a.pdf", Layout.TABLE, lines),))
    assert (reply.kind, files(reply)) == (ReplyKind.INVOICE_COPY, ["INV-1001.pdf"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("please send INV-1001", True),
        ("please send inv 1001.", True),
        ("please send INV-01001", True),
        ("please send INV-10012", False),
        ("please send XINV-1001", False),
        ("please send 1001", False),
    ],
)
def test_beside_an_advice_only_numbers_in_the_writers_words_are_asked_for(words: str, found: bool) -> None:
    paid = (Remittance("a.pdf", Layout.TABLE, (RemittanceLine("INV-1001"),)),)
    request = request_for(mail=mail_from(subject="Payment", new_text=words), remittances=paid)
    assert requested_documents(request) == (("INV-1001",) if found else ())


def test_a_file_that_vanished_or_is_empty_is_not_on_file() -> None:
    gone = listed("unreadable.pdf", DocumentKind.INVOICE_COPY, "INV-1001", "C001")
    ledger = replace(LEDGER, supporting_documents=(gone,))
    assert reply_to(Asked(), ledger=ledger).blocked_by == ("not_on_file",)
    assert reply_to(Asked(), read_file=lambda path: b"").blocked_by == ("not_on_file",)
    missing = replace(LEDGER, supporting_documents=(replace(gone, path=None),))
    assert reply_to(Asked(), ledger=missing).blocked_by == ("not_on_file",)


def test_a_first_matter_without_an_answer_of_its_own_still_names_what_another_attaches() -> None:
    also = (AlsoDecision(Route.INVOICE_COPY_REQUEST, Intent.INVOICE_COPY_REQUEST, 0.9),)
    reply = reply_to(Asked(Intent.PO_INQUIRY, ("INV-1004",), more={"also": also}))
    assert (reply.kind, files(reply)) == (ReplyKind.PO_INFORMATION, ["INV-1004.pdf"])
    assert "- Invoice INV-1004" in reply.body
    assert reply.blocked_by == ("not_on_file",)
