"""Tokens are renewed in time, once for all, and no crash leaves an account without a way back."""

import contextlib
import json
import logging
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.clock import SetClock
from domain.errors import SignInError, SourceError, Throttled
from domain.sign_in import Tokens
from intake.sign_in.renewal import RenewingTokens
from store.engine import Store, open_store
from store.repositories import tokens as rows
from store.sealing import Seal
from tests.intake.token_accounts import (
    KEY,
    SECRETS,
    as_user,
    google,
    microsoft,
    shelf_of,
    tokens_of,
)
from tests.servers.token_server import CLIENT_SECRET, Reply, TokenServer, refused

EXCHANGE = "https://outlook.office365.com"


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


def test_an_application_gets_its_token_by_client_credentials(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    token = tokens_of(microsoft(server), store, clock).current()
    (asked,) = server.asked
    assert token == server.issued[0]
    assert asked["grant_type"] == "client_credentials"
    assert asked["scope"] == f"{EXCHANGE}/.default"


def test_a_user_gets_a_token_by_refresh_token_with_the_scopes_named(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    token = tokens_of(as_user(server), store, clock).current()
    (asked,) = server.asked
    assert token == server.issued[0]
    assert set(asked["scope"].split()) == {
        f"{EXCHANGE}/IMAP.AccessAsUser.All",
        f"{EXCHANGE}/SMTP.Send",
        "offline_access",
        "openid",
        "profile",
    }


def test_google_gives_tokens_by_refresh_token(server: TokenServer, store: Store, clock: SetClock) -> None:
    server.refresh_tokens[SECRETS["SEED"]] = "x"
    assert tokens_of(google(server), store, clock).current() == server.issued[0]
    assert server.asked[0]["client_secret"] == CLIENT_SECRET


def test_a_token_is_renewed_at_four_fifths_of_its_life(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    tokens = tokens_of(microsoft(server), store, clock)
    first = tokens.current()
    clock.sleep(3600 * 0.79)
    assert tokens.current() == first
    assert tokens_of(microsoft(server), store, clock).current() == first
    clock.sleep(3600 * 0.02)
    assert tokens.current() == server.issued[1] != first
    assert len(server.asked) == 2


def test_a_clock_that_was_set_back_makes_no_token_live_for_ever(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    first = tokens_of(microsoft(server), store, clock).current()
    clock.sleep(-86_400)
    assert tokens_of(microsoft(server), store, clock).current() != first


def test_a_refused_token_is_replaced_once_for_all_processes(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    one, other = (tokens_of(microsoft(server), store, clock) for _ in range(2))
    old = one.current()
    assert other.current() == old
    assert one.renewed(old) == other.renewed(old) == server.issued[1]
    assert len(server.asked) == 2


def test_while_the_old_token_works_a_failed_renewal_stops_nothing(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    tokens = tokens_of(microsoft(server), store, clock)
    first = tokens.current()
    clock.sleep(3600 * 0.9)
    server.script.append(Reply(503))
    assert tokens.current() == first
    with store.read() as session:
        row = rows.find_tokens(session, "ar")
    assert row is not None and row.problem is not None and "HTTP 503" in row.problem
    assert tokens.current() == server.issued[1]
    with store.read() as session:
        row = rows.find_tokens(session, "ar")
    assert row is not None and row.problem is None


def test_rotated_refresh_tokens_follow_each_other_for_a_year(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.rotates = server.strict = True
    for month in range(13):
        mailbox = as_user(server) if month == 0 else microsoft(server, act_as="user")
        tokens_of(mailbox, store, clock).current()
        clock.sleep(28 * 86_400)
    used = [asked["refresh_token"] for asked in server.asked]
    assert len(set(used)) == len(used) == 13


def test_nothing_that_is_secret_stands_in_the_database_a_log_or_a_repr(
    server: TokenServer, store: Store, clock: SetClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.rotates = True
    tokens = tokens_of(as_user(server), store, clock)
    tokens.current()
    server.script.append(Reply(200, json.dumps({"access_token": "planted-token-7Tq"}).encode() + b"!"))
    with pytest.raises(SourceError) as caught:
        tokens.renewed(server.issued[0])
    server.script.append(refused("odd_thing", f"secret {CLIENT_SECRET} of {SECRETS['SEED']} is odd"))
    with pytest.raises(SignInError) as odd:
        tokens_of(microsoft(server, name="other"), store, clock).current()
    held = shelf_of(store, clock).load("ar")
    with store.read() as session:
        row = rows.find_tokens(session, "ar")
        kept = session.execute(text("SELECT * FROM account_token")).all()
    said = [caplog.text, str(caught.value), str(odd.value), repr(held), repr(tokens), repr(row), repr(kept)]
    said += [repr(tokens._grant), repr(vars(odd.value))]
    secrets = [CLIENT_SECRET, *SECRETS.values(), *server.issued, *server.refresh_tokens, "planted-token-7Tq"]
    assert [secret for secret in secrets if any(secret in one for one in said)] == []
    assert "is odd" in str(odd.value)


class Crash(BaseException):
    """The process dies here."""


class DyingShelf:
    """A shelf whose process dies at the n-th call, before or after it was done."""

    def __init__(self, inner: object, nth: int, after: bool) -> None:
        self._inner = inner
        self._left = nth
        self._after = after

    def __getattr__(self, name: str) -> object:
        def call(*arguments: object) -> object:
            self._left -= 1
            if self._left == 0 and not self._after:
                raise Crash
            done = getattr(self._inner, name)(*arguments)
            if self._left == 0 or self._left < -1:
                raise Crash
            return done

        return call


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("nth", range(1, 8))
def test_a_crash_at_any_point_of_a_renewal_leaves_a_refresh_token_that_works(
    server: TokenServer, store: Store, clock: SetClock, nth: int, after: bool, strict: bool
) -> None:
    server.rotates, server.strict = True, strict
    mailbox = as_user(server)
    tokens_of(mailbox, store, clock).current()
    server.refresh_tokens.pop(SECRETS["SEED"])
    mailbox = microsoft(server, act_as="user")
    clock.sleep(86_400)
    shelf = DyingShelf(shelf_of(store, clock), nth, after)
    grant = tokens_of(mailbox, store, clock)._grant
    dying = RenewingTokens(mailbox, grant, shelf, clock)  # type: ignore[arg-type]
    with contextlib.suppress(Crash):
        dying.current()
    for _ in range(3):
        token = tokens_of(mailbox, store, clock).current()
        assert server.works(token)
        clock.sleep(86_400)


def test_a_database_that_takes_nothing_for_a_while_loses_no_rotated_token(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.rotates = server.strict = True
    mailbox = as_user(server)

    class Full:
        """A shelf that can store only from the second try on."""

        def __init__(self) -> None:
            self.inner = shelf_of(store, clock)
            self.refusals = 1

        def __getattr__(self, name: str) -> object:
            return getattr(self.inner, name)

        def save(self, account: str, tokens: Tokens) -> bool:
            self.refusals -= 1
            if self.refusals >= 0:
                raise OSError("disk full")
            return self.inner.save(account, tokens)

    grant = tokens_of(mailbox, store, clock)._grant
    tokens = RenewingTokens(mailbox, grant, Full(), clock, SECRETS["SEED"])  # type: ignore[arg-type]
    with pytest.raises(OSError, match="disk full"):
        tokens.current()
    assert tokens.current() == server.issued[0]
    assert len(server.asked) == 1
    stored = shelf_of(store, clock).load("ar")
    assert stored is not None and stored.refresh_token in server.refresh_tokens


class WaitingClock(SetClock):
    """A clock of several threads: who waits for another really waits, a little."""

    def sleep(self, seconds: float) -> None:
        time.sleep(0.01)


def test_two_processes_that_renew_at_once_ask_once(server: TokenServer, any_store: Store) -> None:
    clock = WaitingClock(datetime(2026, 11, 16, 12, 0, tzinfo=UTC))
    server.rotates = server.strict = True
    mailbox = as_user(server)
    stores = [open_store(any_store.url.render_as_string(hide_password=False)) for _ in range(4)]
    found: list[str] = []

    def run(own: Store) -> None:
        found.append(tokens_of(mailbox, own, clock).current())

    for round_number in range(5):
        threads = [threading.Thread(target=run, args=(own,)) for own in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert len(server.asked) == round_number + 1
        assert set(found) == {server.issued[-1]} and len(found) == 4
        found.clear()
        clock.moment += timedelta(seconds=7200)
    for own in stores:
        own.close()


def test_a_process_that_died_while_renewing_holds_nobody_up_for_long(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    shelf = shelf_of(store, clock)
    assert shelf.claim("ar", "dead", clock.now() + timedelta(seconds=90))
    assert tokens_of(microsoft(server), store, clock).current() == server.issued[0]


def test_a_newly_configured_refresh_token_comes_first_and_stored_ones_stand_in(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.rotates = True
    tokens_of(as_user(server), store, clock).current()
    server.refresh_tokens[SECRETS["SEED_2"]] = "x"
    newly = microsoft(server, act_as="user", refresh_token={"env": "SEED_2"})
    clock.sleep(7200)
    tokens_of(newly, store, clock).current()
    assert server.asked[-1]["refresh_token"] == SECRETS["SEED_2"]
    clock.sleep(7200)
    tokens_of(newly, store, clock).current()
    assert server.asked[-1]["refresh_token"].startswith("planted-refresh-token-2")


def test_with_another_key_a_stored_token_is_named_and_never_written_over(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.rotates = True
    tokens_of(as_user(server), store, clock).current()
    mailbox = microsoft(server, act_as="user")
    with pytest.raises(SignInError, match="cannot be decrypted with this key; restore the key"):
        tokens_of(mailbox, store, clock, "another key that is also long").current()
    clock.sleep(7200)
    assert tokens_of(mailbox, store, clock, KEY).current() == server.issued[1]


def test_a_refresh_token_is_shown_to_nobody_but_who_gave_it(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.rotates = True
    held = tokens_of(as_user(server), store, clock)
    held.current()
    clock.sleep(7200)
    for other in (google(server, refresh_token={}), microsoft(server, act_as="user", client_id="another")):
        with pytest.raises(SignInError, match="has no refresh token yet"):
            tokens_of(other, store, clock).current()
    assert len(server.asked) == 1


def test_what_is_sealed_opens_only_whole_under_its_key_for_its_subject() -> None:
    seal = Seal(KEY)
    closed = seal.close("planted", "ar")
    assert "planted" not in closed and closed != seal.close("planted", "ar")
    assert seal.open(closed, "ar") == "planted"
    spoilt = (closed[:-6] + "AAAA" + closed[-2:], closed[:20], "planted", "aes256gcm:", "aes256gcm:!")
    assert [seal.open(one, "ar") for one in spoilt] == [None] * 5
    assert seal.open(closed, "other") is Seal(KEY + "x").open(closed, "ar") is None
    with pytest.raises(ValueError, match="at least 20"):
        Seal("short")


def test_a_service_that_asks_for_patience_states_its_time(
    server: TokenServer, store: Store, clock: SetClock
) -> None:
    server.script.append(Reply(429, {}, {"Retry-After": "17"}))
    with pytest.raises(Throttled) as caught:
        tokens_of(microsoft(server), store, clock).current()
    assert caught.value.wait_seconds == 17
