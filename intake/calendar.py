"""Says in a sentence or two what a calendar part (RFC 5545) is about."""

import re
from datetime import UTC, datetime

from intake import charsets

MOST_CHARACTERS = 500_000
_MOST_LINES = 20_000
_PROPERTY = re.compile(
    r"([A-Za-z][A-Za-z0-9-]{0,60})((?:;[^:\"]{0,500}(?:\"[^\"]{0,500}\"[^:\"]{0,200})?)*):(.*)", re.S
)
_KINDS = {
    "REQUEST": "an invitation",
    "CANCEL": "a cancellation",
    "REPLY": "an answer to an invitation",
    "COUNTER": "another proposal for an invitation",
    "PUBLISH": "a calendar entry",
}
_ESCAPE = re.compile(r"\\([nN,;\\])")


def meeting_of(text: str) -> str | None:
    """Return what the calendar holds, e.g. 'a calendar part: an invitation "Audit" on 2026-03-31 10:00 …'.

    None for text that is no calendar. Times are as written, "UTC" behind those that say so.
    """
    fields = _fields(text[:MOST_CHARACTERS])
    if fields is None:
        return None
    kind = _KINDS.get(fields.get("METHOD", "").upper(), "a calendar entry")
    pieces = [f'It holds {kind} "{fields.get("SUMMARY", "")[:200]}"']
    if start := _moment(fields.get("DTSTART", "")):
        end = _moment(fields.get("DTEND", ""))
        pieces.append(f"on {start}" + (f" to {end}" if end else ""))
    if fields.get("LOCATION"):
        pieces.append(f"at {fields['LOCATION'][:120]}")
    if organizer := fields.get("ORGANIZER", ""):
        pieces.append(f"called by {re.sub('^mailto:', '', organizer, flags=re.I)[:200]}")
    return charsets.printable(" ".join(pieces), 700) + "."


def described(text: str) -> str:
    """Return summary and description of the calendar, for a mail that has no other text."""
    fields = _fields(text[:MOST_CHARACTERS]) or {}
    return "\n\n".join(piece for piece in (fields.get("SUMMARY", ""), fields.get("DESCRIPTION", "")) if piece)


def _fields(text: str) -> dict[str, str] | None:
    """Return the first value of each property of the first entry, and METHOD; None for no calendar."""
    lines = re.sub(r"\r?\n[ \t]", "", text.lstrip("\ufeff \r\n")).splitlines()[:_MOST_LINES]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        return None
    fields: dict[str, str] = {}
    inside = skipped = False
    for line in lines:
        bare = line.strip().upper()
        if bare in ("BEGIN:VEVENT", "BEGIN:VTODO"):
            inside = True
        elif bare in ("END:VEVENT", "END:VTODO"):
            break
        elif bare.startswith(("BEGIN:VALARM", "END:VALARM")):
            skipped = bare.startswith("BEGIN")
        elif (found := _PROPERTY.match(line[:20_000])) and not skipped:
            name = found.group(1).upper()
            if inside or name == "METHOD":
                fields.setdefault(name, _plain(found.group(3)))
    return fields


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _moment(value: str) -> str:
    for shape, shown in (
        ("%Y%m%dT%H%M%SZ", "%Y-%m-%d %H:%M UTC"),
        ("%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M"),
        ("%Y%m%d", "%Y-%m-%d"),
    ):
        try:
            return datetime.strptime(value, shape).replace(tzinfo=UTC).strftime(shown)
        except ValueError:
            continue
    return ""
