"""Writes the audit trail: what a transaction noted is chained to the entries before, last thing it does."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import desc, func, insert, select
from sqlmodel import Session

from store.dialect import table_of
from store.tables.audit import AuditDetail, AuditEntry

Value = str | int | float | bool | None
Detail = Mapping[str, Value | Sequence[Value]]

FIRST = "0" * 64
"""What the first entry names as the hash before it."""
_LOCK = 4_711_001
"""Number of the advisory lock under which PostgreSQL lets one transaction chain at a time."""
_NOTED = "audit"
_ENTRY, _DETAIL = table_of(AuditEntry), table_of(AuditDetail)


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is noted; `detail` is kept apart and can be erased."""

    at: datetime
    who: str
    action: str
    subject: str
    detail: Detail


def note(session: Session, act: Act) -> None:
    """Note an act in this transaction; it stands in the trail exactly if the transaction commits."""
    session.info.setdefault(_NOTED, []).append(act)


def seal(session: Session) -> None:
    """Chain what was noted. Called at the end of a writing transaction, so that nobody waits for it long.

    Locks taken in another order than ours could otherwise wait for each other for ever.
    """
    acts: list[Act] = session.info.pop(_NOTED, [])
    if not acts:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = session.execute(select(_ENTRY.c.id, _ENTRY.c.hash).order_by(desc(_ENTRY.c.id)).limit(1)).first()
    number, before = (last.id, last.hash) if last else (0, FIRST)
    for place, act in enumerate(acts, number + 1):
        before = _add(session, place, act, before)


def digest_of(salt: str, body: str) -> str:
    """Return the digest under which an entry names its detail."""
    return sha256(f"{salt}{body}".encode()).hexdigest()


def hash_of(
    number: int, at: datetime, who: str, action: str, subject: str, digest: str, previous: str
) -> str:
    """Return an entry's hash: SHA-256 over a JSON list of everything that it says, in this order."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    said = json.dumps([number, moment, who, action, subject, digest, previous], separators=(",", ":"))
    return sha256(said.encode("ascii")).hexdigest()


def _add(session: Session, number: int, act: Act, before: str) -> str:
    # PostgreSQL keeps no NUL in a text.
    who, subject = act.who.replace("\0", "")[:200], act.subject.replace("\0", "")[:120]
    salt, digest, body = secrets.token_hex(16), "", ""
    if act.detail:
        body = json.dumps(dict(act.detail), ensure_ascii=True, separators=(",", ":"))
        digest = digest_of(salt, body)
    hashed = hash_of(number, act.at, who, act.action, subject, digest, before)
    values = {"id": number, "at": act.at, "who": who, "action": act.action, "subject": subject}
    session.execute(insert(_ENTRY).values(**values, digest=digest, previous=before, hash=hashed))
    if digest:
        session.execute(insert(_DETAIL).values(entry_id=number, salt=salt, body=body))
    return hashed
