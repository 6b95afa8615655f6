"""A folder that gets new numbers: nothing is worked again, nothing is lost, real Dovecot."""

import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import SourceError
from domain.mailbox_policy import Mailbox
from intake.sources.imap import ImapSource
from store.engine import Store
from tests.faults.imap_office import Office
from tests.servers.dovecot import PASSWORD, Dovecot


def _mail(number: int | str, written: datetime | None = None) -> bytes:
    moment = format_datetime(written or datetime.now(UTC))
    head = f"From: ap@acme.example\r\nDate: {moment}\r\nSubject: mail {number}\r\n"
    return (head + f"Message-ID: <{number}@acme.example>\r\n\r\nText {number}\r\n").encode()


def _source(office: Office, server: Dovecot, user: str, **settings: object) -> ImapSource:
    usual = {"name": user, "host": server.host, "port": server.port, "security": "none", "user": user}
    box = Mailbox.model_validate(usual | {"folders": ["Claims"], "idle": False} | settings)
    return ImapSource(box, PASSWORD, office.clock, office.state_dir)


def _rebuild(server: Dovecot, user: str, restored: list[bytes]) -> None:
    time.sleep(1.01)  # UIDVALIDITY counts seconds
    with server.client(user) as client:
        client.delete_folder("Claims")
        client.create_folder("Claims")
    server.append(user, restored, "Claims")


@pytest.mark.parametrize(
    ("rounds", "count"),
    [
        (1, 30),
        pytest.param(2, 1000, marks=pytest.mark.long),
        pytest.param(20, 1000, marks=pytest.mark.soak),
    ],
)
def test_a_folder_deleted_and_restored_is_worked_once_and_wholly(
    dovecot: Dovecot, store: Store, tmp_path: Path, rounds: int, count: int
) -> None:
    user = f"restored{rounds}"
    dovecot.maildir(user, "Claims")
    yesterday = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    old = [_mail(f"old {number}", yesterday) for number in range(count // 10)]
    dovecot.append(user, old, "Claims")
    office = Office(store, tmp_path, SystemClock())
    source = _source(office, dovecot, user)
    office.poll(source, "Claims")
    taken = [_mail(number) for number in range(count)]
    dovecot.append(user, taken, "Claims")
    assert office.poll(source, "Claims").new == count
    for number in range(rounds):
        taken.append(_mail(f"in between {number}"))
        _rebuild(dovecot, user, [*old, *taken])
        if number % 2:
            source.close()
            source = _source(office, dovecot, user)
        office.poll(source, "Claims")
        assert office.poll(source, "Claims").new == 0
    source.close()
    worked = office.worked(user)
    new = {subject: times for subject, times in worked.items() if not subject.startswith("older: ")}
    assert new == {
        **{f"mail {number}": 1 for number in range(count)},
        **{f"mail in between {number}": 1 for number in range(rounds)},
    }
    assert set(worked.values()) == {1}
    assert len(worked) - len(new) <= len(old)


def test_an_old_folder_is_counted_anew_without_fetching_its_mail_again(
    dovecot: Dovecot, store: Store, tmp_path: Path, user: str
) -> None:
    ago = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    dovecot.maildir(user, "Claims")
    with dovecot.client(user) as client:
        for number in range(5):
            client.append("Claims", _mail(f"old {number}", ago), msg_time=ago)
    office = Office(store, tmp_path, SystemClock())
    source = _source(office, dovecot, user)
    office.poll(source, "Claims")
    dovecot.append(user, [_mail(1)], "Claims")
    office.poll(source, "Claims")
    time.sleep(1.01)
    dovecot.renumber(user, "Claims")  # keeps each mail's arrival
    collected = office.poll(source, "Claims")
    assert (collected.new, collected.known) == (0, 1)  # the new one by its bytes, the old ones not at all
    assert office.poll(source, "Claims").known == 0
    assert office.worked(user) == {"mail 1": 1}
    source.close()


def test_a_mail_that_a_person_moves_away_and_back_is_one_mail(
    dovecot: Dovecot, store: Store, tmp_path: Path, user: str
) -> None:
    dovecot.maildir(user, "Claims")
    dovecot.maildir(user, "Done")
    office = Office(store, tmp_path, SystemClock())
    source = _source(office, dovecot, user)
    office.poll(source, "Claims")
    dovecot.append(user, [_mail(1)], "Claims")
    office.poll(source, "Claims")
    with dovecot.client(user) as client:
        client.select_folder("Claims")
        client.move(client.search("ALL"), "Done")
        client.select_folder("Done")
        client.move(client.search("ALL"), "Claims")
    collected = office.poll(source, "Claims")
    assert (collected.new, collected.known) == (0, 1)
    assert office.worked(user) == {"mail 1": 1}
    source.close()


def test_a_folder_name_that_is_not_there_names_those_that_are(
    dovecot: Dovecot, store: Store, tmp_path: Path, user: str
) -> None:
    for folder in ("Claims", "Team/Réclamations"):
        dovecot.maildir(user, folder)
    office = Office(store, tmp_path, SystemClock())
    source = _source(office, dovecot, user)
    for wrong, near in (("Claim", "'Claims'"), ("Reclamations", "'Team/Réclamations'")):
        with pytest.raises(SourceError, match=rf"no folder '{wrong}'.*correct `folders`.*{near}"):
            office.poll(source, wrong)
    source.close()
