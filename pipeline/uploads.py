"""Takes a mail or document that a person hands over, and says which work item it is, new or not."""

from dataclasses import dataclass

from domain.mail import Delivered
from pipeline.collect import upload
from pipeline.companies import ALONE
from pipeline.engines import Engines
from store.repositories import deliveries, mails, work_items
from store.repositories.history import add_event
from store.session import Session


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of it; `item_id` None where it was there before and its item is gone."""

    item_id: int | None
    new: bool


def hand_over(
    engines: Engines,
    delivered: Delivered,
    identity: str | None = None,
    by: str | None = None,
    company: str = ALONE,
) -> HandedOver:
    """Take one mail or document, from the person `by`. A known one adds a delivery, and no second work item.

    `company` says whose a new one is; a known one stays whose it is.

    Known are the same bytes, and the mail of that `identity` where the caller has parsed it. Whatever else
    turns out to be a known mail is joined to it as soon as it is parsed.
    """
    sha256 = engines.blobs.put([delivered.raw])[0]
    known = _join(engines, delivered, sha256, identity)
    if known is not None:
        return HandedOver(known, False)
    with engines.store.read() as session:
        earlier = _earlier_item(session, delivered, sha256)
    item_id = upload(engines, delivered, by, company)
    if earlier is not None:
        # Both are the same mail and not parsed yet; this one joins the earlier when it is.
        return HandedOver(earlier, False)
    return HandedOver(item_id, item_id is not None)


def _join(engines: Engines, delivered: Delivered, sha256: str, identity: str | None) -> int | None:
    """Note one more delivery of a known mail and return its first item; None for what is not known."""
    now = engines.clock.now()
    with engines.store.write() as session:
        mail_id = _mail_of(session, sha256, identity)
        items = work_items.items_of_mail(session, mail_id) if mail_id is not None else ()
        if mail_id is None or not items:
            return None
        for stored in deliveries.add_deliveries(session, [(delivered, sha256)], now):
            deliveries.link_to_mail(session, stored.id, mail_id)
            add_event(session, "ardoise", "delivered_again", now, items[0].id, {"delivery": stored.id})
        return items[0].id


def _mail_of(session: Session, sha256: str, identity: str | None) -> int | None:
    found = next((one.mail_id for one in deliveries.same_bytes(session, sha256) if one.mail_id), None)
    return found or (mails.mail_id_of(session, identity) if identity is not None else None)


def _earlier_item(session: Session, delivered: Delivered, sha256: str) -> int | None:
    """Return the item that the same bytes began before: a mail anywhere, a document in this very place."""
    for one in deliveries.same_bytes(session, sha256):
        here = (one.account, one.folder, one.uid) == (
            delivered.key.account,
            delivered.key.folder,
            delivered.key.uid,
        )
        if here or (delivered.name is None and one.name is None):
            return work_items.item_of_delivery(session, one.id)
    return None
