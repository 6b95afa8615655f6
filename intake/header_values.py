"""Values of a mail's own header fields: addresses, identifiers and the date."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from domain.mail import Address
from intake import charsets
from intake.addresses import parse_addresses, parse_path
from intake.fields import Header, decode_words

MOST_REFERENCES = 200
_IDENTIFIER = re.compile(r"<[^<>]{1,900}>")


def message_id(header: Header) -> str | None:
    """Return the Message-ID with its angle brackets, None without one."""
    value = header.first("message-id")
    if value is None:
        return None
    found = _IDENTIFIER.search(value)
    identifier = "".join((found.group(0) if found else value).split())
    return charsets.printable(charsets.clean(identifier), 998) or None


def identifiers(header: Header, name: str) -> tuple[str, ...]:
    """Return the Message-IDs that a field names, each once; `name` in lower case."""
    found = (match.group(0) for value in header.every(name) for match in _IDENTIFIER.finditer(value))
    return tuple(dict.fromkeys("".join(identifier.split()) for identifier in found))[:MOST_REFERENCES]


def addresses(header: Header, name: str) -> tuple[Address, ...]:
    """Return the addresses of all fields of that name; `name` in lower case."""
    return tuple(address for value in header.every(name) for address in parse_addresses(value))


def return_path(header: Header) -> str | None:
    """Return the address of the Return-Path, "" for the null path, None without the field."""
    value = header.first("return-path")
    return None if value is None else parse_path(value)


def date_of(header: Header) -> datetime | None:
    """Return the Date with its own offset; "-0000" (UTC, place unknown) counts as +00:00."""
    value = header.first("date")
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(decode_words(value[:1000])[:200])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment
