"""Answers on the pages: edited, sent, dropped, stopped; what holds them back is said in words."""

import re
from datetime import timedelta

from domain.codec import from_json
from domain.decisions import Reply
from domain.states import OutboxState, Step, WorkState
from review.office import Office
from store.repositories import outbox, work_items
from store.tables import Outbox
from tests.review.offices import Visitor, fields_of
from tests.review.test_items import DISPUTE


def test_draft_is_shown_with_what_holds_it_back(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    html = clerk.get(f"/answers/{answer.id}").text
    for reason in answer.block_reasons:
        assert reason.replace("'", "&#39;") in html
    assert f"/answers/{answer.id}" in clerk.get("/outbox").text
    assert f"/answers/{answer.id}" in clerk.get(f"/items/{DISPUTE}").text


def test_edited_answer_is_sent_in_the_clerks_words(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    sent = clerk.post(f"/answers/{answer.id}", {**form, "body": "Our own words.\r\nBye", "action": "send"})
    assert sent.headers["location"] == f"/items/{DISPUTE}"
    queued = stored(office, answer.id)
    assert queued.state is OutboxState.QUEUED and queued.blob_sha256 is not None
    reply: Reply = from_json(Reply, queued.draft_json)
    assert reply.body == "Our own words.\nBye"
    stopped = clerk.post(
        f"/answers/{answer.id}", {**fields_of(clerk.get(f"/answers/{answer.id}").text), "action": "stop"}
    )
    assert stopped.status_code == 303 and stored(office, answer.id).state is OutboxState.DRAFT


def test_answer_sent_with_its_item_confirmed_opens_the_next(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    done = clerk.post(f"/answers/{answer.id}", {**form, "body": "Words", "action": "send_confirm"})
    assert done.headers["location"].startswith("/items/")
    with office.engines.store.read() as session:
        assert work_items.get_item(session, DISPUTE).state is WorkState.CLOSED


def test_conflict_keeps_the_words_that_were_typed(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    with office.engines.store.write() as session:
        outbox.change_answer(session, answer.id, None, office.engines.clock.now())
    refused = clerk.post(f"/answers/{answer.id}", {**form, "body": "Typed words", "action": "send"})
    assert refused.status_code == 409 and "Typed words" in refused.text


def test_dropped_answer_is_never_sent(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    assert clerk.post(f"/answers/{answer.id}", {**form, "action": "drop"}).status_code == 303
    assert stored(office, answer.id).state is OutboxState.DROPPED
    again = clerk.post(f"/answers/{answer.id}", {**form, "version": "2", "body": "x", "action": "send"})
    assert again.status_code == 409 and stored(office, answer.id).state is OutboxState.DROPPED


def test_answer_is_written_anew_by_a_button(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    page = clerk.get(f"/answers/{answer.id}").text
    assert "Write it anew" in page
    done = clerk.post(f"/answers/{answer.id}", {**fields_of(page), "action": "anew"})
    assert done.headers["location"] == f"/items/{DISPUTE}"
    with office.engines.store.read() as session:
        row = work_items.get_item(session, DISPUTE)
    assert (row.state, row.step) == (WorkState.WORKING, Step.RESPOND)
    assert "Write it anew" not in clerk.get(f"/answers/{answer.id}").text


def test_uncertain_answer_is_settled_by_a_person(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    with office.engines.store.write() as session:
        outbox.change_answer(
            session, answer.id, None, office.engines.clock.now()
        ).state = OutboxState.UNCERTAIN
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    assert clerk.post(f"/answers/{answer.id}", {**form, "action": "left"}).status_code == 303
    assert stored(office, answer.id).state is OutboxState.SENT


def test_a_delayed_answer_shows_how_long_it_can_be_stopped(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    now = office.engines.clock.now()
    with office.engines.store.write() as session:
        changed = outbox.change_answer(session, answer.id, None, now)
        changed.state, changed.not_before = OutboxState.DELAYED, now + timedelta(minutes=29, seconds=30)
    for page in (f"/answers/{answer.id}", f"/items/{DISPUTE}", "/outbox?state=delayed"):
        html = clerk.get(page).text
        left = re.search(r'data-left="(\d+)">(\d+:\d\d:\d\d)<', html)
        assert left is not None, page
        assert 1700 < int(left[1]) <= 1770 and left[2].startswith("0:29:"), page
    assert clerk.get("/static/countdown.js").status_code == 200
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    assert clerk.post(f"/answers/{answer.id}", {**form, "action": "stop"}).status_code == 303
    assert stored(office, answer.id).state is OutboxState.DRAFT
    assert "data-left" not in clerk.get(f"/items/{DISPUTE}").text


def test_a_refused_answer_is_sent_again_by_a_person(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    with office.engines.store.write() as session:
        outbox.change_answer(session, answer.id, None, office.engines.clock.now()).state = OutboxState.FAILED
    form = fields_of(clerk.get(f"/answers/{answer.id}").text)
    assert clerk.post(f"/answers/{answer.id}", {**form, "action": "send"}).status_code == 303
    assert stored(office, answer.id).state is OutboxState.QUEUED


def draft(office: Office, number: int) -> Outbox:
    with office.engines.store.read() as session:
        return outbox.answers_of_item(session, number)[0]


def stored(office: Office, answer_id: int) -> Outbox:
    with office.engines.store.read() as session:
        return outbox.get_answer(session, answer_id)
