"""What goes wrong with an IMAP account is named with account, host and mend."""

from pathlib import Path

import pytest

from domain.clock import SystemClock
from domain.errors import ConfigurationError, SourceError
from domain.mailbox_policy import Mailbox
from intake import imap_session
from intake.sources import open_source
from intake.sources.imap import ImapSource
from tests.intake.imap_accounts import mailbox, source_of
from tests.servers.certificates import write_certificate
from tests.servers.dovecot import PASSWORD, Dovecot


def test_imaplib_does_not_write_every_body_for_a_log(dovecot: Dovecot, user: str) -> None:
    client = imap_session.connect(mailbox(dovecot, user), PASSWORD)
    try:
        assert client._imap.debug == 0
    finally:
        imap_session.sign_out(client)


def test_wrong_password_is_named_with_account_host_and_mend(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user), "wröng")
    with pytest.raises(SourceError) as caught:
        source.first_mark("INBOX")
    assert str(caught.value).startswith(
        f"account 'ar' cannot sign in to 127.0.0.1:{dovecot.port} as '{user}' ("
    )
    assert str(caught.value).endswith("; check `user` and `password`.")
    assert "wröng" not in str(caught.value)
    (finding,) = source.check()
    assert finding.works is False


def test_a_missing_password_an_unknown_folder_and_a_dead_server_are_named(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    with pytest.raises(SourceError, match=r"account 'ar' has no password; set"):
        source_of(opened, mailbox(dovecot, user), None).first_mark("INBOX")
    source = source_of(opened, mailbox(dovecot, user, folders=["INBOX", "Nowhere"]))
    with pytest.raises(
        SourceError, match=r"account 'ar' has no folder 'Nowhere' that it may read on 127.0.0.1"
    ):
        source.first_mark("Nowhere")
    assert [finding.works for finding in source.check()] == [True, True, False]
    dead = source_of(opened, mailbox(dovecot, user, port=1))
    with pytest.raises(SourceError, match=r"cannot connect to 127.0.0.1:1: nothing listens there"):
        dead.first_mark("INBOX")


def test_one_account_that_speaks_nonsense_is_named(
    dovecot: Dovecot, user: str, opened: list[ImapSource]
) -> None:
    source = source_of(opened, mailbox(dovecot, user, security="tls", timeout_seconds=5))
    with pytest.raises(SourceError, match="does not speak TLS there"):
        source.first_mark("INBOX")


def test_without_tls_only_this_machine_is_spoken_to() -> None:
    for host in ("mail.acme.example", "192.0.2.1", "10.0.0.1", "localhost.acme.example"):
        box = Mailbox(name="ar", host=host, security="none")
        with pytest.raises(ConfigurationError, match="in the clear"):
            open_source(box, "x", SystemClock())
    with pytest.raises(ConfigurationError, match="has no host"):
        open_source(Mailbox(name="ar"), "x", SystemClock())


def test_tls_and_starttls_verify_the_certificate(
    tls_dovecot: Dovecot, user: str, opened: list[ImapSource], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.pem"
    write_certificate(wrong, tmp_path / "key.pem")
    for security, port in (("tls", tls_dovecot.tls_port), ("starttls", tls_dovecot.port)):
        box = mailbox(tls_dovecot, user, security=security, port=port, ca_file=tls_dovecot.ca_file)
        assert source_of(opened, box).first_mark("INBOX").last_uid == 0
        for bad in (box.model_copy(update={"ca_file": wrong}), box.model_copy(update={"ca_file": None})):
            with pytest.raises(SourceError, match="its certificate is not trusted"):
                source_of(opened, bad).first_mark("INBOX")
    missing = mailbox(tls_dovecot, user, security="tls", ca_file=tmp_path / "nowhere.pem")
    with pytest.raises(ConfigurationError, match="is not there"):
        source_of(opened, missing).first_mark("INBOX")


def test_starttls_is_never_left_out(dovecot: Dovecot, user: str, opened: list[ImapSource]) -> None:
    source = source_of(opened, mailbox(dovecot, user, security="starttls"))
    with pytest.raises(SourceError, match="offers no STARTTLS; nothing was sent"):
        source.first_mark("INBOX")
