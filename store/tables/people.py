"""Tables of the people who work here: users, web sessions, failed sign-ins, settings made on the pages."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from store.tables.base import Row, key, later, long_text, moment, texts


class User(Row, table=True):
    """One person who may sign in."""

    __tablename__ = "users"

    id: int = key()
    name: str = Field(unique=True, max_length=100)
    password_hash: str
    roles: tuple[str, ...] = texts()
    language: str = Field(default="en", max_length=8)
    active: bool = True
    preferences: str = Field(default="{}", sa_type=Text, sa_column_kwargs={"server_default": "{}"})
    """JSON: how this person likes the pages, e.g. where the divider stands."""
    subject: str | None = Field(default=None, unique=True, max_length=500)
    """Issuer and subject of whoever signs in by single sign-on; None: by password."""
    created_at: datetime = moment()


class WebSession(Row, table=True):
    """One signed-in browser; only the hash of its token is kept."""

    __tablename__ = "web_session"

    id: int = key()
    token_hash: str = Field(unique=True, max_length=64)
    user_id: int = Field(foreign_key="users.id", index=True)
    csrf: str = Field(max_length=64)
    created_at: datetime = moment()
    last_seen_at: datetime = moment()
    expires_at: datetime = moment(index=True)


class LoginAttempt(Row, table=True):
    """Failed sign-ins in a row under one name or from one address."""

    __tablename__ = "login_attempt"

    subject: str = Field(primary_key=True)
    """E.g. "name:anna" or "address:127.0.0.1"."""
    failures: int = 0
    last_at: datetime = moment()
    locked_until: datetime | None = later()


class Setting(Row, table=True):
    """One switch set on the pages, e.g. "kill_switch"; lies over the configuration file."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True, max_length=100)
    value: str = long_text()
    """JSON."""
    changed_at: datetime = moment()
    changed_by: str
