"""Private mail: shown to few, hidden everywhere else, each opening in the audit trail."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from domain.private_policy import PrivateMail
from review.api import doors as api_doors
from review.office import Office
from review.pages import doors as page_doors
from review.passwords import hash_password
from store.repositories import audit, exports, outbox, private, users
from tests.review import offices
from tests.review.offices import NOON, PASSWORD, Visitor

ITEM, SUBJECT = 5, "Updated refund account"
CAREFUL, OTHER = "dora", "emil"


@pytest.fixture
def people(office: Office) -> None:
    hashed = hash_password(PASSWORD)
    with office.engines.store.write() as session:
        users.add_user(session, CAREFUL, hashed, ("clerk", "private"), "en", NOON)
        users.add_user(session, OTHER, hashed, ("clerk",), "en", NOON)


@pytest.fixture
def careful(office: Office, people: None) -> Visitor:
    visitor = Visitor(office)
    visitor.enter(CAREFUL)
    return visitor


@pytest.fixture
def other(office: Office, people: None) -> Visitor:
    visitor = Visitor(office)
    visitor.enter(OTHER)
    return visitor


@pytest.fixture
def hidden_item(clerk: Visitor) -> Iterator[int]:
    answer = clerk.post(f"/items/{ITEM}/private", {"private": "yes", "reason": "about a person"})
    assert answer.status_code == 303
    yield ITEM


def mail(name: str, subject: str, follows: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "kim@marrowgate.example", "ar@tarvenne.example"
    message["Subject"], message["Date"] = subject, "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<{name}@marrowgate.example>"
    if follows:
        message["In-Reply-To"] = f"<{follows}@marrowgate.example>"
    message.set_content(f"Please look at this, {name}.\n")
    return message.as_bytes()


def test_private_mail_is_nowhere_to_be_seen_by_others(hidden_item: int, other: Visitor) -> None:
    for address in ("/", "/?q=refund", "/queue/list.csv", "/api/items", "/outbox", "/teach", "/api/answers"):
        text = other.get(address).text
        assert SUBJECT not in text and f"/items/{ITEM}" not in text and f'"id":{ITEM},' not in text, address
    before = other.get("/queue/counts?state=waiting").json()["trays"]["waiting"]
    other_sees = re.findall(r'id="row-(\d+)"', other.get("/").text)
    assert before == str(len(other_sees)) and str(ITEM) not in other_sees


def test_every_door_of_a_private_item_is_shut_for_others(
    office: Office, hidden_item: int, other: Visitor
) -> None:
    tried = 0
    for door in (*page_doors(office), *api_doors(office)):
        if "{item_id}" not in door.path:
            continue
        path = re.sub(r"{(\w+)}", lambda found: str(ITEM if found[1] == "item_id" else 1), door.path)
        fields = {"csrf": other.csrf}
        answer = other.client.request(
            door.method, path, data=fields if door.changes else None, headers={"X-CSRF-Token": other.csrf}
        )
        assert answer.status_code == 403 and SUBJECT not in answer.text, (door.method, door.path)
        tried += 1
    assert tried > 15


def test_whoever_marked_it_and_whoever_may_still_open_it(
    office: Office, hidden_item: int, clerk: Visitor, admin: Visitor, careful: Visitor
) -> None:
    for visitor in (clerk, admin, careful):
        page = visitor.get(f"/items/{ITEM}")
        assert page.status_code == 200 and SUBJECT in page.text and "about a person" in page.text
        assert SUBJECT in visitor.get("/").text
    with office.engines.store.read() as session:
        opened = [line for line in audit.every(session) if line.action == "private_opened"]
    assert [line.who for line in opened] == ["anna", "ben", CAREFUL]
    assert {line.subject for line in opened} == {f"item:{ITEM}"}


def test_answers_of_a_private_item_are_shut_too(office: Office, clerk: Visitor, other: Visitor) -> None:
    with office.engines.store.read() as session:
        answer = next(each for number in range(1, 9) for each in outbox.answers_of_item(session, number))
    clerk.post(f"/items/{answer.work_item_id}/private", {"private": "yes"})
    assert other.get(f"/answers/{answer.id}").status_code == 403
    assert other.get(f"/api/answers/{answer.id}").status_code == 403
    assert f"/answers/{answer.id}" not in other.get("/outbox").text
    assert clerk.get(f"/answers/{answer.id}").status_code == 200


def test_nothing_of_it_leaves_in_exports_and_it_follows_when_open(office: Office, clerk: Visitor) -> None:
    span = (NOON - timedelta(days=1), NOON + timedelta(days=1))
    with office.engines.store.read() as session:
        due = {one.item_id for one in exports.not_exported(session, "payments", *span)}
    number = min(due)
    clerk.post(f"/items/{number}/private", {"private": "yes"})
    with office.engines.store.read() as session:
        left = {one.item_id for one in exports.not_exported(session, "payments", *span)}
    assert left == due - {number}
    clerk.post(f"/items/{number}/private", {"private": "no"})
    with office.engines.store.read() as session:
        assert {one.item_id for one in exports.not_exported(session, "payments", *span)} == due


def test_it_is_not_given_to_somebody_who_may_not_open_it(
    office: Office, hidden_item: int, clerk: Visitor, careful: Visitor, other: Visitor
) -> None:
    fields = clerk.form(f"/items/{ITEM}")
    refused = clerk.post(f"/items/{ITEM}", {**fields, "action": "hand", "to": OTHER})
    assert refused.status_code == 409 and "may not open it" in refused.text
    assert clerk.post(f"/items/{ITEM}", {**fields, "action": "hand", "to": CAREFUL}).status_code == 303
    version = clerk.form(f"/items/{ITEM}")["version"]
    answer = other.post(
        "/queue/together", {"item": f"{ITEM}:{version}", "action": "snooze", "until": "2027-01-04"}
    )
    assert answer.status_code == 403


def test_auditors_see_that_it_was_opened_and_nothing_of_what_stands_in_it(
    office: Office, clerk: Visitor
) -> None:
    clerk.post("/items/4", {**clerk.form("/items/4"), "action": "close", "reason": "zebra words"})
    auditor = Visitor(office)
    auditor.enter(offices.AUDITOR)
    assert "zebra words" in auditor.get("/audit").text and "zebra words" in auditor.get("/audit.jsonl").text
    clerk.post("/items/4/private", {"private": "yes"})
    clerk.get("/items/4")
    shown = auditor.get("/audit").text
    assert "zebra words" not in shown and "Private opened" in shown
    assert "zebra words" not in auditor.get("/audit.jsonl").text


@pytest.mark.parametrize(
    "rules",
    [
        PrivateMail(subjects=("W-9 ON",)),
        PrivateMail(senders=("@marrowgate.example", "someone@else.example")),
        PrivateMail(accounts=("desk",)),
    ],
)
def test_rules_hide_a_mail_from_its_first_moment_and_its_thread_with_it(
    office: Office, other: Visitor, rules: PrivateMail
) -> None:
    engines = replace(office.engines, private=rules)
    number = offices.deliver(engines, "fresh", mail("fresh", "W-9 on file"))
    offices.work(replace(office, engines=engines))
    assert number is not None and other.get(f"/items/{number}").status_code == 403
    follows = offices.deliver(office.engines, "second", mail("second", "Another matter", "fresh"))
    offices.work(office)
    assert follows is not None and other.get(f"/items/{follows}").status_code == 403
    plain = offices.deliver(office.engines, "third", mail("third", "A third matter"))
    offices.work(office)
    assert other.get(f"/items/{plain}").status_code == 200
    with office.engines.store.read() as session:
        assert set(private.hidden_items(session, OTHER)) == {number, follows}


def test_a_thread_is_hidden_by_hand_with_its_mail_and_shown_again_with_it(
    office: Office, clerk: Visitor, other: Visitor
) -> None:
    first = offices.deliver(office.engines, "one", mail("one", "A matter"))
    second = offices.deliver(office.engines, "two", mail("two", "Re: A matter", "one"))
    apart = offices.deliver(office.engines, "three", mail("three", "Another matter"))
    offices.work(office)
    for private_now, status in (("yes", 403), ("no", 200)):
        assert clerk.post(f"/items/{first}/private", {"private": private_now}).status_code == 303
        assert {other.get(f"/items/{number}").status_code for number in (first, second)} == {status}
        assert other.get(f"/items/{apart}").status_code == 200


def test_a_page_that_is_posted_is_noted_as_opened_once_in_a_while(
    office: Office, hidden_item: int, admin: Visitor
) -> None:
    fields = {"csrf": admin.csrf, "version": "0", "action": "sums"}
    for _ in range(3):
        admin.client.post(f"/items/{ITEM}", data=fields)
    with office.engines.store.read() as session:
        opened = [line for line in audit.every(session) if line.action == "private_opened"]
    assert [(line.who, line.subject) for line in opened] == [(offices.ADMIN, f"item:{ITEM}")]


def test_rule_that_would_hide_everything_is_refused() -> None:
    with pytest.raises(ValueError, match="every mail private"):
        PrivateMail(subjects=(" ",))


@pytest.mark.parametrize("written", ["+{}", "{}.0", "0_{}", "%20{}", "{}%20", "{}%0a", "-{}"])
def test_a_number_written_in_another_way_opens_no_door(
    office: Office, hidden_item: int, clerk: Visitor, other: Visitor, written: str
) -> None:
    with office.engines.store.read() as session:
        answer = next(each for number in range(1, 9) for each in outbox.answers_of_item(session, number))
    clerk.post(f"/items/{answer.work_item_id}/private", {"private": "yes"})
    item = written.format(ITEM)
    for path in (
        f"/items/{item}",
        f"/items/{item}/original",
        f"/items/{item}/mail.html",
        f"/api/items/{item}",
    ):
        assert other.get(path).status_code in (403, 404), path
    for path in ("/answers/", "/api/answers/"):
        assert other.get(path + written.format(answer.id)).status_code in (403, 404), path


def test_nobody_is_told_who_is_on_a_private_item(hidden_item: int, clerk: Visitor, other: Visitor) -> None:
    assert clerk.post(f"/items/{hidden_item}/claim", {"quiet": "1"}).json()["mine"]
    assert str(hidden_item) not in other.get("/queue/counts?state=waiting").json()["claims"]
    clerk.post(f"/items/{hidden_item}/private", {"private": "no"})
    assert str(hidden_item) in other.get("/queue/counts?state=waiting").json()["claims"]
