"""What a person answers from the mailbox stops the answer that waits, is noted, and moves the item."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from domain.errors import DeliveryError, SourceError
from domain.mail import Mail
from domain.mailbox_policy import Mailbox
from domain.states import OutboxState, WorkState
from domain.words import Mode
from intake.mime import parse_mail
from intake.sources.maildir import MaildirSource
from pipeline import clerk_answers
from pipeline.outbox import Sender
from pipeline.replies import ANSWERED_BY_PERSON, SENTENCE
from pipeline.sent_watch import Recent, watch_sent
from store.engine import Store
from store.repositories import outbox, sent, work_items
from tests.pipeline.releases import REQUEST, House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

ASKED = parse_mail(REQUEST)


@pytest.fixture
def house(store: Store, tmp_path: Path) -> Iterator[House]:
    yield House(store, tmp_path, policy(Mode.DELAYED, delay_minutes=30))


def reply(house: House, **fields: str) -> bytes:
    """A colleague's reply to the sample request, as it lies in Sent."""
    mail = EmailMessage()
    values = {
        "From": "ar@tarvenne.example",
        "To": "r.stokely@haldenbridge.example",
        "Subject": f"Re: {ASKED.subject}",
        "Date": format_datetime(house.clock.now()),
        "Message-ID": "<by-hand@tarvenne.example>",
        "In-Reply-To": ASKED.message_id or "",
        **fields,
    }
    for name, value in values.items():
        if value:
            mail[name] = value
    mail.set_content("Here it is.")
    return mail.as_bytes()


def maildir(house: House) -> MaildirSource:
    """A Maildir account with a Sent folder."""
    root = house.folder / "maildir"
    for folder in (root, root / ".Sent"):
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True)
    return MaildirSource(Mailbox(name="desk", kind="maildir", path=root), house.clock, None, None)


def put(house: House, raw: bytes, name: str = "1") -> MaildirSource:
    source = maildir(house)
    (house.folder / "maildir" / ".Sent" / "cur" / f"{name}:2,S").write_bytes(raw)
    return source


def only(house: House) -> tuple[OutboxState, tuple[str, ...]]:
    (answer,) = house.answers()
    return answer.state, answer.blocked_by


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"In-Reply-To": "", "References": f"<older@x.example> {ASKED.message_id}"},
        {"In-Reply-To": ""},
        {"In-Reply-To": "<unknown@x.example>", "Subject": f"AW: {ASKED.subject.upper()}"},
    ],
)
def test_a_reply_seen_in_sent_stops_the_waiting_answer_and_is_shown(
    house: House, fields: dict[str, str]
) -> None:
    item_id = house.deliver("1", REQUEST)
    house.work()
    assert watch_sent(house.engines, "desk", put(house, reply(house, **fields))) == 1
    assert only(house) == (OutboxState.DRAFT, (ANSWERED_BY_PERSON,))
    house.clock.sleep(3600)
    house.work()
    assert house.server.taken == []
    with house.store.read() as session:
        (noted,) = sent.replies_to_mail(session, 1)
    assert noted.work_item_id == item_id
    assert watch_sent(house.engines, "desk", maildir(house)) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto-Submitted": "auto-replied"},
        {"In-Reply-To": "", "Subject": "Another matter"},
        {"In-Reply-To": "", "To": "somebody@else.example"},
        {"In-Reply-To": "", "Date": "Mon, 09 Nov 2026 12:00:00 +0000"},
        {"To": "warehouse@tarvenne.example", "Subject": f"Fwd: {ASKED.subject}"},
    ],
)
def test_what_is_no_persons_reply_to_the_mail_stops_nothing(house: House, fields: dict[str, str]) -> None:
    house.deliver("1", REQUEST)
    house.work()
    assert watch_sent(house.engines, "desk", put(house, reply(house, **fields))) == 0
    assert only(house) == (OutboxState.DELAYED, ())


def test_our_own_answer_in_sent_is_no_persons_reply(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy())
    house.deliver("1", REQUEST)
    house.work()
    assert watch_sent(house.engines, "desk", put(house, house.server.taken[0])) == 0
    assert only(house)[0] is OutboxState.SENT


def test_a_reply_closes_a_request_that_waits_for_a_person(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy(Mode.DRAFT))
    item_id = house.deliver("1", REQUEST)
    house.work()
    assert watch_sent(house.engines, "desk", put(house, reply(house))) == 1
    with store.read() as session:
        item = work_items.get_item(session, item_id)
    assert (item.state, item.closed_by) == (WorkState.CLOSED, "sent")
    assert only(house)[0] is OutboxState.DROPPED


def test_a_reply_to_an_earlier_mail_of_the_thread_stops_an_answer_and_closes_nothing(
    store: Store, tmp_path: Path
) -> None:
    house = House(store, tmp_path, policy(Mode.DRAFT))
    earlier = "<first@haldenbridge.example>"
    item_id = house.deliver("1", b"References: " + earlier.encode() + b"\r\n" + REQUEST)
    house.work()
    house.clock.sleep(60)
    raw = reply(house, **{"In-Reply-To": earlier})
    assert watch_sent(house.engines, "desk", put(house, raw)) == 1
    with store.read() as session:
        item = work_items.get_item(session, item_id)
    assert item.state is WorkState.WAITING
    assert SENTENCE in item.waits_because
    assert ANSWERED_BY_PERSON in only(house)[1]


