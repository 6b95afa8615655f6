"""Mails and documents that a person hands over by command, page or API."""

import hashlib

from domain.clock import Clock
from domain.mail import Delivered, DeliveryKey
from intake.charsets import printable
from intake.sources.folder import as_delivered

ACCOUNT = "upload"


def uploaded(content: bytes, name: str, clock: Clock, account: str = ACCOUNT) -> Delivered:
    """Return an upload as a delivery; the same bytes uploaded twice are one delivery.

    A mail is known by its content or the ending .eml and has no `name`; everything else is a bare
    document under its own name (data only, never a path).
    """
    shown = printable(name.replace("\\", "/").rpartition("/")[2], 250) or "upload"
    mail, arrived = as_delivered(content, shown, clock.now())
    key = DeliveryKey(account, ACCOUNT, 0, hashlib.sha256(content).hexdigest())
    # Nobody received it over our own border: what its header says of its sender proves nothing.
    return Delivered(key, content, arrived, backfill=True, name=None if mail else shown)
