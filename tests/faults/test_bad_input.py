"""Each kind of bad input ends in its own clear sentence; nothing is lost and the rest goes on."""

import io
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from app.checks import findings
from app.installation import Installation, open_installation
from app.settings import Settings, load_settings
from app.working import open_worker
from domain.clock import SystemClock
from domain.errors import ConfigurationError, LedgerError, SourceError
from domain.mail import Delivered, DeliveryKey
from domain.mailbox_policy import Mailbox
from domain.policy import LedgerSettings, Outgoing
from domain.section import Secret
from domain.states import WorkState
from intake.sources import open_source
from ledger.loading import load
from pipeline.collect import upload
from pipeline.dry_run import Input, judge
from store.repositories import work_items
from store.tables import WorkItemRow
from tests.servers.dovecot import Dovecot
from tests.servers.ports import free_ports

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return open_installation(Settings(data=tmp_path / "data"))


def worked(installation: Installation, raw: bytes, name: str | None = None) -> WorkItemRow:
    """Deliver one input beside a sound one and return its work item after all work is done."""
    sound = b"From: a@b.example\r\nSubject: hello\r\n\r\nGood morning to all of you.\r\n"
    numbers = [
        upload(
            installation.engines,
            Delivered(DeliveryKey("test", "in", 0, str(uid)), content, NOW, name=given),
        )
        for uid, (content, given) in enumerate([(raw, name), (sound, None)])
    ]
    with open_worker(installation, "test") as worker:
        while worker.run_one():
            pass
    with installation.engines.store.read() as session:
        rows = [work_items.get_item(session, number) for number in numbers if number]
    assert rows[1].state is not WorkState.SHELVED, "the rest goes on"
    assert rows[1].route is not None
    return rows[0]


def encrypted_pdf() -> bytes:
    file = io.BytesIO()
    page = Canvas(file, encrypt=StandardEncryption("secret", canPrint=0))
    page.drawString(72, 720, "Remittance advice")
    page.save()
    return file.getvalue()


def mail_with(content: bytes, name: str) -> bytes:
    message = EmailMessage()
    message["From"] = "ap@payer.example"
    message["Subject"] = "Remittance advice"
    message.set_content("Please find our remittance advice attached.")
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def test_an_encrypted_attachment_waits_with_its_sentence(installation: Installation) -> None:
    row = worked(installation, mail_with(encrypted_pdf(), "advice.pdf"))
    assert row.state is WorkState.WAITING
    expected = "encrypted: advice.pdf is protected by a password; ask the sender for an open copy."
    assert expected in row.waits_because


def test_a_broken_pdf_waits_with_its_sentence(installation: Installation) -> None:
    row = worked(installation, mail_with(b"%PDF-1.7\nrubbish", "advice.pdf"))
    assert row.state is WorkState.WAITING
    assert any(reason.startswith("broken: advice.pdf") for reason in row.waits_because)


def test_an_empty_mail_waits_for_a_person(installation: Installation) -> None:
    row = worked(installation, b"")
    assert row.state is WorkState.WAITING
    assert row.waits_because


def test_a_mail_that_no_parser_takes_is_kept_and_shown(installation: Installation) -> None:
    row = worked(installation, bytes(range(256)) * 40)
    assert row.state is WorkState.WAITING
    assert row.waits_because


def test_a_document_that_no_reader_takes_is_kept_and_shown(installation: Installation) -> None:
    row = worked(installation, b"\x00\x01\x02\x03" * 99, name="strange.bin")
    assert row.state is WorkState.WAITING
    assert row.error is not None
    assert "strange.bin" in row.error
    assert "no reader takes" in row.error


def test_a_mail_of_200_megabytes_is_named_and_not_read(tmp_path: Path, installation: Installation) -> None:
    huge = tmp_path / "huge.eml"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    result = judge(Input("huge.eml", huge), desk=None, largest=100_000_000)  # type: ignore[arg-type]
    assert result.error == "huge.eml is larger than 100000000 bytes; split it, or raise the limit."


