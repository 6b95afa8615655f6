"""No automatic mail is answered, whatever machine wrote it and in whatever language; people are."""

from pathlib import Path

import pytest

from domain.states import OutboxState
from intake.mime import parse_mail
from store.engine import Store
from tests.pipeline.automatic_mails import AutomaticMail, automatic_mails
from tests.pipeline.releases import REQUEST, House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

MAILS = tuple(automatic_mails())
GENEROUS = {
    "per_correspondent_and_subject_a_day": 10_000,
    "per_correspondent_a_day": 10_000,
    "per_domain_an_hour": 10_000,
    "per_hour": 10_000,
    "documents_per_customer_a_day": 10_000,
    "documents_per_correspondent_a_day": 10_000,
    "misses_a_day": 10_000,
}
"""So that no limit hides an answer."""


def answered(store: Store, folder: Path, mails: tuple[AutomaticMail, ...]) -> list[str]:
    house = House(store, folder, policy(**GENEROUS))
    for number, mail in enumerate(mails):
        house.deliver(mail.name, mail.raw)
        if number % 50 == 0:
            house.work()
    house.work()
    left = [answer for answer in house.answers() if answer.state is not OutboxState.DRAFT]
    return [f"{answer.id}: {answer.state}" for answer in left] + [f"{len(house.server.taken)} left"]


def test_there_are_three_hundred_of_them() -> None:
    assert len(MAILS) >= 300


def test_a_sample_of_the_automatic_mails_gets_no_answer(store: Store, tmp_path: Path) -> None:
    assert answered(store, tmp_path, MAILS[::37]) == ["0 left"]


@pytest.mark.long
def test_no_automatic_mail_gets_an_answer(store: Store, tmp_path: Path) -> None:
    assert answered(store, tmp_path, MAILS) == ["0 left"]


def test_the_same_request_by_a_person_is_answered(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy(**GENEROUS))
    house.deliver("1", REQUEST)
    house.work()
    assert len(house.server.taken) == 1


def test_an_answer_of_ours_that_comes_back_is_not_answered(store: Store, tmp_path: Path) -> None:
    house = House(store, tmp_path, policy(**GENEROUS))
    house.deliver("1", REQUEST)
    house.work()
    ours = house.answers()[0].message_id or ""
    came = parse_mail(REQUEST).message_id or ""
    house.deliver("2", REQUEST.replace(came.encode(), ours.encode()))
    house.work()
    assert len(house.server.taken) == len(house.answers()) == 1
