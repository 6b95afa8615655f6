"""Mails to colleagues: wished by each, at their hour, once, without amounts; and notices of handing over."""

import email
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default

import pytest

from domain.clock import SetClock
from domain.digest_policy import Digest
from domain.errors import DeliveryError
from pipeline.clerk_parts import hand
from pipeline.messages.messenger import Messenger
from review.office import Office
from store.repositories import messages, settings, work_items
from store.repositories.history import add_event
from tests.review.offices import CLERK, Visitor

AT_EIGHT = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
WISH = {
    "address": "anna@tarvenne.example",
    "digest": "yes",
    "assigned": "yes",
    "hour": "08:00",
    "time_zone": "UTC",
}


@dataclass
class Kept:
    """A way out that keeps what it is given."""

    mails: list[EmailMessage] = field(default_factory=list)
    fails: DeliveryError | None = None

    def open(self, sender: str, recipient: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.recipient = recipient

    def data(self, message: bytes) -> str:
        mail = email.message_from_bytes(message, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250"

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def out() -> Kept:
    return Kept()


Make = Callable[..., Messenger]


@pytest.fixture
def make(office: Office, out: Kept) -> Make:
    def made(**digest: object) -> Messenger:
        return Messenger(
            worker="test",
            engines=office.engines,
            house=office.house,
            digest=Digest.model_validate(digest),
            company=office.company,
            outgoing=office.outgoing,
            sender="ar@tarvenne.example",
            open_submission=lambda: out,
        )

    return made


def test_digest_leaves_once_a_working_day_at_the_wished_hour_and_zone(
    clerk: Visitor, ticking: SetClock, make: Make, out: Kept
) -> None:
    assert clerk.post("/account/messages", {**WISH, "time_zone": "Asia/Tokyo"}).status_code == 303
    _at(ticking, AT_EIGHT - timedelta(hours=9, minutes=1))
    assert make().run() == 0
    ticking.sleep(60)
    assert make().run() == 1 and make().run() == 0
    ticking.sleep(24 * 3600)
    assert make().run() == 1
    _at(ticking, datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    assert make().run() == 0, "a Saturday"
    assert len(out.mails) == 2


def test_digest_holds_numbers_alone_and_is_marked_as_made_by_a_program(
    office: Office, clerk: Visitor, ticking: SetClock, make: Make, out: Kept
) -> None:
    clerk.post("/account/messages", WISH)
    _at(ticking, AT_EIGHT)
    assert make().run() == 1
    mail = out.mails[0]
    text = mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated" and mail["To"] == "anna@tarvenne.example"
    assert "Waiting for a person:" in text and "Answers held back by a switch: 0" in text
    with office.engines.store.read() as session:
        shown = messages.first_of(session, CLERK, ticking.now(), 10)
    assert shown
    for one in shown:
        assert not one.subject or one.subject not in text
        assert one.amount is None or str(one.amount) not in text


def test_digest_names_items_only_where_details_are_wished(
    office: Office, clerk: Visitor, ticking: SetClock, make: Make, out: Kept
) -> None:
    clerk.post("/account/messages", WISH)
    _at(ticking, AT_EIGHT)
    assert make(details=True, pages="https://ar.tarvenne.example").run() == 1
    text = out.mails[0].get_content()
    assert "The most urgent:" in text and "https://ar.tarvenne.example/" in text
    assert "\r\n\r\nBcc:" not in out.mails[0].as_string()


def test_digest_speaks_the_language_of_its_reader(
    clerk: Visitor, ticking: SetClock, make: Make, out: Kept
) -> None:
    clerk.post("/account/language", {"language": "fr"})
    clerk.post("/account/messages", WISH)
    _at(ticking, AT_EIGHT)
    make().run()
    assert "En attente d’une personne" in out.mails[0].get_content()


def test_digest_that_cannot_leave_is_tried_again_and_said_on_the_page(
    clerk: Visitor, ticking: SetClock, make: Make, out: Kept
) -> None:
    clerk.post("/account/messages", WISH)
    _at(ticking, AT_EIGHT)
    out.fails = DeliveryError("the server is away.")
    assert make().run() == 0
    clerk.enter(CLERK)
    assert "the server is away." in clerk.get("/account/messages").text
    out.fails = None
    assert make().run() == 0
    ticking.sleep(16 * 60)
    assert make().run() == 1
    assert "the server is away." not in clerk.get("/account/messages").text


def test_nothing_leaves_while_outgoing_mail_is_on_hold_nor_for_accounts_that_are_shut(
    office: Office, clerk: Visitor, ticking: SetClock, make: Make
) -> None:
    from sqlalchemy import update

    from store.dialect import table_of
    from store.tables import User

    clerk.post("/account/messages", WISH)
    _at(ticking, AT_EIGHT)
    with office.engines.store.write() as session:
        settings.set_setting(session, settings.HOLD_OUTGOING, True, "ben", ticking.now())
    assert make().run() == 0
    with office.engines.store.write() as session:
        settings.set_setting(session, settings.HOLD_OUTGOING, False, "ben", ticking.now())
        session.execute(update(table_of(User)).where(table_of(User).c.name == CLERK).values(active=False))
    assert make().run() == 0


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"address": "anna@elsewhere.example"}, "our own firm"),
        ({"address": "ar@tarvenne.example"}, "mailbox that Ardoise works"),
        ({"address": "anna@tarvenne.example\nBcc: x@evil.example"}, "no mail address"),
        ({"address": ""}, "no mail address"),
        ({"hour": "25:00"}, "no time of day"),
        ({"time_zone": "../../etc/passwd"}, "no time zone"),
        ({"time_zone": "Nowhere/Town"}, "no time zone"),
        ({"time_zone": '">=1+1'}, "no time zone"),
    ],
)
def test_wish_that_cannot_be_is_refused_in_words(clerk: Visitor, wish: dict[str, str], said: str) -> None:
    answer = clerk.post("/account/messages", {**WISH, **wish})
    assert answer.status_code == 422 and said in answer.text


