"""Personal data: after erasing not one byte of it is left, and others keep what is theirs."""

import io
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import SetClock
from domain.errors import ConflictError
from domain.states import WorkState
from pipeline.privacy import disclose, end_old, erase, find
from review.office import Office
from store.repositories import audit, work_items
from tests.review.offices import Visitor

SENDER = "ap@kestwick.example"
PLANTED = "Kept words"


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    return tmp_path / "office"


def test_nothing_of_an_address_is_left_and_the_trail_stays_whole(
    office: Office, clerk: Visitor, folder: Path
) -> None:
    engines = office.engines
    found = find(engines, address=SENDER)
    assert found.mails and found.items
    number = found.items[-1]
    clerk.post(f"/items/{number}/notes", {"note": "zebra-note", "body": "zebra-note"})
    assert b"hostile@kestwick.example" in bytes_of(folder) and b"zebra-note" in bytes_of(folder)
    with engines.store.read() as session:
        others = {row.id for row in work_items.queue(session, WorkState.WAITING).rows} - set(found.items)
    erase(engines, "ben", address=SENDER.upper())
    left = bytes_of(folder)
    for planted in (b"hostile@kestwick.example", b"zebra-note", b"Kept words"):
        assert planted not in left, planted
    assert find(engines, address=SENDER).items == ()
    with engines.store.read() as session:
        assert {row.id for row in work_items.queue(session, WorkState.WAITING).rows} == others
        assert audit.verify(session).broken is None
        trail = [line for line in audit.every(session) if line.action == "erased"]
    assert len(trail) == 1 and SENDER not in str(trail)
    for other in others:
        assert clerk.get(f"/items/{other}").status_code == 200


def test_erased_mail_is_not_taken_again(office: Office) -> None:
    from domain.mail import DeliveryKey
    from store.repositories import deliveries

    erase(office.engines, "ben", address=SENDER)
    with office.engines.store.read() as session:
        key = DeliveryKey("desk", "INBOX", 1, "hostile")
        known = deliveries.known_uids(session, key.account, key.folder, key.uidvalidity, [key.uid])
    assert "hostile" in known


def test_customer_is_given_out_whole(office: Office) -> None:
    with office.engines.store.read() as session:
        rows = work_items.queue(session, WorkState.WAITING).rows
    customer = next(row.customer_id for row in rows if row.customer_id)
    found = find(office.engines, customer=customer or "")
    file = io.BytesIO()
    disclose(office.engines, found, file, "ben")
    names = zipfile.ZipFile(file).namelist()
    assert len([name for name in names if name.startswith("items/")]) == len(found.items)
    assert any(name.endswith(".eml") for name in names)


def test_item_that_is_worked_just_now_is_not_torn_away(office: Office) -> None:
    found = find(office.engines, address=SENDER)
    with office.engines.store.write() as session:
        row = work_items.get_item(session, found.items[0])
        row.state = WorkState.WORKING
        session.add(row)
    with pytest.raises(ConflictError, match="being worked"):
        erase(office.engines, "ben", address=SENDER)
    assert find(office.engines, address=SENDER) == found


def test_time_is_over_only_for_mails_whose_work_is_done(office: Office, ticking: SetClock) -> None:
    with office.engines.store.write() as session:
        rows = work_items.queue(session, WorkState.WAITING).rows
        kept = rows[0].mail_id
        for row in rows:
            if row.mail_id != kept:
                row.state = WorkState.CLOSED
                session.add(row)
    assert end_old(office.engines, 365, "ben") == 0
    ticking.moment += timedelta(days=366)
    assert end_old(office.engines, 365, "ben") > 0
    with office.engines.store.read() as session:
        assert {row.mail_id for row in work_items.queue(session, WorkState.WAITING).rows} == {kept}


def test_no_row_names_what_is_gone(office: Office, folder: Path) -> None:
    erase(office.engines, "ben", address=SENDER)
    with sqlite3.connect(folder / "ardoise.db") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
