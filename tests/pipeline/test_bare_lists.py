"""A list without a telling word is an advice where its lines make its sum, whoever it leaves unnamed."""

from pathlib import Path

import pytest

from app.settings import load_settings
from app.wiring import dry_desk
from domain.words import Route
from pipeline.item import WorkItem
from pipeline.table import run_all

LIST = b"Ref;Dated;Value\nRE-4471;02.03.2026;120,00\nRE-4472;05.03.2026;80,00\n;Sum;%s\n"


@pytest.mark.parametrize(("total", "route"), [(b"200,00", Route.PAYMENT_ADVICE), (b"190,00", Route.OTHER)])
def test_a_list_that_names_nobody_is_an_advice_where_it_adds_up(
    tmp_path: Path, total: bytes, route: Route
) -> None:
    with dry_desk(load_settings(None), None, tmp_path, None, None) as desk:
        item = WorkItem("list.csv", LIST % total, internal_date=desk.now(), name="list.csv")
        done = run_all(item, desk)
    assert done.understanding is not None
    assert done.understanding.route.label is route
    assert all(payment.needs_review for payment in done.remittances)