def test_a_reply_noted_before_the_mail_was_worked_keeps_the_answer_a_draft(house: House) -> None:
    item_id = house.deliver("1", REQUEST)
    house.on_judged = lambda: watch_sent(house.engines, "desk", put(house, reply(house))) and None
    house.work()
    assert only(house) == (OutboxState.DRAFT, (ANSWERED_BY_PERSON,))
    with house.store.read() as session:
        assert SENTENCE in work_items.get_item(session, item_id).waits_because


def test_a_reply_seen_before_its_mail_was_read_is_tied_to_it_at_the_next_look(house: House) -> None:
    recent = Recent()
    source = put(house, reply(house))
    assert watch_sent(house.engines, "desk", source, recent) == 0
    house.deliver("1", REQUEST)
    house.work()
    assert watch_sent(house.engines, "desk", source, recent) == 1
    assert only(house)[0] is OutboxState.DRAFT


def sender(house: House, replies: object) -> Sender:
    (known,) = [house.worker._others["send"].__self__]  # type: ignore[attr-defined]
    known.replies = replies
    return known


def test_sent_is_asked_once_more_right_before_the_bytes_go(house: House) -> None:
    asked: list[tuple[str, str]] = []

    def replies(message_id: str, account: str) -> dict[str, tuple[Mail, ...]]:
        asked.append((message_id, account))
        return {"desk": (parse_mail(reply(house)),)}

    sender(house, replies)
    house.deliver("1", REQUEST)
    house.work()
    house.clock.sleep(3600)
    house.work()
    assert asked == [(ASKED.message_id, "desk")]
    assert house.server.taken == []
    assert only(house) == (OutboxState.DRAFT, (ANSWERED_BY_PERSON,))


def test_an_automatic_answer_waits_while_sent_cannot_be_asked_and_a_released_one_leaves(house: House) -> None:
    def replies(message_id: str, account: str) -> dict[str, tuple[Mail, ...]]:
        raise SourceError("the server is away")

    watch_sent(house.engines, "desk", maildir(house))
    sender(house, replies)
    house.deliver("1", REQUEST)
    house.work()
    house.clock.sleep(3600)
    for _ in range(3):
        house.work()
    assert only(house)[0] is OutboxState.DELAYED
    (answer,) = house.answers()
    clerk_answers.stop(house.engines, answer.id, answer.version, "anna")
    (answer,) = house.answers()
    desk = house.desk()
    clerk_answers.approve(
        house.engines, answer.id, answer.version, desk.company, desk.outgoing, house.shelf, "anna"
    )
    house.clock.sleep(3600)
    house.work()
    assert len(house.server.taken) == 1


def test_an_account_whose_sent_was_never_seen_holds_no_answer_back(house: House) -> None:
    def replies(message_id: str, account: str) -> dict[str, tuple[Mail, ...]]:
        raise SourceError("nobody signs in there")

    sender(house, replies)
    house.deliver("1", REQUEST)
    house.work()
    house.clock.sleep(3600)
    house.work()
    assert len(house.server.taken) == 1


def test_who_sends_a_draft_knowing_of_the_reply_is_obeyed(house: House) -> None:
    house.deliver("1", REQUEST)
    house.work()
    watch_sent(house.engines, "desk", put(house, reply(house)))
    (answer,) = house.answers()
    desk = house.desk()
    clerk_answers.approve(
        house.engines, answer.id, answer.version, desk.company, desk.outgoing, house.shelf, "anna"
    )
    house.work()
    assert len(house.server.taken) == 1


def test_an_answer_that_was_held_until_its_mail_grew_old_is_for_a_person(house: House) -> None:
    known = sender(house, None)
    known.answer_within = house.clock.now() - house.clock.now()
    house.deliver("1", REQUEST)
    house.work()
    house.clock.sleep(3600)
    house.work()
    assert house.server.taken == []
    assert only(house) == (OutboxState.DRAFT, ("too_old",))


@pytest.mark.parametrize("kinds", [(), ("invoice_copy",)])
def test_an_uncertain_answer_is_sent_once_more_only_where_the_policy_says_so(
    store: Store, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    house = House(store, tmp_path, policy())
    known = sender(house, None)
    known.outgoing = known.outgoing.model_copy(update={"kind": "smtp", "resend_kinds": kinds})

    def lost() -> None:
        raise DeliveryError("lost after the final dot", uncertain=True)

    house.server.on_data = lost
    house.deliver("1", REQUEST)
    for _ in range(4):
        house.work()
        house.clock.sleep(1000)
    with store.read() as session:
        tries = outbox.attempts_of(session, 1)
    assert len(house.server.taken) == len(tries) == 1 + len(kinds)
    assert len(set(house.server.taken)) == 1
    assert only(house)[0] is OutboxState.UNCERTAIN


def test_a_copy_is_put_into_sent_once(house: House) -> None:
    source = maildir(house)
    for _ in range(2):
        source.keep_copy("<a@x.example>", b"Message-ID: <a@x.example>\r\n\r\nhello\r\n")
    assert len(list((house.folder / "maildir" / ".Sent" / "cur").iterdir())) == 1
