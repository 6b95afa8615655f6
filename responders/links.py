"""Signed links with an end: to pay an item, and to download a document that is too large to attach."""

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

from domain.decisions import ReplyAttachment
from domain.ledger import OpenItem
from domain.link_policy import Links

SHORTEST_KEY = 16
"""Bytes; a shorter key signs nothing."""


def payment_link(links: Links, key: bytes, item: OpenItem, now: datetime) -> str:
    """Return the address at which one open item can be paid.

    `signature` is the HMAC-SHA256, in hex, of number, customer, amount, currency and expires, one a line;
    `expires` are seconds since 1970.
    """
    expires = str(int((now + timedelta(days=links.payment_days)).timestamp()))
    amount = format(item.open_amount.quantize(Decimal("0.01")), "f")
    values = {
        "number": item.document_number,
        "customer": item.customer_id,
        "amount": amount,
        "currency": item.currency,
        "expires": expires,
    }
    values["signature"] = sign(key, "pay", *values.values())
    address = links.payment
    parts = address.replace("{", "\0{").replace("}", "}\0").split("\0")
    return "".join(quote(values[part[1:-1]], safe="") if part.startswith("{") else part for part in parts)


def download_token(attachment: ReplyAttachment, key: bytes, expires: datetime) -> str:
    """Return a new token `ID.EXPIRES.SIGNATURE` for one document's bytes."""
    link_id = secrets.token_urlsafe(16)
    until = str(int(expires.timestamp()))
    return f"{link_id}.{until}.{sign(key, 'download', link_id, until, attachment.sha256)}"


def token_parts(token: str) -> tuple[str, datetime] | None:
    """Return (id, end) of a token that has the right form, None for anything else."""
    parts = token.split(".")
    if len(token) > 200 or len(parts) != 3 or not parts[1].isdecimal() or len(parts[1]) > 11:
        return None
    return parts[0], datetime.fromtimestamp(int(parts[1]), UTC)


def is_signed(token: str, key: bytes, sha256: str) -> bool:
    """Tell, in the same time for every token, whether we signed it for these bytes."""
    link_id, _, rest = token.partition(".")
    until, _, signature = rest.partition(".")
    wanted = sign(key, "download", link_id, until, sha256)
    return hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))


def sign(key: bytes, purpose: str, *values: str) -> str:
    """Return the HMAC-SHA256 of the values, one a line, under the key for that purpose.

    For payments in hex, so that any payment page can check it; for downloads in base64url.
    """
    message = "\n".join(values).encode()
    if purpose == "pay":
        return hmac.new(key, message, hashlib.sha256).hexdigest()
    digest = hmac.new(key, f"{purpose}\n".encode() + message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
