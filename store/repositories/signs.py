"""Signs of life: visits to mailboxes and heartbeats of processes."""

from datetime import datetime

from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import insert_into, table_of
from store.tables import Heartbeat, MailboxVisit

_HEARTBEAT = table_of(Heartbeat)


def note_visit(
    session: Session, account: str, folder: str, now: datetime, problem: str | None, *, sign_in: bool = False
) -> None:
    """Note how a visit to a folder went; `folder` "" stands for an account whose folders were not reached.

    A folder that was read clears what was noted of the account as a whole.
    """
    fresh: dict[str, object] = {"tried_at": now, "problem": problem, "sign_in": sign_in}
    if problem is None:
        fresh["sound_at"] = now
    first = {"account": account, "folder": folder, "first_at": now}
    session.execute(
        insert_into(session, MailboxVisit)
        .values(**first, **fresh)
        .on_conflict_do_update(index_elements=["account", "folder"], set_=fresh)
    )
    if problem is None and folder:
        visit = table_of(MailboxVisit)
        session.execute(visit.delete().where(visit.c.account == account, visit.c.folder == ""))


def visits(session: Session) -> tuple[MailboxVisit, ...]:
    """Return every visit noted, by account and folder."""
    wanted = rows_of(MailboxVisit).order_by(col(MailboxVisit.account), col(MailboxVisit.folder))
    return tuple(session.exec(wanted))


def beat(session: Session, name: str, role: str, now: datetime, *, fresh: bool = False) -> None:
    """Note that a process lives; `fresh` when it has just started."""
    changes: dict[str, object] = {"role": role, "at": now}
    if fresh:
        changes["started_at"] = now
    session.execute(
        insert_into(session, Heartbeat)
        .values(name=name, role=role, started_at=now, at=now)
        .on_conflict_do_update(index_elements=["name"], set_=changes)
    )


def beats(session: Session) -> tuple[Heartbeat, ...]:
    """Return the latest sign of life of each process, by name."""
    return tuple(session.exec(rows_of(Heartbeat).order_by(col(Heartbeat.name))))


def forget_beat(session: Session, name: str) -> None:
    """Forget a process that ended in order."""
    session.execute(_HEARTBEAT.delete().where(_HEARTBEAT.c.name == name))


def forget_beats_before(session: Session, before: datetime) -> None:
    """Forget processes that were not heard of since then."""
    session.execute(_HEARTBEAT.delete().where(_HEARTBEAT.c.at < before))
