"""Freezes the answer of a RESPOND step that may leave by itself, with what its release relied on."""

from pipeline.desk import Desk
from pipeline.engines import Engines
from pipeline.item import Outcome
from pipeline.outgoing import Frozen, freeze_reply, history_of
from store.repositories import ledger as ledgers
from store.repositories import work_items


def frozen_reply(engines: Engines, item_id: int, outcome: Outcome, desk: Desk) -> Frozen | None:
    """Return the frozen bytes of an answer that leaves by itself, None for a draft or no answer.

    Raises ConflictError when a document changed since the answer was composed.
    """
    item = outcome.item
    if item.reply is None or not item.reply.auto_send or item.mail is None or item.understanding is None:
        return None
    now = engines.clock.now()
    with engines.store.read() as session:
        row = work_items.get_item(session, item_id)
        customer_id = item.understanding.customer.customer_id
        history = history_of(session, row.mail_id, item.mail, customer_id, now)
        imported = ledgers.current_import_id(session)
    message_id, blob = freeze_reply(
        item.reply, item.mail, desk.company, desk.outgoing, engines.blobs, now, automatic=True
    )
    return Frozen(message_id, blob, history, imported, desk.ledger)