def test_colleague_is_told_once_of_all_that_was_handed_over(
    office: Office, clerk: Visitor, ticking: SetClock, make: Make, out: Kept
) -> None:
    clerk.post("/account/messages", {**WISH, "digest": "no"})
    for number in (1, 4, 5):
        _hand(office, number, "ben")
    _hand(office, 6, CLERK)
    assert make().run() == 1 and make().run() == 0
    text = out.mails[0].get_content()
    assert "3 work items were given to you: 1, 4, 5." in text
    out.fails = DeliveryError("away.")
    _hand(office, 2, "ben")
    make().run()
    out.fails = None
    ticking.sleep(16 * 60)
    assert make().run() == 1
    assert "ben gave you work item 2." in out.mails[1].get_content()


def test_what_concerns_nobody_stands_before_nothing(
    office: Office, clerk: Visitor, make: Make, out: Kept
) -> None:
    clerk.post("/account/messages", {**WISH, "digest": "no"})
    with office.engines.store.write() as session:
        for _ in range(600):
            add_event(session, "ben", messages.HANDED, office.engines.clock.now(), 1, {"to": "nobody here"})
    _hand(office, 2, "ben")
    make().run()
    assert make().run() == 1 or out.mails
    assert "work item 2" in out.mails[0].get_content()


def test_old_webhook_of_the_digest_says_where_it_stands_now() -> None:
    with pytest.raises(ValueError, match=r"webhooks.*events: \[handed\]"):
        Digest.model_validate({"webhook": {"url": "https://hooks.tarvenne.example/"}})
    assert Digest.model_validate({"webhook": {"url": None, "timeout_seconds": 10}}) == Digest()


def _hand(office: Office, number: int, by: str) -> None:
    with office.engines.store.read() as session:
        version = work_items.get_item(session, number).version
    hand(office.engines, number, version, CLERK, by)


def _at(ticking: SetClock, moment: datetime) -> None:
    ticking.sleep((moment - ticking.now()).total_seconds())
