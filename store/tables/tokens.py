"""Tables of signing in: each account's tokens, sealed, and how long an account is left in peace."""

from datetime import datetime

from sqlmodel import Field

from store.tables.base import Row, later, long_text, moment


class AccountToken(Row, table=True):
    """The tokens of one account; who holds the renewal alone may ask for new ones."""

    __tablename__ = "account_token"

    account: str = Field(primary_key=True)
    sealed: str | None = long_text(None)
    """Every token of the account, encrypted under a key that the database does not have."""
    version: int = 0
    """Rises with each change of the tokens."""
    expires_at: datetime | None = later()
    changed_at: datetime = moment()
    renewed_by: str | None = None
    """Who is asking for new tokens now."""
    renewed_until: datetime | None = later()
    """From then on another may take the renewal over."""
    problem: str | None = long_text(None)
    """Why the last renewal failed, in words; None when it did not."""


class AccountPause(Row, table=True):
    """An account whose server asked for patience; the row is gone once it answers again."""

    __tablename__ = "account_pause"

    account: str = Field(primary_key=True)
    until: datetime = moment()
    step_seconds: int
    """How long the last wait without a stated time would be; doubled each time."""
    reason: str = long_text()
    since: datetime = moment()
