"""Automatic mail opens, changes, closes and reopens no case, whatever thread it comes into."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from domain.states import CaseState, WorkState
from domain.words import Intent
from intake.mime import parse_mail
from pipeline import clerk
from store.engine import Store
from store.repositories import work_items
from store.tables import DisputeCase, Outbox, WorkItemRow
from tests.pipeline.automatic_mails import automatic_mails
from tests.pipeline.releases import REQUEST, SAMPLES, House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

MAILS = tuple(mail.raw for mail in automatic_mails())
DISPUTE = (SAMPLES / "inbox" / "dispute-en-price.eml").read_bytes()
OTHER = (SAMPLES / "inbox" / "dispute-fr-prix.eml").read_bytes()
MARKS = (
    b"Auto-Submitted: auto-replied",
    b"Auto-Submitted: auto-generated",
    b"Precedence: bulk",
    b"Precedence: auto_reply",
    b"List-Id: <orders.haldenbridge.example>",
    b"X-Autoreply: yes",
    b"X-Autorespond: yes",
    b"Return-Path: <>",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that a case is: rows of disputes, of work, and of answers."""

    cases: tuple[str, ...]
    items: tuple[str, ...]
    answers: tuple[str, ...]


def kept(store: Store, up_to: int) -> Kept:
    """Return all cases, and what belongs to the work items up to a number."""
    with store.read() as session:
        cases = session.exec(select(DisputeCase).order_by(DisputeCase.id)).all()
        items = session.exec(select(WorkItemRow).where(WorkItemRow.id <= up_to)).all()
        answers = session.exec(select(Outbox).where(Outbox.work_item_id <= up_to)).all()
        return Kept(
            tuple(repr(sorted(each.model_dump().items())) for each in cases),
            tuple(repr(sorted(each.model_dump().items())) for each in items),
            tuple(repr((each.id, each.state, each.draft_json, each.blocked_by)) for each in answers),
        )


def furnished(store: Store, folder: Path) -> tuple[House, int]:
    """A house with an open case, a closed one, and a request that was answered; and its last item."""
    house = House(store, folder, policy())
    house.deliver("open", DISPUTE)
    closed = house.deliver("closed", fresh(DISPUTE, b"second"))
    house.deliver("other", OTHER)
    last = house.deliver("answered", REQUEST)
    house.work()
    with store.read() as session:
        version = work_items.get_item(session, closed).version
    clerk.correct_route(house.engines, closed, version, Intent.GENERAL, "anna")
    house.work()
    with store.read() as session:
        states = [case.state for case in session.exec(select(DisputeCase)).all()]
        row = work_items.get_item(session, closed)
    assert sorted(states) == [CaseState.CLOSED, CaseState.OPEN, CaseState.OPEN]
    if row.state is WorkState.WAITING:
        clerk.close(house.engines, closed, row.version, "done", "anna")
    return house, last


def fresh(raw: bytes, name: bytes) -> bytes:
    """Return the mail under a Message-ID of its own."""
    known = (parse_mail(raw).message_id or "").encode()
    assert known
    return raw.replace(known, b"<%s.%s" % (name, known.lstrip(b"<")))


def in_thread(raw: bytes, of: bytes) -> bytes:
    """Return the mail as if it answered another."""
    known = (parse_mail(of).message_id or "").encode()
    return b"In-Reply-To: %s\r\nReferences: %s\r\n" % (known, known) + raw.replace(
        b"In-Reply-To:", b"X-Was-In-Reply-To:"
    ).replace(b"References:", b"X-Were-References:")


def deliver_all(house: House, mails: list[bytes]) -> None:
    for number, raw in enumerate(mails):
        house.deliver(f"automatic {number}", raw)
        house.work()


def threads() -> tuple[bytes, ...]:
    return DISPUTE, fresh(DISPUTE, b"second"), OTHER, REQUEST


def check(store: Store, folder: Path, mails: list[bytes]) -> None:
    house, last = furnished(store, folder)
    before = kept(store, last)
    deliver_all(house, mails)
    assert kept(store, last) == before


def test_a_sample_of_the_automatic_mails_changes_no_case(store: Store, tmp_path: Path) -> None:
    check(store, tmp_path, [in_thread(raw, threads()[n % 4]) for n, raw in enumerate(MAILS[::75])])


@pytest.mark.long
def test_no_automatic_mail_changes_a_case(store: Store, tmp_path: Path) -> None:
    check(store, tmp_path, [in_thread(raw, threads()[n % 4]) for n, raw in enumerate(MAILS)])


def test_a_machine_that_disputes_opens_no_case_and_touches_none(store: Store, tmp_path: Path) -> None:
    mails = [
        in_thread(mark + b"\r\n" + fresh(DISPUTE, b"machine%d" % number), DISPUTE)
        for number, mark in enumerate(MARKS)
    ]
    check(store, tmp_path, mails)


def test_the_same_words_of_a_person_open_a_case_of_their_own(store: Store, tmp_path: Path) -> None:
    house, last = furnished(store, tmp_path)
    before = kept(store, last)
    deliver_all(house, [in_thread(fresh(DISPUTE, b"person"), DISPUTE)])
    after = kept(store, last)
    assert len(after.cases) == len(before.cases) + 1
    assert (after.cases[: len(before.cases)], after.items) == (before.cases, before.items)
