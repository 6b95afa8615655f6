"""Handing answers over: byte-exact, never without verified TLS, exact about what is known afterwards."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from domain.errors import ConfigurationError, DeliveryError
from domain.policy import Outgoing
from responders.delivery import FolderSubmission, SmtpSubmission, open_submission
from tests.responders.scripted_smtp import HANG_UP, SILENCE, ScriptedSmtp
from tests.servers.certificates import write_certificate
from tests.servers.ports import free_ports
from tests.servers.smtp_sink import DROP, DROP_ACCEPTED, SmtpSink

MESSAGE = b"Message-ID: <a1@seller.example>\r\nSubject: x\r\n\r\n.\r\n..dots\r\n. \r\nFrom me\r\nend\r\n"
SENDER, RECIPIENT = "ar@seller.example", "ap@acme.example"


def plain(port: int, **more: Any) -> Outgoing:
    values = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 5, **more}
    return Outgoing(kind="smtp", sender=SENDER, **values)


def send(outgoing: Outgoing, message: bytes = MESSAGE, password: str | None = None) -> str:
    submission = SmtpSubmission(outgoing, password)
    try:
        submission.open(SENDER, RECIPIENT)
        return submission.data(message)
    finally:
        submission.close()


def failure(script: dict[str, str], **more: Any) -> DeliveryError:
    with ScriptedSmtp(script) as server, pytest.raises(DeliveryError) as raised:
        send(plain(server.port, **more))
    return raised.value


def test_the_server_gets_exactly_the_frozen_bytes() -> None:
    with ScriptedSmtp({}) as server:
        assert send(plain(server.port)) == "250 taken"
        assert server.taken == [MESSAGE]
        assert server.commands == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


def test_nothing_has_left_before_the_bytes_are_sent() -> None:
    with ScriptedSmtp({}) as server:
        submission = SmtpSubmission(plain(server.port))
        submission.open(SENDER, RECIPIENT)
        submission.close()
        assert (server.taken, "DATA" in server.commands) == ([], False)


@pytest.mark.parametrize("phase", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_final_dot_is_tried_again(phase: str) -> None:
    error = failure({phase: HANG_UP})
    assert (error.permanent, error.uncertain) == (False, False)


def test_a_connection_lost_in_the_middle_of_the_bytes_is_tried_again() -> None:
    long = MESSAGE + b"line\r\n" * 2_000_000
    with ScriptedSmtp({"body": HANG_UP}) as server, pytest.raises(DeliveryError) as raised:
        send(plain(server.port), long)
    assert (raised.value.permanent, raised.value.uncertain) == (False, False)
    assert "lost while sending the message" in str(raised.value)


@pytest.mark.parametrize(
    "ending", [{"dot": HANG_UP}, {"dot": SILENCE}, {"dot": "2"}, {"dot": "gibberish"}, {"dot": "354 more"}]
)
def test_after_the_final_dot_only_a_clear_reply_settles_it(ending: dict[str, str]) -> None:
    error = failure(ending, data_timeout_seconds=0.2)
    assert (error.permanent, error.uncertain) == (False, True)


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "dot"])
@pytest.mark.parametrize(
    ("reply", "permanent"),
    [
        ("421 closing", False),
        ("450 greylisted", False),
        ("451-first line\r\n451 second line", False),
        ("452 full", False),
        ("550 no such user", True),
        ("552 too large", True),
        ("554 refused", True),
    ],
)
def test_a_refusal_is_for_now_or_for_good_and_never_uncertain(
    phase: str, reply: str, permanent: bool
) -> None:
    error = failure({phase: reply})
    assert (error.permanent, error.uncertain) == (permanent, False)
    assert reply[:3] in str(error)


@pytest.mark.parametrize("reply", ["421 busy", "554 go away"])
def test_a_server_that_takes_nobody_now_is_tried_again(reply: str) -> None:
    error = failure({"connect": reply})
    assert (error.permanent, error.uncertain) == (False, False)
    assert "does not take connections now" in str(error)


@pytest.mark.parametrize(("ending", "kept"), [(DROP, 0), (DROP_ACCEPTED, 1)])
def test_a_real_server_that_drops_after_the_dot_leaves_it_uncertain_whether_it_kept_the_mail(
    ending: str, kept: int
) -> None:
    with SmtpSink() as sink:
        sink.script.data.append(ending)
        with pytest.raises(DeliveryError) as raised:
            send(plain(sink.port))
        assert (raised.value.uncertain, len(sink.received)) == (True, kept)
        send(plain(sink.port))
        assert {each.content for each in sink.received} == {MESSAGE}


@pytest.mark.parametrize("message", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\n\r\nMAIL FROM:<x@y.example>\r\n"])
def test_bytes_that_could_smuggle_a_second_mail_are_not_sent(message: bytes) -> None:
    with ScriptedSmtp({}) as server:
        with pytest.raises(DeliveryError, match="bare CR or LF") as raised:
            send(plain(server.port), message)
        assert (raised.value.permanent, server.taken) == (True, [])


@pytest.mark.parametrize(
    "recipient", ["", "a@b.example> SIZE=1", "a@b.example\r\nRCPT TO:<c@d.example>", "<a@b.example>"]
)
def test_an_envelope_outside_the_grammar_never_reaches_a_server(recipient: str) -> None:
    with pytest.raises(DeliveryError, match="no plain address") as raised:
        SmtpSubmission(plain(1)).open(SENDER, recipient)
    assert raised.value.permanent


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 made for this test, and the server's context with it."""
    folder = tmp_path_factory.mktemp("tls")
    write_certificate(folder / "cert.pem", folder / "key.pem", "mail.seller.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


class Sink:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 kept"


def right_password(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any
) -> AuthResult:
    right = isinstance(login, LoginPassword) and (login.login, login.password) == (b"ar", b"secret")
    return AuthResult(success=right, handled=False)


@pytest.fixture
def secured(certificate: tuple[Path, ssl.SSLContext]) -> Iterator[tuple[Sink, Outgoing]]:
    """A server that insists on STARTTLS and a password, and settings that trust it."""
    sink = Sink()
    controller = Controller(
        sink, hostname="127.0.0.1", port=0, tls_context=certificate[1], require_starttls=True,
        auth_required=True, authenticator=right_password, auth_require_tls=True,
    )  # fmt: skip
    (controller.port,) = free_ports(1)
    controller.start()
    outgoing = plain(controller.port, security="starttls", ca_file=certificate[0], user="ar")
    yield sink, outgoing
    controller.stop()


def test_over_starttls_with_a_password_the_bytes_arrive_unchanged(secured: tuple[Sink, Outgoing]) -> None:
    sink, outgoing = secured
    assert send(outgoing, password="secret") == "250 kept"
    (envelope,) = sink.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos, envelope.content) == (SENDER, [RECIPIENT], MESSAGE)
    assert SmtpSubmission(outgoing, "secret").check() == ()


