"""Every release rule both ways: the sound mail goes, each single fault stops it under its own name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.decisions import AlsoDecision
from domain.ledger import Ledger
from domain.mail import Address
from domain.policy import Authentication
from domain.words import Block, DocumentKind, Flag, Intent, Mode, ReplyKind, Route
from responders.answering import answer
from responders.release.table import RULES
from responders.request import History
from tests.responders.answering_cases import LEDGER, NOW, Asked, item, listed, mail_from, request_for
from tests.responders.release_verdicts import blocked, policy


def test_a_sound_request_leaves_by_itself_with_its_document() -> None:
    reply = answer(request_for())
    assert reply is not None
    assert reply.auto_send
    assert reply.to == ("ap@acme.example",)
    assert [each.file for each in reply.attachments] == ["INV-1001.pdf"]
    assert (reply.kind, reply.mode, reply.not_before) == (ReplyKind.INVOICE_COPY, Mode.AUTOMATIC, None)


FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("mode_off", {"answering": policy(mode=Mode.OFF)}),
    ("mode_draft", {"answering": policy(mode=Mode.DRAFT)}),
    ("kill_switch", {"answering": policy(kill_switch=True)}),
    ("no_trusted_server", {"answering": policy(authentication=Authentication())}),
    ("sender_not_authenticated", {"mail": mail_from(authentication=())}),
    ("several_from", {"asked": Asked(more={"flags": (Flag.SEVERAL_FROM,)})}),
    ("contact_may_not_receive", {"mail": mail_from("intern@acme.example")}),
    ("customer_unclear", {"mail": mail_from("shared@group.example")}),
    ("sender_unknown", {"mail": mail_from("stranger@acme.example")}),
    ("not_owned", {"asked": Asked(numbers=("INV-2001",))}),
    ("not_owned", {"asked": Asked(numbers=("INV-9999",))}),
    ("not_owned", {"asked": Asked(numbers=("INV-1001", "INV-2001"))}),
    ("not_on_file", {"asked": Asked(numbers=("INV-1003",))}),
    ("nothing_named", {"asked": Asked(numbers=())}),
    ("sensitive_kind", {"answering": policy(sensitive_kinds=(DocumentKind.INVOICE_COPY,))}),
    ("automatic_mail", {"mail": mail_from(headers=(("X-Auto-Response-Suppress", "DR, OOF"),))}),
    ("route_unsure", {"asked": Asked(more={"auto": False})}),
    ("too_old", {"internal_date": NOW - timedelta(hours=24, seconds=1)}),
    ("backfill", {"backfill": True}),
    ("incomplete", {"incomplete": "Only the header of the mail was fetched."}),
    ("ledger_old", {"ledger": replace(LEDGER, imported_at=NOW - timedelta(days=3, seconds=1))}),
    ("ledger_old", {"ledger": replace(LEDGER, imported_at=None)}),
    ("cap", {"answering": policy(numbers_per_mail=0)}),
    ("cap", {"answering": policy(attachment_bytes=3)}),
    ("cap", {"history": History(to_correspondent_and_subject_today=1)}),
    ("cap", {"history": History(to_correspondent_today=5)}),
    ("cap", {"history": History(in_the_last_hour=50)}),
    ("cap", {"history": History(documents_to_customer_today=20)}),
    ("cap", {"history": History(to_domain_in_the_last_hour=20)}),
    ("cap", {"history": History(documents_to_correspondent_today=20)}),
    ("cap", {"history": History(documents_today=1000)}),
    ("cap", {"history": History(misses_today=3)}),
    ("undeliverable", {"history": History(hard_bounces=2)}),
    ("history", {"history": History(earlier_mails=0)}),
    ("history", {"history": History(earlier_mails=3, last_mail_at=NOW - timedelta(days=181))}),
    ("flag_bank_details_change", {"asked": Asked(more={"flags": (Flag.BANK_DETAILS_CHANGE,)})}),
    ("flag_lookalike_sender", {"asked": Asked(more={"flags": (Flag.LOOKALIKE_SENDER,)})}),
    ("flag_authentication_failed", {"asked": Asked(more={"flags": (Flag.AUTHENTICATION_FAILED,)})}),
    ("flag_instruction_to_software", {"asked": Asked(more={"flags": (Flag.INSTRUCTION_TO_SOFTWARE,)})}),
    (
        "flag_bank_details_change",
        {"asked": Asked(more={"also": (AlsoDecision(Route.OTHER, Intent.BANK_DETAILS_CHANGE, 0.9),)})},
    ),
)


@pytest.mark.parametrize(("rule", "fault"), FAULTS)
def test_one_fault_stops_the_answer_under_its_own_name_alone(rule: str, fault: dict[str, Any]) -> None:
    assert blocked(**fault) == (rule,)


def test_every_rule_of_the_table_is_shown_to_fail() -> None:
    assert {block.value for block, _ in RULES} <= {rule for rule, _ in FAULTS}
    assert {block for block, _ in RULES} == set(Block)


HOLDING: tuple[dict[str, Any], ...] = (
    {"history": History(4 - 4, 4, 49, 19, 3, NOW - timedelta(days=179))},
    {
        "history": History(
            to_domain_in_the_last_hour=19,
            documents_to_correspondent_today=19,
            documents_today=999,
            misses_today=2,
            hard_bounces=1,
        )
    },
    {"internal_date": NOW - timedelta(hours=24)},
    {"asked": Asked(numbers=("INV-1004",))},
    {"asked": Asked(numbers=("INV-5000",))},
    {"asked": Asked(more={"flags": (Flag.REPLY_TO_DIFFERS, Flag.POSSIBLE_DUPLICATE)})},
    {"asked": Asked(numbers=("inv 1001",))},
    {"mail": mail_from(reply_to=(Address("thief@evil.example"),))},
)


@pytest.mark.parametrize("fine", HOLDING)
def test_what_is_within_the_rules_goes(fine: dict[str, Any]) -> None:
    assert blocked(**fine) == ()


def test_all_failing_rules_are_named_not_only_the_first() -> None:
    names = blocked(
        mail=mail_from("stranger@evil.example", authentication=()),
        asked=Asked(numbers=("INV-2001", "INV-1003"), more={"auto": False}),
        answering=policy(mode=Mode.DRAFT, kill_switch=True),
        backfill=True,
    )
    assert set(names) == {
        "mode_draft", "kill_switch", "sender_not_authenticated", "sender_unknown",
        "not_owned", "not_on_file", "route_unsure", "backfill",
    }  # fmt: skip


def test_without_a_ledger_nothing_is_proven() -> None:
    reply = answer(request_for(ledger=None))
    assert reply is not None
    assert set(reply.blocked_by) == {"sender_unknown", "customer_unclear", "not_owned"}
    assert reply.attachments == ()


def test_an_empty_ledger_owns_nothing() -> None:
    assert "not_owned" in blocked(ledger=Ledger(imported_at=NOW))


def test_an_order_of_many_invoices_counts_as_many_numbers() -> None:
    numbers = tuple(f"INV-9{index:03}" for index in range(300))
    flood = replace(
        LEDGER,
        open_items=tuple(item(number, "C001", po_number="PO-90") for number in numbers),
        supporting_documents=tuple(
            listed(f"{number}.pdf", DocumentKind.INVOICE_COPY, number, "C001") for number in numbers
        ),
    )
    reply = answer(request_for(Asked(numbers=(), orders=("PO-90",)), ledger=flood))
    assert reply is not None
    assert (reply.blocked_by, len(reply.attachments)) == (("cap",), 50)
    named = answer(request_for(Asked(numbers=numbers), ledger=flood))
    assert named is not None
    assert (named.blocked_by, len(named.attachments)) == (("cap",), 50)
    generous = policy(numbers_per_mail=299)
    assert blocked(asked=Asked(numbers=(), orders=("PO-90",)), ledger=flood, answering=generous) == ("cap",)
