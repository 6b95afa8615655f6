"""Tokens of accounts and their renewal: one holder at a time, and nothing is written over unseen."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlmodel import Session

from store.dialect import insert_into, table_of
from store.tables import AccountToken

_TOKEN = table_of(AccountToken)


def find_tokens(session: Session, account: str) -> AccountToken | None:
    """Return an account's row, None before its first token."""
    return session.get(AccountToken, account)


def begin_tokens(session: Session, account: str, now: datetime) -> None:
    """Make an account's row where it has none."""
    session.execute(
        insert_into(session, AccountToken)
        .values(account=account, version=0, changed_at=now)
        .on_conflict_do_nothing()
    )


def claim_renewal(session: Session, account: str, holder: str, now: datetime, until: datetime) -> bool:
    """Become the one who asks for new tokens; False while another holds that, at most until its time ends."""
    begin_tokens(session, account, now)
    free = or_(_TOKEN.c.renewed_until.is_(None), _TOKEN.c.renewed_until <= now, _TOKEN.c.renewed_by == holder)
    claimed = session.execute(
        update(_TOKEN)
        .where(_TOKEN.c.account == account, free)
        .values(renewed_by=holder, renewed_until=until)
        .returning(_TOKEN.c.account)
    )
    return claimed.scalar_one_or_none() is not None


def save_tokens(
    session: Session, account: str, sealed: str, version: int, expires_at: datetime | None, now: datetime
) -> bool:
    """Replace the tokens that had that version and end the renewal; False when they changed meanwhile."""
    saved = session.execute(
        update(_TOKEN)
        .where(_TOKEN.c.account == account, _TOKEN.c.version == version)
        .values(
            sealed=sealed,
            version=version + 1,
            expires_at=expires_at,
            changed_at=now,
            renewed_by=None,
            renewed_until=None,
            problem=None,
        )
        .returning(_TOKEN.c.account)
    )
    return saved.scalar_one_or_none() is not None


def end_renewal(session: Session, account: str, holder: str, problem: str | None) -> None:
    """Give the renewal back without new tokens, noting why."""
    session.execute(
        update(_TOKEN)
        .where(_TOKEN.c.account == account, _TOKEN.c.renewed_by == holder)
        .values(renewed_by=None, renewed_until=None, problem=problem)
    )
