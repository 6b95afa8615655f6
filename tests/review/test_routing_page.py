"""The page of routing: what past mail says about thresholds, and who may choose a model."""

from domain.routing_models import ModelState
from domain.words import Route
from review.office import Office
from store.repositories import reviewed_routes, routing_models
from store.repositories.history import Change, add_corrections
from store.tables import RoutingModelRow
from tests.review.offices import NOON, Visitor


def model(state: ModelState, *reasons: str) -> RoutingModelRow:
    return RoutingModelRow(
        version="7-abc",
        digest="0" * 64,
        shipped="5-def",
        state=state,
        own_mails=2,
        figures='{"shipped": {"macro_f1": 0.9}, "own": {"1": true, "2": false}, "own_before": {"1": true}}',
        reasons=reasons,
        who="timetable",
        made_at=NOON,
    )


def test_table_tells_of_reviewed_mails_alone(office: Office, admin: Visitor) -> None:
    assert "No reviewed mail is there yet" in admin.get("/routing").text
    with office.engines.store.write() as session:
        # What was said when the mail came stays, whatever is said of it later.
        reviewed_routes.note_said(session, 1, Route.DISPUTE, 0.5, False, NOON)
        change = Change("route", "route.intent", '"payment_advice"', '"dispute"')
        add_corrections(session, 1, (change,), "anna", NOON)
    html = admin.get("/routing").text
    assert "1 mails were reviewed and 1 of them corrected; of 1 is known" in html
    assert 'id="of-payment_advice"' in html and "Thresholds today:" in html


def test_admins_choose_models_and_nobody_else(office: Office, clerk: Visitor, admin: Visitor) -> None:
    with office.engines.store.write() as session:
        routing_models.add(session, model(ModelState.KEPT))
        routing_models.add(session, model(ModelState.REFUSED, "F1 of <b>dispute</b> fell"))
    assert clerk.get("/routing").status_code == 403
    assert clerk.post("/routing", {"action": "activate:1"}).status_code == 403
    html = admin.get("/routing").text
    assert "F1 of &lt;b&gt;dispute" in html and "1 / 2 (1)" in html and 'value="activate:2"' not in html
    assert admin.post("/routing", {"action": "activate:1"}).headers["location"] == "/routing?done=activate"
    assert active(office) == 1
    assert admin.post("/routing", {"action": "activate:2"}).status_code == 409
    assert admin.post("/routing", {"action": "activate:77"}).status_code == 404
    assert admin.post("/routing", {"action": "rollback"}).status_code == 303
    assert active(office) is None
    assert "chosen by hand" in admin.get("/routing").text
    assert admin.post("/routing", {"action": "else"}).status_code == 400


def active(office: Office) -> int | None:
    with office.engines.store.read() as session:
        row = routing_models.active(session)
        return row.id if row else None
