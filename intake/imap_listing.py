"""Which mails a folder holds: their uids, sizes and arrivals, in few questions."""

from collections.abc import Container, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from domain.folder_history import Placed, joined_ranges
from intake.imap_answers import PART, Answers, ask_listing

_AT_ONCE = 2000
_LONGEST = 4000
"""Characters of a list of uids in one command; every server takes 8 KB."""


def list_from(client: IMAPClient, first_uid: int, uidnext: int | None, exists: int | None) -> list[Placed]:
    """Return the mails with that uid or a higher one, in order.

    A short stretch is asked for at once, a long one by SEARCH first. "n:*" names the last mail even when
    its uid is below n, so lower ones are left out here.
    """
    if exists == 0:
        return []
    if uidnext is not None and 0 <= uidnext - first_uid <= _AT_ONCE:
        try:
            return _placed(ask_listing(client, f"{first_uid}:*"), first_uid)
        except IMAPClientError:
            pass  # some servers refuse a stretch in which there is nothing
    found = [uid for uid in _search(client, f"UID {first_uid}:*") if uid >= first_uid]
    return list_uids(client, found)


def list_uids(client: IMAPClient, uids: Sequence[int]) -> list[Placed]:
    """Return those mails in order; one that the server says nothing of too: its fetch tells why."""
    mails: list[Placed] = []
    for group in _commands(sorted(set(uids))):
        answer = ask_listing(client, joined_ranges("", group))
        mails += (_one(answer, uid) for uid in group)
    return mails


def list_since(client: IMAPClient, since: date, last_uid: int) -> list[Placed]:
    """Return the mails up to that uid that arrived on or after the day (UTC), in order."""
    listed = list_uids(client, [uid for uid in uids_since(client, since) if uid <= last_uid])
    start = datetime(since.year, since.month, since.day, tzinfo=UTC)
    return [mail for mail in listed if mail.internal_date is None or mail.internal_date >= start]


def uids_since(client: IMAPClient, since: date | None) -> list[int]:
    """Return the uids of all mail since about that day, of all mail for None.

    SEARCH SINCE counts days in the server's own zone: a day more is asked for.
    """
    if since is None:
        return _search(client, "ALL")
    day = since - timedelta(days=1)
    try:
        return _search(client, f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year:04d}")
    except IMAPClientError:
        return _search(client, "ALL")


def is_there(client: IMAPClient, uid: int) -> bool:
    """Tell whether the folder still holds that mail."""
    return uid in _search(client, f"UID {uid}")


def batches(
    listed: Sequence[Placed], most_bytes: int, most_mails: int, alone: Container[int] = ()
) -> Iterator[list[Placed]]:
    """Group mails in order, each group within both bounds.

    A mail above the bound stands alone, and so do those whose uids are in `alone`.
    """
    group: list[Placed] = []
    size = 0
    for mail in listed:
        weight = most_bytes if mail.uid in alone else mail.size or PART
        if group and (size + weight > most_bytes or len(group) >= most_mails):
            yield group
            group, size = [], 0
        group.append(mail)
        size += weight
    if group:
        yield group


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _search(client: IMAPClient, criteria: str) -> list[int]:
    kind, lines = client._imap.uid("SEARCH", criteria)
    if kind != "OK":
        raise IMAPClientError(f"search failed: {lines[0]!r}" if lines else "search failed")
    words = b" ".join(line for line in lines if isinstance(line, bytes)).split()
    return [int(word) for word in words if word.isdigit()]


def _commands(uids: Sequence[int]) -> Iterator[list[int]]:
    """Cut a list of uids so that each piece makes a command of moderate length."""
    group: list[int] = []
    length = 0
    for uid in uids:
        apart = not group or uid != group[-1] + 1
        if len(group) >= _AT_ONCE or length + 12 > _LONGEST:
            yield group
            group, length = [], 0
        group.append(uid)
        length += 24 if apart else 0
    if group:
        yield group


def _placed(answers: Answers, first_uid: int) -> list[Placed]:
    return [_one(answers, uid) for uid in sorted(answers) if uid >= first_uid]


def _one(answers: Answers, uid: int) -> Placed:
    said = answers.get(uid, {})
    size, arrived = said.get(b"RFC822.SIZE"), said.get(b"INTERNALDATE")
    return Placed(
        uid, size if isinstance(size, int) else 0, arrived if isinstance(arrived, datetime) else None
    )
