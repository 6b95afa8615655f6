"""The people who work here: accounts, web sessions and failed sign-ins. Passwords are hashed elsewhere."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError, NotFoundError
from store.dialect import insert_into, table_of
from store.tables import LoginAttempt, User, WebSession

_USER = table_of(User)
_SESSION = table_of(WebSession)
_ATTEMPT = table_of(LoginAttempt)


def add_user(
    session: Session, name: str, password_hash: str, roles: Iterable[str], language: str, now: datetime
) -> User:
    """Add an account. Raises ConflictError when the name is taken."""
    values = {
        "name": name,
        "password_hash": password_hash,
        "roles": tuple(roles),
        "language": language,
        "active": True,
        "created_at": now,
    }
    statement = insert_into(session, User).values(values).on_conflict_do_nothing().returning(_USER.c.id)
    number = session.execute(statement).scalar_one_or_none()
    if number is None:
        raise ConflictError(f"there is a user {name} already; choose another name.")
    return session.exec(rows_of(User).where(col(User.id) == number)).one()


def find_user(session: Session, name: str) -> User | None:
    """Return the account of that name, None if there is none."""
    return session.exec(rows_of(User).where(col(User.name) == name)).one_or_none()


def by_subject(session: Session, subject: str) -> User | None:
    """Return the account of whom the provider of single sign-on names so, None if there is none."""
    return session.exec(rows_of(User).where(col(User.subject) == subject)).one_or_none()


def get_user(session: Session, name: str) -> User:
    """Return the account of that name. Raises NotFoundError."""
    user = find_user(session, name)
    if user is None:
        raise NotFoundError(f"there is no user {name}; `ardoise user add {name}` makes one.")
    return user


def list_users(session: Session) -> tuple[User, ...]:
    """Return every account by name."""
    return tuple(session.exec(rows_of(User).order_by(col(User.name))))


def set_password(session: Session, user_id: int, password_hash: str) -> None:
    """Replace the hash of a user's password."""
    session.execute(update(_USER).where(_USER.c.id == user_id).values(password_hash=password_hash))


def set_language(session: Session, user_id: int, language: str) -> None:
    """Set the language (ISO 639-1) in which a user sees the pages."""
    session.execute(update(_USER).where(_USER.c.id == user_id).values(language=language))


def set_preferences(session: Session, user_id: int, preferences: str) -> None:
    """Keep how a user likes the pages, as JSON."""
    session.execute(update(_USER).where(_USER.c.id == user_id).values(preferences=preferences))


def begin_session(
    session: Session, user_id: int, token_hash: str, csrf: str, now: datetime, expires_at: datetime
) -> WebSession:
    """Note a signed-in browser; `token_hash` is the SHA-256 of the token in its cookie."""
    row = WebSession(
        token_hash=token_hash,
        user_id=user_id,
        csrf=csrf,
        created_at=now,
        last_seen_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row


def find_session(session: Session, token_hash: str, now: datetime) -> tuple[WebSession, User] | None:
    """Return a web session that has not expired and its active user, None otherwise."""
    wanted = (
        rows_of(WebSession, User)
        .join(User, col(User.id) == col(WebSession.user_id))
        .where(
            col(WebSession.token_hash) == token_hash,
            col(WebSession.expires_at) > now,
            col(User.active).is_(True),
        )
    )
    found = session.exec(wanted).one_or_none()
    return None if found is None else (found[0], found[1])


def live_sessions(session: Session, now: datetime) -> tuple[tuple[WebSession, User], ...]:
    """Return every session that has not expired, by user, the newest first."""
    wanted = (
        rows_of(WebSession, User)
        .join(User, col(User.id) == col(WebSession.user_id))
        .where(col(WebSession.expires_at) > now, col(User.active).is_(True))
        .order_by(col(User.name), col(WebSession.created_at).desc())
    )
    return tuple((row, user) for row, user in session.exec(wanted))


def note_seen(session: Session, token_hash: str, now: datetime) -> None:
    """Note that a browser did something now."""
    session.execute(update(_SESSION).where(_SESSION.c.token_hash == token_hash).values(last_seen_at=now))


def end_session(session: Session, token_hash: str) -> None:
    """Forget a browser."""
    session.execute(delete(_SESSION).where(_SESSION.c.token_hash == token_hash))


def end_sessions_of(session: Session, user_id: int) -> None:
    """Forget every browser of a user, e.g. after a new password."""
    session.execute(delete(_SESSION).where(_SESSION.c.user_id == user_id))


def forget_expired(session: Session, now: datetime) -> None:
    """Forget sessions that ended."""
    session.execute(delete(_SESSION).where(_SESSION.c.expires_at <= now))


def login_attempt(session: Session, subject: str) -> LoginAttempt | None:
    """Return the failed sign-ins in a row under that subject."""
    return session.get(LoginAttempt, subject)


def count_failure(session: Session, subject: str, now: datetime, locked_until: datetime | None) -> int:
    """Count one more failed sign-in and return how many in a row; `locked_until` replaces what stood."""
    first = {"subject": subject, "failures": 1, "last_at": now, "locked_until": locked_until}
    again = {"failures": _ATTEMPT.c.failures + 1, "last_at": now, "locked_until": locked_until}
    statement = (
        insert_into(session, LoginAttempt)
        .values(first)
        .on_conflict_do_update(index_elements=["subject"], set_=again)
        .returning(_ATTEMPT.c.failures)
    )
    number: int = session.execute(statement).scalar_one()
    return number


def forget_failures(session: Session, subject: str) -> None:
    """Start counting anew, after a good sign-in."""
    session.execute(delete(_ATTEMPT).where(_ATTEMPT.c.subject == subject))