def test_a_mail_too_large_to_fetch_is_shown_by_its_header(dovecot: Dovecot, tmp_path: Path) -> None:
    box = Mailbox(
        name="ar",
        host="127.0.0.1",
        port=dovecot.port,
        security="none",
        user="large",
        largest_mail_bytes=2_000,
    )
    source = open_source(box, "secret", SystemClock())
    mark = source.first_mark("INBOX")
    raw = b"From: a@b.example\r\nSubject: huge\r\n\r\n" + b"x" * 5_000
    dovecot.append("large", [raw])
    (batch,) = source.fetch("INBOX", mark)
    source.close()
    (delivered,) = batch.mails
    assert delivered.incomplete is not None
    installation = open_installation(Settings(data=tmp_path / "data"))
    upload(installation.engines, delivered)
    with open_worker(installation, "test") as worker:
        while worker.run_one():
            pass
    with installation.engines.store.read() as session:
        (row,) = work_items.recent(session, WorkState.WAITING).rows
    assert delivered.incomplete in row.waits_because


def test_an_unknown_setting_is_named_with_its_likely_name(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("answering: {kil_switch: true}\n")
    with pytest.raises(ConfigurationError) as raised:
        load_settings(path)
    assert str(raised.value) == (
        f"in {path}: answering.kil_switch is no setting (did you mean kill_switch?)."
    )


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    result = judge(Input("gone.eml", tmp_path / "gone.eml"), desk=None, largest=10)  # type: ignore[arg-type]
    assert result.error == "gone.eml cannot be read (No such file or directory); check its permissions."


def test_wrong_credentials_name_account_and_mend(dovecot: Dovecot, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("wrong\n")
    box = Mailbox(
        name="ar",
        host="127.0.0.1",
        port=dovecot.port,
        security="none",
        user="someone",
        password=Secret(file=secret),
    )
    settings = Settings(data=tmp_path / "data", mailboxes=(box,))
    sentences = [
        finding.sentence for part, finding in findings(settings, offline=False) if part == "mailboxes"
    ]
    assert any("ar" in sentence and "password" in sentence for sentence in sentences), sentences


def test_an_unreachable_mailbox_is_named(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    box = Mailbox(name="ar", host="127.0.0.1", port=port, security="none", user="someone", timeout_seconds=3)
    with pytest.raises(SourceError) as raised:
        open_source(box, "secret", SystemClock()).first_mark("INBOX")
    assert f"127.0.0.1:{port}" in str(raised.value) or "127.0.0.1" in str(raised.value)


def test_an_unreachable_outgoing_server_is_named(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    outgoing = Outgoing(
        kind="smtp", host="127.0.0.1", port=port, security="none", sender="ar@firm.example", timeout_seconds=3
    )
    settings = Settings(data=tmp_path / "data", outgoing=outgoing)
    sentences = [
        finding.sentence for part, finding in findings(settings, offline=False) if part == "outgoing"
    ]
    assert sentences == [
        f"127.0.0.1:{port} cannot be reached (Connection refused); "
        "check outgoing.host and outgoing.port, and the network."
    ]


def test_a_broken_ledger_row_is_named_by_file_line_and_reason(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(
        "customer_id,name,aliases,country,language,currency,email_domains,vat_id,credit_score,"
        "annual_revenue,account_manager\nC1,Firm,,GB,en,GBP,firm.example,,50,,\n"
    )
    (tmp_path / "open_items.csv").write_text(
        "document_number,customer_id,document_type,issue_date,due_date,currency,amount,open_amount,"
        'po_number,delivery_note\nI-1,C1,invoice,2026-01-01,2026-02-01,GBP,"1.234,56",10.00,,\n'
    )
    with pytest.raises(LedgerError) as raised:
        load(tmp_path, None, NOW)
    assert raised.value.rows
    assert all("open_items.csv" in row and "line 2" in row for row in raised.value.rows), raised.value.rows


def test_an_old_ledger_says_so(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", ledger=LedgerSettings())
    sentences = [finding.sentence for part, finding in findings(settings, offline=True) if part == "ledger"]
    assert sentences == ["no ledger was imported yet; run `ardoise ledger import DIR`."]
