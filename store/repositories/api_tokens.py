"""Tokens of the API: made, found by their hash, noted when used, ended."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import table_of
from store.tables import ApiToken, User

_TOKEN = table_of(ApiToken)


def add(
    session: Session,
    user_id: int,
    name: str,
    token_hash: str,
    scopes: tuple[str, ...],
    now: datetime,
    expires_at: datetime,
) -> int:
    """Keep a token by its SHA-256 and return its number."""
    row = ApiToken(
        user_id=user_id,
        name=name,
        token_hash=token_hash,
        scopes=scopes,
        created_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row.id


def find(session: Session, token_hash: str, now: datetime) -> tuple[ApiToken, User] | None:
    """Return a token that has not expired and its active user, None otherwise."""
    wanted = (
        rows_of(ApiToken, User)
        .join(User, col(User.id) == col(ApiToken.user_id))
        .where(
            col(ApiToken.token_hash) == token_hash,
            col(ApiToken.expires_at) > now,
            col(User.active).is_(True),
        )
    )
    found = session.exec(wanted).one_or_none()
    return None if found is None else (found[0], found[1])


def every(session: Session) -> tuple[tuple[ApiToken, User], ...]:
    """Return every token with its user, the newest first."""
    wanted = rows_of(ApiToken, User).join(User, col(User.id) == col(ApiToken.user_id))
    return tuple((token, user) for token, user in session.exec(wanted.order_by(col(ApiToken.id).desc())))


def note_used(session: Session, token_id: int, now: datetime) -> None:
    """Note that a program showed the token now."""
    session.execute(update(_TOKEN).where(_TOKEN.c.id == token_id).values(last_used_at=now))


def end(session: Session, token_id: int) -> None:
    """Forget a token: whoever shows it is nobody."""
    session.execute(delete(_TOKEN).where(_TOKEN.c.id == token_id))


def end_of(session: Session, user_id: int) -> None:
    """Forget every token of a user."""
    session.execute(delete(_TOKEN).where(_TOKEN.c.user_id == user_id))