def test_a_wrong_password_waits_and_check_says_so(secured: tuple[Sink, Outgoing]) -> None:
    sink, outgoing = secured
    with pytest.raises(DeliveryError) as raised:
        send(outgoing, password="wrong")
    assert (raised.value.permanent, sink.envelopes) == (False, [])
    (sentence,) = SmtpSubmission(outgoing, "wrong").check()
    assert sentence == (
        f"127.0.0.1:{outgoing.port} refuses user 'ar' or the password (535); "
        "correct outgoing.user and outgoing.password."
    )


def test_a_certificate_that_is_not_trusted_or_names_another_host_stops_everything(
    secured: tuple[Sink, Outgoing],
) -> None:
    sink, outgoing = secured
    stranger = outgoing.model_copy(update={"ca_file": None})
    (sentence,) = SmtpSubmission(stranger, "secret").check()
    assert "shows a certificate that is not trusted" in sentence
    assert "outgoing.ca_file" in sentence
    renamed = outgoing.model_copy(update={"host": "localhost"})
    (sentence,) = SmtpSubmission(renamed, "secret").check()
    assert "shows a certificate that is not trusted" in sentence
    with pytest.raises(DeliveryError):
        send(stranger, password="secret")
    assert sink.envelopes == []


def test_without_starttls_nothing_is_said_in_the_clear() -> None:
    with ScriptedSmtp({}) as server:
        outgoing = plain(server.port, security="starttls", user="ar")
        with pytest.raises(DeliveryError, match="does not offer STARTTLS"):
            send(outgoing, password="secret")
        assert set(server.commands) <= {"EHLO", "QUIT", "RSET"}
        assert SmtpSubmission(outgoing, "secret").check() != ()


