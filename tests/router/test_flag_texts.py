"""Other bank accounts and texts that steer a program are seen wherever they hide; near misses are none."""

import base64
import html
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from domain.decisions import RouteDecision
from domain.mail import Forwarded, Mail
from domain.pages import Document, Page
from domain.policy import Company, Routing
from domain.words import Flag, Intent, Medium, Route
from router.bank_news import bank_news
from router.flags import flags_of
from router.steering import steering_words
from tests.router.bare_mail import BARE

HERE = Path(__file__).parent
BANK = yaml.safe_load((HERE / "bank_news.yaml").read_text(encoding="utf-8"))
STEERING = yaml.safe_load((HERE / "steering.yaml").read_text(encoding="utf-8"))
NEWS = [text for texts in BANK["news"].values() for text in texts]
NO_NEWS = [text for texts in BANK["none"].values() for text in texts]
FLAGGED = 0.4
ROUTE = RouteDecision(Route.OTHER, Intent.GENERAL, 0.9, False)
MAIL = replace(
    BARE,
    new_text="Please send a copy of invoice INV-1001.",
)
CHANGED = "Please note that our bank account has changed; pay to the new account from now on."


def flags(mail: Mail, documents: tuple[Document, ...] = (), route: RouteDecision = ROUTE) -> set[Flag]:
    raised = flags_of(mail, documents, route, None, Company(), Routing(), None)
    return {flag for flag, _ in raised}


@pytest.mark.parametrize("text", NEWS)
def test_other_bank_account_is_seen(text: str) -> None:
    news = bank_news(text)
    assert news is not None
    assert news.weight >= FLAGGED


@pytest.mark.parametrize("text", NO_NEWS)
def test_question_about_an_account_or_a_rejected_transfer_is_no_change(text: str) -> None:
    news = bank_news(text)
    assert news is None or news.weight < FLAGGED


def test_other_bank_account_is_seen_in_every_part_of_a_mail() -> None:
    page = Page(1, text=CHANGED)
    letter = Document("letter.pdf", "", Medium.PDF, "application/pdf", pages=(page,))
    assert Flag.BANK_DETAILS_CHANGE in flags(replace(MAIL, new_text=f"{MAIL.new_text} PS: {CHANGED}"))
    assert Flag.BANK_DETAILS_CHANGE in flags(replace(MAIL, quoted_text=CHANGED))
    assert Flag.BANK_DETAILS_CHANGE in flags(replace(MAIL, forwarded=(Forwarded(None, text=CHANGED),)))
    assert Flag.BANK_DETAILS_CHANGE in flags(replace(MAIL, html=f"<p>Hi</p><div hidden>{CHANGED}</div>"))
    assert Flag.BANK_DETAILS_CHANGE in flags(MAIL, (letter,))
    assert Flag.BANK_DETAILS_CHANGE in flags(MAIL, (), replace(ROUTE, intent=Intent.BANK_DETAILS_CHANGE))
    assert not flags(MAIL)


@pytest.mark.parametrize("text", STEERING["plain"])
def test_text_for_a_program_is_seen_plain_and_hidden(text: str) -> None:
    shown = html.escape(text)
    encoded = base64.b64encode(text.encode()).decode()
    assert steering_words(text, None)
    assert steering_words("\u200b".join(text), None)
    assert steering_words(f"Our reference {encoded} as agreed", None)
    assert steering_words("Hello", f"<p>Hello</p><!-- {shown} -->")
    assert steering_words("Hello", f'<p style="color:#ffffff">{shown}</p>')
    assert steering_words("Hello", f'<span style="font-size:0">{shown}</span>')


@pytest.mark.parametrize("text", STEERING["harmless"])
def test_mail_that_speaks_of_programs_is_left_alone(text: str) -> None:
    assert steering_words(text, f"<p>{text}</p><!-- {text} -->") is None


def test_attachment_that_steers_is_flagged() -> None:
    page = Page(1, text=STEERING["plain"][0])
    letter = Document("letter.pdf", "", Medium.PDF, "application/pdf", pages=(page,))
    assert Flag.INSTRUCTION_TO_SOFTWARE in flags(MAIL, (letter,))
