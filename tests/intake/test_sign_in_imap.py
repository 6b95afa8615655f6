"""An account signs in to IMAP by token; a token that ends in the middle costs no mail."""

import logging
import random
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from sqlalchemy import text

from app.installation import Installation, open_installation
from app.settings import load_settings
from domain.clock import SetClock
from domain.errors import SignInError, SourceError, Throttled
from intake import imap_session
from pipeline.collect import collect
from store.engine import Store
from store.repositories import deliveries
from tests.intake.imap_accounts import mail
from tests.intake.token_accounts import USER, microsoft, tokens_of
from tests.servers.imap_script import EVERY, EXPIRED, Command, Dropped, Say, answer
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.token_server import CLIENT_ID, CLIENT_SECRET, TENANT, Reply, TokenServer


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


@pytest.fixture
def imap(tokens: TokenServer) -> Iterator[ScriptedImap]:
    with ScriptedImap() as running:
        running.accept(password=lambda *_: False, token=lambda user, token: tokens.works(token))
        yield running


@pytest.fixture
def installation(tokens: TokenServer, imap: ScriptedImap, tmp_path: Path) -> Iterator[Installation]:
    (tmp_path / "secret").write_text(CLIENT_SECRET + "\n")
    box = {
        "name": "ar",
        "host": imap.host,
        "port": imap.port,
        "security": "none",
        "user": USER,
        "timeout_seconds": 20,
        "batch_messages": 3,
        "sign_in": "microsoft",
        "microsoft": {
            "tenant": TENANT,
            "client_id": CLIENT_ID,
            "client_secret": {"file": str(tmp_path / "secret")},
            "authority": tokens.url,
            "ca_file": str(tokens.ca_file),
        },
    }
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump({"data": str(tmp_path / "data"), "mailboxes": [box]}))
    opened = open_installation(load_settings(config))
    yield opened
    opened.engines.store.close()


def test_a_shared_mailbox_is_opened_under_its_own_address(
    tokens: TokenServer,
    imap: ScriptedImap,
    store: Store,
    clock: SetClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[tuple[str, str]] = []
    imap.accept(token=lambda user, token: seen.append((user, token)) or True)
    box = microsoft(tokens).model_copy(update={"port": imap.port})
    imap_session.sign_out(imap_session.connect(box, tokens_of(box, store, clock)))
    assert seen == [(USER, tokens.issued[0])]
    assert tokens.issued[0] not in caplog.text
    assert b64encode(tokens.issued[0].encode()).decode()[:40] not in caplog.text


def test_a_cached_token_that_is_refused_is_renewed_once(
    tokens: TokenServer, imap: ScriptedImap, store: Store, clock: SetClock
) -> None:
    box = microsoft(tokens).model_copy(update={"port": imap.port})
    held = tokens_of(box, store, clock)
    tokens.revoked.add(held.current())
    imap_session.sign_out(imap_session.connect(box, held))
    assert len(tokens.issued) == len(imap.sent("AUTHENTICATE")) == 2


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"roles": ["SMTP.SendAsApp"]}, "the token carries no permission IMAP.AccessAsApp: add it"),
        ({"roles": ["IMAP.AccessAsApp"]}, f"the mailbox {USER} is not open to the application, or IMAP is"),
    ],
)
def test_a_refusal_is_reported_after_one_renewal_with_what_stands_against_it(
    tokens: TokenServer,
    imap: ScriptedImap,
    store: Store,
    clock: SetClock,
    claims: dict[str, object],
    said: str,
) -> None:
    tokens.claims = claims
    imap.accept(token=lambda *_: False)
    box = microsoft(tokens).model_copy(update={"port": imap.port})
    with pytest.raises(SignInError) as caught:
        imap_session.connect(box, tokens_of(box, store, clock))
    assert said in str(caught.value) and f"127.0.0.1:{imap.port} does not let account 'ar' in" in str(
        caught.value
    )
    assert len(imap.sent("AUTHENTICATE")) == 2
    assert not any(token in str(caught.value) for token in tokens.issued)


def _expire(tokens: TokenServer) -> object:
    def act(command: Command, say: Say) -> None:
        tokens.revoke_all()
        raise Dropped(EXPIRED)

    return act


