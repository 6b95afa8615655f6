"""Documents for download: only by a link of ours, as long as it lasts, and never by guessing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.clock import SetClock
from domain.codec import to_json
from domain.decisions import Reply, ReplyAttachment
from domain.words import DocumentKind, ReplyKind
from pipeline.promises import keep_promises
from responders.links import download_token, is_signed, token_parts
from review.office import Office
from store.repositories import promises
from store.tables import Outbox
from tests.review.offices import Visitor
from tests.review.test_items import DISPUTE

KEY = b"a made-up key of links"
CONTENT = b"%PDF-1.4 a large document"


@pytest.fixture
def public(office: Office) -> Office:
    """An office whose links are signed."""
    return replace(office, link_key=KEY)


def offer(office: Office, days: int = 7) -> tuple[str, int]:
    """Release an answer with one link; return its path and the answer's id."""
    engines = office.engines
    until = engines.clock.now() + timedelta(days=days)
    sha256 = engines.blobs.put([CONTENT])[0]
    bare = ReplyAttachment("c/Größe\r\n../x.pdf", "/none", "C001", "1", DocumentKind.INVOICE_COPY, sha256)
    linked = replace(bare, link=download_token(bare, KEY, until), link_until=until)
    reply = Reply(ReplyKind.INVOICE_COPY, ("ap@acme.example",), "Re: x", "y", "en", attachments=(linked,))
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = Outbox(
            work_item_id=DISPUTE,
            recipient=reply.to[0],
            kind=reply.kind,
            draft_json=to_json(reply).decode(),
            created_at=now,
            updated_at=now,
        )
        session.add(answer)
        session.flush()
        keep_promises(session, answer, reply, "anna", now)
    return f"/download/{linked.link}", answer.id


def test_whoever_holds_the_link_gets_the_document_without_signing_in(public: Office) -> None:
    path, answer_id = offer(public)
    got = Visitor(public).get(path)
    assert (got.status_code, got.content) == (200, CONTENT)
    assert got.headers["content-disposition"].startswith('attachment; filename="')
    assert "sandbox" in got.headers["content-security-policy"]
    assert "set-cookie" not in got.headers
    with public.engines.store.read() as session:
        assert [link.downloads for link in promises.links_of(session, answer_id)] == [1]


def test_a_link_ends_with_its_time_and_by_a_clerk(public: Office, clerk: Visitor) -> None:
    path, answer_id = offer(public, days=1)
    visitor = Visitor(public)
    assert "End these links" in clerk.get(f"/answers/{answer_id}").text
    assert clerk.post(f"/answers/{answer_id}", {"action": "revoke"}).status_code == 303
    assert visitor.get(path).status_code == 404
    assert "ended by" in clerk.get(f"/answers/{answer_id}").text


def test_a_link_past_its_end_is_gone(public: Office) -> None:
    path, _ = offer(public, days=1)
    clock = public.engines.clock
    assert isinstance(clock, SetClock)
    clock.sleep(24 * 3600 + 1)
    assert Visitor(public).get(path).status_code == 404


def test_made_up_links_look_like_ended_ones_and_are_slowed_down(public: Office) -> None:
    path, _ = offer(public)
    visitor = Visitor(public)
    link_id, until, signature = path.removeprefix("/download/").split(".")
    forged = [
        f"{link_id}.{until}.{signature[:-2]}AA",
        f"{link_id}.{int(until) + 1}.{signature}",
        f"{link_id}x.{until}.{signature}",
        f"{link_id}.{until}",
        "....",
        "none",
        f"{link_id}.{until}.é",
        f"{link_id}.99999999999.{signature}",
    ]
    answers = [visitor.get(f"/download/{token}") for token in forged]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    for number in range(13):
        visitor.get(f"/download/guess{number}.{until}.{signature}")
    assert visitor.get(path).status_code == 429


def test_who_wants_no_reminders_can_be_fetched_as_a_list(public: Office, clerk: Visitor) -> None:
    now = public.engines.clock.now()
    with public.engines.store.write() as session:
        promises.stop_reminders(session, "=cmd@acme.example", None, "anna", now)
    assert "/no-reminders.csv" in clerk.get("/exports").text
    rows = clerk.get("/no-reminders.csv").text.splitlines()
    assert rows[1].startswith("'=cmd@acme.example,")


def test_without_a_key_no_link_works(office: Office) -> None:
    path, _ = offer(office)
    assert Visitor(office).get(path).status_code == 404


def test_a_token_is_bound_to_its_bytes_and_its_end(public: Office) -> None:
    path, _ = offer(public)
    token = path.removeprefix("/download/")
    assert token_parts("a.b.c") is None and token_parts("a." + "9" * 400 + ".c") is None
    assert not is_signed(token, KEY, "0" * 64)
    assert not is_signed(token, b"another key of links", "0" * 64)
