"""Confidence follows the evidence, and stays honest on mails that the rules were not written from."""

import pytest

from domain.complaints import complaints_in
from domain.phrases import read
from domain.words import Intent
from router.circumstances import Circumstances
from router.confidence import SIGNS, TERMS, Evidence, features, probability
from router.relations import Relation, relation


def evidence(**changed) -> Evidence:
    around = {
        "sentences": 1,
        "subject": False,
        "attachment": False,
        "form": True,
        "numbers": True,
        "held": False,
        "unexplained": 0.0,
    }
    around |= {name: changed.pop(name) for name in list(changed) if name in around}
    plain = {"strength": 0.85, "against": 0.0, "beside": 0.0, "vague": False} | changed
    return Evidence(**plain, circumstances=Circumstances(**around))


@pytest.mark.parametrize(
    "more",
    [{"strength": 0.95}, {"sentences": 2}, {"subject": True}, {"attachment": True}, {"held": True}],
    ids=str,
)
def test_more_evidence_makes_surer(more: dict) -> None:
    assert probability(evidence(**more)) > probability(evidence())


@pytest.mark.parametrize(
    "doubt", [{"against": 0.8}, {"beside": 0.9}, {"vague": True}, {"unexplained": 0.8}], ids=str
)
def test_each_doubt_makes_less_sure(doubt: dict) -> None:
    assert probability(evidence(**doubt)) < probability(evidence())


def test_every_term_has_a_sign_and_a_value() -> None:
    assert len(TERMS) == len(SIGNS) == len(features(evidence()))


def test_payment_tolerates_the_dispute_of_what_it_holds_back() -> None:
    assert relation(Intent.PAYMENT_ADVICE, Intent.DISPUTE) is Relation.TOLERATE
    assert relation(Intent.INVOICE_COPY_REQUEST, Intent.DISPUTE) is Relation.CONTRADICT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Eleven boxes came, you want money for fourteen.", "quantity"),
        ("The catalogue has this hinge at 3.15. On INV-2210 it's 3.95.", "price"),
    ],
)
def test_two_figures_of_one_thing_make_a_complaint(text: str, reason: str) -> None:
    assert reason in {finding.name for finding in complaints_in(read(text, "en"))}


@pytest.mark.parametrize(
    "text",
    [
        "Paid by BACS:\nINV-204917 312.40\nINV-204918 345.60",
        "Once our customer has paid, the invoice is due in two weeks.",
        "We received INV-1001 on 12 March and INV-1002 on 14 March.",
    ],
)
def test_figures_of_different_things_make_none(text: str) -> None:
    assert not {"quantity", "price"} & {finding.name for finding in complaints_in(read(text, "en"))}