def test_an_unreachable_server_is_named() -> None:
    (port,) = free_ports(1)
    (sentence,) = SmtpSubmission(plain(port)).check()
    assert sentence == (
        f"127.0.0.1:{port} cannot be reached (Connection refused); "
        "check outgoing.host and outgoing.port, and the network."
    )


def test_no_encryption_is_for_this_machine_only() -> None:
    for host in ("mail.seller.example", "10.0.0.1", "127.0.0.1.evil.example"):
        with pytest.raises(ConfigurationError, match=r"outgoing\.security is none"):
            SmtpSubmission(plain(25, host=host))
    SmtpSubmission(plain(25, host="::1"))


def test_settings_that_cannot_work_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"outgoing\.host is empty"):
        open_submission(plain(25, host="", security="tls"), None, tmp_path)
    bad = tmp_path / "bad.pem"
    bad.write_text("no certificate")
    for ca_file in (bad, tmp_path / "absent.pem"):
        with pytest.raises(ConfigurationError, match="cannot be read as certificates"):
            open_submission(plain(25, security="tls", ca_file=ca_file), None, tmp_path)


def test_the_folder_holds_one_file_a_message(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    way_out = open_submission(Outgoing(), None, folder)
    way_out.open(SENDER, RECIPIENT)
    assert way_out.data(MESSAGE) == "a1@seller.example.eml written"
    assert way_out.data(MESSAGE) == "a1@seller.example.eml is already there"
    way_out.close()
    assert [path.name for path in folder.iterdir()] == ["a1@seller.example.eml"]
    assert (folder / "a1@seller.example.eml").read_bytes() == MESSAGE
    with pytest.raises(DeliveryError) as raised:
        way_out.data(MESSAGE + b"more\r\n")
    assert raised.value.permanent


@pytest.mark.parametrize(
    "message_id", ["<../../x@y.example>", "</etc/passwd@y>", "<" + "x" * 400 + "@y.example>"]
)
def test_a_message_id_is_never_a_path(tmp_path: Path, message_id: str) -> None:
    folder = FolderSubmission(tmp_path / "outbox")
    folder.open(SENDER, RECIPIENT)
    folder.data(f"Message-ID: {message_id}\r\n\r\nx\r\n".encode())
    (written,) = tmp_path.rglob("*.eml")
    assert written.parent == tmp_path / "outbox"
    with pytest.raises(DeliveryError, match="no Message-ID"):
        folder.data(b"Subject: x\r\n\r\nx\r\n")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    folder = FolderSubmission(tmp_path / "file" / "outbox")
    with pytest.raises(DeliveryError, match="cannot be made"):
        folder.open(SENDER, RECIPIENT)
    assert folder.check() != ()
    assert FolderSubmission(tmp_path / "new").check() == ()


def test_what_the_folder_holds_is_the_owner_s_alone(tmp_path: Path) -> None:
    folder = FolderSubmission(tmp_path / "outbox")
    folder.open("ar@seller.example", "ap@acme.example")
    folder.data(b"Message-ID: <1@seller.example>\r\n\r\nhello\r\n")
    (file,) = (tmp_path / "outbox").iterdir()
    assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
