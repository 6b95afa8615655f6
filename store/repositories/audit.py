"""The audit trail read: filtered pages, every entry in order, and whether the chain is whole."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, desc, select
from sqlmodel import Session

from store.audit_chain import FIRST, digest_of, hash_of
from store.dialect import table_of
from store.tables import AuditDetail, AuditEntry

_ENTRY, _DETAIL = table_of(AuditEntry), table_of(AuditDetail)
AT_ONCE = 500
COLUMNS = ("number", "at", "who", "action", "subject", "digest", "previous", "hash", "salt", "detail")
"""Of an export; everything that is needed to compute the hashes elsewhere."""
Reading = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with its detail; `body` is None where there is none or it was erased."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    digest: str
    previous: str
    hash: str
    salt: str | None
    body: str | None

    @property
    def erased(self) -> bool:
        """True where a detail stood once."""
        return bool(self.digest) and self.body is None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show; "" and None leave open."""

    who: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain found; `broken` names the first bad entry, None: it is whole."""

    entries: int
    head: str
    erased: int
    broken: int | None = None
    why: str = ""


def page(session: Session, wanted: Wanted, before: int | None = None, limit: int = 100) -> tuple[Line, ...]:
    """Return the newest entries that fit, or those before a number."""
    statement = _filtered(wanted)
    if before is not None:
        statement = statement.where(_ENTRY.c.id < before)
    found = session.execute(statement.order_by(desc(_ENTRY.c.id)).limit(limit))
    return tuple(_line(row) for row in found)


def every(session: Session, wanted: Wanted | None = None) -> Iterator[Line]:
    """Yield every entry that fits, the oldest first; memory stays flat."""
    statement = _filtered(wanted or Wanted()).order_by(_ENTRY.c.id)
    for row in session.execute(statement, execution_options={"yield_per": AT_ONCE}):
        yield _line(row)


def as_values(line: Line) -> dict[str, int | str | None]:
    """Return an entry under the names of `COLUMNS`."""
    moment = line.at.isoformat(timespec="microseconds")
    rest = (line.who, line.action, line.subject, line.digest, line.previous, line.hash, line.salt, line.body)
    return dict(zip(COLUMNS, (line.number, moment, *rest), strict=True))


def head(session: Session) -> tuple[int, str]:
    """Return number and hash of the newest entry."""
    last = session.execute(select(_ENTRY.c.id, _ENTRY.c.hash).order_by(desc(_ENTRY.c.id)).limit(1)).first()
    return (last.id, last.hash) if last else (0, FIRST)


def actions(session: Session) -> tuple[str, ...]:
    """Return the words of acts that occur."""
    return tuple(session.execute(select(_ENTRY.c.action).distinct().order_by(_ENTRY.c.action)).scalars())


def verify(session: Session, known: tuple[int, str] | None = None) -> Verdict:
    """Compute every hash anew and return what was found.

    `known` is number and hash of an entry noted elsewhere: only with it a cut-off end, or a chain that
    was computed anew as a whole, is noticed.
    """
    number, before, erased = 0, FIRST, 0
    for line in every(session):
        why = _fault(line, number + 1, before, known)
        if why:
            return Verdict(number, before, erased, min(line.number, number + 1), why)
        number, before, erased = line.number, line.hash, erased + line.erased
    if known is not None and known[0] > number:
        return Verdict(number, before, erased, number + 1, "it and those after it are missing")
    return Verdict(number, before, erased)


def _fault(line: Line, number: int, before: str, known: tuple[int, str] | None) -> str:
    hashed = hash_of(line.number, line.at, line.who, line.action, line.subject, line.digest, line.previous)
    faults = {
        "it is missing": line.number != number,
        "it does not follow the entry before": line.previous != before,
        "its content does not fit its hash": line.hash != hashed,
        "its detail was changed": line.body is not None
        and digest_of(line.salt or "", line.body) != line.digest,
        "it is another entry than the one noted": known is not None
        and known == (number, known[1])
        and (line.hash != known[1]),
    }
    return next((why for why, found in faults.items() if found), "")


def _filtered(wanted: Wanted) -> Select[tuple[object, ...]]:
    joined = _ENTRY.outerjoin(_DETAIL, _DETAIL.c.entry_id == _ENTRY.c.id)
    terms: list[ColumnElement[bool]] = []
    for column, value in ((_ENTRY.c.who, wanted.who), (_ENTRY.c.action, wanted.action)):
        if value:
            terms.append(column == value)
    if wanted.subject:
        terms.append(_ENTRY.c.subject == wanted.subject)
    if wanted.since is not None:
        terms.append(_ENTRY.c.at >= wanted.since)
    if wanted.until is not None:
        terms.append(_ENTRY.c.at < wanted.until)
    return select(*_ENTRY.c, _DETAIL.c.salt, _DETAIL.c.body).select_from(joined).where(*terms)


def bare(row: Row[tuple[object, ...]]) -> Line:
    """Return an entry that was read without its detail."""
    kept = row._mapping
    hashes = (kept["digest"], kept["previous"], kept["hash"])
    return Line(kept["id"], kept["at"], kept["who"], kept["action"], kept["subject"], *hashes, None, None)


def _line(row: Row[tuple[object, ...]]) -> Line:
    kept = row._mapping
    names = ("at", "who", "action", "subject", "digest", "previous", "hash", "salt", "body")
    return Line(kept["id"], *(kept[name] for name in names))
