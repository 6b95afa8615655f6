"""Accounts that are left in peace because their server asked for it."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session

from store.dialect import insert_into, table_of
from store.tables import AccountPause

_PAUSE = table_of(AccountPause)


def find_pause(session: Session, account: str) -> AccountPause | None:
    """Return an account's pause, which may be over, None when its server asked for none."""
    return session.get(AccountPause, account)


def set_pause(
    session: Session, account: str, until: datetime, step_seconds: int, reason: str, now: datetime
) -> None:
    """Leave an account in peace until then."""
    fresh = {"until": until, "step_seconds": step_seconds, "reason": reason}
    session.execute(
        insert_into(session, AccountPause)
        .values(account=account, since=now, **fresh)
        .on_conflict_do_update(index_elements=["account"], set_=fresh)
    )


def end_pause(session: Session, account: str) -> None:
    """Ask that account again as usual."""
    session.execute(delete(_PAUSE).where(_PAUSE.c.account == account))
