"""The figures page: numbers as they are, plots that say what they show, files that compute nothing."""

import re
from dataclasses import replace

import pytest

from domain.remittance import Remittance
from domain.sampling_policy import Sampling
from domain.states import WorkState
from domain.words import Route
from pipeline import clerk as clerks
from pipeline.dashboard.figures import gather
from pipeline.records import load_item
from pipeline.sampling import CHOSEN
from review.dashboard.asked import Asked, up_to
from review.office import Office
from store.repositories import work_items
from tests.review.offices import SAMPLES, Visitor, deliver, work

ADVICE = "advice-en-grid-pdf"


def test_figures_show_what_came_with_plot_table_and_file(clerk: Visitor) -> None:
    html = clerk.get("/dashboard").text
    assert html.count('<svg class="plot"') >= 3 and "Touchless share" in html
    assert "Of the work items closed in the period, those that the program closed" in html
    table = clerk.get("/dashboard/volume.csv").text
    today = next(line for line in table.splitlines() if line.startswith("2026-11-16"))
    assert int(today.split(",")[-1]) >= 8
    assert clerk.get("/dashboard/volume.xlsx").content[:2] == b"PK"
    assert (
        clerk.get("/dashboard/none.csv").status_code == clerk.get("/dashboard/volume.pdf").status_code == 404
    )


def test_every_plot_has_title_description_and_unique_names(clerk: Visitor) -> None:
    html = clerk.get("/dashboard").text
    plots = re.findall(r"<svg .*?</svg>", html, re.S)
    for plot in plots:
        title, described = re.findall(r'aria-labelledby="(\S+) (\S+)"', plot)[0]
        assert f'<title id="{title}">' in plot and f'<desc id="{described}">' in plot
        assert "style=" not in plot and "nan" not in plot.lower()
    names = re.findall(r' id="([^"]+)"', html)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "address",
    [
        "/dashboard?from=2026-11-20&to=2026-11-01",
        "/dashboard?from=nonsense&to=2026-13-99&by=month",
        "/dashboard?days=-3",
        "/dashboard?days=٣",
        "/dashboard?from=0001-01-01&to=9999-12-31",
        "/dashboard?mailbox=%22%3E%3Cscript%3E",
        "/dashboard?days=364&by=day",
    ],
)
def test_odd_addresses_show_a_period_all_the_same(clerk: Visitor, address: str) -> None:
    answer = clerk.get(address)
    assert answer.status_code == 200 and "<script>" not in answer.text


def test_mailbox_is_chosen_by_the_address(clerk: Visitor) -> None:
    all_of_them = clerk.get("/dashboard/volume.csv?days=7").text
    assert clerk.get("/dashboard/volume.csv?days=7&mailbox=desk").text == all_of_them
    assert not re.search(r",[1-9]", clerk.get("/dashboard/volume.csv?days=7&mailbox=other").text)


def test_figures_are_said_in_french(office: Office, admin: Visitor) -> None:
    admin.post("/account/language", {"language": "fr"})
    html = admin.get("/dashboard").text
    assert "Part traitée sans personne" in html and "Touchless" not in html


def test_proved_item_chosen_at_random_waits_and_what_is_changed_counts_as_silent_error(
    office: Office, clerk: Visitor
) -> None:
    sampled = replace(office, sampling=Sampling(share=1.0, seed="a"))
    numbers = [_again(sampled, copy) for copy in range(3)]
    with office.engines.store.read() as session:
        rows = [work_items.get_item(session, number) for number in numbers]
    proved = [row for row in rows if row.waits_because == (CHOSEN,)]
    assert len(proved) == 3 and all(row.state is WorkState.WAITING and not row.green for row in proved)
    first, second, third = proved
    _correct(office, first.id)
    for row in (first, second):
        with office.engines.store.read() as session:
            version = work_items.get_item(session, row.id).version
        clerks.confirm(office.engines, row.id, version, "anna")
    _correct(office, third.id)
    checks = gather(office.engines, _asked(office).stretches, None).checks
    assert (checks.chosen, checks.settled, checks.wrong) == (3, 2, 1)
    assert checks.rate == 0.5 and 0.9 < checks.bound < 1
    html = Visitor(sampled)
    html.enter("anna")
    assert "50.00%" in html.get("/dashboard").text


def test_touched_items_are_not_touchless(office: Office) -> None:
    before = gather(office.engines, _asked(office).stretches, None).touch
    assert sum(before.untouched) <= sum(before.closed)
    number = _again(office, 9)
    after = gather(office.engines, _asked(office).stretches, None).touch
    assert sum(after.untouched) == sum(before.untouched) + 1
    with office.engines.store.read() as session:
        version = work_items.get_item(session, number).version
    clerks.reopen(office.engines, number, version, "anna")
    clerks.confirm(office.engines, number, version + 1, "anna")
    last = gather(office.engines, _asked(office).stretches, None).touch
    assert (sum(last.closed), sum(last.untouched)) == (sum(after.closed), sum(before.untouched))
    assert last.by_route[Route.PAYMENT_ADVICE][0] == after.by_route[Route.PAYMENT_ADVICE][0]


def _asked(office: Office) -> Asked:
    today = office.engines.clock.now().date()
    return Asked(up_to(today, 7, None, "UTC"), None, today)


def _again(office: Office, copy: int) -> int:
    raw = (SAMPLES / "inbox" / f"{ADVICE}.eml").read_bytes()
    fresh = re.sub(rb"(?m)^Message-ID: <", b"Message-ID: <c%d-" % copy, raw, count=1)
    number = deliver(office.engines, f"{ADVICE}-{copy}", fresh)
    assert number is not None
    work(office)
    return number


def _correct(office: Office, number: int) -> None:
    with office.engines.store.read() as session:
        version = work_items.get_item(session, number).version
    values: tuple[Remittance, ...] = load_item(office.engines.store, office.engines.blobs, number).remittances
    changed = (replace(values[0], payment_reference="OTHER-1"), *values[1:])
    ledger = office.shelf.ledger()
    clerks.correct_values(office.engines, number, version, changed, ledger, office.matching, "anna")
