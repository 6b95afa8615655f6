"""Many accounts: throttled ones are left in peace across restarts, and a dead one stops no other."""

import os
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from app.checks import _mailboxes as checked_mailboxes
from app.cli import command_line
from app.installation import Installation, open_installation
from app.service.processes import run_poller
from app.service.stopping import Stopping
from app.settings import load_settings
from domain.clock import SetClock
from domain.errors import ConfigurationError, Throttled
from pipeline.pauses import hold_back, let_go, paused_until
from store.repositories import deliveries, pauses
from store.repositories import tokens as rows
from tests.intake.imap_accounts import mail
from tests.intake.token_accounts import USER
from tests.servers.imap_script import answer
from tests.servers.installations import until
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.token_server import CLIENT_ID, CLIENT_SECRET, TENANT, TokenServer, refused


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


@pytest.fixture
def imap(tokens: TokenServer) -> Iterator[ScriptedImap]:
    with ScriptedImap() as running:
        running.accept(token=lambda user, token: tokens.works(token))
        yield running


@pytest.fixture
def black_hole() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def by_password(folder: Path, name: str, port: int, **changes: Any) -> dict[str, Any]:
    (folder / "password").write_text("secret\n")
    usual = {"name": name, "host": "127.0.0.1", "port": port, "security": "none", "user": name}
    return usual | {"password": {"file": str(folder / "password")}, "timeout_seconds": 3} | changes


def by_token(
    folder: Path, tokens: TokenServer, imap: ScriptedImap, name: str = "tokens", **changes: Any
) -> Any:
    (folder / "client-secret").write_text(CLIENT_SECRET + "\n")
    section = {
        "tenant": TENANT,
        "client_id": CLIENT_ID,
        "client_secret": {"file": str(folder / "client-secret")},
        "authority": tokens.url,
        "ca_file": str(tokens.ca_file),
    } | changes
    return by_password(folder, name, imap.port) | {"user": USER, "sign_in": "microsoft", "microsoft": section}


def opened(folder: Path, *boxes: Any, clock: SetClock | None = None, **settings: Any) -> Installation:
    config = folder / "config.yaml"
    service = {"poll_seconds": 1}
    kept = {"data": str(folder / "data"), "mailboxes": list(boxes), "service": service} | settings
    config.write_text(yaml.safe_dump(kept))
    return open_installation(load_settings(config), clock)


def test_a_pause_doubles_from_five_seconds_to_a_quarter_of_an_hour_and_a_stated_time_counts(
    tmp_path: Path, clock: SetClock
) -> None:
    engines = opened(tmp_path, clock=clock).engines
    waits = []
    for stated in (None, None, 0.2, 60, *[None] * 6, 3600, 10**9):
        until_then = hold_back(engines, "ar", Throttled("busy", stated))
        waits.append((until_then - clock.now()).total_seconds())
        clock.moment = until_then
        assert paused_until(engines, "ar") is None
    assert waits == [5, 10, 20, 60, 80, 160, 320, 640, 900, 900, 3600, 86_400]
    let_go(engines, "ar")
    assert hold_back(engines, "ar", Throttled("busy")) - clock.now() == timedelta(seconds=5)
    engines.store.close()


def test_a_pause_outlives_a_restart_and_concerns_its_account_alone(tmp_path: Path, clock: SetClock) -> None:
    engines = opened(tmp_path, clock=clock).engines
    until_then = hold_back(engines, "ar", Throttled("busy", 100))
    engines.store.close()
    engines = opened(tmp_path, clock=clock).engines
    assert paused_until(engines, "ar") == until_then
    assert paused_until(engines, "other") is None
    engines.store.close()


def _polled(installation: Installation, account: str, mails: int) -> bool:
    with installation.engines.store.read() as session:
        state = deliveries.folder_state(session, account, "INBOX")
        if state is None:
            return False
        uids = [str(uid) for uid in range(1, mails + 1)]
        return len(deliveries.known_uids(session, account, "INBOX", state.uidvalidity, uids)) == mails


def test_dead_accounts_stop_no_other(
    tmp_path: Path, tokens: TokenServer, imap: ScriptedImap, black_hole: int
) -> None:
    boxes = (
        by_password(tmp_path, "hole", black_hole),
        by_password(tmp_path, "unset", imap.port, password={"env": "ARDOISE_TEST_NOT_SET"}),
        by_token(tmp_path, tokens, imap, "dead", authority=f"https://127.0.0.1:{black_hole}"),
        by_token(tmp_path, tokens, imap, "tenantless", tenant=""),
        by_token(tmp_path, tokens, imap),
        by_password(tmp_path, "plain", imap.port),
    )
    installation = opened(tmp_path, *boxes)
    stopping = Stopping()
    poller = threading.Thread(target=run_poller, args=(installation, "poller", stopping))
    poller.start()
    try:
        until(lambda: _polled(installation, "plain", 0) and _polled(installation, "tokens", 0), 20)
        for user in ("plain", USER):
            imap.mailbox(user).deliver(mail(1))
        until(lambda: _polled(installation, "plain", 1) and _polled(installation, "tokens", 1), 20)
    finally:
        stopping.ask()
        poller.join(30)
    assert not poller.is_alive()


