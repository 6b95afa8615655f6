"""The SMTP sink and its copies into Dovecot behave as other tests rely on."""

import smtplib

import pytest

from tests.intake.imap_accounts import mail
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import DROP, DROP_ACCEPTED, SmtpSink


def test_sink_keeps_envelope_and_bytes_and_answers_as_told(smtp_sink: SmtpSink) -> None:
    smtp_sink.script.rcpt.append("550 5.1.1 nobody")
    smtp_sink.script.data.append("451 4.3.0 later")
    with smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=10) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("a@us.example", ["b@acme.example"], mail(1))
        with pytest.raises(smtplib.SMTPDataError):
            client.sendmail("a@us.example", ["b@acme.example"], mail(1))
        client.sendmail("a@us.example", ["b@acme.example"], mail(2))
    (one,) = smtp_sink.received
    assert (one.sender, one.recipients, one.content) == ("a@us.example", ("b@acme.example",), mail(2))


@pytest.mark.parametrize(("answer", "kept"), [(DROP, 0), (DROP_ACCEPTED, 1)])
def test_sink_hangs_up_after_the_final_dot(smtp_sink: SmtpSink, answer: str, kept: int) -> None:
    smtp_sink.script.data.append(answer)
    client = smtplib.SMTP(smtp_sink.host, smtp_sink.port, timeout=10)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.sendmail("a@us.example", ["b@acme.example"], mail(1))
    assert len(smtp_sink.received) == kept


def test_sink_puts_a_copy_into_sent(dovecot: Dovecot, user: str) -> None:
    sink = SmtpSink(copy=lambda raw: dovecot.append(user, [raw], "Sent"))
    with sink, smtplib.SMTP(sink.host, sink.port, timeout=10) as client:
        client.sendmail("a@us.example", ["b@acme.example"], mail(1))
    assert list(dovecot.mails(user, "Sent").values()) == [mail(1)]
