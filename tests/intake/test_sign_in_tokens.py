"""Tokens are renewed in time, once for all, and no crash leaves an account without a way back."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.clock import SetClock
from domain.errors import SignInError, SourceError, Throttled
from store.engine import Store
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