def _rounds(
    installation: Installation, tokens: TokenServer, imap: ScriptedImap, rounds: int, seed: int
) -> int:
    """Deliver and poll while the token ends after a few commands; return how often it did in the middle."""
    dice = random.Random(seed)
    source = installation.source(installation.settings.mailboxes[0])
    collect(installation.engines, source, "INBOX")
    number = 0
    for _ in range(rounds):
        for _ in range(dice.randint(1, 8)):
            number += 1
            imap.mailbox(USER).deliver(mail(number))
        imap.script.clear()
        imap.script.before(EVERY, _expire(tokens), nth=dice.randint(1, 7))  # type: ignore[arg-type]
        collect(installation.engines, source, "INBOX")
    imap.script.clear()
    collect(installation.engines, source, "INBOX")
    source.close()
    with installation.engines.store.read() as session:
        state = deliveries.folder_state(session, "ar", "INBOX")
        assert state is not None
        wanted = [str(uid) for uid in range(1, number + 1)]
        found = deliveries.known_uids(session, "ar", "INBOX", state.uidvalidity, wanted)
    assert sorted(found, key=int) == wanted
    return len(tokens.issued)


def test_a_token_that_ends_at_random_points_costs_no_mail(
    installation: Installation, tokens: TokenServer, imap: ScriptedImap
) -> None:
    assert _rounds(installation, tokens, imap, rounds=10, seed=7) > 3


@pytest.mark.parametrize(
    "points", [pytest.param(50, marks=pytest.mark.long), pytest.param(500, marks=pytest.mark.soak)]
)
def test_a_token_that_ends_at_many_random_points_costs_no_mail(
    installation: Installation, tokens: TokenServer, imap: ScriptedImap, points: int
) -> None:
    assert _rounds(installation, tokens, imap, rounds=2 * points, seed=11) > points


def test_when_the_token_service_is_mended_polling_goes_on_by_itself(
    installation: Installation, tokens: TokenServer, imap: ScriptedImap
) -> None:
    source = installation.source(installation.settings.mailboxes[0])
    collect(installation.engines, source, "INBOX")
    imap.mailbox(USER).deliver(mail(1))
    imap.cut_all()
    tokens.revoke_all()
    told = (
        (Reply(503), "cannot do so now \\(HTTP 503\\)"),
        (
            Reply(400, {"error": "invalid_grant", "error_description": "AADSTS7000222: expired"}),
            "secret has expired",
        ),
        (Reply(200, b"<html>sign in to the network</html>"), "something that is no token"),
        (Reply(302, {}, {"Location": "https://other.example/"}), "something that is no token"),
    )
    for reply, said in told:
        tokens.script.append(reply)
        with pytest.raises(SourceError, match=said):
            collect(installation.engines, source, "INBOX")
        source.close()
    assert collect(installation.engines, source, "INBOX").new == 1
    source.close()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_server_that_asks_for_patience_while_mail_is_fetched_costs_no_mail(
    installation: Installation, imap: ScriptedImap, nth: int
) -> None:
    source = installation.source(installation.settings.mailboxes[0])
    collect(installation.engines, source, "INBOX")
    for number in range(1, 6):
        imap.mailbox(USER).deliver(mail(number))
    busy = answer("BAD Request is throttled. Suggested Backoff Time: 7000 milliseconds")
    for later in range(nth, 30):
        imap.script.before("UID FETCH", busy, nth=later)
    with pytest.raises(Throttled) as caught:
        collect(installation.engines, source, "INBOX")
    assert caught.value.wait_seconds == 7
    source.close()
    imap.script.clear()
    collect(installation.engines, source, "INBOX")
    source.close()
    with installation.engines.store.read() as session:
        kept = session.execute(text("SELECT count(*), count(problem) FROM delivery")).one()
    assert tuple(kept) == (5, 0)


def test_the_connections_of_an_account_are_two_at_most(
    installation: Installation, imap: ScriptedImap
) -> None:
    imap.mailbox(USER).folder("Sent", special_use="\\Sent")
    source = installation.source(installation.settings.mailboxes[0])
    for _ in range(3):
        collect(installation.engines, source, "INBOX")
        assert source.has_sent("<x@tarvenne.example>") is False  # type: ignore[attr-defined]
    assert len(imap.sent("AUTHENTICATE")) == 2
    source.close()
