"""The pages of the queue: filters in the address, views, search, who is on what, acts on many items."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from domain.clock import SetClock
from domain.job_ports import Job
from domain.states import BulkState, WorkState
from pipeline import claims, notes
from pipeline.bulk import BulkWorker
from pipeline.engines import BULK_JOB
from review.office import Office
from review.sheets import sheet
from store.repositories import team, work_items
from store.tables import WorkItemRow
from tests.review.offices import ADMIN, CLERK, NOON, Visitor

ROW = re.compile(r'<a href="/items/(\d+)(?:\?view=[^"]+)?" class="open">')


@pytest.fixture
def made(office: Office) -> tuple[int, ...]:
    """Six waiting items beside those of the sample mails, the first three wholly green."""
    numbers = []
    with office.engines.store.write() as session:
        for number in range(6):
            row = WorkItemRow(source_name=f"made {number}", created_at=NOON, updated_at=NOON)
            row.state, row.green, row.account = WorkState.WAITING, number < 3, "second"
            numbers.append(work_items.add_item(session, row))
    return tuple(numbers)


def listed(visitor: Visitor, address: str) -> set[int]:
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return {int(number) for number in ROW.findall(answer.text)}


def row_of(office: Office, item_id: int) -> WorkItemRow:
    with office.engines.store.read() as session:
        return work_items.get_item(session, item_id)


def test_filters_stand_in_the_address_and_nonsense_is_as_if_not_there(
    clerk: Visitor, made: tuple[int, ...]
) -> None:
    assert listed(clerk, "/?mailbox=second") == set(made)
    assert listed(clerk, "/?mailbox=second&green=yes") == set(made[:3])
    assert listed(clerk, "/?mailbox=second&assignee=me") == set()
    everything = listed(clerk, "/")
    nonsense = "/?route=x&age=9999&min=abc&due=never&order=up&language=%00&after=1.2.3.4&q=%20"
    assert listed(clerk, nonsense) == everything > set(made)


def test_search_finds_by_number_subject_sender_and_customers_name(office: Office, clerk: Visitor) -> None:
    with office.engines.store.read() as session:
        rows = work_items.queue(session).rows
    ledger = office.shelf.ledger()
    row = next(row for row in rows if row.customer_id and ledger)
    assert ledger is not None
    name = ledger.customer_by_id[row.customer_id or ""].name
    assert row.id in listed(clerk, f"/?q={name.split()[0].lower()}")
    assert listed(clerk, "/?q=remit") >= listed(clerk, "/?q=remittance") != set()
    assert listed(clerk, "/?q=nobodyeverwrotethis") == set()
    assert listed(clerk, "/?q=kestwick.example")


def test_view_is_kept_by_name_shared_if_wished_and_removed_by_its_owner_alone(
    office: Office, clerk: Visitor, admin: Visitor
) -> None:
    query = "route=dispute&due=over&evil=1"
    assert clerk.post("/views", {"name": "Late", "query": query}).headers["location"].startswith("/?")
    clerk.post("/views", {"name": "Ours", "query": "green=yes", "shared": "yes"})
    mine, others = clerk.get("/").text, admin.get("/").text
    assert 'href="/?route=dispute&amp;due=over"' in mine and "evil" not in mine
    assert ">Ours</a>" in others and ">Late</a>" not in others
    with office.engines.store.read() as session:
        view = team.views_for(session, CLERK)[1]
    assert admin.post(f"/views/{view.id}/remove").status_code == 404
    assert clerk.post(f"/views/{view.id}/remove").status_code == 303
    assert ">Ours</a>" not in admin.get("/").text
    assert clerk.post("/views", {"name": " ", "query": ""}).status_code == 400


def test_counts_are_told_anew_with_who_is_on_what(
    office: Office, clerk: Visitor, made: tuple[int, ...]
) -> None:
    claims.claim(office.engines, made[0], ADMIN)
    counted = clerk.get("/queue/counts?mailbox=second").json()
    assert counted["trays"] == {
        **dict.fromkeys(("mine", "postponed", "working", "shelved", "closed"), "0"),
        "waiting": "6",
    }
    assert counted["claims"] == {str(made[0]): ADMIN}
    assert f"{ADMIN}</span> is on it" in clerk.get("/?mailbox=second").text


def test_claim_ends_by_itself_is_renewed_and_taken_over_with_notice(
    office: Office, ticking: SetClock, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    address = f"/items/{made[0]}/claim"
    assert clerk.post(address, {"quiet": "yes"}).json()["mine"] is True
    ticking.sleep(240)
    assert clerk.post(address, {"quiet": "yes"}).json()["mine"] is True
    ticking.sleep(240)  # eight minutes after it was taken, four after it was renewed
    assert admin.post(address, {"quiet": "yes"}).json() == {"mine": False, "who": CLERK, "taken_from": None}
    taken = admin.post(address, {"quiet": "yes", "take_over": "yes"}).json()
    assert taken == {"mine": True, "who": ADMIN, "taken_from": CLERK}
    assert clerk.post(address, {"quiet": "yes"}).json()["who"] == ADMIN
    ticking.sleep(301)
    assert clerk.post(address, {"quiet": "yes"}).json() == {"mine": True, "who": CLERK, "taken_from": None}
    clerk.post(f"/items/{made[0]}/release")
    assert admin.post(address, {"quiet": "yes"}).json()["mine"] is True


def test_next_for_me_is_claimed_and_passes_over_what_others_work_on(
    office: Office, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    wanted = {"mailbox": "second"}
    first = clerk.post("/queue/next", wanted).headers["location"]
    second = admin.post("/queue/next", wanted).headers["location"]
    view = "?view=mailbox%3Dsecond"
    assert (first, second) == (f"/items/{made[0]}{view}", f"/items/{made[1]}{view}")
    assert clerk.post("/queue/next", wanted).headers["location"] == first
    assert clerk.post("/queue/next", {"mailbox": "none"}).headers["location"] == "/?mailbox=none"


def chosen(office: Office, numbers: tuple[int, ...]) -> list[str]:
    return [f"{number}:{row_of(office, number).version}" for number in numbers]


def let_take_effect(office: Office) -> None:
    job = office.engines.jobs.claim([BULK_JOB], "test")
    assert isinstance(job, Job)
    BulkWorker("test", office.engines).work(job)


def test_green_items_are_confirmed_together_ten_seconds_later(
    office: Office, ticking: SetClock, clerk: Visitor, made: tuple[int, ...]
) -> None:
    fields = {"action": "confirm", "item": chosen(office, made[:3]), "list_mailbox": "second"}
    assert clerk.post("/queue/together", fields).headers["location"] == "/?mailbox=second"
    assert listed(clerk, "/?mailbox=second") == set(made[3:])
    assert office.engines.jobs.claim([BULK_JOB], "test") is None
    with office.engines.store.write() as session:
        work_items.change_item(session, made[2], None, ticking.now())
    ticking.sleep(10)
    let_take_effect(office)
    assert [row_of(office, number).state for number in made[:3]] == [
        WorkState.CLOSED,
        WorkState.CLOSED,
        WorkState.WAITING,
    ]
    assert row_of(office, made[0]).closed_by == CLERK
    page = clerk.get("/?mailbox=second").text
    assert "Confirmed together: 2." in page and "was changed in the meantime" in page


def test_act_on_many_is_taken_back_before_it_takes_effect(
    office: Office, ticking: SetClock, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    clerk.post("/queue/together", {"action": "archive", "item": chosen(office, made), "reason": "old"})
    with office.engines.store.read() as session:
        act = team.last_act(session, CLERK)
    assert act is not None and act.state is BulkState.PENDING
    assert admin.post(f"/queue/together/{act.id}/undo").status_code == 404
    assert clerk.post(f"/queue/together/{act.id}/undo").status_code == 303
    ticking.sleep(10)
    let_take_effect(office)
    assert {row_of(office, number).state for number in made} == {WorkState.WAITING}
    assert clerk.post(f"/queue/together/{act.id}/undo").status_code == 409


def test_act_that_a_dead_worker_began_is_ended_once(
    office: Office, ticking: SetClock, clerk: Visitor, made: tuple[int, ...]
) -> None:
    clerk.post("/queue/together", {"action": "confirm", "item": chosen(office, made[:2])})
    ticking.sleep(10)
    job = office.engines.jobs.claim([BULK_JOB], "dead")
    assert job is not None
    half = BulkWorker("dead", office.engines)
    act = half._begun(int(job.payload["act"]))
    assert act is not None
    half._one(act, *(made[0], row_of(office, made[0]).version))
    ticking.sleep(3600)
    let_take_effect(office)
    with office.engines.store.read() as session:
        ended = team.last_act(session, CLERK)
    assert ended is not None and ended.state is BulkState.DONE and ended.failed == ()
    assert {row_of(office, number).state for number in made[:2]} == {WorkState.CLOSED}


def test_doubtful_or_flagged_items_are_never_confirmed_together(
    office: Office, clerk: Visitor, made: tuple[int, ...]
) -> None:
    answer = clerk.post("/queue/together", {"action": "confirm", "item": chosen(office, made)})
    assert answer.status_code == 409 and "not wholly green" in answer.text
    with office.engines.store.write() as session:
        work_items.get_item(session, made[0]).risk = True
    for action in ("confirm", "archive"):
        fields = {"action": action, "item": chosen(office, made[:1]), "reason": "x"}
        assert clerk.post("/queue/together", fields).status_code == 409
    assert listed(clerk, "/?mailbox=second") == set(made)
    assert clerk.post("/queue/together", {"action": "confirm"}).status_code == 400


def test_many_items_are_assigned_and_put_off_until_the_office_opens(
    office: Office, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    clerk.post("/queue/together", {"action": "assign", "item": chosen(office, made[:2]), "to": ADMIN})
    assert listed(admin, "/?state=mine") == set(made[:2])
    day = (NOON + timedelta(days=3)).date()
    stale = chosen(office, made[:2])
    fields = {"action": "snooze", "item": stale, "until": day.isoformat()}
    assert clerk.post("/queue/together", fields).status_code == 303
    until = row_of(office, made[0]).postponed_until
    assert until is not None and (until.date(), until.hour) == (day, 9)
    assert listed(clerk, "/?state=postponed") == set(made[:2])
    again = clerk.post("/queue/together", fields)
    assert again.status_code == 409 and "was changed in the meantime" in again.text
    assert clerk.post("/queue/together", {**fields, "until": "soon"}).status_code == 400
    assert clerk.post("/queue/together", {"action": "assign", "item": stale, "to": "x"}).status_code == 400


def test_note_calls_a_colleague_until_it_is_seen(
    office: Office, clerk: Visitor, admin: Visitor, made: tuple[int, ...]
) -> None:
    address = f"/items/{made[0]}/notes"
    clerk.post(address, {"note": f"<b>Look</b> @{ADMIN.upper()} please"})
    page = admin.get("/").text
    assert f"{CLERK} calls you:" in page and "&lt;b&gt;Look&lt;/b&gt;" in page and "<b>Look" not in page
    assert "calls you" not in clerk.get("/").text
    admin.post(f"{address}/seen")
    assert "calls you" not in admin.get("/").text
    assert clerk.post(address, {"note": "  "}).status_code == 409


def test_name_within_a_longer_one_is_not_called() -> None:
    assert notes.mentioned("@annabel, @Ben! mail ben@x.example", ["anna", "annabel", "ben"]) == (
        "annabel",
        "ben",
    )
    assert notes.mentioned("@annabel @anna", ["anna", "annabel"]) == ("anna", "annabel")


FORMULAS = [
    before + formula
    for before in ("", " ", "\t", "\n", "\u00a0")
    for formula in (
        "=1+1",
        '=HYPERLINK("https://evil.example")',
        "+1",
        "-1+2",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
    )
]


def test_no_cell_of_a_list_becomes_a_formula() -> None:
    assert len(FORMULAS) == 50
    rows = [(1, formula) for formula in FORMULAS]
    for cell in [
        row[1] for row in csv.reader(io.StringIO(sheet("csv", ("n", "x"), rows).decode("utf-8-sig")))
    ][1:]:
        assert cell.startswith("'"), cell
    book = load_workbook(io.BytesIO(sheet("xlsx", ("n", "x"), rows)))
    cells = [row[1] for row in list(book.active.iter_rows())[1:]]
    assert len(cells) == 50 and {cell.data_type for cell in cells} == {"s"}


def test_list_is_sent_as_chosen_and_whole(office: Office, clerk: Visitor, made: tuple[int, ...]) -> None:
    answer = clerk.get("/queue/list.csv?mailbox=second")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {int(row["item"]) for row in rows} == set(made)
    assert answer.headers["content-disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(clerk.get("/queue/list.xlsx").content))
    assert len(list(book.active.iter_rows())) == 1 + len(listed(clerk, "/"))
    assert clerk.get("/queue/list.exe").status_code == 404


def test_amounts_of_a_list_stay_numbers() -> None:
    rows = [(1, Decimal("-1234.50"))]
    assert sheet("csv", ("n", "amount"), rows).decode("utf-8-sig").splitlines()[1] == "1,-1234.50"
    book = load_workbook(io.BytesIO(sheet("xlsx", ("n", "amount"), rows)))
    assert book.active.cell(2, 2).data_type == "n"


def test_page_that_asks_by_itself_keeps_nobody_signed_in(
    office: Office, ticking: SetClock, clerk: Visitor
) -> None:
    for _ in range(office.web.idle_minutes + 1):
        ticking.sleep(60)
        answer = clerk.client.get("/queue/counts", headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
