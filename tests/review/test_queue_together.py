"""Acts on many items: they take effect ten seconds later, are taken back, pass over what is not green."""

from datetime import timedelta

from domain.clock import SetClock
from domain.job_ports import Job
from domain.states import BulkState, WorkState
from pipeline.bulk import BulkWorker
from pipeline.engines import BULK_JOB
from review.office import Office
from store.repositories import team, work_items
from tests.review.made_items import listed, made, row_of
from tests.review.offices import ADMIN, CLERK, NOON, Visitor

__all__ = ["made"]


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
