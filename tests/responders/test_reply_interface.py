"""The sentences of the public interface about `reply`, one test each."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.decisions import AlsoDecision, Reply
from domain.policy import ModeRule
from domain.words import DocumentKind, Flag, Intent, Mode, ReplyKind, Route
from pipeline.item import WorkItem
from pipeline.view import view
from responders.answering import answer
from tests.responders.answering_cases import LEDGER, POLICY, Asked, mail_from, request_for

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
COPY = AlsoDecision(Route.INVOICE_COPY_REQUEST, Intent.INVOICE_COPY_REQUEST, 0.9)
PROOF = AlsoDecision(Route.INVOICE_COPY_REQUEST, Intent.SUPPORTING_DOCUMENT_REQUEST, 0.9)


def reply_to(wish: Asked, **more: object) -> Reply:
    found = answer(request_for(wish, **more))
    assert found is not None
    return found


def files(reply: Reply) -> set[str]:
    return {each.file for each in reply.attachments}


def test_kind_is_that_of_the_first_matter_that_calls_for_an_answer() -> None:
    advice = Asked(Intent.PAYMENT_ADVICE, more={"also": (COPY,)})
    assert reply_to(advice).kind is ReplyKind.INVOICE_COPY
    both = Asked(kinds=(DocumentKind.PROOF_OF_DELIVERY,), more={"also": (PROOF,)})
    assert reply_to(both).kind is ReplyKind.INVOICE_COPY
    switched_on = POLICY.model_copy(update={"acknowledge_remittances": True})
    acknowledged = reply_to(advice, answering=switched_on)
    assert (acknowledged.kind, files(acknowledged)) == (
        ReplyKind.REMITTANCE_ACKNOWLEDGEMENT,
        {"INV-1001.pdf"},
    )


@pytest.mark.parametrize(
    "intent",
    [
        Intent.AUTOMATIC_REPLY,
        Intent.BOUNCE,
        Intent.MARKETING,
        Intent.GENERAL,
        Intent.NEW_ORDER,
        Intent.SUPPLIER_INVOICE,
        Intent.PROMISE_TO_PAY,
        Intent.PAYMENT_ADVICE,
        Intent.BANK_DETAILS_CHANGE,
    ],
)
def test_null_where_no_answer_is_due(intent: Intent) -> None:
    assert answer(request_for(Asked(intent))) is None


def test_null_for_a_kind_that_is_off_unless_a_mode_is_given() -> None:
    off = POLICY.model_copy(update={"modes": (ModeRule(mode=Mode.OFF, kind=ReplyKind.INVOICE_COPY),)})
    assert answer(request_for(answering=off)) is None
    assert reply_to(Asked(), answering=off, mode_override=Mode.AUTOMATIC).auto_send
    advice = reply_to(Asked(Intent.PAYMENT_ADVICE), mode_override=Mode.AUTOMATIC)
    assert advice.kind is ReplyKind.REMITTANCE_ACKNOWLEDGEMENT


@pytest.mark.parametrize("mode", [Mode.DELAYED, Mode.AUTOMATIC])
def test_auto_send_in_delayed_and_automatic_when_every_rule_holds(mode: Mode) -> None:
    assert reply_to(Asked(), mode_override=mode).auto_send


@pytest.mark.parametrize(("mode", "block"), [(Mode.OFF, "mode_off"), (Mode.DRAFT, "mode_draft")])
def test_the_mode_alone_blocks_an_answer_that_is_otherwise_fine(mode: Mode, block: str) -> None:
    reply = reply_to(Asked(), mode_override=mode)
    assert (reply.blocked_by, files(reply)) == ((block,), {"INV-1001.pdf"})


def test_a_mode_loosens_no_rule_and_no_sensitive_kind() -> None:
    careful = POLICY.model_copy(update={"sensitive_kinds": (DocumentKind.W9,)})
    wish = Asked(Intent.SUPPORTING_DOCUMENT_REQUEST, (), kinds=(DocumentKind.W9,))
    reply = reply_to(wish, answering=careful, mode_override=Mode.AUTOMATIC)
    assert (reply.blocked_by, files(reply)) == (("sensitive_kind",), {"w9.pdf"})


@pytest.mark.parametrize(
    "numbers", [("INV-1001", "INV-2001"), ("INV-1001", "INV-9999"), ("INV-2001",), ("INV-9999",)]
)
def test_a_blocked_reply_holds_only_files_of_the_customer_and_tells_foreign_from_unknown_nowhere(
    numbers: tuple[str, ...],
) -> None:
    reply = reply_to(Asked(numbers=numbers))
    assert reply.blocked_by == ("not_owned",)
    assert files(reply) == ({"INV-1001.pdf"} if "INV-1001" in numbers else set())
    assert not any(number in reply.body for number in numbers if number != "INV-1001")


def test_a_flag_blocks_by_its_name_and_the_answer_goes_to_the_sender_alone() -> None:
    reply = reply_to(Asked(more={"flags": (Flag.LOOKALIKE_SENDER,)}))
    assert (reply.blocked_by, reply.to) == (("flag_lookalike_sender",), ("ap@acme.example",))


def test_a_statement_made_on_the_spot_is_named_once() -> None:
    bare = replace(LEDGER, supporting_documents=())
    reply = reply_to(Asked(Intent.STATEMENT_REQUEST, ()), ledger=bare)
    understanding = Asked(Intent.STATEMENT_REQUEST, ()).understanding()
    item = WorkItem("a.eml", b"", NOW, mail=mail_from(), understanding=understanding, reply=reply)
    shown = view(item).reply
    assert shown is not None
    assert (shown.kind, shown.attachments, shown.auto_send) == (ReplyKind.STATEMENT, ["statement.pdf"], True)
    assert files(reply) == {"statement.pdf", "statement.csv"}


def test_a_mail_gets_the_documents_of_all_its_matters_and_one_missing_keeps_all_back() -> None:
    proof = (DocumentKind.PROOF_OF_DELIVERY,)
    both = reply_to(Asked(kinds=proof, more={"also": (PROOF,)}))
    assert (files(both), both.auto_send) == ({"INV-1001.pdf", "pod-1001.pdf"}, True)
    half = reply_to(Asked(numbers=("INV-1002",), kinds=proof, more={"also": (PROOF,)}))
    assert (files(half), half.blocked_by) == ({"INV-1002.pdf"}, ("not_on_file",))
    assert "Proof" not in half.body
