"""What a clerk does with an answer: change its words, send it, drop it, stop or settle it."""

from dataclasses import replace

from domain.codec import from_json, to_json
from domain.decisions import Reply
from domain.errors import ConflictError
from domain.mail import Mail
from domain.policy import Company, Outgoing
from domain.words import OutboxState, Step, WorkState
from pipeline.books import Bookshelf
from pipeline.collect import submit_step
from pipeline.ending_links import refuse_ended_links
from pipeline.engines import Engines
from pipeline.outgoing import freeze_reply, submit_send
from pipeline.promises import keep_promises
from pipeline.records import load_item
from responders.request import read_path
from responders.reverification import reverify
from store.repositories import outbox, promises, remittances, work_items
from store.repositories.history import Change, add_corrections, add_event
from store.session import Session
from store.tables import Outbox

CHANGEABLE = (OutboxState.DRAFT, OutboxState.HELD, OutboxState.DELAYED, OutboxState.FAILED)


def draft_of(answer: Outbox) -> Reply:
    """Return the answer as composed or as last changed."""
    reply: Reply = from_json(Reply, answer.draft_json)
    return reply


def approve(
    engines: Engines,
    answer_id: int,
    version: int,
    company: Company,
    outgoing: Outgoing,
    shelf: Bookshelf,
    who: str,
    *,
    body: str | None = None,
    without: frozenset[str] = frozenset(),
) -> None:
    """Send a draft: its bytes are frozen now, from these words and without the named attachments.

    Raises ConflictError when somebody else changed it, when a document is no longer what it was or whose it
    was, asked in the transaction that queues the bytes, and when a link in it ends.
    """
    with engines.store.read() as session:
        answer = outbox.get_answer(session, answer_id)
    before = draft_of(answer)
    reply = _changed(before, body, without)
    now = engines.clock.now()
    refuse_ended_links(reply, before, now)
    frozen = freeze_reply(
        reply, _mail(engines, answer), company, outgoing, engines.blobs, now, automatic=False
    )
    with engines.store.write() as session:
        changed = _changeable(session, engines, answer_id, version)
        _still_true(session, reply, shelf)
        changed.message_id, changed.blob_sha256 = frozen
        changed.draft_json = to_json(reply).decode("utf-8")
        changed.frozen_at, changed.not_before, changed.approved_by = now, None, who
        changed.automatic, changed.documents = False, len(reply.attachments)
        changed.state, changed.next_try_at = OutboxState.QUEUED, None
        _note(session, engines, changed, before, reply, who)
        keep_promises(session, changed, reply, who, now)
        submit_send(session, engines.sending, changed, None)


def write_anew(engines: Engines, answer_id: int, version: int, who: str) -> None:
    """Have the answer of a waiting item composed once more, of what is true now; a person sends it.

    Raises ConflictError when somebody else changed it, or its item does not wait for a person.
    """
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = _changeable(session, engines, answer_id, version)
        row = work_items.change_item(session, answer.work_item_id, None, now)
        if row.state is not WorkState.WAITING or remittances.is_confirmed(session, row.id):
            raise ConflictError(
                f"work item {row.id} does not wait for a person now ({row.state.value}); reopen it first."
            )
        answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
        # From a draft that was frozen once only a person lets an answer go.
        answer.frozen_at = answer.frozen_at or now
        work_items.forget_results(session, row.id, (Step.RESPOND,))
        row.state, row.step = WorkState.WORKING, Step.RESPOND
        add_event(session, who, "answer_written_anew", now, row.id, {"answer": answer_id})
        submit_step(engines.jobs, session, row.id, Step.RESPOND)


def drop(engines: Engines, answer_id: int, version: int, who: str) -> None:
    """Never send an answer that has not left."""
    with engines.store.write() as session:
        answer = _changeable(session, engines, answer_id, version)
        answer.state = OutboxState.DROPPED
        add_event(session, who, "answer_dropped", engines.clock.now(), answer.work_item_id)


def stop(engines: Engines, answer_id: int, version: int, who: str) -> None:
    """Stop an answer that waits to leave: it is a draft again."""
    with engines.store.write() as session:
        answer = outbox.change_answer(session, answer_id, version, engines.clock.now())
        if answer.state not in (OutboxState.DELAYED, OutboxState.QUEUED, OutboxState.HELD):
            raise ConflictError(f"the answer cannot be stopped any more: it is {answer.state.value}.")
        answer.state, answer.not_before, answer.automatic = OutboxState.DRAFT, None, False
        add_event(session, who, "answer_stopped", engines.clock.now(), answer.work_item_id)


def revoke_links(engines: Engines, answer_id: int, who: str) -> None:
    """End every download link of an answer at once."""
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = outbox.get_answer(session, answer_id)
        if promises.revoke_links(session, answer_id, who, now):
            add_event(session, who, "links_revoked", now, answer.work_item_id, {"answer": answer_id})


def settle(engines: Engines, answer_id: int, version: int, who: str, *, left: bool) -> None:
    """Say of an uncertain answer whether it left; if not, the same bytes are sent again."""
    now = engines.clock.now()
    with engines.store.write() as session:
        answer = outbox.change_answer(session, answer_id, version, now)
        if answer.state is not OutboxState.UNCERTAIN:
            raise ConflictError(f"the answer is not uncertain: it is {answer.state.value}.")
        answer.last_error = None
        if left:
            answer.state, answer.sent_at = OutboxState.SENT, now
        else:
            answer.state, answer.next_try_at = OutboxState.QUEUED, None
            submit_send(session, engines.sending, answer, None)
        word = "answer_marked_sent" if left else "answer_sent_again"
        add_event(session, who, word, now, answer.work_item_id)


def _changeable(session: Session, engines: Engines, answer_id: int, version: int) -> Outbox:
    answer = outbox.change_answer(session, answer_id, version, engines.clock.now())
    if answer.state not in CHANGEABLE:
        raise ConflictError(f"the answer cannot be changed any more: it is {answer.state.value}.")
    return answer


def _still_true(session: Session, reply: Reply, shelf: Bookshelf) -> None:
    stale = reverify(reply, shelf.ledger_in(session), read_path)
    if stale:
        raise ConflictError(" ".join(stale))


def _changed(reply: Reply, body: str | None, without: frozenset[str]) -> Reply:
    kept = tuple(attachment for attachment in reply.attachments if attachment.file not in without)
    # Browsers send line ends as CR LF.
    words = reply.body if body is None else "\n".join(body.splitlines())
    return replace(reply, body=words, attachments=kept)


def _mail(engines: Engines, answer: Outbox) -> Mail:
    item = load_item(engines.store, engines.blobs, answer.work_item_id)
    if item.mail is None:
        raise ConflictError(f"{item.source} is no mail; nobody can be answered.")
    return item.mail


def _note(session: Session, engines: Engines, answer: Outbox, before: Reply, after: Reply, who: str) -> None:
    now = engines.clock.now()
    item_id = answer.work_item_id
    if before.body != after.body:
        change = Change("reply", "reply.body", _text(before.body), _text(after.body))
        add_corrections(session, item_id, (change,), who, now)
    if before.attachments != after.attachments:
        files = [tuple(each.file for each in reply.attachments) for reply in (before, after)]
        change = Change("reply", "reply.attachments", _text(files[0]), _text(files[1]))
        add_corrections(session, item_id, (change,), who, now)
    add_event(session, who, "answer_approved", now, item_id, {"answer": answer.id})


def _text(value: str | tuple[str, ...]) -> str:
    return to_json(value, str | tuple[str, ...]).decode("utf-8")
