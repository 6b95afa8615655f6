"""The gate lets no worse model through: wrong labels, a missing class or language, lost confirmed mails."""

import random
from dataclasses import replace

import pytest

from domain.words import DisputeReason, Intent
from router.learned.example import Example
from router.learned.fitting import prepare, train
from router.learned.gate import Proof, proof_of, verdict
from tests.router.labelled import Words, some

TOPICS = ("payment_advice", "invoice_copy_request", "po_inquiry", "dispute_price", "promise_to_pay")
ENCODER = Words()


@pytest.fixture(scope="module")
def shipped() -> tuple[Example, ...]:
    return some(TOPICS, ("en", "de", "fr"), 8)


@pytest.fixture(scope="module")
def before(shipped: tuple[Example, ...]) -> Proof:
    return proof_of(train(prepare(shipped, ENCODER)), shipped, (), ENCODER)


def after(learnt: tuple[Example, ...], shipped: tuple[Example, ...]) -> Proof:
    return proof_of(train(prepare(learnt, ENCODER)), shipped, (), ENCODER)


def with_flipped(mails: tuple[Example, ...]) -> tuple[Example, ...]:
    """A fifth of the mails with another intent."""
    chance = random.Random(7)
    flipped = set(chance.sample(range(len(mails)), len(mails) // 5))
    return tuple(_other(one, chance) if at in flipped else one for at, one in enumerate(mails))


def _other(mail: Example, chance: random.Random) -> Example:
    wrong = (Intent.PAYMENT_ADVICE, Intent.PO_INQUIRY, Intent.PROMISE_TO_PAY, Intent.DISPUTE)
    intent = chance.choice([one for one in wrong if one is not mail.intent])
    return replace(mail, intent=intent, reason=DisputeReason.PRICE if intent is Intent.DISPUTE else None)


def test_same_mails_pass(before: Proof) -> None:
    assert verdict(before, before).accepted


def test_a_fifth_of_the_labels_flipped_is_refused(shipped: tuple[Example, ...], before: Proof) -> None:
    found = verdict(before, after(with_flipped(shipped), shipped))
    assert not found.accepted
    assert "macro-F1 of the routes fell" in " ".join(found.reasons)


def test_a_missing_class_is_refused(shipped: tuple[Example, ...], before: Proof) -> None:
    kept = tuple(one for one in shipped if one.intent is not Intent.PROMISE_TO_PAY)
    found = verdict(before, after(kept, shipped))
    assert not found.accepted
    assert "no mail about promise_to_pay was learnt from" in found.reasons
    assert "the share of right intents fell" in " ".join(found.reasons)


def test_a_missing_language_is_refused(shipped: tuple[Example, ...], before: Proof) -> None:
    found = verdict(before, after(tuple(one for one in shipped if one.language != "fr"), shipped))
    assert not found.accepted
    assert "no mail in fr was learnt from" in found.reasons


def test_confirmed_mails_that_would_be_lost_are_told(before: Proof) -> None:
    ten = {str(number): True for number in range(10)}
    now = replace(before, own=ten)
    later = replace(before, own={**ten, "3": False, "4": False, "11": True})
    assert verdict(replace(now, own={**ten, "3": False}), now).accepted
    found = verdict(now, later)
    assert found.reasons == ("of 10 confirmed mails 2 would no longer be routed right, 0 would be now",)
