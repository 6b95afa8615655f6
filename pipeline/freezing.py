"""Freezes the answer of a RESPOND step that may leave by itself, with what its release relied on."""

from dataclasses import dataclass

from pipeline.desk import Desk
from pipeline.engines import Engines
from pipeline.history import history_of
from pipeline.item import Outcome, WorkItem
from pipeline.outgoing import Frozen, freeze_reply
from responders.request import History
from store.repositories import known_senders, work_items
from store.repositories import ledger as ledgers


@dataclass(frozen=True, slots=True)
class Grounds:
    """What stood in the store before an answer was judged; the same must stand when it is queued."""

    history: History | None
    ledger_import: int | None
    senders: known_senders.Stamp
    """What people had added to the ledger, and ended."""


def grounds_of(engines: Engines, item_id: int, item: WorkItem) -> Grounds:
    """Return what a release will rely on; to be asked before the desk is made and the rules are.

    Asked afterwards, an answer or import that came in between would pass for what was judged.
    """
    with engines.store.read() as session:
        imported, senders = ledgers.current_import_id(session, item.company), known_senders.stamp(session)
        if item.mail is None or item.understanding is None:
            return Grounds(None, imported, senders)
        row = work_items.get_item(session, item_id)
        now = engines.clock.now()
        history = history_of(session, row.mail_id, item.mail, item.understanding, now)
        return Grounds(history, imported, senders)


def frozen_reply(engines: Engines, outcome: Outcome, desk: Desk, grounds: Grounds) -> Frozen | None:
    """Return the frozen bytes of an answer that leaves by itself, None for a draft or no answer.

    Raises ConflictError when a document changed since the answer was composed.
    """
    item = outcome.item
    if item.reply is None or not item.reply.auto_send or item.mail is None or item.understanding is None:
        return None
    now = engines.clock.now()
    message_id, blob = freeze_reply(
        item.reply, item.mail, desk.company, desk.outgoing, engines.blobs, now, automatic=True
    )
    return Frozen(
        message_id,
        blob,
        grounds.history,
        grounds.ledger_import,
        grounds.senders,
        desk.ledger,
        desk.answering,
    )
