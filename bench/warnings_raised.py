"""Counts how often news of another bank account is seen in labelled mails, and raised where there is none."""

from bench.figure import Aim, Figure
from bench.halves import Half, of_half
from domain.words import Intent
from router.bank_news import bank_news
from router.flags import BANK_FROM
from router.learned.training import TrainingMail, training_mails


def measure() -> list[Figure]:
    """Return recall and precision of the words alone, without the learned router."""
    mails = of_half(training_mails(), Half.FIGURES)
    true = [_about_banks(mail) for mail in mails]
    raised = [_raised(mail) for mail in mails]
    right = sum(one and other for one, other in zip(true, raised, strict=True))
    return [
        Figure("warnings.bank.recall", "other bank accounts seen", right / sum(true), "", aim=Aim(0.98)),
        Figure("warnings.bank.precision", "warnings that are right", right / sum(raised), "", aim=Aim(0.9)),
    ]


def _about_banks(mail: TrainingMail) -> bool:
    return Intent.BANK_DETAILS_CHANGE in (mail.intent, *mail.also)


def _raised(mail: TrainingMail) -> bool:
    news = bank_news(f"{mail.subject}.\n{mail.text}")
    return news is not None and news.weight >= BANK_FROM
