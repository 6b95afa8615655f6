"""Finds and reads the header block that mail programs paste above a forwarded or quoted mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.mail import Address
from intake.addresses import parse_addresses
from intake.forward_words import ROLES, Role
from intake.lines import Line

MOST_LINES = 20
_LONGEST = 4000
_MOST_BLANKS_BEFORE = 3
_LABEL = re.compile(r"[\s>*_|•]{0,8}([^\W\d_][^:：*\t\n]{0,24}?)[\s*_]{0,3}[:：][\s*_]{0,4}", re.U)
_MAILTO = re.compile(r"[\[<(]\s*mailto:\s*([^\]>)\s]{3,320})\s*[\]>)]", re.I)
_AUTOLINK = re.compile(r"<\s*([^<>\s]{3,320}@[^<>\s]{3,320})\s*<\s*mailto:[^<>]{0,320}>\s*>", re.I)
_NOTES = re.compile(r"([^<>@/]{1,100})/[^<>@]{1,150}(?:@[^\s.<>@]{1,60})?")
"""A name of Notes, "Jane Doe/Sales/ACME@ACME", which is no address."""
_BARE_ADDRESS = re.compile(r"[^\s<>\[\]()\"',;:]{1,100}@[^\s<>\[\]()\"',;:]{1,250}")
_CONTINUED = (Role.TO, Role.CC, Role.SUBJECT)


@dataclass(frozen=True, slots=True)
class Block:
    """A pasted header: how many lines it takes, and what it states."""

    length: int
    """Blank lines before it included."""
    fields: dict[Role, str] = field(default_factory=dict)

    @property
    def sender(self) -> Address | None:
        """The address behind "From:", None where the block has no such line."""
        found = addresses_in(self.fields.get(Role.SENDER, ""))
        return found[0] if found else None


def label_of(text: str) -> tuple[Role, str] | None:
    """Return role and value of a line such as "*Von:* Jane", None for any other line."""
    found = _LABEL.match(text)
    if found is None:
        return None
    role = ROLES.get(" ".join(found.group(1).casefold().replace("’", "'").split()))
    return None if role is None else (role, text[found.end() :].strip().rstrip("*_").strip())


def header_block(lines: Sequence[Line], at: int, *, announced: bool = False) -> Block | None:
    """Return the header block that begins at this line, None when none does.

    `announced`: a divider stands above it, so that fewer lines in any order will do. Otherwise it opens
    with the sender and has two more fields, or names sender's address, date and subject in any order.
    """
    start = at
    while start < len(lines) and start - at <= _MOST_BLANKS_BEFORE and lines[start].blank:
        start += 1
    if start >= len(lines) or start - at > _MOST_BLANKS_BEFORE:
        return None
    first = label_of(lines[start].text) if len(lines[start].text) <= _LONGEST else None
    if first is None:
        return _unlabelled(lines, at, start) if announced else None
    fields, end, count = _fields(lines, start)
    if not _suffices(first[0], fields, count, announced):
        return None
    return Block(end - at, fields)


def addresses_in(value: str) -> tuple[Address, ...]:
    """Return the addresses of a pasted line: "Doe, Jane [mailto:jane@acme.example]" and its like."""
    notes = _NOTES.fullmatch(value.strip()[:300])
    if notes:
        return (Address("", notes.group(1).removeprefix("CN=").strip()),)
    value = _AUTOLINK.sub(r"<\1>", value[:_LONGEST])
    value = _MAILTO.sub(lambda found: f"<{found.group(1)}>", value)
    found = parse_addresses(value)
    if any(address.email for address in found) or "@" not in value:
        return found
    return tuple(Address(one.group().lower()) for one in _BARE_ADDRESS.finditer(value))


def _unlabelled(lines: Sequence[Line], at: int, start: int) -> Block | None:
    """Read the block of Notes: the sender's name and the date on lines of their own, then "To:" and so on."""
    loose: list[str] = []
    for index in range(start, min(start + 6, len(lines))):
        text = lines[index].text.strip()
        if text and label_of(text) is not None:
            fields, end, count = _fields(lines, index)
            if not loose or len(loose) > 3 or count < 2 or not {Role.TO, Role.SUBJECT} <= fields.keys():
                return None
            stated = {Role.SENDER: loose[0], Role.DATE: " ".join(loose[1:])}
            return Block(end - at, {**stated, **fields})
        if text:
            loose.append(text)
    return None


def _fields(lines: Sequence[Line], start: int) -> tuple[dict[Role, str], int, int]:
    """Return the fields (the first of each role), the end of the block, and how many lines were fields."""
    fields: dict[Role, str] = {}
    end, count, blanks = start, 0, 0
    last: Role | None = None
    for index in range(start, min(start + MOST_LINES, len(lines))):
        line = lines[index]
        if line.blank:
            blanks += 1
            if blanks > 1 or count >= 3:
                break
            continue
        found = label_of(line.text) if len(line.text) <= _LONGEST else None
        if found is not None and not (blanks and found[0] in fields):
            last = found[0]
            if last in fields and last is Role.SENDER:
                break  # another mail's block begins
            fields.setdefault(last, found[1])
            count, end, blanks = count + 1, index + 1, 0
        elif blanks or last not in _CONTINUED or not _goes_on(lines, index):
            break
        elif last is not None:
            fields[last] = f"{fields[last]} {line.text.strip()}"
            end = index + 1
    return fields, end, count


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """True when a further field follows within a few lines: a long list of recipients was wrapped."""
    for line in lines[at + 1 : at + 5]:
        if line.blank:
            return False
        if len(line.text) <= _LONGEST and label_of(line.text) is not None:
            return True
    return False


def _suffices(first: Role, fields: dict[Role, str], count: int, announced: bool) -> bool:
    if Role.SENDER not in fields:
        return False
    known = len(fields) - (Role.OTHER in fields)
    if announced:
        return known >= 2
    if first is Role.SENDER:
        return count >= 3
    return known >= 4 and {Role.DATE, Role.SUBJECT} <= fields.keys() and "@" in fields[Role.SENDER]
