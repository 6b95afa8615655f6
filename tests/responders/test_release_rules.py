"""Every release rule both ways: the sound mail goes, each single fault stops it under its own name."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.decisions import AlsoDecision
from domain.ledger import Ledger
from domain.mail import Address, AuthenticationResults, AuthMethod
from domain.policy import Authentication, ModeRule
from domain.words import Block, DocumentKind, Flag, Intent, Mode, ReplyKind, Route
from responders.answering import answer
from responders.release.table import RULES
from responders.request import History
from tests.responders.answering_cases import (
    LEDGER,
    NOW,
    POLICY,
    SERVER,
    Asked,
    item,
    listed,
    mail_from,
    request_for,
    stamp,
)


def blocked(**more: Any) -> tuple[str, ...]:
    asked = more.pop("asked", None)
    reply = answer(request_for(asked, **more))
    assert reply is not None
    assert reply.auto_send is (not reply.blocked_by)
    assert len(reply.blocked_by) == len(reply.block_reasons)
    return reply.blocked_by


def policy(**more: Any) -> Any:
    return POLICY.model_copy(update=more)


def test_a_sound_request_leaves_by_itself_with_its_document() -> None:
    reply = answer(request_for())
    assert reply is not None
    assert reply.auto_send
    assert reply.to == ("ap@acme.example",)
    assert [each.file for each in reply.attachments] == ["INV-1001.pdf"]
    assert (reply.kind, reply.mode, reply.not_before) == (ReplyKind.INVOICE_COPY, Mode.AUTOMATIC, None)


def test_a_delayed_answer_says_when_it_may_leave() -> None:
    reply = answer(request_for(answering=policy(mode=Mode.DELAYED, delay_minutes=30)))
    assert reply is not None
    assert reply.auto_send
    assert reply.not_before == NOW + timedelta(minutes=30)


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


def test_two_from_addresses_are_nobodys_word_and_nobody_is_answered() -> None:
    reply = answer(
        request_for(mail=mail_from(senders=(Address("ap@acme.example"), Address("x@evil.example"))))
    )
    assert reply is not None
    assert reply.to == ()
    assert {"several_from", "sender_not_authenticated", "sender_unknown"} <= set(reply.blocked_by)
    assert "several_from" in blocked(mail=mail_from(from_fields=2))
    assert "several_from" in blocked(mail=mail_from(senders=()))


def test_without_a_ledger_nothing_is_proven() -> None:
    reply = answer(request_for(ledger=None))
    assert reply is not None
    assert set(reply.blocked_by) == {"sender_unknown", "customer_unclear", "not_owned"}
    assert reply.attachments == ()


def dkim(result: str = "pass", **properties: str) -> AuthMethod:
    return AuthMethod("dkim", result, tuple((f"header.{name}", value) for name, value in properties.items()))


def dmarc(result: str, of: str = "acme.example") -> AuthMethod:
    return AuthMethod("dmarc", result, (("header.from", of),))


GENUINE: tuple[tuple[AuthenticationResults, ...], ...] = (
    (stamp("acme.example", AuthMethod("dmarc", "pass")),),
    (stamp("acme.example", dkim(d="acme.example")),),
    (stamp("acme.example", dkim(d="mail.acme.example")),),
    (stamp("acme.example", dkim(i="@acme.example")),),
    (stamp("acme.example", dkim("fail", d="list.example"), dkim(d="acme.example")),),
    (stamp("acme.example", dmarc("none"), dkim(d="acme.example")),),
    (AuthenticationResults("relay.other.example", 0, (dmarc("fail"),)), stamp()),
    (stamp(), stamp("acme.example", dmarc("fail"), above=1)),
    (stamp("acme.example", dkim(d="acme.example")), stamp("acme.example", dmarc("pass"))),
)

FORGED: tuple[tuple[AuthenticationResults, ...], ...] = (
    (),
    (AuthenticationResults("mx.seller.example.evil.example", 0, (dmarc("pass"),)),),
    (AuthenticationResults("mx.seller", 0, (dmarc("pass"),)),),
    (AuthenticationResults("", 0, (dmarc("pass"),)),),
    (stamp("acme.example", above=1),),
    (stamp("acme.example", dmarc("fail")), stamp()),
    (stamp("acme.example", dkim(d="acme.example")), stamp("acme.example", dmarc("fail"))),
    (stamp("acme.example", above=3), stamp()),
    (stamp("acme.example", dmarc("pass", "evil.example")),),
    (stamp("acme.example", dmarc("pass"), dmarc("fail")),),
    (stamp("acme.example", dmarc("fail"), dkim(d="acme.example")),),
    (stamp("acme.example", dkim(d="evil.example")),),
    (stamp("acme.example", dkim(d="example")),),
    (stamp("acme.example", dkim(d="notacme.example")),),
    (stamp("acme.example", dkim(d="acme.example.evil.example")),),
    (stamp("acme.example", dkim("fail", d="acme.example")),),
    (stamp("acme.example", dkim("none")),),
    (stamp("acme.example", dkim()),),
    (
        stamp(
            "acme.example",
            AuthMethod("dkim", "pass", (("header.d", "acme.example"), ("header.d", "evil.example"))),
        ),
    ),
    (stamp("acme.example", AuthMethod("spf", "pass", (("smtp.mailfrom", "ap@acme.example"),))),),
    (stamp("acme.example", AuthMethod("x-dmarc", "pass")),),
)


@pytest.mark.parametrize("results", GENUINE)
def test_a_pass_of_the_trusted_server_authenticates(results: tuple[AuthenticationResults, ...]) -> None:
    assert blocked(mail=mail_from(authentication=results)) == ()


@pytest.mark.parametrize("results", FORGED)
def test_anything_less_than_a_pass_of_the_trusted_server_does_not(
    results: tuple[AuthenticationResults, ...],
) -> None:
    assert blocked(mail=mail_from(authentication=results)) == ("sender_not_authenticated",)


def test_our_own_servers_may_add_as_many_received_fields_as_configured() -> None:
    trusting = policy(authentication=Authentication(trusted_authserv_id=SERVER.upper(), own_received_above=1))
    assert blocked(answering=trusting, mail=mail_from(authentication=(stamp(above=1),))) == ()
    assert blocked(answering=trusting, mail=mail_from(authentication=(stamp(above=2),))) != ()


def test_a_customers_own_domain_counts_only_where_the_policy_says_so() -> None:
    stranger = mail_from("new@acme.example")
    assert blocked(mail=stranger) == ("sender_unknown",)
    assert blocked(mail=stranger, answering=policy(domain_may_receive=True)) == ()


def test_a_domain_that_a_person_added_entitles_nobody() -> None:
    stranger, permitted = mail_from("new@acme.example"), policy(domain_may_receive=True)
    added = replace(LEDGER, added_domains=frozenset({"acme.example"}))
    assert blocked(mail=stranger, answering=permitted, ledger=added) == ("sender_unknown",)


def test_a_free_mail_domain_proves_nothing_even_when_a_customer_lists_it() -> None:
    stranger = mail_from("acme.accounts@gmail.com", authentication=(stamp("gmail.com"),))
    assert blocked(mail=stranger, answering=policy(domain_may_receive=True)) == ("sender_unknown",)
    at_work = mail_from("new@acme.example")
    permitted = policy(domain_may_receive=True)
    assert blocked(mail=at_work, answering=permitted, free_mail_domains=("acme.example",)) == (
        "sender_unknown",
    )


def test_a_domain_does_not_overrule_a_contact_that_may_not_receive() -> None:
    permitted = policy(domain_may_receive=True)
    assert blocked(mail=mail_from("intern@acme.example"), answering=permitted) == ("contact_may_not_receive",)


def test_a_mail_that_points_to_another_customer_than_its_sender_proves_neither() -> None:
    reply = answer(request_for(Asked(customer_id="C002", numbers=("INV-2001",))))
    assert reply is not None
    assert set(reply.blocked_by) == {"customer_unclear", "not_owned"}
    assert reply.attachments == ()


def test_the_strictest_matching_mode_rule_wins_over_the_general_mode() -> None:
    copies = ModeRule(mode=Mode.AUTOMATIC, kind=ReplyKind.INVOICE_COPY)
    careful = ModeRule(mode=Mode.DELAYED, customer_id="C001")
    other = ModeRule(mode=Mode.OFF, customer_id="C002")
    assert blocked(answering=policy(mode=Mode.DRAFT, modes=(copies,))) == ()
    reply = answer(request_for(answering=policy(mode=Mode.DRAFT, modes=(copies, careful, other))))
    assert reply is not None
    assert reply.mode is Mode.DELAYED


def test_a_mode_from_an_amount_on_counts_the_named_documents_and_is_strict_where_none_is_known() -> None:
    large = ModeRule(mode=Mode.DRAFT, amount_from=Decimal("200.00"))
    assert blocked(answering=policy(modes=(large,))) == ()
    both = Asked(numbers=("INV-1001", "INV-1002"))
    assert blocked(asked=both, answering=policy(modes=(large,))) == ("mode_draft",)
    unknown = Asked(Intent.STATEMENT_REQUEST, numbers=())
    assert blocked(asked=unknown, answering=policy(modes=(large,))) == ("mode_draft",)


def test_a_mode_override_switches_every_responder_on_and_loosens_no_rule() -> None:
    advice = Asked(Intent.PAYMENT_ADVICE)
    assert answer(request_for(advice)) is None
    reply = answer(request_for(advice, mode_override=Mode.AUTOMATIC))
    assert reply is not None
    assert (reply.kind, reply.auto_send) == (ReplyKind.REMITTANCE_ACKNOWLEDGEMENT, True)
    w9 = Asked(Intent.SUPPORTING_DOCUMENT_REQUEST, numbers=(), kinds=(DocumentKind.W9,))
    strict = policy(sensitive_kinds=(DocumentKind.W9,), mode=Mode.OFF)
    assert blocked(asked=w9, answering=strict, mode_override=Mode.AUTOMATIC) == ("sensitive_kind",)
    assert blocked(mode_override=Mode.OFF) == ("mode_off",)


def test_a_kind_that_a_rule_turns_off_is_not_answered() -> None:
    off = ModeRule(mode=Mode.OFF, kind=ReplyKind.INVOICE_COPY)
    assert answer(request_for(answering=policy(modes=(off,)))) is None
    disputes = policy(acknowledge_disputes=False)
    assert answer(request_for(Asked(Intent.DISPUTE), answering=disputes)) is None


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


def test_numbers_of_others_are_counted_against_an_authenticated_sender_alone() -> None:
    asked = Asked(numbers=("INV-1001", "INV-2001", "INV-9999"))
    believed, forged = (
        answer(request_for(asked)),
        answer(request_for(asked, mail=mail_from(authentication=()))),
    )
    assert believed is not None
    assert forged is not None
    assert (believed.misses, forged.misses) == (2, 0)
