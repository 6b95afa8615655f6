"""What a clerk writes: previews, documents of the customer, later sending, replies, new mail, forwards."""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from httpx import Response

from domain.errors import ConflictError
from domain.states import OutboxState, WorkState
from domain.words import ReplyKind
from pipeline.answer_files import chosen
from pipeline.answer_words import draft_of
from review.office import Office
from store.repositories import colleagues, messages, outbox, private, work_items
from store.tables import MessageWish, Outbox
from tests.review.offices import ADMIN, CLERK, Visitor, deliver, fields_of, work
from tests.review.test_answers import draft, stored
from tests.review.test_items import DISPUTE

PASSED_TO = "marta@tarvenne.example"


def begun(clerk: Visitor, **fields: object) -> int:
    done = clerk.post(f"/items/{DISPUTE}/write", fields)
    assert done.status_code == 303, done.text
    return int(done.headers["location"].rpartition("/")[2])


def act(clerk: Visitor, number: int, action: str, **more: object) -> Response:
    form = fields_of(clerk.get(f"/answers/{number}").text)
    return clerk.post(f"/answers/{number}", {**form, "action": action, **more})


def frozen(office: Office, answer: Outbox) -> EmailMessage:
    assert answer.blob_sha256 is not None
    return message_from_bytes(office.engines.blobs.get(answer.blob_sha256), policy=policy.default)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def own_file(office: Office, customer: str | None, *, own: bool = True) -> str:
    ledger = office.shelf.ledger()
    assert ledger is not None
    rows = ledger.supporting_documents
    return next(
        each.file for each in rows if each.path and each.customer_id and (each.customer_id == customer) is own
    )


