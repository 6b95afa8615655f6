"""What a person releases is still true as it is queued: documents, owners, links; what is not is said."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from domain.codec import to_json
from domain.decisions import ReplyAttachment
from domain.errors import ConflictError
from domain.ledger import Ledger
from domain.link_policy import Links
from domain.policy import Answering, Company, Outgoing, Service
from domain.states import OutboxState, Step, WorkState
from domain.words import DocumentKind, Mode
from pipeline import clerk
from pipeline.answer_words import Words
from pipeline.clerk_answers import approve, draft_of, keep_draft, write_anew
from pipeline.collect import submit_step
from pipeline.engines import SEND_JOB
from pipeline.outbox import Sender
from pipeline.outgoing import CHANGED
from pipeline.worker import Worker
from store.engine import Store
from store.repositories import ledger as ledgers
from store.repositories import outbox, promises, settings, work_items
from store.tables import Outbox
from tests.pipeline.releases import REQUEST, SAMPLES, House, policy
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

COMPANY = Company(name="Tarvenne Fasteners Ltd", addresses=("ar@tarvenne.example",))
OUTGOING = Outgoing(sender="ar@tarvenne.example")
LINKS = Links(
    payment="https://pay.example/?n={number}&e={expires}&s={signature}", download="https://ar.example"
)


PAY = (SAMPLES / "inbox" / "other-en-payment-link.eml").read_bytes()


class Between:
    """Blobs; `act` runs once right behind the freezing of an answer, before it is queued."""

    def __init__(self, house: House, act: Callable[[], None], when: bytes = b"") -> None:
        self._blobs, self._act, self._when = house.engines.blobs, [act], when

    @property
    def acted(self) -> bool:
        """Whether it came to that."""
        return not self._act

    def put(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Store all."""
        stored = self._blobs.put(contents)
        if self._act and any(self._when in each for each in contents):
            self._act.pop()()
        return stored

    def __getattr__(self, name: str) -> object:
        return getattr(self._blobs, name)


def the_answer(house: House) -> Outbox:
    (answer,) = house.answers()
    return answer


def drafted(store: Store, folder: Path) -> House:
    """A house with one draft whose document lies in a folder of the test's own."""
    house = House(store, folder, policy(Mode.DRAFT))
    house.deliver("1", REQUEST)
    house.work()
    answer = the_answer(house)
    draft = draft_of(answer)
    (document,) = draft.attachments
    own = folder / "copy.pdf"
    own.write_bytes(Path(document.path).read_bytes())
    moved = replace(document, path=str(own))
    with store.write() as session:
        changed = outbox.change_answer(session, answer.id, None, house.clock.now())
        changed.draft_json = to_json(replace(draft, attachments=(moved,))).decode()
    relist(house, document, own)
    return house


def relist(house: House, document: ReplyAttachment, path: Path | None, owner: str | None = None) -> None:
    """Import the ledger anew with that document at another place, of another customer, or not at all."""
    books = house.shelf.ledger()
    assert books is not None
    rows = []
    for row in books.supporting_documents:
        if row.file != document.file:
            rows.append(row)
        elif path is not None:
            rows.append(replace(row, path=str(path), customer_id=owner or row.customer_id))
    items = books.open_items
    if owner is not None:
        items = tuple(
            replace(item, customer_id=owner) if item.document_number == document.document_number else item
            for item in items
        )
    save(house, replace(books, supporting_documents=tuple(rows), open_items=items))


def save(house: House, books: Ledger) -> None:
    with house.store.write() as session:
        ledgers.save_ledger(session, books, "test", (), house.clock.now())


