"""Sorts the mails of a renumbered folder: known ones, history, and those whose bytes must be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from imapclient import IMAPClient

from domain.folder_history import Placed, joined_ranges
from domain.mail_ports import FolderLedger, Recount
from intake.fields import read_header
from intake.header_values import message_id
from intake.imap_answers import ask_message_ids

_HEADER_MOST = 65_536


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of some listed mails; `again` pairs each known mail with its delivery's number."""

    again: tuple[tuple[Placed, int], ...]
    history: tuple[int, ...]
    unknown: tuple[Placed, ...]


def sort_out(
    client: IMAPClient, listed: Sequence[Placed], uidvalidity: int, ledger: FolderLedger, recount: Recount
) -> Sorted:
    """Tell the mails apart by what the server lists, never by less than docs/decisions/0010 allows.

    Only mail that arrived before the folder was last read can be known without its bytes, and only what
    arrived before the first connection can have lain there.
    """
    history: list[int] = []
    again: list[tuple[Placed, int]] = []
    unknown: list[Placed] = []
    asked = [mail for mail in listed if _old(mail, recount) and _is_candidate(mail, ledger)]
    message_ids = ask_message_ids(client, joined_ranges("", [mail.uid for mail in asked])) if asked else {}
    for mail in listed:
        known = _known(mail, message_ids.get(mail.uid), uidvalidity, ledger)
        if known is not None:
            again.append((mail, known))
        elif _lay_there(mail, ledger):
            history.append(mail.uid)
        else:
            unknown.append(mail)
    return Sorted(tuple(again), tuple(history), tuple(unknown))


def counts_as_older(uid: int, raw: bytes, internal_date: datetime, recount: Recount) -> bool:
    """Tell whether a mail of a renumbered folder arrived, or was written, before the folder was last read.

    A restored copy often gets the time of its restoring as its arrival; what its writer's clock said stays.
    Without that nothing shows that it is new. A restore may go on for days after the renumbering was seen.
    """
    if recount.fresh_from is None:
        return False
    written = _written(raw)
    if written is None:
        return uid <= recount.until or internal_date < recount.fresh_from
    return internal_date < recount.fresh_from or written < recount.fresh_from


def _old(mail: Placed, recount: Recount) -> bool:
    return (
        mail.internal_date is not None
        and recount.fresh_from is not None
        and mail.internal_date < recount.fresh_from
    )


def _is_candidate(mail: Placed, ledger: FolderLedger) -> bool:
    return mail.internal_date is not None and ledger.candidate(mail.size, mail.internal_date)


def _lay_there(mail: Placed, ledger: FolderLedger) -> bool:
    return mail.internal_date is not None and ledger.lay_there(mail.size, mail.internal_date)


def _known(mail: Placed, field: bytes | None, uidvalidity: int, ledger: FolderLedger) -> int | None:
    if field is None or mail.internal_date is None:
        return None
    identifier = message_id(read_header(field, 0, len(field)))
    if identifier is None:
        return None
    return ledger.same_mail(uidvalidity, mail.size, mail.internal_date, identifier)


def _written(raw: bytes) -> datetime | None:
    field = read_header(raw, 0, min(len(raw), _HEADER_MOST)).first("date")
    if field is None:
        return None
    try:
        written = parsedate_to_datetime(field)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return written.replace(tzinfo=UTC) if written.tzinfo is None else written