def test_preview_shows_what_is_then_frozen(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    shown = act(clerk, answer.id, "preview", body="Our <b>own</b> words.")
    assert shown.headers["location"] == f"/answers/{answer.id}/preview"
    page = clerk.get(f"/answers/{answer.id}/preview").text
    assert "Our &lt;b&gt;own&lt;/b&gt; words." in page and "sandbox" in page and answer.recipient in page
    framed = clerk.get(f"/answers/{answer.id}/preview.html")
    assert "sandbox" in framed.headers["content-security-policy"] and "<b>" not in framed.text
    form = fields_of(page)
    assert clerk.post(f"/answers/{answer.id}", {**form, "action": "send"}).status_code == 303
    left = frozen(office, stored(office, answer.id))
    assert text_of(left).strip() == "Our <b>own</b> words."
    assert "These very bytes" in clerk.get(f"/answers/{answer.id}/preview").text


def test_documents_of_the_customer_are_found_and_added_and_no_others(office: Office, clerk: Visitor) -> None:
    number = begun(clerk, kind="free_reply")
    customer = stored(office, number).customer_id
    mine, foreign = own_file(office, customer), own_file(office, customer, own=False)
    found = act(clerk, number, "find", find="")
    assert mine in found.text and foreign not in found.text
    assert act(clerk, number, "add", add=foreign).status_code == 409
    assert act(clerk, number, "add", add=mine).status_code == 303
    assert [each.file for each in draft_of(stored(office, number)).attachments] == [mine]
    page = clerk.get(f"/answers/{number}/preview").text
    assert re.search(r"application/\w+, \d", page)
    assert act(clerk, number, "save", attachment="none", body="Words").status_code == 303
    assert not draft_of(stored(office, number)).attachments


def test_what_an_answer_carries_already_counts_against_the_limit(office: Office) -> None:
    ledger = office.shelf.ledger()
    assert ledger is not None
    customer, (one, two) = next(
        (owner, files[:2])
        for owner, rows in ledger.documents_by_customer.items()
        if owner and len(files := [each.file for each in rows if each.path]) > 1
    )
    beside = chosen(ledger, customer, [one], 10_000_000)
    assert chosen(ledger, customer, [two], 10_000_000, beside)
    most = Path(beside[0].path).stat().st_size
    with pytest.raises(ConflictError, match="too large"):
        chosen(ledger, customer, [two], most, beside)


def test_document_does_not_leave_once_the_item_is_anothers(office: Office, clerk: Visitor) -> None:
    number = begun(clerk, kind="free_reply")
    mine = own_file(office, stored(office, number).customer_id)
    act(clerk, number, "add", add=mine, body="Here it is.")
    with office.engines.store.write() as session:
        row = work_items.change_item(session, DISPUTE, None, office.engines.clock.now())
        row.customer_id = "somebody-else"
    assert act(clerk, number, "send", attachment=mine).status_code == 409
    assert stored(office, number).state is OutboxState.DRAFT


def test_answer_put_off_waits_for_its_time_and_can_be_stopped(office: Office, clerk: Visitor) -> None:
    answer = draft(office, DISPUTE)
    assert act(clerk, answer.id, "later", day="2026-11-10", time="09:00").status_code == 409
    assert act(clerk, answer.id, "later", day="", time="").status_code == 409
    assert act(clerk, answer.id, "later", day="2026-11-17", time="09:30").status_code == 303
    waiting = stored(office, answer.id)
    assert waiting.state is OutboxState.DELAYED and not waiting.automatic
    assert waiting.not_before == datetime.fromisoformat("2026-11-17T09:30:00+00:00")
    assert frozen(office, waiting)["Date"].datetime == waiting.not_before
    assert "data-left" in clerk.get(f"/answers/{answer.id}").text
    assert act(clerk, answer.id, "stop").status_code == 303
    offered = re.findall(r'value="(later:[^"]+)"', clerk.get(f"/answers/{answer.id}").text)
    assert len(offered) == 2 and act(clerk, answer.id, offered[0]).status_code == 303
    assert stored(office, answer.id).not_before == datetime.fromisoformat(offered[0][6:])


def test_second_reply_is_not_held_back_by_the_first(office: Office, clerk: Visitor) -> None:
    numbers = [begun(clerk, kind="free_reply") for _ in range(2)]
    for number in numbers:
        assert act(clerk, number, "send", body="Words", subject="Re: other").status_code == 303
        answer = stored(office, number)
        left = frozen(office, answer)
        assert answer.state is OutboxState.QUEUED and not answer.automatic and answer.approved_by == CLERK
        assert left["Auto-Submitted"] is None and left["In-Reply-To"] and left["Subject"] == "Re: other"


def test_new_mail_to_an_unknown_address_carries_a_warning(office: Office, clerk: Visitor) -> None:
    assert clerk.post(f"/items/{DISPUTE}/write", {"kind": "new_mail", "to": "nobody"}).status_code == 422
    ours = clerk.post(f"/items/{DISPUTE}/write", {"kind": "new_mail", "to": "ar@tarvenne.example"})
    assert ours.status_code == 422
    number = begun(clerk, kind="new_mail", to="Somebody@elsewhere.example")
    answer = stored(office, number)
    assert answer.recipient == "somebody@elsewhere.example" and answer.blocked_by == ("sender_unknown",)
    assert "no registered contact" in clerk.get(f"/answers/{number}").text
    assert act(clerk, number, "send", body="Words", subject="").status_code == 409
    assert act(clerk, number, "send", body="Words", subject="A new matter").status_code == 303
    assert frozen(office, stored(office, number))["In-Reply-To"] is None


def test_canned_text_is_kept_by_admins_and_filled_literally(
    office: Office, clerk: Visitor, admin: Visitor
) -> None:
    text = {"name": "Reminder", "language": "en", "action": "keep"}
    refused = admin.post("/canned", {**text, "body": "Dear {customer.__class__}"})
    assert refused.status_code == 422 and "customer.__class__" in refused.text
    kept = admin.post("/canned", {**text, "body": "Dear {customer}, {numbers} {{clerk}}"})
    assert kept.status_code == 303 and "Reminder" in admin.get("/canned").text
    assert clerk.get("/canned").status_code == 403
    number = begun(clerk, kind="free_reply", canned="1")
    answer, ledger = stored(office, number), office.shelf.ledger()
    assert ledger is not None and answer.customer_id is not None
    body = draft_of(answer).body
    assert ledger.customer_by_id[answer.customer_id].name in body and "{" + CLERK + "}" in body
    put = act(clerk, number, "canned", canned="1", body="First")
    assert "First\n\nDear " in put.text
    assert act(clerk, number, "send", body="Dear {customer}").status_code == 409


@pytest.fixture
def passed(office: Office, clerk: Visitor) -> Outbox:
    number = begun(clerk, kind="forward", to=PASSED_TO, note="Is that so?", part="mail.eml")
    assert act(clerk, number, "send", attachment="mail.eml").status_code == 303
    with office.engines.store.write() as session:
        answer = outbox.change_answer(session, number, None, office.engines.clock.now())
        answer.state, answer.sent_at = OutboxState.SENT, office.engines.clock.now()
    return stored(office, number)


def reply_from(sender: str, answer: Outbox, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"Marta Ilves <{sender}>", "ar@tarvenne.example"
    message["Subject"], message["Message-ID"] = f"Re: {answer.subject}", f"<m1@{sender.partition('@')[2]}>"
    message["In-Reply-To"], message["References"] = answer.message_id, answer.message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Yes, we granted that discount. Please send a copy of invoice 100234.\n")
    return message.as_bytes()


def test_colleagues_answer_comes_back_into_the_item(office: Office, clerk: Visitor, passed: Outbox) -> None:
    left = frozen(office, passed)
    assert "Is that so?" in text_of(left)
    assert [part.get_filename() for part in left.iter_attachments()] == ["mail.eml"]
    number = deliver(office.engines, "marta", reply_from(PASSED_TO, passed))
    work(office)
    assert number is not None
    with office.engines.store.read() as session:
        row, item = work_items.get_item(session, number), work_items.get_item(session, DISPUTE)
        assert (row.state, row.route, row.customer_id) == (WorkState.CLOSED, None, None)
        assert not outbox.answers_of_item(session, number)
        assert [each.item_id for each in colleagues.answers_in(session, DISPUTE)] == [number]
        assert item.state is WorkState.WAITING and "Marta Ilves answered" in item.waits_because[-1]
    html = clerk.get(f"/items/{DISPUTE}").text
    assert "Yes, we granted that discount." in html and f"/items/{number}" in html
    assert clerk.get(f"/items/{number}").status_code == 200


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ("ap@kestwick.example", {}),
        (PASSED_TO, {"Auto_Submitted": "auto-replied"}),
        (
            PASSED_TO,
            {"Authentication_Results": "mx.tarvenne.example; dmarc=fail header.from=tarvenne.example"},
        ),
    ],
)
def test_what_no_colleague_wrote_is_worked_as_any_mail(
    office: Office, passed: Outbox, sender: str, headers: dict[str, str]
) -> None:
    number = deliver(office.engines, "other", reply_from(sender, passed, **headers))
    work(office)
    assert number is not None
    with office.engines.store.read() as session:
        assert work_items.get_item(session, number).route is not None
        assert not colleagues.answers_in(session, DISPUTE)


