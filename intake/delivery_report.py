"""Reads what a report of undelivered mail is about: which mail, and whether it failed for good."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

MOST_BYTES = 2_000_000
_MOST_PARTS = 50
_IDENTIFIER = re.compile(r"<[^<>\s]{1,400}>")
_NAMED = re.compile(r"(?im)^[>\s]*(?:original-|x-original-)?message-id\s*:\s*(<[^<>\s]{1,400}>)")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])(5[0-5]\d)(?:[ -]|\s*\()")


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one report says; nothing of it is proved."""

    message_ids: tuple[str, ...]
    """Message-IDs of mails that it may be about, the surest first."""
    status: str
    """Enhanced status code (RFC 3463) of the first failure, "" where none is stated."""
    hard: bool
    """True where it says that delivery failed for good."""


def delivery_report(raw: bytes) -> DeliveryReport:
    """Return what a bounce is about, be it a report by RFC 3464 or words of a mail server's own."""
    message = message_from_bytes(raw[:MOST_BYTES], policy=compat32)
    fields = [_fields(part) for part in _parts(message, "message/delivery-status")]
    about = list(_returned(message))
    for each in fields:
        about += [
            name for value in each.get("original-message-id", ()) for name in _IDENTIFIER.findall(value)
        ]
    words = raw[:MOST_BYTES].decode("utf-8", "replace").partition("\n\n")[2] or raw.decode("utf-8", "replace")
    about += _NAMED.findall(words)
    own = {value.strip() for value in message.get_all("Message-ID", [])}
    status, hard = _outcome(fields, words)
    return DeliveryReport(tuple(each for each in dict.fromkeys(about) if each not in own), status, hard)


def _parts(message: Message, *kinds: str) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        if part.get_content_type() in kinds:
            yield part


def _returned(message: Message) -> Iterator[str]:
    """Yield the Message-ID of the mail that was returned, whole or its header alone."""
    for part in _parts(message, "message/rfc822"):
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            yield from _IDENTIFIER.findall(str(inner[0].get("Message-ID", "")))
    for part in _parts(message, "text/rfc822-headers", "message/rfc822-headers"):
        yield from _NAMED.findall(_text(part))


def _fields(part: Message) -> dict[str, list[str]]:
    """Return the fields of all blocks of a delivery status, names in lower case."""
    inner = part.get_payload()
    blocks = inner if isinstance(inner, list) else [part]
    found: dict[str, list[str]] = {}
    for block in blocks:
        if isinstance(block, Message):
            for name, value in block.items():
                found.setdefault(name.lower(), []).append(str(value))
    return found


def _outcome(fields: list[dict[str, list[str]]], words: str) -> tuple[str, bool]:
    """Return (status, for good): the fields decide, the words only where there are none."""
    actions = [value.strip().lower() for each in fields for value in each.get("action", ())]
    stated = [
        found for each in fields for value in each.get("status", ()) for found in _STATUS.findall(value)
    ]
    if actions or stated:
        failed = "failed" in actions if actions else any(code.startswith("5") for code in stated)
        status = next((code for code in stated if code.startswith("5")), stated[0] if stated else "")
        return status, failed and not status.startswith("4")
    status = next(iter(_STATUS.findall(words)), "")
    return status, status.startswith("5") or (not status and _CODE.search(words) is not None)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(part.get_payload())
