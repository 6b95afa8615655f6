"""Another bank account is feared by words and learned router together, also in less plain turns."""

import numpy as np
import pytest

from router.bank_news import bank_news
from router.flags import BANK_FROM
from router.learned.bank_doubt import LEAST_PRECISION, TERMS, WANTED_RECALL, fit, probability, threshold


def test_threshold_meets_the_wanted_recall_where_warnings_stay_credible() -> None:
    told = np.linspace(1, 0, 200)
    there = np.arange(200) < 100
    kept = told >= threshold(told, there)
    assert there[kept].sum() >= WANTED_RECALL * there.sum()
    assert there[kept].mean() >= LEAST_PRECISION


def test_threshold_stops_where_too_many_warnings_would_be_wrong() -> None:
    told = np.linspace(1, 0, 1000)
    there = np.zeros(1000, dtype=bool)
    there[:80] = there[-20:] = True
    kept = told >= threshold(told, there)
    assert there[kept].mean() >= LEAST_PRECISION
    assert there[kept].sum() == 80


def test_without_a_mail_about_accounts_nobody_is_warned() -> None:
    assert threshold(np.array([0.9, 0.1]), np.array([False, False])) == 1.0
    assert probability((1.0,) * len(TERMS), ()) == 0.0


def test_what_speaks_for_another_account_raises_the_probability() -> None:
    chance = np.random.default_rng(3)
    there = np.arange(300) % 2 == 0
    values = np.ones((300, len(TERMS)))
    values[:, 1:] = chance.normal(0, 0.3, (300, len(TERMS) - 1)) + there[:, None]
    weights = fit(values, there.astype(float))
    low, high = (probability((1.0, *[value] * (len(TERMS) - 1)), weights) for value in (0.0, 1.0))
    assert high > 0.9 > 0.1 > low


@pytest.mark.parametrize(
    "text",
    [
        "The IBAN in my note for the refund ends 12 and not 21.",
        "Please pay what you owe us into the administration account of the trustee.",
        "The sort code becomes 00-12-34 in May.",
        "Dieses Konto gibt es nicht mehr, es gibt dort kein Konto mehr.",
        "Le RIB pour le remboursement finit par 12 et non 21.",
        "Alt: Kasse am Wehr ****1111\nNeu: Bergbank ****2222",
        "Deve ser usada a conta da massa para qualquer pagamento.",
        "Il CAB sara 01234 da giugno.",
        "De bankcode wordt PENB vanaf juni.",
    ],
)
def test_another_account_is_seen_in_turns_without_the_plain_words(text: str) -> None:
    news = bank_news(text)
    assert news is not None
    assert news.weight >= BANK_FROM


@pytest.mark.parametrize(
    "text",
    [
        "Please print nominal account 7421 instead of 7301 on invoices for the workshop.",
        "My account is locked, the new site refuses the password.",
        "Bitte Sachkonto 4981 statt 4982 aufdrucken.",
        "Mettez le compte 615201 au lieu du 615101 sur les factures.",
        "Usen la cuenta contable 6221 en lugar de la 6211.",
    ],
)
def test_accounts_of_books_and_web_pages_are_no_bank_accounts(text: str) -> None:
    news = bank_news(text)
    assert news is None or news.weight < BANK_FROM