def test_mail_is_passed_on_only_within_the_firm(office: Office, clerk: Visitor) -> None:
    for to in ("marta@elsewhere.example", "ar@tarvenne.example", ""):
        assert clerk.post(f"/items/{DISPUTE}/write", {"kind": "forward", "to": to}).status_code == 422


def test_private_mail_is_passed_on_only_to_who_may_open_it(office: Office, admin: Visitor) -> None:
    now = office.engines.clock.now()
    number = begun(admin, kind="forward", to=PASSED_TO)
    with office.engines.store.write() as session:
        private.mark(session, DISPUTE, ADMIN, "salaries", now)
        for who, address in ((CLERK, "anna@tarvenne.example"), (ADMIN, "ben@tarvenne.example")):
            wish = MessageWish(who=who, address=address, digest=False, hour="08:00", time_zone="UTC")
            messages.keep_wish(session, wish)
    assert act(admin, number, "send").status_code == 409
    refused = admin.post(f"/items/{DISPUTE}/write", {"kind": "forward", "colleague": CLERK})
    assert refused.status_code == 409 and "private" in refused.text
    begun(admin, kind="forward", to="ben@tarvenne.example")


def test_written_mail_is_never_composed_over(office: Office, clerk: Visitor) -> None:
    number = begun(clerk, kind="free_reply")
    assert stored(office, number).kind is ReplyKind.FREE_REPLY
    assert act(clerk, number, "anew").status_code == 409
