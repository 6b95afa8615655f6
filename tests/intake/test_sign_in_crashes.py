"""No crash in a renewal leaves an account without a way back, and processes that meet there ask once."""

import contextlib
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import SetClock
from domain.sign_in import Tokens
from intake.sign_in.renewal import RenewingTokens
from store.engine import Store, open_store
from tests.intake.token_accounts import SECRETS, as_user, microsoft, shelf_of, tokens_of
from tests.servers.token_server import TokenServer


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


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
            if self._left < 0 or (self._left == 0 and not self._after):
                raise Crash  # a dead process does nothing more, not even what `finally` says
            done = getattr(self._inner, name)(*arguments)
            if self._left == 0:
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
