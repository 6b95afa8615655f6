"""What a program shows to use the API in a user's name: made once, kept as a hash, within its scopes."""

import hashlib
import secrets
from datetime import timedelta

from review.office import Office
from review.sessions import SEEN_EVERY, Visitor
from store.repositories import api_tokens

START = "ard_"
"""So that scanners of source code know what they found."""
LONGEST_DAYS = 366


def fresh_token() -> tuple[str, str]:
    """Return a new token and the hash to keep of it."""
    token = START + secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """Return the hash under which a token is kept; 256 random bits need no slow one."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def visitor_by_token(office: Office, token: str) -> Visitor | None:
    """Return the user in whose name the token acts, with its scopes; None for one that is not valid."""
    now = office.engines.clock.now()
    with office.engines.store.read() as session:
        found = api_tokens.find(session, hash_of(token), now)
    if found is None:
        return None
    row, user = found
    if row.last_used_at is None or now - row.last_used_at > SEEN_EVERY:
        with office.engines.store.write() as session:
            api_tokens.note_used(session, row.id, now)
    return Visitor(user.id, user.name, user.roles, user.language, "", "", scopes=row.scopes)


def lifetime(days: int) -> timedelta:
    """Return how long a token of so many days lives, within what is allowed."""
    return timedelta(days=min(max(days, 1), LONGEST_DAYS))