def test_the_poller_leaves_a_throttled_account_in_peace_and_comes_back(
    tmp_path: Path, imap: ScriptedImap, clock: SetClock
) -> None:
    installation = opened(tmp_path, by_password(tmp_path, "plain", imap.port, idle=False), clock=clock)
    imap.mailbox("plain").deliver(mail(1))
    imap.script.before("LOGIN", answer("NO [LIMIT] too many logins"), nth=1)
    stopping = Stopping()
    poller = threading.Thread(target=run_poller, args=(installation, "poller", stopping))
    poller.start()
    try:
        until(lambda: paused_until(installation.engines, "plain") is not None, 20)
        clock.moment += timedelta(seconds=4)
        assert not stopping.wait(1.5)
        assert len(imap.sent("LOGIN")) == 1
        clock.moment += timedelta(seconds=2)
        until(lambda: _polled(installation, "plain", 0), 20)
        until(lambda: _no_pause(installation), 20)
    finally:
        stopping.ask()
        poller.join(30)


def _no_pause(installation: Installation) -> bool:
    with installation.engines.store.read() as session:
        return pauses.find_pause(session, "plain") is None


def test_check_says_of_each_account_what_is_wrong_and_how_to_mend_it(
    tmp_path: Path, tokens: TokenServer, imap: ScriptedImap
) -> None:
    installation = opened(tmp_path, by_token(tmp_path, tokens, imap))
    tokens.script.append(
        refused("invalid_client", "AADSTS7000222: The provided client secret keys are expired.")
    )

    def said() -> list[str]:
        return [finding.sentence for finding in checked_mailboxes(installation.settings)]

    assert said() == [
        "account 'tokens' gets no token from Microsoft: the client secret has expired (AADSTS7000222); make "
        "a new one under Certificates & secrets and set it."
    ]
    works = said()
    assert works[0].startswith("account 'tokens' gets a token from Microsoft, good until ")
    assert works[1].startswith(f"account 'tokens' signs in to 127.0.0.1 as '{USER}'")


def test_sign_in_stores_a_refresh_token_from_standard_input(
    tmp_path: Path, tokens: TokenServer, imap: ScriptedImap
) -> None:
    installation = opened(tmp_path, by_token(tmp_path, tokens, imap, act_as="user"))
    tokens.refresh_tokens["planted-brought-by-hand"] = USER
    arguments = ["sign-in", "tokens", "--config", str(tmp_path / "config.yaml")]
    cli = command_line(("sign-in", "check"))
    done = CliRunner().invoke(cli, arguments, input="planted-brought-by-hand\n")
    assert done.exit_code == 0 and "tokens is signed in." in done.output, done.output
    wrong = CliRunner().invoke(cli, arguments, input="planted-of-nobody\n")
    assert "gets no token from Microsoft: the refresh token has expired (AADSTS70008)" in str(wrong.exception)
    assert "planted" not in done.output + wrong.output + str(wrong.exception)
    with installation.engines.store.read() as session:
        row = rows.find_tokens(session, "tokens")
    assert row is not None and row.sealed is not None and "planted" not in row.sealed
    key = installation.settings.data / "token.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key.parent.iterdir() if path.name.startswith(".")] == []
    assert installation.source(installation.settings.mailboxes[0]).check()[0].works


def test_a_secret_in_the_configuration_itself_is_refused_and_not_shown(
    tmp_path: Path, tokens: TokenServer, imap: ScriptedImap
) -> None:
    for name in ("client_secret", "refresh_token", "certificate_password"):
        with pytest.raises(ConfigurationError) as caught:
            opened(tmp_path, by_token(tmp_path, tokens, imap, **{name: "planted-in-clear"}))
        assert name in str(caught.value) and "planted" not in str(caught.value)


def test_a_key_from_the_environment_takes_the_place_of_the_key_file(
    tmp_path: Path, tokens: TokenServer, imap: ScriptedImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "ARDOISE_TEST_KEY", "short")
    box = by_token(tmp_path, tokens, imap)
    installation = opened(tmp_path, box, token_key={"env": "ARDOISE_TEST_KEY"})
    source = installation.source(installation.settings.mailboxes[0])
    assert "has fewer than 20 characters" in source.check()[0].sentence
    monkeypatch.setitem(os.environ, "ARDOISE_TEST_KEY", "a long and random key of a test")
    assert installation.source(installation.settings.mailboxes[0]).check()[0].works
    assert not (installation.settings.data / "token.key").exists()
