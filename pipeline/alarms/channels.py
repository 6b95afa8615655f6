"""The ways out to people that are configured: a mail, a post to another program."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from domain.alarm_policy import AlarmMail, Alarms, Webhook
from domain.errors import ConfigurationError, DeliveryError
from domain.policy import Outgoing
from domain.ports import Submission
from domain.sign_in import Credential
from pipeline.alarms.notices import Channel, Told, as_json, as_text, subject_line
from responders.delivery.smtp import SmtpSubmission
from responders.delivery.webhook import post_signed

MAIL, WEBHOOK = "mail", "webhook"
NO_SERVER = "alarms.mail names no sender or server; set alarms.mail.sender and .host."


def mail_channel(mail: AlarmMail, outgoing: Outgoing, credential: Credential) -> Channel:
    """Return the channel that mails the configured people; `credential` is that of the server it uses."""
    server = _server(mail, outgoing)
    sender = mail.sender or outgoing.sender

    def send(told: Sequence[Told], now: datetime) -> None:
        if not sender or not server.host:
            raise DeliveryError(NO_SERVER)
        failures = [
            failure for to in mail.to if (failure := _mail(server, credential, sender, to, told, now))
        ]
        # Told again is better than not told: one address that works is enough.
        if len(failures) == len(mail.to):
            raise DeliveryError(failures[0])

    return Channel(MAIL, send)


def mail_problems(mail: AlarmMail, outgoing: Outgoing, credential: Credential) -> tuple[str, ...]:
    """Connect and sign in as the channel does, without a mail; return what is wrong, () when all works."""
    server = _server(mail, outgoing)
    if not (mail.sender or outgoing.sender) or not server.host:
        return (NO_SERVER,)
    return tuple(_renamed(problem) for problem in SmtpSubmission(server, credential).check())


def webhook_channel(webhook: Webhook, secret: str | None) -> Channel:
    """Return the channel that posts to the configured address."""

    def send(told: Sequence[Told], now: datetime) -> None:
        post_signed(webhook.url or "", secret, as_json(told, now), now, webhook.timeout_seconds)

    return Channel(WEBHOOK, send)


def borrows_server(alarms: Alarms) -> bool:
    """True where alarms leave by the server of the answers, for want of one of their own."""
    return bool(alarms.mail.to) and not alarms.mail.host


def _server(mail: AlarmMail, outgoing: Outgoing) -> Outgoing:
    if not mail.host:
        return outgoing.model_copy(update={"timeout_seconds": mail.timeout_seconds})
    return Outgoing(
        kind="smtp",
        host=mail.host,
        port=mail.port,
        security=mail.security,
        ca_file=mail.ca_file,
        user=mail.user,
        sender=mail.sender,
        timeout_seconds=mail.timeout_seconds,
        data_timeout_seconds=mail.timeout_seconds,
    )


def _mail(
    server: Outgoing, credential: Credential, sender: str, to: str, told: Sequence[Told], now: datetime
) -> str | None:
    """Mail one address; return why that failed, None when it did not."""
    submission: Submission | None = None
    try:
        submission = SmtpSubmission(server, credential)
        submission.open(sender, to)
        submission.data(_message(sender, to, told, now))
    except DeliveryError as error:
        # After the last byte it may have arrived: a second one hurts nobody, but an hourly one does.
        return None if error.uncertain else _renamed(str(error))
    except ConfigurationError as error:
        return _renamed(str(error))
    finally:
        if submission is not None:
            submission.close()
    return None


def _message(sender: str, to: str, told: Sequence[Told], now: datetime) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = sender, to
    message["Subject"] = " ".join(subject_line(told).split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<alarm-{told[0].notice}-{int(now.timestamp())}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(as_text(told))
    return message.as_bytes()


def _renamed(sentence: str) -> str:
    """The sentences of the way out name its settings; those of alarms stand elsewhere."""
    return sentence.replace("outgoing.", "alarms.mail.")
