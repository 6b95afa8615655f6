"""Words that ask for patience are known for what they are, and the account is left in peace."""

import pytest

from domain.clock import SetClock
from domain.errors import SourceError, Throttled
from domain.mailbox_policy import Mailbox
from intake import imap_session
from intake.throttling import asks_for_patience, says_token_ended, stated_seconds
from tests.intake.imap_accounts import mail
from tests.intake.token_accounts import USER
from tests.servers.imap_script import answer, bye
from tests.servers.scripted_imap import PASSWORD, ScriptedImap

ASKING = (
    "NO [LIMIT] too many",
    "NO [UNAVAILABLE] Temporary authentication failure",
    "NO [INUSE] Mailbox in use",
    "[ALERT] Too many simultaneous connections. (Failure)",
    "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
    "NO [THROTTLED] Request throttled",
    "[OVERQUOTA] Account exceeded command or bandwidth limits. 21 ms",
    "BAD Server Busy",
    "BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds",
    "BYE Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
)
NOT_ASKING = (
    "NO [AUTHENTICATIONFAILED] wrong user or password",
    "NO [NONEXISTENT] Unknown Mailbox",
    "select failed: no such folder 'Busy server rooms'",
    "OK [LIMITED]",
)


@pytest.mark.parametrize("text", ASKING)
def test_words_of_servers_that_ask_for_patience_are_recognised(text: str) -> None:
    assert asks_for_patience(text)


@pytest.mark.parametrize("text", NOT_ASKING)
def test_other_refusals_ask_for_no_patience(text: str) -> None:
    assert not asks_for_patience(text)


def test_a_stated_time_is_read_with_its_unit() -> None:
    assert stated_seconds("Suggested Backoff Time: 299961 milliseconds") == 299.961
    assert stated_seconds("try again in 2 minutes") == 120
    assert stated_seconds("Retry after 30") == 30
    assert stated_seconds("[OVERQUOTA] Account exceeded command or bandwidth limits.") is None


def test_the_end_of_a_token_is_recognised() -> None:
    assert says_token_ended("Session invalidated - AccessTokenExpired")
    assert not says_token_ended("Session invalidated - ServerShuttingDown")


def _box(server: ScriptedImap) -> Mailbox:
    return Mailbox(
        name="ar", host=server.host, port=server.port, security="none", user=USER, timeout_seconds=20
    )


@pytest.mark.parametrize(
    ("command", "act"),
    [
        ("CONNECT", bye("[UNAVAILABLE] Too many connections, try again in 7 seconds")),
        ("LOGIN", answer("NO [LIMIT] Too many logins, try again in 7 seconds")),
        ("LOGIN", bye("Server Busy, try again in 7 seconds")),
        ("EXAMINE", answer("BAD Request is throttled. Suggested Backoff Time: 7000 milliseconds")),
        ("EXAMINE", bye("[THROTTLED] try again in 7 seconds")),
    ],
)
def test_throttling_is_told_apart_at_every_command_and_names_its_time(command: str, act: object) -> None:
    with ScriptedImap() as server:
        server.mailbox(USER).deliver(mail(1))
        server.script.before(command, act)  # type: ignore[arg-type]
        with pytest.raises(Throttled) as caught:
            client = imap_session.connect(_box(server), PASSWORD)
            with imap_session.named_errors(_box(server), "opening the folder"):
                client.select_folder("INBOX", readonly=True)
    assert caught.value.wait_seconds == 7
    assert not imap_session.is_broken(caught.value.__cause__)
    assert "asks for patience" in str(caught.value)


def test_a_connection_that_breaks_is_no_throttling(clock: SetClock) -> None:
    with ScriptedImap() as server:
        server.script.before("LOGIN", bye("shutting down"))
        with pytest.raises(SourceError) as caught:
            imap_session.connect(_box(server), PASSWORD)
    assert not isinstance(caught.value, Throttled)
