"""Modes: the strictest matching rule wins, an override loosens no rule, what is off is not answered."""

from datetime import timedelta
from decimal import Decimal

from domain.policy import ModeRule
from domain.words import DocumentKind, Intent, Mode, ReplyKind
from responders.answering import answer
from tests.responders.answering_cases import NOW, Asked, request_for
from tests.responders.release_verdicts import blocked, policy


def test_a_delayed_answer_says_when_it_may_leave() -> None:
    reply = answer(request_for(answering=policy(mode=Mode.DELAYED, delay_minutes=30)))
    assert reply is not None
    assert reply.auto_send
    assert reply.not_before == NOW + timedelta(minutes=30)


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