def test_a_draft_whose_document_is_as_it_was_leaves(store: Store, tmp_path: Path) -> None:
    house = drafted(store, tmp_path)
    answer = the_answer(house)
    approve(house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.work()
    assert (len(house.server.taken), the_answer(house).state) == (1, OutboxState.SENT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("unlisted", "no longer listed"),
        ("another customer's", "no longer listed"),
        ("other bytes", "other content"),
        ("gone", "no longer be read"),
    ],
)
def test_what_changes_between_freezing_and_queueing_keeps_a_persons_answer_back(
    store: Store, tmp_path: Path, change: str, said: str
) -> None:
    house = drafted(store, tmp_path)
    answer = the_answer(house)
    (document,) = draft_of(answer).attachments
    own = Path(document.path)
    acts: dict[str, Callable[[], object]] = {
        "unlisted": lambda: relist(house, document, None),
        "another customer's": lambda: relist(house, document, own, other_customer(house, document)),
        "other bytes": lambda: own.write_bytes(b"%PDF another customer's invoice"),
        "gone": own.unlink,
    }
    blobs = Between(house, lambda: [acts[change]()].clear())
    engines = replace(house.engines, blobs=blobs)  # type: ignore[arg-type]
    with pytest.raises(ConflictError, match=said):
        approve(engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.work()
    after = the_answer(house)
    assert (after.state, after.blob_sha256, after.version) == (OutboxState.DRAFT, None, answer.version)
    assert house.server.taken == []


@pytest.mark.parametrize("change", ["unlisted", "another customer's"])
def test_a_document_that_changes_hands_while_its_answer_waits_keeps_it_back(
    store: Store, tmp_path: Path, change: str
) -> None:
    house = drafted(store, tmp_path)
    answer = the_answer(house)
    (document,) = draft_of(answer).attachments
    later = house.clock.now() + timedelta(hours=20)
    approve(
        house.engines,
        answer.id,
        answer.version,
        COMPANY,
        OUTGOING,
        house.shelf,
        "anna",
        not_before=later,
    )
    path, owner = (
        (None, None) if change == "unlisted" else (Path(document.path), other_customer(house, document))
    )
    relist(house, document, path, owner)
    house.clock.sleep(21 * 3600)
    house.work()
    after = the_answer(house)
    assert (after.state, house.server.taken) == (OutboxState.DRAFT, [])
    assert "owner_changed" in after.blocked_by and document.file in after.block_reasons[-1]


def test_words_that_a_person_gave_a_draft_stay_when_the_mail_is_worked_again(
    store: Store, tmp_path: Path
) -> None:
    house = drafted(store, tmp_path)
    answer = the_answer(house)
    keep_draft(
        house.engines,
        answer.id,
        answer.version,
        house.shelf,
        "anna",
        Words("My own words.", None, frozenset()),
    )
    again(house, answer.work_item_id)
    assert draft_of(the_answer(house)).body == "My own words."
    with store.read() as session:
        assert CHANGED in work_items.get_item(session, answer.work_item_id).waits_because
    write_anew(house.engines, answer.id, the_answer(house).version, "anna")
    house.work()
    assert draft_of(the_answer(house)).body == draft_of(answer).body


def again(house: House, item_id: int) -> None:
    """Have an item's answer composed once more by the program."""
    with house.store.write() as session:
        row = work_items.change_item(session, item_id, None, house.clock.now())
        work_items.forget_results(session, item_id, (Step.RESPOND,))
        row.state, row.step = WorkState.WORKING, Step.RESPOND
        submit_step(house.engines.jobs, session, item_id, Step.RESPOND)
    house.work()


@pytest.mark.parametrize("change", ["other bytes", "gone"])
def test_what_changes_between_freezing_and_queueing_keeps_an_automatic_answer_back(
    store: Store, tmp_path: Path, change: str
) -> None:
    """The step runs once more, and judges what is there then."""
    house = House(store, tmp_path, policy())
    books = house.shelf.ledger()
    assert books is not None
    row = next(
        each
        for each in books.documents_by_number["INV-204016"]
        if each.path and each.kind is DocumentKind.INVOICE_COPY
    )
    own = tmp_path / "copy.pdf"
    own.write_bytes(Path(row.path or "").read_bytes())
    rows = tuple(replace(each, path=str(own)) if each is row else each for each in books.supporting_documents)
    save(house, replace(books, supporting_documents=rows))
    act = own.unlink if change == "gone" else lambda: own.write_bytes(b"%PDF as it is now")
    blobs = Between(house, lambda: [act()].clear(), when=b"In-Reply-To")
    house.engines = replace(house.engines, blobs=blobs)  # type: ignore[arg-type]
    sender = Sender(
        "w", house.engines, Outgoing(), "ar@tarvenne.example", lambda: house.server, lambda _: None
    )
    house.worker = Worker("w", house.engines, house.desk, Service(), {SEND_JOB: sender.send})
    house.deliver("1", REQUEST)
    house.work()
    sent = [message_from_bytes(each, policy=default) for each in house.server.taken]
    carried = [part.get_payload(decode=True) for mail in sent for part in mail.iter_attachments()]
    assert carried == ([] if change == "gone" else [b"%PDF as it is now"])
    assert blobs.acted
    if change == "gone":
        assert the_answer(house).blocked_by == ("not_on_file",)


def other_customer(house: House, document: ReplyAttachment) -> str:
    books = house.shelf.ledger()
    assert books is not None
    return next(each.customer_id for each in books.customers if each.customer_id != document.customer_id)


def linked(store: Store, folder: Path, mode: Mode = Mode.DRAFT, days: int = 7) -> House:
    """A house whose answer offers its document for download."""
    answering = policy(mode, attachment_bytes=10)
    return with_links(House(store, folder, answering), LINKS.model_copy(update={"download_days": days}))


def with_links(house: House, links: Links, mail: bytes = REQUEST) -> House:
    made = house.desk

    def desk() -> object:
        return replace(made(), links=links, link_key=b"a made-up key of links")

    engines = house.engines
    sender = Sender("w", engines, Outgoing(), COMPANY.addresses[0], lambda: house.server, lambda _: None)
    house.worker = Worker("w", engines, desk, Service(), {SEND_JOB: sender.send})  # type: ignore[arg-type]
    house.deliver("1", mail)
    house.work()
    return house


@pytest.mark.parametrize("hours", [7 * 24 - 11, 7 * 24 + 1])
def test_a_draft_whose_link_ends_is_refused_and_written_anew(
    store: Store, tmp_path: Path, hours: int
) -> None:
    house = linked(store, tmp_path)
    house.clock.sleep(hours * 3600)
    answer = the_answer(house)
    with pytest.raises(ConflictError, match="written anew"):
        approve(house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    write_anew(house.engines, answer.id, answer.version, "anna")
    house.work()
    fresh = the_answer(house)
    assert (fresh.state, house.server.taken) == (OutboxState.DRAFT, [])
    (before,), (after,) = draft_of(answer).links, draft_of(fresh).links
    assert after.until == house.clock.now() + timedelta(days=7) and before.text != after.text
    approve(house.engines, fresh.id, fresh.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.work()
    assert the_answer(house).state is OutboxState.SENT
    with store.read() as session:
        (link,) = promises.links_of(session, answer.id)
    assert link.expires_at == after.until


def test_an_answer_written_anew_waits_for_a_person_also_where_it_might_leave_by_itself(
    store: Store, tmp_path: Path
) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    house.answering = policy(Mode.AUTOMATIC, attachment_bytes=10)
    write_anew(house.engines, answer.id, answer.version, "anna")
    house.work()
    after = the_answer(house)
    assert (after.state, after.automatic, house.server.taken) == (OutboxState.DRAFT, False, [])
    with store.read() as session:
        assert work_items.get_item(session, answer.work_item_id).state is WorkState.WAITING


def test_an_answer_of_a_closed_item_is_not_written_anew(store: Store, tmp_path: Path) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    with store.read() as session:
        row = work_items.get_item(session, answer.work_item_id)
    clerk.close(house.engines, row.id, row.version, "done", "anna")
    with pytest.raises(ConflictError, match="reopen it first"):
        write_anew(house.engines, answer.id, answer.version, "anna")


def test_a_link_to_a_document_that_was_taken_out_does_not_go_along(store: Store, tmp_path: Path) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    (document,) = draft_of(answer).attachments
    out = frozenset({document.file})
    send = (house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    with pytest.raises(ConflictError, match="still holds the link"):
        approve(*send, without=out)
    house.clock.sleep(30 * 24 * 3600)
    approve(*send, without=out, body="We send it by post.")
    house.work()
    assert the_answer(house).state is OutboxState.SENT


def test_a_payment_link_that_ended_keeps_a_draft_back_unless_it_is_taken_out(
    store: Store, tmp_path: Path
) -> None:
    house = with_links(House(store, tmp_path, Answering()), LINKS, PAY)
    answer = the_answer(house)
    assert "https://pay.example/" in draft_of(answer).body
    house.clock.sleep(15 * 24 * 3600)
    send = (house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    with pytest.raises(ConflictError, match="a link in this answer"):
        approve(*send)
    write_anew(house.engines, answer.id, answer.version, "anna")
    house.work()
    fresh = the_answer(house)
    assert draft_of(fresh).body != draft_of(answer).body
    send = (house.engines, fresh.id, fresh.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.clock.sleep(15 * 24 * 3600)
    approve(*send, body="Please pay by bank transfer.")
    house.work()
    assert the_answer(house).state is OutboxState.SENT


def test_an_answer_held_until_its_link_ended_is_for_a_person(store: Store, tmp_path: Path) -> None:
    house = linked(store, tmp_path)
    answer = the_answer(house)
    hold(house, on=True)
    approve(house.engines, answer.id, answer.version, COMPANY, OUTGOING, house.shelf, "anna")
    house.work()
    assert the_answer(house).state is OutboxState.QUEUED
    house.clock.sleep(8 * 24 * 3600)
    hold(house, on=False)
    house.work()
    after = the_answer(house)
    assert (after.state, "links_ended" in after.blocked_by) == (OutboxState.DRAFT, True)
    assert house.server.taken == []
    with store.read() as session:
        assert work_items.get_item(session, answer.work_item_id).state is WorkState.WAITING


def hold(house: House, *, on: bool) -> None:
    with house.store.write() as session:
        settings.set_setting(session, settings.HOLD_OUTGOING, on, "ben", house.clock.now())
