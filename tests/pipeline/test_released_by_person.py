"""What a person releases is still true as it is queued: documents and their owners; what is not is said."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from domain.decisions import ReplyAttachment
from domain.errors import ConflictError
from domain.policy import Outgoing, Service
from domain.states import OutboxState, Step, WorkState
from domain.words import DocumentKind
from pipeline.answer_words import Words
from pipeline.clerk_answers import approve, draft_of, keep_draft, write_anew
from pipeline.collect import submit_step
from pipeline.engines import SEND_JOB
from pipeline.outbox import Sender
from pipeline.outgoing import CHANGED
from pipeline.worker import Worker
from store.engine import Store
from store.repositories import work_items
from tests.pipeline.drafted_answers import COMPANY, OUTGOING, drafted, relist, save
from tests.pipeline.releases import REQUEST, House, policy, the_answer
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]


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
