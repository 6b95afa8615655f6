"""The audit trail's page and file, and the sessions that one sees and ends."""

import json
import re

from domain.clock import SetClock
from review.office import Office
from store.audit_chain import FIRST, hash_of
from store.repositories import audit
from store.repositories.audit import Wanted
from tests.review.offices import ADMIN, AUDITOR, CLERK, PASSWORD, Visitor


def acts(office: Office, who: str) -> list[str]:
    with office.engines.store.read() as session:
        return [line.action for line in audit.page(session, Wanted(who=who))][::-1]


def test_each_act_of_a_person_stands_in_the_trail_once(office: Office) -> None:
    visitor = Visitor(office)
    visitor.sign_in(ADMIN)
    visitor.post("/switches/kill_switch", {"on": "yes"})
    visitor.post("/account/language", {"language": "en"})
    visitor.post("/upload", files=[("files", ("advice.csv", b"a;b\n1;2\n", "text/csv"))])
    visitor.post("/sign-out")
    expected = ["signed_in", "setting_changed", "language_changed", "uploaded", "signed_out"]
    assert acts(office, ADMIN) == expected


def test_refused_sign_in_names_only_who_is_known(office: Office) -> None:
    Visitor(office).sign_in(CLERK, "not the password")
    Visitor(office).sign_in("my-secret-typed-as-name", "not the password")
    assert acts(office, CLERK) == ["sign_in_refused"]
    with office.engines.store.read() as session:
        trail = "".join(str(line) for line in audit.every(session))
    assert "my-secret" not in trail


def test_trail_is_filtered_and_paged(office: Office) -> None:
    visitor = Visitor(office)
    visitor.enter(ADMIN)
    for _ in range(103):
        visitor.post("/switches/kill_switch", {"on": "yes"})
    html = visitor.get(f"/audit?who={ADMIN}&action=setting_changed").text
    assert html.count("setting:kill_switch") == 100
    further = re.search(r'href="/audit\?([^"]+)"', html)
    assert further is not None
    rest = visitor.get("/audit?" + further.group(1).replace("&amp;", "&")).text
    assert rest.count("setting:kill_switch") == 3
    assert "Nothing fits" in visitor.get("/audit?until=2020-01-01").text
    assert "Nothing fits" in visitor.get("/audit?subject=99999").text
    for odd in (
        "since=9999-12-31",
        "until=9999-12-31",
        "before=99999999999",
        "before=x",
        "since=%00",
        "who=%00",
    ):
        assert visitor.get(f"/audit?{odd}").status_code == 200, odd


def test_exported_trail_can_be_checked_elsewhere(office: Office) -> None:
    visitor = Visitor(office)
    visitor.enter(AUDITOR)
    lines = [json.loads(line) for line in visitor.get("/audit.jsonl").text.splitlines()]
    before = FIRST
    from datetime import datetime

    for number, line in enumerate(lines, 1):
        at = datetime.fromisoformat(line["at"])
        known = (line["who"], line["action"], line["subject"], line["digest"], before)
        assert line["hash"] == hash_of(number, at, *known)
        before = line["hash"]
    assert lines


def test_one_sees_and_ends_ones_own_sessions_and_an_admin_those_of_all(
    office: Office, clerk: Visitor, admin: Visitor
) -> None:
    other = Visitor(office)
    other.sign_in(CLERK)
    assert clerk.get("/account/sessions").text.count('<tr><th scope="row"') == 2
    assert ADMIN not in clerk.get("/account/sessions").text
    number = _numbers(clerk)[0]
    assert clerk.post("/account/sessions", {"session": number}).status_code == 303
    assert other.get("/").status_code == 303 and clerk.get("/").status_code == 200
    strangers = _numbers(admin)
    assert clerk.post("/account/sessions", {"session": "99999"}).status_code == 404
    assert admin.post("/account/sessions", {"session": strangers[0]}).status_code == 303
    assert clerk.get("/").status_code == 303
    assert acts(office, ADMIN)[-1] == "session_ended"


def test_clerk_cannot_end_the_session_of_another(office: Office, clerk: Visitor, admin: Visitor) -> None:
    with office.engines.store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select s.id from web_session s join users u on u.id = s.user_id where u.name = 'ben'"
        ).fetchall()
    assert clerk.post("/account/sessions", {"session": str(rows[0][0])}).status_code == 404
    assert admin.get("/").status_code == 200


def test_ending_all_others_leaves_this_one(office: Office, clerk: Visitor, ticking: SetClock) -> None:
    others = [Visitor(office) for _ in range(2)]
    for other in others:
        other.enter(CLERK)
    clerk.post("/account/sessions", {"session": "others"})
    assert clerk.get("/").status_code == 200
    assert [other.get("/").status_code for other in others] == [303, 303]


def test_auditor_begins_at_the_trail(office: Office) -> None:
    visitor = Visitor(office)
    assert visitor.sign_in(AUDITOR, PASSWORD).headers["location"] == "/audit"


def _numbers(visitor: Visitor) -> list[str]:
    html = visitor.get("/account/sessions").text
    return re.findall(r'name="session" value="(\d+)"', html)
