"""Accounts that sign in by token at the test's own token service, and the shelf where tokens are kept."""

from collections.abc import Mapping
from typing import Any

from app.token_shelf import TokenTable
from domain.clock import Clock
from domain.mailbox_policy import Mailbox
from domain.section import Secret
from intake.sign_in import open_tokens
from intake.sign_in.renewal import RenewingTokens
from store.engine import Store
from store.sealing import Seal
from tests.servers.token_server import CLIENT_ID, CLIENT_SECRET, TENANT, TokenServer

KEY = "a key that is long enough for a test"
USER = "ar@tarvenne.example"
SECRETS = {"SECRET": CLIENT_SECRET, "SEED": "planted-refresh-token-0-Zk4Qv9", "SEED_2": "planted-seed-2-Xy7"}


def secret_of(secret: Secret, what: str) -> str | None:
    return SECRETS[secret.env] if secret.env else None


def microsoft(server: TokenServer, *, name: str = "ar", **changes: Any) -> Mailbox:
    section = {
        "tenant": TENANT,
        "client_id": CLIENT_ID,
        "client_secret": {"env": "SECRET"},
        "authority": server.url,
        "ca_file": server.ca_file,
    }
    return _mailbox(name, "microsoft", section | changes)


def google(server: TokenServer, **changes: Any) -> Mailbox:
    section = {
        "client_id": CLIENT_ID,
        "client_secret": {"env": "SECRET"},
        "refresh_token": {"env": "SEED"},
        "token_uri": server.token_uri,
        "ca_file": server.ca_file,
    }
    return _mailbox("ar", "google", section | changes)


def as_user(server: TokenServer, **changes: Any) -> Mailbox:
    """An account of a user whose first refresh token the service knows."""
    server.refresh_tokens[SECRETS["SEED"]] = USER
    return microsoft(server, act_as="user", refresh_token={"env": "SEED"}, **changes)


def shelf_of(store: Store, clock: Clock, key: str = KEY) -> TokenTable:
    return TokenTable(store, clock, lambda: Seal(key))


def tokens_of(mailbox: Mailbox, store: Store, clock: Clock, key: str = KEY) -> RenewingTokens:
    return open_tokens(mailbox, secret_of, shelf_of(store, clock, key), clock)


def _mailbox(name: str, kind: str, section: Mapping[str, Any]) -> Mailbox:
    return Mailbox.model_validate(
        {"name": name, "host": "127.0.0.1", "security": "none", "user": USER, "sign_in": kind, kind: section}
    )
