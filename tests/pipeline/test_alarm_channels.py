"""Messages about alarms really leave: by SMTP through a server of their own, and as signed posts."""

import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

import pytest

from domain.alarm_policy import AlarmMail, Webhook
from domain.alarms import AlarmEvent
from domain.errors import DeliveryError
from domain.policy import Outgoing
from pipeline.alarms.channels import mail_channel, webhook_channel
from pipeline.alarms.notices import Told
from responders.delivery.webhook import SIGNATURE, TIMESTAMP, signature
from tests.servers.hook import Hook
from tests.servers.ports import free_ports
from tests.servers.smtp_sink import SmtpSink

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def told(event: AlarmEvent = AlarmEvent.RAISED, subject: str = "desk/INBOX") -> Told:
    return Told(
        "17",
        event,
        "mailbox_silent",
        subject,
        True,
        NOON - timedelta(minutes=4),
        "desk/INBOX could not be read for 4 min. Relevé impossible.",
        "Look whether the server answers.",
    )


def mail_to(sink: SmtpSink, *to: str) -> AlarmMail:
    return AlarmMail(to=to, sender="ardoise@other.example", host=sink.host, port=sink.port, security="none")


def test_an_alarm_leaves_through_a_server_of_its_own() -> None:
    with SmtpSink() as sink:
        outgoing = Outgoing(host="smtp.invalid", sender="ar@tarvenne.example")
        channel = mail_channel(mail_to(sink, "it@tarvenne.example", "oncall@other.example"), outgoing, None)
        channel.send([told(), told(AlarmEvent.CLEARED)], NOON)
    assert [one.recipients for one in sink.received] == [("it@tarvenne.example",), ("oncall@other.example",)]
    message = message_from_bytes(sink.received[0].content, policy=policy.default)
    assert message["Subject"] == "[Ardoise] ALARM: mailbox silent desk/INBOX (+1)"
    assert message["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(message["Date"]) == NOON
    text = message.get_content()
    assert "What to do: Look whether the server answers." in text and "Relevé" in text
    assert "The alarm is over" in text


def test_without_a_server_of_its_own_the_outgoing_one_is_used() -> None:
    with SmtpSink() as sink:
        outgoing = Outgoing(
            kind="smtp", host=sink.host, port=sink.port, security="none", sender="ar@tarvenne.example"
        )
        mail_channel(AlarmMail(to=("it@tarvenne.example",)), outgoing, None).send([told()], NOON)
    assert sink.received[0].sender == "ar@tarvenne.example"


def test_an_account_with_line_ends_in_its_name_makes_no_further_header() -> None:
    with SmtpSink() as sink:
        hostile = told(subject="desk\r\nBcc: all@evil.example/INBOX")
        mail_channel(mail_to(sink, "it@tarvenne.example"), Outgoing(), None).send([hostile], NOON)
    assert message_from_bytes(sink.received[0].content, policy=policy.default)["Bcc"] is None


def test_one_address_that_works_is_enough_and_none_is_an_error() -> None:
    with SmtpSink() as sink:
        sink.script.rcpt.extend(["550 5.1.1 nobody here"])
        channel = mail_channel(
            mail_to(sink, "gone@tarvenne.example", "it@tarvenne.example"), Outgoing(), None
        )
        channel.send([told()], NOON)
        assert len(sink.received) == 1
        sink.script.rcpt.extend(["550 5.1.1 nobody here"] * 2)
        with pytest.raises(DeliveryError, match="refuses the recipient"):
            channel.send([told()], NOON)


def test_a_server_that_is_not_there_is_named_with_the_settings_of_alarms() -> None:
    (port,) = free_ports(1)
    mail = AlarmMail(
        to=("it@tarvenne.example",), sender="a@b.example", host="127.0.0.1", port=port, security="none"
    )
    with pytest.raises(DeliveryError, match=r"check alarms\.mail\.host"):
        mail_channel(mail, Outgoing(), None).send([told()], NOON)
    with pytest.raises(DeliveryError, match="names no sender or server"):
        mail_channel(AlarmMail(to=("it@tarvenne.example",)), Outgoing(), None).send([told()], NOON)


def test_a_post_is_signed_over_its_time_and_body() -> None:
    with Hook() as hook:
        webhook_channel(Webhook(url=hook.url), "a secret").send([told()], NOON)
        webhook_channel(Webhook(url=hook.url), None).send([told()], NOON)
    posted, unsigned = hook.posted
    stamp = posted.headers[TIMESTAMP]
    assert stamp == str(int(NOON.timestamp()))
    assert posted.headers[SIGNATURE] == signature("a secret", stamp, posted.body)
    assert posted.headers[SIGNATURE] != signature("another", stamp, posted.body)
    assert SIGNATURE not in unsigned.headers
    body = json.loads(posted.body)
    assert body["alarms"][0] == {
        "id": "17",
        "event": "raised",
        "name": "mailbox_silent",
        "subject": "desk/INBOX",
        "grave": True,
        "since": "2026-11-16T11:56:00+00:00",
        "sentence": "desk/INBOX could not be read for 4 min. Relevé impossible.",
        "mend": "Look whether the server answers.",
    }


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_post_that_is_not_taken_is_an_error_and_no_redirect_is_followed(status: int) -> None:
    with Hook() as hook:
        hook.answers.append(status)
        with pytest.raises(DeliveryError, match=f"answers {status}"):
            webhook_channel(Webhook(url=hook.url), None).send([told()], NOON)
    assert len(hook.posted) == 1


def test_an_address_that_is_not_there_is_an_error_without_its_url() -> None:
    (port,) = free_ports(1)
    channel = webhook_channel(Webhook(url=f"http://127.0.0.1:{port}/token-in-path"), None)
    with pytest.raises(DeliveryError) as raised:
        channel.send([told()], NOON)
    assert "token-in-path" not in str(raised.value)
